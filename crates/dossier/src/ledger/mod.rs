//! The time ledger (diễn biến thời gian giải quyết): intervals that tile a dossier's life on two axes.
//!
//! *Ownership* says who holds it and who is accountable: exactly one at every instant (PRO-17). *Clock* says
//! whether the legal time limit has begun, runs, is paused or has been met. What is late, who was slow, and
//! Form 06 all follow from here; nobody edits an interval.

mod due;
mod record;
#[cfg(test)]
mod vectors;

pub use due::{Due, Remaining, apology_by, first_check_due, legal_due, remaining};
pub(crate) use record::{intervals_of, intervals_of_all};

use motcua_kernel::{DossierId, Instant, IntervalId, OfficerId, StepId, SupplementId, UnitId};
use serde::{Deserialize, Serialize};

/// One of the two axes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// Who holds the dossier.
    Ownership,
    /// Whether the time limit runs.
    Clock,
}

impl Axis {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Ownership, Self::Clock];

    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ownership => "ownership",
            Self::Clock => "clock",
        }
    }
}

/// Who has the dossier: a unit, and an officer of it once one has taken it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Holder {
    /// The unit.
    pub unit: UnitId,
    /// The officer; none while it lies in the unit's list.
    pub officer: Option<OfficerId>,
}

impl Holder {
    /// In a unit's list.
    pub const fn unit(unit: UnitId) -> Self {
        Self { unit, officer: None }
    }

    /// With an officer.
    pub const fn officer(unit: UnitId, officer: OfficerId) -> Self {
        Self {
            unit,
            officer: Some(officer),
        }
    }
}

/// Whether the legal time limit runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// Before acceptance.
    NotStarted,
    /// It runs against the office.
    Working,
    /// On a legal ground it does not run (PRO-11); every pause has its document.
    Paused,
    /// Nothing is owed by the office: the applicant completes or fetches.
    Waiting,
    /// The dossier is over.
    Stopped,
}

impl Clock {
    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::Working => "working",
            Self::Paused => "paused",
            Self::Waiting => "waiting",
            Self::Stopped => "stopped",
        }
    }
}

/// Who is accountable for an interval of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accountable {
    /// The office; which unit of it, the ownership axis says.
    Office,
    /// The applicant.
    Applicant,
    /// Another body that was asked.
    Agency(UnitId),
}

/// What an interval says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "axis", rename_all = "snake_case")]
pub enum Entry {
    /// Who had it.
    Ownership {
        /// Who.
        holder: Holder,
        /// The unit that answers for this time: the sender, until the receiver has taken it (PRO-08).
        accountable: UnitId,
        /// The step it was held for; none before acceptance.
        step: Option<StepId>,
    },
    /// Whether the limit ran.
    Clock {
        /// Whether.
        clock: Clock,
        /// Who answers for this time.
        accountable: Accountable,
        /// The request that stopped it, where one did.
        ground: Option<SupplementId>,
    },
}

impl Entry {
    /// Its axis.
    pub const fn axis(&self) -> Axis {
        match self {
            Self::Ownership { .. } => Axis::Ownership,
            Self::Clock { .. } => Axis::Clock,
        }
    }
}

/// One interval, `[from, until)`. It may be empty: what happens within one act leaves its trace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    /// Its id.
    pub id: IntervalId,
    /// Whose life it is a piece of.
    pub dossier: DossierId,
    /// Its place on its axis, from 0.
    pub place: u32,
    /// Its first moment.
    pub from: Instant,
    /// The first moment after it; none while it is open.
    pub until: Option<Instant>,
    /// What it says.
    pub entry: Entry,
}

impl Interval {
    /// Microseconds that it lasted, until `now` while it is open.
    pub fn micros(&self, now: Instant) -> i64 {
        self.until.unwrap_or(now).micros_since(self.from).max(0)
    }
}

/// A ledger that does not tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LedgerFault {
    /// No interval at all.
    #[error("the {0:?} axis has no interval")]
    Empty(Axis),
    /// The first interval does not begin with the dossier.
    #[error("the {0:?} axis does not begin when the dossier does")]
    Beginning(Axis),
    /// A gap, an overlap, or two open ones.
    #[error("the {axis:?} axis has a gap or an overlap before its interval {place}")]
    Seam {
        /// Which axis.
        axis: Axis,
        /// The interval after the seam.
        place: u32,
    },
    /// The last interval does not end with the dossier.
    #[error("the {0:?} axis does not end when the dossier does")]
    End(Axis),
}

/// All intervals of one dossier, each axis in the order of its places.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    intervals: Vec<Interval>,
}

