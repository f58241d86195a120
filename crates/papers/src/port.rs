//! The port of a press: what rooms and pages ask of it without knowing how papers are set.

use std::future::Future;
use std::pin::Pin;

use motcua_kernel::{Problem, codes};

use crate::Paper;

/// An answer under way.
pub type Printing<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, PressError>> + Send + 'a>>;

/// Sets papers off the threads that answer, so many at once and no more.
pub trait Press: Send + Sync {
    /// The paper as PDF/A-2b. The same paper gives the same bytes.
    fn print(&self, paper: Paper) -> Printing<'_>;
}

/// Why no paper came out.
#[derive(Debug, thiserror::Error)]
pub enum PressError {
    /// Too many papers wait.
    #[error("too many papers are being made at this moment: ask again in a minute")]
    Busy,
    /// The form and its data do not fit each other, or the press broke down.
    #[error("the paper cannot be set: {0}")]
    Broken(String),
}

impl From<PressError> for Problem {
    fn from(error: PressError) -> Self {
        let code = match &error {
            PressError::Busy => codes::UNAVAILABLE,
            PressError::Broken(_) => codes::INTERNAL,
        };
        Self::new(code).caused_by(error)
    }
}
