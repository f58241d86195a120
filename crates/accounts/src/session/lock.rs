//! Locking the screen of a desk.

use super::{Holder, Session, Standing};
use crate::account::AccountThing;
use motcua_kernel::{Context, Problem, SessionId, codes};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store};
use serde::Serialize;

/// Locks an officer's session until its password is typed. Locked already is locked.
///
/// # Errors
///
/// Fails if the session is over or not an officer's: a person on a phone signs out instead.
pub async fn lock_screen(store: &Store, session: SessionId, ctx: &Context) -> Result<(), LockError> {
    let read = store.read().await?;
    let stored = read.find::<Session>(session).await?.ok_or(LockError::NotSignedIn)?;
    let Holder::Officer { account, .. } = stored.holder else {
        return Err(LockError::NotSignedIn);
    };
    match stored.standing(ctx.now()) {
        Standing::Open => {}
        Standing::Locked => return Ok(()),
        Standing::FactorDue | Standing::EnrolmentDue | Standing::Over => return Err(LockError::NotSignedIn),
    }
    let mut set = ChangeSet::new(ctx);
    set.update(&stored.with(stored.record.clone().locked(ctx.now())));
    set.journal(Event::new(account.thing(), "session.locked", &Locked { session }));
    store.commit(set).await?;
    Ok(())
}

#[derive(Serialize)]
struct Locked {
    session: SessionId,
}

/// Why nothing was locked.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// The session is over or not an officer's.
    #[error("there is no officer's session to lock: sign in again")]
    NotSignedIn,
    /// The store refused a read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store refused the change.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<LockError> for Problem {
    fn from(error: LockError) -> Self {
        match error {
            LockError::NotSignedIn => Self::new(codes::SIGN_IN_NEEDED),
            LockError::Read(error) => error.into(),
            LockError::Commit(error) => error.into(),
        }
    }
}
