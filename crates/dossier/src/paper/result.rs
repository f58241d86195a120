//! Fixing the result: a sheet of the facts that were asked for, or a written answer with its reasons. What it says is
//! fixed when the leader signs (PRO-16).

use super::fix::Making;
use super::names::{signatory_of, unit_name};
use super::{DossierPaper, PaperKind};
use crate::dossier::Dossier;
use crate::filing::Filing;
use crate::result::{Decision, DossierResult, Mark};
use motcua_catalog::form::{Field, Kind, Say};
use motcua_catalog::version::layout::{self, LayoutLine, ResultLayout, Shape, fill};
use motcua_kernel::{Date, Instant, Money};
use motcua_org::Directory;
use motcua_papers::{self as papers, Body, Signatory, Signing, said, said_of};
use motcua_store::ReadError;
use serde_json::Value as Json;

/// Fields of forms that are about the filing and not about the matter.
const NOT_THE_MATTER: [&str; 5] = ["submitter_", "contact_", "return_", "copies", "helper_"];

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
    making: &Making<'_>,
    directory: &Directory,
    signed: Signed<'_>,
) -> Result<DossierPaper, ReadError> {
    let dossier = making.dossier;
    let (at, unit) = (signed.mark.at, dossier.places.deciding);
    let says = Says {
        decision: signed.result.decision,
        content: &signed.result.content,
    };
    let signatory = signatory_of(making.read, signed.mark).await?;
    let body = sheet(making, directory, says, (signed.signing, signatory), at).await?;
    making
        .paper(PaperKind::Result, unit, at, None, Body::Result(body))
        .await
}

/// What a proposal says.
#[derive(Clone, Copy)]
pub(super) struct Says<'a> {
    pub(super) decision: Decision,
    pub(super) content: &'a Json,
}

/// The whole sheet: drawn from the layout that the pinned version has for it, else from what the form asked; a negative
/// decision is a written answer with its reasons, whatever the procedure.
pub(super) async fn sheet(
    making: &Making<'_>,
    directory: &Directory,
    says: Says<'_>,
    (signing, signatory): (Signing, Signatory),
    at: Instant,
) -> Result<papers::ResultSheet, ReadError> {
    let Making {
        read, dossier, version, ..
    } = *making;
    let answers = read.get::<Filing>(dossier.filing).await?.record.answers;
    let issuer = unit_name(read, dossier.places.deciding).await?;
    let name = &dossier.parties.applicant.name;
    let opinion = says.content["opinion"].as_str().unwrap_or_default();
    let is_granted = says.decision == Decision::Grant;
    let written = version
        .written()
        .and_then(|written| written.results.first())
        .filter(|_| is_granted);
    let months = written.and_then(|written| written.valid_months);
    let blank = papers::ResultSheet {
        kind: papers::SheetKind::Paper,
        basis: Vec::new(),
        title: String::new(),
        title_en: None,
        opening: Vec::new(),
        facts: Vec::new(),
        closing: Vec::new(),
        valid_until: months.and_then(|months| later(at.date(), months)),
        scope: answers["purpose"].as_str().filter(|_| is_granted).map(str::to_owned),
        recipients: vec![name.clone()],
        signing,
        signatory,
    };
    if let Some(layout) = written.and_then(|written| written.layout.as_ref()) {
        let value = |place: &str| match place {
            "applicant" => name.clone(),
            "unit" => issuer.clone(),
            "opinion" => opinion.to_owned(),
            "procedure" => version.announced.name.clone(),
            place => version.form().map_or_else(String::new, |form| {
                layout::said(form, place, &answers, &Sheet { directory, at })
            }),
        };
        return Ok(drawn(layout, &value, says.content, blank));
    }
    if !is_granted {
        let opening = said_of("opening-decline", &[("name", name), ("unit", &issuer)]);
        return Ok(papers::ResultSheet {
            title: said("declined").to_owned(),
            opening: vec![opening],
            facts: applicant(dossier),
            closing: vec![said_of("closing-decline", &[("reason", opinion)])],
            ..blank
        });
    }
    let announced = &version.announced;
    let title = written.map(|written| &written.name).or(announced.results.first());
    Ok(papers::ResultSheet {
        title: title.unwrap_or(&announced.name).clone(),
        opening: vec![said_of("opening-grant", &[("name", name)])],
        facts: facts(making, directory, &answers, at),
        closing: vec![said_of("closing-grant", &[("unit", &issuer)])],
        ..blank
    })
}

