//! Plays the plan: acts and timers by one simulated clock, each at its moment, through the actions of the screens.

use super::acts;
use super::cast::Cast;
use super::dice::Dice;
use super::filing;
use super::fill::Household;
use super::lists;
use super::plan::{Beat, Plan};
use super::words::LifeWords;
use crate::open;
use anyhow::{Context as _, Result};
use motcua_background::{Office, Reader, send_due, turn};
use motcua_kernel::{
    Actor, ChangeId, ClientId, Context, DossierId, DraftId, HandOverId, Instant, OfficerId, OriginalId, PersonId,
    UnitId,
};
use motcua_org::Directory;
use motcua_org::position::Role;
use motcua_store::Store;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The clock of a play: it follows the plan, and is the wall's again afterwards. The store stamps by it, too.
#[derive(Debug, Clone)]
pub(crate) struct Clock(Arc<AtomicI64>);

/// No moment: the wall's clock is read.
const WALL: i64 = i64::MIN;

impl Clock {
    /// The wall's clock.
    pub(crate) fn wall() -> Self {
        Self(Arc::new(AtomicI64::new(WALL)))
    }

    /// The moment.
    pub(crate) fn now(&self) -> Instant {
        match self.0.load(Ordering::Relaxed) {
            WALL => open::now(),
            micros => Instant::from_micros(micros),
        }
    }

    fn set(&self, moment: Instant) {
        self.0.store(moment.as_micros(), Ordering::Relaxed);
    }

    /// Back to the wall's.
    pub(crate) fn release(&self) {
        self.0.store(WALL, Ordering::Relaxed);
    }
}

/// What happens at a moment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doing {
    /// Somebody signs in, or stands at a counter.
    Know,
    /// The form is filled in.
    Draft,
    /// A beat of the plan, by its place there.
    Beat(usize),
    /// A list of what was kept that day at a centre for an office is made, sent, received.
    List(OriginalsMove),
}

/// What happens to a list of originals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum OriginalsMove {
    Make,
    Send,
    Receive,
}

/// How a dossier stands in the play.
#[derive(Debug, Default)]
pub(super) struct Live {
    pub(super) household: Option<Household>,
    /// Who files.
    pub(super) person: Option<PersonId>,
    /// For whom, where that is another.
    pub(super) principal: Option<(PersonId, motcua_kernel::MandateId)>,
    pub(super) draft: Option<DraftId>,
    pub(super) dossier: Option<DossierId>,
    pub(super) originals: Vec<OriginalId>,
    pub(super) list: Option<HandOverId>,
    is_stuck: bool,
}

/// What came of a play.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Played {
    /// Dossiers that were handed in.
    pub(crate) dossiers: u64,
    /// Acts of people and officers.
    pub(crate) acts: u64,
    /// Timers that were acted on.
    pub(crate) timers: u64,
    /// Messages that were sent.
    pub(crate) messages: u64,
}

/// The stage.
pub(super) struct Player<'a> {
    pub(super) store: &'a Store,
    pub(super) directory: &'a Directory,
    pub(super) cast: &'a Cast,
    pub(super) words: &'a LifeWords,
    /// Clients that hand in from elsewhere, with the words of their sources.
    pub(super) sources: &'a [(String, ClientId)],
    pub(super) seed: u64,
    pub(super) clock: &'a Clock,
    pub(super) played: Played,
    /// Acts that were refused, which would be mistakes in the plan; their dossiers stay where they stand.
    refused: Vec<String>,
    reader: Reader,
    changes: u64,
    office: Office,
}

/// Timers and messages are looked at in steps of five minutes: a server under load is not quicker.
const STEP_MICROS: i64 = 300 * 1_000_000;

/// What the play needs beside the plan.
pub(super) struct Stage<'a> {
    pub(super) store: &'a Store,
    pub(super) directory: &'a Directory,
    pub(super) cast: &'a Cast,
    pub(super) words: &'a LifeWords,
    pub(super) sources: &'a [(String, ClientId)],
    pub(super) seed: u64,
    pub(super) clock: &'a Clock,
    pub(super) site: String,
    pub(super) phone: String,
}

impl<'a> Player<'a> {
    pub(super) fn new(stage: Stage<'a>) -> Self {
        Self {
            store: stage.store,
            directory: stage.directory,
            cast: stage.cast,
            words: stage.words,
            sources: stage.sources,
            seed: stage.seed,
            clock: stage.clock,
            played: Played::default(),
            refused: Vec::new(),
            reader: Reader::new(),
            changes: 0,
            office: Office {
                site: stage.site,
                phone: stage.phone,
                post: None,
            },
        }
    }

    /// A context whose change follows from seed and place, so that the same play makes the same ids.
    pub(super) fn acting(&mut self, actor: Actor, at: Instant) -> Context {
        self.changes += 1;
        self.played.acts += 1;
        let mut dice = Dice::of(self.seed, self.changes);
        let mut bits = [0; 10];
        bits[..8].copy_from_slice(&dice.next().to_be_bytes());
        bits[8..].copy_from_slice(&dice.next().to_be_bytes()[..2]);
        let millis = (at.as_micros().max(0) / 1_000) as u64;
        let id = uuid::Builder::from_unix_timestamp_millis(millis, &bits).into_uuid();
        Context::for_change(actor, at, ChangeId::from(id))
    }

    /// What was done and what was refused.
    pub(super) fn outcome(self) -> (Played, Vec<String>) {
        (self.played, self.refused)
    }

