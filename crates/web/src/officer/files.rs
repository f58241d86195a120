//! Files at a desk: of a draft that an officer fills in, of a submission at the counter, and of any dossier that they
//! may see.

use super::case::{Case, looked};
use super::help::{helping, seated};
use super::shell::Seat;
use crate::app::{Answer, Refusal, Visit};
use crate::citizen::sent::Asked;
use crate::desk::DeskFilesPage;
use crate::files::{Did, Spot, about, files, of_dossier, opened, serve, take};
use crate::parts::Link;
use crate::{DeskPart, Page, paths};
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use motcua_dossier::enclosure::{Enclosed, Place, enclosures_of, live_enclosures};
use motcua_kernel::{DraftId, Problem, codes};
use motcua_org::Right;
use motcua_people::look::LookReason;
use std::collections::BTreeMap;

fn of_draft(id: DraftId) -> Spot {
    Spot {
        place: Place::Draft(id),
        here: paths::desk_help_files(id),
    }
}

fn done(asked: &Asked) -> Option<Did> {
    Did::asked(&asked.line("on"), &asked.line("took"))
}

async fn help_page(visit: &Visit, draft: &str, did: Option<&Did>) -> Result<DeskFilesPage, Refusal> {
    let (seat, centre) = seated(visit).await?;
    let filling = helping(visit, &seat, centre, draft).await?;
    let spot = of_draft(filling.draft.id);
    let open = opened(visit, &seat.read, &spot).await?;
    Ok(DeskFilesPage {
        w: visit.here.words,
        desk: seat.desk(visit, Some(DeskPart::Help)),
        person: filling.own.person.name.value.clone(),
        about: filling.procedure.clone(),
        back: paths::desk_help_review(filling.draft.id),
        files: files(visit, &spot, &open, &filling.answers(visit), did),
    })
}

/// `GET /desk/help/drafts/{draft}/files`.
pub(crate) async fn show_help(visit: Visit, Path(draft): Path<String>, asked: Asked) -> Answer {
    Ok(help_page(&visit, &draft, done(&asked).as_ref()).await?.respond())
}

/// `POST /desk/help/drafts/{draft}/files`.
pub(crate) async fn submit_help(visit: Visit, Path(draft): Path<String>, sent: Multipart) -> Answer {
    visit.officer()?;
    let spot = of_draft(visit.id(&draft)?);
    let did = take(&visit, &spot, sent).await?;
    if did.is_whole() {
        return Ok(Redirect::to(&did.onwards(&spot.here)).into_response());
    }
    let page = help_page(&visit, &draft, Some(&did)).await?;
    Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
}

/// `GET /desk/help/drafts/{draft}/files/{file}`.
pub(crate) async fn see_help(visit: Visit, Path((draft, file)): Path<(String, String)>) -> Answer {
    let (seat, centre) = seated(&visit).await?;
    // The look at the person is kept.
    let filling = helping(&visit, &seat, centre, &draft).await?;
    serve(&visit, &seat.read, &of_draft(filling.draft.id), &file).await
}

/// A submission at the officer's centre, before it is accepted.
async fn at_counter(visit: &Visit, dossier: &str) -> Result<(Seat, Case, Spot), Refusal> {
    let seat = Seat::take(visit).await?;
    seat.needs(visit, &[Right::Receive])?;
    let case = Case::open(visit, &seat, dossier).await?;
    let centre = seat
        .centre(Right::Accept)
        .ok_or_else(|| visit.refuse(Problem::new(codes::NOT_ALLOWED)))?;
    let id = case.dossier().id;
    let spot = Spot {
        place: Place::Counter { dossier: id, centre },
        here: paths::desk_counter_files(id),
    };
    Ok((seat, case, spot))
}

async fn counter_page(visit: &Visit, dossier: &str, did: Option<&Did>) -> Result<DeskFilesPage, Refusal> {
    let (seat, case, spot) = at_counter(visit, dossier).await?;
    looked(visit, &seat, [case.dossier()], LookReason::Reception).await?;
    let open = opened(visit, &seat.read, &spot).await?;
    let w = visit.here.words;
    let mut files = files(visit, &spot, &open, &case.answers, did);
    // They lie on the dossier already, and are opened as its files.
    let id = case.dossier().id;
    for line in files.components.iter_mut().flat_map(|of| of.files.iter_mut()) {
        line.href = paths::desk_file(id, &line.id);
    }
    Ok(DeskFilesPage {
        w,
        desk: seat.desk(visit, Some(DeskPart::Counter)),
        person: case.dossier().parties.applicant.name.clone(),
        about: format!("{} · {}", case.procedure(w), case.number()),
        back: paths::desk_submission(id),
        files,
    })
}

/// `GET /desk/counter/{dossier}/files`.
pub(crate) async fn show_counter(visit: Visit, Path(dossier): Path<String>, asked: Asked) -> Answer {
    Ok(counter_page(&visit, &dossier, done(&asked).as_ref()).await?.respond())
}

/// `POST /desk/counter/{dossier}/files`.
pub(crate) async fn submit_counter(visit: Visit, Path(dossier): Path<String>, sent: Multipart) -> Answer {
    let (seat, _, spot) = at_counter(&visit, &dossier).await?;
    drop(seat);
    let did = take(&visit, &spot, sent).await?;
    if did.is_whole() {
        return Ok(Redirect::to(&did.onwards(&spot.here)).into_response());
    }
    let page = counter_page(&visit, &dossier, Some(&did)).await?;
    Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
}

/// Where the file of each component opens, by the component's key.
///
/// # Errors
///
/// Fails if the store does not answer.
pub(crate) async fn file_links(visit: &Visit, seat: &Seat, case: &Case) -> Result<BTreeMap<String, Link>, Refusal> {
    let w = visit.here.words;
    let id = case.dossier().id;
    let kept = live_enclosures(&seat.read, id)
        .await
        .map_err(|error| visit.refuse(error))?;
    let links = kept.into_iter().filter_map(|kept| {
        let whole = kept.record.enclosure.whole?;
        let said = about(w, whole.pages, whole.file.size());
        Some((
            kept.record.enclosure.component,
            Link::new(said, paths::desk_file(id, whole.file.id())),
        ))
    });
    Ok(links.collect())
}

/// `GET /desk/dossiers/{dossier}/files/{file}`: whoever may see the dossier sees its files, and the look is kept.
pub(crate) async fn see(visit: Visit, Path((dossier, file)): Path<(String, String)>) -> Answer {
    let seat = Seat::take(&visit).await?;
    let case = Case::open(&visit, &seat, &dossier).await?;
    looked(&visit, &seat, [case.dossier()], LookReason::Handling).await?;
    let kept = seat.read.all(enclosures_of(case.dossier().id)).await;
    let kept: Vec<Enclosed> = kept
        .map_err(|error| visit.refuse(error))?
        .into_iter()
        .map(|kept| kept.record)
        .collect();
    of_dossier(&visit, &kept, &file).await
}
