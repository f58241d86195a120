//! Signing in through the national identity provider, and signing out.

use super::person::PersonsRoom;
use super::sent::{Asked, Post};
use super::shell::shell;
use crate::app::{Answer, Refusal, Visit};
use crate::parts::Link;
use crate::problem::ProblemPage;
use crate::public::SignInPage;
use crate::{Page, paths};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use motcua_accounts::Secret;
use motcua_accounts::citizen::{self, Departure, FinishError, IdentityLevel, ProviderError, ReturnPath, Returned};
use motcua_accounts::session::{self, Cookie, Place};
use motcua_dossier::problem::IDENTITY_TOO_WEAK;

/// The address with where to go on.
fn with_back(path: &str, back: &ReturnPath) -> String {
    format!("{path}?back={}", super::home::encoded(back.as_str()))
}

fn back(asked: &Asked) -> ReturnPath {
    ReturnPath::parse(&asked.line("back")).unwrap_or_else(|_| ReturnPath::home())
}

/// Why somebody comes back to the choice of ways without being signed in: the word in the address, its sentence.
const WHYS: [(&str, &str); 6] = [
    ("late", "sign-in-late"),
    ("browser", "sign-in-other-browser"),
    ("given-up", "sign-in-given-up"),
    ("away", "sign-in-away"),
    ("unproven", "sign-in-unproven"),
    ("unknown", "sign-in-unknown"),
];

/// `GET /sign-in?back=…`.
pub(super) async fn show(visit: Visit, asked: Asked) -> Answer {
    let why = asked.line("why");
    let key = WHYS.iter().find(|(word, _)| *word == why).map(|(_, key)| *key);
    Ok(page(&visit, &back(&asked), key).await?.respond())
}

/// The same in the place of a page that needs somebody, going on where it says.
pub(super) async fn needed(visit: &Visit, back: &str) -> Answer {
    let back = ReturnPath::parse(back).unwrap_or_else(|_| ReturnPath::home());
    Ok(page(visit, &back, None).await?.respond_with(StatusCode::UNAUTHORIZED))
}

async fn page(visit: &Visit, back: &ReturnPath, note: Option<&str>) -> Result<SignInPage, Refusal> {
    let w = visit.here.words;
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    Ok(SignInPage {
        w,
        shell: shell(visit, &read, None).await?,
        identity_href: with_back(paths::SIGN_IN_IDENTITY, back),
        simulator: visit.app().about().is_demo,
        expired: false,
        note: note.map(|key| w.say(key)),
    })
}

/// `GET /sign-in/identity?back=…`: a link, since a form may only post to ourselves.
pub(super) async fn leave(visit: Visit, asked: Asked) -> Answer {
    let app = visit.app();
    let back = back(&asked);
    let departure = Departure {
        visitor: visit.visitor.clone(),
        return_to: back.clone(),
        level: IdentityLevel::Two,
        place: Place::Own,
    };
    match citizen::begin(app.store(), app.keys(), app.provider(), departure, &visit.ctx).await {
        Ok(address) => Ok(Redirect::to(&address).into_response()),
        Err(citizen::BeginError::Provider(error)) => {
            tracing::warn!(%error, request = visit.here.request_id, "nobody can leave for the identity provider");
            Ok(again("away", &back))
        }
        Err(error) => Err(visit.refuse(error)),
    }
}

fn again(why: &str, back: &ReturnPath) -> Response {
    let address = format!("{}&why={why}", with_back(paths::SIGN_IN, back));
    Redirect::to(&address).into_response()
}

/// `GET /sign-in/return?state=…&code=…`: the way back.
pub(super) async fn come_back(visit: Visit, asked: Asked) -> Answer {
    let app = visit.app();
    let directory = app.directory();
    let persons = PersonsRoom {
        store: app.store(),
        directory: &directory,
    };
    let code = asked.line("code");
    let returned = Returned {
        state: Secret::new(asked.line("state")),
        code: if code.is_empty() {
            Err(asked.line("error"))
        } else {
            Ok(Secret::new(code))
        },
        visitor: Some(visit.visitor.clone()),
        device: visit.device,
    };
    let finished = citizen::finish(app.store(), app.keys(), app.provider(), &persons, returned, &visit.ctx).await;
    let signed_in = match finished {
        Ok(signed_in) => signed_in,
        Err(error) => return not_signed_in(&visit, error),
    };
    let onward = if signed_in.short_of_level {
        with_back(paths::SIGN_IN_LEVEL, &signed_in.return_to)
    } else {
        signed_in.return_to.as_str().to_owned()
    };
    let cookie = Cookie::Session.set(app.scheme(), signed_in.token.secret());
    Ok(with_cookie(Redirect::to(&onward).into_response(), &cookie))
}

fn not_signed_in(visit: &Visit, error: FinishError) -> Answer {
    match &error {
        FinishError::Late { return_to } => Ok(again("late", return_to)),
        FinishError::OtherBrowser { return_to } => Ok(again("browser", return_to)),
        FinishError::GivenUp { return_to } => Ok(again("given-up", return_to)),
        FinishError::Unknown => Ok(again("unknown", &ReturnPath::home())),
        FinishError::Provider { return_to, source } => {
            tracing::warn!(error = %source, request = visit.here.request_id, "the identity provider did not say who came");
            let why = match source {
                ProviderError::Away { .. } => "away",
                ProviderError::Refused(_) | ProviderError::Unproven(_) | ProviderError::Claim(_) => "unproven",
            };
            Ok(again(why, return_to))
        }
        FinishError::Person(_) | FinishError::Read(_) | FinishError::Commit(_) => Err(visit.refuse(error)),
    }
}

/// `GET /sign-in/level?back=…`: what an account of level 1 can do, and how it comes to level 2.
pub(super) async fn level(visit: Visit, asked: Asked) -> Answer {
    visit.person()?;
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let mut page = ProblemPage::of(IDENTITY_TOO_WEAK, &visit.here);
    page.shell = shell(&visit, &read, None).await?;
    let words = visit.here.words;
    page.acts = vec![
        Link::new(words.say("level-go-on"), back(&asked).as_str()),
        Link::new(words.say("procedure-centres"), paths::CENTRES),
    ];
    Ok(page.respond())
}

/// `POST /sign-out`.
pub(super) async fn sign_out(visit: Visit, post: Post) -> Answer {
    let app = visit.app();
    if let Some(found) = &visit.session {
        let ctx = visit
            .form("sign-out", post.token())
            .map_err(|problem| visit.refuse(problem))?;
        session::end(app.store(), &found.stored, found.stored.id, &ctx)
            .await
            .map_err(|error| visit.refuse(error))?;
    }
    let gone = Cookie::Session.clear(app.scheme());
    Ok(with_cookie(Redirect::to(paths::HOME).into_response(), &gone))
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
