//! Random command sequences against a small model that knows stages and hands only.

mod model;

use self::model::{Command, Model, throw};
use crate::accept::Acceptable;
use crate::apology::Extra;
use crate::deliver::Evidence;
use crate::fact::Fact;
use crate::ledger::{Axis, Clock, Entry, Interval, legal_due, remaining};
use crate::life::{Life, Moved};
use crate::party::By;
use crate::refuse::Ground;
use crate::remind::reminders;
use crate::result::{Decision, DossierResult};
use crate::samples::*;
use crate::skeleton::Skeleton;
use crate::stage::{Stage, WAYS};
use crate::step::{Closed, Hand, KindRules as _, Outcome, Step, StepKind, StepPlan};
use crate::succession::{Heirs, Order};
use crate::supplement::Supplement;
use motcua_kernel::calendar::WorkingTime;
use motcua_kernel::{Actor, ChangeId, Context, Instant, named_id};
use motcua_store::{Label, Number};
use proptest::prelude::*;
use serde_json::json;

/// The handling officer, or a colleague of the same office.
fn worker(second: bool) -> Hand {
    if second { colleague() } else { handler() }
}

/// The dossier under test with what belongs to it.
struct World {
    life: Life,
    facts: Vec<Fact>,
    supplement: Option<Supplement>,
    result: Option<DossierResult>,
    rounds: u32,
}

impl World {
    fn keep<T, E: std::fmt::Debug>(&mut self, moved: Result<Moved<T>, E>) -> Result<T, String> {
        let moved = moved.map_err(|error| format!("{error:?}"))?;
        self.life = moved.life;
        self.facts.extend(moved.facts);
        Ok(moved.made)
    }

    /// The units that stand for those of the samples now.
    fn heirs(&self) -> Heirs {
        if self.life.dossier.places.deciding == committee() {
            Heirs::default()
        } else {
            other_units()
        }
    }

    /// The units that may stand for them next.
    fn others(&self) -> Heirs {
        if self.life.dossier.places.deciding == committee() {
            other_units()
        } else {
            Heirs::default()
        }
    }

