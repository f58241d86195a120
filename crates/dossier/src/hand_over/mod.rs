//! Hand-over lists of originals (danh sách bàn giao bản gốc): made at the sender, scanned when they leave and when they
//! arrive. What is missing on arrival is named, and both ends see it until one of them has it.
//!
//! One change set moves the list and all originals on it, so an original is never on two lists and never on none.

mod act;
mod record;

pub use act::{Make, drop_list, make, receive, send, settle};
pub use record::{Ends, by_list_code, by_list_number, lists_of, open_lists};

use crate::original::{Original, OriginalError};
use crate::paper::Loose;
use crate::succession::Heirs;
use motcua_kernel::{DossierId, HandOverId, Instant, OfficerId, OriginalId, ThingId, UnitId};
use motcua_store::{CommitError, Event, Label, ReadError};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

/// Originals on one list: a bag, and one page to count it by.
pub const MOST: usize = 60;

/// How far a list is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum HandOverState {
    /// Written; the originals still lie at the sender.
    Made,
    /// On its way.
    Sent {
        /// Since when.
        at: Instant,
        /// Who sent it off.
        officer: OfficerId,
    },
    /// Arrived.
    Received {
        /// When it was sent.
        sent_at: Instant,
        /// When it arrived.
        at: Instant,
        /// Who received it.
        officer: OfficerId,
        /// What was not in the cover, and what became of it.
        missing: Vec<Missing>,
    },
    /// Not sent after all.
    Dropped {
        /// When.
        at: Instant,
        /// By whom.
        officer: OfficerId,
    },
}

/// An original that was on the list and not in the cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// Which.
    pub original: OriginalId,
    /// Where it was found; none while both ends look for it.
    pub found: Option<Found>,
}

/// Where a missing original was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// At this end.
    pub unit: UnitId,
    /// When.
    pub at: Instant,
    /// By whom.
    pub officer: OfficerId,
}

/// One line of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The original.
    pub original: OriginalId,
    /// Its dossier.
    pub dossier: DossierId,
}

/// A hand-over list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// Its id.
    pub id: HandOverId,
    /// Its number, as somebody types it: `BB-26-0017`.
    pub number: Label,
    /// Who gives.
    pub from: UnitId,
    /// Who takes.
    pub to: UnitId,
    /// When it was made.
    pub made_at: Instant,
    /// By whom.
    pub officer: OfficerId,
    /// What is on it.
    pub lines: Vec<Line>,
    /// How far it is.
    pub state: HandOverState,
    /// The printed list.
    pub paper: Loose,
}

/// Why a list does not move.
#[derive(Debug, thiserror::Error)]
pub enum HandOverError {
    /// It is further already, or not so far: another officer was quicker, mostly.
    #[error("the list is not where this act needs it")]
    WrongState,
    /// Nothing is on it.
    #[error("choose what is handed over")]
    Nothing,
    /// More than one bag.
    #[error("one list takes 60 originals at most")]
    TooMany,
    /// No other unit is named.
    #[error("choose the unit that receives: another than the one that gives")]
    NoUnit,
    /// Not known, or not to this officer.
    #[error("there is no such list")]
    NoSuchHandOver,
    /// Only officers of the end that acts.
    #[error("only an officer of the unit at this end may do this")]
    NotAllowed,
    /// An original is not where the list needs it.
    #[error(transparent)]
    Original(#[from] OriginalError),
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// The thing of the journal that a list is.
fn thing(id: HandOverId) -> ThingId {
    ThingId::from(Uuid::from(id))
}

impl HandOver {
    /// The stable word of where it stands: `difference` while something is looked for.
    pub fn word(&self) -> &'static str {
        match &self.state {
            HandOverState::Made => "made",
            HandOverState::Sent { .. } => "sent",
            HandOverState::Received { .. } if self.looked_for().next().is_some() => "difference",
            HandOverState::Received { .. } => "received",
            HandOverState::Dropped { .. } => "dropped",
        }
    }

    /// What both ends look for.
    pub fn looked_for(&self) -> impl Iterator<Item = OriginalId> + '_ {
        let missing = match &self.state {
            HandOverState::Received { missing, .. } => missing.as_slice(),
            HandOverState::Made | HandOverState::Sent { .. } | HandOverState::Dropped { .. } => &[],
        };
        missing
            .iter()
            .filter(|missing| missing.found.is_none())
            .map(|missing| missing.original)
    }

    /// Whether it still asks something of somebody.
    pub fn is_open(&self) -> bool {
        matches!(self.word(), "made" | "sent" | "difference")
    }

    /// Its ids, as the journal tells that it was made.
    fn made_event(&self) -> Event {
        let originals: Vec<OriginalId> = self.lines.iter().map(|line| line.original).collect();
        let facts = json!({ "from": self.from, "to": self.to, "originals": originals, "number": self.number });
        Event::new(thing(self.id), "hand_over.made", &facts)
    }

    /// Puts the successors in the places of units that closed. The printed list stays as it was.
    pub(crate) fn follow(mut self, heirs: &Heirs) -> (Self, Event) {
        self.from = heirs.of(self.from);
        self.to = heirs.of(self.to);
        let event = self.event("hand_over.followed", &json!({ "from": self.from, "to": self.to }));
        (self, event)
    }

    fn event(&self, kind: &'static str, facts: &serde_json::Value) -> Event {
        Event::new(thing(self.id), kind, facts)
    }
}

/// An original together with the version at which it was read.
type Kept = motcua_store::Stored<Original>;
