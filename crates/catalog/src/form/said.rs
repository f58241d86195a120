//! A kept answer in words, by the kind of its field and not by how it looks: `2019-06` typed as the number of a house
//! stays what was typed. Pages and papers say the same; [`Say`] is where they differ.

use super::field::{Field, Kind};
use motcua_kernel::{Date, Money};
use serde_json::{Map, Value};

/// How a page or a paper says single things.
pub trait Say {
    /// A whole day.
    fn day(&self, day: Date) -> String;
    /// A sum.
    fn money(&self, sum: Money) -> String;
    /// Yes or no.
    fn yes_no(&self, yes: bool) -> String;
    /// An option of a form, which is kept as the form has it.
    fn option(&self, option: &str) -> String {
        option.to_owned()
    }
    /// The name of an area's code or a centre's key; none where nobody has it.
    fn named(&self, code: &str) -> Option<String>;
}

impl Field {
    /// The answer as one line; empty when nothing was answered.
    ///
    /// An answer of another shape than the field's, which an older form may have left, is said as it stands.
    pub fn said(&self, answer: &Value, say: &dyn Say) -> String {
        kind_said(&self.kind, answer, say)
    }
}

fn kind_said(kind: &Kind, answer: &Value, say: &dyn Say) -> String {
    match (kind, answer) {
        (Kind::Date | Kind::PartialDate, Value::String(text)) => date(text, say),
        (Kind::DateTime | Kind::PartialDateTime, Value::String(text)) => match text.split_once('T') {
            Some((day, time)) => joined([date(day, say), time.to_owned()], ", "),
            None => date(text, say),
        },
        (Kind::Period, Value::Object(parts)) => period(parts, say),
        (Kind::Money, Value::Number(sum)) => match sum.as_i64() {
            Some(sum) => say.money(Money::dong(sum)),
            None => sum.to_string(),
        },
        (Kind::Bool | Kind::Declaration, Value::Bool(yes)) => say.yes_no(*yes),
        (Kind::Address | Kind::UnitAnyDate, Value::Object(parts)) => {
            let written = text(parts, "text");
            // The card may name the unit already.
            let unit = parts
                .get("unit")
                .and_then(Value::as_str)
                .and_then(|code| say.named(code));
            let unit = unit.filter(|unit| !written.contains(unit.as_str())).unwrap_or_default();
            joined([written.to_owned(), unit], ", ")
        }
        (Kind::Choice { .. }, Value::String(option)) => say.option(option),
        (Kind::Choices { .. }, Value::Array(chosen)) => joined(
            chosen.iter().filter_map(Value::as_str).map(|option| say.option(option)),
            ", ",
        ),
        (Kind::Centre, Value::String(key)) => say.named(key).unwrap_or_else(|| key.clone()),
        (Kind::BankAccount, Value::Object(parts)) => parts_said(parts, &["bank", "number", "holder"]),
        (Kind::Person, Value::Object(parts)) => parts_said(parts, &["name", "id_number", "phone"]),
        (Kind::GeoPoint, Value::Object(parts)) => joined(
            ["lat_e6", "lng_e6"].map(|key| parts.get(key).map_or_else(String::new, degrees)),
            ", ",
        ),
        (Kind::Repeat { fields }, Value::Array(rows)) => {
            let row = |row: &Value| {
                let cells = fields
                    .iter()
                    .filter_map(|field| Some(field.said(row.get(&field.key)?, say)));
                joined(cells, ", ")
            };
            joined(rows.iter().map(row), "; ")
        }
        _ => plain(answer, say),
    }
}

/// `14/08/1998` as pages and papers write a day, `08/1998`, `1998`: as much as is known.
fn date(text: &str, say: &dyn Say) -> String {
    match (text.parse::<Date>(), text.split_once('-')) {
        (Ok(day), _) => say.day(day),
        (Err(_), Some((year, month))) => format!("{month}/{year}"),
        (Err(_), None) => text.to_owned(),
    }
}

fn period(parts: &Map<String, Value>, say: &dyn Say) -> String {
    let end = |key: &str| parts.get(key).and_then(Value::as_str).map(|text| date(text, say));
    match (end("from"), end("to")) {
        (None, None) => String::new(),
        (from, to) => {
            let open = || "…".to_owned();
            format!("{} – {}", from.unwrap_or_else(open), to.unwrap_or_else(open))
        }
    }
}

/// Millionths of a degree as degrees.
fn degrees(micros: &Value) -> String {
    let micros = micros.as_i64().unwrap_or_default();
    let sign = if micros < 0 { "-" } else { "" };
    let size = micros.unsigned_abs();
    format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000)
}

