//! Reading a form post into answers: every wrong field named at once, everything typed still there.

use super::computed::day_in_words;
use super::doubt::doubts;
use super::field::{Field, Kind};
use super::parts::whole_date;
use super::post::Typed;
use super::value::{self, Wrong};
use super::{Form, Section};
use motcua_kernel::text::{clean_lines, fold};
use motcua_kernel::{Date, FieldProblem};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Keys of the sentences about wrong answers; `web` has a sentence for each.
pub const MESSAGES: &[&str] = &[
    "form-bank-number",
    "form-choice-unknown",
    "form-choose",
    "form-date-future",
    "form-date-partial",
    "form-date-real",
    "form-decimal",
    "form-email",
    "form-id-number-digits",
    "form-id-number-document",
    "form-id-number-length",
    "form-industry",
    "form-integer",
    "form-integer-bounds",
    "form-name-letters",
    "form-period-order",
    "form-phone",
    "form-point",
    "form-required",
    "form-round-trip",
    "form-rows-many",
    "form-tick",
    "form-time",
    "form-too-long",
    "form-unit-unknown",
];

/// Keys of the sentences about answers that may be right but should be looked at again.
pub const WARNINGS: &[&str] = &[
    "form-id-number-birth-year",
    "form-id-number-prefix",
    "form-id-number-sex",
    "form-unit-missing",
];

/// More rows than anybody means.
const MOST_ROWS: usize = 30;

/// What the reading needs to know of the day and the province's data.
#[derive(Debug, Clone)]
pub struct FormRules {
    /// The day of the request: nobody is born later.
    pub today: Date,
    /// The first three digits of personal numbers that exist; empty when they are not loaded, and then unchecked.
    pub id_prefixes: BTreeSet<String>,
}

impl FormRules {
    /// Rules for a day, without known prefixes.
    pub const fn on(today: Date) -> Self {
        Self {
            today,
            id_prefixes: BTreeSet::new(),
        }
    }
}

/// Which part of the form is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it, before it is sent.
    Whole,
    /// One section, by its place from 0; the others are read, but nothing is said of them.
    Section(usize),
}

/// Answers that were read and found in order: an object with sorted keys, no empty values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(Map<String, Value>);

impl Answers {
    /// The answer under a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// A text answer under a key.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(Value::as_str)
    }

    /// The object.
    pub const fn object(&self) -> &Map<String, Value> {
        &self.0
    }

    /// As a JSON value.
    pub fn to_value(&self) -> Value {
        Value::Object(self.0.clone())
    }

    pub(super) const fn from_object(object: Map<String, Value>) -> Self {
        Self(object)
    }
}

/// What came of reading a post.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The answers, or every problem, in the order of the fields.
    pub answers: Result<Answers, Vec<FieldProblem>>,
    /// What should be looked at again; it keeps nobody from sending.
    pub warnings: Vec<FieldProblem>,
}

impl Form {
    /// Reads a whole post.
    ///
    /// # Errors
    ///
    /// Gives every wrong field with the key of its sentence ([`MESSAGES`]).
    pub fn validate(&self, typed: &Typed, rules: &FormRules) -> Result<Answers, Vec<FieldProblem>> {
        self.read(typed, rules, Part::Whole).answers
    }

    /// Reads a post and judges a part of it. Fields whose condition does not hold are ignored, whatever was
    /// posted under their names; names that the form does not have are ignored too.
    pub fn read(&self, typed: &Typed, rules: &FormRules, part: Part) -> Reading {
        let mut reader = Reader {
            typed,
            rules,
            problems: Vec::new(),
        };
        let mut answers = Map::new();
        let mut warnings = Vec::new();
        for (place, Section { fields, .. }) in self.sections.iter().enumerate() {
            let judged = match part {
                Part::Whole => true,
                Part::Section(only) => only == place,
            };
            let before = reader.problems.len();
            reader.fields(fields, "", &mut answers);
            if judged {
                warnings.extend(fields.iter().flat_map(|field| doubts(field, &answers, rules)));
            } else {
                reader.problems.truncate(before);
            }
        }
        let answers = if reader.problems.is_empty() {
            Ok(Answers(answers))
        } else {
            Err(reader.problems)
        };
        Reading { answers, warnings }
    }
}

