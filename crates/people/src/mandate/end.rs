//! Ends a mandate before its last day.

use super::{EndedBy, Mandate, Principal};
use crate::organisation::Organisation;
use crate::thing;
use motcua_kernel::{Actor, Context, MandateId, PersonId, Problem, codes};
use motcua_store::{ChangeSet, CommitError, Event, Read, ReadError, Store};
use serde::Serialize;

/// Which mandate to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndMandate {
    /// The mandate.
    pub mandate: MandateId,
}

/// Why it was not ended.
#[derive(Debug, thiserror::Error)]
pub enum EndMandateError {
    /// No such mandate, or none of this actor's.
    #[error("there is no such mandate for this actor; choose again")]
    NoSuchMandate,
    /// It is over.
    #[error("the mandate is over already; nothing is left to end")]
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

/// Ends a mandate at once: by the principal, by who represents the organisation by law, by the agent, or by an
/// officer whose right the caller has asked.
///
/// # Errors
///
/// Fails if the mandate is unknown to this actor or over.
pub async fn end(store: &Store, ask: EndMandate, ctx: &Context) -> Result<(), EndMandateError> {
    let read = store.read().await?;
    let known = read
        .find::<Mandate>(ask.mandate)
        .await?
        .ok_or(EndMandateError::NoSuchMandate)?;
    let by = match ctx.actor() {
        Actor::Officer(_) => EndedBy::Officer,
        Actor::Person(person) => side_of(&read, &known, person)
            .await?
            .ok_or(EndMandateError::NoSuchMandate)?,
        Actor::Client(_) | Actor::System | Actor::Anyone => return Err(EndMandateError::NoSuchMandate),
    };
    drop(read);
    if known.ends_at().is_some_and(|end| end <= ctx.now()) {
        return Err(EndMandateError::Over);
    }
    let ended = Mandate {
        ended: Some((ctx.now(), by)),
        ..known.record.clone()
    };
    let facts = Ended {
        by,
        principal: ended.principal,
        agent: ended.agent,
    };
    let mut set = ChangeSet::new(ctx);
    set.update(&known.with(ended))
        .journal(Event::new(thing(ask.mandate), "mandate.ended", &facts));
    store.commit(set).await?;
    Ok(())
}

/// On which side of the mandate a person stands.
async fn side_of(read: &Read, mandate: &Mandate, person: PersonId) -> Result<Option<EndedBy>, ReadError> {
    if mandate.agent == person {
        return Ok(Some(EndedBy::Agent));
    }
    let is_principal = match mandate.principal {
        Principal::Person(principal) => principal == person,
        Principal::Organisation(id) => read
            .find::<Organisation>(id)
            .await?
            .is_some_and(|organisation| organisation.represented_by == Some(person)),
    };
    Ok(is_principal.then_some(EndedBy::Principal))
}

#[derive(Serialize)]
struct Ended {
    by: EndedBy,
    principal: Principal,
    agent: PersonId,
}
