//! Takes a right to act back.

use super::{Mandate, Principal};
use crate::organisation::Organisation;
use crate::thing;
use motcua_kernel::{Actor, Context, MandateId, Problem, codes};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store};
use serde_json::json;

/// Why nothing was taken back.
#[derive(Debug, thiserror::Error)]
pub enum EndMandateError {
    /// No such mandate, or none that the actor may know of.
    #[error("there is no such right to act; choose again")]
    NoSuchMandate,
    /// It is over.
    #[error("this right to act is already over")]
    Over,
    /// The store did not answer.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It could not be kept.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<EndMandateError> for Problem {
    fn from(error: EndMandateError) -> Self {
        match error {
            EndMandateError::NoSuchMandate => Self::new(codes::NOT_FOUND),
            EndMandateError::Over => Self::new(codes::WRONG_STATE),
            EndMandateError::Read(error) => error.into(),
            EndMandateError::Commit(error) => error.into(),
        }
    }
}

/// Ends a right to act at once: by the principal, by the representative who gives it back, or by an officer, whose
/// right to do so is decided before.
///
/// # Errors
///
/// Fails when it is unknown to the actor or over.
pub async fn end(store: &Store, id: MandateId, ctx: &Context) -> Result<(), EndMandateError> {
    let read = store.read().await?;
    let stored = read.find::<Mandate>(id).await?.ok_or(EndMandateError::NoSuchMandate)?;
    let may = match ctx.actor() {
        Actor::Officer(_) | Actor::System => true,
        Actor::Person(person) => {
            let principal = match stored.principal {
                Principal::Person(principal) => Some(principal),
                Principal::Organisation(id) => {
                    read.find::<Organisation>(id).await?.and_then(|principal| principal.represented_by)
                }
            };
            person == stored.representative || principal == Some(person)
        }
        Actor::Client(_) | Actor::Anyone => false,
    };
    if !may {
        return Err(EndMandateError::NoSuchMandate);
    }
    let over = stored.ended_at.is_some() || stored.to.is_some_and(|to| to <= ctx.now());
    if over {
        return Err(EndMandateError::Over);
    }
    let ended = Mandate { ended_at: Some(ctx.now()), ..stored.record.clone() };
    let mut set = ChangeSet::new(ctx);
    set.update(&stored.with(ended)).journal(Event::new(thing(id), "mandate.ended", &json!({ "at": ctx.now() })));
    store.commit(set).await?;
    Ok(())
}