pub(super) struct Reader<'a> {
    pub(super) typed: &'a Typed,
    pub(super) rules: &'a FormRules,
    problems: Vec<FieldProblem>,
}

impl Reader<'_> {
    fn fields(&mut self, fields: &[Field], prefix: &str, answers: &mut Map<String, Value>) {
        for field in fields {
            if field.when.as_ref().is_some_and(|when| !when.holds(answers)) {
                continue;
            }
            if let Some(of) = &field.words_of {
                if let Some(words) = day_in_words(answers.get(of)) {
                    answers.insert(field.key.clone(), words.into());
                }
                continue;
            }
            let name = format!("{prefix}{}", field.key);
            let before = self.problems.len();
            match self.field(field, &name) {
                Ok(Some(answer)) => {
                    answers.insert(field.key.clone(), answer);
                }
                // A field whose rows have problems of their own needs no other.
                Ok(None) if field.required && self.problems.len() == before => {
                    self.problems.push(missing(&field.kind).at(name));
                }
                Ok(None) => {}
                Err(problem) => self.problems.push(problem),
            }
        }
    }

    /// The answer under a name; None when nothing was typed.
    fn field(&mut self, field: &Field, name: &str) -> Result<Option<Value>, FieldProblem> {
        if let Kind::Repeat { fields } = &field.kind {
            return self.rows(fields, name);
        }
        // Only the names that the field has count: a stranger may post others beside them.
        let parts = field.kind.parts();
        let typed_whole = self.typed.all(name).iter().any(|typed| !typed.trim().is_empty());
        if !typed_whole && !parts.iter().any(|part| self.typed.is_filled(&format!("{name}/{part}"))) {
            return Ok(None);
        }
        let answer = self.single(&field.kind, name)?;
        // What consists of signs that nobody sees is nothing.
        let empty = match &answer {
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(parts) => parts.is_empty(),
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        };
        Ok((!empty).then_some(answer))
    }

    fn rows(&mut self, fields: &[Field], name: &str) -> Result<Option<Value>, FieldProblem> {
        let rows: Vec<String> = self
            .typed
            .rows(name)
            .into_iter()
            .map(|row| format!("{name}/{row}"))
            .filter(|row| self.typed.is_filled(row))
            .collect();
        if rows.len() > MOST_ROWS {
            return Err(Wrong::new("form-rows-many").with("most", MOST_ROWS).at(name));
        }
        let mut kept = Vec::new();
        for row in rows {
            let mut answers = Map::new();
            self.fields(fields, &format!("{row}/"), &mut answers);
            // Only unticked boxes and defaults: nobody meant a row.
            if !answers.is_empty() {
                kept.push(Value::Object(answers));
            }
        }
        Ok((!kept.is_empty()).then_some(Value::Array(kept)))
    }

    fn single(&self, kind: &Kind, name: &str) -> Result<Value, FieldProblem> {
        let typed = self.typed.one(name);
        let text = |read: Result<String, Wrong>| read.map(Value::from).map_err(|wrong| wrong.at(name));
        match kind {
            Kind::Text | Kind::Country | Kind::Ethnicity | Kind::Centre | Kind::Slot | Kind::File => {
                text(value::line(typed, 500))
            }
            Kind::LongText => {
                let lines = clean_lines(typed);
                let long = lines.chars().count() > 5_000;
                text(if long {
                    Err(Wrong::new("form-too-long").with("most", 5_000))
                } else {
                    Ok(lines)
                })
            }
            Kind::Name => text(value::name(typed)),
            Kind::IdNumber { other_papers } => text(value::id_number(typed, *other_papers)),
            Kind::Phone => text(value::phone(typed)),
            Kind::Email => text(value::email(typed)),
            Kind::Decimal => text(value::decimal(typed)),
            Kind::Date => text(self.date(name).and_then(whole_date)),
            Kind::PartialDate => text(self.date(name).and_then(|date| self.not_future(date))),
            Kind::DateTime | Kind::PartialDateTime => text(self.date_time(name, kind == &Kind::DateTime)),
            Kind::Period => self.period(name),
            Kind::Integer { least, most } => {
                bounded(value::integer(typed), *least, *most).map_err(|wrong| wrong.at(name))
            }
            Kind::Money => bounded(value::integer(typed), 0, 1_000_000_000_000_000).map_err(|wrong| wrong.at(name)),
            Kind::Choice { options, .. } => {
                let known = options.iter().find(|option| *option == typed);
                text(known.cloned().ok_or(Wrong::new("form-choice-unknown")))
            }
            Kind::Choices { options } => {
                let chosen = self.typed.all(name);
                let unknown = chosen
                    .iter()
                    .any(|choice| !choice.is_empty() && !options.contains(choice));
                if unknown {
                    return Err(Wrong::new("form-choice-unknown").at(name));
                }
                Ok(options
                    .iter()
                    .filter(|option| chosen.contains(option))
                    .cloned()
                    .collect())
            }
            Kind::Bool => yes_or_no(typed)
                .map(Value::from)
                .ok_or_else(|| Wrong::new("form-choice-unknown").at(name)),
            Kind::Declaration => match yes_or_no(typed) {
                Some(true) => Ok(Value::Bool(true)),
                Some(false) | None => Err(Wrong::new("form-tick").at(name)),
            },
            Kind::Address | Kind::UnitAnyDate => self.place(name),
            Kind::BankAccount => self.bank_account(name),
            Kind::Person => self.person(name),
            Kind::GeoPoint => self.point(name),
            Kind::BusinessName { prefix } => text(value::line(typed, 200).map(|line| prefixed(prefix, &line))),
            Kind::Industry => text(industry(typed)),
            Kind::Industries => {
                let all = self
                    .typed
                    .all(name)
                    .iter()
                    .flat_map(|line| line.split([',', ';', '\n']));
                let codes: Result<BTreeSet<String>, Wrong> =
                    all.filter(|code| !code.trim().is_empty()).map(industry).collect();
                codes
                    .map(|codes| codes.into_iter().collect())
                    .map_err(|wrong| wrong.at(name))
            }
            // Rows are read where their problems can be gathered.
            Kind::Repeat { .. } => Ok(Value::Array(Vec::new())),
        }
    }
}

