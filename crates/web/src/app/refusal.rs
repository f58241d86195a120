//! When a handler cannot do what was asked: a problem, told in the shell where it happened.

use super::Visit;
use crate::desk::DeskProblemPage;
use crate::parts::{Link, Pair};
use crate::problem::ProblemPage;
use crate::{Desk, Here, Page};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use motcua_kernel::{Instant, Problem};
use std::error::Error;

/// A handler's answer.
pub type Answer = Result<Response, Refusal>;

/// A problem with the place where it happened and what had been typed.
///
/// Boxed: it travels through every handler, mostly unused.
#[derive(Debug)]
pub struct Refusal(Box<Told>);

#[derive(Debug)]
struct Told {
    here: Here,
    problem: Problem,
    kept: Vec<Pair>,
    /// What happened in the meantime, and where to go on, where that is known better than by the code.
    moved: Option<(String, Link)>,
    /// The moment, where it is known: problems at a desk are told in the officers' shell, with *Báo lỗi* at hand.
    at: Option<Instant>,
}

impl Refusal {
    /// A problem at a place.
    pub fn new(here: &Here, problem: impl Into<Problem>) -> Self {
        Self(Box::new(Told {
            here: here.clone(),
            problem: problem.into(),
            kept: Vec::new(),
            moved: None,
            at: None,
        }))
    }

    /// The same, showing what had been typed: nothing is lost on a stale page or an ended session.
    #[must_use]
    pub fn keeping(mut self, kept: Vec<Pair>) -> Self {
        self.0.kept = kept;
        self
    }

    /// The same, saying who was faster, and leading to a page that this officer may see.
    #[must_use]
    pub fn moved_on(mut self, said: String, on: Link) -> Self {
        self.0.moved = Some((said, on));
        self
    }
}

impl Visit {
    /// Tells a problem at this place: `.map_err(|error| visit.refuse(error))`.
    pub fn refuse(&self, problem: impl Into<Problem>) -> Refusal {
        let mut refusal = Refusal::new(&self.here, problem);
        refusal.0.at = Some(self.ctx.now());
        refusal
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Told {
            here,
            problem,
            kept,
            moved,
            at,
        } = *self.0;
        let status = StatusCode::from_u16(problem.code.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if status.is_server_error() {
            // The whole chain of causes, once, here; the client sees none of it.
            let mut causes = Vec::new();
            let mut cause: Option<&(dyn Error + 'static)> = Error::source(&problem);
            while let Some(error) = cause {
                causes.push(error.to_string());
                cause = error.source();
            }
            tracing::error!(
                request = here.request_id,
                code = problem.code.name,
                causes = causes.join(": "),
                "a request failed"
            );
        }
        if let Some(now) = at.filter(|_| here.path.starts_with("/desk/")) {
            let mut page = DeskProblemPage::of(problem.code, &here, Desk::outside(&here, now)).keeping(kept);
            if let Some((said, on)) = moved {
                page.next = Some(said);
                page.acts = vec![on];
            }
            return page.respond_with(status);
        }
        ProblemPage::of(problem.code, &here).keeping(kept).respond_with(status)
    }
}