    /// An officer of a unit at a moment.
    ///
    /// # Errors
    ///
    /// Fails when nobody has the role there.
    pub(super) fn officer(&self, unit: UnitId, role: Role, place: usize) -> Result<OfficerId> {
        let name = self.directory.find_unit(unit).map_or("?", |unit| unit.key.as_str());
        self.cast
            .of_unit(unit, role, place)
            .with_context(|| format!("nobody is {} at {name}", role.word()))
    }

    /// Plays everything, in the order of moments; `told` hears how far it has come, of a hundred.
    pub(super) async fn play(
        &mut self,
        plans: &[Plan],
        households: Vec<Household>,
        start: Instant,
        told: &mut dyn FnMut(usize),
    ) -> Result<()> {
        let mut lives: Vec<Live> = households
            .into_iter()
            .map(|household| Live {
                household: Some(household),
                ..Live::default()
            })
            .collect();
        let script = script(plans, start);
        let mut hundredth = 0;
        for (number, (at, place, doing)) in script.iter().enumerate() {
            self.until(*at).await?;
            self.clock.set(*at);
            let plan = &plans[*place];
            if lives[*place].is_stuck {
                continue;
            }
            if let Err(error) = self.perform(plan, &mut lives, *at, doing).await {
                lives[*place].is_stuck = true;
                let (fate, way, code) = (plan.fate, plan.scene.way, &plan.scene.procedure.code);
                let beat = plan.beats.iter().map(|(_, beat)| beat).collect::<Vec<_>>();
                self.refused.push(format!(
                    "{place} {fate:?} {code} {way:?} {beat:?} at {at}, {doing:?}: {error:#}"
                ));
            }
            if number * 100 / script.len() > hundredth {
                hundredth = number * 100 / script.len();
                told(hundredth);
            }
        }
        self.until(start).await?;
        self.clock.set(start);
        Ok(())
    }

    /// Lets time pass: timers and messages that are due before a moment, each at its own.
    async fn until(&mut self, moment: Instant) -> Result<()> {
        loop {
            let due = self.store.read().await?.due_timers(moment, 1).await?;
            let Some(first) = due.first() else { break };
            let step = first.at.as_micros().div_euclid(STEP_MICROS) + 1;
            let at = Instant::from_micros(step * STEP_MICROS).min(moment);
            self.clock.set(at);
            let done = turn(self.store, &mut self.reader, at).await?;
            self.played.timers += done.acted;
            self.send(at).await?;
            if at == moment {
                break;
            }
        }
        Ok(())
    }

    async fn send(&mut self, at: Instant) -> Result<()> {
        let sent = send_due(self.store, &self.office, at).await?;
        self.played.messages += sent.done;
        Ok(())
    }

    async fn perform(&mut self, plan: &Plan, lives: &mut [Live], at: Instant, doing: &Doing) -> Result<()> {
        let place = plan.place;
        match doing {
            Doing::Know => filing::know(self, plan, &mut lives[place], at).await,
            Doing::Draft => filing::draft(self, plan, &mut lives[place], at).await,
            Doing::List(step) => lists::list(self, plan, &mut lives[place], *step, at).await,
            Doing::Beat(number) => {
                let live = &mut lives[place];
                match plan.beats[*number].1 {
                    Beat::File => filing::file(self, plan, live, at).await,
                    Beat::Guide => filing::guide(self, plan, live, at).await,
                    Beat::Answer => filing::answer(self, plan, live, at).await,
                    Beat::Withdraw => filing::withdraw(self, plan, live, at).await,
                    beat => acts::act(self, plan, live, beat, at).await,
                }
            }
        }
    }
}

/// Seconds before filing at which somebody signs in or is looked at, and at which the form is filled in.
const KNOWN_BEFORE: i64 = 780;
const DRAFTED_BEFORE: i64 = 240;

/// Everything that happens before the start, in order.
fn script(plans: &[Plan], start: Instant) -> Vec<(Instant, usize, Doing)> {
    let mut script = Vec::new();
    for plan in plans {
        let Some((filed, _)) = plan.beats.first() else { continue };
        script.push((filed.plus_seconds(-KNOWN_BEFORE), plan.place, Doing::Know));
        script.push((filed.plus_seconds(-DRAFTED_BEFORE), plan.place, Doing::Draft));
        // What is filed in the evening must not come after what follows it in the morning.
        let mut latest = *filed;
        for (number, (at, beat)) in plan.beats.iter().enumerate() {
            latest = latest.plus_seconds(i64::from(number > 0)).max(*at);
            script.push((latest, plan.place, Doing::Beat(number)));
            // Of three desks one has not sent off yet what it keeps.
            if *beat == Beat::Accept && plan.scene.keeps && !plan.place.is_multiple_of(3) {
                let evening = latest
                    .date()
                    .start()
                    .plus_seconds(16 * 3_600 + 2_400 + plan.place as i64);
                let make = evening.max(latest.plus_seconds(600));
                script.push((make, plan.place, Doing::List(OriginalsMove::Make)));
                script.push((make.plus_seconds(1_200), plan.place, Doing::List(OriginalsMove::Send)));
                let morning = latest.date().plus_days(1).start().plus_seconds(8 * 3_600 + 1_500);
                script.push((morning, plan.place, Doing::List(OriginalsMove::Receive)));
            }
        }
    }
    script.retain(|(at, ..)| *at < start);
    script.sort();
    script
}
