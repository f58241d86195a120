//! Marks reminders as seen: by the officer's own act, never by showing a page.

use super::Reminder;
use super::record::{thing, unseen_of};
use crate::access::officer;
use motcua_kernel::{Context, DossierId, Problem, ReminderId, codes};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store, Stored};

/// Reminders marked in one act; a longer list takes another.
const MOST: i64 = 200;

/// Why nothing was marked.
#[derive(Debug, thiserror::Error)]
pub enum SeenError {
    /// Not known, or not this officer's.
    #[error("there is no such reminder for this officer")]
    NoSuchReminder,
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<SeenError> for Problem {
    fn from(error: SeenError) -> Self {
        match error {
            SeenError::NoSuchReminder => Self::new(codes::NOT_FOUND),
            SeenError::Read(error) => error.into(),
            SeenError::Commit(error) => error.into(),
        }
    }
}

fn mark(set: &mut ChangeSet, stored: &Stored<Reminder>, ctx: &Context) {
    set.update(&stored.with(Reminder {
        seen_at: Some(ctx.now()),
        ..stored.record.clone()
    }))
    .journal(Event::new(thing(stored.id), "reminder.seen", &()));
}

/// Marks one reminder of the acting officer and says which dossier it is about. Seen already, it only says.
///
/// # Errors
///
/// Fails when it is not theirs, or when the store does not answer.
pub async fn saw_one(store: &Store, id: ReminderId, ctx: &Context) -> Result<DossierId, SeenError> {
    let me = officer(ctx).ok_or(SeenError::NoSuchReminder)?;
    let read = store.read().await?;
    let stored = read
        .find::<Reminder>(id)
        .await?
        .filter(|reminder| reminder.officer == Some(me))
        .ok_or(SeenError::NoSuchReminder)?;
    drop(read);
    if stored.seen_at.is_none() {
        let mut set = ChangeSet::new(ctx);
        mark(&mut set, &stored, ctx);
        store.commit(set).await?;
    }
    Ok(stored.dossier)
}

/// Marks the open reminders of the acting officer.
///
/// # Errors
///
/// Fails when no officer acts, or when the store does not answer.
pub async fn saw_all(store: &Store, ctx: &Context) -> Result<(), SeenError> {
    let me = officer(ctx).ok_or(SeenError::NoSuchReminder)?;
    let unseen = store.read().await?.all(unseen_of(me, MOST)).await?;
    if unseen.is_empty() {
        return Ok(());
    }
    let mut set = ChangeSet::new(ctx);
    for stored in &unseen {
        mark(&mut set, stored, ctx);
    }
    store.commit(set).await?;
    Ok(())
}