    fn run(&mut self, command: Command, ctx: &Context) -> Result<(), String> {
        let life = self.life.clone();
        let here = self.heirs();
        // Whoever acts for a unit acts for the one that stands in its place now.
        let for_now = |hand: Hand| Hand {
            unit: here.of(hand.unit),
            ..hand
        };
        let step = |kind: StepKind| {
            let plan = step(kind);
            StepPlan {
                unit: here.of(plan.unit),
                ..plan
            }
        };
        let worker = |second: bool| for_now(worker(second));
        let (signer, clerk) = (|| for_now(signer()), || for_now(clerk()));
        match command {
            Command::Accept { lacking } => {
                let (terms, calendar, next) = (terms(), calendar(), step(StepKind::Check));
                let with = Acceptable {
                    at: counter().into(),
                    number: Label::Issued("H49.105-261125-0037".into()),
                    sheet: Number::Issued(1),
                    checked: if lacking { one_lacking() } else { all_there() },
                    terms: &terms,
                    calendar: &calendar,
                    next: &next,
                };
                self.keep(life.accept(with, ctx))
            }
            Command::Refuse => self.keep(life.refuse(counter(), ground(), Number::Issued(1), ctx)),
            Command::Ask {
                ground: with_ground,
                second,
            } => {
                let hand = if life.stage() == Stage::InProcess {
                    worker(second)
                } else {
                    counter()
                };
                let mut ask = ask("2026-12-31");
                ask.last_day = ctx.today().plus_days(3);
                ask.again = with_ground.then(ground);
                let made = self.keep(life.ask_supplement(ask, hand, Number::Issued(1), ctx))?;
                self.supplement = Some(made);
                Ok(())
            }
            Command::Apologise => {
                let (extra, reason) = (more_days(), "too many at once".to_owned());
                self.keep(life.apologise(signer(), extra, reason, Number::Issued(1), &calendar(), ctx))
            }
            Command::Stop => self
                .keep(life.stop(signer(), ground(), Number::Issued(1), ctx))
                .map(|_| ()),
            Command::Answer => {
                let Some(supplement) = self.supplement.clone() else {
                    return Err("never asked".into());
                };
                self.rounds += 1;
                let by = By::from(ctx.actor());
                let moved = life.answer_supplement(supplement, json!({}), self.rounds, by, &calendar(), ctx);
                let made = self.keep(moved)?;
                self.supplement = Some(made.supplement);
                Ok(())
            }
            Command::Lapse => {
                let Some(supplement) = self.supplement.clone() else {
                    return Err("never asked".into());
                };
                self.keep(life.lapse_supplement(supplement, &calendar(), ctx))
                    .map(|made| self.supplement = Some(made))
            }
            Command::Take { second } => self.keep(life.assign(for_now(handler()), worker(second).officer, ctx)),
            Command::PassOn { to, second } => self.keep(life.pass_on(worker(second), &step(to), ctx)),
            Command::Propose { second } => {
                let (before, next) = (self.result.clone(), step(StepKind::Sign));
                let content = content();
                let moved = life.propose(worker(second), Decision::Grant, content, before, &next, ctx);
                self.keep(moved).map(|made| self.result = Some(made))
            }
            Command::SendBack { to_first } => {
                let done = |step: &&Step| {
                    matches!(
                        step.closed,
                        Some(Closed {
                            outcome: Outcome::Done { .. },
                            ..
                        })
                    )
                };
                let mut work = self
                    .life
                    .steps
                    .iter()
                    .filter(|step| !step.kind.needs_result())
                    .filter(done);
                let to = if to_first { work.next() } else { work.next_back() };
                let to = to.map_or_else(|| step(StepKind::Check), |done| step(done.kind));
                self.keep(life.send_back(signer(), &to, sent_back(), |_| true, ctx))
                    .map(|_| ())
            }
            Command::Sign => {
                let Some(result) = self.result.clone() else {
                    return Err("nothing to sign".into());
                };
                let next = step(StepKind::Issue);
                self.keep(life.sign(signer(), result, mark(signer(), ctx.now()), &next, ctx))
                    .map(|made| self.result = Some(made))
            }
            Command::Issue => {
                let Some(result) = self.result.clone() else {
                    return Err("nothing to issue".into());
                };
                let next = step(StepKind::Return);
                self.keep(life.issue(clerk(), result, "book".into(), Number::Issued(1), &next, ctx))
                    .map(|made| self.result = Some(made))
            }
            Command::Deliver => {
                let hand = delivery_desk();
                self.keep(life.deliver(hand, applicant().name, Evidence::Signature, ctx))
                    .map(|_| ())
            }
            Command::Transfer { grounded } => {
                let other = self.others();
                let next = StepPlan {
                    unit: other.of(office()),
                    ..step(StepKind::Check)
                };
                let why = if grounded {
                    ground()
                } else {
                    Ground {
                        reason: String::new(),
                        ..ground()
                    }
                };
                self.keep(life.transfer(signer(), other.of(committee()), &next, why, ctx))
            }
            Command::Succeed => {
                let other = self.others();
                let all = other_units();
                let heirs = Heirs::new(all.pairs().map(|(unit, _)| (here.of(unit), other.of(unit))));
                let order = Order {
                    heirs: &heirs,
                    at: ctx.now(),
                    basis: "12/NQ-HĐND",
                };
                // The handling officer goes along, the colleague does not.
                match life.succeed(order, |officer| officer == handler().officer, ctx) {
                    Some(moved) => self.keep(Ok::<_, String>(moved)),
                    None => Err("over".into()),
                }
            }
            Command::Withdraw => self.keep(life.withdraw(None, By::from(ctx.actor()), ctx)).map(|_| ()),
        }
    }

