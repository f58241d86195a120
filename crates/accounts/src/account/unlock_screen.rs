//! The lock screen: locked by the officer or by itself, opened with the password. Forms behind it stay as they are.

use super::{Account, AccountThing, Door, TooManyTries, attempts};
use crate::password::{HashError, Hasher, Password};
use crate::secret::Keys;
use crate::session::{Holder, Session, Standing};
use motcua_kernel::{Context, Problem, SessionId, codes};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store, Stored};
use serde::Serialize;

/// Opens a locked session with the account's password. Open already is open.
///
/// # Errors
///
/// Fails if the session is over or not an officer's, the password is wrong, or too many were.
pub async fn unlock_screen(
    store: &Store,
    keys: &Keys,
    hasher: &Hasher,
    session: SessionId,
    password: &Password,
    ctx: &Context,
) -> Result<(), UnlockError> {
    let read = store.read().await?;
    let stored = read.find::<Session>(session).await?.ok_or(UnlockError::NotSignedIn)?;
    let Holder::Officer { account, .. } = stored.holder else {
        return Err(UnlockError::NotSignedIn);
    };
    match stored.standing(ctx.now()) {
        Standing::Locked => {}
        Standing::Open => return Ok(()),
        Standing::FactorDue | Standing::EnrolmentDue | Standing::Over => return Err(UnlockError::NotSignedIn),
    }
    let account: Stored<Account> = read.get(account).await?;
    let doors = [Door::Login(account.login.as_str())];
    attempts::check(&read, keys, &doors, ctx.now()).await?;
    if !hasher.is_right(account.password(), password).await? {
        attempts::count(store, keys, &doors, ctx).await?;
        return Err(UnlockError::Wrong);
    }
    let mut set = ChangeSet::new(&crate::fresh(ctx));
    set.update(&stored.with(stored.record.clone().unlocked(ctx.now())));
    set.expect(&account);
    set.journal(Event::new(
        account.id.thing(),
        "session.unlocked",
        &Unlocked { session },
    ));
    attempts::forget(&read, keys, &doors, &mut set).await?;
    store.commit(set).await?;
    Ok(())
}

#[derive(Serialize)]
struct Unlocked {
    session: SessionId,
}

/// Why the screen stays locked.
#[derive(Debug, thiserror::Error)]
pub enum UnlockError {
    /// The session is over or not an officer's.
    #[error("the session is over: sign in again")]
    NotSignedIn,
    /// Not the account's password.
    #[error("the password is wrong")]
    Wrong,
    /// Too many wrong ones.
    #[error(transparent)]
    TooMany(#[from] TooManyTries),
    /// Too many sign-ins at once.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// The store refused a read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store refused the change.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<UnlockError> for Problem {
    fn from(error: UnlockError) -> Self {
        match error {
            UnlockError::NotSignedIn => Self::new(codes::SIGN_IN_NEEDED),
            UnlockError::Wrong => Self::new(codes::INVALID).field("password", "password-wrong"),
            UnlockError::TooMany(wait) => wait.into(),
            UnlockError::Hash(error) => error.into(),
            UnlockError::Read(error) => error.into(),
            UnlockError::Commit(error) => error.into(),
        }
    }
}
