//! A day of birth of which sometimes only the year is known.

use motcua_kernel::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A day of birth as far as it is known: `yyyy`, `yyyy-mm` or `yyyy-mm-dd`. Many old people know only the year.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PartialDate {
    /// The year only.
    Year(i16),
    /// Year and month (1 to 12).
    Month(i16, i8),
    /// The day.
    Day(Date),
}

/// A text that is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no date; write the day, or the year alone if only the year is known")]
pub struct PartialDateError;

impl PartialDate {
    /// From numbers as far as they are known; 0 stands for unknown, as on cards.
    ///
    /// # Errors
    ///
    /// Fails for a year outside 1850 to 9999, a thirteenth month, or a day that does not exist.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, PartialDateError> {
        if !(1850..=9999).contains(&year) {
            return Err(PartialDateError);
        }
        match (month, day) {
            (0, 0) => Ok(Self::Year(year)),
            (1..=12, 0) => Ok(Self::Month(year, month)),
            _ => Date::new(year, month, day).map(Self::Day).map_err(|_| PartialDateError),
        }
    }

    /// Reads `ddmmyyyy` as cards have it, with zeros for what is unknown, or `yyyy` alone.
    ///
    /// # Errors
    ///
    /// Fails for anything else.
    pub fn from_card(text: &str) -> Result<Self, PartialDateError> {
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(PartialDateError);
        }
        match text.len() {
            8 => Self::new(number(&text[4..])?, number(&text[2..4])?, number(&text[..2])?),
            4 => Self::new(number(text)?, 0, 0),
            _ => Err(PartialDateError),
        }
    }

    /// The year.
    pub fn year(self) -> i16 {
        match self {
            Self::Year(year) | Self::Month(year, _) => year,
            Self::Day(day) => day.civil().year(),
        }
    }

    /// The day, if it is known.
    pub fn day(self) -> Option<Date> {
        match self {
            Self::Day(day) => Some(day),
            Self::Year(_) | Self::Month(..) => None,
        }
    }

    /// The first day it can be.
    pub fn earliest(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Year(year) => first_of(year, 1),
            Self::Month(year, month) => first_of(year, month),
        }
    }

    /// The last day it can be: who counts as born then is never taken for older than they are.
    pub fn latest(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Year(year) | Self::Month(year, 12) => Date::from(first_of(year, 12).civil().last_of_month()),
            Self::Month(year, month) => Date::from(first_of(year, month).civil().last_of_month()),
        }
    }

    /// Full years on a day, by the latest day of birth that it can be; `None` before that day.
    pub fn age_on(self, today: Date) -> Option<u16> {
        let (born, today) = (self.latest().civil(), today.civil());
        let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
        let years = today.year() - born.year() - i16::from(!had_birthday);
        u16::try_from(years).ok()
    }

    /// Whether both can be the same day, one of them perhaps known less well.
    pub fn may_be(self, other: Self) -> bool {
        self.earliest() <= other.latest() && other.earliest() <= self.latest()
    }
}

/// The first day of a month whose numbers were checked when the date was made.
fn first_of(year: i16, month: i8) -> Date {
    Date::new(year, month, 1).expect("years 1850 to 9999 and months 1 to 12 have a first day")
}

fn number<T: FromStr>(digits: &str) -> Result<T, PartialDateError> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(PartialDateError);
    }
    digits.parse().map_err(|_| PartialDateError)
}

impl From<Date> for PartialDate {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

impl FromStr for PartialDate {
    type Err = PartialDateError;

    /// Reads `yyyy`, `yyyy-mm` or `yyyy-mm-dd`.
    fn from_str(text: &str) -> Result<Self, PartialDateError> {
        let parts: Vec<&str> = text.split('-').collect();
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        match (parts.as_slice(), lengths.as_slice()) {
            ([year], [4]) => Self::new(number(year)?, 0, 0),
            ([year, month], [4, 2]) if *month != "00" => Self::new(number(year)?, number(month)?, 0),
            ([year, month, day], [4, 2, 2]) if *month != "00" && *day != "00" => {
                Self::new(number(year)?, number(month)?, number(day)?)
            }
            _ => Err(PartialDateError),
        }
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    #[test]
    fn unknown_parts_of_a_card_stay_unknown() {
        assert_eq!(PartialDate::from_card("14031995"), Ok(date("1995-03-14")));
        assert_eq!(PartialDate::from_card("00031995"), Ok(date("1995-03")));
        assert_eq!(PartialDate::from_card("00001950"), Ok(date("1950")));
        assert_eq!(PartialDate::from_card("1950"), Ok(date("1950")));
        for wrong in [
            "",
            "31021995",
            "14130000",
            "1403199",
            "14/03/1995",
            "14001995",
            "１４０３１９９５",
        ] {
            assert_eq!(PartialDate::from_card(wrong), Err(PartialDateError), "{wrong}");
        }
    }

    #[test]
    fn who_knows_only_the_year_is_as_old_as_at_the_end_of_it() {
        let today: Date = "2026-11-25".parse().unwrap();
        assert_eq!(date("2008").age_on(today), Some(17));
        assert_eq!(date("2008-11").age_on(today), Some(17));
        assert_eq!(date("2008-11-25").age_on(today), Some(18));
        assert_eq!(date("2008-12").latest().to_string(), "2008-12-31");
        assert_eq!(date("2027").age_on(today), None);
    }

    #[test]
    fn a_year_may_be_a_day_of_that_year() {
        assert!(date("1950").may_be(date("1950-06-02")));
        assert!(!date("1950-05").may_be(date("1950-06-02")));
        assert!(!date("1950").may_be(date("1951")));
    }

    proptest! {
        #[test]
        fn a_date_reads_back_what_it_shows(year in 1850i16..2400, month in 0i8..=12, day in 0i8..=28) {
            let day = if month == 0 { 0 } else { day };
            let date = PartialDate::new(year, month, day).unwrap();
            prop_assert_eq!(date.to_string().parse::<PartialDate>(), Ok(date));
            prop_assert!(date.earliest() <= date.latest());
        }

        #[test]
        fn no_text_makes_it_fail_badly(text in "\\PC{0,12}") {
            let _ = text.parse::<PartialDate>();
            let _ = PartialDate::from_card(&text);
        }
    }
}
