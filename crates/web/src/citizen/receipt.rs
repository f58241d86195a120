//! Form 01 on screen, as it was fixed at acceptance. A paper is Vietnamese whatever the page's language.

use super::destination::unit_name;
use super::own_dossier::mine;
use super::person::at_home;
use super::shell::shell;
use super::terms::{fee, span};
use crate::app::{Answer, Visit};
use crate::officer::case::life_for_receipt;
use crate::public::{Qr, ReceiptLine, ReceiptPage, receipt_address};
use crate::{Language, Page, Part, Words, paths};
use axum::extract::Path;
use motcua_catalog::ProcedureVersion;
use motcua_dossier::accept::Acceptance;
use motcua_dossier::checklist::Verdict;
use motcua_dossier::paper::{PaperKind, find};
use motcua_dossier::{By, Party};
use motcua_kernel::{Actor, Problem, codes};
use motcua_org::Directory;
use motcua_org::officer::Officer;
use motcua_people::person::{Person, Sex};
use motcua_store::{Read, ReadError};

const PAPER: Words = Words::new(Language::Vi);

/// `GET /dossiers/{dossier}/receipt`.
pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    // Counters print it (REC-03), so officers open it too, as far as they may know of the dossier.
    let is_officer = matches!(visit.ctx.actor(), Actor::Officer(_));
    let life = if is_officer {
        life_for_receipt(&visit, &id).await?
    } else {
        mine(&visit, &read, &id).await?.life
    };
    let dossier = &life.dossier;
    // Before acceptance there is no receipt.
    let acceptance = dossier
        .state
        .acceptance()
        .ok_or_else(|| visit.refuse(Problem::new(codes::NOT_FOUND)))?;
    let fixed = find(&read, dossier.id, PaperKind::Receipt)
        .await
        .map_err(|error| visit.refuse(error))?;
    let shell = shell(&visit, &read, Some(Part::Dossiers)).await?;
    let version = read
        .get::<ProcedureVersion>(dossier.pinned.version)
        .await
        .map_err(|error| visit.refuse(error))?;
    let applicant = person(&read, &dossier.parties.applicant)
        .await
        .map_err(|error| visit.refuse(error))?;
    let officer = match acceptance.officer {
        Some(officer) => read
            .find::<Officer>(officer)
            .await
            .map_err(|error| visit.refuse(error))?,
        // Another system received it itself: the centre stands on the receipt alone.
        None => None,
    };
    let directory = visit.app().directory();
    let centre = unit_name(&directory, acceptance.reception);
    let number = acceptance.sheet.issued().unwrap_or_default();
    let parties = &dossier.parties;
    let filed_by_other = parties.submitter.who != parties.applicant.who;
    let helped = matches!(dossier.submitted_by, By::Officer(_));
    let address = receipt_address(
        &visit.app().about().address,
        acceptance.number.issued().unwrap_or_default(),
        version.code.as_str(),
        acceptance.at,
        acceptance.due.shown,
    );
    let page = ReceiptPage {
        w: visit.here.words,
        back: if is_officer {
            paths::desk_dossier(dossier.id)
        } else {
            paths::dossier(dossier.id)
        },
        // Dossiers of before papers were fixed have the page alone.
        pdf: fixed.map(|paper| {
            if is_officer {
                paths::desk_paper(dossier.id, paper.kind)
            } else {
                paths::dossier_paper(dossier.id, paper.kind)
            }
        }),
        qr: Qr::of(&address),
        office_above: above(&directory, acceptance).to_uppercase(),
        office: centre.to_uppercase(),
        receipt_no: PAPER.one("paper-receipt-no", "number", format!("{number:04}")),
        place: place(&directory, acceptance),
        number: acceptance.number.issued().unwrap_or_default().to_owned(),
        applicant: titled(&parties.applicant, applicant.as_ref()),
        submitter: filed_by_other.then(|| parties.submitter.name.clone()),
        submitter_name: parties.submitter.name.clone(),
        address: applicant
            .as_ref()
            .and_then(|person| person.residence.as_ref())
            .map(|residence| residence.value.as_written.clone())
            .unwrap_or_else(|| PAPER.say("paper-none")),
        phone: parties.submitter.phone.as_deref().map(at_home),
        tell: PAPER.say(if helped { "paper-tell-centre" } else { "paper-tell-page" }),
        procedure: version.announced.name.clone(),
        code: version.code.to_string(),
        decides: unit_name(&directory, dossier.places.deciding),
        components: components(acceptance, &version),
        limit: Some(span(acceptance.limit)),
        received_at: acceptance.at,
        counted_from: (acceptance.counted_from > acceptance.at).then_some(acceptance.counted_from),
        due: acceptance.due.shown,
        collect_at: unit_name(&directory, dossier.places.delivery),
        fee: fee(&version),
        officer: officer.map(|officer| officer.record.name).unwrap_or_default(),
        book: PAPER.two(
            "paper-book",
            "year",
            acceptance.at.civil().year().to_string(),
            "number",
            format!("{number:04}"),
        ),
        ask: PAPER.one("paper-ask", "phone", &shell.phone),
        centre,
        shell,
    };
    Ok(page.respond())
}

async fn person(read: &Read, party: &Party) -> Result<Option<Person>, ReadError> {
    match party.who.person() {
        Some(id) => Ok(read.find::<Person>(id).await?.map(|stored| stored.record)),
        None => Ok(None),
    }
}

/// The name with *Ông* or *Bà* where the sex is known, and with both where it is not.
fn titled(party: &Party, person: Option<&Person>) -> String {
    let key = match person.and_then(|person| person.sex.as_ref()).map(|sex| sex.value) {
        Some(Sex::Male) => "paper-mr",
        Some(Sex::Female) => "paper-ms",
        None => "paper-mr-or-ms",
    };
    PAPER.one(key, "name", &party.name)
}

/// The body above the centre that accepted.
fn above(directory: &Directory, acceptance: &Acceptance) -> String {
    directory
        .find_unit(acceptance.reception)
        .and_then(|centre| centre.parent)
        .and_then(|parent| directory.find_unit(parent))
        .map(|parent| parent.short_name.clone())
        .unwrap_or_default()
}

/// The bare name of the centre's area: where a paper is written.
fn place(directory: &Directory, acceptance: &Acceptance) -> String {
    directory
        .find_unit(acceptance.reception)
        .and_then(|centre| centre.area)
        .and_then(|area| directory.places().find(area))
        .map(|area| area.name.clone())
        .unwrap_or_default()
}

fn components(acceptance: &Acceptance, version: &ProcedureVersion) -> Vec<ReceiptLine> {
    acceptance
        .checked
        .lines()
        .iter()
        .filter_map(|line| {
            let (how, copies) = match line.verdict {
                Verdict::HandedIn { copies } => ("paper-how-handed-in", copies),
                Verdict::Shown => ("paper-how-shown", 0),
                Verdict::FromData => ("paper-how-data", 0),
                // What is not on the table is not on the receipt.
                Verdict::NotNeeded | Verdict::Missing | Verdict::Wrong => return None,
            };
            let name = version
                .component(&line.component)
                .map_or(line.component.as_str(), |component| component.name.as_str());
            Some(ReceiptLine {
                name: name.to_owned(),
                how: PAPER.say(how),
                copies,
            })
        })
        .collect()
}
