//! The papers of a dossier at a desk: the file, Form 06 as it stands, and reprints.

use super::act::purpose;
use super::case::{Case, looked};
use super::posted::Posted;
use super::shell::Seat;
use crate::app::{Answer, Refusal, Visit};
use crate::parts::PaperLine;
use crate::{Words, papers, paths};
use axum::Form;
use axum::extract::Path;
use motcua_dossier::paper::{ControlError, PaperKind, draw_up, paper_id, print, reprint};
use motcua_kernel::{DossierId, Problem, codes};
use motcua_people::look::LookReason;

/// The word of an address that asks for Form 06 as the ledger stands.
const CONTROL_SHEET: &str = "control-sheet";

/// `GET /desk/dossiers/{dossier}/papers/{paper}`: the kept file, made if it is not there yet.
pub(crate) async fn show(visit: Visit, Path((dossier, paper)): Path<(String, String)>) -> Answer {
    let seat = Seat::take(&visit).await?;
    let case = Case::open(&visit, &seat, &dossier).await?;
    looked(&visit, &seat, [case.dossier()], LookReason::Handling).await?;
    let app = visit.app();
    let id = if paper == CONTROL_SHEET {
        let drawn = draw_up(app.store(), case.dossier().id, &visit.ctx).await;
        drawn.map_err(|error| visit.refuse(told(error)))?
    } else {
        paper_id(case.dossier().id, kind(&visit, &paper)?)
    };
    let printed = print(app.store(), app.press(), &app.about().address, id, &visit.ctx).await;
    Ok(papers::answer(printed.map_err(|error| visit.refuse(error))?))
}

/// `POST` there: prints it again; the answer is the reprint, which says on every page that it is one.
pub(crate) async fn again(
    visit: Visit,
    Path((dossier, paper)): Path<(String, String)>,
    Form(posted): Form<Posted>,
) -> Answer {
    let seat = Seat::take(&visit).await?;
    let case = Case::open(&visit, &seat, &dossier).await?;
    let (id, kind) = (case.dossier().id, kind(&visit, &paper)?);
    let ctx = visit
        .form(&purpose_of(kind, id), posted.get("token"))
        .map_err(|problem| visit.refuse(problem))?;
    looked(&visit, &seat, [case.dossier()], LookReason::Handling).await?;
    let app = visit.app();
    let printed = reprint(app.store(), app.press(), &app.about().address, paper_id(id, kind), &ctx).await;
    Ok(papers::answer(printed.map_err(|error| visit.refuse(error))?))
}

/// The list at a desk: what was issued, and Form 06 as it stands once the dossier is accepted.
///
/// # Errors
///
/// Fails if the store does not answer.
pub(crate) async fn lines(visit: &Visit, seat: &Seat, case: &Case) -> Result<Vec<PaperLine>, Refusal> {
    let w: Words = visit.here.words;
    let id = case.dossier().id;
    let issued = papers::of(&seat.read, id).await.map_err(|error| visit.refuse(error))?;
    let mut lines: Vec<PaperLine> = issued
        .iter()
        // A digital result is a file for others once the agency has signed it, too.
        .filter(|paper| {
            !paper.kind.is_inside() && (!paper.awaits_seal() || papers::is_for_people(paper.kind, case.life.stage()))
        })
        .map(|paper| PaperLine {
            again: paper
                .made
                .as_ref()
                .filter(|_| !paper.is_digital())
                .map(|_| visit.token(&purpose_of(paper.kind, id))),
            ..papers::line(w, paper, paths::desk_paper(id, paper.kind))
        })
        .collect();
    if case.dossier().state.acceptance().is_some() {
        let href = paths::desk_paper(id, CONTROL_SHEET);
        lines.push(PaperLine::new(w.say("pdf-control-sheet"), href, None));
    }
    Ok(lines)
}

fn kind(visit: &Visit, word: &str) -> Result<PaperKind, Refusal> {
    PaperKind::from_word(word).ok_or_else(|| visit.refuse(Problem::new(codes::NOT_FOUND)))
}

fn purpose_of(kind: PaperKind, dossier: DossierId) -> String {
    purpose(&format!("paper {kind}"), dossier)
}

fn told(error: ControlError) -> Problem {
    match error {
        ControlError::NothingToTell => Problem::new(codes::NOT_FOUND),
        ControlError::Read(error) => error.into(),
        ControlError::Commit(error) => error.into(),
    }
}
