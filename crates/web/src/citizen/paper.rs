//! The papers of one's own dossier as files; and where the square code of any paper leads.

use super::own_dossier::mine;
use crate::app::{Answer, Visit};
use crate::{papers, paths};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use motcua_dossier::paper::{PaperKind, find_by_code, paper_id, print};
use motcua_dossier::{Dossier, Life};
use motcua_kernel::{DossierId, Problem, codes};
use motcua_store::Label;

/// `GET /dossiers/{dossier}/papers/{paper}`.
pub(super) async fn show(visit: Visit, Path((id, paper)): Path<(String, String)>) -> Answer {
    let none = || visit.refuse(Problem::new(codes::NOT_FOUND));
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let Life { dossier, .. } = mine(&visit, &read, &id).await?.life;
    let kind = PaperKind::from_word(&paper)
        .filter(|kind| papers::is_for_people(*kind, dossier.stage()))
        .ok_or_else(none)?;
    drop(read);
    let (app, id) = (visit.app(), paper_id(dossier.id, kind));
    let printed = print(app.store(), app.press(), &app.about().address, id, &visit.ctx).await;
    Ok(papers::answer(printed.map_err(|error| visit.refuse(error))?))
}

/// `GET /g/{code}`: to the page that asks for four digits before it tells anything, with the number on the paper filled
/// in. Whoever types a code that is none comes to the same page.
pub(super) async fn lead(visit: Visit, Path(code): Path<String>) -> Answer {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let found = find_by_code(&read, &code).await.map_err(|error| visit.refuse(error))?;
    let number = match found {
        Some(paper) => match paper.dossier_number.as_ref().and_then(Label::issued) {
            Some(number) => Some(number.to_owned()),
            None => later(&visit, &read, paper.dossier).await?,
        },
        None => None,
    };
    let to = match number {
        Some(number) => format!("{}?number={number}", paths::TRACK),
        None => paths::TRACK.to_owned(),
    };
    Ok(Redirect::to(&to).into_response())
}

/// The number that the dossier has got since the paper was issued.
async fn later(
    visit: &Visit,
    read: &motcua_store::Read,
    dossier: DossierId,
) -> Result<Option<String>, crate::app::Refusal> {
    let dossier = read
        .find::<Dossier>(dossier)
        .await
        .map_err(|error| visit.refuse(error))?;
    Ok(dossier.and_then(|dossier| dossier.number().and_then(Label::issued).map(str::to_owned)))
}
