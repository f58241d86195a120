//! When a point serves people: another thing than when the clock of time limits runs.

use super::exception::ExceptionKind;
use super::hours::{DayHours, Hours, Weekday};
use super::{Calendar, clock};
use crate::{Date, Instant};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a point does on a day off of the legal calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnDaysOff {
    /// It is closed on holidays and swapped days off, and serves on make-up days as on a Friday.
    Closed,
    /// It keeps its week whatever the calendar says: a desk around the clock.
    Open,
}

/// Hours in which a point serves (giờ phục vụ): Saturday mornings, evenings, a desk around the clock.
///
/// No due moment is ever counted by them: nothing that computes one takes this type. What is received on a
/// Saturday morning starts on Monday, and the receipt says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceHours {
    /// The ordinary week of the point.
    pub week: Hours,
    /// What it does on days off of the legal calendar.
    pub on_days_off: OnDaysOff,
    /// Days with hours of their own, stronger than all else.
    #[serde(default)]
    pub days: BTreeMap<Date, DayHours>,
}

impl ServiceHours {
    /// A point that serves when the office works.
    pub fn office() -> Self {
        Self {
            week: Hours::office(),
            on_days_off: OnDaysOff::Closed,
            days: BTreeMap::new(),
        }
    }

    /// A desk that never closes.
    pub fn around_the_clock() -> Self {
        let day = DayHours::all_day();
        let week = Hours {
            monday: day.clone(),
            tuesday: day.clone(),
            wednesday: day.clone(),
            thursday: day.clone(),
            friday: day.clone(),
            saturday: day.clone(),
            sunday: day,
        };
        Self {
            week,
            on_days_off: OnDaysOff::Open,
            days: BTreeMap::new(),
        }
    }

    /// The hours of a day, beside the legal calendar of the same place.
    pub fn hours_on(&self, date: Date, legal: &Calendar) -> DayHours {
        if let Some(own) = self.days.get(&date) {
            return own.clone();
        }
        let usual = self.week.on(Weekday::of(date)).clone();
        let Some(exception) = legal.exception(date).filter(|_| self.on_days_off == OnDaysOff::Closed) else {
            return usual;
        };
        match exception.kind {
            ExceptionKind::PublicHoliday | ExceptionKind::SubstituteDay | ExceptionKind::SwappedDayOff => {
                DayHours::closed()
            }
            // What a closure or a decision leaves open holds for the counters too.
            ExceptionKind::LocalClosure | ExceptionKind::ChangedHours => legal.hours_on(date).clone(),
            ExceptionKind::MakeUpDay => match &exception.hours {
                Some(hours) => hours.clone(),
                None => self.week.on(Weekday::Friday).clone(),
            },
        }
    }

    /// Whether the point serves at a moment. The minute of closing is outside.
    pub fn is_open(&self, moment: Instant, legal: &Calendar) -> bool {
        let (day, time) = clock::split(moment);
        self.hours_on(clock::date_of(day), legal)
            .stretches()
            .iter()
            .any(|stretch| (stretch.from.micros()..stretch.to.micros()).contains(&time))
    }

    /// The moment itself if the point serves then, or its next opening within a year.
    pub fn next_open(&self, moment: Instant, legal: &Calendar) -> Option<Instant> {
        let (first, time) = clock::split(moment);
        (first..=first + 366).find_map(|day| {
            let earliest = if day == first { time } else { 0 };
            self.hours_on(clock::date_of(day), legal)
                .stretches()
                .iter()
                .find(|stretch| stretch.to.micros() > earliest)
                .map(|stretch| clock::join(day, stretch.from.micros().max(earliest)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{at, on, province};
    use super::super::{Limit, Unit, due};
    use super::*;

    fn saturday_mornings() -> ServiceHours {
        let mut hours = ServiceHours::office();
        hours.week.saturday = DayHours::new(vec![DayHours::office_day().stretches()[0]]).unwrap();
        hours
    }

    #[test]
    fn a_saturday_morning_at_the_counter_starts_the_clock_on_monday() {
        let (legal, point) = (province(), saturday_mornings());
        let received = at("2025-07-12T09:00");
        assert!(point.is_open(received, &legal));
        let due = due(&legal, received, Limit::new(1, Unit::WorkingDay).unwrap(), &[]);
        assert_eq!(due.started_at, at("2025-07-14T07:30"));
    }

    #[test]
    fn a_point_follows_holidays_and_make_up_days() {
        let (legal, point) = (province(), ServiceHours::office());
        assert!(!point.is_open(at("2025-05-02T09:00"), &legal));
        assert!(point.is_open(at("2025-04-26T09:00"), &legal));
        assert!(!point.is_open(at("2025-04-26T11:30"), &legal));
        assert_eq!(
            point.next_open(at("2025-04-30T09:00"), &legal),
            Some(at("2025-05-05T07:30"))
        );
        assert_eq!(
            point.next_open(at("2025-04-29T09:12"), &legal),
            Some(at("2025-04-29T09:12"))
        );
    }

    #[test]
    fn a_desk_around_the_clock_is_open_on_tet() {
        assert!(ServiceHours::around_the_clock().is_open(at("2025-01-29T03:00"), &province()));
    }

    #[test]
    fn a_day_of_its_own_is_stronger_than_the_calendar() {
        let mut point = saturday_mornings();
        point.days.insert(on("2025-07-12"), DayHours::closed());
        assert_eq!(
            point.next_open(at("2025-07-12T08:00"), &province()),
            Some(at("2025-07-14T07:30"))
        );
    }
}
