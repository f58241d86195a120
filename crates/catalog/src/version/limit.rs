//! Time limits (thời hạn giải quyết), and honest ignorance where the source does not say.

use serde::{Deserialize, Serialize};

pub use motcua_kernel::calendar::{Limit as TimeLimit, Unit as LimitUnit};

/// About how many working minutes a limit gives, for comparing it with the hours of a workflow (PRO-05): a
/// calendar day counts five sevenths of eight hours, a month 22 working days. Never used for a due moment.
pub const fn about_working_minutes(limit: TimeLimit) -> u32 {
    let quantity = limit.quantity();
    match limit.unit() {
        LimitUnit::WorkingHour => quantity.saturating_mul(60),
        LimitUnit::WorkingDay | LimitUnit::SameDay => quantity.saturating_mul(480),
        LimitUnit::CalendarDay => quantity.saturating_mul(480) / 7 * 5,
        LimitUnit::Month => quantity.saturating_mul(22 * 480),
    }
}

/// What the source says about time at one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum StatedLimit {
    /// A limit that can be reckoned with.
    Known {
        /// The limit.
        limit: TimeLimit,
    },
    /// The source did not say, or what it says has no unit (data trap 9).
    Unknown {
        /// What it says, for a person to read.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        said: String,
    },
}

impl StatedLimit {
    /// Reads a quantity and a unit of the national file. Parts of a working day become working hours: 7.5 days
    /// are 60 hours, exactly. Without a unit that is understood the limit is unknown.
    pub fn from_source(quantity: Option<&serde_json::Number>, unit: &str) -> Self {
        let said = match quantity {
            Some(number) => format!("{number} {unit}").trim().to_owned(),
            None => unit.to_owned(),
        };
        // Quarters are the finest that the source uses.
        let quarters = quantity.and_then(serde_json::Number::as_f64).map(|number| number * 4.0);
        let Some(quarters) = quarters.filter(|part| *part >= 1.0 && *part <= 40_000.0 && part.fract() == 0.0) else {
            return Self::Unknown { said };
        };
        // In range by the filter above, and whole.
        let quarters = quarters as u32;
        let whole = quarters.is_multiple_of(4).then_some(quarters / 4);
        let (quantity, unit) = match (unit, whole) {
            ("working_day", Some(days)) => (days, LimitUnit::WorkingDay),
            ("working_day", None) => (quarters * 2, LimitUnit::WorkingHour),
            ("day", Some(days)) => (days, LimitUnit::CalendarDay),
            // The source knows no working hours beside hours; offices reckon in working ones.
            ("hour", Some(hours)) => (hours, LimitUnit::WorkingHour),
            ("month", Some(months)) => (months, LimitUnit::Month),
            ("year", Some(years)) => (years * 12, LimitUnit::Month),
            _ => return Self::Unknown { said },
        };
        // More than anybody means is a slip of the source, so unknown.
        TimeLimit::new(quantity, unit).map_or(Self::Unknown { said }, |limit| Self::Known { limit })
    }

    /// The limit, when it is known.
    pub const fn known(&self) -> Option<TimeLimit> {
        match self {
            Self::Known { limit } => Some(*limit),
            Self::Unknown { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Number;

    fn read(quantity: f64, unit: &str) -> Option<TimeLimit> {
        StatedLimit::from_source(Number::from_f64(quantity).as_ref(), unit).known()
    }

    #[test]
    fn an_unspecified_unit_stays_unknown_with_what_was_said() {
        let limit = StatedLimit::from_source(Some(&Number::from(3)), "unspecified");
        assert_eq!(
            limit,
            StatedLimit::Unknown {
                said: "3 unspecified".into()
            }
        );
        assert_eq!(read(3.0, ".5"), None);
    }

    #[test]
    fn half_days_become_hours() {
        assert_eq!(
            read(7.5, "working_day"),
            TimeLimit::new(60, LimitUnit::WorkingHour).ok()
        );
        assert_eq!(
            read(6.25, "working_day"),
            TimeLimit::new(50, LimitUnit::WorkingHour).ok()
        );
    }

    #[test]
    fn a_year_is_twelve_months_and_nothing_is_no_limit() {
        assert_eq!(read(2.0, "year"), TimeLimit::new(24, LimitUnit::Month).ok());
        assert_eq!(read(0.0, "working_day"), None);
    }
}
