//! The rule: which reminders a life gives, and between which moments each holds.

use super::Matter;
use crate::ledger::{Axis, Clock, Entry, apology_by, remaining};
use crate::life::Life;
use crate::stage::{Act, Stage};
use motcua_kernel::calendar::{Calendar, WorkingTime};
use motcua_kernel::{Instant, UnitId};

/// Before the end of the eight working hours of the first check.
const CHECK_LEAD: WorkingTime = WorkingTime::hours(2);
/// A dossier that nobody takes for so long; half the limit where that is less.
const TAKING: WorkingTime = WorkingTime::hours(4);
/// … and the heads are told.
const TAKING_LONG: WorkingTime = WorkingTime::DAY;
/// Before the promised moment; half the limit where that is less.
const DUE_LEAD: WorkingTime = WorkingTime::days(2);
/// After the promised moment: until the heads are told.
const OVERDUE_LONG: WorkingTime = WorkingTime::DAY;
/// Before the moment by which Form 04 must be made.
const APOLOGY_LEAD: WorkingTime = WorkingTime::hours(4);
/// Norms below this are over before a reminder is read.
const SMALL_NORM: WorkingTime = WorkingTime::hours(4);
/// Nobody has touched it for so long.
const FORGOTTEN: WorkingTime = WorkingTime::days(5);
/// Before the end of the last day of a supplement …
const SUPPLEMENT_LEAD: WorkingTime = WorkingTime::days(2);
/// … unless it was asked less than this before.
const SUPPLEMENT_LEAST: WorkingTime = WorkingTime::DAY;

/// A reminder that a life gives, whoever is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// What of.
    pub matter: Matter,
    /// The unit that was asked, where that is reminded.
    pub unit: Option<UnitId>,
    /// The moment that it is about.
    pub about: Instant,
    /// From when it holds.
    pub from: Instant,
    /// Until when, if nothing else ends it.
    pub until: Option<Instant>,
}

impl Call {
    /// Whether it holds at a moment.
    pub fn holds(&self, now: Instant) -> bool {
        self.from <= now && self.until.is_none_or(|until| now < until)
    }

    /// The next moment at which that changes by itself.
    pub fn turns(&self, now: Instant) -> Option<Instant> {
        [Some(self.from), self.until]
            .into_iter()
            .flatten()
            .find(|at| *at > now && self.until.is_none_or(|until| self.from < until))
    }
}

/// All reminders of a life as it stands, in no order. `noted` is the last note on it: a telephone call is work, too.
///
/// None once it is over or the result lies ready; while it waits for the applicant only theirs.
pub fn reminders(life: &Life, noted: Option<Instant>, calendar: &Calendar) -> Vec<Call> {
    let mut calls = Vec::new();
    match life.stage() {
        Stage::Submitted => first_check(&mut calls, life, calendar),
        Stage::AwaitingCompletion | Stage::Paused => supplement(&mut calls, life, calendar),
        Stage::Accepted | Stage::InProcess | Stage::AwaitingSignature | Stage::Signed => {
            work(&mut calls, life, noted, calendar);
            opinions(&mut calls, life, calendar);
        }
        Stage::ResultReady | Stage::Refused | Stage::Lapsed | Stage::Delivered | Stage::Withdrawn | Stage::Stopped => {}
    }
    calls
}

fn first_check(calls: &mut Vec<Call>, life: &Life, calendar: &Calendar) {
    let Some(due) = life.dossier.due else { return };
    calls.push(Call {
        matter: Matter::FirstCheckSoon,
        unit: None,
        about: due.at,
        from: calendar.before(due.at, CHECK_LEAD).later,
        until: Some(due.at),
    });
    calls.push(Call {
        matter: Matter::FirstCheckOver,
        unit: None,
        about: due.at,
        from: due.at,
        until: None,
    });
}

fn supplement(calls: &mut Vec<Call>, life: &Life, calendar: &Calendar) {
    let (Some((_, last_day)), Some(waiting)) = (life.dossier.state.supplement(), life.ledger.open(Axis::Clock)) else {
        return;
    };
    let end = last_day.end();
    let from = calendar.before(end, SUPPLEMENT_LEAD).later;
    if calendar.working_between(waiting.from, from) >= SUPPLEMENT_LEAST {
        calls.push(Call {
            matter: Matter::SupplementEnding,
            unit: None,
            about: end,
            from,
            until: Some(end),
        });
    }
}