    /// What must hold of every dossier at every instant.
    fn check(&self, now: Instant) {
        self.life.check().expect("the parts agree, both axes tile");
        let dossier = &self.life.dossier;
        let stage = dossier.stage();

        let told = Skeleton::fold(&self.facts).expect("the facts tell a life");
        assert_eq!(told, Skeleton::of(&self.life), "state = fold(events)");

        let end = dossier.closed_at.unwrap_or(now);
        let lived = end.micros_since(dossier.submitted_at);
        for axis in Axis::ALL {
            let sum: i64 = self.life.ledger.on(axis).map(|interval| interval.micros(end)).sum();
            assert_eq!(sum, lived, "the intervals add up to the life");
        }
        assert_eq!(
            dossier.holder.is_some(),
            !stage.is_final(),
            "a live dossier has one holder, a dead one none"
        );
        assert_eq!(
            dossier.owed_at().is_none(),
            stage.is_final() || self.waits_for_applicant()
        );

        let issued = matches!(stage, Stage::ResultReady | Stage::Delivered);
        let runs = |interval: &crate::ledger::Interval| {
            matches!(
                interval.entry,
                Entry::Clock {
                    clock: Clock::Working,
                    ..
                }
            ) && interval.until.is_none()
        };
        let running = self.life.ledger.on(Axis::Clock).any(runs);
        assert!(!(issued && running), "the clock stops at issue");

        if let Some(acceptance) = dossier.state.acceptance() {
            let due = legal_due(&calendar(), acceptance.limit, &self.life.ledger);
            let ended_in_pause = dossier.due.is_none() && stage.is_final();
            if !ended_in_pause {
                assert_eq!(due, dossier.due, "the due moment follows from the ledger");
            }
            let paused = self.life.ledger.on(Axis::Clock).any(is_pause);
            assert!(
                paused || due == Some(acceptance.due),
                "without a pause it is the promised one"
            );
            assert!(due.is_none_or(|due| due.at >= acceptance.due.at), "never earlier");
            let promised = dossier
                .apology
                .as_ref()
                .zip(dossier.due)
                .map(|(apology, due)| apology.extra.after(&calendar(), &due));
            assert_eq!(
                dossier.promised(),
                promised.or(dossier.due),
                "promised once, moved with the pause"
            );
            let left = remaining(&calendar(), acceptance.limit, &self.life.ledger, now).expect("it was accepted");
            assert_eq!(left.allowed, WorkingTime::days(3));
            let until = match &dossier.state {
                crate::State::ResultReady { issued_at, .. } | crate::State::Delivered { issued_at, .. } => *issued_at,
                _ => end,
            };
            let pauses: WorkingTime = self
                .life
                .ledger
                .on(Axis::Clock)
                .filter(|interval| is_pause(interval))
                .map(|pause| calendar().working_between(pause.from, pause.until.unwrap_or(end)))
                .sum();
            assert_eq!(
                left.used + pauses,
                calendar().working_between(acceptance.at, until),
                "the working time consumed"
            );
        }
    }

    fn waits_for_applicant(&self) -> bool {
        matches!(
            self.life.stage(),
            Stage::AwaitingCompletion | Stage::Paused | Stage::ResultReady
        )
    }
}

fn is_pause(interval: &Interval) -> bool {
    matches!(
        interval.entry,
        Entry::Clock {
            clock: Clock::Paused,
            ..
        }
    )
}

/// What the apologies of the random lives promise.
fn more_days() -> Extra {
    Extra::working_days(5).unwrap()
}

