//! What becomes of each dossier, and when: planned backwards in working time, so that it has just come there.

use super::dice::Dice;
use super::fate::{Fate, Target};
use super::scene::{Procedure, Scene, Way};
use motcua_dossier::Stage;
use motcua_kernel::calendar::{Calendar, WorkingTime};
use motcua_kernel::{Date, Instant};

/// Working minutes of a day, and of the fortnight.
const DAY: i64 = 480;
const FORTNIGHT: i64 = 10 * DAY;

/// One thing that somebody does with a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beat {
    /// It is handed in.
    File,
    /// A slip is given instead: a paper is not there.
    Guide,
    /// A centre accepts it.
    Accept,
    /// A centre asks for what is lacking, until so many days later.
    Ask(i32),
    /// The same during the work.
    AskInWork(i32),
    /// A second time, on a ground: late by rule.
    AskAgain(i32),
    /// The applicant answers.
    Answer,
    /// A centre refuses it.
    Refuse,
    /// The applicant takes it back.
    Withdraw,
    /// The next stroke of the work, whatever the workflow says.
    Work,
    /// The signer gives it back.
    SendBack,
    /// The head promises another moment, so many working days later.
    Apologise(u32),
    /// The head stops it.
    Stop,
    /// The head gives it to another body.
    Transfer,
    /// The handling officer telephones.
    Call,
}

/// A dossier's part in the fortnight.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// Its place among all.
    pub(super) place: usize,
    /// What becomes of it.
    pub(super) fate: Fate,
    /// Where, what and how.
    pub(super) scene: Scene,
    /// What happens, in order.
    pub(super) beats: Vec<(Instant, Beat)>,
}

/// Beats on the way, each with the working minutes before it.
type Story = Vec<(i64, Beat)>;

/// Plans the life of one dossier up to the moment of the start.
pub(super) fn plan(
    place: usize,
    fate: Fate,
    scene: Scene,
    start: Instant,
    calendar: &Calendar,
    dice: &mut Dice,
) -> Plan {
    let (before, tail) = story(fate, &scene.procedure, dice);
    let mut beats = backwards(&before, tail, start, calendar, dice);
    if let Some((filed, _)) = beats.first_mut() {
        *filed = filing_moment(*filed, scene.way, start, calendar, dice);
    }
    Plan {
        place,
        fate,
        scene,
        beats,
    }
}

/// The beats of a fate with their gaps, and the working minutes since the last of them.
fn story(fate: Fate, procedure: &Procedure, dice: &mut Dice) -> (Story, i64) {
    let limit = procedure.minutes.clamp(180, FORTNIGHT);
    let mut way: Story = vec![(0, Beat::File)];
    let wait = dice.between(4, 200);
    let accept = |way: &mut Story| way.push((wait, Beat::Accept));
    let anytime = |dice: &mut Dice, used: i64| dice.between(20, (FORTNIGHT - used).max(40));
    match fate {
        Fate::Submitted => return (way, dice.between(3, 420)),
        Fate::SubmittedLate => return (way, dice.between(500, 900)),
        Fate::Guided => return (vec![(0, Beat::Guide)], dice.between(30, 3_000)),
        Fate::AwaitingCompletion => {
            way.push((wait, Beat::Ask(dice.between(5, 10) as i32)));
            return (way, dice.between(20, 1_900));
        }
        Fate::Answered => {
            way.push((wait, Beat::Ask(8)));
            way.push((dice.between(400, 1_600), Beat::Answer));
            return (way, dice.between(5, 300));
        }
        Fate::Lapsed => {
            way.push((wait, Beat::Ask(3)));
            return (way, dice.between(6 * DAY, 8 * DAY));
        }
        Fate::Refused => {
            way.push((wait, Beat::Refuse));
            return (way, anytime(dice, wait));
        }
        Fate::Withdrawn => {
            accept(&mut way);
            if dice.percent(60) {
                way.push((dice.between(30, 200), Beat::Work));
            }
            way.push((dice.between(60, 500), Beat::Withdraw));
            return (way, anytime(dice, 1_000));
        }
        Fate::Accepted | Fate::Forgotten => {
            accept(&mut way);
            let rest = if fate == Fate::Forgotten {
                (limit / 2, limit - 20)
            } else {
                (10, (limit / 2).min(400))
            };
            return (way, dice.between(rest.0, rest.1));
        }
        Fate::LateByRule => {
            way.push((wait, Beat::Ask(7)));
            way.push((dice.between(300, 900), Beat::Answer));
            way.push((dice.between(60, 300), Beat::AskAgain(6)));
            if dice.percent(60) {
                way.push((dice.between(200, 700), Beat::Answer));
                way.push((dice.between(20, 200), Beat::Accept));
            }
            return (way, dice.between(60, 500));
        }
        Fate::Paused
        | Fate::Stopped
        | Fate::Transferred
        | Fate::InProcess
        | Fate::SentBack
        | Fate::ToInitial
        | Fate::ToSign
        | Fate::Signed
        | Fate::Ready
        | Fate::Delivered
        | Fate::OverdueSilent
        | Fate::OverdueSorry
        | Fate::OverdueSorryLate => {}
    }
    accept(&mut way);
    let strokes = procedure.strokes_to(fate.target(), dice);
    // So much of the limit is used up to the result: all of it only where it is late.
    let whole = strokes_gap(fate, limit, dice);
    let share = whole / procedure.strokes.len().max(1) as i64;
    let mut used = 0;
    for stroke in 0..strokes {
        let gap = dice.between((share / 2).max(4), (share * 3 / 2).max(8));
        used += gap;
        way.push((gap, Beat::Work));
        if stroke == 0 && dice.percent(14) {
            way.push((dice.between(5, 60), Beat::Call));
        }
    }
    let left = (limit - used).max(40);
    match fate {
        Fate::Paused => {
            way.push((dice.between(10, 90), Beat::AskInWork(dice.between(6, 10) as i32)));
            (way, dice.between(30, 1_500))
        }
        Fate::Stopped => {
            way.push((dice.between(60, 400), Beat::Stop));
            (way, anytime(dice, used + 600))
        }
        Fate::Transferred => {
            way.push((dice.between(10, 80), Beat::Transfer));
            if dice.percent(50) {
                way.push((dice.between(60, 200), Beat::Work));
            }
            (way, dice.between(20, 300))
        }
        Fate::SentBack => {
            way.push((dice.between(20, 120), Beat::SendBack));
            (way, dice.between(10, (left / 2).max(30)))
        }
        Fate::OverdueSilent => (way, (limit - used).max(0) + dice.between(40, 700)),
        Fate::OverdueSorry => {
            // At the latest a working day before the promised moment.
            let sorry = (limit - used - DAY - 60).max(5);
            way.push((sorry, Beat::Apologise(dice.between(2, 4) as u32)));
            (way, (limit - used - sorry).max(0) + dice.between(60, 700))
        }
        Fate::OverdueSorryLate => {
            let sorry = (limit - used).max(5) + dice.between(10, 100);
            way.push((sorry, Beat::Apologise(3)));
            (way, dice.between(20, 300))
        }
        Fate::Ready | Fate::Signed => (way, dice.between(20, 700)),
        Fate::Delivered => {
            let spare = anytime(dice, used + wait);
            (way, spare)
        }
        _ => (way, dice.between(8, (left * 3 / 4).clamp(20, 460))),
    }
}

