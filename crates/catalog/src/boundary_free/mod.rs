//! Boundary-free procedures (phi địa giới hành chính): any centre in the province receives them. The list is
//! published by decision, may leave some out, and changes over time (INT-04), so it is data with dates.

pub mod record;

use crate::{Code, Level, Scope};
use motcua_kernel::{Date, ThingId, named_id};
use serde::{Deserialize, Serialize};
use std::fmt;

/// For what a rule speaks. One procedure's own rule wins over its level's.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Applies {
    /// All procedures of a level.
    Level {
        /// The level.
        level: Level,
    },
    /// One procedure.
    Procedure {
        /// Its code.
        code: Code,
    },
}

impl fmt::Display for Applies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Level { level } => f.write_str(level.word()),
            Self::Procedure { code } => write!(f, "{code}"),
        }
    }
}

/// A rule of the published list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoundaryRule {
    /// Follows from what it speaks of and its first day.
    pub id: ThingId,
    /// For what it speaks.
    pub applies: Applies,
    /// Whether any centre in the province receives it.
    pub free: bool,
    /// The first day.
    pub valid_from: Date,
    /// The first day after; None while it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// The decision that says so.
    pub ground: String,
}

impl BoundaryRule {
    /// A rule from a day on.
    pub fn new(applies: Applies, free: bool, valid_from: Date, ground: impl Into<String>) -> Self {
        let id = named_id::<ThingId>("boundary-rule", &format!("{applies}/{valid_from}"));
        Self {
            id,
            applies,
            free,
            valid_from,
            valid_until: None,
            ground: ground.into(),
        }
    }

    fn holds_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_until.is_none_or(|until| day < until)
    }
}

/// Whether any centre in the province receives a procedure on a day, and the rule that says so.
///
/// Without a rule it is free at commune and province level: Decree 118/2025 makes every centre receive, and
/// the list only takes away (INT-02). A ministry's own procedures and those of another province are not ours.
pub fn is_free(rules: &[BoundaryRule], code: &Code, level: Level, scope: Scope, day: Date) -> bool {
    let newest = |wanted: &Applies| {
        rules
            .iter()
            .filter(|rule| rule.applies == *wanted && rule.holds_on(day))
            .max_by_key(|rule| rule.valid_from)
    };
    newest(&Applies::Procedure { code: code.clone() })
        .or_else(|| newest(&Applies::Level { level }))
        .map_or(
            matches!(level, Level::Commune | Level::Province) && scope != Scope::Internal,
            |rule| rule.free,
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn the_list_takes_away_from_its_first_day() {
        let code: Code = "1.001193".parse().unwrap();
        let rules = [BoundaryRule::new(
            Applies::Procedure { code: code.clone() },
            false,
            day("2026-03-01"),
            "QĐ 1",
        )];
        let free = |text| is_free(&rules, &code, Level::Commune, Scope::National, day(text));
        assert!(free("2026-02-28"));
        assert!(!free("2026-03-01"));
    }

    #[test]
    fn a_procedure_wins_over_its_level() {
        let code: Code = "1.001193".parse().unwrap();
        let rules = [
            BoundaryRule::new(
                Applies::Procedure { code: code.clone() },
                true,
                day("2026-03-01"),
                "QĐ 2",
            ),
            BoundaryRule::new(
                Applies::Level { level: Level::Commune },
                false,
                day("2026-04-01"),
                "QĐ 3",
            ),
        ];
        let other: Code = "1.000894".parse().unwrap();
        assert!(is_free(
            &rules,
            &code,
            Level::Commune,
            Scope::National,
            day("2026-05-01")
        ));
        assert!(!is_free(
            &rules,
            &other,
            Level::Commune,
            Scope::National,
            day("2026-05-01")
        ));
    }

    #[test]
    fn ministries_receive_their_own() {
        let code: Code = "1.001193".parse().unwrap();
        assert!(!is_free(
            &[],
            &code,
            Level::Ministry,
            Scope::National,
            day("2026-05-01")
        ));
    }
}