fn text<'a>(parts: &'a Map<String, Value>, key: &str) -> &'a str {
    parts.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn parts_said(parts: &Map<String, Value>, keys: &[&str]) -> String {
    joined(keys.iter().map(|key| text(parts, key).to_owned()), ", ")
}

fn plain(answer: &Value, say: &dyn Say) -> String {
    match answer {
        Value::Null => String::new(),
        Value::Bool(yes) => say.yes_no(*yes),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => joined(items.iter().map(|item| plain(item, say)), ", "),
        Value::Object(parts) => joined(parts.values().map(|part| plain(part, say)), ", "),
    }
}

fn joined(parts: impl IntoIterator<Item = String>, between: &str) -> String {
    let filled: Vec<String> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
    filled.join(between)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    struct Plainly;

    impl Say for Plainly {
        fn day(&self, day: Date) -> String {
            format!("<{day}>")
        }
        fn money(&self, sum: Money) -> String {
            format!("{} đ", sum.as_dong())
        }
        fn yes_no(&self, yes: bool) -> String {
            if yes { "có" } else { "không" }.to_owned()
        }
        fn named(&self, code: &str) -> Option<String> {
            match code {
                "06913" => Some("Xã Quảng Tân".to_owned()),
                "ttpvhcc/06673" => Some("Trung tâm Bãi Cháy".to_owned()),
                _ => None,
            }
        }
    }

    fn said(kind: &Kind, answer: Value) -> String {
        kind_said(kind, &answer, &Plainly)
    }

    #[test]
    fn each_kind_is_said_as_people_write_it() {
        for (kind, answer, line) in [
            (Kind::Date, json!("2001-08-20"), "<2001-08-20>"),
            (Kind::PartialDate, json!("1948"), "1948"),
            (Kind::PartialDate, json!("2019-06"), "06/2019"),
            (Kind::DateTime, json!("2026-11-25T07:05"), "<2026-11-25>, 07:05"),
            (Kind::Period, json!({"from": "2019", "to": "2025-06"}), "2019 – 06/2025"),
            (Kind::Period, json!({"from": "2019"}), "2019 – …"),
            (Kind::Money, json!(150_000), "150000 đ"),
            (Kind::Declaration, json!(true), "có"),
            (Kind::Centre, json!("ttpvhcc/06673"), "Trung tâm Bãi Cháy"),
            (Kind::Centre, json!("ttpvhcc/00000"), "ttpvhcc/00000"),
            (
                Kind::Address,
                json!({"text": "Thôn Đông", "unit": "06913"}),
                "Thôn Đông, Xã Quảng Tân",
            ),
            (
                Kind::Address,
                json!({"text": "Thôn Đông, Xã Quảng Tân", "unit": "06913"}),
                "Thôn Đông, Xã Quảng Tân",
            ),
            (
                Kind::Address,
                json!({"text": "Hải Phòng", "unit": "99999"}),
                "Hải Phòng",
            ),
            (
                Kind::BankAccount,
                json!({"holder": "TRAN BINH", "number": "0123456", "bank": "A"}),
                "A, 0123456, TRAN BINH",
            ),
            (
                Kind::Person,
                json!({"phone": "+84912345678", "name": "Lê Lý"}),
                "Lê Lý, +84912345678",
            ),
            (
                Kind::GeoPoint,
                json!({"lat_e6": -1_500_000, "lng_e6": 107_048_700}),
                "-1.500000, 107.048700",
            ),
            (Kind::Choices { options: Vec::new() }, json!(["a", "b"]), "a, b"),
        ] {
            assert_eq!(said(&kind, answer), line, "{kind:?}");
        }
    }

    /// A paper that is signed must not turn the number of a house or a deed into a date or a place.
    #[test]
    fn free_text_stays_what_was_typed() {
        for typed in ["2019-06", "2001-08-20", "06913", "ttpvhcc/06673", "8/3"] {
            assert_eq!(said(&Kind::Text, json!(typed)), typed);
            assert_eq!(said(&Kind::Address, json!({ "text": typed })), typed);
        }
    }

    #[test]
    fn rows_follow_the_order_of_their_fields() {
        let rows = Kind::Repeat {
            fields: vec![
                Field::new("place", "", Kind::UnitAnyDate),
                Field::new("when", "", Kind::Period),
            ],
        };
        let answer = json!([
            {"when": {"from": "2019", "to": "2025-06"}, "place": {"text": "Quảng Tân"}},
            {"place": {"text": "Hà Tu"}}
        ]);
        assert_eq!(said(&rows, answer), "Quảng Tân, 2019 – 06/2025; Hà Tu");
    }
}
