//! Notes: reasons and remarks, kept apart from the journal because they are free text.

use crate::party::Parties;
use motcua_kernel::text::clean_line;
use motcua_kernel::{DossierId, Instant, NoteId, OfficerId};
use motcua_store::{CommitError, ReadError};
use serde::{Deserialize, Serialize};

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// Why a dossier was given back to an earlier step.
    SentBack,
    /// The officer telephoned (đã gọi điện).
    Called,
    /// A remark.
    Remark,
}

impl NoteKind {
    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::SentBack => "sent_back",
            Self::Called => "called",
            Self::Remark => "remark",
        }
    }
}

/// Who was telephoned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// The applicant (chủ hồ sơ).
    Applicant,
    /// Who handed it in (người nộp).
    Submitter,
    /// Who acts for the applicant.
    Representative,
    /// Somebody else: a relative, another office.
    Other {
        /// Who.
        name: String,
    },
}

/// What came of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallResult {
    /// They talked; the note says about what.
    Talked,
    /// To be called again later (hẹn gọi lại).
    CallBack,
    /// Nobody answered.
    NoAnswer,
    /// A number that is not theirs, or no longer in use.
    WrongNumber,
}

impl CallResult {
    /// All of them, in the order of a form.
    pub const ALL: [Self; 4] = [Self::Talked, Self::CallBack, Self::NoAnswer, Self::WrongNumber];

    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Talked => "talked",
            Self::CallBack => "call_back",
            Self::NoAnswer => "no_answer",
            Self::WrongNumber => "wrong_number",
        }
    }
}

/// A telephone call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Who was telephoned.
    pub whom: Whom,
    /// What came of it.
    pub result: CallResult,
}

impl Call {
    /// The same with its words tidied.
    ///
    /// # Errors
    ///
    /// Fails when somebody else was called and it is not said who, or when the dossier has nobody who represents.
    pub(crate) fn tidied(self, parties: &Parties) -> Result<Self, NoteError> {
        let whom = match self.whom {
            Whom::Other { name } => {
                let name = clean_line(&name);
                if name.is_empty() {
                    return Err(NoteError::NobodyCalled);
                }
                Whom::Other { name }
            }
            Whom::Representative if parties.representative.is_none() => return Err(NoteError::NobodyCalled),
            whom @ (Whom::Applicant | Whom::Submitter | Whom::Representative) => whom,
        };
        Ok(Self { whom, ..self })
    }

    /// Whether the note has to say more: what they talked about.
    pub(crate) const fn needs_text(&self) -> bool {
        matches!(self.result, CallResult::Talked)
    }
}

/// What an officer wrote about a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// The dossier.
    pub dossier: DossierId,
    /// What it is about.
    pub kind: NoteKind,
    /// The call, when it tells of one; calls noted before this was kept have their text alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<Call>,
    /// The text; may be empty after a call in which nobody talked.
    pub text: String,
    /// Who wrote it.
    pub written_by: OfficerId,
    /// When.
    pub written_at: Instant,
}

/// Why a note was not written.
#[derive(Debug, thiserror::Error)]
pub enum NoteError {
    /// Nothing was written.
    #[error("write something")]
    Empty,
    /// It is not said who was called.
    #[error("say who was called")]
    NobodyCalled,
    /// Not known, or not to this officer.
    #[error("there is no such dossier")]
    NoSuchDossier,
    /// Not allowed.
    #[error("your position does not allow notes on this dossier")]
    NotAllowed,
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}
