//! Drafts: what somebody is filling in, kept on the server at every save, swept away when nobody goes on.
//!
//! A phone that leaves for the identity provider comes back to the same step with everything that was typed.

mod record;
mod save;

pub use record::{drafts_of_officer, drafts_of_person};
pub use save::{DraftError, SaveDraft, discard, save};

use crate::party::By;
use motcua_catalog::form::Typed;
use motcua_kernel::{Actor, AreaId, DraftId, Instant, ProcedureId, ProcedureVersionId, UnitId};
use serde::{Deserialize, Serialize};

/// How long a draft lies after its last save.
pub const DAYS_KEPT: i64 = 30;

/// A form that somebody is filling in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// Who began it: a person, or an officer who helps somebody.
    pub begun_by: By,
    /// The centre at which the officer helps.
    pub help: Option<UnitId>,
    /// The procedure.
    pub procedure: ProcedureId,
    /// The version that its form belongs to; looked at again when it is handed in.
    pub version: ProcedureVersionId,
    /// The area whose unit will decide, once it is chosen.
    pub territory: Option<AreaId>,
    /// Everything that was typed, right or wrong.
    pub typed: Typed,
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

    /// When it is swept away.
    pub const fn expires_at(&self) -> Instant {
        self.saved_at.plus_seconds(DAYS_KEPT * 24 * 3_600)
    }
}
