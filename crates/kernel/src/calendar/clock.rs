//! Day numbers and microseconds of the wall clock: the whole arithmetic stands on whole numbers.
//!
//! The province has been seven hours ahead of UTC without interruption since June 1975, so a day is always
//! 24 hours long and no lookup in a zone database is needed. Earlier moments are not meant.

use crate::{Date, Instant};

pub(super) const MINUTE: i64 = 60 * 1_000_000;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;
const AHEAD_OF_UTC: i64 = 7 * HOUR;

/// The number of a date: days since 1970-01-01.
pub(super) fn day_of(date: Date) -> i32 {
    date.days_since(Date::from(jiff::civil::Date::constant(1970, 1, 1)))
}

/// The date with a number.
pub(super) fn date_of(day: i32) -> Date {
    Date::from(jiff::civil::Date::constant(1970, 1, 1)).plus_days(day)
}

/// The day number of a moment, and the microseconds since midnight.
pub(super) const fn split(moment: Instant) -> (i32, i64) {
    let local = moment.as_micros().saturating_add(AHEAD_OF_UTC);
    // 64 bits of microseconds are 292,000 years: the day number fits 32 bits.
    (local.div_euclid(DAY) as i32, local.rem_euclid(DAY))
}

/// The moment at so many microseconds after a day's midnight.
pub(super) const fn join(day: i32, micros: i64) -> Instant {
    Instant::from_micros(
        (day as i64)
            .saturating_mul(DAY)
            .saturating_add(micros)
            .saturating_sub(AHEAD_OF_UTC),
    )
}

/// 0 for a Monday … 6 for a Sunday. 1970-01-01 was a Thursday.
pub(super) const fn place_in_week(day: i32) -> usize {
    (day as i64 + 3).rem_euclid(7) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn days_and_moments_agree_with_the_zone_database(micros in 200_000_000_000_000i64..100_000_000_000_000_000) {
            let moment = Instant::from_micros(micros);
            let (day, time) = split(moment);
            prop_assert_eq!(date_of(day), moment.date());
            prop_assert_eq!(day_of(moment.date()), day);
            prop_assert_eq!(join(day, time), moment);
            let weekday = moment.date().civil().weekday().to_monday_zero_offset();
            prop_assert_eq!(place_in_week(day), weekday as usize);
        }
    }
}
