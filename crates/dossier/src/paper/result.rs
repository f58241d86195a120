//! Fixing the result: a sheet of the facts that were asked for, or a written answer with its reasons. What it says is
//! fixed when the leader signs (PRO-16).

use super::fix::Making;
use super::names::{signatory_of, unit_name};
use super::{DossierPaper, PaperKind};
use crate::dossier::Dossier;
use crate::filing::Filing;
use crate::result::{Decision, DossierResult, Mark};
use motcua_catalog::form::{Field, Kind, Say};
use motcua_kernel::{Date, Instant, Money};
use motcua_org::Directory;
use motcua_papers::{self as papers, Body, Signing, said, said_of};
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
    let Making {
        read, dossier, version, ..
    } = *making;
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
            said_of("opening-grant", &[("name", name)]),
            said_of("closing-grant", &[("unit", &issuer)]),
        )
    } else {
        let opening = said_of("opening-decline", &[("name", name), ("unit", &issuer)]);
        (opening, said_of("closing-decline", &[("reason", opinion)]))
    };
    let months = written.filter(|_| is_granted).and_then(|written| written.valid_months);
    let body = papers::ResultSheet {
        title,
        title_en: None,
        opening: vec![opening],
        facts: if is_granted {
            facts(making, directory, &answers, at)
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
struct Sheet<'a> {
    directory: &'a Directory,
    at: Instant,
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
