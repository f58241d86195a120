//! Giving an original back without a result: asked for, or its dossier is over.

use super::seated;
use crate::app::{Answer as Answered, Refusal, Visit};
use crate::desk::ActPage;
use crate::officer::case::{looked, number};
use crate::officer::hand_over::{EVIDENCE, evidence_field};
use crate::officer::posted::Posted;
use crate::officer::said::unit;
use crate::officer::shell::Seat;
use crate::officer::work::fail;
use crate::parts::{Field, FieldKind, Pair};
use crate::{DeskPart, Page, paths};
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use motcua_dossier::Dossier;
use motcua_dossier::original::{GiveBack, Original, give_back, keeps_for};
use motcua_kernel::text::clean_line;
use motcua_kernel::{OriginalId, Problem, codes};
use motcua_people::look::LookReason;
use motcua_store::Stored;

fn purpose(original: OriginalId) -> String {
    format!("original.return {original}")
}

/// The original of an address, if it lies in a unit of this officer, with its dossier.
async fn found(visit: &Visit, seat: &Seat, id: &str) -> Result<(Stored<Original>, Dossier), Refusal> {
    let none = || visit.refuse(Problem::new(codes::NOT_FOUND));
    let id: OriginalId = visit.id(id)?;
    let original = seat.read.find::<Original>(id).await;
    let original = original.map_err(|error| visit.refuse(error))?.ok_or_else(none)?;
    let units = keeps_for(&seat.rights);
    // Whoever had it here a moment ago is told that it moved on; nobody else knows of it.
    let here = original.history().filter_map(|one| one.to.unit());
    if !here.into_iter().any(|unit| units.contains(&unit)) {
        return Err(none());
    }
    let dossier = seat.read.get::<Dossier>(original.dossier).await;
    let dossier = dossier.map_err(|error| visit.refuse(error))?.record;
    looked(visit, seat, [&dossier], LookReason::Delivery).await?;
    Ok((original, dossier))
}

/// Asks who takes it.
pub(crate) async fn show(visit: Visit, Path(original): Path<String>) -> Answered {
    let seat = seated(&visit).await?;
    let (original, dossier) = found(&visit, &seat, &original).await?;
    if original.whereabouts().unit().is_none() {
        return Err(visit.refuse(Problem::new(codes::STALE)));
    }
    let taker = dossier.parties.applicant.name.clone();
    Ok(page(&visit, &seat, (&original, &dossier), &taker, "", &[]).respond())
}

/// Gives it back.
pub(crate) async fn submit(visit: Visit, Path(id): Path<String>, Form(posted): Form<Posted>) -> Answered {
    let seat = seated(&visit).await?;
    let w = visit.here.words;
    let (original, dossier) = found(&visit, &seat, &id).await?;
    let ctx = visit
        .form(&purpose(original.id), posted.get("token"))
        .map_err(|problem| visit.refuse(problem))?;
    let taken_by = clean_line(posted.get("taken_by"));
    let sent = posted.get("evidence");
    let evidence = EVIDENCE.into_iter().find(|(word, _, _)| *word == sent);
    let mut errors = Vec::new();
    if taken_by.is_empty() {
        errors.push(("taken_by", w.say("deliver-taker-missing")));
    }
    if evidence.is_none() {
        errors.push(("evidence", w.say("evidence-missing")));
    }
    let (Some((_, _, evidence)), true) = (evidence, errors.is_empty()) else {
        let page = page(&visit, &seat, (&original, &dossier), &taken_by, sent, &errors);
        return Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let command = GiveBack {
        original: original.id,
        taken_by,
        evidence,
    };
    give_back(visit.app().store(), command, &ctx)
        .await
        .map_err(|error| visit.refuse(error))?;
    Ok(Redirect::to(paths::DESK_ORIGINALS).into_response())
}

fn page(
    visit: &Visit,
    seat: &Seat,
    (original, dossier): (&Original, &Dossier),
    taken_by: &str,
    evidence: &str,
    errors: &[(&'static str, String)],
) -> ActPage {
    let w = visit.here.words;
    let directory = visit.app().directory();
    let lies = original.whereabouts().unit().map(|at| unit(&directory, at));
    let mut page = ActPage {
        w,
        desk: seat.desk(visit, Some(DeskPart::Originals)),
        back: paths::DESK_ORIGINALS.to_owned(),
        title: w.say("give-back-title"),
        about: format!("{} · {}", dossier.parties.applicant.name, number(dossier)),
        warning: (!dossier.stage().is_final()).then(|| w.say("give-back-early")),
        errors: Vec::new(),
        pairs: vec![
            Pair::new(w.say("original-name"), &original.description).noted(original.code.to_string()),
            Pair::new(w.say("original-sheets-label"), original.sheets.to_string()),
            Pair::new(w.say("original-where"), lies.unwrap_or_default()),
        ],
        action: paths::desk_original_return(original.id),
        token: visit.token(&purpose(original.id)),
        version: None,
        hidden: Vec::new(),
        fields: vec![
            Field::new(
                "taken_by",
                w.say("act-received-by"),
                FieldKind::Name(taken_by.to_owned()),
            ),
            evidence_field(w, evidence),
        ],
        act: w.say("do-give-back"),
        more: None,
    };
    fail(&mut page, errors);
    page
}
