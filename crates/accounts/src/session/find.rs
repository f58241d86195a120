//! Finding the session of a request: one read by id.

use super::{Session, SessionToken, Standing};
use motcua_kernel::Context;
use motcua_store::{ChangeSet, CommitError, Read, ReadError, Store, Stored};

/// The session of a request.
#[derive(Debug, Clone)]
pub struct Found {
    /// As it is kept.
    pub stored: Stored<Session>,
    /// What it allows at this moment.
    pub standing: Standing,
}

/// The session that a cookie names; `None` when there is none or it is over.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn find(read: &Read, token: &SessionToken, ctx: &Context) -> Result<Option<Found>, ReadError> {
    let Some(stored) = read.find::<Session>(token.session()).await? else {
        return Ok(None);
    };
    if !stored.digest.is(&token.digest()) {
        return Ok(None);
    }
    let standing = stored.standing(ctx.now());
    Ok((standing != Standing::Over).then_some(Found { stored, standing }))
}

/// Writes the last use, if the written one is some minutes old. Another request may do it at the same moment:
/// that is as good.
///
/// # Errors
///
/// Fails when the store does not answer; the request itself may go on.
pub async fn touch(store: &Store, found: &Found, ctx: &Context) -> Result<(), CommitError> {
    if !found.stored.needs_touch(ctx.now()) {
        return Ok(());
    }
    // A change of its own: a page that is read must not use up the change id of its form.
    let mut set = ChangeSet::new(&crate::fresh(ctx));
    set.update(&found.stored.with(found.stored.record.clone().touched(ctx.now())));
    match store.commit(set).await {
        Ok(_) | Err(CommitError::Stale { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}
