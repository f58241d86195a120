//! My drafts and dossiers, and what stands right after handing one in.

use super::destination::unit_name;
use super::own_dossier::{looked, mine, number};
use super::person::own;
use super::sent::Asked;
use super::shell::shell;
use super::standing::{about, status};
use crate::app::{Answer, Refusal, Visit};
use crate::parts::{Contact, Next};
use crate::public::{DossierLine, DossiersPage, DraftLine, SlipLine, SubmittedPage};
use crate::{Page, Part, paths};
use axum::extract::Path;
use motcua_catalog::ProcedureVersion;
use motcua_dossier::draft::{Draft, drafts_of_person};
use motcua_dossier::guidance::{Guidance, guidances_of_person};
use motcua_dossier::worklist::of_person;
use motcua_kernel::{GuidanceId, Instant, Problem, ProcedureVersionId, codes};
use motcua_store::Read;

/// Dossiers on a page.
const PAGE: usize = 20;
/// Drafts at most; older ones are swept away.
const MOST_DRAFTS: i64 = 50;

/// `GET /dossiers?before=…`.
pub(super) async fn list(visit: Visit, asked: Asked) -> Answer {
    let (w, now) = (visit.here.words, visit.ctx.now());
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let own = own(&visit, &read).await?;
    let directory = visit.app().directory();
    let before = asked.line("before").parse().ok().map(Instant::from_micros);
    let from = before.unwrap_or(now.plus_seconds(1));
    let mut found = read
        .all(of_person(own.id(), from, PAGE as i64 + 1))
        .await
        .map_err(|error| visit.refuse(error))?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    looked(
        &visit,
        &own,
        &found.iter().map(|stored| &stored.record).collect::<Vec<_>>(),
    )
    .await?;
    let mut dossiers = Vec::with_capacity(found.len());
    for dossier in &found {
        dossiers.push(DossierLine {
            procedure: procedure(&visit, &read, dossier.pinned.version).await?,
            number: number(dossier),
            href: paths::dossier(dossier.id),
            status: status(w, dossier, now),
            about: about(w, &directory, dossier, now),
        });
    }
    let last = found.last().map(|dossier| dossier.submitted_at.as_micros());
    Ok(DossiersPage {
        w,
        shell: shell(&visit, &read, Some(Part::Dossiers)).await?,
        level: w.one("level-shown", "level", own.level_number()),
        drafts: match before {
            None => drafts(&visit, &read, own.id()).await?,
            Some(_) => Vec::new(),
        },
        slips: match before {
            None => slips(&visit, &read, own.id()).await?,
            Some(_) => Vec::new(),
        },
        dossiers,
        next: Next {
            first: before.map(|_| paths::DOSSIERS.to_owned()),
            next: last
                .filter(|_| has_more)
                .map(|last| format!("{}?before={last}", paths::DOSSIERS)),
        },
    }
    .respond())
}

async fn drafts(visit: &Visit, read: &Read, person: motcua_kernel::PersonId) -> Result<Vec<DraftLine>, Refusal> {
    let found = read
        .all(drafts_of_person(person, MOST_DRAFTS))
        .await
        .map_err(|error| visit.refuse(error))?;
    let mut lines = Vec::with_capacity(found.len());
    for draft in &found {
        let version = version(visit, read, draft.record.version).await?;
        lines.push(DraftLine {
            procedure: name(visit, &version),
            href: came_to(draft, &version),
            saved_at: draft.saved_at,
            kept_until: draft.expires_at().date(),
        });
    }
    Ok(lines)
}

/// What they were sent away to bring.
async fn slips(visit: &Visit, read: &Read, person: motcua_kernel::PersonId) -> Result<Vec<SlipLine>, Refusal> {
    let found = read
        .all(guidances_of_person(person, MOST_DRAFTS))
        .await
        .map_err(|error| visit.refuse(error))?;
    let mut lines = Vec::with_capacity(found.len());
    for slip in &found {
        // What was thrown away or swept is not gone on with.
        let draft = read.find::<Draft>(slip.draft).await;
        if draft.map_err(|error| visit.refuse(error))?.is_none() {
            continue;
        }
        let version = version(visit, read, slip.record.version).await?;
        let named = |key: &String| version.component(key).map(|component| component.name.clone());
        lines.push(SlipLine {
            procedure: name(visit, &version),
            code: slip.code.clone(),
            bring: slip.bring.iter().filter_map(named).collect(),
            day: slip.day,
            paper: paths::guidance_paper(slip.id),
        });
    }
    Ok(lines)
}

/// `GET /guidance/{guidance}/paper`: the sheet of one's own slip.
pub(super) async fn guidance(visit: Visit, Path(id): Path<String>) -> Answer {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let own = own(&visit, &read).await?;
    let id: GuidanceId = visit.id(&id)?;
    let slip = read.find::<Guidance>(id).await.map_err(|error| visit.refuse(error))?;
    let slip = slip
        .filter(|slip| slip.person == own.id())
        .ok_or_else(|| visit.refuse(Problem::new(codes::NOT_FOUND)))?;
    drop(read);
    crate::papers::guidance(&visit, &slip).await
}

/// The step where the person stopped; after the last one, the review.
fn came_to(draft: &Draft, version: &ProcedureVersion) -> String {
    let sections = version.form_or_general().sections.len();
    match draft.section as usize {
        section if section < sections => paths::draft(draft.id, section + 1),
        _ => paths::draft_review(draft.id),
    }
}

async fn version(visit: &Visit, read: &Read, id: ProcedureVersionId) -> Result<ProcedureVersion, Refusal> {
    let version = read.get::<ProcedureVersion>(id).await;
    Ok(version.map_err(|error| visit.refuse(error))?.record)
}

fn name(visit: &Visit, version: &ProcedureVersion) -> String {
    let catalogue = visit.app().catalogue();
    match catalogue.procedure(version.code.as_str()) {
        Some(procedure) => procedure.name_in(visit.here.words.language().tag()).to_owned(),
        None => version.announced.name.clone(),
    }
}

/// The name of a version's procedure, as people see it.
pub(super) async fn procedure(visit: &Visit, read: &Read, id: ProcedureVersionId) -> Result<String, Refusal> {
    Ok(name(visit, &version(visit, read, id).await?))
}

/// `GET /dossiers/{dossier}/submitted`.
pub(super) async fn submitted(visit: Visit, Path(id): Path<String>) -> Answer {
    let w = visit.here.words;
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let mine = mine(&visit, &read, &id).await?;
    let dossier = &mine.life.dossier;
    let shell = shell(&visit, &read, Some(Part::Dossiers)).await?;
    let received_by = unit_name(&visit.app().directory(), dossier.places.reception);
    Ok(SubmittedPage {
        w,
        procedure: procedure(&visit, &read, dossier.pinned.version).await?,
        status: status(w, dossier, visit.ctx.now()),
        reference: number(dossier),
        at: dossier.submitted_at,
        counted_from: dossier.counted_from,
        files: 0,
        ask: Some(Contact {
            name: received_by.clone(),
            phone: shell.phone.clone(),
        }),
        received_by,
        tell: w.say("tell-page"),
        dossier: paths::dossier(dossier.id),
        after_hours: dossier.counted_from > dossier.submitted_at,
        shell,
    }
    .respond())
}
