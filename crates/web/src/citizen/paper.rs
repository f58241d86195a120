//! The papers of one's own dossier as files; and where the square code of any paper leads.

use super::own_dossier::mine;
use crate::app::{Answer, Visit};
use crate::{papers, paths};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use motcua_catalog::Procedure;
use motcua_dossier::guidance::sheet_by_code;
use motcua_dossier::hand_over::by_list_code;
use motcua_dossier::paper::{PaperKind, find_by_code, paper_id, print};
use motcua_dossier::{Dossier, Life};
use motcua_kernel::{DossierId, Problem, codes};
use motcua_store::{Label, Read, ReadError};

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
    if found.is_none()
        && let Some(to) = loose(&read, &code).await.map_err(|error| visit.refuse(error))?
    {
        return Ok(Redirect::to(&to).into_response());
    }
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

/// Where the code of a sheet leads that is no dossier's: a slip to the procedure with the list of papers that holds
/// now, a hand-over list to the desks.
async fn loose(read: &Read, code: &str) -> Result<Option<String>, ReadError> {
    if let Some(slip) = read.first(sheet_by_code(code)).await? {
        let procedure = read.find::<Procedure>(slip.procedure).await?;
        return Ok(procedure.map(|procedure| paths::procedure(procedure.code.as_str())));
    }
    let list = read.first(by_list_code(code)).await?;
    Ok(list.map(|list| paths::desk_hand_over(list.id)))
}

/// The number that the dossier has got since the paper was issued.
async fn later(visit: &Visit, read: &Read, dossier: DossierId) -> Result<Option<String>, crate::app::Refusal> {
    let dossier = read
        .find::<Dossier>(dossier)
        .await
        .map_err(|error| visit.refuse(error))?;
    Ok(dossier.and_then(|dossier| dossier.number().and_then(Label::issued).map(str::to_owned)))
}
