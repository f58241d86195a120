//! Passing the second factor: at sign-in, and again before a weighty act.

use super::Way;
use crate::account::{Account, AccountThing, Door, TooManyTries, attempts};
use crate::secret::Keys;
use crate::session::{Holder, Session, Standing};
use motcua_kernel::{Context, Problem, SessionId, codes};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store, Stored};
use serde::Serialize;

/// Takes a code of the app or a recovery code; the session is open from now on, its factor freshly passed.
///
/// # Errors
///
/// Fails if the session is over or locked, the account has no second factor, the code is wrong, old or used, or too
/// many were wrong.
pub async fn pass(
    store: &Store,
    keys: &Keys,
    session: SessionId,
    typed: &str,
    ctx: &Context,
) -> Result<Way, PassError> {
    let read = store.read().await?;
    let stored = read.find::<Session>(session).await?.ok_or(PassError::NotSignedIn)?;
    let Holder::Officer { account, .. } = stored.holder else {
        return Err(PassError::NotSignedIn);
    };
    match stored.standing(ctx.now()) {
        Standing::FactorDue | Standing::Open => {}
        Standing::EnrolmentDue | Standing::Locked | Standing::Over => return Err(PassError::NotSignedIn),
    }
    let account: Stored<Account> = read.get(account).await?;
    let doors = [Door::Factor(account.login.as_str())];
    attempts::check(&read, keys, &doors, ctx.now()).await?;

    let factor = account.factor.clone().ok_or(PassError::NotEnrolled)?;
    let Some((factor, way)) = factor.pass(account.id, typed, keys, ctx.now()) else {
        attempts::count(store, keys, &doors, ctx).await?;
        return Err(PassError::Wrong);
    };
    let left = factor.recovery.len() as u64;

    let mut set = ChangeSet::new(&crate::fresh(ctx));
    // The account is written, so that of two requests with the same code only one is right.
    set.update(&account.with(Account {
        factor: Some(factor),
        ..account.record.clone()
    }));
    set.update(&stored.with(stored.record.clone().factor_passed(ctx.now())));
    set.journal(Event::new(
        account.id.thing(),
        "account.factor_passed",
        &Passed { session, way, left },
    ));
    attempts::forget(&read, keys, &doors, &mut set).await?;
    match store.commit(set).await {
        Ok(_) => Ok(way),
        Err(CommitError::Stale { .. }) => Err(PassError::Wrong),
        Err(error) => Err(error.into()),
    }
}

#[derive(Serialize)]
struct Passed {
    session: SessionId,
    way: Way,
    left: u64,
}

/// Why the second factor was not passed.
#[derive(Debug, thiserror::Error)]
pub enum PassError {
    /// The session is over, locked or not an officer's.
    #[error("nobody waits here for a second factor: sign in again")]
    NotSignedIn,
    /// There is none.
    #[error("this account has no second factor: enrol one first")]
    NotEnrolled,
    /// Wrong, over or used.
    #[error("the code is wrong, over or used already: type the code that is shown now")]
    Wrong,
    /// Too many wrong codes.
    #[error(transparent)]
    TooMany(#[from] TooManyTries),
    /// The store refused a read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store refused the change.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<PassError> for Problem {
    fn from(error: PassError) -> Self {
        match error {
            PassError::NotSignedIn => Self::new(codes::SIGN_IN_NEEDED),
            PassError::NotEnrolled => Self::new(codes::WRONG_STATE),
            PassError::Wrong => Self::new(codes::INVALID).field("code", "factor-code-wrong"),
            PassError::TooMany(wait) => wait.into(),
            PassError::Read(error) => error.into(),
            PassError::Commit(error) => error.into(),
        }
    }
}
