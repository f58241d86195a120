//! Timers: each kind leads to the action of its room.

use crate::TurnError;
use crate::appointment_end_ends_sessions as appointment_end;
use motcua_dossier::remind::{REMIND_TIMER, RemindError, remind};
use motcua_dossier::succession::{self, SUCCESSION_TIMER, SuccessionError};
use motcua_dossier::supplement::{self, LAPSE_TIMER, LapseError};
use motcua_kernel::{Actor, AppointmentId, Context, Date, DossierId, Instant, SupplementId, UnitId};
use motcua_store::{ChangeSet, CommitError, Store, Timer};

/// Timers looked at in one turn; the next turn takes the rest.
const BATCH: i64 = 200;
/// A kind that this program does not know belongs to a newer one: there is no hurry.
const UNKNOWN_SECONDS: i64 = 3_600;
/// The first try again comes after so many seconds, each later one after twice as many …
const FIRST_SECONDS: i64 = 5;
/// … but never after more than this.
const LONGEST_SECONDS: i64 = 3_600;
/// After so many tries somebody must look.
const ALARM_ATTEMPTS: i64 = 8;

/// What was done about the timers that were due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) acted: u64,
    pub(crate) put_off: u64,
}

/// Why a timer was not acted on.
#[derive(Debug, thiserror::Error)]
enum TimerError {
    #[error("this program knows no timer of the kind {0}")]
    Unknown(String),
    #[error("woken before its time, which is the end of {0}")]
    TooSoon(Date),
    #[error(transparent)]
    Lapse(LapseError),
    #[error(transparent)]
    Remind(#[from] RemindError),
    #[error(transparent)]
    Succession(#[from] SuccessionError),
    #[error(transparent)]
    AppointmentEnd(#[from] appointment_end::EndError),
    #[error("acted on, but not stopped: {0}")]
    Stop(#[from] CommitError),
}

/// Acts on the timers that are due; those that cannot be acted on now are put off.
pub(crate) async fn run_due(store: &Store, now: Instant) -> Result<Done, TurnError> {
    let due = store.read().await?.due_timers(now, BATCH).await?;
    let mut done = Done::default();
    for timer in due {
        match act(store, &timer, now).await {
            Ok(()) => done.acted += 1,
            Err(error) => {
                let until = until(&timer, &error, now);
                tell(&timer, &error);
                store.put_off(&timer, until).await?;
                done.put_off += 1;
            }
        }
    }
    Ok(done)
}

async fn act(store: &Store, timer: &Timer, now: Instant) -> Result<(), TimerError> {
    let ctx = Context::new(Actor::System, now);
    match timer.kind.as_str() {
        LAPSE_TIMER => {
            let id = SupplementId::from(timer.thing);
            supplement::lapse(store, id, &ctx).await.map_err(|error| match error {
                LapseError::TooSoon { last_day } => TimerError::TooSoon(last_day),
                other => TimerError::Lapse(other),
            })?;
        }
        REMIND_TIMER => remind(store, DossierId::from(timer.thing), &ctx).await?,
        SUCCESSION_TIMER => {
            let id = UnitId::from(timer.thing);
            let mut moved = 0;
            // Until a whole pass finds none: what came in meanwhile is moved as well.
            loop {
                match succession::run(store, id, &ctx).await? {
                    0 => break,
                    more => moved += more,
                }
            }
            tracing::info!(unit = %id, moved, "running dossiers followed a unit that closed");
            let mut stop = ChangeSet::new(&Context::new(Actor::System, now));
            stop.let_sleep(SUCCESSION_TIMER, id);
            store.commit(stop).await?;
        }
        appointment_end::TIMER => {
            let id = AppointmentId::from(timer.thing);
            appointment_end::act(store, id, &ctx).await?;
            // Ending sessions is several changes, so the timer stops after them: in between it wakes again and
            // finds the work done.
            let mut stop = ChangeSet::new(&Context::new(Actor::System, now));
            stop.let_sleep(appointment_end::TIMER, id);
            store.commit(stop).await?;
        }
        unknown => return Err(TimerError::Unknown(unknown.to_owned())),
    }
    Ok(())
}

fn until(timer: &Timer, error: &TimerError, now: Instant) -> Instant {
    match error {
        TimerError::Unknown(_) => now.plus_seconds(UNKNOWN_SECONDS),
        TimerError::TooSoon(last_day) => last_day.end().max(now.plus_seconds(FIRST_SECONDS)),
        TimerError::Succession(SuccessionError::TooSoon(at)) => *at,
        TimerError::Lapse(_)
        | TimerError::Remind(_)
        | TimerError::Succession(_)
        | TimerError::AppointmentEnd(_)
        | TimerError::Stop(_) => now.plus_seconds(delay(timer.attempts)),
    }
}

/// Seconds until the next try.
fn delay(attempts: i64) -> i64 {
    // Ten doublings are beyond the longest delay already.
    let doublings = attempts.clamp(0, 10) as u32;
    (FIRST_SECONDS << doublings).min(LONGEST_SECONDS)
}

fn tell(timer: &Timer, error: &TimerError) {
    let (kind, thing, attempts) = (timer.kind.as_str(), timer.thing, timer.attempts);
    if attempts >= ALARM_ATTEMPTS && !matches!(error, TimerError::Unknown(_)) {
        tracing::error!(kind, %thing, attempts, %error, "a timer fails again and again: somebody must look");
    } else {
        tracing::warn!(kind, %thing, attempts, %error, "a timer was put off");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_grows_and_has_an_end() {
        let delays: Vec<i64> = (0..12).map(delay).collect();
        assert_eq!(delays[..4], [5, 10, 20, 40]);
        assert!(delays.windows(2).all(|pair| pair[0] <= pair[1]));
        assert_eq!(delays[11], LONGEST_SECONDS);
    }
}
