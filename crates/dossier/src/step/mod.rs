//! Steps: one record for each time that a dossier comes to a step of its workflow.
//!
//! Each step is completed by an act of the officer who holds the dossier; what comes next, the pinned workflow
//! says. Roles and units stand on the step as they were resolved when it was opened.

mod act;
pub mod assign;
pub mod bring_back;
mod capacity;
pub mod issue;
mod kind;
mod note;
pub mod pass_on;
pub mod propose;
mod record;
pub mod send_back;
pub mod sign;

pub use act::{BringBack, Propose, assign, bring_back, issue, note, pass_on, propose, send_back, take};
pub(crate) use act::{Closed as Shut, hand, open, right_of};
pub use bring_back::{Brought, Written, besides};
pub use capacity::{initial, sign, sign_with};
pub use kind::KindRules;
pub use motcua_catalog::workflow::{Role, StepKind};
pub use note::{Call, CallResult, Note, NoteError, NoteKind, Whom};
pub use record::notes_of;
pub(crate) use record::{steps_of, steps_of_all};

use crate::ledger::Holder;
use motcua_kernel::calendar::WorkingTime;
use motcua_kernel::{DossierId, Instant, NoteId, OfficerId, StepId, UnitId};
use serde::{Deserialize, Serialize};

/// The next step as workflow and jurisdiction give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepPlan {
    /// Its key in the workflow.
    pub key: String,
    /// Its kind.
    pub kind: StepKind,
    /// The role that does it.
    pub role: Role,
    /// The unit that does it.
    pub unit: UnitId,
    /// How long it should take; never more than a norm, the legal limit stands above it (PRO-05).
    pub norm: WorkingTime,
}

/// A step of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// The dossier.
    pub dossier: DossierId,
    /// Its place among the dossier's steps, from 0.
    pub place: u32,
    /// Its key in the workflow.
    pub key: String,
    /// Its kind.
    pub kind: StepKind,
    /// The role that does it.
    pub role: Role,
    /// The unit that does it.
    pub unit: UnitId,
    /// How long it should take.
    pub norm: WorkingTime,
    /// When the dossier came to it.
    pub opened_at: Instant,
    /// What was brought back from another system, at a step in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brought: Option<Brought>,
    /// How and when it ended.
    pub closed: Option<Closed>,
}

impl Step {
    /// Whether it is the one that the dossier is at.
    pub const fn is_open(&self) -> bool {
        self.closed.is_none()
    }
}

/// The end of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// When.
    pub at: Instant,
    /// How.
    pub outcome: Outcome,
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Outcome {
    /// Somebody completed it.
    Done {
        /// Who.
        officer: OfficerId,
    },
    /// It was given back to an earlier step.
    SentBack {
        /// By whom.
        officer: OfficerId,
        /// The record of the reason.
        note: NoteId,
    },
    /// The dossier was given to another body.
    Transferred {
        /// By whom.
        officer: OfficerId,
    },
    /// The dossier ended under way.
    Cut,
}

/// Who acts, and in which unit: an officer may have positions in several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hand {
    /// The officer.
    pub officer: OfficerId,
    /// The unit for which they act.
    pub unit: UnitId,
}

impl From<Hand> for Holder {
    fn from(hand: Hand) -> Self {
        Self::officer(hand.unit, hand.officer)
    }
}

/// An act by somebody who does not hold the dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotHolder {
    /// It lies in the unit's list.
    #[error("nobody has taken the dossier yet: take it first")]
    NotTaken,
    /// Another officer has it.
    #[error("another officer holds the dossier: have it assigned to you first")]
    Another {
        /// Who.
        officer: OfficerId,
    },
    /// Another unit has it.
    #[error("the dossier lies with another unit")]
    OtherUnit {
        /// Which.
        unit: UnitId,
    },
}
