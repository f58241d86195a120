//! Small values that many pages show.

use crate::words::{Given, Words};
use motcua_kernel::Money;

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its words.
    pub text: String,
    /// Its address.
    pub href: String,
}

impl Link {
    /// A link.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: href.into(),
        }
    }
}

/// A step of the way that leads to a page.
pub type Crumb = Link;

/// The link to the next stretch of a list, by cursor; lists know no page numbers and no totals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// The address of the first stretch, when this is a later one.
    pub first: Option<String>,
    /// The address of the next stretch, when there is one.
    pub next: Option<String>,
}

impl Next {
    /// A list that fits on the page.
    pub const fn none() -> Self {
        Self {
            first: None,
            next: None,
        }
    }

    /// A stretch that begins after a place (`after`, empty for the first) and goes on after another; `list` is the
    /// list's address with everything else that is asked for.
    pub(crate) fn of(list: &str, after: &str, next: Option<impl std::fmt::Display>) -> Self {
        let joint = if list.contains('?') { '&' } else { '?' };
        Self {
            first: (!after.is_empty()).then(|| list.to_owned()),
            next: next.map(|place| format!("{list}{joint}after={place}")),
        }
    }

    pub(crate) const fn shows(&self) -> bool {
        self.first.is_some() || self.next.is_some()
    }
}

/// A label and a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// What it is.
    pub label: String,
    /// What was said; `None` when nothing was.
    pub value: Option<String>,
    /// A remark under it.
    pub note: Option<String>,
}

impl Pair {
    /// A label and its value.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        let value = value.into();
        Self {
            label: label.into(),
            value: (!value.is_empty()).then_some(value),
            note: None,
        }
    }

    /// The same with a remark.
    #[must_use]
    pub fn noted(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// A line of the error summary; it leads to its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorLine {
    /// The field's name, `residences/0/place`.
    pub field: String,
    /// What is wrong and what to do.
    pub text: String,
    /// The page where the field is, when it is not on this one.
    pub page: Option<String>,
}

impl ErrorLine {
    /// A line.
    pub fn new(field: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            text: text.into(),
            page: None,
        }
    }

    /// The same, for a field on another page.
    #[must_use]
    pub fn on(mut self, page: impl Into<String>) -> Self {
        self.page = Some(page.into());
        self
    }

    pub(crate) fn anchor(&self) -> String {
        format!(
            "{}#{}",
            self.page.as_deref().unwrap_or_default(),
            super::field::id_of(&self.field)
        )
    }
}

/// A fee as far as it is known. Unknown is never nought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fee {
    /// Nothing to pay, and that is certain.
    Free,
    /// So much.
    Of(Money),
    /// So much is sure, and something is not known yet.
    AtLeast(Money),
    /// Set by the province's council; the amount is not in the data yet.
    Unknown,
    /// It depends on the case: the page of the procedure tells.
    Varies,
}

impl Words {
    /// A fee in words.
    pub fn fee(self, fee: impl Given<Fee>) -> String {
        match fee.given() {
            Fee::Free => self.say("fee-free"),
            Fee::Of(sum) => self.money(sum),
            Fee::AtLeast(sum) => self.one("fee-at-least", "sum", self.money(sum)),
            Fee::Unknown => self.say("fee-unknown"),
            Fee::Varies => self.say("fee-varies"),
        }
    }
}

/// Whom to ask: a named person and a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Name and part, "Chị Lan, cán bộ thụ lý".
    pub name: String,
    /// The number, as people write it.
    pub phone: String,
}

impl Contact {
    pub(crate) fn initial(&self) -> String {
        // Vietnamese people are called by the last part of their name, before any comma.
        let name = self.name.split(',').next().unwrap_or_default();
        name.split_whitespace()
            .last()
            .and_then(|part| part.chars().next())
            .map(String::from)
            .unwrap_or_default()
    }

    pub(crate) fn dial(&self) -> String {
        dial(&self.phone)
    }
}

/// The address of a telephone call.
pub(crate) fn dial(phone: impl AsRef<str>) -> String {
    let digits: String = phone
        .as_ref()
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    format!("tel:{digits}")
}
