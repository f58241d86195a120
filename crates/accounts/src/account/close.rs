//! Locking, unlocking and closing an account. Whoever is locked or closed out is out at once: the sessions end in
//! the same change set (IDN-05).

use super::{Account, AccountThing, StateError, administer};
use crate::session::{TRIES, end_in};
use motcua_kernel::{AccountId, Context, Instant, Problem, codes};
use motcua_org::rights::Refused;
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store};
use serde::Serialize;

/// Closes an account for good, because the officer left.
///
/// # Errors
///
/// Fails if there is no such account, it is closed already, or the actor may not look after it.
pub async fn close(store: &Store, account: AccountId, ctx: &Context) -> Result<(), CloseError> {
    shut(store, account, Account::close, ctx).await
}

/// Locks an account until [`unlock`].
///
/// # Errors
///
/// Fails if there is no such account, it is locked or closed already, or the actor may not look after it.
pub async fn lock(store: &Store, account: AccountId, ctx: &Context) -> Result<(), CloseError> {
    shut(store, account, Account::lock, ctx).await
}

/// Unlocks an account.
///
/// # Errors
///
/// Fails if there is no such account, it is not locked, or the actor may not look after it.
pub async fn unlock(store: &Store, account: AccountId, ctx: &Context) -> Result<(), CloseError> {
    let read = store.read().await?;
    let stored = read
        .find::<Account>(account)
        .await?
        .ok_or(CloseError::NoSuchAccount(account))?;
    administer::require(&read, &stored, ctx).await?;
    let (unlocked, event) = stored.record.clone().unlock()?;
    let mut set = ChangeSet::new(ctx);
    set.update(&stored.with(unlocked));
    set.journal(event);
    store.commit(set).await?;
    Ok(())
}

async fn shut(
    store: &Store,
    account: AccountId,
    transition: fn(Account, Instant) -> Result<(Account, Event), StateError>,
    ctx: &Context,
) -> Result<(), CloseError> {
    for _ in 0..TRIES {
        let read = store.read().await?;
        let stored = read
            .find::<Account>(account)
            .await?
            .ok_or(CloseError::NoSuchAccount(account))?;
        administer::require(&read, &stored, ctx).await?;
        let (shut, event) = transition(stored.record.clone(), ctx.now())?;
        let mut set = ChangeSet::new(ctx);
        set.update(&stored.with(shut));
        set.journal(event);
        let ended = end_in(&read, stored.officer.into(), None, &mut set).await?;
        set.journal(Event::new(account.thing(), "session.all_ended", &Ended { ended }));
        match store.commit(set).await {
            Ok(_) => return Ok(()),
            // A sign-in or a use of a session came between; it must not keep the account open.
            Err(CommitError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(CloseError::InUse(account))
}

#[derive(Serialize)]
struct Ended {
    ended: u64,
}

/// Why an account stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum CloseError {
    /// There is none.
    #[error("there is no account {0}")]
    NoSuchAccount(AccountId),
    /// Its state does not allow it.
    #[error(transparent)]
    State(#[from] StateError),
    /// Used again and again at the very moments of closing it.
    #[error("account {0} is in use at this moment: do it again")]
    InUse(AccountId),
    /// Not allowed.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The store refused a read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store refused the change.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<CloseError> for Problem {
    fn from(error: CloseError) -> Self {
        match error {
            CloseError::NoSuchAccount(_) => Self::new(codes::NOT_FOUND),
            CloseError::State(_) => Self::new(codes::WRONG_STATE),
            CloseError::InUse(_) => Self::new(codes::STALE),
            CloseError::Refused(refused) => refused.into(),
            CloseError::Read(error) => error.into(),
            CloseError::Commit(error) => error.into(),
        }
    }
}
