//! Forms: what a person fills in. One description gives the JSON Schema (2020-12), the layout of the page, the
//! reading of what was posted, and the first values from an identity.

mod computed;
mod condition;
mod doubt;
mod field;
mod general;
mod identity;
mod layout;
mod parts;
mod post;
mod reading;
mod said;
mod schema;
mod translations;
mod value;

#[cfg(feature = "samples")]
pub mod sample;

pub use condition::{Condition, ConditionError, Rule};
pub use field::{Field, Kind, Label, Source};
pub use general::general;
pub use identity::{Identity, Prefilled, Residence, Sex};
pub use layout::{Layout, LayoutField, LayoutSection, Widget, Width};
pub use post::Typed;
pub use reading::{Answers, FormRules, MESSAGES, Part, Reading, WARNINGS};
pub use said::Say;
pub use schema::{FormSchema, SchemaMismatch};
pub use translations::Translations;

use motcua_kernel::FormId;
use motcua_kernel::named_id;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// A form of a procedure version. It never changes: another form is another version (REC-12).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Sections, in order: a page each on a phone.
    pub sections: Vec<Section>,
    /// What the writer says of it (a quick form of the counter); empty for an ordinary one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
    /// The English of its options.
    #[serde(default, skip_serializing_if = "Translations::is_empty")]
    pub english: Translations,
}

/// A section of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its title.
    pub title: Label,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// What is wrong with a form, so that it cannot be published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormFault {
    /// Two fields with one key.
    #[error("the key \"{0}\" stands twice; give one of the fields another")]
    KeyTwice(String),
    /// A key that cannot be posted or named in a condition.
    #[error("\"{0}\" is no key; use lower-case letters, digits and _")]
    Key(String),
    /// A condition over a field that does not come before.
    #[error("the condition of \"{field}\" looks at \"{at}\", which does not come before it")]
    LooksAhead {
        /// The field with the condition.
        field: String,
        /// What it looks at.
        at: String,
    },
    /// A choice with nothing to choose.
    #[error("the choice \"{0}\" has no options")]
    NoOptions(String),
    /// A first value that is none of the options.
    #[error("the first value \"{value}\" of \"{field}\" is none of its options")]
    Default {
        /// The field.
        field: String,
        /// Its first value.
        value: String,
    },
    /// Rows inside rows, which nobody can fill in on a phone.
    #[error("\"{0}\" has rows inside rows")]
    Nested(String),
}

impl Form {
    /// Its id: the same for the same content.
    pub fn id(&self) -> FormId {
        // A struct of strings, numbers and lists always becomes JSON; field order is the declaration's.
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        named_id("form", &crate::version::hexadecimal(&Sha256::digest(bytes)))
    }

    /// All fields, in order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.sections.iter().flat_map(|section| &section.fields)
    }

    /// The field with a key.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields().find(|field| field.key == key)
    }

    /// An option, or another text of the form, in the language with this code.
    pub fn said<'a>(&'a self, language: &str, text: &'a str) -> &'a str {
        self.english.text(language, text)
    }

    /// Every Vietnamese text that stands beside no English one of its own: the options.
    pub fn options(&self) -> Vec<&str> {
        fn of<'a>(field: &'a Field, found: &mut Vec<&'a str>) {
            match &field.kind {
                Kind::Choice { options, .. } | Kind::Choices { options } => {
                    found.extend(options.iter().map(String::as_str));
                }
                Kind::Repeat { fields } => fields.iter().for_each(|inner| of(inner, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        self.fields().for_each(|field| of(field, &mut found));
        found
    }

    /// Everything that keeps it from being published; empty when it may be.
    pub fn faults(&self) -> Vec<FormFault> {
        let mut faults = Vec::new();
        check(self.fields(), true, &mut faults);
        faults
    }
}

fn check<'a>(fields: impl Iterator<Item = &'a Field>, outer: bool, faults: &mut Vec<FormFault>) {
    let mut before: Vec<&str> = Vec::new();
    for field in fields {
        let key = field.key.as_str();
        let sound = !key.is_empty()
            && key
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
            && !key.as_bytes()[0].is_ascii_digit();
        if !sound {
            faults.push(FormFault::Key(field.key.clone()));
        }
        if before.contains(&key) {
            faults.push(FormFault::KeyTwice(field.key.clone()));
        }
        let looks_at = field.when.iter().flat_map(Condition::fields);
        let looks_at = looks_at.chain(field.words_of.as_deref());
        for at in looks_at.filter(|at| !before.contains(at)) {
            faults.push(FormFault::LooksAhead {
                field: field.key.clone(),
                at: at.to_owned(),
            });
        }
        match &field.kind {
            Kind::Choice { options, .. } | Kind::Choices { options } => check_options(field, options, faults),
            Kind::Repeat { fields } if outer => check(fields.iter(), false, faults),
            Kind::Repeat { .. } => faults.push(FormFault::Nested(field.key.clone())),
            _ => {}
        }
        before.push(key);
    }
}

fn check_options(field: &Field, options: &[String], faults: &mut Vec<FormFault>) {
    if options.is_empty() {
        faults.push(FormFault::NoOptions(field.key.clone()));
    }
    if let Some(value) = field.default.as_ref().filter(|value| !options.contains(value)) {
        faults.push(FormFault::Default {
            field: field.key.clone(),
            value: value.clone(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: Vec<Field>) -> Form {
        Form {
            sections: vec![Section {
                title: Label::default(),
                fields,
            }],
            remark: String::new(),
            english: Translations::default(),
        }
    }

    #[test]
    fn a_condition_may_only_look_back() {
        let mut early = Field::new("a", "A", Kind::Text);
        early.when = Some("b".parse().unwrap());
        let faults = form(vec![early, Field::new("b", "B", Kind::Bool)]).faults();
        assert_eq!(
            faults,
            [FormFault::LooksAhead {
                field: "a".into(),
                at: "b".into()
            }]
        );
    }

    #[test]
    fn keys_are_single_and_plain() {
        let twice = form(vec![Field::new("a", "A", Kind::Text), Field::new("a", "A", Kind::Text)]);
        assert_eq!(twice.faults(), [FormFault::KeyTwice("a".into())]);
        assert_eq!(
            form(vec![Field::new("Tên", "Tên", Kind::Text)]).faults(),
            [FormFault::Key("Tên".into())]
        );
    }

    #[test]
    fn a_choice_needs_options_and_a_first_value_among_them() {
        let none = Field::new("a", "A", Kind::Choices { options: vec![] });
        let mut other = Field::new(
            "b",
            "B",
            Kind::Choices {
                options: vec!["x".into()],
            },
        );
        other.default = Some("y".into());
        assert_eq!(form(vec![none, other]).faults().len(), 2);
    }

    #[test]
    fn the_same_form_has_the_same_id() {
        let one = form(vec![Field::new("a", "A", Kind::Text)]);
        assert_eq!(one.id(), one.clone().id());
        assert_ne!(one.id(), form(vec![Field::new("b", "B", Kind::Text)]).id());
    }
}