fn work(calls: &mut Vec<Call>, life: &Life, noted: Option<Instant>, calendar: &Calendar) {
    let dossier = &life.dossier;
    let (Some(due), Some(promised), Some(acceptance)) = (dossier.due, dossier.promised(), dossier.state.acceptance())
    else {
        return;
    };
    // What the limit gives does not depend on the moment that is asked about.
    let Some(allowed) = remaining(calendar, acceptance.limit, &life.ledger, due.at).map(|left| left.allowed) else {
        return;
    };
    let half = WorkingTime::from_micros(allowed.as_micros() / 2);
    let soon = calendar.before(promised.at, DUE_LEAD.min(half)).later;
    let mut call = |matter, about, from, until| {
        calls.push(Call {
            matter,
            unit: None,
            about,
            from,
            until,
        });
    };
    call(Matter::DueSoon, promised.at, soon, Some(promised.at));
    call(Matter::Overdue, promised.at, promised.at, None);
    let long = calendar.after(promised.at, OVERDUE_LONG).later;
    call(Matter::OverdueLong, promised.at, long, None);

    // PRO-12: a working day before, so there must be one; and there is one new moment at most.
    if dossier.apology.is_none() && dossier.stage().allows(Act::Apologise) && allowed > WorkingTime::DAY {
        let by = apology_by(calendar, &due);
        call(
            Matter::ApologyNow,
            by,
            calendar.before(by, APOLOGY_LEAD).later,
            Some(due.at),
        );
    }
    let nobody = dossier.holder.is_none_or(|holder| holder.officer.is_none());
    if let Some(since) = life.ledger.open(Axis::Ownership).map(|open| open.from)
        && nobody
        && matches!(dossier.stage(), Stage::Accepted | Stage::InProcess)
    {
        let wait = TAKING.min(half);
        call(Matter::NotTaken, since, calendar.after(since, wait).later, None);
        let long = TAKING_LONG.min(wait + wait);
        call(Matter::NotTakenLong, since, calendar.after(since, long).later, None);
    }
    // Once the legal moment is spoken of, the internal one is not any more.
    if let Some((end, norm)) = step_end(life, calendar)
        && !nobody
        && end < promised.at
    {
        if norm >= SMALL_NORM {
            let quarter = WorkingTime::from_micros(norm.as_micros() / 4);
            let from = calendar.before(end, quarter).later;
            call(Matter::StepSoon, end, from, Some(end.min(soon)));
        }
        call(Matter::StepOver, end, end, Some(soon));
    }
    if let Some(touched) = life.ledger.latest().max(noted) {
        let from = calendar.after(touched, FORGOTTEN).later;
        call(Matter::Forgotten, touched, from, None);
    }
}

/// What units were asked: they are reminded before it is due, and who asked once it is over.
fn opinions(calls: &mut Vec<Call>, life: &Life, calendar: &Calendar) {
    for opinion in life.opinions.iter().filter(|opinion| opinion.is_open()) {
        let due = opinion.due.at;
        let quarter = calendar.working_between(opinion.asked_at, due).as_micros() / 4;
        calls.push(Call {
            matter: Matter::OpinionSoon,
            unit: Some(opinion.unit),
            about: due,
            from: calendar.before(due, WorkingTime::from_micros(quarter)).later,
            until: Some(due),
        });
        let over = calls
            .iter()
            .any(|call| call.matter == Matter::OpinionOver && call.about == due);
        if !over {
            calls.push(Call {
                matter: Matter::OpinionOver,
                unit: None,
                about: due,
                from: due,
                until: None,
            });
        }
    }
}

/// When the norm of the open step ends: the internal due moment (law.md §15.10). Time in which the limit is paused
/// does not count; nothing follows from it but reminders and marks.
pub fn step_due(life: &Life, calendar: &Calendar) -> Option<Instant> {
    step_end(life, calendar).map(|(end, _)| end)
}

fn step_end(life: &Life, calendar: &Calendar) -> Option<(Instant, WorkingTime)> {
    let step = life.step()?;
    if step.norm <= WorkingTime::ZERO {
        return None;
    }
    let paused: WorkingTime = life
        .ledger
        .on(Axis::Clock)
        .filter(|interval| {
            matches!(
                interval.entry,
                Entry::Clock {
                    clock: Clock::Paused,
                    ..
                }
            )
        })
        .filter_map(|interval| interval.until.map(|until| (interval.from.max(step.opened_at), until)))
        .map(|(from, until)| calendar.working_between(from, until))
        .sum();
    Some((calendar.after(step.opened_at, step.norm + paused).later, step.norm))
}