fn context(now: Instant, place: usize) -> Context {
    Context::for_change(Actor::System, now, named_id::<ChangeId>("change", &place.to_string()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn random_lives_agree_with_the_model(throws in prop::collection::vec(throw(), 1..40)) {
        let story = Story::submitted();
        let mut now = story.life.dossier.submitted_at;
        let mut world =
            World { life: story.life, facts: story.facts, supplement: None, result: None, rounds: 0 };
        let mut model = Model {
            stage: Stage::Submitted,
            taken: None,
            kind: StepKind::Receive,
            done: Vec::new(),
            asked: 0,
            last_day_over: false,
            apologised: false,
            too_late_to_promise: false,
        };
        world.check(now);
        for (place, throw) in throws.into_iter().enumerate() {
            now = now.plus_seconds(throw.seconds);
            let ctx = context(now, place);
            let before = world.life.clone();
            let last_day = world.supplement.as_ref().map(|supplement| supplement.last_day);
            let apology = world.life.dossier.due.map(|due| more_days().after(&calendar(), &due));
            model.too_late_to_promise = apology.is_some_and(|promised| promised.at <= now);
            model.last_day_over = last_day.is_some_and(|last_day| now.date() > last_day);
            let command = throw.command(&model);
            let told = world.facts.len();
            let taken = world.run(command, &ctx);
            match model.next(command) {
                Some(next) => {
                    prop_assert!(taken.is_ok(), "{command:?} at {:?}: {taken:?}", before.stage());
                    prop_assert_eq!(world.life.stage(), next.stage);
                    let way = (before.stage(), command.act(), next.stage);
                    prop_assert!(WAYS.contains(&way), "{way:?}");
                    let (from, to) = (before.stage().national(), next.stage.national());
                    prop_assert!(from == to || to.may_follow(from), "{from:?} to {to:?}");
                    if let Some(number) = before.dossier.number() {
                        prop_assert_eq!(Some(number), world.life.dossier.number(), "a number never changes");
                    }
                    prop_assert_eq!(world.life.dossier.late_by_rule, next.asked > 1, "D11");
                    let holder = world.life.dossier.holder.and_then(|holder| holder.officer);
                    if next.stage == Stage::InProcess {
                        prop_assert_eq!(holder, next.taken.map(|second| worker(second).officer));
                        prop_assert_eq!(world.life.dossier.handler, holder);
                        prop_assert_eq!(world.life.dossier.kind, Some(next.kind));
                    }
                    model = next;
                }
                None => {
                    prop_assert!(taken.is_err(), "{command:?} at {:?}", before.stage());
                    prop_assert_eq!(&world.life, &before, "a refusal changes nothing");
                    prop_assert_eq!(world.facts.len(), told);
                }
            }
            world.check(now);
        }
        // PRO-18: what is over, or lies ready, reminds nobody.
        let quiet = world.life.dossier.closed_at.is_some() || world.life.stage() == Stage::ResultReady;
        let calls = reminders(&world.life, None, &calendar());
        prop_assert!(!quiet || calls.is_empty(), "{calls:?}");
        let numbers = world.facts.iter().filter(|fact| matches!(fact, Fact::Accepted { .. })).count();
        prop_assert!(numbers <= 1, "numbered once");
        if world.life.stage().is_final() {
            prop_assert!(world.life.stage().acts().is_empty());
        }
    }

    #[test]
    fn clocks_of_two_machines_never_run_a_ledger_backwards(early in 0i64..7_200) {
        let story = Story::submitted();
        let ctx = context(story.life.dossier.submitted_at.plus_seconds(-early), 1);
        let moved = story.life.clone().refuse(counter(), ground(), Number::Issued(1), &ctx).unwrap();
        moved.life.check().unwrap();
        prop_assert_eq!(moved.life.dossier.closed_at, Some(story.life.dossier.submitted_at));
    }
}

#[test]
fn facts_read_back_from_their_events() {
    for story in Story::all() {
        for fact in &story.facts {
            let written = serde_json::to_value(fact).unwrap();
            assert_eq!(written["kind"], fact.kind());
            let read = Fact::read(fact.kind(), &written["facts"]).unwrap();
            assert_eq!(read.as_ref(), Some(fact));
        }
        let told = Skeleton::fold(&story.facts).unwrap();
        assert_eq!(told, Skeleton::of(&story.life));
        story.life.check().unwrap();
    }
    assert_eq!(Fact::read("dossier.of_a_later_release", &json!({})).unwrap(), None);
}

#[test]
fn facts_hold_no_names_and_no_free_text() {
    for story in Story::all() {
        let told = serde_json::to_string(&story.facts).unwrap();
        for secret in [
            "Mùi",
            "0912000678",
            "022190004873",
            "thường trú",
            "Điều 22",
            "chưa kết hôn",
        ] {
            assert!(
                !told.contains(secret),
                "{secret} stands in the facts of {}",
                story.life.stage()
            );
        }
    }
}

#[test]
fn bodies_read_back() {
    for story in Story::all() {
        let body = serde_json::to_value(&story.life.dossier).unwrap();
        assert_eq!(
            serde_json::from_value::<crate::Dossier>(body).unwrap(),
            story.life.dossier
        );
        for interval in story.life.ledger.intervals() {
            let body = serde_json::to_value(interval).unwrap();
            assert_eq!(
                &serde_json::from_value::<crate::ledger::Interval>(body).unwrap(),
                interval
            );
        }
    }
}
