//! Drafts: what somebody is filling in, kept on the server at every save, swept away when nobody goes on.
//!
//! A phone that leaves for the identity provider comes back to the same step with everything that was typed.

mod act_for;
mod record;
mod save;

pub use act_for::{ActForError, act_for};
pub use record::{drafts_of_officer, drafts_of_person};
pub(crate) use save::may_help;
pub use save::{DraftError, SaveDraft, discard, save};

use crate::enclosure::Enclosure;
use crate::party::{By, Who};
use motcua_catalog::form::Typed;
use motcua_kernel::{Actor, AreaId, DraftId, Instant, PersonId, ProcedureId, ProcedureVersionId, UnitId};
use serde::{Deserialize, Serialize};

/// How long a draft lies after its last save.
pub const DAYS_KEPT: i64 = 30;

/// Whom an officer helps, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Help {
    /// The officer's centre.
    pub centre: UnitId,
    /// The person who stands there.
    pub person: PersonId,
}

/// A form that somebody is filling in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// Who began it: a person, or an officer who helps somebody.
    pub begun_by: By,
    /// The centre at which the officer helps.
    pub help: Option<UnitId>,
    /// Whom the officer helps, and who will hand it in; none where a person fills it in themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Whose matter it is, where that is another than who hands it in (INT-05).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicant: Option<Who>,
    /// The procedure.
    pub procedure: ProcedureId,
    /// The version that its form belongs to; looked at again when it is handed in.
    pub version: ProcedureVersionId,
    /// The area whose unit will decide, once it is chosen.
    pub territory: Option<AreaId>,
    /// Everything that was typed, right or wrong.
    pub typed: Typed,
    /// The files that were laid ready, one entry a component.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enclosures: Vec<Enclosure>,
    /// The step of the form to come back to, from 0.
    pub section: u32,
    /// When it was saved last.
    pub saved_at: Instant,
}

impl Draft {
    /// Whether this actor may go on with it: whoever began it, nobody else.
    pub fn belongs_to(&self, actor: Actor) -> bool {
        let who = By::from(actor);
        who == self.begun_by && !matches!(who, By::Anyone)
    }

    /// Who hands it in: the person who is helped, or who fills it in themselves.
    pub const fn submitter(&self) -> Option<PersonId> {
        match (self.person, self.begun_by) {
            (Some(person), _) | (None, By::Person(person)) => Some(person),
            (None, By::Officer(_) | By::Client(_) | By::System | By::Anyone) => None,
        }
    }

    /// When it is swept away.
    pub const fn expires_at(&self) -> Instant {
        self.saved_at.plus_seconds(DAYS_KEPT * 24 * 3_600)
    }
}
