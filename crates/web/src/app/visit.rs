//! A request as handlers see it: where, who, when, under which session.

use super::{App, Refusal};
use crate::{Here, Part, Shell};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use motcua_accounts::citizen::IdentityLevel;
use motcua_accounts::session::{self, Cookie, Device, Found, Holder, Scheme, SessionToken, Standing, VisitorToken};
use motcua_accounts::token::{Bound, FormToken};
use motcua_kernel::{Actor, Code, Context, Id, OfficerId, PersonId, Problem, RequestId, codes};
use uuid::Uuid;

/// A form whose token is not ours, of another browser or too old: what was typed is shown again.
pub const FORM_EXPIRED: Code = Code::new("form-expired", 409);

/// A reason, an opinion or a note that is longer than anybody reads: what was typed is shown again.
pub const TEXT_TOO_LONG: Code = Code::new("text-too-long", 422);

/// Letters of one free text at most: about three pages.
const MOST_LETTERS: usize = 5_000;

/// Says that a free text is too long to be kept for good in a record.
///
/// # Errors
///
/// Fails as [`TEXT_TOO_LONG`].
pub(crate) fn not_too_long(text: &str) -> Result<(), Problem> {
    match text.chars().nth(MOST_LETTERS) {
        Some(_) => Err(Problem::new(TEXT_TOO_LONG)),
        None => Ok(()),
    }
}

/// A request: where it came in, who acts, and the session it came under.
pub struct Visit {
    /// Where.
    pub here: Here,
    /// Who and when. Its change id is fresh: a form brings its own by [`Visit::form`].
    pub ctx: Context,
    /// The session, whatever it allows.
    pub session: Option<Found>,
    /// The browser's visitor cookie; the layer [`visitors`] sees that there is one.
    pub visitor: VisitorToken,
    /// The device.
    pub device: Device,
    app: App,
}

/// A citizen who is signed in.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// How surely.
    pub level: IdentityLevel,
}

impl Visit {
    /// The site.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Whose browser forms are made for.
    pub fn bound(&self) -> Bound {
        match &self.session {
            Some(found) => Bound::Session(found.stored.id),
            None => Bound::Visitor(self.visitor.clone()),
        }
    }

    /// The token of a form for a purpose.
    pub fn token(&self, purpose: &str) -> String {
        FormToken::make(self.app.keys(), &self.bound(), purpose, &self.ctx).to_string()
    }

    /// The context of a form that came back: its change id is the token's, so a double click is applied once.
    ///
    /// # Errors
    ///
    /// Fails as [`FORM_EXPIRED`] if the token is not one of ours for this browser and purpose.
    pub fn form(&self, purpose: &str, token: &str) -> Result<Context, Problem> {
        let change = FormToken::verify(self.app.keys(), &self.bound(), purpose, token, &self.ctx)
            .map_err(|error| Problem::new(FORM_EXPIRED).caused_by(error))?;
        Ok(Context::for_change(self.ctx.actor(), self.ctx.now(), change).with_request(self.ctx.request()))
    }

    /// The signed-in citizen.
    ///
    /// # Errors
    ///
    /// Fails as `sign-in-needed` if nobody is.
    pub fn person(&self) -> Result<Person, Refusal> {
        match (self.ctx.actor(), self.session.as_ref().map(|found| found.stored.holder)) {
            (Actor::Person(id), Some(Holder::Person { level, .. })) => Ok(Person { id, level }),
            _ => Err(self.refuse(Problem::new(codes::SIGN_IN_NEEDED))),
        }
    }

    /// The signed-in officer.
    ///
    /// # Errors
    ///
    /// Fails as `sign-in-needed` if nobody is.
    pub fn officer(&self) -> Result<OfficerId, Refusal> {
        match self.ctx.actor() {
            Actor::Officer(id) => Ok(id),
            _ => Err(self.refuse(Problem::new(codes::SIGN_IN_NEEDED))),
        }
    }

    /// The id in an address.
    ///
    /// # Errors
    ///
    /// Fails as `not-found` if it is none.
    pub fn id<T: Id>(&self, text: &str) -> Result<T, Refusal> {
        Uuid::try_parse(text)
            .map(T::from)
            .map_err(|_| self.refuse(Problem::new(codes::NOT_FOUND)))
    }

    /// The public shell of a page here.
    pub fn shell(&self, part: Option<Part>, name: Option<&str>) -> Shell {
        let mut shell = Shell::new(&self.here, part);
        if let Some(name) = name {
            shell = shell.for_person(name, self.token("sign-out"));
        }
        shell
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        // Reading where a request came in cannot fail.
        let Ok(here) = Here::from_request_parts(parts, app).await;
        let now = app.now();
        let request =
            Uuid::try_parse(&here.request_id).map_or_else(|_| RequestId::from(Uuid::now_v7()), RequestId::from);
        let outside = Context::new(Actor::Anyone, now).with_request(request);
        let cookies = cookies(&parts.headers);
        let visitor = parts
            .extensions
            .get::<Newcomer>()
            .map(|newcomer| newcomer.0.clone())
            .or_else(|| {
                Cookie::Visitor
                    .read(app.scheme(), &cookies)
                    .and_then(VisitorToken::parse)
            })
            .unwrap_or_else(|| VisitorToken::make(&outside));
        let session = match Cookie::Session
            .read(app.scheme(), &cookies)
            .and_then(SessionToken::parse)
        {
            Some(token) => {
                let read = app.store().read().await.map_err(|error| Refusal::new(&here, error))?;
                session::find(&read, &token, &outside)
                    .await
                    .map_err(|error| Refusal::new(&here, error))?
            }
            None => None,
        };
        let actor = session.as_ref().map_or(Actor::Anyone, |found| found.stored.actor(now));
        let ctx = Context::new(actor, now).with_request(request);
        if let Some(found) = session.as_ref().filter(|found| found.standing == Standing::Open)
            && let Err(error) = session::touch(app.store(), found, &ctx).await
        {
            // The page may be shown all the same; the next one tries again.
            tracing::warn!(%error, "the last use of a session was not written");
        }
        let agent = parts
            .headers
            .get(header::USER_AGENT)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        Ok(Self {
            here,
            ctx,
            session,
            visitor,
            device: Device::from_user_agent(agent),
            app: app.clone(),
        })
    }
}

fn cookies(headers: &HeaderMap) -> String {
    let lines: Vec<&str> = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    lines.join("; ")
}

/// The visitor token of a browser that came without one.
#[derive(Clone)]
struct Newcomer(VisitorToken);

/// Sees that every browser has a visitor cookie, so that forms before sign-in are bound to it.
pub async fn visitors(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let scheme: Scheme = app.scheme();
    let known = Cookie::Visitor
        .read(scheme, &cookies(request.headers()))
        .and_then(VisitorToken::parse);
    if known.is_some() {
        return next.run(request).await;
    }
    let token = VisitorToken::make(&Context::new(Actor::Anyone, app.now()));
    request.extensions_mut().insert(Newcomer(token.clone()));
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&Cookie::Visitor.set(scheme, token.secret())) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
