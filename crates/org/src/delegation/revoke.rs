//! Takes a delegation back.

use super::Delegation;
use crate::appointment::Appointment;
use crate::rights::{Refused, Right, Subject, load::load_actor};
use crate::thing;
use motcua_kernel::{Actor, Context, DelegationId, OfficerId, Problem, codes};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store};
use serde::Serialize;

/// Why a delegation was not taken back.
#[derive(Debug, thiserror::Error)]
pub enum RevokeError {
    /// No such delegation.
    #[error("there is no such delegation; choose again")]
    NoSuchThing,
    /// It is over.
    #[error("the delegation is already over; nothing is left to take back")]
    Over,
    /// Not allowed.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The store did not answer.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It could not be kept.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<RevokeError> for Problem {
    fn from(error: RevokeError) -> Self {
        match error {
            RevokeError::NoSuchThing => Self::new(codes::NOT_FOUND),
            RevokeError::Over => Self::new(codes::WRONG_STATE),
            RevokeError::Refused(refused) => refused.into(),
            RevokeError::Read(error) => error.into(),
            RevokeError::Commit(error) => error.into(),
        }
    }
}

#[derive(Serialize)]
struct Revoked {
    delegation: DelegationId,
    from: OfficerId,
}

/// Takes a delegation back at once: by who gave it, or by who looks after the staff.
///
/// # Errors
///
/// Fails when it is unknown or over, or when the actor may not.
pub async fn revoke(store: &Store, id: DelegationId, ctx: &Context) -> Result<(), RevokeError> {
    let read = store.read().await?;
    let stored = read.find::<Delegation>(id).await?.ok_or(RevokeError::NoSuchThing)?;
    if ctx.actor() != Actor::Officer(stored.from) {
        let appointment = read.get::<Appointment>(stored.appointment).await?;
        let rights = load_actor(&read, ctx.actor(), ctx.now()).await?;
        rights.require(Right::ManageOfficers, &Subject::of_unit(appointment.unit))?;
    }
    if stored.revoked_at.is_some() || stored.period.is_over(ctx.now()) {
        return Err(RevokeError::Over);
    }
    let mut revoked = stored.record.clone();
    revoked.revoked_at = Some(ctx.now());
    let facts = Revoked {
        delegation: id,
        from: revoked.from,
    };
    let receiver = revoked.to;
    let mut set = ChangeSet::new(ctx);
    set.update(&stored.with(revoked))
        .journal(Event::new(thing(receiver), "officer.delegation_revoked", &facts));
    store.commit(set).await?;
    Ok(())
}
