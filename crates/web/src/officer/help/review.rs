//! Read whole, handed in and accepted: one press where the officer's centre receives.
//!
//! Handing in and accepting are two changes, one after the other, each with a token of its own. If the second cannot
//! be done, the dossier lies in the centre's list as any other, and the officer is led to its page.

use super::{helped, helping, seated};
use crate::app::{Answer, Refusal, Visit};
use crate::citizen::behalf;
use crate::citizen::draft::Filling;
use crate::citizen::prefixes::rules;
use crate::citizen::review::read_whole;
use crate::desk::HelpReviewPage;
use crate::officer::accept::found;
use crate::officer::posted::Posted;
use crate::officer::said::{is_required, keepings, kept_component, unit};
use crate::officer::shell::Seat;
use crate::parts::{ErrorLine, Pair};
use crate::{DeskPart, Page, paths};
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use motcua_catalog::{Component, Method};
use motcua_dossier::accept::{Accept, accept};
use motcua_dossier::checklist::Checked;
use motcua_dossier::submit::{Begun, Submit, SubmitError, submit as hand_in};
use motcua_dossier::{Channel, Identity};
use motcua_kernel::{DossierId, DraftId, FieldProblem, UnitId};
use motcua_org::Right;
use std::collections::BTreeSet;

/// The purposes of the two tokens.
fn purposes(draft: DraftId) -> [String; 2] {
    [format!("help.submit {draft}"), format!("help.accept {draft}")]
}

/// What was ticked.
#[derive(Default)]
struct Ticked {
    compared: bool,
    components: BTreeSet<String>,
    /// The whole form, for what is written down of originals.
    posted: Posted,
}

fn papers(filling: &Filling) -> impl Iterator<Item = &Component> {
    let components = filling.version.components().iter();
    components.filter(|component| component.is_paper())
}

/// Whether the officer also accepts at the centre where they help.
fn accepts(seat: &Seat, centre: UnitId) -> bool {
    seat.centre(Right::Accept) == Some(centre)
}

/// Shows it.
pub(crate) async fn show(visit: Visit, Path(draft): Path<String>) -> Answer {
    let (seat, centre) = seated(&visit).await?;
    let filling = helping(&visit, &seat, centre, &draft).await?;
    let ticked = Ticked {
        compared: false,
        // What comes with the form itself is there already.
        components: papers(&filling)
            .filter(|component| component.form_generated)
            .map(|component| component.key.clone())
            .collect(),
        posted: Posted::default(),
    };
    let page = page(&visit, &seat, centre, &filling, &ticked, Vec::new(), &[]).await?;
    Ok(page.respond())
}

/// Hands it in, and accepts it where that was asked for.
pub(crate) async fn submit(visit: Visit, Path(draft): Path<String>, Form(posted): Form<Posted>) -> Answer {
    let (seat, centre) = seated(&visit).await?;
    let id: DraftId = visit.id(&draft)?;
    let [to_submit, to_accept] = purposes(id);
    let review = Redirect::to(&paths::desk_help_review(id));
    let (Ok(ctx), Ok(accept_ctx)) = (
        visit.form(&to_submit, posted.get("token")),
        visit.form(&to_accept, posted.get("accept_token")),
    ) else {
        return Ok(review.into_response());
    };
    let applied = seat.read.was_applied(ctx.change()).await;
    if applied.map_err(|error| visit.refuse(error))? {
        // A double click: the draft is gone, and its dossier has the first id of the change.
        let dossier: DossierId = ctx.id();
        return Ok(Redirect::to(&paths::desk_dossier(dossier)).into_response());
    }
    let filling = helping(&visit, &seat, centre, &draft).await?;
    let ticked = Ticked {
        compared: posted.get("compared") == "yes",
        components: posted.all("component").map(str::to_owned).collect(),
        posted: posted.clone(),
    };
    let accepting = accepts(&seat, centre) && posted.get("do") != "submit";
    let errors = missing(&visit, &filling, &ticked, accepting);
    let directory = visit.app().directory();
    let whole = read_whole(&visit, &directory, &filling, Some(centre), &[])?;
    let goes = whole.goes.filter(|_| errors.is_empty() && whole.errors.is_empty());
    let Some(goes) = goes else {
        let page = page(&visit, &seat, centre, &filling, &ticked, errors, &[]).await?;
        return Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let officer = seat.officer.id;
    let command = Submit {
        begun: Begun::Here(id),
        parties: behalf::parties(&visit, &seat.read, &filling, Some(officer)).await?,
        identity: Identity::CardSeen { officer },
        // Where it is received over the counter it comes in directly; who is only helped files online.
        channel: if accepts(&seat, centre) {
            Channel::Direct
        } else {
            Channel::Online
        },
        territory: goes.territory,
        reception: goes.reception.id,
        delivery: goes.delivery.id,
    };
    let app = visit.app();
    let dossier = match hand_in(app.store(), &directory, command, &rules(visit.ctx.today()), &ctx).await {
        Ok(dossier) => dossier,
        Err(SubmitError::NoMandate) => {
            let wrong = FieldProblem {
                field: String::new(),
                message: "submit-mandate-does-not-hold".into(),
                values: Vec::new(),
            };
            let page = page(&visit, &seat, centre, &filling, &ticked, Vec::new(), &[wrong]).await?;
            return Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY));
        }
        Err(error) => return Err(visit.refuse(error)),
    };
    if !accepting {
        let to = if accepts(&seat, centre) {
            paths::desk_submission(dossier)
        } else {
            paths::desk_dossier(dossier)
        };
        return Ok(Redirect::to(&to).into_response());
    }
    let originals = keepings(papers(&filling), &posted);
    let command = Accept {
        dossier,
        centre,
        checked: papers(&filling)
            .map(|known| Checked {
                component: known.key.clone(),
                verdict: found(known, &ticked.components, &originals),
                remark: String::new(),
            })
            .collect(),
        originals: originals.clone(),
        settled: Vec::new(),
        version: None,
    };
    match accept(app.store(), &directory, command, &accept_ctx).await {
        Ok(_) => Ok(Redirect::to(&paths::desk_dossier(dossier)).into_response()),
        Err(error) => {
            // Handed in all the same: its own page says what keeps it from being accepted.
            tracing::warn!(%error, %dossier, "handed in with help and not accepted");
            Ok(Redirect::to(&paths::desk_submission(dossier)).into_response())
        }
    }
}

