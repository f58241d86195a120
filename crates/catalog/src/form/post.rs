//! What somebody typed, exactly as it was posted, so that a page can show it again.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Names of a form post and what was typed under each, in order. Kept with a draft, right or wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Typed(BTreeMap<String, Vec<String>>);

impl Typed {
    /// Takes a form post. Names are those of the fields, with `/` before a part or a row:
    /// `subject_born_on/year`, `residences/0/place/text`, `return_way` (several times).
    pub fn from_post<N: Into<String>, V: Into<String>>(post: impl IntoIterator<Item = (N, V)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in post {
            typed.add(name, value);
        }
        typed
    }

    /// Adds a value under a name.
    pub fn add(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.entry(name.into()).or_default().push(value.into());
    }

    /// Sets the only value under a name.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.insert(name.into(), vec![value.into()]);
    }

    /// The first value under a name; empty without one.
    pub fn one(&self, name: &str) -> &str {
        self.all(name).first().map_or("", String::as_str)
    }

    /// All values under a name.
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether this value was chosen under a name.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).iter().any(|typed| typed == value)
    }

    /// Whether nothing was posted at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The numbers of the rows posted under a field, in order.
    pub fn rows(&self, field: &str) -> Vec<usize> {
        let prefix = format!("{field}/");
        let mut rows: Vec<usize> = self
            .0
            .range(prefix.clone()..)
            .take_while(|(name, _)| name.starts_with(&prefix))
            .filter_map(|(name, _)| name[prefix.len()..].split('/').next()?.parse().ok())
            .collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// Whether something other than blanks was typed under a name or its parts.
    pub fn is_filled(&self, name: &str) -> bool {
        let prefix = format!("{name}/");
        let filled = |values: &[String]| values.iter().any(|value| !value.trim().is_empty());
        filled(self.all(name))
            || self
                .0
                .range(prefix.clone()..)
                .take_while(|(name, _)| name.starts_with(&prefix))
                .any(|(_, values)| filled(values))
    }

    /// Takes over what another post says, name by name: a later page of the same form. A name that the other
    /// does not have stays, unless it belongs to one of `fields`, whose boxes may have been unticked.
    pub fn merge(&mut self, other: Self, fields: &[&str]) {
        self.0.retain(|name, _| {
            let field = name.split('/').next().unwrap_or(name);
            !fields.contains(&field)
        });
        self.0.extend(other.0);
    }

    /// Name and value pairs, in order of names.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .flat_map(|(name, values)| values.iter().map(move |value| (name.as_str(), value.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_by_their_numbers() {
        let typed = Typed::from_post([
            ("r/10/a", "x"),
            ("r/2/a", "y"),
            ("r/2/b", "z"),
            ("rr/1/a", "n"),
            ("r/x", "n"),
        ]);
        assert_eq!(typed.rows("r"), [2, 10]);
    }

    #[test]
    fn a_later_page_replaces_its_own_fields_only() {
        let mut kept = Typed::from_post([("a", "1"), ("b", "2"), ("c/year", "1990")]);
        kept.merge(Typed::from_post([("b", "3")]), &["b", "c"]);
        assert_eq!(kept, Typed::from_post([("a", "1"), ("b", "3")]));
    }
}
