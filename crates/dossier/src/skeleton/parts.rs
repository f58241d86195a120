//! The parts of a skeleton: intervals, steps and charges as the journal alone knows them.

use crate::charge::{Charge, ChargeState};
use crate::ledger::{Entry, Interval};
use crate::step::{Closed, Step, StepKind};
use motcua_kernel::{ChargeId, Instant, IntervalId, Money, PaymentId, StepId, UnitId};

/// One interval, as the journal knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// The interval.
    pub id: IntervalId,
    /// Its first moment.
    pub from: Instant,
    /// The first moment after it.
    pub until: Option<Instant>,
    /// What it says.
    pub entry: Entry,
}

impl From<&Interval> for Piece {
    fn from(interval: &Interval) -> Self {
        Self {
            id: interval.id,
            from: interval.from,
            until: interval.until,
            entry: interval.entry,
        }
    }
}

/// One step, as the journal knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stride {
    /// The step.
    pub id: StepId,
    /// Its kind.
    pub kind: StepKind,
    /// The unit that does it.
    pub unit: UnitId,
    /// When it was opened.
    pub opened_at: Instant,
    /// Whether something was brought back from another system.
    pub brought: bool,
    /// When and how it was closed.
    pub closed: Option<Closed>,
}

impl From<&Step> for Stride {
    fn from(step: &Step) -> Self {
        Self {
            id: step.id,
            kind: step.kind,
            unit: step.unit,
            opened_at: step.opened_at,
            brought: step.brought.is_some(),
            closed: step.closed,
        }
    }
}

/// One charge, as the journal knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// The charge.
    pub id: ChargeId,
    /// How much.
    pub amount: Option<Money>,
    /// Whether the result waits for it.
    pub mandatory: bool,
    /// What became of it.
    pub state: &'static str,
    /// By which payment.
    pub payment: Option<PaymentId>,
}

impl From<&Charge> for Sum {
    fn from(charge: &Charge) -> Self {
        Self {
            id: charge.id,
            amount: charge.amount(),
            mandatory: charge.mandatory,
            state: charge.state.word(),
            payment: match charge.state {
                ChargeState::Paid { payment, .. } => Some(payment),
                ChargeState::Open | ChargeState::Waived { .. } | ChargeState::Dropped { .. } => None,
            },
        }
    }
}

/// The first place at which two lists differ.
pub(super) fn first_other<T: PartialEq>(one: &[T], other: &[T]) -> usize {
    let at = one.iter().zip(other).position(|(one, other)| one != other);
    at.unwrap_or(one.len().min(other.len()))
}
