//! Answers that may be right but should be looked at again.

use super::field::{Field, Kind};
use super::reading::FormRules;
use super::value::Wrong;
use motcua_kernel::FieldProblem;
use motcua_kernel::text::fold;
use serde_json::{Map, Value};

/// What should be looked at again in an answer. A personal number tells century, sex and year of birth, but a
/// number that was issued wrongly is still the person's number: so these are never errors (formats.md §2).
pub(super) fn doubts(field: &Field, answers: &Map<String, Value>, rules: &FormRules) -> Vec<FieldProblem> {
    let key = field.key.as_str();
    let mut doubts = Vec::new();
    match (&field.kind, answers.get(key)) {
        (Kind::Address, Some(Value::Object(place))) if !place.contains_key("unit") => {
            doubts.push(Wrong::new("form-unit-missing").at(key));
        }
        (Kind::IdNumber { .. }, Some(Value::String(number))) if number.len() == 12 => {
            if !rules.id_prefixes.is_empty() && !rules.id_prefixes.contains(&number[..3]) {
                doubts.push(Wrong::new("form-id-number-prefix").with("prefix", &number[..3]).at(key));
            }
            // subject_id_number goes with subject_born_on and subject_sex.
            let whose = key
                .strip_suffix("id_number")
                .or_else(|| key.strip_suffix("id"))
                .unwrap_or(key);
            let other = |suffix: &str| answers.get(&format!("{whose}{suffix}")).and_then(Value::as_str);
            let digit = i16::from(number.as_bytes()[3] - b'0');
            let year = 1900 + digit / 2 * 100 + number[4..6].parse::<i16>().unwrap_or(0);
            let born = other("born_on").and_then(|date| date.get(..4)?.parse::<i16>().ok());
            if born.is_some_and(|born| born != year) {
                doubts.push(Wrong::new("form-id-number-birth-year").with("year", year).at(key));
            }
            let female = digit % 2 == 1;
            let says_female = other("sex").map(fold).and_then(|sex| match sex.as_str() {
                "nu" => Some(true),
                "nam" => Some(false),
                _ => None,
            });
            if says_female.is_some_and(|says| says != female) {
                doubts.push(Wrong::new("form-id-number-sex").at(key));
            }
        }
        _ => {}
    }
    doubts
}
