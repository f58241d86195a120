//! The second factor: passing it at sign-in, and connecting a code app where one is demanded.

use super::posted::Posted;
use super::shell::outside;
use super::sign_in::{back_to, go_on, wait_said};
use crate::app::{Answer, Visit};
use crate::desk::{RecoveryPage, SignInPage};
use crate::public::Qr;
use crate::{Page, paths};
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use motcua_accounts::second_factor::{self, EnrolError, Invitation, PassError};
use motcua_accounts::session::{Holder, Standing};
use motcua_kernel::{OfficerId, SessionId};
use serde::Deserialize;

const PURPOSE: &str = "desk.second-factor";
/// The name under which the code app lists the account.
const ISSUER: &str = "Motcua";

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Way {
    #[serde(default)]
    back: String,
}

fn waiting(visit: &Visit) -> Option<(SessionId, OfficerId, Standing)> {
    let found = visit.session.as_ref()?;
    match found.stored.holder {
        Holder::Officer { officer, .. } => Some((found.stored.id, officer, found.standing)),
        Holder::Person { .. } => None,
    }
}

/// Asks for the code, or shows the key of a new app.
pub(crate) async fn show(visit: Visit, Query(way): Query<Way>) -> Answer {
    let back = back_to(&way.back);
    match waiting(&visit) {
        Some((_, _, Standing::FactorDue)) => Ok(page(&visit, back, None).respond()),
        Some((id, _, Standing::EnrolmentDue)) => {
            let invitation = invite(&visit, id).await.map_err(|error| visit.refuse(error))?;
            Ok(page(&visit, back, Some(&invitation)).respond())
        }
        Some((_, officer, Standing::Open)) => go_on(&visit, officer, back).await,
        Some((_, _, Standing::Locked | Standing::Over)) | None => Ok(Redirect::to(paths::DESK_SIGN_IN).into_response()),
    }
}

/// Takes the code.
pub(crate) async fn submit(visit: Visit, Form(posted): Form<Posted>) -> Answer {
    let back = back_to(posted.get("back"));
    let Some((id, officer, standing)) = waiting(&visit) else {
        return Ok(Redirect::to(paths::DESK_SIGN_IN).into_response());
    };
    let ctx = visit
        .form(PURPOSE, posted.get("token"))
        .map_err(|problem| visit.refuse(problem))?;
    let (app, w, code) = (visit.app(), visit.here.words, posted.get("code").trim().to_owned());
    match standing {
        Standing::FactorDue => match second_factor::pass(app.store(), app.keys(), id, &code, &ctx).await {
            Ok(_) => go_on(&visit, officer, back).await,
            Err(PassError::Wrong) => Ok(page(&visit, back, None)
                .failing("code", &w.say("desk-code-wrong"))
                .respond_with(StatusCode::UNPROCESSABLE_ENTITY)),
            Err(PassError::TooMany(wait)) => Ok(page(&visit, back, None)
                .failing("code", &wait_said(&visit, wait))
                .respond_with(StatusCode::TOO_MANY_REQUESTS)),
            Err(error) => Err(visit.refuse(error)),
        },
        // A double click on the first code comes when the session is open already: the same codes are shown again.
        Standing::EnrolmentDue | Standing::Open => {
            match second_factor::confirm(app.store(), app.keys(), id, &code, &ctx).await {
                Ok(enrolled) => Ok(RecoveryPage {
                    w,
                    desk: outside(&visit),
                    codes: enrolled.recovery.shown(),
                    onward: back.unwrap_or_else(|| paths::DESK_SIGN_IN.to_owned()),
                }
                .respond()),
                Err(error @ (EnrolError::Wrong | EnrolError::TooMany(_))) => {
                    let invitation = invite(&visit, id).await.map_err(|error| visit.refuse(error))?;
                    let (said, status) = match error {
                        EnrolError::TooMany(wait) => (wait_said(&visit, wait), StatusCode::TOO_MANY_REQUESTS),
                        _ => (w.say("desk-code-wrong"), StatusCode::UNPROCESSABLE_ENTITY),
                    };
                    Ok(page(&visit, back, Some(&invitation))
                        .failing("code", &said)
                        .respond_with(status))
                }
                // Nothing to connect: the other tab has done it.
                Err(EnrolError::NotBegun | EnrolError::StepUp(_)) => go_on(&visit, officer, back).await,
                Err(error) => Err(visit.refuse(error)),
            }
        }
        Standing::Locked | Standing::Over => Ok(Redirect::to(paths::DESK_SIGN_IN).into_response()),
    }
}

async fn invite(visit: &Visit, id: SessionId) -> Result<Invitation, EnrolError> {
    let app = visit.app();
    second_factor::begin(app.store(), app.keys(), id, ISSUER, &visit.ctx).await
}

fn page(visit: &Visit, back: Option<String>, invitation: Option<&Invitation>) -> SignInPage {
    let mut page = SignInPage::second_factor(visit.here.words, outside(visit), &visit.token(PURPOSE));
    page.back = back;
    if let Some(invitation) = invitation {
        page.enrol = Some(invitation.key.reveal().to_owned());
        page.enrol_qr = invitation.picture.as_ref().map(Qr::from);
    }
    page
}
