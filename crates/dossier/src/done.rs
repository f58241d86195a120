//! What an act answers to another system's request that came with an `Idempotency-Key`.
//!
//! It is kept in the act's own change set, so that the same request again gets the first answer again, whatever has
//! happened to the dossier since.

use crate::life::Life;
use crate::stage::Stage;
use motcua_kernel::{Context, DossierId, RequestKey};
use motcua_store::{ChangeSet, CommitError, Label, Read, ReadError};
use serde::{Deserialize, Serialize};

/// Where the act left the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The dossier.
    pub dossier: DossierId,
    /// Its version, for `ETag`.
    pub version: i64,
    /// Where it stood.
    pub stage: Stage,
    /// Its number, once it was accepted.
    pub number: Option<Label>,
}

/// Why an earlier answer is not given.
#[derive(Debug, thiserror::Error)]
pub enum DoneError {
    /// The key came before, with another content.
    #[error("the key was used for another request: take a new key for a new request")]
    Reused,
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// Keeps the answer, if the request came with a key.
pub(crate) fn keep(set: &mut ChangeSet, ctx: &Context, after: &Life, version: i64) {
    if let Some(key) = ctx.key() {
        let done = Done {
            dossier: after.dossier.id,
            version,
            stage: after.stage(),
            number: after.dossier.number().cloned(),
        };
        set.answer(&key.key, &key.digest, &done);
    }
}

/// The answer that was given to the same request before.
///
/// # Errors
///
/// Fails when the key came with another content, or when the store does not answer.
pub async fn find(read: &Read, key: &RequestKey) -> Result<Option<Done>, DoneError> {
    let Some((digest, reply)) = read.answer(&key.key).await? else {
        return Ok(None);
    };
    if digest != key.digest {
        return Err(DoneError::Reused);
    }
    let done = serde_json::from_value(reply).map_err(|error| ReadError::Invalid(format!("a kept answer: {error}")))?;
    Ok(Some(done))
}

/// Refuses to go on from another version than the one that the caller decided by.
pub(crate) fn require_version(kept: &crate::kept::Kept, version: Option<i64>) -> Result<(), CommitError> {
    match version {
        Some(version) if version != kept.version() => Err(CommitError::Stale {
            table: <crate::Dossier as motcua_store::Record>::TABLE,
            id: kept.dossier().id.into(),
        }),
        Some(_) | None => Ok(()),
    }
}