/// Working minutes from acceptance to result.
fn strokes_gap(fate: Fate, limit: i64, dice: &mut Dice) -> i64 {
    let share = match fate {
        Fate::OverdueSilent | Fate::OverdueSorryLate => dice.between(20, 50),
        Fate::OverdueSorry => dice.between(8, 16),
        // Some results of the past came late, as everywhere.
        Fate::Delivered | Fate::Ready if dice.percent(6) => dice.between(105, 140),
        _ => dice.between(30, 78),
    };
    (limit * share / 100).clamp(60, 6 * DAY)
}

/// Gives each beat its moment, from the last to the first.
fn backwards(way: &Story, tail: i64, start: Instant, calendar: &Calendar, dice: &mut Dice) -> Vec<(Instant, Beat)> {
    let mut minutes: i64 = tail;
    let mut beats = Vec::with_capacity(way.len());
    for (gap, beat) in way.iter().rev() {
        let micros = minutes.max(1) * 60_000_000 + dice.between(0, 50) * 1_000_000;
        beats.push((calendar.before(start, WorkingTime::from_micros(micros)).later, *beat));
        minutes += gap + 1;
    }
    beats.reverse();
    beats
}

/// People file when they have time: many in the evening and at weekends, when no clock runs.
fn filing_moment(planned: Instant, way: Way, start: Instant, calendar: &Calendar, dice: &mut Dice) -> Instant {
    let online = match way {
        Way::Alone { .. } | Way::From(_) => true,
        Way::Helped | Way::ByMandate => false,
    };
    if !online || !dice.percent(45) {
        return planned;
    }
    let mut day: Date = planned.date().plus_days(-1);
    // A Monday's pile comes from the whole weekend.
    if !calendar.is_working_day(day) && dice.percent(50) {
        day = day.plus_days(-1);
    }
    let evening = day
        .start()
        .plus_seconds(dice.between(18 * 3_600 + 900, 22 * 3_600 + 3_000));
    if evening < start { evening.min(planned) } else { planned }
}

impl Procedure {
    /// How many strokes lead to a target; at a work in progress any number of them.
    fn strokes_to(&self, target: Target, dice: &mut Dice) -> usize {
        let first = |stage: Stage| {
            self.strokes
                .iter()
                .position(|stroke| stroke.stage == stage)
                .map(|at| at + 1)
        };
        let work = self
            .strokes
            .iter()
            .filter(|stroke| stroke.stage == Stage::InProcess)
            .count();
        let all = self.strokes.len();
        match target {
            Target::Work => dice.between(1, work.max(1) as i64) as usize,
            Target::Taken => 1.min(all),
            Target::Proposed => first(Stage::AwaitingSignature).unwrap_or(all),
            Target::BeforeSigning => first(Stage::Signed).map_or(all, |signed| signed - 1),
            Target::Signed => first(Stage::Signed).unwrap_or(all),
            Target::Ready => first(Stage::ResultReady).unwrap_or(all),
            Target::Delivered => all,
        }
    }
}
