//! The dossier under test: runs commands, and checks what must hold at every instant.

use super::model::Command;
use crate::accept::Acceptable;
use crate::apology::Extra;
use crate::charge::{ChargeState, Counted, PayBy, Settling};
use crate::deliver::Evidence;
use crate::fact::Fact;
use crate::ledger::{Axis, Clock, Entry, Interval, legal_due, remaining};
use crate::life::{Life, Moved};
use crate::opinion::{Opinion, Stance};
use crate::party::By;
use crate::refuse::Ground;
use crate::result::{Decision, DossierResult};
use crate::samples::*;
use crate::skeleton::Skeleton;
use crate::stage::Stage;
use crate::step::{Closed, Hand, KindRules as _, Outcome, Step, StepKind, StepPlan};
use crate::succession::{Heirs, Order};
use crate::supplement::Supplement;
use motcua_catalog::fee::Bill;
use motcua_kernel::calendar::WorkingTime;
use motcua_kernel::{Actor, ChangeId, ChargeId, Context, Instant, Money, named_id};
use motcua_store::{Label, Number};
use serde_json::json;

/// The handling officer, or a colleague of the same office.
pub(super) fn worker(second: bool) -> Hand {
    if second { colleague() } else { handler() }
}

/// The dossier under test with what belongs to it.
pub(super) struct World {
    pub(super) life: Life,
    pub(super) facts: Vec<Fact>,
    pub(super) supplement: Option<Supplement>,
    pub(super) result: Option<DossierResult>,
    pub(super) rounds: u32,
    /// The đồng that lie in the till.
    pub(super) taken: i64,
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

    /// Does something with the first charge; what was taken adds up to what is paid.
    fn settle(&mut self, settling: Settling, ctx: &Context) -> Result<(), String> {
        let first = self.life.dossier.charges.first().map(|charge| charge.id);
        let charge = first.unwrap_or_else(|| ChargeId::from_u128(0));
        let made = self.keep(self.life.clone().settle(charge, settling, counter(), ctx))?;
        self.taken += made.map_or(0, |payment| payment.amount.as_dong());
        Ok(())
    }

    /// The first question that waits for an answer.
    pub(super) fn open_question(&self) -> Option<&Opinion> {
        self.life.opinions.iter().find(|opinion| opinion.is_open())
    }

    pub(super) fn run(&mut self, command: Command, ctx: &Context) -> Result<(), String> {
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
                    counted: Counted::default(),
                    straight: None,
                };
                self.keep(life.accept(with, ctx)).map(|_| ())
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
                let moved = life.answer_supplement(
                    supplement,
                    json!({}),
                    self.rounds,
                    by,
                    (&calendar(), Bill::default()),
                    ctx,
                );
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
            Command::BringBack => self.keep(life.bring_back(worker(false), "2026/0417", Vec::new(), &[], ctx)),
            Command::AskOpinion { second } => self.keep(life.ask_opinion(worker(second), asking(), &calendar(), ctx)),
            Command::AnswerOpinion => {
                // The first that waits; else one that was answered or gone on without, once more.
                let open = self.open_question();
                let mut others = self.life.opinions.iter().filter(|opinion| opinion.may_be_answered());
                let Some(asked) = open.or_else(|| others.next()) else {
                    return Err("nobody was asked".into());
                };
                let hand = Hand {
                    unit: asked.unit,
                    ..advisor()
                };
                let id = asked.id;
                self.keep(life.answer_opinion(hand, id, Stance::AgreesIf, "If it is signed", ctx))
            }
            Command::LapseOpinion { second } | Command::RecallOpinion { second } => {
                let Some(id) = self.open_question().map(|opinion| opinion.id) else {
                    return Err("nobody is asked".into());
                };
                let hand = worker(second);
                self.keep(match command {
                    Command::LapseOpinion { .. } => life.lapse_opinion(hand, id, "by the register", ctx),
                    _ => life.recall_opinion(hand, id, "not needed", ctx),
                })
            }
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
                self.keep(life.deliver(hand, applicant().name, Evidence::Signature, None, ctx))
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
                    basis: "12/NQ",
                };
                // The handling officer goes along, the colleague does not.
                match life.succeed(order, |officer| officer == handler().officer, ctx) {
                    Some(moved) => self.keep(Ok::<_, String>(moved)),
                    None => Err("over".into()),
                }
            }
            Command::Charge { mandatory } => {
                let label = "a copy more".to_owned();
                let amount = Money::dong(8_000);
                self.settle(
                    Settling::Add {
                        label,
                        amount,
                        mandatory,
                    },
                    ctx,
                )
            }
            Command::Pay => {
                let (by, receipt) = (PayBy::Cash, String::new());
                self.settle(Settling::Pay { by, receipt }, ctx)
            }
            Command::Waive => {
                let (exemption, ground) = (None, ground());
                self.settle(Settling::Waive { exemption, ground }, ctx)
            }
            Command::Reopen => {
                let reason = "a slip".to_owned();
                self.settle(Settling::Reopen { reason }, ctx)
            }
            Command::Withdraw => self.keep(life.withdraw(None, By::from(ctx.actor()), ctx)).map(|_| ()),
        }
    }

    /// What must hold of every dossier at every instant.
    pub(super) fn check(&self, now: Instant) {
        self.life.check().expect("the parts agree, both axes tile");
        let dossier = &self.life.dossier;
        let stage = dossier.stage();

        let told = Skeleton::fold(&self.facts).expect("the facts tell a life");
        assert_eq!(told, Skeleton::of(&self.life), "state = fold(events)");

        let paid = |charge: &crate::charge::Charge| match charge.state {
            ChargeState::Paid { amount, .. } => amount.as_dong(),
            ChargeState::Open | ChargeState::Waived { .. } | ChargeState::Dropped { .. } => 0,
        };
        let sum: i64 = dossier.charges.iter().map(paid).sum();
        assert_eq!(sum, self.taken, "what is paid lies in the till");
        assert_eq!(dossier.dues, crate::charge::dues(&dossier.charges));
        assert!(
            stage != Stage::Delivered || dossier.dues != crate::Dues::Open,
            "nothing is handed out that is owed"
        );

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
pub(super) fn more_days() -> Extra {
    Extra::working_days(5).unwrap()
}

pub(super) fn context(now: Instant, place: usize) -> Context {
    Context::for_change(Actor::System, now, named_id::<ChangeId>("change", &place.to_string()))
}
