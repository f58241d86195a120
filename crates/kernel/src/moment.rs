//! Moments in microseconds of UTC, and days of the province's wall clock.

use jiff::civil;
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

/// The province's time zone. It has had no summer time since 1975.
pub const TIME_ZONE_NAME: &str = "Asia/Ho_Chi_Minh";

static ZONE: LazyLock<TimeZone> = LazyLock::new(|| {
    // A machine without a zone database still knows this one: UTC+7, always.
    TimeZone::get(TIME_ZONE_NAME).unwrap_or_else(|_| TimeZone::fixed(jiff::tz::offset(7)))
});

/// The province's time zone, as `jiff` wants it.
pub fn time_zone() -> TimeZone {
    ZONE.clone()
}

/// A text that is no moment or date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a moment or date between the years 1900 and 9999")]
pub struct MomentError(String);

/// A moment: microseconds of UTC since 1970, the same on both engines.
///
/// Written as RFC 3339 with six decimals, so that texts sort as moments do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// The moment so many microseconds after 1970-01-01T00:00:00Z.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// The moment that a wall clock in the province shows as `civil`.
    pub fn from_civil(civil: civil::DateTime) -> Self {
        // The zone has had one fixed offset since 1975, so every civil time names one moment.
        Self(ZONE.to_timestamp(civil).map_or(0, |moment| moment.as_microsecond()))
    }

    /// What a wall clock in the province shows.
    pub fn civil(self) -> civil::DateTime {
        ZONE.to_datetime(self.timestamp())
    }

    /// The day in the province.
    pub fn date(self) -> Date {
        Date(self.civil().date())
    }

    /// As a `jiff` timestamp.
    pub fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }

    /// The moment `seconds` later (or earlier, when negative).
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// The moment `micros` microseconds later.
    #[must_use]
    pub const fn plus_micros(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }

    /// Microseconds from `earlier` to here; negative when `earlier` is later.
    pub const fn micros_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let utc = TimeZone::UTC.to_datetime(self.timestamp());
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z",
            utc.year(),
            utc.month(),
            utc.day(),
            utc.hour(),
            utc.minute(),
            utc.second(),
            utc.subsec_nanosecond() / 1_000
        )
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for Instant {
    type Err = MomentError;

    /// Reads RFC 3339 (`2026-11-25T02:21:00Z`, any offset), cut to microseconds.
    fn from_str(text: &str) -> Result<Self, MomentError> {
        let moment: jiff::Timestamp = text.parse().map_err(|_| MomentError(text.to_owned()))?;
        Ok(Self(moment.as_nanosecond().div_euclid(1_000) as i64))
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A day of the province's calendar, `yyyy-mm-dd`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

impl Date {
    /// The day, if there is one with these numbers.
    ///
    /// # Errors
    ///
    /// Fails for 30 February and its like.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, MomentError> {
        civil::Date::new(year, month, day)
            .map(Self)
            .map_err(|_| MomentError(format!("{year:04}-{month:02}-{day:02}")))
    }

    /// As a `jiff` date.
    pub const fn civil(self) -> civil::Date {
        self.0
    }

    /// The first moment of the day in the province.
    pub fn start(self) -> Instant {
        Instant::from_civil(self.0.to_datetime(civil::Time::midnight()))
    }

    /// The first moment after the day.
    pub fn end(self) -> Instant {
        self.plus_days(1).start()
    }

    /// The day `days` later (or earlier); stays within the years that exist.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self(
            self.0
                .saturating_add(jiff::Span::new().days(i64::from(days).clamp(-3_000_000, 3_000_000))),
        )
    }

    /// Days from `earlier` to here.
    pub fn days_since(self, earlier: Self) -> i32 {
        (self.0 - earlier.0).get_days()
    }
}

impl From<civil::Date> for Date {
    fn from(date: civil::Date) -> Self {
        Self(date)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for Date {
    type Err = MomentError;

    /// Reads `yyyy-mm-dd` and nothing else.
    fn from_str(text: &str) -> Result<Self, MomentError> {
        let wrong = || MomentError(text.to_owned());
        if text.len() != 10 || !text.is_ascii() {
            return Err(wrong());
        }
        let mut parts = text.split('-');
        let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(wrong());
        };
        let year: i16 = year.parse().map_err(|_| wrong())?;
        Self::new(
            year,
            month.parse().map_err(|_| wrong())?,
            day.parse().map_err(|_| wrong())?,
        )
        .map_err(|_| wrong())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_wall_clock_is_seven_hours_ahead() {
        let noon: Instant = "2026-11-25T05:00:00Z".parse().unwrap();
        assert_eq!(noon.civil().to_string(), "2026-11-25T12:00:00");
        assert_eq!(Instant::from_civil(noon.civil()), noon);
    }

    #[test]
    fn nanoseconds_are_cut_towards_the_past() {
        let before: Instant = "1969-12-31T23:59:59.999999999Z".parse().unwrap();
        assert_eq!(before.as_micros(), -1);
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        assert!("2026-02-30".parse::<Date>().is_err());
        assert!("2026-2-3".parse::<Date>().is_err());
        assert!("+026-02-03".parse::<Date>().is_ok_and(|day| day.civil().year() == 26));
    }

    proptest! {
        #[test]
        fn texts_sort_as_moments_do(a in 0i64..4_000_000_000_000_000, b in 0i64..4_000_000_000_000_000) {
            let (a, b) = (Instant::from_micros(a), Instant::from_micros(b));
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
            prop_assert_eq!(a.to_string().parse::<Instant>().unwrap(), a);
        }
    }
}
