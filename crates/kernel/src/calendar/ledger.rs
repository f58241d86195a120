//! The time limit as a budget: what a dossier's ledger has used of it.

use super::Calendar;
use super::due::{Due, Pause, allowance, due};
use super::limit::{Limit, WorkingTime};
use crate::Instant;

/// A stretch in which the clock ran or runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Running {
    /// When it began to run: the reception, or the end of a pause.
    pub from: Instant,
    /// When it stopped; `None` while it runs.
    pub to: Option<Instant>,
}

/// Stretches that are no life of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// None at all: the clock never started.
    #[error("the ledger has no running stretch; the clock starts with the reception")]
    Empty,
    /// A stretch that ends before it begins.
    #[error("the running stretch from {from} to {to} ends before it begins")]
    Reversed {
        /// Where it begins.
        from: Instant,
        /// Where it ends.
        to: Instant,
    },
    /// A stretch that begins while the one before it runs.
    #[error("a running stretch begins at {0} while the one before it still runs; stretches may not overlap")]
    Overlap(Instant),
}

/// The running stretches of one dossier, in order and apart from each other; only the last may be open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger(Vec<Running>);

impl Ledger {
    /// The stretches, checked.
    ///
    /// # Errors
    ///
    /// Fails when there is none, or when they overlap or run backwards.
    pub fn new(stretches: Vec<Running>) -> Result<Self, LedgerError> {
        let mut free_from: Option<Instant> = Some(Instant::from_micros(i64::MIN));
        for &Running { from, to } in &stretches {
            if free_from.is_none_or(|free| from < free) {
                return Err(LedgerError::Overlap(from));
            }
            if let Some(to) = to.filter(|&to| to < from) {
                return Err(LedgerError::Reversed { from, to });
            }
            free_from = to;
        }
        if stretches.is_empty() {
            Err(LedgerError::Empty)
        } else {
            Ok(Self(stretches))
        }
    }

    /// The stretches, in order.
    pub fn stretches(&self) -> &[Running] {
        &self.0
    }

    /// When the first one begins.
    pub fn received_at(&self) -> Instant {
        self.0[0].from // `new` refuses an empty ledger.
    }

    /// The pauses between the stretches. The one after a closed last stretch is open, and not among them.
    pub fn pauses(&self) -> Vec<Pause> {
        let gaps = self
            .0
            .windows(2)
            .filter_map(|pair| Pause::new(pair[0].to?, pair[1].from).ok());
        gaps.collect()
    }
}

/// Where a time limit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// There is a due moment: the clock runs, or it stopped only after that moment had passed.
    Due(Due),
    /// The clock stands and there is no due moment until it runs again.
    Paused {
        /// Working time used so far.
        consumed: WorkingTime,
        /// Working time left; none when the clock stopped in the last moment.
        remaining: WorkingTime,
    },
}

/// Working time that the stretches have used until a moment.
pub fn consumed(calendar: &Calendar, ledger: &Ledger, until: Instant) -> WorkingTime {
    let used = |stretch: &Running| calendar.working_between(stretch.from, stretch.to.unwrap_or(until).min(until));
    ledger.0.iter().map(used).sum()
}

/// Working time that is left of a limit at a moment; negative once it is overdrawn.
pub fn remaining(calendar: &Calendar, limit: Limit, ledger: &Ledger, until: Instant) -> WorkingTime {
    allowance(calendar, ledger.received_at(), limit) - consumed(calendar, ledger, until)
}

/// When a dossier with these stretches is due, or what is left if its clock stands.
pub fn due_from_ledger(calendar: &Calendar, limit: Limit, ledger: &Ledger) -> Standing {
    let open_pause = ledger.0.last().and_then(|last| last.to);
    if let Some(stopped_at) = open_pause {
        let remaining = remaining(calendar, limit, ledger, stopped_at);
        // Stopping the clock after the end does not undo that the end has passed.
        if remaining >= WorkingTime::ZERO {
            return Standing::Paused {
                consumed: consumed(calendar, ledger, stopped_at),
                remaining,
            };
        }
    }
    Standing::Due(due(calendar, ledger.received_at(), limit, &ledger.pauses()))
}
