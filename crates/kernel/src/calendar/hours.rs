//! When an office is open: stretches of a day, days of a week.

use super::clock;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Hours that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// Not `hh:mm` between 00:00 and 24:00.
    #[error("\"{0}\" is not a time of day; write hh:mm between 00:00 and 24:00")]
    NoTime(String),
    /// A stretch that ends before it begins, or at once.
    #[error("a stretch from {from} to {to} has no length; its end must be later than its beginning")]
    Reversed {
        /// Where it would begin.
        from: TimeOfDay,
        /// Where it would end.
        to: TimeOfDay,
    },
    /// Two stretches of a day that overlap or stand in the wrong order.
    #[error("the stretch from {0} begins before the one before it ends; write stretches in order, without overlap")]
    Overlap(TimeOfDay),
}

/// A time of a wall clock in whole minutes, 00:00 to 24:00 (the end of a day).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// The time, if a clock shows it.
    ///
    /// # Errors
    ///
    /// Fails above 59 minutes and above 24:00.
    pub fn new(hour: u16, minute: u16) -> Result<Self, HoursError> {
        if minute > 59 || hour > 24 || (hour == 24 && minute > 0) {
            return Err(HoursError::NoTime(format!("{hour:02}:{minute:02}")));
        }
        Ok(Self(hour * 60 + minute))
    }

    /// A time known when this was written; a wrong one does not compile where it is a constant.
    pub(super) const fn known(hour: u16, minute: u16) -> Self {
        assert!(hour < 24 && minute < 60);
        Self(hour * 60 + minute)
    }

    /// Minutes since midnight.
    pub const fn as_minutes(self) -> u16 {
        self.0
    }

    pub(super) const fn micros(self) -> i64 {
        self.0 as i64 * clock::MINUTE
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl fmt::Debug for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for TimeOfDay {
    type Err = HoursError;

    /// Reads `hh:mm`.
    fn from_str(text: &str) -> Result<Self, HoursError> {
        let wrong = || HoursError::NoTime(text.to_owned());
        let two_digits = |part: &str| -> Option<u16> {
            (part.len() == 2 && part.bytes().all(|digit| digit.is_ascii_digit()))
                .then(|| part.parse().ok())
                .flatten()
        };
        let (hour, minute) = text.split_once(':').ok_or_else(wrong)?;
        let (Some(hour), Some(minute)) = (two_digits(hour), two_digits(minute)) else {
            return Err(wrong());
        };
        Self::new(hour, minute).map_err(|_| wrong())
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = HoursError;
    fn try_from(text: String) -> Result<Self, HoursError> {
        text.parse()
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

/// A stretch of a day without interruption; `to` is the first minute outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stretch {
    /// The opening.
    pub from: TimeOfDay,
    /// The closing.
    pub to: TimeOfDay,
}

impl Stretch {
    pub(super) const fn micros(self) -> i64 {
        self.to.micros() - self.from.micros()
    }
}

/// The stretches of one day, in order; none on a day off.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "Vec<Stretch>", into = "Vec<Stretch>")]
pub struct DayHours(Vec<Stretch>);

impl DayHours {
    /// A day off.
    pub const fn closed() -> Self {
        Self(Vec::new())
    }

    /// A day with these stretches.
    ///
    /// # Errors
    ///
    /// Fails when a stretch has no length, or when they overlap or stand out of order.
    pub fn new(stretches: Vec<Stretch>) -> Result<Self, HoursError> {
        let mut last = TimeOfDay(0);
        for &Stretch { from, to } in &stretches {
            if from >= to {
                return Err(HoursError::Reversed { from, to });
            }
            if from < last {
                return Err(HoursError::Overlap(from));
            }
            last = to;
        }
        Ok(Self(stretches))
    }

    /// Around the clock.
    pub fn all_day() -> Self {
        Self(vec![Stretch {
            from: TimeOfDay(0),
            to: TimeOfDay(24 * 60),
        }])
    }

    /// The usual office day: 07:30–11:30 and 13:30–17:30.
    pub fn office_day() -> Self {
        const MORNING: Stretch = Stretch {
            from: TimeOfDay::known(7, 30),
            to: TimeOfDay::known(11, 30),
        };
        const AFTERNOON: Stretch = Stretch {
            from: TimeOfDay::known(13, 30),
            to: TimeOfDay::known(17, 30),
        };
        Self(vec![MORNING, AFTERNOON])
    }

    /// The stretches, in order.
    pub fn stretches(&self) -> &[Stretch] {
        &self.0
    }

    /// Whether nobody works on this day.
    pub fn is_closed(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the last stretch ends with the day.
    pub(super) fn reaches_midnight(&self) -> bool {
        self.0.last().is_some_and(|stretch| stretch.to.micros() == clock::DAY)
    }

    /// Working microseconds of the whole day.
    pub(super) fn micros(&self) -> i64 {
        self.0.iter().map(|stretch| stretch.micros()).sum()
    }

    /// Working microseconds before a time of the day.
    pub(super) fn micros_before(&self, time: i64) -> i64 {
        self.0
            .iter()
            .map(|stretch| time.clamp(stretch.from.micros(), stretch.to.micros()) - stretch.from.micros())
            .sum()
    }
}

impl TryFrom<Vec<Stretch>> for DayHours {
    type Error = HoursError;
    fn try_from(stretches: Vec<Stretch>) -> Result<Self, HoursError> {
        Self::new(stretches)
    }
}

impl From<DayHours> for Vec<Stretch> {
    fn from(hours: DayHours) -> Self {
        hours.0
    }
}

/// A day of the week; the office's week begins on Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// All seven, from Monday.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// The weekday of a date.
    pub fn of(date: crate::Date) -> Self {
        Self::of_day(clock::day_of(date))
    }

    pub(super) const fn of_day(day: i32) -> Self {
        Self::ALL[clock::place_in_week(day)]
    }
}

/// The hours of an ordinary week, each weekday with its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Hours {
    #[serde(default)]
    pub monday: DayHours,
    #[serde(default)]
    pub tuesday: DayHours,
    #[serde(default)]
    pub wednesday: DayHours,
    #[serde(default)]
    pub thursday: DayHours,
    #[serde(default)]
    pub friday: DayHours,
    #[serde(default)]
    pub saturday: DayHours,
    #[serde(default)]
    pub sunday: DayHours,
}

impl Hours {
    /// The usual hours of an office: Monday to Friday, 07:30–11:30 and 13:30–17:30.
    pub fn office() -> Self {
        let day = DayHours::office_day();
        Self {
            monday: day.clone(),
            tuesday: day.clone(),
            wednesday: day.clone(),
            thursday: day.clone(),
            friday: day,
            saturday: DayHours::closed(),
            sunday: DayHours::closed(),
        }
    }

    /// The hours of a weekday.
    pub const fn on(&self, weekday: Weekday) -> &DayHours {
        match weekday {
            Weekday::Monday => &self.monday,
            Weekday::Tuesday => &self.tuesday,
            Weekday::Wednesday => &self.wednesday,
            Weekday::Thursday => &self.thursday,
            Weekday::Friday => &self.friday,
            Weekday::Saturday => &self.saturday,
            Weekday::Sunday => &self.sunday,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(from: &str, to: &str) -> Stretch {
        Stretch {
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
        }
    }

    #[test]
    fn a_time_of_day_reads_back_and_wrong_ones_are_refused() {
        assert_eq!("07:30".parse::<TimeOfDay>().unwrap().to_string(), "07:30");
        assert_eq!("24:00".parse::<TimeOfDay>().unwrap().as_minutes(), 1_440);
        for wrong in ["7:30", "24:01", "12:60", "0730", "-1:30", "+7:30", "", "07:30:00"] {
            assert!(wrong.parse::<TimeOfDay>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn stretches_stand_in_order_without_overlap() {
        assert!(DayHours::new(vec![stretch("07:30", "11:30"), stretch("13:30", "17:30")]).is_ok());
        assert!(matches!(
            DayHours::new(vec![stretch("11:30", "07:30")]),
            Err(HoursError::Reversed { .. })
        ));
        assert!(matches!(
            DayHours::new(vec![stretch("07:30", "11:30"), stretch("11:00", "12:00")]),
            Err(HoursError::Overlap(_))
        ));
        let read: Result<DayHours, _> = serde_json::from_str(r#"[{"from":"09:00","to":"08:00"}]"#);
        assert!(read.is_err());
    }

    #[test]
    fn the_office_day_has_eight_hours() {
        assert_eq!(DayHours::office_day().micros(), 8 * clock::HOUR);
    }
}
