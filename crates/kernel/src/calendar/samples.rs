//! The province's calendar for the tests here, from the same table that the binary embeds.

use super::{Calendar, HolidayRow, Hours};
use crate::{Date, Instant};

const HOLIDAYS: &str = include_str!("../../../../data/quang-ninh/holidays.csv");

/// The rows of the province's table. It quotes no field, so splitting at commas reads it.
pub(super) fn rows() -> Vec<HolidayRow> {
    let row = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        let &[
            date,
            weekday,
            kind,
            works,
            name_vi,
            name_en,
            swap_with,
            applies_to,
            status,
            source,
        ] = &fields[..]
        else {
            panic!("ten fields in {line}");
        };
        HolidayRow {
            date: date.parse().unwrap(),
            weekday: weekday.into(),
            kind: kind.into(),
            is_working_day: works.parse().unwrap(),
            name_vi: name_vi.into(),
            name_en: name_en.into(),
            swap_with: (!swap_with.is_empty()).then(|| swap_with.parse().unwrap()),
            applies_to: applies_to.into(),
            status: status.into(),
            source: source.into(),
        }
    };
    HOLIDAYS.lines().skip(1).map(row).collect()
}

pub(super) fn province() -> Calendar {
    Calendar::from_holidays("Quảng Ninh", 1, Hours::office(), &rows()).unwrap()
}

/// A moment of the province's wall clock, `yyyy-mm-ddThh:mm`.
pub(super) fn at(text: &str) -> Instant {
    Instant::from_civil(text.parse().unwrap())
}

pub(super) fn on(text: &str) -> Date {
    text.parse().unwrap()
}
