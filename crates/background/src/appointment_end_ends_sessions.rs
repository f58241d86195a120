//! Reaction: when an officer's time in a position is over, all their sessions end (IDN-05).
//!
//! An end may be set for a later day. So the event sets a timer for the moment of the end, and the timer ends the
//! sessions: whoever moved signs in anew, with the rights that they have now.

use motcua_accounts::session::{self, end_all_of_officer};
use motcua_kernel::{AppointmentId, Context, Instant};
use motcua_org::appointment::Appointment;
use motcua_store::{ChangeSet, Journaled, ReadError, Store};
use serde::Deserialize;

/// The kind of the timer; it wakes with the appointment's id.
pub(crate) const TIMER: &str = "background.appointment_end";

/// Both events tell until when an appointment lasts: one given for a time from the start, one ended.
#[derive(Deserialize)]
struct Appointed {
    appointment: AppointmentId,
    to: Option<Instant>,
}

#[derive(Deserialize)]
struct Ended {
    appointment: AppointmentId,
    at: Instant,
}

/// Why the sessions were not ended.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EndError {
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The sessions could not be ended.
    #[error(transparent)]
    Sessions(#[from] session::EndError),
}

/// Sets the timer of an appointment that an event tells the end of; says whether it did.
pub(crate) fn react(event: &Journaled, set: &mut ChangeSet) -> bool {
    let told = match event.kind.as_str() {
        "officer.appointed" => event
            .facts::<Appointed>()
            .map(|facts| facts.to.map(|to| (facts.appointment, to))),
        "officer.appointment_ended" => event.facts::<Ended>().map(|facts| Some((facts.appointment, facts.at))),
        // Events of other kinds, of which new ones come with every room.
        _ => return false,
    };
    match told {
        Ok(Some((appointment, at))) => {
            set.wake(TIMER, appointment, at);
            true
        }
        Ok(None) => false,
        Err(error) => {
            tracing::error!(%error, thing = %event.thing, n = event.n, "an event about an appointment cannot be read");
            false
        }
    }
}

/// Ends the sessions of the officer whose appointment is over. Done already, it does nothing.
pub(crate) async fn act(store: &Store, appointment: AppointmentId, ctx: &Context) -> Result<(), EndError> {
    let read = store.read().await?;
    let Some(stored) = read.find::<Appointment>(appointment).await? else {
        // It was put right away again: nobody's time is over.
        return Ok(());
    };
    drop(read);
    if stored.period.to.is_none_or(|to| to > ctx.now()) {
        return Ok(());
    }
    let ended = end_all_of_officer(store, stored.officer, ctx).await?;
    tracing::info!(officer = %stored.officer, %appointment, ended, "sessions ended with an appointment");
    Ok(())
}
