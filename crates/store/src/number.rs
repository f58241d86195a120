//! Numbers that a commit issues: they stand in records, columns, events and messages as placeholders, and
//! are put in inside the commit, before anything is hashed.

use serde::de::Error as _;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;
use std::fmt;

/// The key of a placeholder. U+0000 cannot stand in a body, so nobody can type one.
const NUMBER_KEY: &str = "\0number";
const LABEL_KEY: &str = "\0label";

/// A number of a series: issued, or waiting for its commit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Number {
    /// Issued.
    Issued(u64),
    /// The change set's number at this place.
    Pending(u32),
}

/// A number of a series as text, `prefix` and at least `width` digits: `H49.105-261125-0037`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Label {
    /// Issued.
    Issued(String),
    /// The change set's number at `place`, to be written so.
    Pending {
        /// Which number of the change set.
        place: u32,
        /// What stands before it.
        prefix: String,
        /// The least number of digits; more digits widen it.
        width: u8,
    },
}

impl Number {
    /// The issued number, once it is.
    pub const fn issued(&self) -> Option<u64> {
        match self {
            Self::Issued(number) => Some(*number),
            Self::Pending(_) => None,
        }
    }
}

impl Label {
    /// The issued text, once it is.
    pub fn issued(&self) -> Option<&str> {
        match self {
            Self::Issued(text) => Some(text),
            Self::Pending { .. } => None,
        }
    }

    /// The text with the number put in.
    pub(crate) fn filled(&self, numbers: &[u64]) -> Option<String> {
        match self {
            Self::Issued(text) => Some(text.clone()),
            Self::Pending { place, prefix, width } => {
                let number = numbers.get(*place as usize)?;
                Some(format!("{prefix}{number:0width$}", width = *width as usize))
            }
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.issued().unwrap_or("…"))
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Issued(number) => serializer.serialize_u64(*number),
            Self::Pending(place) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(NUMBER_KEY, place)?;
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u64::deserialize(deserializer).map(Self::Issued)
    }
}

impl Serialize for Label {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Issued(text) => serializer.serialize_str(text),
            Self::Pending { place, prefix, width } => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(LABEL_KEY, &(place, prefix, width))?;
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.is_empty() {
            Err(D::Error::custom("a label is never empty"))
        } else {
            Ok(Self::Issued(text))
        }
    }
}

/// Whether a rendered body waits for numbers.
pub(crate) fn waits(body: &Json) -> bool {
    match body {
        Json::Array(items) => items.iter().any(waits),
        Json::Object(fields) => {
            fields.len() == 1 && (fields.contains_key(NUMBER_KEY) || fields.contains_key(LABEL_KEY))
                || fields.values().any(waits)
        }
        _ => false,
    }
}

/// Puts issued numbers where a rendered body waits for them.
pub(crate) fn fill(body: &mut Json, numbers: &[u64]) {
    match body {
        Json::Array(items) => items.iter_mut().for_each(|item| fill(item, numbers)),
        Json::Object(fields) => {
            let number = fields
                .get(NUMBER_KEY)
                .and_then(Json::as_u64)
                .map(|place| place as usize);
            let label = fields.get(LABEL_KEY).cloned();
            if let Some(issued) = number.and_then(|place| numbers.get(place)) {
                *body = (*issued).into();
            } else if let Some(Ok((place, prefix, width))) = label.map(serde_json::from_value::<(u32, String, u8)>) {
                if let Some(text) = (Label::Pending { place, prefix, width }).filled(numbers) {
                    *body = text.into();
                }
            } else {
                fields.values_mut().for_each(|value| fill(value, numbers));
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_and_labels_are_put_in_wherever_they_stand() {
        let label = Label::Pending {
            place: 1,
            prefix: "H49-".into(),
            width: 4,
        };
        let mut body = json!({"a": [Number::Pending(0), {"b": label}], "c": Number::Issued(5)});
        assert!(waits(&body));
        fill(&mut body, &[7, 12345]);
        assert_eq!(body, json!({"a": [7, {"b": "H49-12345"}], "c": 5}));
        assert!(!waits(&body));
    }

    #[test]
    fn a_pending_number_cannot_be_read_back() {
        assert!(serde_json::from_value::<Number>(json!(Number::Pending(0))).is_err());
    }
}
