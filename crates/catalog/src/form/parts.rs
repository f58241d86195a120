//! Answers that are posted in parts: dates, periods, places, accounts, persons, points.

use super::reading::Reader;
use super::value::{self, Wrong};
use motcua_kernel::FieldProblem;
use serde_json::{Map, Value, json};

impl Reader<'_> {
    pub(super) fn part(&self, name: &str, part: &str) -> &str {
        self.typed.one(&format!("{name}/{part}"))
    }

    /// Three boxes, or one box with the whole date.
    pub(super) fn date(&self, name: &str) -> Result<String, Wrong> {
        let boxes = [
            self.part(name, "day"),
            self.part(name, "month"),
            self.part(name, "year"),
        ];
        let whole = self.typed.one(name);
        let [day, month, year] = if boxes.iter().all(|typed| typed.trim().is_empty()) && !whole.trim().is_empty() {
            value::split_date(whole).ok_or(Wrong::new("form-date-partial"))?
        } else {
            boxes
        };
        value::partial_date(day, month, year)
    }

    /// What has happened has not happened later than today.
    pub(super) fn not_future(&self, date: String) -> Result<String, Wrong> {
        let today = self.rules.today.to_string();
        if date.as_str() > &today[..date.len().min(today.len())] {
            Err(Wrong::new("form-date-future"))
        } else {
            Ok(date)
        }
    }

    pub(super) fn date_time(&self, name: &str, whole: bool) -> Result<String, Wrong> {
        let date = self.not_future(self.date(name)?)?;
        let typed = self.part(name, "time");
        if typed.trim().is_empty() {
            return if whole { Err(Wrong::new("form-time")) } else { Ok(date) };
        }
        let date = whole_date(date)?;
        Ok(format!("{date}T{}", value::time(typed)?))
    }

    pub(super) fn period(&self, name: &str) -> Result<Value, FieldProblem> {
        let mut period = Map::new();
        for end in ["from", "to"] {
            let place = format!("{name}/{end}");
            if self.typed.is_filled(&place) {
                period.insert(
                    end.to_owned(),
                    self.date(&place).map_err(|wrong| wrong.at(place))?.into(),
                );
            }
        }
        let ends = (
            period.get("from").and_then(Value::as_str),
            period.get("to").and_then(Value::as_str),
        );
        if let (Some(from), Some(to)) = ends {
            // Compared as far as both are known: 2019 to 2019-03 is in order.
            let known = from.len().min(to.len());
            if from[..known] > to[..known] {
                return Err(Wrong::new("form-period-order").at(name));
            }
        }
        if period.is_empty() {
            Err(Wrong::new("form-date-partial").at(name))
        } else {
            Ok(Value::Object(period))
        }
    }

    pub(super) fn place(&self, name: &str) -> Result<Value, FieldProblem> {
        // One box for a page without the list of units.
        let typed = if self.part(name, "text").trim().is_empty() {
            self.typed.one(name)
        } else {
            self.part(name, "text")
        };
        let text = value::line(typed, 500).map_err(|wrong| wrong.at(format!("{name}/text")))?;
        let unit = self.part(name, "unit").trim();
        if text.is_empty() {
            return Err(Wrong::new("form-required").at(format!("{name}/text")));
        }
        if unit.is_empty() {
            return Ok(json!({"text": text}));
        }
        let known = unit.len() <= 20 && unit.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
        if known {
            Ok(json!({"text": text, "unit": unit}))
        } else {
            Err(Wrong::new("form-unit-unknown").at(format!("{name}/unit")))
        }
    }

    pub(super) fn bank_account(&self, name: &str) -> Result<Value, FieldProblem> {
        let mut account = Map::new();
        for (part, most) in [("bank", 200), ("holder", 150)] {
            let line = value::line(self.part(name, part), most).map_err(|wrong| wrong.at(format!("{name}/{part}")))?;
            if !line.is_empty() {
                account.insert(part.to_owned(), line.into());
            }
        }
        if !account.contains_key("bank") {
            return Err(Wrong::new("form-required").at(format!("{name}/bank")));
        }
        let number: String = self
            .part(name, "number")
            .chars()
            .filter(|letter| !matches!(letter, ' ' | '.' | '-'))
            .collect();
        if !(6..=19).contains(&number.len()) || !number.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(Wrong::new("form-bank-number").at(format!("{name}/number")));
        }
        account.insert("number".to_owned(), number.into());
        Ok(Value::Object(account))
    }

    pub(super) fn person(&self, name: &str) -> Result<Value, FieldProblem> {
        let mut person = Map::new();
        for part in ["name", "id_number", "phone"] {
            let place = format!("{name}/{part}");
            if !self.typed.is_filled(&place) {
                continue;
            }
            let typed = self.typed.one(&place);
            let read = match part {
                "name" => value::name(typed),
                "phone" => value::phone(typed),
                _ => value::id_number(typed, true),
            };
            person.insert(part.to_owned(), read.map_err(|wrong| wrong.at(place))?.into());
        }
        if !person.contains_key("name") {
            return Err(Wrong::new("form-required").at(format!("{name}/name")));
        }
        Ok(Value::Object(person))
    }

    pub(super) fn point(&self, name: &str) -> Result<Value, FieldProblem> {
        let whole = self.typed.one(name);
        let (lat, lng) = match whole.split_once([',', ';']) {
            Some(both) if !whole.trim().is_empty() => both,
            _ => (self.part(name, "lat"), self.part(name, "lng")),
        };
        let lat = value::micro_degrees(lat, 90).map_err(|wrong| wrong.at(name))?;
        let lng = value::micro_degrees(lng, 180).map_err(|wrong| wrong.at(name))?;
        Ok(json!({"lat_e6": lat, "lng_e6": lng}))
    }
}

pub(super) fn whole_date(date: String) -> Result<String, Wrong> {
    if date.len() == 10 {
        Ok(date)
    } else {
        Err(Wrong::new("form-date-real"))
    }
}
