//! Fixing the result: a sheet of the facts that were asked for, or a written answer with its reasons. What it says is
//! fixed when the leader signs (PRO-16).

use super::fix::Making;
use super::names::{signatory_of, unit_name};
use super::{DossierPaper, PaperKind};
use crate::dossier::Dossier;
use crate::filing::Filing;
use crate::result::{Decision, DossierResult, Mark};
use motcua_catalog::ProcedureVersion;
use motcua_kernel::{Context, Date, Instant};
use motcua_org::Directory;
use motcua_papers::{self as papers, Body, Signing, said, said_of};
use motcua_store::{Read, ReadError};
use serde_json::Value as Json;

/// Fields of forms that are about the filing and not about the matter.
const NOT_THE_MATTER: [&str; 6] = [
    "submitter_",
    "contact_by",
    "return_way",
    "copies",
    "declaration",
    "helper_",
];

/// A result that has just been signed.
pub(crate) struct Signed<'a> {
    /// The result.
    pub(crate) result: &'a DossierResult,
    /// The signature's mark.
    pub(crate) mark: &'a Mark,
    /// By keys or by pen.
    pub(crate) signing: Signing,
}

/// The result sheet.
pub(crate) async fn result(
    read: &Read,
    directory: &Directory,
    dossier: &Dossier,
    version: &ProcedureVersion,
    signed: Signed<'_>,
    ctx: &Context,
) -> Result<DossierPaper, ReadError> {
    let making = Making {
        read,
        dossier,
        version,
        ctx,
    };
    let (at, unit) = (signed.mark.at, dossier.places.deciding);
    let answers = read.get::<Filing>(dossier.filing).await?.record.answers;
    let issuer = unit_name(read, unit).await?;
    let name = &dossier.parties.applicant.name;
    let opinion = signed.result.content["opinion"].as_str().unwrap_or_default();
    let written = version.written().and_then(|written| written.results.first());
    let is_granted = signed.result.decision == Decision::Grant;
    let title = match written {
        _ if !is_granted => said("declined").to_owned(),
        Some(written) => written.name.clone(),
        None => version
            .announced
            .results
            .first()
            .unwrap_or(&version.announced.name)
            .clone(),
    };
    let (opening, closing) = if is_granted {
        (
            said_of("opening-grant", "name", name),
            said_of("closing-grant", "unit", &issuer),
        )
    } else {
        let opening = said_of("opening-decline", "name", name).replace("{unit}", &issuer);
        (opening, said_of("closing-decline", "reason", opinion))
    };
    let months = written.filter(|_| is_granted).and_then(|written| written.valid_months);
    let body = papers::ResultSheet {
        title,
        title_en: None,
        opening: vec![opening],
        facts: if is_granted {
            facts(&making, directory, &answers, at)
        } else {
            applicant(dossier)
        },
        closing: vec![closing],
        valid_until: months.and_then(|months| later(at.date(), months)),
        scope: answers["purpose"].as_str().filter(|_| is_granted).map(str::to_owned),
        recipients: vec![name.clone()],
        signing: signed.signing,
        signatory: signatory_of(read, signed.mark).await?,
    };
    making
        .paper(PaperKind::Result, unit, at, None, Body::Result(body))
        .await
}

fn fact(name: impl Into<String>, value: impl Into<String>) -> papers::Fact {
    papers::Fact {
        name: name.into(),
        name_en: None,
        value: value.into(),
    }
}

fn applicant(dossier: &Dossier) -> Vec<papers::Fact> {
    let applicant = &dossier.parties.applicant;
    let mut facts = vec![fact(said("applicant-name"), &applicant.name)];
    facts.extend(
        applicant
            .id_number
            .iter()
            .map(|number| fact(said("applicant-id"), number)),
    );
    facts
}

