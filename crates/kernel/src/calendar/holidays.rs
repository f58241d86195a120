//! The holiday table of a province as rows, and the calendar that they make.
//!
//! The kernel takes typed rows, not CSV text: whoever reads the file already has a reader for the province's
//! other tables, and the small programs that only count time need none.

use super::exception::{Exception, ExceptionKind};
use super::hours::{Hours, Weekday};
use super::legal::{Calendar, CalendarError, CalendarFacts};
use crate::{Date, text};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A row of `holidays.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolidayRow {
    /// The day.
    pub date: Date,
    /// `Mon` … `Sun`, so that a slip in the date shows.
    pub weekday: String,
    /// `public_holiday`, `substitute_day`, `swapped_day_off`, `swapped_working_day` or `local_closure`.
    pub kind: String,
    /// 1 on a day of work.
    pub is_working_day: u8,
    /// What the day is called, in Vietnamese.
    pub name_vi: String,
    /// What the day is called, in English.
    pub name_en: String,
    /// The other day of a swap.
    pub swap_with: Option<Date>,
    /// Whom it binds. Public offices follow both `all` and `civil_servants`.
    pub applies_to: String,
    /// `official`, or why it is not so yet.
    pub status: String,
    /// The decision or law that says so.
    pub source: String,
}

/// A holiday table that makes no calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HolidaysError {
    /// Not one row.
    #[error("the holiday table is empty")]
    Empty,
    /// A row that contradicts itself.
    #[error("{date}: {what}")]
    Row {
        /// The day of the row.
        date: Date,
        /// What is wrong with it.
        what: String,
    },
    /// A year without a row between two that have some: it would count as a year without holidays.
    #[error("the table has no row for {0}; enter its holidays or leave out the years after it")]
    MissingYear(i16),
    /// A calendar that cannot be.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
}

impl Calendar {
    /// The calendar of a holiday table: known from the first day of its first year to the last day of its last.
    ///
    /// # Errors
    ///
    /// Fails when a row contradicts itself or another one, or when a year between two others has no row.
    pub fn from_holidays(name: &str, version: u32, hours: Hours, rows: &[HolidayRow]) -> Result<Self, HolidaysError> {
        let mut exceptions = BTreeMap::new();
        for row in rows {
            let wrong = |what: String| HolidaysError::Row { date: row.date, what };
            let exception = exception_of(row).map_err(wrong)?;
            check_swap(row, exception.kind, rows).map_err(wrong)?;
            if exceptions.insert(row.date, exception).is_some() {
                return Err(wrong("the day stands in the table twice".into()));
            }
        }
        let years: Vec<i16> = exceptions.keys().map(|date: &Date| date.civil().year()).collect();
        let (Some(&first), Some(&last)) = (years.first(), years.last()) else {
            return Err(HolidaysError::Empty);
        };
        if let Some(missing) = (first..=last).find(|year| !years.contains(year)) {
            return Err(HolidaysError::MissingYear(missing));
        }
        let edge = |year, month, day| Date::new(year, month, day).map_err(|_| HolidaysError::MissingYear(year));
        Ok(Self::new(CalendarFacts {
            name: text::clean_line(name),
            version,
            known_from: edge(first, 1, 1)?,
            known_until: edge(last, 12, 31)?,
            hours,
            exceptions,
        })?)
    }
}

fn exception_of(row: &HolidayRow) -> Result<Exception, String> {
    let kind = match row.kind.as_str() {
        "public_holiday" => ExceptionKind::PublicHoliday,
        "substitute_day" => ExceptionKind::SubstituteDay,
        "swapped_day_off" => ExceptionKind::SwappedDayOff,
        "swapped_working_day" => ExceptionKind::MakeUpDay,
        "local_closure" => ExceptionKind::LocalClosure,
        other => return Err(format!("\"{other}\" is no kind of day")),
    };
    let works = kind == ExceptionKind::MakeUpDay;
    if row.is_working_day != u8::from(works) {
        return Err(format!("is_working_day is {} on a {}", row.is_working_day, row.kind));
    }
    let weekday = match Weekday::of(row.date) {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    };
    if row.weekday != weekday {
        return Err(format!("the day is a {weekday}, not a {}", row.weekday));
    }
    if !matches!(row.applies_to.as_str(), "all" | "civil_servants") {
        return Err(format!(
            "applies_to is \"{}\"; it must be all or civil_servants",
            row.applies_to
        ));
    }
    Ok(Exception {
        kind,
        name: text::clean_line(&row.name_vi),
        name_en: text::clean_line(&row.name_en),
        source: text::clean_line(&row.source),
        confirmed: row.status == "official",
        hours: None,
    })
}

/// A swap has two ends that name each other; nothing else names another day.
fn check_swap(row: &HolidayRow, kind: ExceptionKind, rows: &[HolidayRow]) -> Result<(), String> {
    let other_kind = match kind {
        ExceptionKind::SwappedDayOff => "swapped_working_day",
        ExceptionKind::MakeUpDay => "swapped_day_off",
        ExceptionKind::PublicHoliday
        | ExceptionKind::SubstituteDay
        | ExceptionKind::LocalClosure
        | ExceptionKind::ChangedHours => {
            return match row.swap_with {
                Some(other) => Err(format!("a {} is swapped with nothing, but names {other}", row.kind)),
                None => Ok(()),
            };
        }
    };
    let Some(with) = row.swap_with else {
        return Err("swap_with is empty: say which day it is swapped with".into());
    };
    let answered = rows
        .iter()
        .any(|other| other.date == with && other.kind == other_kind && other.swap_with == Some(row.date));
    if answered {
        Ok(())
    } else {
        Err(format!("{with} is no {other_kind} that names this day in turn"))
    }
}
