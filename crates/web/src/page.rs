//! Every page is a struct with samples: believable values with which tests, `/styleguide` and the
//! gallery draw it.

use crate::{Language, Words};
use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A page: a template with typed values, and samples of it.
pub trait Page: Template + Sized {
    /// Where it stands: `public/home`.
    const NAME: &'static str;

    /// Believable examples, the ordinary one first, then those that strain it.
    fn samples(w: Words) -> Vec<Self>;

    /// The answer with this page and a status.
    fn respond_with(&self, status: StatusCode) -> Response {
        match self.render() {
            Ok(html) => {
                let html_type = HeaderValue::from_static("text/html; charset=utf-8");
                (status, [(header::CONTENT_TYPE, html_type)], html).into_response()
            }
            // Rendering into memory fails only when a Display implementation says so; ours do not.
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }

    /// The answer with this page.
    fn respond(&self) -> Response {
        self.respond_with(StatusCode::OK)
    }
}

/// A page of the registry: how to draw its samples.
#[derive(Clone, Copy)]
pub struct Sampled {
    /// Its name.
    pub name: &'static str,
    /// Draws every sample in a language.
    pub draw: fn(Language) -> Vec<Result<String, askama::Error>>,
}

/// The registry entry of a page.
pub(crate) const fn sampled<P: Page>() -> Sampled {
    Sampled {
        name: P::NAME,
        draw: |language| P::samples(Words::new(language)).iter().map(Template::render).collect(),
    }
}
