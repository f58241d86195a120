//! Taking a second factor away: the phone is lost, and so are the codes. An administrator does it, face to face.

use crate::account::{Account, AccountThing, administer};
use crate::session;
use motcua_kernel::{AccountId, Context, Problem, codes};
use motcua_org::rights::Refused;
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store};
use serde::Serialize;

/// Removes the second factor of an account and ends its sessions. Where a factor is demanded, the next sign-in
/// enrols a new one.
///
/// # Errors
///
/// Fails if there is no such account, it has no second factor, or the actor may not look after it.
pub async fn reset(store: &Store, account: AccountId, ctx: &Context) -> Result<(), ResetError> {
    let read = store.read().await?;
    let stored = read
        .find::<Account>(account)
        .await?
        .ok_or(ResetError::NoSuchAccount(account))?;
    administer::require(&read, &stored, ctx).await?;
    if stored.factor.is_none() && stored.enrolling.is_none() {
        return Err(ResetError::NoFactor(account));
    }
    let mut set = ChangeSet::new(ctx);
    set.update(&stored.with(Account {
        factor: None,
        enrolling: None,
        ..stored.record.clone()
    }));
    let ended = session::end_in(&read, stored.officer.into(), None, &mut set).await?;
    set.journal(Event::new(account.thing(), "account.factor_reset", &Ended { ended }));
    store.commit(set).await?;
    Ok(())
}

#[derive(Serialize)]
struct Ended {
    ended: u64,
}

/// Why nothing was removed.
#[derive(Debug, thiserror::Error)]
pub enum ResetError {
    /// There is none.
    #[error("there is no account {0}")]
    NoSuchAccount(AccountId),
    /// It has none.
    #[error("account {0} has no second factor")]
    NoFactor(AccountId),
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

impl From<ResetError> for Problem {
    fn from(error: ResetError) -> Self {
        match error {
            ResetError::NoSuchAccount(_) => Self::new(codes::NOT_FOUND),
            ResetError::NoFactor(_) => Self::new(codes::WRONG_STATE),
            ResetError::Refused(refused) => refused.into(),
            ResetError::Read(error) => error.into(),
            ResetError::Commit(error) => error.into(),
        }
    }
}
