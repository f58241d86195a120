//! When something is due: a pure function of ledger, pinned limit and calendar (architecture, invariant 6).

use super::{Axis, Clock, Entry, Ledger};
use motcua_kernel::Instant;
use motcua_kernel::calendar::{self, Calendar, Limit, LimitError, Pause, Unit, WorkingTime};
use serde::{Deserialize, Serialize};

/// A due moment. Nobody can type one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// What lateness is measured by.
    pub at: Instant,
    /// What papers and screens say: at the edge between two stretches of work the earlier side.
    pub shown: Instant,
    /// Whether the calendar may still change it.
    pub provisional: bool,
}

impl From<calendar::Due> for Due {
    fn from(due: calendar::Due) -> Self {
        Self {
            at: due.due,
            shown: due.shown,
            provisional: due.provisional,
        }
    }
}

/// How long the first check may take: 8 working hours (REC-04).
const FIRST_CHECK: Result<Limit, LimitError> = Limit::new(8, Unit::WorkingHour);

/// When the first check is due that began at `since`.
pub fn first_check_due(calendar: &Calendar, since: Instant) -> Option<Due> {
    // Eight working hours are a limit that exists; a test looks.
    FIRST_CHECK
        .as_ref()
        .ok()
        .map(|limit| calendar::due(calendar, since, *limit, &[]).into())
}

/// When the result is due: the limit from acceptance on, moved by the working time of each pause (D10).
///
/// `None` before acceptance, and while a pause is open: then nobody knows yet.
pub fn legal_due(calendar: &Calendar, limit: Limit, ledger: &Ledger) -> Option<Due> {
    let start = started(ledger)?;
    let paused = pauses(ledger)?;
    Some(calendar::due(calendar, start, limit, &paused).into())
}

/// When the limit began to run.
fn started(ledger: &Ledger) -> Option<Instant> {
    ledger
        .on(Axis::Clock)
        .find(|interval| clock_of(&interval.entry) == Some(Clock::Working))
        .map(|first| first.from)
}

/// The pauses that have ended; `None` while one is open.
fn pauses(ledger: &Ledger) -> Option<Vec<Pause>> {
    let mut pauses = Vec::new();
    for interval in ledger
        .on(Axis::Clock)
        .filter(|interval| clock_of(&interval.entry) == Some(Clock::Paused))
    {
        // A ledger never runs backwards, so a pause never ends before it begins.
        pauses.extend(Pause::new(interval.from, interval.until?));
    }
    Some(pauses)
}

const fn clock_of(entry: &Entry) -> Option<Clock> {
    match entry {
        Entry::Clock { clock, .. } => Some(*clock),
        Entry::Ownership { .. } => None,
    }
}

/// What a limit still gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remaining {
    /// Working time that the limit gives in all.
    pub allowed: WorkingTime,
    /// Working time in which the clock ran.
    pub used: WorkingTime,
}

impl Remaining {
    /// What is left; less than nothing when it is late.
    pub fn left(self) -> WorkingTime {
        self.allowed - self.used
    }
}

/// How much of a limit the clock has used at a moment: the working time of the running intervals.
///
/// `None` before acceptance.
pub fn remaining(calendar: &Calendar, limit: Limit, ledger: &Ledger, now: Instant) -> Option<Remaining> {
    let start = started(ledger)?;
    let used = ledger
        .on(Axis::Clock)
        .filter(|interval| clock_of(&interval.entry) == Some(Clock::Working))
        .map(|interval| calendar.working_between(interval.from, interval.until.unwrap_or(now)))
        .sum();
    Some(Remaining {
        allowed: calendar::allowance(calendar, start, limit),
        used,
    })
}

/// By when an apology (Form 04) must exist if the due moment cannot be kept: a working day before it (PRO-12, D12).
pub fn apology_by(calendar: &Calendar, due: &Due) -> Instant {
    calendar.before(due.at, WorkingTime::DAY).earlier
}
