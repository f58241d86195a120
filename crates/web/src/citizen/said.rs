//! What was typed, as one line of a summary.

use crate::Words;
use motcua_catalog::form::{Field, Kind, Typed};
use motcua_kernel::Instant;
use motcua_org::Directory;

/// The answer to a field in one line; empty when nothing was typed.
pub(crate) fn said(w: Words, directory: &Directory, now: Instant, field: &Field, typed: &Typed) -> String {
    at(w, directory, now, field, &field.key, typed)
}

fn at(w: Words, directory: &Directory, now: Instant, field: &Field, name: &str, typed: &Typed) -> String {
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
        Kind::Choices { .. } | Kind::Industries => typed.all(name).join(", "),
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
            let unit = directory.places().by_code(part("unit"), now);
            match unit {
                // The card may name the unit already.
                Some(unit) if !written.contains(&unit.name) => joined(&[written, &unit.full_name], ", "),
                Some(_) | None => written.to_owned(),
            }
        }
        Kind::Centre => directory
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
                        at(w, directory, now, inner, &name, typed)
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
        | Kind::Choice { .. }
        | Kind::Country
        | Kind::Ethnicity
        | Kind::Slot
        | Kind::BusinessName { .. }
        | Kind::Industry
        | Kind::File => typed.one(name).trim().to_owned(),
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
