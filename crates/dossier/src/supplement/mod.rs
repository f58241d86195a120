//! Supplement requests (yêu cầu bổ sung, hoàn thiện hồ sơ, Form 02): all defects at once, with a last day.
//!
//! Before acceptance nothing runs against the office while the applicant completes the dossier. During appraisal a
//! request is another thing (REC-10): the limit pauses, the officer keeps the dossier, and afterwards it runs on,
//! later by the working time of the pause (D10). `Phase` keeps the two apart. A dossier is asked once; a second
//! request needs a legal ground and marks it late (REC-09, D11).

mod answer;
mod lapse;
mod record;
mod request;
#[cfg(test)]
mod tests;

pub use answer::{Answer, AnswerError, Answered, answer};
pub use lapse::{LapseError, lapse};
pub use record::{open_for, supplements_of};
pub use request::{Ask, AskError, Request, request};

use crate::checklist::Checklist;
use crate::party::By;
use crate::refuse::Ground;
use motcua_kernel::{Date, DossierId, FilingId, Instant, OfficerId, SupplementId, UnitId};
use motcua_store::Number;
use serde::{Deserialize, Serialize};

/// At which point of a life it was asked (REC-10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Before acceptance: the limit has not begun.
    Intake,
    /// During appraisal: the limit is paused.
    Appraisal,
}

impl Phase {
    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Appraisal => "appraisal",
        }
    }
}

/// A supplement request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplement {
    /// Its id.
    pub id: SupplementId,
    /// The dossier.
    pub dossier: DossierId,
    /// At which point.
    pub phase: Phase,
    /// The number of its Form 02.
    pub sheet: Number,
    /// A verdict for every component: the officer has looked at all of them.
    pub checked: Checklist,
    /// What is wrong in the form itself, in plain words; empty when nothing is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub form_remark: String,
    /// Why, as the applicant reads it.
    pub reason: String,
    /// The legal ground for asking a second time; none for the first.
    pub again: Option<Ground>,
    /// Who asked, and whom the applicant may ask back.
    pub officer: OfficerId,
    /// For which centre.
    pub unit: UnitId,
    /// When.
    pub asked_at: Instant,
    /// The last day on which an answer counts, whole.
    pub last_day: Date,
    /// What came of it.
    pub state: SupplementState,
}

/// What came of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum SupplementState {
    /// The applicant's turn.
    Open,
    /// Answered.
    Answered {
        /// When.
        at: Instant,
        /// By whom.
        by: By,
        /// With what.
        filing: FilingId,
    },
    /// Its last day went by.
    Lapsed {
        /// When it was noted.
        at: Instant,
    },
    /// The dossier ended before it was answered.
    Dropped {
        /// When.
        at: Instant,
    },
}

impl SupplementState {
    /// The stable word.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered { .. } => "answered",
            Self::Lapsed { .. } => "lapsed",
            Self::Dropped { .. } => "dropped",
        }
    }
}

impl Supplement {
    /// Whether the applicant may still answer.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, SupplementState::Open)
    }

    /// The same request, ended with its dossier.
    #[must_use]
    pub fn dropped(self, at: Instant) -> Self {
        Self {
            state: SupplementState::Dropped { at },
            ..self
        }
    }
}

/// The kind of the timer that ends a request; it wakes with the request's id.
pub const LAPSE_TIMER: &str = "dossier.supplement_lapse";
