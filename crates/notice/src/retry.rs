//! Tries a dead letter again: an administrator's act.

use motcua_kernel::{Context, MessageId, Problem, ThingId, codes};
use motcua_store::{ChangeSet, CommitError, DeadLetter, Event, ReadError, Store};
use serde::Serialize;
use uuid::Uuid;

/// Why nothing is tried again.
#[derive(Debug, thiserror::Error)]
pub enum RetryError {
    /// It was tried again by somebody else, or never given up.
    #[error("there is no such dead letter any more")]
    NoSuchLetter,
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<RetryError> for Problem {
    fn from(error: RetryError) -> Self {
        match error {
            RetryError::NoSuchLetter => Self::new(codes::NOT_FOUND),
            RetryError::Read(error) => error.into(),
            RetryError::Commit(error) => error.into(),
        }
    }
}

/// Letters tried again in one act; what is left stands on the page again.
const MOST: i64 = 200;

#[derive(Serialize)]
struct Revived<'a> {
    kind: &'a str,
    attempts: i64,
}

/// Tries a dead letter again from now on. Whether this actor may is the caller's question to the table of rights.
///
/// # Errors
///
/// Fails when it is no dead letter (any more), or when the store does not answer.
pub async fn retry(store: &Store, message: MessageId, ctx: &Context) -> Result<(), RetryError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let letter = read.dead_letter(message).await?.ok_or(RetryError::NoSuchLetter)?;
    drop(read);
    let mut set = ChangeSet::new(ctx);
    revive(&mut set, &letter);
    store.commit(set).await?;
    Ok(())
}

/// Tries all dead letters again, after their cause was mended. Whether this actor may is the caller's question.
///
/// # Errors
///
/// Fails when the store does not answer, or when somebody else tried some of them again in between.
pub async fn retry_all(store: &Store, ctx: &Context) -> Result<(), RetryError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let letters = read.dead_letters(MOST).await?;
    drop(read);
    if letters.is_empty() {
        return Ok(());
    }
    let mut set = ChangeSet::new(ctx);
    for letter in &letters {
        revive(&mut set, letter);
    }
    store.commit(set).await?;
    Ok(())
}

fn revive(set: &mut ChangeSet, letter: &DeadLetter) {
    let facts = Revived {
        kind: &letter.kind,
        attempts: letter.attempts,
    };
    set.revive(letter.id).journal(Event::new(
        ThingId::from(Uuid::from(letter.id)),
        "message.revived",
        &facts,
    ));
}
