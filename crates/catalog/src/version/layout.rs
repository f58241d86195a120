//! How the paper of a result is laid out: pinned with the version, drawn by one press for all procedures.
//!
//! A text may have places: `{subject_name}` is what the form's field of that key says, on papers in Vietnamese;
//! `{applicant}`, `{unit}`, `{opinion}`, `{procedure}` are known of every dossier. A text whose places are all empty is
//! not written at all.

use crate::Mark;
use crate::form::{Field, Form, Kind, Say};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Places that every dossier fills, whatever its form asks.
pub const KNOWN_PLACES: [&str; 4] = ["applicant", "unit", "opinion", "procedure"];

/// What kind of paper a layout draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// The paper that the person asked for: a confirmation, a certificate, a permit.
    Paper,
    /// A decision with its grounds and articles (Decree 30/2020, Form 1.2).
    Decision,
    /// A result sheet that refers to a paper made elsewhere, and never stands for it.
    Slip,
    /// The words that certify a copy or a signature.
    Certification,
}

/// The layout of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultLayout {
    /// What kind of paper it is.
    pub shape: Shape,
    /// Its title.
    pub title: String,
    /// Its title in English, where the law asks for both.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title_en: String,
    /// On what it stands (*Căn cứ …*), one paragraph each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<String>,
    /// Paragraphs before the lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opening: Vec<String>,
    /// Named facts, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LayoutLine>,
    /// Paragraphs behind the lines; the articles of a decision.
    pub closing: Vec<String>,
    /// Who gets it beside the applicant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
    /// Where the paper itself is made, for a slip.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub made_in: String,
    /// How sure it is that the official form looks like this.
    pub mark: Mark,
}

/// One named fact of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayoutLine {
    /// By what a correction names it.
    pub key: String,
    /// Its name on the paper.
    pub name: String,
    /// Its name in English, where the law asks for both.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_en: String,
    /// What stands there, with places.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Whether the proposing officer may write it otherwise: what the office finds, not what the person declared.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub office_writes: bool,
}

/// Why a layout cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LayoutFault {
    /// A paper ends in words above its signature.
    #[error("the paper \"{0}\" has no closing words: a signature never stands alone")]
    NoClosing(String),
    /// A correction must name one line.
    #[error("two lines are called \"{0}\"")]
    Twice(String),
    /// A slip refers to a paper made elsewhere.
    #[error("the slip \"{0}\" does not say where the paper itself is made")]
    NowhereMade(String),
}

impl ResultLayout {
    /// Checks that it can be drawn.
    ///
    /// # Errors
    ///
    /// See [`LayoutFault`].
    pub fn check(&self) -> Result<(), LayoutFault> {
        if self.closing.iter().all(|words| words.trim().is_empty()) {
            return Err(LayoutFault::NoClosing(self.title.clone()));
        }
        if self.shape == Shape::Slip && self.made_in.trim().is_empty() {
            return Err(LayoutFault::NowhereMade(self.title.clone()));
        }
        for (at, line) in self.lines.iter().enumerate() {
            if self.lines[..at].iter().any(|before| before.key == line.key) {
                return Err(LayoutFault::Twice(line.key.clone()));
            }
        }
        Ok(())
    }

    /// The line with a key.
    pub fn line(&self, key: &str) -> Option<&LayoutLine> {
        self.lines.iter().find(|line| line.key == key)
    }

    /// All texts that may have places.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let lines = self.lines.iter().map(|line| line.text.as_str());
        let paragraphs = self.basis.iter().chain(&self.opening).chain(&self.closing);
        paragraphs.chain(&self.recipients).map(String::as_str).chain(lines)
    }
}

/// Whether a form asks what a place says: a field, or a column of its rows (`giay_to.pages`).
pub fn is_asked(form: &Form, place: &str) -> bool {
    find(form, place).is_some()
}

/// What a place says: the answer in words, of a column all rows one behind the other.
pub fn said(form: &Form, place: &str, answers: &Value, say: &dyn Say) -> String {
    let Some((field, column)) = find(form, place) else {
        return String::new();
    };
    let answer = answers.get(&field.key).unwrap_or(&Value::Null);
    let Some(column) = column else {
        return field.said(answer, say);
    };
    let rows = answer.as_array().map_or(&[][..], Vec::as_slice);
    let cells = rows
        .iter()
        .filter_map(|row| Some(column.said(row.get(&column.key)?, say)));
    cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("; ")
}

fn find<'a>(form: &'a Form, place: &str) -> Option<(&'a Field, Option<&'a Field>)> {
    let Some((rows, column)) = place.split_once('.') else {
        return Some((form.field(place)?, None));
    };
    let field = form.field(rows)?;
    let Kind::Repeat { fields } = &field.kind else {
        return None;
    };
    Some((field, Some(fields.iter().find(|inner| inner.key == column)?)))
}

/// The names of the places in a text, in order.
pub fn places(text: &str) -> Vec<&str> {
    let mut rest = text;
    let mut names = Vec::new();
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        names.push(name);
        rest = behind;
    }
    names
}

/// The text with its places filled; none where it has places and all of them are empty. What a value holds is never
/// read as a place again.
pub fn fill(text: &str, value: &dyn Fn(&str) -> String) -> Option<String> {
    let mut rest = text;
    let mut filled = String::with_capacity(text.len());
    let (mut has_places, mut has_value) = (false, false);
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        let value = value(name);
        has_places = true;
        has_value |= !value.trim().is_empty();
        filled.push_str(before);
        filled.push_str(&value);
        rest = behind;
    }
    filled.push_str(rest);
    let filled = filled.trim().trim_end_matches(',').to_owned();
    (!filled.is_empty() && (has_value || !has_places)).then_some(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(name: &str) -> String {
        match name {
            "name" => "Nguyễn {unit} An".to_owned(),
            "unit" => "Ủy ban".to_owned(),
            _ => String::new(),
        }
    }

    #[test]
    fn places_are_filled_once_and_a_value_is_never_read_again() {
        assert_eq!(places("a {name} b {unit}"), ["name", "unit"]);
        let filled = fill("{unit} xác nhận {name}.", &value);
        assert_eq!(filled.as_deref(), Some("Ủy ban xác nhận Nguyễn {unit} An."));
        assert_eq!(fill("a { b", &value).as_deref(), Some("a { b"));
    }

    #[test]
    fn a_text_without_values_is_not_written() {
        assert_eq!(fill("kết hôn với {partner}", &value), None);
        assert_eq!(fill("", &value), None);
        assert_eq!(fill("{name}, {partner}", &value).as_deref(), Some("Nguyễn {unit} An"));
        assert_eq!(
            fill("không có chỗ trống", &value).as_deref(),
            Some("không có chỗ trống")
        );
    }
}
