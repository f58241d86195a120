//! Opening an account for an officer.

use super::{Account, Login, administer};
use crate::second_factor::Demand;
use motcua_kernel::{AccountId, Context, OfficerId, Problem, codes};
use motcua_org::rights::Refused;
use motcua_store::{ChangeSet, CommitError, ReadError, Store};

/// What a new account begins with.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Whose.
    pub officer: OfficerId,
    /// What they will type.
    pub login: Login,
    /// Whether a second factor is demanded whatever the positions say.
    pub demand: Demand,
}

/// Opens an account. It waits for its first password: issue an activation slip.
///
/// # Errors
///
/// Fails if the login name was ever taken, the officer has an account, or the actor may not look after accounts.
pub async fn open(store: &Store, new: NewAccount, ctx: &Context) -> Result<AccountId, OpenError> {
    let (login, officer) = (new.login.clone(), new.officer);
    let read = store.read().await?;
    administer::require_for(&read, &administer::rights(&read, ctx).await?, officer).await?;
    let (account, event) = Account::new(ctx.id(), new.officer, new.login, new.demand, ctx.now());
    let mut set = ChangeSet::new(ctx);
    set.insert(&account);
    set.journal(event);
    match store.commit(set).await {
        Ok(_) => Ok(account.id),
        Err(CommitError::Taken { key, .. }) if key == "login" => Err(OpenError::LoginTaken(login)),
        Err(CommitError::Taken { key, .. }) if key == "open_of" => Err(OpenError::HasAccount(officer)),
        Err(error) => Err(error.into()),
    }
}

/// Why no account was opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Somebody has or had it.
    #[error("the login name {0} is or was somebody's: choose another")]
    LoginTaken(Login),
    /// One is enough.
    #[error("officer {0} has an account: close it first, or go on with it")]
    HasAccount(OfficerId),
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

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::LoginTaken(_) => Self::new(codes::TAKEN).field("login", "login-taken"),
            OpenError::HasAccount(_) => Self::new(codes::TAKEN).field("officer", "officer-has-account"),
            OpenError::Refused(refused) => refused.into(),
            OpenError::Read(error) => error.into(),
            OpenError::Commit(error) => error.into(),
        }
    }
}
