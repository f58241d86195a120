//! Signing in with name and password, unlocking a locked screen, signing out.

use super::posted::{Peer, Posted};
use super::shell::{SIGN_OUT, landing, outside};
use crate::app::{Answer, Visit};
use crate::desk::SignInPage;
use crate::parts::{Field, FieldKind};
use crate::{Page, paths};
use axum::Form;
use axum::extract::Query;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use motcua_accounts::account::{self, SignIn, SignInError, TooManyTries, UnlockError};
use motcua_accounts::citizen::ReturnPath;
use motcua_accounts::password::Password;
use motcua_accounts::session::{self, Cookie, Holder, Stage, Standing};
use motcua_kernel::{Context, OfficerId};
use motcua_org::rights::load::load_officer;
use serde::Deserialize;

const SIGN_IN: &str = "desk.sign-in";
const UNLOCK: &str = "desk.unlock";

/// Where to go on, and what has just happened.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Way {
    #[serde(default)]
    back: String,
    #[serde(default)]
    activated: String,
}

/// A page of the desk to come back to; nothing else is followed.
pub(crate) fn back_to(typed: &str) -> Option<String> {
    let path = ReturnPath::parse(typed).ok()?;
    path.as_str().starts_with("/desk/").then(|| path.as_str().to_owned())
}

/// Shows the form, or leads on who has signed in already.
pub(crate) async fn show(visit: Visit, Query(way): Query<Way>) -> Answer {
    let back = back_to(&way.back);
    let officer = visit.session.as_ref().and_then(|found| match found.stored.holder {
        Holder::Officer { officer, .. } => Some((officer, found.standing)),
        Holder::Person { .. } => None,
    });
    match officer {
        Some((officer, Standing::Open)) => go_on(&visit, officer, back).await,
        Some((_, Standing::FactorDue | Standing::EnrolmentDue)) => Ok(to_second_factor(back.as_deref())),
        Some((_, Standing::Locked)) => Ok(unlock_page(&visit, back).respond()),
        Some((_, Standing::Over)) | None => {
            let mut page = page(&visit, "", back);
            if !way.activated.is_empty() {
                page.about = visit.here.words.say("desk-activated");
            }
            Ok(page.respond())
        }
    }
}

/// Signs in, or opens the locked screen.
pub(crate) async fn submit(visit: Visit, Peer(address): Peer, Form(posted): Form<Posted>) -> Answer {
    let back = back_to(posted.get("back"));
    let locked = visit
        .session
        .as_ref()
        .filter(|found| found.standing == Standing::Locked);
    if locked.is_some_and(|found| matches!(found.stored.holder, Holder::Officer { .. })) {
        return unlock(visit, posted, back).await;
    }
    let w = visit.here.words;
    let login = posted.get("login");
    let ctx = visit.form(SIGN_IN, posted.get("token")).map_err(|problem| {
        visit
            .refuse(problem)
            .keeping(posted.kept(w, &[("login", "desk-login")]))
    })?;
    let app = visit.app();
    let ask = SignIn {
        login: login.to_owned(),
        password: Password::typed(posted.get("password")),
        address,
        device: visit.device,
        visitor: visit.visitor.clone(),
    };
    let wrong = |field: &str, said: String| {
        let page = page(&visit, login, back.clone()).failing(field, &said);
        Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
    };
    match account::sign_in(app.store(), app.keys(), app.hasher(), &app.policy(), ask, &ctx).await {
        Ok(signed) => {
            let answer = match (signed.session.stage, signed.session.holder) {
                (Stage::Open, Holder::Officer { officer, .. }) => go_on(&visit, officer, back).await?,
                _ => to_second_factor(back.as_deref()),
            };
            let cookie = Cookie::Session.set(app.scheme(), signed.token.secret());
            Ok(([(header::SET_COOKIE, cookie)], answer).into_response())
        }
        Err(SignInError::Wrong) => wrong("login", w.say("desk-sign-in-wrong")),
        Err(SignInError::Locked) => wrong("login", w.say("desk-account-locked")),
        Err(SignInError::TooMany(wait)) => {
            let page = page(&visit, login, back).failing("login", &wait_said(&visit, wait));
            Ok(page.respond_with(StatusCode::TOO_MANY_REQUESTS))
        }
        Err(error) => Err(visit.refuse(error)),
    }
}

