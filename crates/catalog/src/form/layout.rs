//! How a form is laid out: which control each field has, how wide, and what a browser may fill in by itself.

use super::Form;
use super::field::{Field, Kind, Label, Source};
use serde::Serialize;

/// A form as a page draws it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Layout {
    /// Its sections: a page each on a phone.
    pub sections: Vec<LayoutSection>,
}

/// A section as a page draws it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LayoutSection {
    /// Its title.
    pub title: Label,
    /// Its fields.
    pub fields: Vec<LayoutField>,
}

/// A field as a page draws it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LayoutField {
    /// The name to post under.
    pub key: String,
    /// The words beside it.
    pub label: Label,
    /// The control.
    pub widget: Widget,
    /// How wide the control is.
    pub width: Width,
    /// Options of a choice.
    pub options: Vec<String>,
    /// Names of the parts in which it is posted, after the key and `/`.
    pub parts: &'static [&'static str],
    /// Keys that choose quickly at a counter.
    pub hotkeys: String,
    /// What stands before the control.
    pub prefix: String,
    /// Whether it must be answered when it is shown.
    pub required: bool,
    /// Where its first value comes from.
    pub prefill: Option<Source>,
    /// When it is shown; empty for always. The server decides; a script may hide it sooner.
    pub when: String,
    /// What a browser may fill in (HTML `autocomplete`); empty for nothing.
    pub autocomplete: &'static str,
    /// Which keyboard a phone shows (HTML `inputmode`).
    pub inputmode: &'static str,
    /// Fields of a row.
    pub fields: Vec<LayoutField>,
}

/// The controls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Widget {
    /// One line.
    Line,
    /// Several lines.
    Lines,
    /// Day, month and year in three boxes.
    DateBoxes,
    /// The same and a time.
    DateTimeBoxes,
    /// Two dates.
    Period,
    /// Radio buttons.
    Radios,
    /// A list to open.
    Select,
    /// Boxes to tick.
    Boxes,
    /// One box to tick.
    Box,
    /// Place and unit.
    Place,
    /// A centre from the list.
    Centre,
    /// Bank, number, holder.
    BankAccount,
    /// Name, number, telephone.
    Person,
    /// A point on a map, or two numbers.
    Point,
    /// An appointment.
    Slot,
    /// An upload.
    File,
    /// Rows.
    Rows,
}

/// How wide a control is: as wide as what is typed into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Width {
    /// A few digits.
    Short,
    /// A number or a telephone.
    Medium,
    /// The whole line.
    Full,
}

impl Form {
    /// Its layout.
    pub fn layout(&self) -> Layout {
        let section = |section: &super::Section| LayoutSection {
            title: section.title.clone(),
            // What is reckoned is not asked.
            fields: section
                .fields
                .iter()
                .filter(|field| field.words_of.is_none())
                .map(lay_out)
                .collect(),
        };
        Layout {
            sections: self.sections.iter().map(section).collect(),
        }
    }
}

fn lay_out(field: &Field) -> LayoutField {
    let (widget, width, inputmode) = control(&field.kind);
    LayoutField {
        key: field.key.clone(),
        label: field.label.clone(),
        widget,
        width,
        options: options(&field.kind),
        parts: field.kind.parts(),
        hotkeys: match &field.kind {
            Kind::Choice { hotkeys, .. } => hotkeys.clone(),
            _ => String::new(),
        },
        prefix: match &field.kind {
            Kind::BusinessName { prefix } => prefix.trim().to_owned(),
            _ => String::new(),
        },
        required: field.required,
        prefill: field.prefill,
        when: field.when.as_ref().map(ToString::to_string).unwrap_or_default(),
        autocomplete: autocomplete(field),
        inputmode,
        fields: match &field.kind {
            Kind::Repeat { fields } => fields.iter().map(lay_out).collect(),
            _ => Vec::new(),
        },
    }
}

fn options(kind: &Kind) -> Vec<String> {
    match kind {
        Kind::Choice { options, .. } | Kind::Choices { options } => options.clone(),
        _ => Vec::new(),
    }
}

fn control(kind: &Kind) -> (Widget, Width, &'static str) {
    match kind {
        Kind::Text
        | Kind::Name
        | Kind::Country
        | Kind::Ethnicity
        | Kind::BusinessName { .. }
        | Kind::Industry
        | Kind::Industries => (Widget::Line, Width::Full, "text"),
        Kind::Email => (Widget::Line, Width::Full, "email"),
        Kind::LongText => (Widget::Lines, Width::Full, "text"),
        Kind::IdNumber { other_papers: true } => (Widget::Line, Width::Medium, "text"),
        Kind::IdNumber { other_papers: false } => (Widget::Line, Width::Medium, "numeric"),
        Kind::Phone => (Widget::Line, Width::Medium, "tel"),
        Kind::Integer { .. } => (Widget::Line, Width::Short, "numeric"),
        Kind::Decimal => (Widget::Line, Width::Short, "decimal"),
        Kind::Money => (Widget::Line, Width::Medium, "numeric"),
        Kind::Date | Kind::PartialDate => (Widget::DateBoxes, Width::Short, "numeric"),
        Kind::DateTime | Kind::PartialDateTime => (Widget::DateTimeBoxes, Width::Short, "numeric"),
        Kind::Period => (Widget::Period, Width::Short, "numeric"),
        // More than nine radio buttons are a wall on a phone.
        Kind::Choice { options, .. } if options.len() > 9 => (Widget::Select, Width::Medium, "text"),
        Kind::Choice { .. } | Kind::Bool => (Widget::Radios, Width::Full, "text"),
        Kind::Choices { .. } => (Widget::Boxes, Width::Full, "text"),
        Kind::Declaration => (Widget::Box, Width::Full, "text"),
        Kind::Address | Kind::UnitAnyDate => (Widget::Place, Width::Full, "text"),
        Kind::Centre => (Widget::Centre, Width::Full, "text"),
        Kind::BankAccount => (Widget::BankAccount, Width::Full, "text"),
        Kind::Person => (Widget::Person, Width::Full, "text"),
        Kind::GeoPoint => (Widget::Point, Width::Medium, "decimal"),
        Kind::Slot => (Widget::Slot, Width::Medium, "text"),
        Kind::File => (Widget::File, Width::Full, "text"),
        Kind::Repeat { .. } => (Widget::Rows, Width::Full, "text"),
    }
}

/// Only the person's own data may come from the browser: whoever files for a grandchild would get the wrong name.
fn autocomplete(field: &Field) -> &'static str {
    if !field.key.starts_with("submitter_") {
        return "off";
    }
    match field.kind {
        Kind::Name => "name",
        Kind::Phone => "tel",
        Kind::Email => "email",
        _ => "off",
    }
}
