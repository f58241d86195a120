//! What a browser sent: a query, or a form.

use crate::Here;
use crate::app::{App, Refusal, code_of};
use axum::Form;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::request::Parts;
use motcua_catalog::form::Typed;
use motcua_kernel::Problem;
use motcua_kernel::text::clean_line;
use std::convert::Infallible;

/// Names of a form that are the page's own and no answers.
const OWN: [&str; 3] = ["token", "do", "version"];

type Pairs = Vec<(String, String)>;

fn one<'a>(pairs: &'a Pairs, name: &str) -> &'a str {
    pairs
        .iter()
        .find(|(known, _)| known == name)
        .map_or("", |(_, value)| value.as_str())
}

/// The query of an address.
pub(crate) struct Asked(Pairs);

impl Asked {
    /// What was asked under a name, as one clean line; empty when nothing was.
    pub(crate) fn line(&self, name: &str) -> String {
        clean_line(one(&self.0, name))
    }
}

impl FromRequestParts<App> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        // What cannot be read asks for nothing.
        let pairs = Query::<Pairs>::try_from_uri(&parts.uri).map_or_else(|_| Vec::new(), |Query(pairs)| pairs);
        Ok(Self(pairs))
    }
}

/// A form that came back.
pub(crate) struct Post(Pairs);

impl Post {
    /// What stands under a name, as it was typed; empty when nothing does.
    pub(crate) fn typed(&self, name: &str) -> &str {
        one(&self.0, name)
    }

    /// The token.
    pub(crate) fn token(&self) -> &str {
        self.typed("token")
    }

    /// The button that was pressed; Enter presses *next*.
    pub(crate) fn act(&self) -> &str {
        match self.typed("do") {
            "" => "next",
            act => act,
        }
    }

    /// What was typed, without the page's own fields.
    pub(crate) fn answers(&self) -> Typed {
        let typed = self.0.iter().filter(|(name, _)| !OWN.contains(&name.as_str()));
        Typed::from_post(typed.cloned())
    }
}

impl FromRequest<App> for Post {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let Ok(here) = Here::from_request_parts(&mut parts, app).await;
        match Form::<Pairs>::from_request(Request::from_parts(parts, body), app).await {
            Ok(Form(pairs)) => Ok(Self(pairs)),
            Err(error) => {
                let code = code_of(error.status());
                Err(Refusal::new(&here, Problem::new(code).caused_by(error)))
            }
        }
    }
}
