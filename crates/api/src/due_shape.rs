//! The shape of the answer about due moments, for OpenAPI only: the kernel, which writes the answer, knows nothing
//! of OpenAPI. A test compares the two.

#![expect(dead_code, reason = "only their shape is used")]

use utoipa::ToSchema;

/// When something is due, with the explanation day by day. Moments are RFC 3339 with the province's offset, lengths
/// of working time are ISO 8601 durations (`PT6H30M`).
#[derive(ToSchema)]
#[schema(as = Due)]
pub struct DueShape {
    /// The due moment; at the edge between two stretches of work the later side.
    #[schema(format = DateTime)]
    due: String,
    /// The same moment as papers and screens name it: at an edge the earlier side.
    #[schema(format = DateTime)]
    shown: String,
    /// When the clock started.
    #[schema(format = DateTime)]
    started_at: String,
    /// For days and months: the day on which the limit ends before it moves off a day without work.
    #[schema(format = Date, required = false, nullable = false)]
    unrolled_on: Option<String>,
    /// Whether the calendar may still change what was counted.
    provisional: bool,
    /// The unit of the limit.
    unit: UnitShape,
    /// The quantity of the limit.
    limit: u32,
    /// What it was counted by.
    calendar: CalendarShape,
    /// Day by day.
    explanation: Vec<DayShape>,
}

/// What a limit is counted in.
#[derive(ToSchema)]
#[schema(as = Unit, rename_all = "snake_case")]
pub enum UnitShape {
    /// Hours in which the office works.
    WorkingHour,
    /// Eight working hours.
    WorkingDay,
    /// Days of the calendar.
    CalendarDay,
    /// Months of the calendar.
    Month,
    /// By the end of the day of reception.
    SameDay,
}

/// Which calendar an answer was counted by.
#[derive(ToSchema)]
#[schema(as = Calendar)]
pub struct CalendarShape {
    /// Whose it is.
    name: String,
    /// Its version.
    version: u32,
    /// The first day whose holidays are entered.
    #[schema(format = Date)]
    known_from: String,
    /// The last day whose holidays are entered.
    #[schema(format = Date)]
    known_until: String,
}

/// One day of an explanation.
#[derive(ToSchema)]
#[schema(as = Day)]
pub struct DayShape {
    /// The day.
    #[schema(format = Date)]
    date: String,
    /// Its weekday.
    weekday: String,
    /// What day it is.
    day: String,
    /// What the day is called, if it differs from the ordinary week.
    #[schema(required = false, nullable = false)]
    name: Option<String>,
    /// The same in English, if somebody wrote it.
    #[schema(required = false, nullable = false)]
    name_en: Option<String>,
    /// Whether the calendar knows the day, and what differs on it is confirmed.
    certain: bool,
    /// Why it counts or not.
    reason: String,
    /// Working time counted.
    counted: String,
    /// Working time during which the clock stood.
    paused: String,
    /// Working time counted up to the end of the day.
    total: String,
    /// For days and months: the days counted up to this one.
    #[schema(required = false, nullable = false)]
    days: Option<u32>,
}