/// The sheet by its layout; a line that the office writes stands as it was written.
fn drawn(
    layout: &ResultLayout,
    value: &dyn Fn(&str) -> String,
    content: &Json,
    blank: papers::ResultSheet,
) -> papers::ResultSheet {
    let paragraphs = |texts: &[String]| texts.iter().filter_map(|text| fill(text, value)).collect();
    let english = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let facts = layout
        .lines
        .iter()
        .filter_map(|line| {
            Some(papers::Fact {
                name: line.name.clone(),
                name_en: english(&line.name_en),
                value: line_value(line, value, content)?,
            })
        })
        .collect();
    let mut recipients = blank.recipients;
    recipients.extend(layout.recipients.iter().filter_map(|text| fill(text, value)));
    papers::ResultSheet {
        kind: match layout.shape {
            Shape::Paper => papers::SheetKind::Paper,
            Shape::Decision => papers::SheetKind::Decision,
            Shape::Slip => papers::SheetKind::Slip,
            Shape::Certification => papers::SheetKind::Certification,
        },
        basis: paragraphs(&layout.basis),
        title: layout.title.clone(),
        title_en: english(&layout.title_en),
        opening: paragraphs(&layout.opening),
        facts,
        closing: paragraphs(&layout.closing),
        recipients,
        ..blank
    }
}

/// What stands on a line: as the office wrote it, where it may; else as the layout fills it.
pub(super) fn line_value(line: &LayoutLine, value: &dyn Fn(&str) -> String, content: &Json) -> Option<String> {
    let office = content["written"][&line.key].as_str().filter(|_| line.office_writes);
    match office {
        Some(text) => Some(text.to_owned()).filter(|text| !text.trim().is_empty()),
        None => fill(&line.text, value),
    }
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

/// Whether a result says it: not how it was filed, declared or is fetched.
fn is_the_matter(field: &Field) -> bool {
    let about_filing = matches!(
        field.kind,
        Kind::Centre | Kind::Slot | Kind::Declaration | Kind::File | Kind::BankAccount
    );
    !about_filing && !NOT_THE_MATTER.iter().any(|start| field.key.starts_with(start))
}

/// What was asked for, by the names that the form has in Vietnamese; without a form, who asked.
fn facts(making: &Making<'_>, directory: &Directory, answers: &Json, at: Instant) -> Vec<papers::Fact> {
    let Some(form) = making.version.form() else {
        return applicant(making.dossier);
    };
    let sheet = Sheet { directory, at };
    let fields = form.sections.iter().flat_map(|section| &section.fields);
    fields
        .filter(|field| is_the_matter(field))
        .filter_map(|field| {
            let value = field.said(answers.get(&field.key)?, &sheet);
            (!value.is_empty()).then(|| fact(field.label.text("vi"), value))
        })
        .collect()
}

/// Answers as papers write them, in Vietnamese.
pub(super) struct Sheet<'a> {
    pub(super) directory: &'a Directory,
    pub(super) at: Instant,
}

impl Say for Sheet<'_> {
    fn day(&self, day: Date) -> String {
        let civil = day.civil();
        format!("{:02}/{:02}/{:04}", civil.day(), civil.month(), civil.year())
    }

    fn money(&self, sum: Money) -> String {
        said_of("sum", &[("sum", &sum.dotted())])
    }

    fn yes_no(&self, yes: bool) -> String {
        said(if yes { "yes" } else { "no" }).to_owned()
    }

    fn named(&self, code: &str) -> Option<String> {
        self.directory.name_of(code, self.at)
    }
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

    #[test]
    fn months_later_ends_with_the_month() {
        let after = |day: &str, months| later(day.parse().unwrap(), months).unwrap().to_string();
        assert_eq!(after("2026-11-27", 6), "2027-05-27");
        assert_eq!(after("2026-08-31", 6), "2027-02-28");
        assert_eq!(after("2026-12-31", 12), "2027-12-31");
    }

    #[test]
    fn a_result_says_nothing_of_filing_and_fetching() {
        let field = |key: &str, kind| Field::new(key, "", kind);
        for (key, kind) in [
            ("return_way", Kind::Text),
            ("return_address", Kind::Address),
            ("pick_up_at", Kind::Centre),
            ("promises", Kind::Declaration),
            ("copies", Kind::Text),
            ("submitter_name", Kind::Name),
        ] {
            assert!(!is_the_matter(&field(key, kind)), "{key}");
        }
        assert!(is_the_matter(&field("subject_name", Kind::Name)));
    }
}