impl Ledger {
    /// A ledger from its intervals, in any order.
    pub fn new(mut intervals: Vec<Interval>) -> Self {
        intervals.sort_by_key(|interval| (interval.entry.axis(), interval.place));
        Self { intervals }
    }

    /// All intervals: ownership first, then clock.
    pub fn intervals(&self) -> &[Interval] {
        &self.intervals
    }

    /// The intervals of one axis, in order.
    pub fn on(&self, axis: Axis) -> impl DoubleEndedIterator<Item = &Interval> {
        self.intervals
            .iter()
            .filter(move |interval| interval.entry.axis() == axis)
    }

    /// The open interval of an axis.
    pub fn open(&self, axis: Axis) -> Option<&Interval> {
        self.on(axis).next_back().filter(|interval| interval.until.is_none())
    }

    /// Who holds it, as the ledger says.
    pub fn holder(&self) -> Option<Holder> {
        match self.open(Axis::Ownership)?.entry {
            Entry::Ownership { holder, .. } => Some(holder),
            Entry::Clock { .. } => None,
        }
    }

    /// The unit that answers for the dossier now.
    pub fn accountable(&self) -> Option<UnitId> {
        match self.open(Axis::Ownership)?.entry {
            Entry::Ownership { accountable, .. } => Some(accountable),
            Entry::Clock { .. } => None,
        }
    }

    /// Every unit that has held it.
    pub fn units(&self) -> impl Iterator<Item = UnitId> {
        self.on(Axis::Ownership).filter_map(|interval| match interval.entry {
            Entry::Ownership { holder, .. } => Some(holder.unit),
            Entry::Clock { .. } => None,
        })
    }

    /// Whether the limit runs, as the ledger says.
    pub fn clock(&self) -> Option<Clock> {
        match self.open(Axis::Clock)?.entry {
            Entry::Clock { clock, .. } => Some(clock),
            Entry::Ownership { .. } => None,
        }
    }

    /// The latest moment that the ledger knows: nothing is ever entered before it.
    pub fn latest(&self) -> Option<Instant> {
        self.intervals
            .iter()
            .map(|interval| interval.until.unwrap_or(interval.from))
            .max()
    }

    /// Closes the open interval of the entry's axis at `at` and opens the next one with it.
    ///
    /// An entry that says what the open one says already changes nothing and gives `None`.
    pub(crate) fn enter(&mut self, dossier: DossierId, id: IntervalId, at: Instant, entry: Entry) -> Option<&Interval> {
        let axis = entry.axis();
        if self.open(axis).is_some_and(|open| open.entry == entry) {
            return None;
        }
        self.close(axis, at);
        let place = self.on(axis).count() as u32;
        let end = self.intervals.partition_point(|interval| interval.entry.axis() <= axis);
        self.intervals.insert(
            end,
            Interval {
                id,
                dossier,
                place,
                from: at,
                until: None,
                entry,
            },
        );
        self.intervals.get(end)
    }

    /// Closes the open interval of an axis.
    pub(crate) fn close(&mut self, axis: Axis, at: Instant) {
        if let Some(open) = self
            .intervals
            .iter_mut()
            .rev()
            .find(|interval| interval.entry.axis() == axis && interval.until.is_none())
        {
            open.until = Some(at);
        }
    }

    /// Checks that both axes tile `[begin, end)` without gap or overlap; the last interval is open while `end`
    /// is none.
    ///
    /// # Errors
    ///
    /// Fails with the first fault, naming its place.
    pub fn check(&self, begin: Instant, end: Option<Instant>) -> Result<(), LedgerFault> {
        for axis in Axis::ALL {
            let mut reached = None;
            for (place, interval) in self.on(axis).enumerate() {
                let seam = LedgerFault::Seam {
                    axis,
                    place: interval.place,
                };
                match reached {
                    None if interval.from != begin => return Err(LedgerFault::Beginning(axis)),
                    None => {}
                    Some(until) if until != Some(interval.from) => return Err(seam),
                    Some(_) => {}
                }
                let backwards = interval.until.is_some_and(|until| until < interval.from);
                if backwards || interval.place as usize != place {
                    return Err(seam);
                }
                reached = Some(interval.until);
            }
            match reached {
                None => return Err(LedgerFault::Empty(axis)),
                Some(until) if until != end => return Err(LedgerFault::End(axis)),
                Some(_) => {}
            }
        }
        Ok(())
    }
}

/// The key of an open interval: one a dossier and axis, so that two acts at once cannot both open one.
fn open_key(dossier: DossierId, axis: Axis) -> String {
    format!("{}/{dossier}", axis.word())
}
