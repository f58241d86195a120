//! Ends an officer's time in a position.

use super::Appointment;
use crate::rights::{Refused, Right, Subject, load::load_actor};
use motcua_kernel::{AppointmentId, Context, Instant, Problem, codes};
use motcua_store::{ChangeSet, CommitError, ReadError, Store};

/// Why an appointment was not ended.
#[derive(Debug, thiserror::Error)]
pub enum EndError {
    /// No such appointment.
    #[error("there is no such appointment; choose again")]
    NoSuchThing,
    /// The end lies before the beginning or the present, or after the end that was set.
    #[error("an appointment ends now or later, and not after the end already set; change the moment")]
    WrongMoment,
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

impl From<EndError> for Problem {
    fn from(error: EndError) -> Self {
        match error {
            EndError::NoSuchThing => Self::new(codes::NOT_FOUND),
            EndError::WrongMoment => Self::new(codes::INVALID).field("at", "appointment-wrong-end"),
            EndError::Refused(refused) => refused.into(),
            EndError::Read(error) => error.into(),
            EndError::Commit(error) => error.into(),
        }
    }
}

/// Ends an appointment at a moment. Its rights, and what was delegated from it, end with it; sessions are ended
/// by whoever hears `officer.appointment_ended` (IDN-05).
///
/// # Errors
///
/// Fails when the appointment or the moment does not fit, or when the actor may not.
pub async fn end(store: &Store, id: AppointmentId, at: Instant, ctx: &Context) -> Result<(), EndError> {
    let read = store.read().await?;
    let stored = read.find::<Appointment>(id).await?.ok_or(EndError::NoSuchThing)?;
    let rights = load_actor(&read, ctx.actor(), ctx.now()).await?;
    rights.require(Right::ManageOfficers, &Subject::of_unit(stored.unit))?;
    let fits = at >= ctx.now()
        && stored.period.from.is_none_or(|from| from < at)
        && stored.period.to.is_none_or(|to| at <= to);
    if !fits {
        return Err(EndError::WrongMoment);
    }
    let mut ended = stored.record.clone();
    ended.period.to = Some(at);
    let event = ended.ended(at);
    let mut set = ChangeSet::new(ctx);
    set.update(&stored.with(ended)).journal(event);
    store.commit(set).await?;
    Ok(())
}
