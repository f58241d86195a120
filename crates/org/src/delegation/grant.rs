//! Gives rights to another officer for a time.

use super::{Deed, Delegation};
use crate::Period;
use crate::appointment::Appointment;
use crate::officer::Officer;
use crate::rights::{Refused, Right, Rights, load::load_officer};
use crate::thing;
use motcua_kernel::{Actor, AppointmentId, Context, DelegationId, Instant, OfficerId, Problem, UnitId, codes};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store};
use serde::Serialize;

/// What to give to whom.
#[derive(Debug, Clone)]
pub struct GrantDelegation {
    /// The giver's appointment.
    pub appointment: AppointmentId,
    /// Who acts.
    pub to: OfficerId,
    /// What they may do.
    pub rights: Vec<Right>,
    /// From when until when; an end must be set.
    pub period: Period,
    /// The paper that says so.
    pub deed: Deed,
}

/// Why nothing was given.
#[derive(Debug, thiserror::Error)]
pub enum GrantDelegationError {
    /// No such appointment or officer.
    #[error("there is no such appointment or officer; choose again")]
    NoSuchThing,
    /// Without an end, or outside the giver's own time.
    #[error("a delegation needs a beginning and an end within the giver's own appointment; change the dates")]
    WrongPeriod,
    /// Rights that the giver does not hold from this appointment, or none at all.
    #[error("only rights that the appointment has can be given, and at least one; change the list")]
    NotHeld,
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

impl From<GrantDelegationError> for Problem {
    fn from(error: GrantDelegationError) -> Self {
        match error {
            GrantDelegationError::NoSuchThing => Self::new(codes::NOT_FOUND),
            GrantDelegationError::WrongPeriod => Self::new(codes::INVALID).field("period", "delegation-wrong-period"),
            GrantDelegationError::NotHeld => Self::new(codes::INVALID).field("rights", "delegation-not-held"),
            GrantDelegationError::Refused(refused) => refused.into(),
            GrantDelegationError::Read(error) => error.into(),
            GrantDelegationError::Commit(error) => error.into(),
        }
    }
}

#[derive(Serialize)]
struct Granted<'a> {
    delegation: DelegationId,
    from: OfficerId,
    appointment: AppointmentId,
    unit: UnitId,
    rights: &'a [Right],
    begins_at: Option<Instant>,
    ends_at: Option<Instant>,
}

/// Gives rights to another officer. Only the holder of the appointment may, and only what it has.
///
/// # Errors
///
/// Fails when the dates or rights do not fit, or when the actor is not the holder.
pub async fn grant(store: &Store, ask: GrantDelegation, ctx: &Context) -> Result<DelegationId, GrantDelegationError> {
    let read = store.read().await?;
    let appointment = read
        .find::<Appointment>(ask.appointment)
        .await?
        .ok_or(GrantDelegationError::NoSuchThing)?;
    let receiver = read
        .find::<Officer>(ask.to)
        .await?
        .ok_or(GrantDelegationError::NoSuchThing)?;
    if ctx.actor() != Actor::Officer(appointment.officer) || receiver.id == appointment.officer {
        return Err(Refused::NotAllowed(Right::Delegate).into());
    }
    if !load_officer(&read, appointment.officer, ctx.now())
        .await?
        .has(Right::Delegate)
    {
        return Err(Refused::NotAllowed(Right::Delegate).into());
    }
    let period = ask.period;
    let dated = period.from.is_some() && period.to.is_some() && period.is_sound();
    let inside = period.from.is_some_and(|from| appointment.period.holds(from))
        && appointment
            .period
            .to
            .is_none_or(|end| period.to.is_some_and(|to| to <= end));
    if !dated || !inside {
        return Err(GrantDelegationError::WrongPeriod);
    }
    let own = period.from.map(|from| {
        Rights::of(
            appointment.officer,
            std::slice::from_ref(&appointment.record),
            &[],
            from,
        )
    });
    let held = |right: &Right| *right != Right::Delegate && own.as_ref().is_some_and(|own| own.has(*right));
    if ask.rights.is_empty() || !ask.rights.iter().all(held) {
        return Err(GrantDelegationError::NotHeld);
    }
    let delegation = Delegation {
        id: ctx.id(),
        from: appointment.officer,
        appointment: appointment.id,
        to: receiver.id,
        rights: ask.rights,
        period,
        deed: ask.deed,
        revoked_at: None,
    };
    let facts = Granted {
        delegation: delegation.id,
        from: delegation.from,
        appointment: delegation.appointment,
        unit: appointment.unit,
        rights: &delegation.rights,
        begins_at: period.from,
        ends_at: period.to,
    };
    let mut set = ChangeSet::new(ctx);
    set.expect(&appointment)
        .expect(&receiver)
        .insert(&delegation)
        .journal(Event::new(thing(delegation.to), "officer.rights_delegated", &facts));
    store.commit(set).await?;
    Ok(delegation.id)
}
