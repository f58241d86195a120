//! Canonical JSON: the same value gives the same bytes, so the same digest, on every engine.

use serde_json::Value;
use std::fmt::Write;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A value that has no canonical form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// A number with a fraction: amounts are whole đồng, measures whole units.
    #[error("a float at {0}: bodies hold whole numbers only")]
    Float(String),
    /// U+0000, which one engine keeps and the other refuses.
    #[error("the character U+0000 at {0}")]
    Nul(String),
}

/// Writes a value with sorted keys, no blanks, NFC text and whole numbers.
///
/// # Errors
///
/// Fails on a float and on U+0000, naming the place as a JSON pointer (RFC 6901).
pub fn canonical(value: &Value) -> Result<String, CanonicalError> {
    let mut text = String::new();
    write_value(value, &mut text, &mut String::new())?;
    Ok(text)
}

fn write_value(value: &Value, text: &mut String, place: &mut String) -> Result<(), CanonicalError> {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(flag) => text.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => {
            if number.is_f64() {
                return Err(CanonicalError::Float(place.clone()));
            }
            // Writing into a String cannot fail.
            let _ = write!(text, "{number}");
        }
        Value::String(line) => write_text(line, text, place)?,
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                let mark = place.len();
                let _ = write!(place, "/{at}");
                write_value(item, text, place)?;
                place.truncate(mark);
            }
            text.push(']');
        }
        Value::Object(fields) => {
            let mut keys: Vec<&String> = fields.keys().collect();
            keys.sort_unstable();
            text.push('{');
            for (at, key) in keys.into_iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                let mark = place.len();
                let _ = write!(place, "/{}", key.escape_debug());
                write_text(key, text, place)?;
                text.push(':');
                write_value(&fields[key], text, place)?;
                place.truncate(mark);
            }
            text.push('}');
        }
    }
    Ok(())
}

fn write_text(line: &str, text: &mut String, place: &str) -> Result<(), CanonicalError> {
    if line.contains('\0') {
        return Err(CanonicalError::Nul(place.to_owned()));
    }
    text.push('"');
    if is_nfc_quick(line.chars()) == IsNormalized::Yes {
        line.chars().for_each(|letter| write_letter(letter, text));
    } else {
        line.nfc().for_each(|letter| write_letter(letter, text));
    }
    text.push('"');
    Ok(())
}

fn write_letter(letter: char, text: &mut String) {
    match letter {
        '"' => text.push_str("\\\""),
        '\\' => text.push_str("\\\\"),
        '\n' => text.push_str("\\n"),
        '\r' => text.push_str("\\r"),
        '\t' => text.push_str("\\t"),
        control if (control as u32) < 0x20 => {
            let _ = write!(text, "\\u{:04x}", control as u32);
        }
        other => text.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn keys_are_sorted_and_text_is_composed() {
        let value = json!({"b": 1, "a": ["Ho\u{0300}a", null, true]});
        assert_eq!(canonical(&value).unwrap(), "{\"a\":[\"H\u{f2}a\",null,true],\"b\":1}");
    }

    #[test]
    fn floats_and_nul_are_refused_with_their_place() {
        assert_eq!(
            canonical(&json!({"fee": [1.5]})),
            Err(CanonicalError::Float("/fee/0".into()))
        );
        assert_eq!(
            canonical(&json!({"name": "a\0"})),
            Err(CanonicalError::Nul("/name".into()))
        );
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "[^\0]{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map("[a-zđ]{0,4}", inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_and_is_written_alike(value in any_json()) {
            let once = canonical(&value).unwrap();
            let read: Value = serde_json::from_str(&once).unwrap();
            prop_assert_eq!(canonical(&read).unwrap(), once);
        }
    }
}