/// What was asked for, by the names that the form has in Vietnamese; without a form, who asked.
fn facts(making: &Making<'_>, directory: &Directory, answers: &Json, at: Instant) -> Vec<papers::Fact> {
    let Some(form) = making.version.form() else {
        return applicant(making.dossier);
    };
    let named = |code: &str| {
        let unit = directory.unit_by_key(code).map(|unit| unit.name.clone());
        unit.or_else(|| directory.places().by_code(code, at).map(|area| area.full_name.clone()))
    };
    let layout = form.layout();
    let fields = layout.sections.iter().flat_map(|section| &section.fields);
    fields
        .filter(|field| !NOT_THE_MATTER.iter().any(|start| field.key.starts_with(start)))
        .filter_map(|field| {
            let value = said_answer(&named, answers.get(&field.key)?);
            (!value.is_empty()).then(|| fact(field.label.text("vi"), value))
        })
        .collect()
}

/// An answer as papers write it.
fn said_answer(named: &dyn Fn(&str) -> Option<String>, answer: &Json) -> String {
    match answer {
        Json::Null => String::new(),
        Json::Bool(yes) => said(if *yes { "yes" } else { "no" }).to_owned(),
        Json::Number(number) => number.to_string(),
        Json::String(text) => match text.parse::<Date>() {
            Ok(day) => {
                let civil = day.civil();
                format!("{:02}/{:02}/{:04}", civil.day(), civil.month(), civil.year())
            }
            // The key of a centre has a slash in it; no code of an area does.
            Err(_) if text.contains('/') => named(text).unwrap_or_else(|| text.clone()),
            Err(_) => partial(text).unwrap_or_else(|| text.clone()),
        },
        Json::Array(items) => joined(items.iter().map(|item| said_answer(named, item)), "; "),
        Json::Object(parts) => {
            let own = parts
                .iter()
                .filter(|(key, _)| !matches!(key.as_str(), "unit" | "from" | "to"))
                .map(|(_, value)| said_answer(named, value));
            let unit = parts.get("unit").and_then(Json::as_str).and_then(named);
            let end = |key: &str| parts.get(key).map(|value| said_answer(named, value));
            let period = match (end("from"), end("to")) {
                (None, None) => None,
                (from, to) => Some(format!("{} – {}", from.unwrap_or_default(), to.unwrap_or_default())),
            };
            joined(own.chain(unit).chain(period), ", ")
        }
    }
}

/// `2019-06` as `06/2019`.
fn partial(text: &str) -> Option<String> {
    let (year, month) = text.split_once('-')?;
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|digit| digit.is_ascii_digit());
    (digits(year, 4) && digits(month, 2)).then(|| format!("{month}/{year}"))
}

fn joined(parts: impl Iterator<Item = String>, between: &str) -> String {
    let parts: Vec<String> = parts.filter(|part| !part.trim().is_empty()).collect();
    parts.join(between)
}

/// The same day so many months later, the last of the month where it has no such day.
fn later(day: Date, months: u32) -> Option<Date> {
    let civil = day.civil();
    let count = i32::from(civil.year()) * 12 + i32::from(civil.month()) - 1 + i32::try_from(months).ok()?;
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
    (28..=31)
        .rev()
        .map(|last| i32::from(civil.day()).min(last))
        .find_map(|day| format!("{year:04}-{month:02}-{day:02}").parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn months_later_ends_with_the_month() {
        let after = |day: &str, months| later(day.parse().unwrap(), months).unwrap().to_string();
        assert_eq!(after("2026-11-27", 6), "2027-05-27");
        assert_eq!(after("2026-08-31", 6), "2027-02-28");
        assert_eq!(after("2026-12-31", 12), "2027-12-31");
    }

    #[test]
    fn answers_are_written_as_papers_write_them() {
        let named = |code: &str| (code == "06673").then(|| "Phường Bãi Cháy".to_owned());
        let said = |answer: Json| said_answer(&named, &answer);
        assert_eq!(said(json!("2001-08-20")), "20/08/2001");
        assert_eq!(said(json!({"text": "Tổ 3", "unit": "06673"})), "Tổ 3, Phường Bãi Cháy");
        assert_eq!(
            said(json!([{"place": {"text": "A"}, "from": "2019", "to": "2025-06"}])),
            "A, 2019 – 06/2025"
        );
    }
}
