//! The due moment, day by day.

use super::due::{Pause, Reckoning};
use super::exception::DayKind;
use super::hours::Weekday;
use super::limit::{Limit, WorkingTime};
use super::{Calendar, clock};
use crate::{Date, Instant};
use serde::{Deserialize, Serialize};

/// Why a day counts or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It counts.
    Counted,
    /// Nobody works.
    DayOff,
    /// Received when work was over.
    AfterClosing,
    /// A same-day matter received after 15:00.
    AfterCutOff,
    /// The day of the event is not counted (Civil Code Art. 147).
    DayOfEvent,
    /// The limit ended on a day off and moves to the next working day (Civil Code Art. 148).
    MovedOn,
    /// The clock stood still the whole day.
    Paused,
    /// Working time that a pause had taken.
    PauseMadeUp,
}

/// One day on the way from reception to the due moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayLine {
    /// The day.
    pub date: Date,
    /// Its weekday.
    pub weekday: Weekday,
    /// What day it is.
    pub day: DayKind,
    /// Whether the calendar knows this day's holidays, and what differs on it is confirmed.
    pub certain: bool,
    /// Why it counts or not.
    pub reason: Reason,
    /// Working time counted on this day.
    pub counted: WorkingTime,
    /// Working time of this day during which the clock stood.
    pub paused: WorkingTime,
    /// Working time counted up to the end of this day.
    pub total: WorkingTime,
    /// For limits of days and months: the days counted up to this one.
    pub days: Option<u32>,
}

/// How the due moment of [`super::due`] comes about: a line for each day from reception to the moment shown.
pub fn explain(calendar: &Calendar, received: Instant, limit: Limit, pauses: &[Pause]) -> Vec<DayLine> {
    let reckoning = Reckoning::new(calendar, received, limit, pauses);
    let first = clock::split(received).0;
    let last = clock::split(reckoning.due(calendar).shown).0.max(first);
    let mut total = WorkingTime::ZERO;
    (first..=last)
        .map(|day| {
            let mut line = line(calendar, &reckoning, day);
            total = total + line.counted;
            line.total = total;
            line
        })
        .collect()
}

fn line(calendar: &Calendar, reckoning: &Reckoning, day: i32) -> DayLine {
    let (opening, closing) = (calendar.line.at_midnight(day), calendar.line.at_midnight(day + 1));
    let within = |from: i64, to: i64| (to.min(closing) - from.max(opening)).max(0);
    let paused_since = |start: i64| -> WorkingTime {
        let of_day = reckoning.pauses.iter().map(|&(from, to)| within(from.max(start), to));
        WorkingTime::from_micros(of_day.sum())
    };
    // Limits that end with a day count days up to it, and working time only to make up for pauses.
    let counts_from = reckoning.end_day.map_or(reckoning.start, |_| reckoning.end);
    let counted = WorkingTime::from_micros(within(counts_from, reckoning.shifted_end)) - paused_since(counts_from);
    let paused = paused_since(reckoning.start);
    let date = clock::date_of(day);
    let line = DayLine {
        date,
        weekday: Weekday::of_day(day),
        day: calendar.kind_of(date),
        certain: calendar.knows(date) && calendar.exception(date).is_none_or(|day| day.confirmed),
        reason: Reason::Counted,
        counted: WorkingTime::ZERO,
        paused,
        total: WorkingTime::ZERO,
        days: None,
    };
    let Some(end_day) = reckoning.end_day else {
        return DayLine {
            reason: reason_of(closing == opening, counted, paused),
            counted,
            ..line
        };
    };
    if day > end_day {
        let reason = match reason_of(closing == opening, counted, paused) {
            Reason::Counted => Reason::PauseMadeUp,
            other => other,
        };
        return DayLine {
            reason,
            counted,
            ..line
        };
    }
    let (reason, days) = match reckoning.unrolled.map(|end| clock::day_of(end.date())) {
        _ if day < reckoning.start_day => (reason_of(closing == opening, counted, WorkingTime::ZERO), None),
        Some(_) if day == reckoning.start_day => (Reason::DayOfEvent, Some(0)),
        Some(end) if day > end => (Reason::MovedOn, Some(end - reckoning.start_day)),
        Some(_) => (Reason::Counted, Some(day - reckoning.start_day)),
        None if day == end_day => (Reason::Counted, None),
        None if day == reckoning.start_day => (Reason::AfterCutOff, None),
        None => (Reason::DayOff, None),
    };
    // Days are never negative here: the line is not before the start.
    DayLine {
        reason,
        days: days.and_then(|days| u32::try_from(days).ok()),
        ..line
    }
}

/// Why working time of a day counts or not.
fn reason_of(day_off: bool, counted: WorkingTime, paused: WorkingTime) -> Reason {
    if day_off {
        Reason::DayOff
    } else if counted > WorkingTime::ZERO {
        Reason::Counted
    } else if paused > WorkingTime::ZERO {
        Reason::Paused
    } else {
        Reason::AfterClosing
    }
}
