//! The strokes that transitions are made of: hold, set the clock, open and close a step, end.
//!
//! Each stroke writes dossier, ledger and facts together, so that no transition can write only one of them.

use crate::fact::Fact;
use crate::ledger::{Accountable, Axis, Clock, Entry, Holder, legal_due};
use crate::life::{Life, Moved};
use crate::opinion::{OpinionState, Questions};
use crate::stage::Stage;
use crate::state::State;
use crate::step::{KindRules as _, Outcome, Step, StepPlan};
use motcua_kernel::calendar::Calendar;
use motcua_kernel::{Context, Instant, OfficerId, StepId, SupplementId, UnitId};
use uuid::Uuid;

/// A transition under way.
pub(crate) struct Motion<'a> {
    pub(crate) life: Life,
    pub(crate) at: Instant,
    pub(crate) ctx: &'a Context,
    facts: Vec<Fact>,
}

impl<'a> Motion<'a> {
    /// Begins a transition at the context's moment, or at the latest that the ledger knows: two machines' clocks
    /// may differ, but a ledger never runs backwards.
    pub(crate) fn new(life: Life, ctx: &'a Context) -> Self {
        let at = life.ledger.latest().map_or(ctx.now(), |latest| latest.max(ctx.now()));
        Self {
            life,
            at,
            ctx,
            facts: Vec::new(),
        }
    }

    /// Begins a transition at a moment that is over, or at the latest that the ledger knows.
    pub(crate) fn at(life: Life, ctx: &'a Context, moment: Instant) -> Self {
        let at = moment.min(ctx.now());
        Self {
            at: life.ledger.latest().map_or(at, |latest| latest.max(at)),
            life,
            ctx,
            facts: Vec::new(),
        }
    }

    pub(crate) fn say(&mut self, fact: Fact) {
        self.facts.push(fact);
    }

    /// Gives the dossier to a holder; `accountable` answers for it from now on.
    pub(crate) fn hold(&mut self, holder: Holder, accountable: UnitId, step: Option<StepId>) {
        let entry = Entry::Ownership {
            holder,
            accountable,
            step,
        };
        let (dossier, at) = (self.life.dossier.id, self.at);
        if let Some(interval) = self.life.ledger.enter(dossier, self.ctx.id(), at, entry) {
            let interval = interval.id;
            self.life.dossier.holder = Some(holder);
            self.say(Fact::Held {
                at,
                interval,
                holder,
                accountable,
                step,
            });
        }
    }

    /// Sets the legal clock.
    pub(crate) fn set_clock(&mut self, clock: Clock, accountable: Accountable, ground: Option<SupplementId>) {
        let entry = Entry::Clock {
            clock,
            accountable,
            ground,
        };
        let (dossier, at) = (self.life.dossier.id, self.at);
        if let Some(interval) = self.life.ledger.enter(dossier, self.ctx.id(), at, entry) {
            let interval = interval.id;
            self.life.dossier.clock = Some(clock);
            self.say(Fact::ClockSet {
                at,
                interval,
                clock,
                accountable,
                ground,
            });
        }
    }

    /// Lets the limit run on after a pause, with the officer who kept the dossier. The legal due moment moves by the
    /// working time of the pause (D10) and never to an earlier moment than at acceptance, whatever calendar came
    /// out since; a moment promised anew moves with it. False when nothing was paused.
    pub(crate) fn resume(&mut self, calendar: &Calendar) -> bool {
        let State::Paused { acceptance, step, .. } = self.life.dossier.state.clone() else {
            return false;
        };
        self.set_clock(Clock::Working, Accountable::Office, None);
        let due = legal_due(calendar, acceptance.limit, &self.life.ledger);
        let dossier = &mut self.life.dossier;
        dossier.due = due.map(|due| {
            if due.at < acceptance.due.at {
                acceptance.due
            } else {
                due
            }
        });
        if let (Some(apology), Some(due)) = (&mut dossier.apology, &dossier.due) {
            apology.promised = apology.extra.after(calendar, due);
        }
        dossier.state = State::InProcess { acceptance, step };
        true
    }

    /// Moves the dossier to the centre that does the first check, and to its officer where one does it.
    /// Whoever receives it becomes the
    /// sender that answers for it until the next unit has taken it.
    pub(crate) fn receive_at(&mut self, at: Holder) {
        self.hold(at, at.unit, None);
    }

    /// Opens the next step. The unit's list has it until somebody takes it, and until then the unit that passed
    /// it on answers for it (PRO-08); at desks that work from a common pile (sign, issue, return) and for an
    /// officer who goes on with their own work, arriving is acknowledged.
    pub(crate) fn open_step(&mut self, plan: &StepPlan, officer: Option<OfficerId>) -> StepId {
        let step = Step {
            id: self.ctx.id(),
            dossier: self.life.dossier.id,
            place: self.life.steps.len() as u32,
            key: plan.key.clone(),
            kind: plan.kind,
            role: plan.role,
            unit: plan.unit,
            norm: plan.norm,
            opened_at: self.at,
            brought: None,
            closed: None,
        };
        let id = step.id;
        self.say(Fact::StepOpened {
            at: self.at,
            step: id,
            key: step.key.clone(),
            kind: step.kind,
            unit: step.unit,
        });
        self.life.dossier.kind = Some(step.kind);
        self.life.steps.push(step);
        let sender = self.life.ledger.accountable().unwrap_or(plan.unit);
        let arrived = officer.is_some() || !plan.kind.is_taken();
        self.hold(
            Holder {
                unit: plan.unit,
                officer,
            },
            if arrived { plan.unit } else { sender },
            Some(id),
        );
        if let Some(officer) = officer {
            self.life.dossier.handler = Some(officer);
            self.say(Fact::Continued {
                at: self.at,
                step: id,
                officer,
            });
        }
        id
    }

    /// Closes the open step.
    pub(crate) fn close_step(&mut self, outcome: Outcome) {
        let at = self.at;
        let named = self.life.dossier.state.step();
        if let Some(step) = self.life.steps.iter_mut().find(|step| Some(step.id) == named) {
            step.closed = Some(crate::step::Closed { at, outcome });
            let step = step.id;
            self.say(Fact::StepClosed { at, step, outcome });
        }
        self.life.dossier.kind = None;
    }

    /// Ends the dossier: both axes end, nobody holds it any more, and nobody is asked.
    pub(crate) fn end(&mut self, state: State) {
        let (at, stage) = (self.at, state.stage());
        if stage != Stage::Delivered {
            self.drop_charges();
        }
        for opinion in self.life.opinions.iter_mut().filter(|opinion| opinion.is_open()) {
            opinion.state = OpinionState::Cut { at };
        }
        self.life.dossier.questions = Questions::of(&self.life.opinions);
        for axis in Axis::ALL {
            self.life.ledger.close(axis, at);
        }
        let dossier = &mut self.life.dossier;
        dossier.state = state;
        dossier.holder = None;
        dossier.clock = None;
        dossier.kind = None;
        dossier.closed_at = Some(at);
        self.say(Fact::Closed { at, stage });
    }

    /// The transition's outcome.
    pub(crate) fn done<T>(self, made: T) -> Moved<T> {
        Moved {
            life: self.life,
            facts: self.facts,
            made,
        }
    }
}

/// The thing of the journal that a dossier is.
pub(crate) fn thing(dossier: motcua_kernel::DossierId) -> motcua_kernel::ThingId {
    motcua_kernel::ThingId::from(Uuid::from(dossier))
}
