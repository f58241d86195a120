//! The answer of `motcua due` and of `GET /api/v1/due`: the same JSON.

use super::Calendar;
use super::due::{Pause, due};
use super::exception::DayKind;
use super::explain::{DayLine, Reason, explain};
use super::hours::Weekday;
use super::limit::{Limit, Unit};
use crate::{Date, Instant};
use serde::Serialize;

/// When something is due, with the explanation day by day.
///
/// Moments are RFC 3339 with the province's offset (`2025-09-05T16:00:00+07:00`), lengths of working time are
/// ISO 8601 durations of hours, minutes and seconds (`PT6H30M`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueAnswer {
    /// The due moment; at the edge between two stretches of work the later side.
    pub due: String,
    /// The same moment as papers and screens name it: at an edge the earlier side.
    pub shown: String,
    /// When the clock started.
    pub started_at: String,
    /// For days and months: the day on which the limit ends before it moves off a day without work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unrolled_on: Option<Date>,
    /// Whether the calendar may still change what was counted.
    pub provisional: bool,
    /// The unit of the limit.
    pub unit: Unit,
    /// The quantity of the limit.
    pub limit: u32,
    /// What it was counted by.
    pub calendar: CalendarAnswer,
    /// Day by day.
    pub explanation: Vec<DayAnswer>,
}

/// Which calendar an answer was counted by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarAnswer {
    /// Whose it is.
    pub name: String,
    /// Its version.
    pub version: u32,
    /// The first day whose holidays are entered.
    pub known_from: Date,
    /// The last day whose holidays are entered.
    pub known_until: Date,
}

/// One day of an explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayAnswer {
    /// The day.
    pub date: Date,
    /// Its weekday.
    pub weekday: Weekday,
    /// What day it is.
    pub day: DayKind,
    /// What the day is called, if it differs from the ordinary week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The same in English, if somebody wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Whether the calendar knows the day, and what differs on it is confirmed.
    pub certain: bool,
    /// Why it counts or not.
    pub reason: Reason,
    /// Working time counted.
    pub counted: String,
    /// Working time during which the clock stood.
    pub paused: String,
    /// Working time counted up to the end of the day.
    pub total: String,
    /// For days and months: the days counted up to this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
}

impl DueAnswer {
    /// The answer for something received at a moment.
    pub fn new(calendar: &Calendar, received: Instant, limit: Limit, pauses: &[Pause]) -> Self {
        let found = due(calendar, received, limit, pauses);
        let lines = explain(calendar, received, limit, pauses);
        Self {
            due: local(found.due),
            shown: local(found.shown),
            started_at: local(found.started_at),
            unrolled_on: found.unrolled.map(|end| end.date()),
            provisional: found.provisional,
            unit: limit.unit(),
            limit: limit.quantity(),
            calendar: CalendarAnswer {
                name: calendar.name().to_owned(),
                version: calendar.version(),
                known_from: calendar.known_from(),
                known_until: calendar.known_until(),
            },
            explanation: lines.into_iter().map(|line| DayAnswer::new(calendar, line)).collect(),
        }
    }
}

impl DayAnswer {
    fn new(calendar: &Calendar, line: DayLine) -> Self {
        let names = calendar
            .exception(line.date)
            .map(|day| (day.name.clone(), day.name_en.clone()));
        let (name, name_en) = names.unzip();
        Self {
            date: line.date,
            weekday: line.weekday,
            day: line.day,
            name,
            name_en: name_en.filter(|name| !name.is_empty()),
            certain: line.certain,
            reason: line.reason,
            counted: line.counted.to_string(),
            paused: line.paused.to_string(),
            total: line.total.to_string(),
            days: line.days,
        }
    }
}

/// RFC 3339 with the province's offset; fractions of a second only where there are some.
fn local(moment: Instant) -> String {
    format!("{}+07:00", moment.civil())
}
