//! The fields of forms: label, hint, error and where a value came from, tied together.

use crate::html::Html;
use crate::words::{Given, Words};
use askama::Template;

/// Where a prefilled value came from; said under the field. It can always be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The signed-in identity.
    Identity,
    /// What is kept of the person whom an officer helps.
    Submitter,
    /// The population register.
    Population,
    /// The civil register.
    CivilRegister,
    /// An earlier dossier of the same person.
    EarlierDossier,
    /// What the procedure usually has.
    Default,
}

impl Source {
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Identity => "source-identity",
            Self::Submitter => "source-submitter",
            Self::Population => "source-population",
            Self::CivilRegister => "source-civil-register",
            Self::EarlierDossier => "source-earlier-dossier",
            Self::Default => "source-default",
        }
    }
}

/// One option of a choice or list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// A remark.
    pub hint: Option<String>,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Fields that belong to this answer and show under it.
    pub reveals: Vec<Field>,
}

impl Answer {
    /// An option whose value is what is shown.
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: None,
            chosen,
            reveals: Vec::new(),
        }
    }
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The options.
    pub options: Vec<Answer>,
    /// Whether several may be chosen.
    pub several: bool,
}

/// A date as it was typed; a person may know only the year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DateParts {
    /// Day, as typed.
    pub day: String,
    /// Month, as typed.
    pub month: String,
    /// Year, as typed.
    pub year: String,
}

impl DateParts {
    /// Parts of a date.
    pub fn new(day: &str, month: &str, year: &str) -> Self {
        Self {
            day: day.to_owned(),
            month: month.to_owned(),
            year: year.to_owned(),
        }
    }
}

/// A stretch of time as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PeriodParts {
    /// From.
    pub from: DateParts,
    /// To.
    pub to: DateParts,
}

type Part<'a> = (&'static str, &'static str, &'a str, &'static str);

impl PeriodParts {
    // Name, key of the label, value and class of each part, for both ends.
    fn ends(&self) -> [(&'static str, [Part<'_>; 3]); 2] {
        [
            (
                "field-from",
                [
                    ("from/day", "field-day", &self.from.day, "mo-w2"),
                    ("from/month", "field-month", &self.from.month, "mo-w2"),
                    ("from/year", "field-year", &self.from.year, "mo-w4"),
                ],
            ),
            (
                "field-to",
                [
                    ("to/day", "field-day", &self.to.day, "mo-w2"),
                    ("to/month", "field-month", &self.to.month, "mo-w2"),
                    ("to/year", "field-year", &self.to.year, "mo-w4"),
                ],
            ),
        ]
    }
}

/// An address: the unit of today, and the rest as written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// The units to choose from.
    pub units: Vec<Answer>,
    /// House, group, street, as typed.
    pub detail: String,
    /// What stands on the card, when that names an old unit: "phường Hùng Thắng".
    pub as_written: Option<String>,
    /// What the old unit is now.
    pub is_now: Option<String>,
}

/// A centre to choose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Centre {
    /// The centres.
    pub centres: Vec<Answer>,
}

/// One row of a repeated group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Its fields; their names carry the row's number.
    pub fields: Vec<Field>,
}

/// A group that may stand several times. Rows are added and taken away by buttons that post the
/// form, so that no script is needed and nothing typed is lost.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Repeat {
    /// The rows so far.
    pub rows: Vec<Row>,
    /// Whether another may be added.
    pub may_add: bool,
}

