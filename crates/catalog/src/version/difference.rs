//! What changed between two versions, field by field, short enough to read.

use super::Content;
use serde_json::Value;
use std::fmt;

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where: `announced.channels.2.limit`.
    pub field: String,
    /// What stood there; None where there was nothing.
    pub before: Option<String>,
    /// What stands there now; None where it is gone.
    pub after: Option<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.field)?;
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => write!(f, "{before} → {after}"),
            (Some(before), None) => write!(f, "− {before}"),
            (None, Some(after)) => write!(f, "+ {after}"),
            (None, None) => Ok(()),
        }
    }
}

/// Compares two contents. Lists are compared as lists of things: what came, what went; a thing that only moved
/// is no difference.
pub fn differences(before: &Content, after: &Content) -> Vec<Difference> {
    // Structs of strings, numbers and lists always become values.
    let before = serde_json::to_value(before).unwrap_or_default();
    let after = serde_json::to_value(after).unwrap_or_default();
    let mut found = Vec::new();
    compare(&before, &after, String::new(), &mut found);
    found
}

fn compare(before: &Value, after: &Value, field: String, found: &mut Vec<Difference>) {
    if before == after {
        return;
    }
    match (before, after) {
        (Value::Object(old), Value::Object(new)) => {
            let mut keys: Vec<&String> = old
                .keys()
                .chain(new.keys().filter(|key| !old.contains_key(*key)))
                .collect();
            keys.sort_unstable();
            for key in keys {
                let place = if field.is_empty() {
                    key.clone()
                } else {
                    format!("{field}.{key}")
                };
                match (old.get(key), new.get(key)) {
                    (Some(one), Some(other)) => compare(one, other, place, found),
                    (one, other) => found.push(Difference {
                        field: place,
                        before: one.map(shown),
                        after: other.map(shown),
                    }),
                }
            }
        }
        (Value::Array(old), Value::Array(new)) => compare_lists(old, new, &field, found),
        _ => found.push(Difference {
            field,
            before: Some(shown(before)),
            after: Some(shown(after)),
        }),
    }
}

fn compare_lists(old: &[Value], new: &[Value], field: &str, found: &mut Vec<Difference>) {
    let gone: Vec<(usize, &Value)> = old.iter().enumerate().filter(|(_, item)| !new.contains(item)).collect();
    let come: Vec<(usize, &Value)> = new.iter().enumerate().filter(|(_, item)| !old.contains(item)).collect();
    // As many gone as come: things that changed in place, most likely.
    if gone.len() == come.len() {
        for ((_, one), (at, other)) in gone.into_iter().zip(come) {
            compare(one, other, format!("{field}.{}", at + 1), found);
        }
        return;
    }
    for (at, item) in gone {
        found.push(Difference {
            field: format!("{field}.{}", at + 1),
            before: Some(shown(item)),
            after: None,
        });
    }
    for (at, item) in come {
        found.push(Difference {
            field: format!("{field}.{}", at + 1),
            before: None,
            after: Some(shown(item)),
        });
    }
}

/// A value short enough for a line: a text as it is, a thing by its name, number or label where it has one.
fn shown(value: &Value) -> String {
    const MOST: usize = 120;
    let text = match value {
        Value::String(text) => format!("«{text}»"),
        Value::Object(thing) => ["name", "label", "number", "vi"]
            .iter()
            .find_map(|key| thing.get(*key).and_then(Value::as_str))
            .filter(|name| !name.is_empty())
            .map_or_else(|| value.to_string(), |name| format!("«{name}»")),
        other => other.to_string(),
    };
    if text.chars().count() <= MOST {
        return text;
    }
    text.chars().take(MOST).chain(['…']).collect()
}
