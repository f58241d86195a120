//! Changing one's own password.

use super::{Account, Door, StateError, TooManyTries, attempts};
use crate::password::{HashError, Hasher, Password, PolicyError};
use crate::secret::Keys;
use crate::session::{Holder, Session, Standing, end_in};
use motcua_kernel::{Context, Problem, SessionId, codes};
use motcua_store::{ChangeSet, CommitError, ReadError, Store, Stored};

/// Sets another password, after the old one was typed; all other sessions end.
///
/// # Errors
///
/// Fails if nobody is signed in, the old password is wrong, or the new one is not taken.
pub async fn change_password(
    store: &Store,
    keys: &Keys,
    hasher: &Hasher,
    session: SessionId,
    old: &Password,
    new: &Password,
    ctx: &Context,
) -> Result<(), ChangePasswordError> {
    let read = store.read().await?;
    let own = read
        .find::<Session>(session)
        .await?
        .ok_or(ChangePasswordError::NotSignedIn)?;
    let Holder::Officer { account, .. } = own.holder else {
        return Err(ChangePasswordError::NotSignedIn);
    };
    if own.standing(ctx.now()) != Standing::Open {
        return Err(ChangePasswordError::NotSignedIn);
    }
    let account: Stored<Account> = read.get(account).await?;
    new.check_new(account.login.as_str())?;
    let doors = [Door::Login(account.login.as_str())];
    attempts::check(&read, keys, &doors, ctx.now()).await?;
    if !hasher.is_right(account.password(), old).await? {
        attempts::count(store, keys, &doors, ctx).await?;
        return Err(ChangePasswordError::Wrong);
    }
    let hash = hasher.hash(new, ctx).await?;
    let (changed, event) = account.record.clone().set_password(hash, ctx.now())?;
    let mut set = ChangeSet::new(ctx);
    set.update(&account.with(changed));
    set.journal(event);
    end_in(&read, account.officer.into(), Some(session), &mut set).await?;
    store.commit(set).await?;
    Ok(())
}

/// Why the password stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum ChangePasswordError {
    /// The session is over, locked or not an officer's.
    #[error("nobody is signed in here: sign in again")]
    NotSignedIn,
    /// Not the account's password.
    #[error("the old password is wrong")]
    Wrong,
    /// The new one breaks a rule.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// Too many wrong ones.
    #[error(transparent)]
    TooMany(#[from] TooManyTries),
    /// Locked or closed meanwhile.
    #[error(transparent)]
    State(#[from] StateError),
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

impl From<PolicyError> for Problem {
    fn from(error: PolicyError) -> Self {
        let message = match error {
            PolicyError::Short { .. } => "password-short",
            PolicyError::Long => "password-long",
            PolicyError::AccountName => "password-account-name",
            PolicyError::Common => "password-common",
        };
        Self::new(codes::INVALID).field("new_password", message)
    }
}

impl From<ChangePasswordError> for Problem {
    fn from(error: ChangePasswordError) -> Self {
        match error {
            ChangePasswordError::NotSignedIn => Self::new(codes::SIGN_IN_NEEDED),
            ChangePasswordError::Wrong => Self::new(codes::INVALID).field("password", "password-wrong"),
            ChangePasswordError::Policy(error) => error.into(),
            ChangePasswordError::TooMany(wait) => wait.into(),
            ChangePasswordError::State(_) => Self::new(codes::WRONG_STATE),
            ChangePasswordError::Hash(error) => error.into(),
            ChangePasswordError::Read(error) => error.into(),
            ChangePasswordError::Commit(error) => error.into(),
        }
    }
}
