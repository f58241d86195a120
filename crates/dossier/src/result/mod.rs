//! The result of a dossier: proposed, initialled, signed, issued. Its text is made from what is fixed here.

mod record;

pub use record::results_of;

use motcua_kernel::{DelegationId, DossierId, Instant, OfficerId, PositionId, ResultId, UnitId};
use motcua_org::delegation::authority::AuthorityLine;
use motcua_store::Number;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// What the office proposes to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// What was asked for is given.
    Grant,
    /// It is not (không giải quyết): a written answer with reasons.
    Decline,
}

/// A result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierResult {
    /// Its id.
    pub id: ResultId,
    /// The dossier.
    pub dossier: DossierId,
    /// What is decided.
    pub decision: Decision,
    /// What stands in it, by key: the values that the paper is made from.
    pub content: Json,
    /// Who proposed it.
    pub proposed_by: OfficerId,
    /// When, last.
    pub proposed_at: Instant,
    /// Initials, in order; taken off when it is sent back.
    pub initials: Vec<Mark>,
    /// How far it has come.
    pub state: ResultState,
}

/// How far a result has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ResultState {
    /// Proposed: may still change.
    Proposed,
    /// Signed: its content never changes again (PRO-16).
    Signed {
        /// By whom.
        mark: Mark,
    },
    /// Numbered, dated and sealed.
    Issued {
        /// By whom it was signed.
        mark: Mark,
        /// Its number in the book.
        issue: Issue,
    },
}

impl ResultState {
    /// The stable word.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Signed { .. } => "signed",
            Self::Issued { .. } => "issued",
        }
    }
}

/// Who initialled or signed, when, and in what capacity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The officer.
    pub officer: OfficerId,
    /// The position that gives the right.
    pub position: PositionId,
    /// The leader's permission, where somebody acts for another.
    pub delegation: Option<DelegationId>,
    /// The line of authority (TM., KT., TL., TUQ., Q.) as position and delegation give it, never typed: its
    /// stable word ([`authority_word`]).
    pub authority: String,
    /// When.
    pub at: Instant,
}

/// Number, date and book of an issued result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// The records clerk.
    pub officer: OfficerId,
    /// The unit whose book it stands in.
    pub unit: UnitId,
    /// The kind of book.
    pub book: String,
    /// The book's year.
    pub year: i16,
    /// The number in the book, without gaps.
    pub number: Number,
    /// When.
    pub at: Instant,
}

/// The stable word of a line of authority.
pub const fn authority_word(line: AuthorityLine) -> &'static str {
    match line {
        AuthorityLine::OnBehalf => "on_behalf",
        AuthorityLine::ForTheHead => "for_the_head",
        AuthorityLine::ByOrder => "by_order",
        AuthorityLine::ByDelegation => "by_delegation",
        AuthorityLine::Acting => "acting",
        AuthorityLine::None => "none",
    }
}
