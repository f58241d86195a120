//! Activation with a printed slip: the code and a new password.

use super::posted::{Peer, Posted};
use super::shell::outside;
use super::sign_in::wait_said;
use crate::app::{Answer, Visit};
use crate::desk::SignInPage;
use crate::{Page, paths};
use axum::Form;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use motcua_accounts::activation::{self, RedeemError, SlipError};
use motcua_accounts::password::{Password, PolicyError};

const PURPOSE: &str = "desk.activate";

/// Shows the form.
pub(crate) async fn show(visit: Visit) -> Answer {
    Ok(page(&visit, "").respond())
}

/// Uses the slip. The officer signs in next.
pub(crate) async fn submit(visit: Visit, Peer(address): Peer, Form(posted): Form<Posted>) -> Answer {
    let (app, w, login) = (visit.app(), visit.here.words, posted.get("login").trim());
    let ctx = visit.form(PURPOSE, posted.get("token")).map_err(|problem| {
        visit
            .refuse(problem)
            .keeping(posted.kept(w, &[("login", "desk-login")]))
    })?;
    let wrong = |field: &str, said: String| {
        Ok(page(&visit, login)
            .failing(field, &said)
            .respond_with(StatusCode::UNPROCESSABLE_ENTITY))
    };
    if posted.get("password") != posted.get("again") {
        return wrong("again", w.say("desk-again-differs"));
    }
    let (code, password) = (posted.get("slip"), Password::typed(posted.get("password")));
    let redeemed = match activation::open_slip(app.store(), app.keys(), code, address, &ctx).await {
        // Somebody who picked up another's slip must know the name as well.
        Ok(slip) if slip.login.as_str() != login.to_lowercase() => Err(RedeemError::Unknown),
        // Used: perhaps by this very form, sent twice.
        Ok(_) | Err(RedeemError::Slip(SlipError::Used)) => {
            activation::redeem(app.store(), app.keys(), app.hasher(), code, &password, address, &ctx).await
        }
        Err(error) => Err(error),
    };
    match redeemed {
        Ok(_) => Ok(Redirect::to(&format!("{}?activated=1", paths::DESK_SIGN_IN)).into_response()),
        Err(RedeemError::Code(_)) => wrong("slip", w.say("slip-mistyped")),
        Err(RedeemError::Unknown) => wrong("slip", w.say("slip-unknown")),
        Err(RedeemError::Slip(SlipError::Used)) => wrong("slip", w.say("slip-used")),
        Err(RedeemError::Slip(SlipError::Replaced)) => wrong("slip", w.say("slip-replaced")),
        Err(RedeemError::Slip(SlipError::Over)) => wrong("slip", w.say("slip-over")),
        Err(RedeemError::Policy(rule)) => {
            let said = match rule {
                PolicyError::Short { least } => w.one("password-short", "least", least),
                PolicyError::Long => w.say("password-long"),
                PolicyError::AccountName => w.say("password-account-name"),
                PolicyError::Common => w.say("password-common"),
            };
            wrong("password", said)
        }
        Err(RedeemError::TooMany(wait)) => Ok(page(&visit, login)
            .failing("slip", &wait_said(&visit, wait))
            .respond_with(StatusCode::TOO_MANY_REQUESTS)),
        Err(error) => Err(visit.refuse(error)),
    }
}

fn page(visit: &Visit, login: &str) -> SignInPage {
    SignInPage::activation(visit.here.words, outside(visit), &visit.token(PURPOSE), login)
}
