//! Refusing reception, on a legal ground (Form 03).

use super::act::{Doing, purpose, to_dossier};
use super::case::{Case, looked};
use super::ground;
use super::shell::Seat;
use crate::app::{Answer, Visit};
use crate::desk::ActPage;
use crate::parts::ErrorLine;
use crate::{DeskPart, Page, paths};
use axum::http::StatusCode;
use motcua_dossier::Act;
use motcua_dossier::refuse::{Ground, Refuse, RefuseError, refuse};
use motcua_kernel::{Problem, codes};
use motcua_org::Right;
use motcua_people::look::LookReason;

/// Asks for ground and reason.
pub(crate) async fn show(visit: Visit, dossier: &str) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &[Right::Refuse])?;
    let case = Case::open(&visit, &seat, dossier).await?;
    if !case.life.stage().allows(Act::Refuse) {
        return Err(visit.refuse(Problem::new(codes::WRONG_STATE)));
    }
    looked(&visit, &seat, [case.dossier()], LookReason::Reception).await?;
    Ok(page(&visit, &seat, &case, &ground::nothing(), &[]).respond())
}

/// Refuses.
pub(crate) async fn submit(doing: Doing) -> Answer {
    let w = doing.visit.here.words;
    let (ground, errors) = ground::typed(w, &doing.posted);
    let again = |errors: &[(&'static str, String)]| {
        let page = page(&doing.visit, &doing.seat, &doing.case, &ground, errors);
        Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
    };
    if !errors.is_empty() {
        return again(&errors);
    }
    let centre = doing
        .seat
        .centre(Right::Refuse)
        .ok_or_else(|| doing.refuse(Problem::new(codes::NOT_ALLOWED)))?;
    let command = Refuse {
        dossier: doing.id(),
        centre,
        ground: ground.clone(),
    };
    match refuse(doing.visit.app().store(), command, &doing.ctx).await {
        Ok(()) => to_dossier(doing.id()),
        Err(RefuseError::NoGround) => again(&[("basis", w.say("refuse-basis-missing"))]),
        Err(error) => Err(doing.refuse(error)),
    }
}

fn page(visit: &Visit, seat: &Seat, case: &Case, ground: &Ground, errors: &[(&'static str, String)]) -> ActPage {
    let w = visit.here.words;
    let id = case.dossier().id;
    let mut fields = ground::fields(w, ground, ["refuse-reason", "refuse-reason-hint"]);
    for (name, said) in errors {
        for field in fields.iter_mut().filter(|field| field.name == *name) {
            field.error = Some(said.clone());
        }
    }
    ActPage {
        w,
        desk: seat.desk(visit, Some(DeskPart::Counter)),
        back: paths::desk_submission(id),
        title: w.say("refuse-title"),
        about: format!(
            "{} · {} · {}",
            case.dossier().parties.applicant.name,
            case.procedure(w),
            case.number()
        ),
        warning: Some(w.say("refuse-about")),
        errors: errors
            .iter()
            .map(|(name, said)| ErrorLine::new(*name, said.clone()))
            .collect(),
        pairs: Vec::new(),
        action: paths::desk_act(id, "refuse"),
        token: visit.token(&purpose("refuse", id)),
        version: Some(case.version()),
        hidden: Vec::new(),
        fields,
        act: w.say("refuse-do"),
        more: None,
    }
}