async fn unlock(visit: Visit, posted: Posted, back: Option<String>) -> Answer {
    let ctx = visit
        .form(UNLOCK, posted.get("token"))
        .map_err(|problem| visit.refuse(problem))?;
    let (app, w) = (visit.app(), visit.here.words);
    let Some((id, Holder::Officer { officer, .. })) = visit
        .session
        .as_ref()
        .map(|found| (found.stored.id, found.stored.holder))
    else {
        return Ok(Redirect::to(paths::DESK_SIGN_IN).into_response());
    };
    let password = Password::typed(posted.get("password"));
    match account::unlock_screen(app.store(), app.keys(), app.hasher(), id, &password, &ctx).await {
        Ok(()) => go_on(&visit, officer, back).await,
        Err(UnlockError::Wrong) => {
            let page = unlock_page(&visit, back).failing("password", &w.say("desk-unlock-wrong"));
            Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(UnlockError::TooMany(wait)) => {
            let page = unlock_page(&visit, back).failing("password", &wait_said(&visit, wait));
            Ok(page.respond_with(StatusCode::TOO_MANY_REQUESTS))
        }
        Err(error) => Err(visit.refuse(error)),
    }
}

/// Locks the screen until the password is typed. Its token only says that the form is ours: the same page may lock again.
pub(crate) async fn lock(visit: Visit, headers: HeaderMap, Form(posted): Form<Posted>) -> Answer {
    visit.officer()?;
    visit
        .form(SIGN_OUT, posted.get("token"))
        .map_err(|problem| visit.refuse(problem))?;
    if let Some(found) = &visit.session {
        session::lock_screen(visit.app().store(), found.stored.id, &visit.ctx)
            .await
            .map_err(|error| visit.refuse(error))?;
    }
    // Without scripts they come back to the page that they left.
    let from = headers.get(header::REFERER).and_then(|from| from.to_str().ok());
    let back = from.and_then(|from| back_to(&from[from.find("/desk/")?..]));
    let way = back.map_or(String::new(), |back| format!("?back={back}"));
    Ok(Redirect::to(&format!("{}{way}", paths::DESK_SIGN_IN)).into_response())
}

/// Ends the session.
pub(crate) async fn sign_out(visit: Visit, Form(posted): Form<Posted>) -> Answer {
    let ctx: Context = visit
        .form(SIGN_OUT, posted.get("token"))
        .map_err(|problem| visit.refuse(problem))?;
    if let Some(found) = &visit.session {
        session::end(visit.app().store(), &found.stored, found.stored.id, &ctx)
            .await
            .map_err(|error| visit.refuse(error))?;
    }
    let cookie = Cookie::Session.clear(visit.app().scheme());
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(paths::DESK_SIGN_IN)).into_response())
}

/// To the page that somebody came from, or to the first part they have a right to.
pub(crate) async fn go_on(visit: &Visit, officer: OfficerId, back: Option<String>) -> Answer {
    if let Some(back) = back {
        return Ok(Redirect::to(&back).into_response());
    }
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let rights = load_officer(&read, officer, visit.ctx.now())
        .await
        .map_err(|error| visit.refuse(error))?;
    Ok(Redirect::to(landing(&rights)).into_response())
}

fn to_second_factor(back: Option<&str>) -> Response {
    let way = back.map_or(String::new(), |back| format!("?back={back}"));
    Redirect::to(&format!("{}{way}", paths::DESK_SECOND_FACTOR)).into_response()
}

pub(crate) fn wait_said(visit: &Visit, wait: TooManyTries) -> String {
    let w = visit.here.words;
    // The wait ends within its minute: the next full one is safe to name.
    w.one("desk-too-many", "clock", w.clock(wait.until.plus_seconds(59)))
}

fn page(visit: &Visit, login: &str, back: Option<String>) -> SignInPage {
    let mut page = SignInPage::password(visit.here.words, outside(visit), &visit.token(SIGN_IN), login);
    page.back = back;
    page
}

fn unlock_page(visit: &Visit, back: Option<String>) -> SignInPage {
    let w = visit.here.words;
    let mut page = SignInPage::password(w, outside(visit), &visit.token(UNLOCK), "");
    page.title = w.say("desk-locked-title");
    page.about = w.say("desk-locked-about");
    page.act = w.say("desk-unlock");
    page.fields = vec![Field::new("password", w.say("desk-password"), FieldKind::Secret)];
    page.back = back;
    page
}
