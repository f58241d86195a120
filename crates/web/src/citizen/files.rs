//! Files of one's own draft, of the answer to a supplement request, and of a dossier.

use super::draft::filling;
use super::own_dossier::{mine, number};
use super::sent::Asked;
use super::shell::shell;
use crate::app::{Answer, Refusal, Visit};
use crate::files::{Did, Spot, files, of_dossier, opened, serve, take};
use crate::public::FilesPage;
use crate::{Page, Part, paths};
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use motcua_dossier::Filing;
use motcua_dossier::enclosure::{Enclosed, Place, enclosures_of};
use motcua_kernel::{DossierId, DraftId};
use motcua_store::Read;

/// A place with what its page says around the files.
struct Around {
    spot: Spot,
    about: String,
    back: String,
    next: String,
    next_said: String,
    answers: serde_json::Value,
}

fn of_draft(id: DraftId) -> Spot {
    Spot {
        place: Place::Draft(id),
        here: paths::draft_files(id),
    }
}

fn of_answer(id: DossierId) -> Spot {
    Spot {
        place: Place::Answer(id),
        here: paths::dossier_supplement_files(id),
    }
}

async fn draft_around(visit: &Visit, read: &Read, draft: &str) -> Result<Around, Refusal> {
    let filling = filling(visit, read, draft).await?;
    let id = filling.draft.id;
    Ok(Around {
        spot: of_draft(id),
        about: filling.procedure.clone(),
        back: paths::draft(id, filling.form(visit)?.sections.len()),
        next: paths::draft_review(id),
        next_said: visit.here.words.say("form-review"),
        answers: filling.answers(visit),
    })
}

async fn answer_around(visit: &Visit, read: &Read, id: &str) -> Result<Around, Refusal> {
    let mine = mine(visit, read, id).await?;
    let dossier = &mine.life.dossier;
    let filing = read.get::<Filing>(dossier.filing).await;
    let name = super::dossiers::procedure(visit, read, dossier.pinned.version).await?;
    Ok(Around {
        spot: of_answer(dossier.id),
        about: format!("{name} · {}", number(dossier)),
        back: paths::dossier_supplement(dossier.id),
        next: paths::dossier_supplement(dossier.id),
        next_said: visit.here.words.say("complete-do"),
        answers: filing.map_err(|error| visit.refuse(error))?.record.answers,
    })
}

async fn page(visit: &Visit, read: &Read, around: Around, did: Option<&Did>) -> Result<FilesPage, Refusal> {
    let open = opened(visit, read, &around.spot).await?;
    Ok(FilesPage {
        w: visit.here.words,
        shell: shell(visit, read, Some(Part::Dossiers)).await?,
        about: around.about,
        back: around.back,
        next: around.next,
        next_said: around.next_said,
        files: files(visit, &around.spot, &open, &around.answers, did),
    })
}

/// `GET /drafts/{draft}/files`.
pub(super) async fn show(visit: Visit, Path(draft): Path<String>, asked: Asked) -> Answer {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let around = draft_around(&visit, &read, &draft).await?;
    Ok(page(&visit, &read, around, done(&asked).as_ref()).await?.respond())
}

/// What the address of a page says was just taken in.
fn done(asked: &Asked) -> Option<Did> {
    Did::asked(&asked.line("on"), &asked.line("took"))
}

/// `POST /drafts/{draft}/files`.
pub(super) async fn submit(visit: Visit, Path(draft): Path<String>, sent: Multipart) -> Answer {
    visit.person()?;
    let spot = of_draft(visit.id(&draft)?);
    let did = take(&visit, &spot, sent).await?;
    if did.is_whole() {
        return Ok(Redirect::to(&did.onwards(&spot.here)).into_response());
    }
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let around = draft_around(&visit, &read, &draft).await?;
    let page = page(&visit, &read, around, Some(&did)).await?;
    Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
}

/// `GET /drafts/{draft}/files/{file}`.
pub(super) async fn see(visit: Visit, Path((draft, file)): Path<(String, String)>) -> Answer {
    visit.person()?;
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let spot = of_draft(visit.id(&draft)?);
    serve(&visit, &read, &spot, &file).await
}

/// `GET /dossiers/{dossier}/supplement/files`.
pub(super) async fn show_answer(visit: Visit, Path(id): Path<String>, asked: Asked) -> Answer {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let around = answer_around(&visit, &read, &id).await?;
    Ok(page(&visit, &read, around, done(&asked).as_ref()).await?.respond())
}

/// `POST /dossiers/{dossier}/supplement/files`.
pub(super) async fn submit_answer(visit: Visit, Path(id): Path<String>, sent: Multipart) -> Answer {
    visit.person()?;
    let spot = of_answer(visit.id(&id)?);
    let did = take(&visit, &spot, sent).await?;
    if did.is_whole() {
        return Ok(Redirect::to(&did.onwards(&spot.here)).into_response());
    }
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let around = answer_around(&visit, &read, &id).await?;
    let page = page(&visit, &read, around, Some(&did)).await?;
    Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
}

/// `GET /dossiers/{dossier}/supplement/files/{file}`.
pub(super) async fn see_answer(visit: Visit, Path((id, file)): Path<(String, String)>) -> Answer {
    visit.person()?;
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let spot = of_answer(visit.id(&id)?);
    serve(&visit, &read, &spot, &file).await
}

/// `GET /dossiers/{dossier}/files/{file}`: what the dossier has, and had.
pub(super) async fn of_mine(visit: Visit, Path((id, file)): Path<(String, String)>) -> Answer {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let mine = mine(&visit, &read, &id).await?;
    let kept = read.all(enclosures_of(mine.life.dossier.id)).await;
    let kept: Vec<Enclosed> = kept
        .map_err(|error| visit.refuse(error))?
        .into_iter()
        .map(|kept| kept.record)
        .collect();
    of_dossier(&visit, &kept, &file).await
}
