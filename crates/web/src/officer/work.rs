//! Work in the deciding unit: take, pass on, propose or decline, send back.

use super::act::{Doing, purpose, to_dossier};
use super::case::{Case, looked};
use super::dossier::step_said;
use super::shell::Seat;
use crate::app::{Answer as Answered, Visit};
use crate::desk::ActPage;
use crate::parts::{Answer, Choice, ErrorLine, Field, FieldKind};
use crate::{DeskPart, Page, paths};
use axum::http::StatusCode;
use motcua_dossier::step::pass_on::PassOnError;
use motcua_dossier::step::propose::ProposeError;
use motcua_dossier::step::send_back::SendBackError;
use motcua_dossier::step::{self, KindRules as _, Outcome, Propose};
use motcua_dossier::{Act, Decision};
use motcua_kernel::text::clean_lines;
use motcua_kernel::{Problem, codes};
use motcua_org::Right;
use motcua_people::look::LookReason;
use serde_json::json;

/// Takes a dossier from the unit's list.
pub(crate) async fn take(doing: Doing) -> Answered {
    match step::take(doing.visit.app().store(), doing.id(), &doing.ctx).await {
        Ok(()) => to_dossier(doing.id()),
        Err(error) => Err(doing.refuse(error)),
    }
}

/// Shows the steps that may follow.
pub(crate) async fn show_pass_on(visit: Visit, dossier: &str) -> Answered {
    let (seat, case) = opened(&visit, dossier, Act::PassOn).await?;
    Ok(pass_on_page(&visit, &seat, &case, None).respond())
}

/// Completes the step; the dossier goes to the next one.
pub(crate) async fn pass_on(doing: Doing) -> Answered {
    let chosen = doing.posted.get("next").trim().to_owned();
    let chosen = (!chosen.is_empty()).then_some(chosen.as_str());
    let app = doing.visit.app();
    match step::pass_on(app.store(), &app.directory(), doing.id(), chosen, &doing.ctx).await {
        Ok(()) => to_dossier(doing.id()),
        Err(PassOnError::NeedsResult | PassOnError::Terms(_)) => {
            let w = doing.visit.here.words;
            let error = w.say("pass-on-wrong");
            let page = pass_on_page(&doing.visit, &doing.seat, &doing.case, Some(error));
            Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(doing.refuse(error)),
    }
}

/// Proposes what was asked for.
pub(crate) async fn propose(doing: Doing) -> Answered {
    let opinion = clean_lines(doing.posted.get("opinion"));
    if opinion.is_empty() {
        let error = doing.visit.here.words.say("act-opinion-missing");
        return super::dossier::again(doing, "opinion", error).await;
    }
    put_forward(doing, Decision::Grant, &opinion).await
}

/// Asks for the grounds of a negative decision.
pub(crate) async fn show_decline(visit: Visit, dossier: &str) -> Answered {
    let (seat, case) = opened(&visit, dossier, Act::Propose).await?;
    Ok(decline_page(&visit, &seat, &case, "", None).respond())
}

/// Proposes not to give what was asked for.
pub(crate) async fn decline(doing: Doing) -> Answered {
    let reason = clean_lines(doing.posted.get("reason"));
    if reason.is_empty() {
        let error = doing.visit.here.words.say("decline-reason-missing");
        let page = decline_page(&doing.visit, &doing.seat, &doing.case, "", Some(error));
        return Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY));
    }
    put_forward(doing, Decision::Decline, &reason).await
}

async fn put_forward(doing: Doing, decision: Decision, opinion: &str) -> Answered {
    let app = doing.visit.app();
    let proposal = Propose {
        dossier: doing.id(),
        decision,
        content: json!({ "opinion": opinion }),
    };
    match step::propose(app.store(), &app.directory(), proposal, &doing.ctx).await {
        Ok(()) => to_dossier(doing.id()),
        Err(ProposeError::Empty) => {
            let error = doing.visit.here.words.say("act-opinion-missing");
            super::dossier::again(doing, "opinion", error).await
        }
        Err(error) => Err(doing.refuse(error)),
    }
}

/// Asks where to and why.
pub(crate) async fn show_send_back(visit: Visit, dossier: &str) -> Answered {
    let (seat, case) = opened(&visit, dossier, Act::SendBack).await?;
    Ok(send_back_page(&visit, &seat, &case, ("", ""), &[]).respond())
}