fn missing(kind: &Kind) -> Wrong {
    Wrong::new(match kind {
        Kind::Choice { .. } | Kind::Choices { .. } | Kind::Bool => "form-choose",
        Kind::Declaration => "form-tick",
        _ => "form-required",
    })
}

fn bounded(read: Result<i64, Wrong>, least: i64, most: i64) -> Result<Value, Wrong> {
    let number = read?;
    if (least..=most).contains(&number) {
        return Ok(number.into());
    }
    Err(Wrong::new("form-integer-bounds")
        .with("least", least)
        .with("most", most))
}

fn yes_or_no(typed: &str) -> Option<bool> {
    match typed.trim() {
        "true" | "on" | "yes" | "1" => Some(true),
        "false" | "off" | "no" | "0" => Some(false),
        _ => None,
    }
}

/// The prefix once, whether or not it was typed.
fn prefixed(prefix: &str, line: &str) -> String {
    let prefix = prefix.trim();
    if fold(line).starts_with(&fold(prefix)) {
        line.to_owned()
    } else {
        format!("{prefix} {line}")
    }
}

/// A code of the list of industries: two to five digits.
fn industry(typed: &str) -> Result<String, Wrong> {
    let code = typed.trim();
    let sound = (2..=5).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
    if sound {
        Ok(code.to_owned())
    } else {
        Err(Wrong::new("form-industry"))
    }
}
