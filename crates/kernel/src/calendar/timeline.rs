//! Working time as one straight line.
//!
//! Every moment has a *position*: the working microseconds before it, counted from 1970. Nights, lunch breaks
//! and days off have no length on the line, so that the two sides of such a gap are one point. That makes the
//! rules plain additions: a start before opening *is* the opening, due(a, x + y) = due(due(a, x), y), and the
//! working time between start and due is the limit, all by construction.
//!
//! A week is summed once, and the days that differ from it are kept with their running sum; a position is then
//! found without walking over days, however far away.

use super::hours::{DayHours, Hours, Weekday};
use super::{Edge, clock};
use crate::Instant;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Timeline {
    week: Hours,
    /// Working time of the week before each weekday; the last is the whole week. Never 0.
    before: [i64; 8],
    /// Days that differ from the week, by number.
    special: Vec<SpecialDay>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct SpecialDay {
    day: i32,
    hours: DayHours,
    /// By how much this day and those before it in the list are longer than in the ordinary week.
    surplus: i64,
}

impl Timeline {
    /// The line of a week and its exceptions (by day number, sorted, each once); `None` if the week has no hours.
    pub(super) fn new(week: Hours, exceptions: impl Iterator<Item = (i32, DayHours)>) -> Option<Self> {
        let mut before = [0; 8];
        for (place, weekday) in Weekday::ALL.into_iter().enumerate() {
            before[place + 1] = before[place] + week.on(weekday).micros();
        }
        if before[7] == 0 {
            return None;
        }
        let mut surplus = 0;
        let special = exceptions
            .map(|(day, hours)| {
                surplus += hours.micros() - week.on(Weekday::of_day(day)).micros();
                SpecialDay { day, hours, surplus }
            })
            .collect();
        Some(Self { week, before, special })
    }

    /// The hours of a day.
    pub(super) fn hours(&self, day: i32) -> &DayHours {
        match self.special.binary_search_by_key(&day, |special| special.day) {
            Ok(found) => &self.special[found].hours,
            Err(_) => self.week.on(Weekday::of_day(day)),
        }
    }

    /// The position of a day's midnight.
    pub(super) fn at_midnight(&self, day: i32) -> i64 {
        let since_monday = i64::from(day) + 3;
        let ordinary = since_monday.div_euclid(7) * self.before[7] + self.before[clock::place_in_week(day)];
        match self.special.partition_point(|special| special.day < day) {
            0 => ordinary,
            passed => ordinary + self.special[passed - 1].surplus,
        }
    }

    /// The position of a moment.
    pub(super) fn position(&self, moment: Instant) -> i64 {
        let (day, time) = clock::split(moment);
        self.at_midnight(day) + self.hours(day).micros_before(time)
    }

    /// The moment with a position, from both sides of the gap that may lie there.
    pub(super) fn edge(&self, position: i64) -> Edge {
        Edge {
            later: self.later(position),
            earlier: self.earlier(position),
        }
    }

    fn later(&self, position: i64) -> Instant {
        // The first day that ends beyond the position holds it.
        let day = self.first_day_that_reaches(position + 1);
        self.moment_of(day, position, false)
    }

    fn earlier(&self, position: i64) -> Instant {
        let day = self.first_day_that_reaches(position);
        self.moment_of(day, position, true)
    }

    /// The moment of a position that lies within a day; at a break its near side or its far side.
    fn moment_of(&self, day: i32, position: i64, near: bool) -> Instant {
        let mut left = position - self.at_midnight(day);
        let mut time = 0;
        for stretch in self.hours(day).stretches() {
            time = stretch.from.micros() + left;
            if left < stretch.micros() || (near && left == stretch.micros()) {
                break;
            }
            left -= stretch.micros();
        }
        clock::join(day, time)
    }

    /// The first day at whose end the line has come to the position.
    fn first_day_that_reaches(&self, position: i64) -> i32 {
        let reaches = |day: i32| self.at_midnight(day + 1) >= position;
        // The line grows by a week's hours every seven days: look near there, in doubling steps.
        let weeks = position.div_euclid(self.before[7]).clamp(-40_000_000, 40_000_000);
        let mut high = weeks as i32 * 7;
        let mut step = 4;
        while !reaches(high) {
            high += step;
            step *= 2;
        }
        step = 4;
        let mut low = high - step;
        while reaches(low) {
            high = low;
            step *= 2;
            low -= step;
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if reaches(middle) {
                high = middle;
            } else {
                low = middle;
            }
        }
        high
    }
}
