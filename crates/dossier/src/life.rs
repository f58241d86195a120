//! A dossier with its ledger and its steps: what every transition takes and gives back.

use crate::charge::dues;
use crate::dossier::Dossier;
use crate::fact::Fact;
use crate::ledger::{Ledger, LedgerFault};
use crate::opinion::{Opinion, Questions};
use crate::stage::Stage;
use crate::step::Step;
use motcua_kernel::StepId;

/// A dossier, its time ledger, its steps and what was asked about it, as they stand at one moment.
///
/// Transitions take it whole and give the new one back with the facts that explain the difference, or an error
/// that says why. What is written is the difference between the two ([`crate::kept`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    /// The dossier.
    pub dossier: Dossier,
    /// Its ledger.
    pub ledger: Ledger,
    /// Its steps, in the order in which they were opened.
    pub steps: Vec<Step>,
    /// What was asked of other units, in the order in which it was asked.
    pub opinions: Vec<Opinion>,
}

/// What a transition made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved<T> {
    /// The dossier after it.
    pub life: Life,
    /// What happened, in order.
    pub facts: Vec<Fact>,
    /// Records of their own that belong to it.
    pub made: T,
}

/// A dossier whose parts contradict each other: found by `motcua check`, never made by a transition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LifeFault {
    /// The ledger does not tile.
    #[error(transparent)]
    Ledger(#[from] LedgerFault),
    /// The dossier repeats something else than its ledger says.
    #[error("the dossier and its ledger disagree about {0}")]
    Disagrees(&'static str),
    /// The open step is not the one that the state names.
    #[error("the open step is {open:?}, but the state names {named:?}")]
    Step {
        /// What is open.
        open: Option<StepId>,
        /// What the state names.
        named: Option<StepId>,
    },
}

impl Life {
    /// Where it stands.
    pub const fn stage(&self) -> Stage {
        self.dossier.stage()
    }

    /// Whether a unit that was asked has not answered yet.
    pub fn waits_for_opinion(&self) -> bool {
        self.opinions.iter().any(Opinion::is_open)
    }

    /// The open step.
    pub fn step(&self) -> Option<&Step> {
        let id = self.dossier.state.step()?;
        self.steps.iter().find(|step| step.id == id)
    }

    /// Checks what must hold of every dossier at every instant (case-handling.md §2.4).
    ///
    /// # Errors
    ///
    /// Fails with the first fault.
    pub fn check(&self) -> Result<(), LifeFault> {
        let dossier = &self.dossier;
        self.ledger.check(dossier.submitted_at, dossier.closed_at)?;
        if dossier.stage().is_final() != dossier.closed_at.is_some() {
            return Err(LifeFault::Disagrees("whether it is over"));
        }
        if self.ledger.holder() != dossier.holder {
            return Err(LifeFault::Disagrees("the holder"));
        }
        if self.ledger.clock() != dossier.clock {
            return Err(LifeFault::Disagrees("the clock"));
        }
        // Dossiers of before there were charges have none, and say what was known then.
        if !dossier.charges.is_empty() && dues(&dossier.charges) != dossier.dues {
            return Err(LifeFault::Disagrees("what is owed"));
        }
        if Questions::of(&self.opinions) != dossier.questions
            || (dossier.closed_at.is_some() && self.waits_for_opinion())
        {
            return Err(LifeFault::Disagrees("what was asked of other units"));
        }
        let mut open = self.steps.iter().filter(|step| step.is_open());
        let (first, second) = (open.next(), open.next());
        let named = dossier.state.step();
        if first.map(|step| step.id) != named || second.is_some() {
            return Err(LifeFault::Step {
                open: second.or(first).map(|step| step.id),
                named,
            });
        }
        if first.map(|step| step.kind) != dossier.kind {
            return Err(LifeFault::Disagrees("the kind of its step"));
        }
        Ok(())
    }
}
