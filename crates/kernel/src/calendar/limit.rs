//! Time limits as procedures state them, and lengths of working time.

use super::clock;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

/// What a time limit is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Hours in which the office works (giờ làm việc).
    WorkingHour,
    /// Eight working hours (ngày làm việc).
    WorkingDay,
    /// Days of the calendar, counted from the day after (ngày; Civil Code Art. 147).
    CalendarDay,
    /// Months of the calendar (tháng; Civil Code Art. 148).
    Month,
    /// By the end of the day of reception (trong ngày), or of the next one after 15:00.
    SameDay,
}

impl Unit {
    /// All units, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::WorkingHour,
        Self::WorkingDay,
        Self::CalendarDay,
        Self::Month,
        Self::SameDay,
    ];

    /// The stable word, as in data files and the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::WorkingHour => "working_hour",
            Self::WorkingDay => "working_day",
            Self::CalendarDay => "calendar_day",
            Self::Month => "month",
            Self::SameDay => "same_day",
        }
    }

    /// The largest quantity that is taken: about four years. More is a slip of the keyboard.
    pub const fn most(self) -> u32 {
        match self {
            Self::WorkingHour => 8_000,
            Self::WorkingDay => 1_000,
            Self::CalendarDay => 1_500,
            Self::Month => 48,
            Self::SameDay => 1,
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Unit {
    type Err = LimitError;
    fn from_str(text: &str) -> Result<Self, LimitError> {
        Self::ALL
            .into_iter()
            .find(|unit| unit.word() == text)
            .ok_or_else(|| LimitError::NoUnit(text.to_owned()))
    }
}

/// A time limit that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LimitError {
    /// A word that is no unit.
    #[error("\"{0}\" is no unit; use working_hour, working_day, calendar_day, month or same_day")]
    NoUnit(String),
    /// None, or more than anybody means.
    #[error("a limit of {quantity} {unit} is not possible; give a whole number from 1 to {}", unit.most())]
    Quantity {
        /// What was given.
        quantity: u32,
        /// In which unit.
        unit: Unit,
    },
}

/// A time limit: so many of a unit. Part of the procedure version (ADR 3, rule 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "LimitFacts", into = "LimitFacts")]
pub struct Limit {
    quantity: u32,
    unit: Unit,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitFacts {
    quantity: u32,
    unit: Unit,
}

impl Limit {
    /// By the end of the day of reception.
    pub const SAME_DAY: Self = Self {
        quantity: 1,
        unit: Unit::SameDay,
    };

    /// A limit.
    ///
    /// # Errors
    ///
    /// Fails for 0 (an unknown limit is no limit of 0) and above [`Unit::most`].
    pub const fn new(quantity: u32, unit: Unit) -> Result<Self, LimitError> {
        if quantity == 0 || quantity > unit.most() {
            return Err(LimitError::Quantity { quantity, unit });
        }
        Ok(Self { quantity, unit })
    }

    /// How many.
    pub const fn quantity(self) -> u32 {
        self.quantity
    }

    /// Of what.
    pub const fn unit(self) -> Unit {
        self.unit
    }
}

impl TryFrom<LimitFacts> for Limit {
    type Error = LimitError;
    fn try_from(facts: LimitFacts) -> Result<Self, LimitError> {
        Self::new(facts.quantity, facts.unit)
    }
}

impl From<Limit> for LimitFacts {
    fn from(limit: Limit) -> Self {
        Self {
            quantity: limit.quantity,
            unit: limit.unit,
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.quantity, self.unit)
    }
}

/// A length of working time in microseconds; kept and sent as that whole number.
///
/// Shown as an ISO 8601 duration of hours, minutes and seconds (`PT6H30M`), never of days: a day would be
/// ambiguous.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WorkingTime(i64);

impl WorkingTime {
    /// None.
    pub const ZERO: Self = Self(0);

    /// A working day as the catalogue counts it: eight working hours (ADR 3, rule 1).
    pub const DAY: Self = Self(8 * clock::HOUR);

    /// So many microseconds.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// So many hours.
    pub const fn hours(hours: u32) -> Self {
        Self(hours as i64 * clock::HOUR)
    }

    /// So many working days of eight hours.
    pub const fn days(days: u32) -> Self {
        Self(days as i64 * Self::DAY.0)
    }

    /// In microseconds.
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// In whole minutes, the rest dropped.
    pub const fn as_minutes(self) -> i64 {
        self.0 / clock::MINUTE
    }
}

impl Add for WorkingTime {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for WorkingTime {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl std::iter::Sum for WorkingTime {
    fn sum<I: Iterator<Item = Self>>(times: I) -> Self {
        times.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for WorkingTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", jiff::SignedDuration::from_micros(self.0))
    }
}

impl fmt::Debug for WorkingTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_of_nothing_or_of_decades_is_refused() {
        assert!(Limit::new(0, Unit::WorkingDay).is_err());
        assert!(Limit::new(1_001, Unit::WorkingDay).is_err());
        assert!(Limit::new(2, Unit::SameDay).is_err());
        assert!(serde_json::from_str::<Limit>(r#"{"quantity":0,"unit":"month"}"#).is_err());
        assert_eq!(
            Limit::new(49, Unit::Month).unwrap_err().to_string(),
            "a limit of 49 month is not possible; give a whole number from 1 to 48"
        );
    }

    #[test]
    fn units_read_back_what_they_show() {
        for unit in Unit::ALL {
            assert_eq!(unit.to_string().parse::<Unit>(), Ok(unit));
        }
        assert!("days".parse::<Unit>().is_err());
    }

    #[test]
    fn working_time_is_shown_in_hours() {
        assert_eq!(WorkingTime::days(3).to_string(), "PT24H");
        assert_eq!(
            (WorkingTime::hours(7) - WorkingTime::from_micros(30 * clock::MINUTE)).to_string(),
            "PT6H30M"
        );
        assert_eq!(WorkingTime::ZERO.to_string(), "PT0S");
    }
}
