//! Opinions of other units (*lấy ý kiến*, PRO-09): asked by the officer who holds a dossier, of one unit or several at
//! once, each with a question, a due moment and a small life of its own.
//!
//! The dossier stays where it is: its holder keeps it and answers for it, the legal limit runs on. What was asked is
//! joined before the dossier goes on: each question is answered, taken back, or gone on without after its due moment,
//! with a note, since silence is no consent. An answer that comes later is kept beside the earlier ones.

mod act;
mod answer;
mod ask;
mod close;
mod record;

pub use act::{
    Answered, Ask, answer_opinion, answers_for, ask_opinion, lapse_opinion, may_be_asked, recall_opinion, usual,
};
pub use answer::AnswerOpinionError;
pub use ask::{AskOpinionError, Asking, Term};
pub use close::CloseOpinionError;
pub use record::{asked_of, opinions_of};
pub(crate) use record::{opinions_of_all, units_are_asked};

use crate::ledger::Due;
use motcua_kernel::{DossierId, Instant, OfficerId, OpinionId, UnitId};
use serde::{Deserialize, Serialize};

/// A question to a unit, with what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// Its id.
    pub id: OpinionId,
    /// The dossier.
    pub dossier: DossierId,
    /// The unit that is asked.
    pub unit: UnitId,
    /// The unit that asks, and stays accountable for the time.
    pub asker: UnitId,
    /// The officer who asked.
    pub asked_by: OfficerId,
    /// When.
    pub asked_at: Instant,
    /// What is asked.
    pub question: String,
    /// By when an answer is due.
    pub due: Due,
    /// Where the due moment comes from.
    pub term: Term,
    /// How it stands.
    pub state: OpinionState,
    /// The answers, oldest first: a later one stands beside the earlier, never in its place (PRO-09).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<OpinionAnswer>,
}

/// How a question stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum OpinionState {
    /// The unit has not answered yet.
    Asked,
    /// It has.
    Answered,
    /// Its due moment went by, and the officer went on without an answer.
    Lapsed {
        /// When.
        at: Instant,
        /// Who.
        officer: OfficerId,
        /// Why the matter can be decided without it.
        note: String,
    },
    /// The asking side took it back.
    Recalled {
        /// When.
        at: Instant,
        /// Who.
        officer: OfficerId,
        /// Why.
        reason: String,
    },
    /// The dossier ended before an answer came.
    Cut {
        /// When.
        at: Instant,
    },
}

impl OpinionState {
    /// The stable word for columns, facts and words.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Answered => "answered",
            Self::Lapsed { .. } => "lapsed",
            Self::Recalled { .. } => "recalled",
            Self::Cut { .. } => "cut",
        }
    }
}

/// What a unit thinks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Agrees (đồng ý).
    Agrees,
    /// Agrees if something is done (đồng ý có điều kiện).
    AgreesIf,
    /// Does not agree (không đồng ý).
    Disagrees,
}

impl Stance {
    /// All of them, in the order of a form.
    pub const ALL: [Self; 3] = [Self::Agrees, Self::AgreesIf, Self::Disagrees];

    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::AgreesIf => "agrees_if",
            Self::Disagrees => "disagrees",
        }
    }

    /// Whether it says nothing without reasons.
    pub const fn needs_text(self) -> bool {
        match self {
            Self::Agrees => false,
            Self::AgreesIf | Self::Disagrees => true,
        }
    }
}

/// An answer of the unit that was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionAnswer {
    /// What it thinks.
    pub stance: Stance,
    /// Conditions, reasons; may be empty where it agrees.
    pub text: String,
    /// Who answered.
    pub officer: OfficerId,
    /// For which unit: the one that was asked, or the one that followed it.
    pub unit: UnitId,
    /// When.
    pub at: Instant,
}

impl Opinion {
    /// Whether the dossier still waits for it.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, OpinionState::Asked)
    }

    /// Whether the unit that was asked may look at the dossier for it: while it is asked, and afterwards where it had
    /// to do with the matter, as any unit that once had the dossier. What was taken back before an answer is over.
    pub fn may_look(&self) -> bool {
        match self.state {
            OpinionState::Asked | OpinionState::Answered | OpinionState::Lapsed { .. } => true,
            OpinionState::Recalled { .. } | OpinionState::Cut { .. } => !self.answers.is_empty(),
        }
    }

    /// Whether an answer may still be given: late ones and corrected ones, too.
    pub const fn may_be_answered(&self) -> bool {
        match self.state {
            OpinionState::Asked | OpinionState::Answered | OpinionState::Lapsed { .. } => true,
            OpinionState::Recalled { .. } | OpinionState::Cut { .. } => false,
        }
    }
}

/// How many questions a dossier has had, and how many of them it waits for: repeated on the dossier, so that lists need
/// not read them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Questions {
    /// All of them.
    pub asked: u32,
    /// Those without an answer.
    pub open: u32,
}

impl Questions {
    /// The count of these.
    pub(crate) fn of(opinions: &[Opinion]) -> Self {
        Self {
            asked: opinions.len() as u32,
            open: opinions.iter().filter(|opinion| opinion.is_open()).count() as u32,
        }
    }

    /// Whether nobody was ever asked.
    pub const fn is_none(&self) -> bool {
        self.asked == 0
    }
}

#[cfg(test)]
mod tests;
