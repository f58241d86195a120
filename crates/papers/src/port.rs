//! The port of a press: what rooms and pages ask of it without knowing how papers are set.

use std::future::Future;
use std::pin::Pin;

use motcua_kernel::{Instant, Problem, codes};

use crate::Paper;

/// An answer under way.
pub type Printing<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, PressError>> + Send + 'a>>;

/// Sets papers off the threads that answer, so many at once and no more.
pub trait Press: Send + Sync {
    /// The paper as PDF/A-2b. The same paper gives the same bytes.
    fn print(&self, paper: Paper) -> Printing<'_>;

    /// Whether it has keys to sign with. Without any, results are signed by pen.
    fn signs(&self) -> bool {
        false
    }

    /// Signs a paper: prints it first where nothing was signed yet, else adds the signature behind what is there.
    fn sign(&self, signing: ToSign) -> Printing<'_> {
        let _ = signing;
        Box::pin(async { Err(PressError::Broken("this press has no keys".to_owned())) })
    }
}

/// Whose signature it is. On a result the leader signs first, then the agency (Decree 30/2020, art. 13 and 14).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The person who signs the paper.
    Leader,
    /// The agency that issues it; its mark is red.
    Agency,
}

impl Role {
    /// The name of the field in the file.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Leader => "leader",
            Self::Agency => "agency",
        }
    }
}

/// A signature that is asked for.
#[derive(Debug, Clone)]
pub struct ToSign {
    /// The paper, whose form has the room for marks.
    pub paper: Paper,
    /// The file as it was signed before; none for the first signature.
    pub so_far: Option<Vec<u8>>,
    /// Whose signature.
    pub role: Role,
    /// The name on mark and certificate.
    pub name: String,
    /// The agency of a person.
    pub organisation: Option<String>,
    /// When it is made.
    pub at: Instant,
    /// What else the mark says: number and day, on the agency's.
    pub also: Option<String>,
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
