//! Bodies of requests: JSON, read once into what it means; what is wrong is told all at once, place by place.

use crate::Site;
use crate::problem::{NOT_JSON, Refusal, TOO_LARGE, UNREADABLE};
use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header;
use motcua_kernel::text::clean_line;
use motcua_kernel::{Problem, codes};
use serde_json::{Map, Value as Json};

/// Bytes of a body at most.
const MOST: usize = 256 * 1024;

/// A body that is JSON.
pub struct Sent(pub Json);

impl FromRequest<Site> for Sent {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &Site) -> Result<Self, Refusal> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|value| value.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            return Err(Problem::new(NOT_JSON).into());
        }
        let bytes: Bytes = to_bytes(request.into_body(), MOST)
            .await
            .map_err(|_| Problem::new(TOO_LARGE))?;
        // The cause would carry what was sent into the log.
        let json = serde_json::from_slice(&bytes).map_err(|_| Problem::new(UNREADABLE))?;
        Ok(Self(json))
    }
}

/// The members of an object on their way into what they mean.
pub struct Members<'a> {
    object: Map<String, Json>,
    at: String,
    problem: &'a mut Problem,
}

/// Reads a body that must be an object; what the reader notes as wrong is the answer.
///
/// # Errors
///
/// Fails as `invalid` with everything that is wrong.
pub fn read<T>(sent: Json, reader: impl FnOnce(&mut Members<'_>) -> Option<T>) -> Result<T, Problem> {
    let mut problem = Problem::new(codes::INVALID);
    let read = Members::of(sent, String::new(), &mut problem).and_then(|mut members| {
        let read = reader(&mut members);
        members.done();
        read
    });
    match read {
        Some(read) if problem.fields.is_empty() => Ok(read),
        Some(_) | None => Err(problem),
    }
}

impl<'a> Members<'a> {
    fn of(value: Json, at: String, problem: &'a mut Problem) -> Option<Self> {
        match value {
            Json::Object(object) => Some(Self { object, at, problem }),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => {
                note(problem, at, "not-an-object");
                None
            }
        }
    }

    fn place(&self, name: &str) -> String {
        // RFC 6901 §3.
        let name = name.replace('~', "~0").replace('/', "~1");
        if self.at.is_empty() {
            name
        } else {
            format!("{}/{name}", self.at)
        }
    }

    /// Notes what is wrong with a member.
    pub fn wrong(&mut self, name: &str, reason: &'static str) {
        let place = self.place(name);
        note(self.problem, place, reason);
    }

    /// Whether a member is there.
    pub fn has(&self, name: &str) -> bool {
        self.object.contains_key(name)
    }

    /// A member as it came, if it is there.
    pub fn find(&mut self, name: &str) -> Option<Json> {
        self.object.remove(name)
    }

    /// A member as it came. `None` is noted.
    pub fn get(&mut self, name: &str) -> Option<Json> {
        let found = self.find(name);
        if found.is_none() {
            self.wrong(name, "missing");
        }
        found
    }

    /// A line of text that may be left out, without stray spaces, at most so many letters.
    pub fn find_text(&mut self, name: &str, most: usize) -> Option<String> {
        let found = self.find(name)?;
        let Json::String(text) = found else {
            self.wrong(name, "not-text");
            return None;
        };
        // As it was sent: the description counts every letter.
        if text.chars().count() > most {
            self.wrong(name, "too-long");
            return None;
        }
        let line = clean_line(&text);
        if line.is_empty() {
            self.wrong(name, "missing");
            return None;
        }
        Some(line)
    }

    /// A line of text. `None` is noted.
    pub fn text(&mut self, name: &str, most: usize) -> Option<String> {
        if !self.object.contains_key(name) {
            self.wrong(name, "missing");
            return None;
        }
        self.find_text(name, most)
    }

    /// A line of text that is read into something. `None` is noted.
    pub fn parsed<T>(&mut self, name: &str, most: usize, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.text(name, most)?;
        let parsed = read(&text);
        if parsed.is_none() {
            self.wrong(name, "unknown-value");
        }
        parsed
    }

    /// A whole number between bounds. `None` is noted.
    pub fn number(&mut self, name: &str, least: u64, most: u64) -> Option<u64> {
        let number = self.get(name)?;
        let fits = whole(&number).filter(|number| (least..=most).contains(number));
        if fits.is_none() {
            self.wrong(name, "out-of-range");
        }
        fits
    }

    /// An object that may be left out.
    pub fn find_object<T>(&mut self, name: &str, read: impl FnOnce(&mut Members<'_>) -> Option<T>) -> Option<T> {
        let value = self.find(name)?;
        let at = self.place(name);
        let mut members = Members::of(value, at, self.problem)?;
        let found = read(&mut members);
        members.done();
        found
    }

    /// A list of objects, at most so many. `None` is noted.
    pub fn objects<T>(
        &mut self,
        name: &str,
        most: usize,
        read: impl Fn(&mut Members<'_>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let Json::Array(items) = self.get(name)? else {
            self.wrong(name, "not-a-list");
            return None;
        };
        if items.len() > most {
            self.wrong(name, "too-long");
            return None;
        }
        let at = self.place(name);
        let mut found = Vec::with_capacity(items.len());
        for (place, item) in items.into_iter().enumerate() {
            if let Some(mut members) = Members::of(item, format!("{at}/{place}"), self.problem) {
                found.extend(read(&mut members));
                members.done();
            }
        }
        Some(found)
    }

    /// A member that nobody asked for is a slip that would be passed over in silence.
    fn done(mut self) {
        let left: Vec<String> = std::mem::take(&mut self.object)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        for name in left {
            self.wrong(&name, "unknown");
        }
    }
}

/// A whole number, also where it is written with a point: to JSON Schema `1.0` is one (§6.3).
fn whole(number: &Json) -> Option<u64> {
    let with_point = || {
        number
            .as_f64()
            .filter(|number| number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(number))
    };
    number.as_u64().or_else(|| with_point().map(|number| number as u64))
}

fn note(problem: &mut Problem, field: String, reason: &'static str) {
    let before = std::mem::replace(problem, Problem::new(codes::INVALID));
    *problem = before.field(field, reason);
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_whole_number_may_be_written_with_a_point() {
        assert_eq!(whole(&json!(2)), Some(2));
        assert_eq!(whole(&json!(2.0)), Some(2));
        for wrong in [
            json!(1.5),
            json!(-1),
            json!(-1.0),
            json!(1e300),
            json!("1"),
            json!(null),
        ] {
            assert_eq!(whole(&wrong), None, "{wrong}");
        }
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once_with_its_place() {
        let sent = json!({"a": 1, "deep": {"b": " ", "x/y": 0}, "rows": [{"n": 7}, 3]});
        let problem = read(sent, |members| {
            members.text("a", 9);
            members.find_object("deep", |deep| deep.text("b", 9));
            members.objects("rows", 5, |row| row.number("n", 0, 5))
        })
        .unwrap_err();
        let told: Vec<(&str, &str)> = problem
            .fields
            .iter()
            .map(|wrong| (wrong.field.as_str(), wrong.message.as_ref()))
            .collect();
        let expected = [
            ("a", "not-text"),
            ("deep/b", "missing"),
            ("deep/x~1y", "unknown"),
            ("rows/0/n", "out-of-range"),
            ("rows/1", "not-an-object"),
        ];
        assert_eq!(told, expected);
    }
}
