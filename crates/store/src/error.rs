//! What a caller can be told.

use motcua_kernel::{Instant, Problem, codes};
use std::error::Error;
use uuid::Uuid;

/// Why a change set was not applied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// Somebody changed it since it was read: read and decide again.
    #[error("{table} {id} is not at the version that was read")]
    Stale {
        /// The record's table.
        table: &'static str,
        /// Its id.
        id: Uuid,
    },
    /// Another record holds this unique value.
    #[error("another {table} holds the same {key}")]
    Taken {
        /// The record's table.
        table: String,
        /// The unique column.
        key: String,
    },
    /// The counter has no place left.
    #[error("no place is left in {counter}")]
    Full {
        /// The counter.
        counter: String,
    },
    /// The idempotency key came before, with another content.
    #[error("the key {key} was used for another request")]
    Reused {
        /// The key.
        key: String,
    },
    /// Not applied, or not known to be: the same change set may be committed again.
    #[error("the store did not answer: {reason}; commit the same change set again")]
    Unavailable {
        /// What the engine said.
        reason: String,
        /// Whether it may have been applied all the same.
        in_doubt: bool,
    },
    /// A change set that can never be applied: an error of the program.
    #[error("a change set that cannot be written: {0}")]
    Invalid(String),
}

/// Why something could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// It must exist and does not.
    #[error("there is no {table} {id}")]
    Missing {
        /// The record's table.
        table: &'static str,
        /// Its id.
        id: Uuid,
    },
    /// It was there and was erased, for good.
    #[error("{table} {id} was erased at {at}")]
    Erased {
        /// The record's table.
        table: &'static str,
        /// Its id.
        id: Uuid,
        /// When.
        at: Instant,
    },
    /// The store did not answer.
    #[error("the store did not answer: {0}")]
    Unavailable(String),
    /// What stands there cannot be read: an error of the program or a damaged store.
    #[error("what is stored cannot be read: {0}")]
    Invalid(String),
}

/// Why a store could not be opened or looked after.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address names no engine.
    #[error("\"{0}\" is no store: give a folder, or postgres://…")]
    Address(String),
    /// The tables were made by a newer release.
    #[error("the store is at schema {found}, newer than this program's {known}: run the newer program")]
    Newer {
        /// The store's schema.
        found: i64,
        /// This program's.
        known: i64,
    },
    /// The tables are older than this program's.
    #[error("the store is at schema {found}, this program needs {known}: run `motcua migrate`, which backs up first")]
    Older {
        /// The store's schema.
        found: i64,
        /// This program's.
        known: i64,
    },
    /// Something filled the store and did not finish.
    #[error(
        "the store is half filled by {0}: remove the folder, or drop the database and make it again, then copy again"
    )]
    Unfinished(String),
    /// The engine refused.
    #[error("the store's engine refused: {0}")]
    Engine(String, #[source] Option<Box<dyn Error + Send + Sync>>),
    /// The disk refused.
    #[error("the disk refused: {0}")]
    Disk(#[from] std::io::Error),
    /// A read on the way failed.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A commit on the way failed.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// A list names a table that no linked room declares.
    #[error("this program keeps no \"{0}\": use the release that wrote the list, or a newer one")]
    UnknownTable(String),
    /// A file on the way could not be read or removed.
    #[error(transparent)]
    Blob(crate::blob::BlobError),
}

impl StoreError {
    pub(crate) fn engine(error: impl Error + Send + Sync + 'static) -> Self {
        Self::Engine(error.to_string(), Some(Box::new(error)))
    }
}

impl From<CommitError> for Problem {
    fn from(error: CommitError) -> Self {
        let code = match &error {
            CommitError::Stale { .. } => codes::STALE,
            CommitError::Taken { .. } => codes::TAKEN,
            CommitError::Full { .. } => codes::FULL,
            CommitError::Reused { .. } => codes::KEY_REUSED,
            CommitError::Unavailable { .. } => codes::UNAVAILABLE,
            CommitError::Invalid(_) => codes::INTERNAL,
        };
        Self::new(code).caused_by(error)
    }
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        let code = match &error {
            ReadError::Missing { .. } => codes::NOT_FOUND,
            ReadError::Erased { .. } => codes::ERASED,
            ReadError::Unavailable(_) => codes::UNAVAILABLE,
            ReadError::Invalid(_) => codes::INTERNAL,
        };
        Self::new(code).caused_by(error)
    }
}