/// What the officer has not ticked and has to.
fn missing(visit: &Visit, filling: &Filling, ticked: &Ticked, accepting: bool) -> Vec<ErrorLine> {
    let w = visit.here.words;
    let mut errors = Vec::new();
    if !ticked.compared {
        // REC-01: who does not sign in is known by card and face.
        errors.push(ErrorLine::new("compared", w.say("help-not-compared")));
    }
    let answers = filling.answers(visit);
    let lacking = papers(filling)
        .filter(|known| accepting && is_required(known, &answers) && !ticked.components.contains(&known.key))
        .map(|known| {
            let said = w.one(
                "accept-missing",
                "component",
                filling.version.said(w.language().tag(), &known.name),
            );
            ErrorLine::new(format!("component/{}", known.key), said)
        });
    errors.extend(lacking);
    // Said before it is handed in: what is written down of an original must be right.
    let wrong = keepings(papers(filling), &ticked.posted)
        .into_iter()
        .filter(|kept| accepting && !(1..=2_000).contains(&kept.sheets))
        .map(|kept| ErrorLine::new(format!("sheets/{}", kept.component), w.say("original-sheets-wrong")));
    errors.extend(wrong);
    errors
}

async fn page(
    visit: &Visit,
    seat: &Seat,
    centre: UnitId,
    filling: &Filling,
    ticked: &Ticked,
    mut errors: Vec<ErrorLine>,
    further: &[FieldProblem],
) -> Result<HelpReviewPage, Refusal> {
    let w = visit.here.words;
    let directory = visit.app().directory();
    let whole = read_whole(visit, &directory, filling, Some(centre), further)?;
    errors.extend(whole.errors);
    let matter = behalf::of_draft(visit, &seat.read, filling).await?;
    let id = filling.draft.id;
    // INT-03: each for itself, never mixed.
    let mut places = vec![
        Pair::new(w.say("place-helped"), unit(&directory, centre)),
        Pair::new(w.say("place-received"), unit(&directory, centre)),
    ];
    match &whole.goes {
        Some(goes) => {
            places.push(Pair::new(w.say("place-decides"), &goes.deciding.name));
            places.push(Pair::new(w.say("place-returns"), &goes.delivery.name));
        }
        None => places.push(Pair::new(w.say("place-decides"), w.say("review-decides-open"))),
    }
    let [to_submit, to_accept] = purposes(id);
    let answers = filling.answers(visit);
    let (fee, fee_lines) = filling.bill(visit, Some(Method::Direct));
    Ok(HelpReviewPage {
        w,
        desk: seat.desk(visit, Some(DeskPart::Help)),
        helped: helped(&filling.own.person),
        applicant: matter.map_or_else(|| filling.own.person.name.value.clone(), |matter| matter.said(w)),
        behalf: paths::desk_help_for(id),
        procedure: filling.procedure.clone(),
        back: paths::desk_help_draft(id, filling.form(visit)?.sections.len()),
        action: paths::desk_help_review(id),
        token: visit.token(&to_submit),
        accept_token: visit.token(&to_accept),
        errors,
        spelled: whole.spelled,
        sections: whole.sections,
        places,
        fee,
        fee_lines,
        compared: ticked.compared,
        components: papers(filling)
            .map(|known| {
                kept_component(
                    w,
                    (&filling.version, &answers),
                    known,
                    ticked.components.contains(&known.key),
                    &ticked.posted,
                )
            })
            .collect(),
        accepts: accepts(seat, centre),
        files: whole.files,
        guidance: paths::desk_help_guidance(id),
    })
}