/// Sends it back.
pub(crate) async fn send_back(doing: Doing) -> Answered {
    let w = doing.visit.here.words;
    let to = doing.posted.get("to").trim().to_owned();
    let reason = clean_lines(doing.posted.get("reason"));
    let mut errors = Vec::new();
    if to.is_empty() {
        errors.push(("to", w.say("send-back-to-missing")));
    }
    if reason.is_empty() {
        errors.push(("reason", w.say("send-back-reason-missing")));
    }
    let again = |errors: &[(&'static str, String)]| {
        let page = send_back_page(&doing.visit, &doing.seat, &doing.case, (&to, &reason), errors);
        Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
    };
    if !errors.is_empty() {
        return again(&errors);
    }
    let app = doing.visit.app();
    let done = step::send_back(
        app.store(),
        &app.directory(),
        doing.id(),
        &to,
        reason.clone(),
        &doing.ctx,
    )
    .await;
    match done {
        Ok(()) => to_dossier(doing.id()),
        Err(SendBackError::NotBefore | SendBackError::Terms(_)) => again(&[("to", w.say("send-back-to-missing"))]),
        Err(SendBackError::NoReason) => again(&[("reason", w.say("send-back-reason-missing"))]),
        Err(error) => Err(doing.refuse(error)),
    }
}

/// The dossier whose stage allows an act, for the act's page; looked at.
pub(crate) async fn opened(visit: &Visit, dossier: &str, act: Act) -> Result<(Seat, Case), crate::app::Refusal> {
    let seat = Seat::take(visit).await?;
    let case = Case::open(visit, &seat, dossier).await?;
    if !case.life.stage().allows(act) {
        return Err(visit.refuse(Problem::new(codes::WRONG_STATE)));
    }
    looked(visit, &seat, [case.dossier()], LookReason::Handling).await?;
    Ok((seat, case))
}

/// The page of an act on a dossier, without its fields.
pub(crate) fn blank(visit: &Visit, seat: &Seat, case: &Case, act: &str, keys: [&str; 3]) -> ActPage {
    let w = visit.here.words;
    let id = case.dossier().id;
    let part = if seat.rights.has(Right::Check) {
        DeskPart::Worklist
    } else {
        DeskPart::Find
    };
    ActPage {
        w,
        desk: seat.desk(visit, Some(part)),
        back: paths::desk_dossier(id),
        title: w.say(keys[0]),
        about: format!(
            "{} · {} · {}",
            case.dossier().parties.applicant.name,
            case.procedure(w),
            case.number()
        ),
        warning: Some(w.say(keys[1])),
        errors: Vec::new(),
        pairs: Vec::new(),
        action: paths::desk_act(id, act),
        token: visit.token(&purpose(act, id)),
        version: Some(case.version()),
        hidden: Vec::new(),
        fields: Vec::new(),
        act: w.say(keys[2]),
        more: None,
    }
}

/// Puts errors into the summary and to their fields.
pub(crate) fn fail(page: &mut ActPage, errors: &[(&'static str, String)]) {
    for (name, said) in errors {
        page.errors.push(ErrorLine::new(*name, said.clone()));
        for field in page.fields.iter_mut().filter(|field| field.name == *name) {
            field.error = Some(said.clone());
        }
    }
}

fn choice(options: Vec<Answer>) -> FieldKind {
    FieldKind::Choice(Choice {
        options,
        several: false,
    })
}

fn pass_on_page(visit: &Visit, seat: &Seat, case: &Case, error: Option<String>) -> ActPage {
    let w = visit.here.words;
    let mut page = blank(
        visit,
        seat,
        case,
        "pass-on",
        ["do-pass-on", "pass-on-about", "do-pass-on"],
    );
    let key = case.life.step().map_or("", |step| step.key.as_str());
    let next = case.guide.workflow().next(key);
    let steps = next.iter().flat_map(|next| next.onward.iter().chain(&next.optional));
    // Signing and issuing need a result: that is another act.
    let options: Vec<Answer> = steps
        .filter(|(step, _)| !step.kind.needs_result())
        .enumerate()
        .map(|(place, (step, _))| Answer::new(&step.key, case.said(w, &step.name), place == 0))
        .collect();
    page.fields = vec![Field::new("next", w.say("pass-on-next"), choice(options))];
    if let Some(error) = error {
        fail(&mut page, &[("next", error)]);
    }
    page
}

fn decline_page(visit: &Visit, seat: &Seat, case: &Case, reason: &str, error: Option<String>) -> ActPage {
    let w = visit.here.words;
    let mut page = blank(
        visit,
        seat,
        case,
        "decline",
        ["do-decline", "decline-about", "do-decline"],
    );
    page.fields = vec![
        Field::new("reason", w.say("act-reason"), FieldKind::LongText(reason.to_owned()))
            .hint(w.say("decline-reason-hint")),
    ];
    if let Some(error) = error {
        fail(&mut page, &[("reason", error)]);
    }
    page
}

fn send_back_page(
    visit: &Visit,
    seat: &Seat,
    case: &Case,
    (to, reason): (&str, &str),
    errors: &[(&'static str, String)],
) -> ActPage {
    let w = visit.here.words;
    let mut page = blank(
        visit,
        seat,
        case,
        "send-back",
        ["do-send-back", "send-back-about", "do-send-back"],
    );
    // Only to steps of work that somebody has done on this dossier.
    let options: Vec<Answer> = case
        .life
        .step()
        .map(|step| case.guide.workflow().back(&step.key))
        .unwrap_or_default()
        .into_iter()
        .filter(|step| !step.kind.needs_result())
        .filter(|step| {
            case.life.steps.iter().any(|done| {
                done.key == step.key
                    && done
                        .closed
                        .is_some_and(|closed| matches!(closed.outcome, Outcome::Done { .. }))
            })
        })
        .map(|step| {
            Answer::new(
                &step.key,
                format!("{} ({})", case.said(w, &step.name), step_said(w, step.kind)),
                step.key == to,
            )
        })
        .collect();
    page.fields = vec![
        Field::new("to", w.say("send-back-to"), choice(options)),
        Field::new("reason", w.say("act-reason"), FieldKind::LongText(reason.to_owned())),
    ];
    fail(&mut page, errors);
    page
}
