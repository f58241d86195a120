//! Working time: when something is due, and why.
//!
//! Two things are kept apart by their types. The *legal calendar* ([`Calendar`]) says when the clock of a time
//! limit runs; *service hours* ([`ServiceHours`]) say when a point serves, and no due moment is counted by them.
//!
//! | question | asked of |
//! |---|---|
//! | when is it due? | [`due`], with ended pauses |
//! | why then? | [`explain`], day by day; [`DueAnswer`] for the command and the API |
//! | where does a dossier stand, also in a pause? | [`due_from_ledger`], [`consumed`], [`remaining`] |
//! | by when must a step be done? | [`Calendar::after`], [`Calendar::before`] |
//!
//! Everything is whole microseconds. The rules and their reasons stand in `docs/adr/0003-working-time.md` (ADR 3).
//!
//! It does not judge whether a pause is allowed, never moves a promised date, and reads no file.

mod answer;
mod clock;
mod due;
mod exception;
mod explain;
mod holidays;
mod hours;
mod ledger;
mod legal;
mod limit;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod samples;
mod service;
mod timeline;
#[cfg(test)]
mod vectors;

pub use answer::{CalendarAnswer, DayAnswer, DueAnswer};
pub use due::{Due, Edge, Pause, PauseError, SAME_DAY_CUT_OFF, UnrolledEnd, allowance, due};
pub use exception::{DayKind, Exception, ExceptionKind};
pub use explain::{DayLine, Reason, explain};
pub use holidays::{HolidayRow, HolidaysError};
pub use hours::{DayHours, Hours, HoursError, Stretch, TimeOfDay, Weekday};
pub use ledger::{Ledger, LedgerError, Running, Standing, consumed, due_from_ledger, remaining};
pub use legal::{Calendar, CalendarError, CalendarFacts};
pub use limit::{Limit, LimitError, Unit, WorkingTime};
pub use service::{OnDaysOff, ServiceHours};
