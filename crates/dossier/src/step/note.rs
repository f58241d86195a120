//! Notes: reasons and remarks, kept apart from the journal because they are free text.

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

/// What an officer wrote about a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// The dossier.
    pub dossier: DossierId,
    /// What it is about.
    pub kind: NoteKind,
    /// The text.
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
