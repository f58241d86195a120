//! Lengths of time as people say them.

use super::{Given, Words};

/// What a length is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanUnit {
    /// Minutes on the clock.
    Minute,
    /// Hours on the clock.
    Hour,
    /// Hours in which the office works.
    WorkingHour,
    /// Days on which the office works.
    WorkingDay,
    /// Days of the calendar.
    Day,
    /// Months of the calendar.
    Month,
}

/// A length of time: "3 ngày làm việc", "2 ngày 3 giờ làm việc", "trong ngày".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// So many of one unit.
    Of(u32, SpanUnit),
    /// Working days and working hours together.
    WorkingDaysAndHours(u32, u32),
    /// Until the end of the same day.
    SameDay,
}

impl Words {
    /// A length of time in words.
    pub fn span(self, span: impl Given<Span>) -> String {
        match span.given() {
            Span::Of(count, unit) => {
                let key = match unit {
                    SpanUnit::Minute => "span-minutes",
                    SpanUnit::Hour => "span-hours",
                    SpanUnit::WorkingHour => "span-working-hours",
                    SpanUnit::WorkingDay => "span-working-days",
                    SpanUnit::Day => "span-days",
                    SpanUnit::Month => "span-months",
                };
                self.one(key, "count", count)
            }
            Span::WorkingDaysAndHours(days, hours) => self.two("span-working-days-hours", "days", days, "hours", hours),
            Span::SameDay => self.say("span-same-day"),
        }
    }
}