/// What a field is, with what was typed so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// A person's name, in large letters: a wrong mark costs another procedure.
    Name(String),
    /// A personal identification number of 12 digits, or another document's number.
    IdNumber(String),
    /// A telephone number.
    Phone(String),
    /// One line.
    Text(String),
    /// Several lines.
    LongText(String),
    /// A secret; never shown again.
    Secret,
    /// A choice.
    Choice(Choice),
    /// A date of which perhaps only the year is known.
    DatePartial(DateParts),
    /// One of the recognised ethnic groups.
    Ethnicity(Vec<Answer>),
    /// A country.
    Country(Vec<Answer>),
    /// An address.
    Address(Address),
    /// A stretch of time.
    Period(PeriodParts),
    /// A group that may stand several times.
    Repeat(Repeat),
    /// A whole number.
    Integer(String),
    /// A centre.
    Centre(Centre),
    /// A place at any date: an old or a new unit's name, as written.
    Place(String),
    /// A declaration that has to be agreed to.
    Declaration(bool),
    /// A list to choose one of.
    List(Vec<Answer>),
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name, a path: `subject_name`, `residences/0/place`.
    pub name: String,
    /// Its label.
    pub label: String,
    /// A hint.
    pub hint: Option<String>,
    /// What is wrong with it.
    pub error: Option<String>,
    /// Where its value came from.
    pub source: Option<Source>,
    /// Whether it has to be filled; what need not says so in its label.
    pub required: bool,
    /// What it is.
    pub kind: FieldKind,
}

/// What was taken over from the identity, shown above the fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefill {
    /// Where it came from.
    pub source: Source,
    /// Whose data it is: "Người yêu cầu".
    pub whose: String,
    /// The values, with the address where each can be changed.
    pub rows: Vec<(super::Pair, Option<String>)>,
}

/// The id of the element with this field's name.
pub(crate) fn id_of(name: &str) -> String {
    format!("f-{}", name.replace('/', "-"))
}

#[derive(Template)]
#[template(path = "parts/field.html")]
struct FieldTemplate<'a> {
    w: Words,
    f: &'a Field,
    id: String,
    describes: String,
}

impl FieldTemplate<'_> {
    // The first part of a field carries the field's own id, so that the error summary leads there.
    fn part_id(&self, part: impl AsRef<str>) -> String {
        match part.as_ref() {
            "day" | "from/day" => self.id.clone(),
            other => format!("{}-{}", self.id, other.replace('/', "-")),
        }
    }

    // The same for the options of a choice, counted from 1.
    fn option_id(&self, number: &usize) -> String {
        if *number == 1 {
            self.id.clone()
        } else {
            format!("{}-{number}", self.id)
        }
    }
}

impl Field {
    /// A required field.
    pub fn new(name: impl Into<String>, label: impl Into<String>, kind: FieldKind) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            hint: None,
            error: None,
            source: None,
            required: true,
            kind,
        }
    }

    /// The same, not required.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// The same with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same with an error.
    #[must_use]
    pub fn error(mut self, error: impl Into<String>) -> Self {
        self.error = Some(error.into());
        self
    }

    /// The same with where its value came from.
    #[must_use]
    pub const fn from(mut self, source: Source) -> Self {
        self.source = Some(source);
        self
    }

    fn error_class(&self) -> &'static str {
        if self.error.is_some() {
            " govuk-input--error"
        } else {
            ""
        }
    }

    fn filled_class(&self) -> &'static str {
        if self.source.is_some() && self.error.is_none() {
            " mo-filled"
        } else {
            ""
        }
    }

    // Elements that describe the field, for aria-describedby.
    fn describes(&self, id: &str) -> String {
        let mut ids = Vec::new();
        if self.hint.is_some() {
            ids.push(format!("{id}-hint"));
        }
        if self.error.is_some() {
            ids.push(format!("{id}-error"));
        }
        if self.source.is_some() {
            ids.push(format!("{id}-from"));
        }
        ids.join(" ")
    }

    /// The field as HTML.
    pub fn html(&self, w: impl Given<Words>) -> Html {
        let id = id_of(&self.name);
        let describes = self.describes(&id);
        Html::from_template(
            FieldTemplate {
                w: w.given(),
                f: self,
                id,
                describes,
            }
            .render()
            .unwrap_or_default(),
        )
    }
}
