//! How a commit goes, as pure functions: an opening, then a closing that follows from its answers.
//!
//! An engine only begins, runs the opening, asks [`close`], runs its statements and commits. Refusals,
//! numbering, chains and idempotency live here, once, and need no database to be tested.

mod close;
mod journal;
mod open;
mod writer;

pub(crate) use close::{Closing, NewEvent, Surroundings, close};
pub(crate) use journal::{Hashed, event_hash, feed_hash, fresh_salt, hex, keyed_digest};
pub(crate) use open::{Opening, open};

use crate::change::ChangeSet;
use crate::error::CommitError;
use std::collections::HashSet;

/// What no engine needs to see: a change set that can never be applied.
pub(crate) fn validate(set: &ChangeSet) -> Result<(), CommitError> {
    let contents = &set.contents;
    if let Some(wrong) = &contents.wrong {
        return Err(CommitError::Invalid(wrong.clone()));
    }
    let journaled: HashSet<_> = contents.events.iter().map(|event| event.thing).collect();
    if let Some(write) = set.journaled().find(|write| !journaled.contains(&write.thing)) {
        let table = write.declaration.table;
        return Err(CommitError::Invalid(format!(
            "{table} is written, but no event says why"
        )));
    }
    let mut written = HashSet::new();
    for write in &contents.records {
        if !written.insert((write.declaration.table, write.id)) {
            return Err(CommitError::Invalid(format!(
                "{} {} is written twice",
                write.declaration.table, write.id
            )));
        }
    }
    Ok(())
}
