//! The conditional slip ("mai tôi mang"): somebody lacks a paper, so nothing is handed in yet. They get the guidance sheet
//! (phiếu hướng dẫn chuẩn bị hồ sơ) with what is still to be brought; no clock runs and no number is given. The draft
//! stays under its code, and whoever helps at any centre goes on where it was left.
//!
//! It is counted: an event for each sheet that was given says at which centre, for which procedure, and how many papers
//! were lacking, so that leaders see how often people are sent away. The sheet itself goes when its draft does.

mod act;
mod record;

pub(crate) use act::answer;
pub use act::{Give, give, resume};
pub use record::{guidances_of_person, guidances_of_unit, newest_by_code, sheet_by_code};

use crate::draft::DAYS_KEPT;
use crate::paper::Loose;
use motcua_kernel::UnitId;
use motcua_kernel::{
    Date, DraftId, GuidanceId, Instant, OfficerId, PersonId, ProcedureId, ProcedureVersionId, ThingId,
};
use motcua_store::{CommitError, ReadError};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What became of a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum GuidanceState {
    /// The person is to come back.
    Open,
    /// A later slip of the same draft took its place: still something lacking.
    Replaced,
    /// The draft was handed in.
    Answered {
        /// When.
        at: Instant,
    },
}

/// What somebody still has to bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guidance {
    /// Its id.
    pub id: GuidanceId,
    /// The draft that goes on.
    pub draft: DraftId,
    /// The code by which the draft is found: `NH-7F3K-22AB`.
    pub code: String,
    /// Whom it was given to.
    pub person: PersonId,
    /// The procedure.
    pub procedure: ProcedureId,
    /// The version whose components it names.
    pub version: ProcedureVersionId,
    /// The components to bring, by key (INT-08).
    pub bring: Vec<String>,
    /// The day by which they mean to come; nothing happens when it goes by.
    pub day: Option<Date>,
    /// Who advised.
    pub officer: OfficerId,
    /// At which centre.
    pub unit: UnitId,
    /// When.
    pub given_at: Instant,
    /// What became of it.
    pub state: GuidanceState,
    /// The sheet.
    pub paper: Loose,
}

/// Why no slip is given, or no draft goes on.
#[derive(Debug, thiserror::Error)]
pub enum GuidanceError {
    /// Nothing is lacking: then it can be handed in.
    #[error("tick what is still to be brought")]
    Nothing,
    /// INT-08: nobody is sent away for papers that the version does not name.
    #[error("the procedure has no component {0}")]
    NotAComponent(String),
    /// Gone by, or after the draft is swept away.
    #[error("choose a day from today on, within the thirty days for which a draft is kept")]
    Day,
    /// Not known, swept away, or somebody else's.
    #[error("there is no such draft")]
    NoSuchDraft,
    /// Only officers who help at a centre.
    #[error("only an officer who helps at a centre may do this")]
    NotAllowed,
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// The code of a draft, as it stands on the sheet and as somebody reads it out: the end of its id.
pub fn code_of(draft: DraftId) -> String {
    let id = Uuid::from(draft).simple().to_string().to_uppercase();
    format!("NH-{}-{}", &id[24..28], &id[28..])
}

/// A typed or scanned code as it is kept: small letters and missing dashes are nobody's mistake.
pub fn clean_code(typed: &str) -> Option<String> {
    let letters: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    let letters = letters.to_ascii_uppercase();
    let rest = letters.strip_prefix("NH").unwrap_or(&letters);
    (rest.len() == 8 && rest.bytes().all(|letter| letter.is_ascii_hexdigit()))
        .then(|| format!("NH-{}-{}", &rest[..4], &rest[4..]))
}

/// The thing of the journal: the draft, so that its slips stand in one chain.
fn thing(draft: DraftId) -> ThingId {
    ThingId::from(Uuid::from(draft))
}

impl Guidance {
    /// Whether the person is still to come back.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, GuidanceState::Open)
    }

    /// When it is swept away: as its draft, if nobody goes on with it.
    pub const fn expires_at(&self) -> Instant {
        self.given_at.plus_seconds(DAYS_KEPT * 24 * 3_600)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let draft = DraftId::from_u128(0x0193_8f2a_7c11_7d42_9b1e_5f0c_2ad6_7f31);
        assert_eq!(code_of(draft), "NH-2AD6-7F31");
        for typed in ["NH-2AD6-7F31", "nh2ad67f31", " 2ad6 7f31 ", "2AD6-7F31"] {
            assert_eq!(clean_code(typed).as_deref(), Some("NH-2AD6-7F31"), "{typed}");
        }
        // A personal number, a name, half a code.
        for other in ["022301004567", "Trần Thị Bình", "NH-2AD6", "", "2ad67f3x"] {
            assert_eq!(clean_code(other), None, "{other}");
        }
    }
}
