//! What was typed, as one line of a summary.

use crate::Words;
use motcua_catalog::form::{Field, Form, Kind, Typed};
use motcua_kernel::Instant;
use motcua_org::Directory;

/// What was typed into a form, and how a page says it.
pub(crate) struct Saying<'a> {
    pub(crate) w: Words,
    pub(crate) directory: &'a Directory,
    pub(crate) now: Instant,
    pub(crate) form: &'a Form,
    pub(crate) typed: &'a Typed,
}

impl Saying<'_> {
    /// The answer to a field in one line; empty when nothing was typed.
    pub(crate) fn said(&self, field: &Field) -> String {
        self.at(field, &field.key)
    }

    fn option(&self, option: &str) -> String {
        self.form.said(self.w.language().tag(), option).to_owned()
    }

    fn at(&self, field: &Field, name: &str) -> String {
        let (w, typed) = (self.w, self.typed);
        let part = |part: &str| typed.one(&format!("{name}/{part}")).trim();
        match &field.kind {
            Kind::Date | Kind::PartialDate => date(typed, name),
            Kind::DateTime | Kind::PartialDateTime => joined(&[&date(typed, name), part("time")], ", "),
            Kind::Period => joined(
                &[
                    &date(typed, &format!("{name}/from")),
                    &date(typed, &format!("{name}/to")),
                ],
                " – ",
            ),
            Kind::Choices { .. } => {
                let chosen: Vec<String> = typed.all(name).iter().map(|option| self.option(option)).collect();
                chosen.join(", ")
            }
            Kind::Choice { .. } => self.option(typed.one(name).trim()),
            Kind::Industries => typed.all(name).join(", "),
            Kind::Bool | Kind::Declaration => match typed.one(name) {
                "" => String::new(),
                "false" | "no" | "off" => w.say("field-no"),
                _ => w.say("field-yes"),
            },
            Kind::Address | Kind::UnitAnyDate => {
                let written = match part("text") {
                    "" => typed.one(name).trim(),
                    written => written,
                };
                let unit = self.directory.places().by_code(part("unit"), self.now);
                match unit {
                    // The card may name the unit already.
                    Some(unit) if !written.contains(&unit.name) => joined(&[written, &unit.full_name], ", "),
                    Some(_) | None => written.to_owned(),
                }
            }
            Kind::Centre => self
                .directory
                .unit_by_key(typed.one(name))
                .map(|unit| unit.name.clone())
                .unwrap_or_default(),
            Kind::BankAccount => joined(&[part("bank"), part("number"), part("holder")], ", "),
            Kind::Person => joined(&[part("name"), part("id_number"), part("phone")], ", "),
            Kind::GeoPoint => match typed.one(name) {
                "" => joined(&[part("lat"), part("lng")], ", "),
                whole => whole.to_owned(),
            },
            Kind::Repeat { fields } => {
                let row = |row: usize| {
                    let cells: Vec<String> = fields
                        .iter()
                        .map(|inner| {
                            let name = format!("{name}/{row}/{}", inner.key);
                            self.at(inner, &name)
                        })
                        .collect();
                    joined(&cells.iter().map(String::as_str).collect::<Vec<_>>(), ", ")
                };
                let rows: Vec<String> = typed.rows(name).into_iter().map(row).collect();
                joined(&rows.iter().map(String::as_str).collect::<Vec<_>>(), "; ")
            }
            Kind::Text
            | Kind::LongText
            | Kind::Name
            | Kind::IdNumber { .. }
            | Kind::Phone
            | Kind::Email
            | Kind::Integer { .. }
            | Kind::Decimal
            | Kind::Money
            | Kind::Country
            | Kind::Ethnicity
            | Kind::Slot
            | Kind::BusinessName { .. }
            | Kind::Industry
            | Kind::File => typed.one(name).trim().to_owned(),
        }
    }
}

/// `14/08/1998`, `08/1998`, `1998`: as much as was typed.
fn date(typed: &Typed, name: &str) -> String {
    let part = |part: &str| typed.one(&format!("{name}/{part}")).trim();
    joined(&[part("day"), part("month"), part("year")], "/")
}

fn joined(parts: &[&str], with: &str) -> String {
    let filled: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    filled.join(with)
}
