//! How often a line is charged, and when: data of the version, so that a dossier is charged by what was published.

use crate::form::Condition;
use motcua_kernel::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// How often, and in which cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// How often.
    pub counts: Counts,
    /// Only when this holds for the answers; None for always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Only when it was filed in, or after, some days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Within>,
}

/// How often a line is charged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Counts {
    /// Once a dossier.
    Once,
    /// As often as a whole number says: the copies that are wanted.
    Each {
        /// The key of the answer.
        answer: String,
    },
    /// For each page of each copy, from one page of the copy to another.
    Pages {
        /// Where the papers stand.
        papers: Papers,
        /// The first page that costs this; 1 is the first of a copy.
        from: u32,
        /// The last; None for all that follow.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<u32>,
    },
    /// For each copy whose pages would cost more: it costs this instead.
    AtMost {
        /// Where the papers stand.
        papers: Papers,
    },
    /// Never: a remark, or a figure that nobody relies on.
    Never,
}

/// The answers that say how many pages and copies there are: rows, and two whole numbers in each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Papers {
    /// The key of the rows.
    pub rows: String,
    /// The key of the pages of one copy.
    pub pages: String,
    /// The key of the copies.
    pub copies: String,
}

/// Filed in some days after something happened, or later than that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Within {
    /// The key of the day on which it happened.
    pub of: String,
    /// Days after it, the last one whole.
    pub days: i32,
    /// Whether the line is for those who come later.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub later: bool,
}

/// Whether a line is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Applies {
    Yes,
    No,
    /// The day is known only in part, and both may be.
    Perhaps,
}

impl Rule {
    /// Once a dossier, always.
    pub const ONCE: Self = Self {
        counts: Counts::Once,
        when: None,
        within: None,
    };

    /// The keys of the answers that it looks at.
    pub fn fields(&self) -> Vec<&str> {
        let mut keys: Vec<&str> = self.when.iter().flat_map(Condition::fields).collect();
        keys.extend(self.within.as_ref().map(|within| within.of.as_str()));
        match &self.counts {
            Counts::Each { answer } => keys.push(answer),
            Counts::Pages { papers, .. } | Counts::AtMost { papers } => keys.push(&papers.rows),
            Counts::Once | Counts::Never => {}
        }
        keys
    }

    pub(super) fn applies(&self, answers: &Map<String, Value>, filed_on: Date) -> Applies {
        if self.when.as_ref().is_some_and(|when| !when.holds(answers)) {
            return Applies::No;
        }
        self.within
            .as_ref()
            .map_or(Applies::Yes, |within| within.applies(answers, filed_on))
    }
}

impl Within {
    fn applies(&self, answers: &Map<String, Value>, filed_on: Date) -> Applies {
        let said = answers.get(&self.of).and_then(Value::as_str).unwrap_or_default();
        let Some((first, last)) = span(said) else {
            return Applies::Perhaps;
        };
        let in_time = |day: Date| filed_on.days_since(day) <= self.days;
        match (in_time(first), in_time(last)) {
            (true, true) => {
                if self.later {
                    Applies::No
                } else {
                    Applies::Yes
                }
            }
            (false, false) => {
                if self.later {
                    Applies::Yes
                } else {
                    Applies::No
                }
            }
            _ => Applies::Perhaps,
        }
    }
}

/// The first and the last day that `2026`, `2026-10`, `2026-10-01` or `2026-10-01T07:30` may mean.
fn span(said: &str) -> Option<(Date, Date)> {
    let day = said.split('T').next().unwrap_or(said);
    if let Ok(day) = day.parse::<Date>() {
        return Some((day, day));
    }
    let mut parts = day.split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let month: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    let first = Date::new(year, month.unwrap_or(1), 1).ok()?;
    let after = match month {
        None | Some(12) => Date::new(year + 1, 1, 1).ok()?,
        Some(month) => Date::new(year, month + 1, 1).ok()?,
    };
    Some((first, after.plus_days(-1)))
}

impl Papers {
    /// Pages and copies of each paper; a row that does not say is left out.
    pub(super) fn of(&self, answers: &Map<String, Value>) -> Vec<(i64, i64)> {
        let rows = answers.get(&self.rows).and_then(Value::as_array);
        let number = |row: &Value, key: &str| row.get(key).and_then(Value::as_i64).filter(|number| *number > 0);
        rows.into_iter()
            .flatten()
            .filter_map(|row| Some((number(row, &self.pages)?, number(row, &self.copies)?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn filed(born: &str, later: bool) -> Applies {
        let within = Within {
            of: "born".into(),
            days: 60,
            later,
        };
        let answers = json!({ "born": born });
        within.applies(answers.as_object().unwrap(), "2026-11-25".parse().unwrap())
    }

    #[test]
    fn the_last_day_is_whole_and_the_next_is_late() {
        assert_eq!(filed("2026-09-26T23:59", false), Applies::Yes);
        assert_eq!(filed("2026-09-25T00:01", false), Applies::No);
        assert_eq!(filed("2026-09-25", true), Applies::Yes);
    }

    #[test]
    fn a_day_known_in_part_decides_only_where_every_day_of_it_would() {
        assert_eq!(filed("2026-11", false), Applies::Yes);
        assert_eq!(filed("2025", true), Applies::Yes);
        assert_eq!(filed("2026-09", false), Applies::Perhaps);
        assert_eq!(filed("2026", true), Applies::Perhaps);
        assert_eq!(filed("", false), Applies::Perhaps);
    }
}
