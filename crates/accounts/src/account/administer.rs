//! Who may look after accounts: the table of rights says so, for the unit that keeps the officer's file.

use super::Account;
use motcua_kernel::{Context, OfficerId};
use motcua_org::officer::Officer;
use motcua_org::rights::load::load_actor;
use motcua_org::rights::{Refused, Right, Rights, Subject};
use motcua_store::{Read, ReadError};

/// Why an actor may not look after an account.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AdministerError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// The rights of the actor of a context.
pub(crate) async fn rights(read: &Read, ctx: &Context) -> Result<Rights, ReadError> {
    load_actor(read, ctx.actor(), ctx.now()).await
}

/// Refuses who may not look after accounts where this officer belongs.
pub(crate) async fn require_for(read: &Read, rights: &Rights, officer: OfficerId) -> Result<(), AdministerError> {
    let subject = match read.find::<Officer>(officer).await? {
        Some(officer) => Subject::of_unit(officer.home),
        // Somebody of no unit is looked after by those who look after everybody.
        None => Subject::default(),
    };
    rights.require(Right::ManageAccounts, &subject)?;
    Ok(())
}

/// Refuses who may not look after this account.
pub(crate) async fn require(read: &Read, account: &Account, ctx: &Context) -> Result<(), AdministerError> {
    require_for(read, &rights(read, ctx).await?, account.officer).await
}

/// Lets errors of the check become those of the action that asked.
macro_rules! administer_errors {
    ($($error:ty),+) => {$(
        impl From<AdministerError> for $error {
            fn from(error: AdministerError) -> Self {
                match error {
                    AdministerError::Refused(refused) => refused.into(),
                    AdministerError::Read(error) => error.into(),
                }
            }
        }
    )+};
}

administer_errors!(
    super::OpenError,
    super::CloseError,
    crate::activation::IssueError,
    crate::second_factor::ResetError
);
