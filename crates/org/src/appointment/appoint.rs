//! Appoints an officer to a position.

use super::Appointment;
use super::record::holders_after;
use crate::Period;
use crate::officer::Officer;
use crate::position::Position;
use crate::rights::{Refused, Right, Subject, load::load_actor};
use crate::unit::Unit;
use motcua_kernel::{AppointmentId, Context, Instant, OfficerId, PositionId, Problem, codes, text};
use motcua_store::{ChangeSet, CommitError, ReadError, Store};

/// Whom to appoint to what.
#[derive(Debug, Clone)]
pub struct Appoint {
    /// Who.
    pub officer: OfficerId,
    /// To what.
    pub position: PositionId,
    /// From when until when.
    pub period: Period,
    /// Whether it is only for the time being.
    pub acting: bool,
    /// The number of the decision.
    pub deed: String,
}

/// Why nobody was appointed.
#[derive(Debug, thiserror::Error)]
pub enum AppointError {
    /// No such officer or position.
    #[error("there is no such officer or position; choose again")]
    NoSuchThing,
    /// The period has no length, or lies outside the officer's time or the unit's.
    #[error("the officer or the unit does not exist for all of that time; change the dates")]
    WrongPeriod,
    /// All seats are held.
    #[error("all seats of the position are held in that time; end an appointment first")]
    NoSeat,
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

impl From<AppointError> for Problem {
    fn from(error: AppointError) -> Self {
        match error {
            AppointError::NoSuchThing => Self::new(codes::NOT_FOUND),
            AppointError::WrongPeriod => Self::new(codes::INVALID).field("period", "appointment-wrong-period"),
            AppointError::NoSeat => Self::new(codes::FULL).field("position", "appointment-no-seat"),
            AppointError::Refused(refused) => refused.into(),
            AppointError::Read(error) => error.into(),
            AppointError::Commit(error) => error.into(),
        }
    }
}

/// Appoints an officer to a position for a time.
///
/// # Errors
///
/// Fails when officer, position or dates do not fit, no seat is free, or the actor may not.
pub async fn appoint(store: &Store, ask: Appoint, ctx: &Context) -> Result<AppointmentId, AppointError> {
    let read = store.read().await?;
    let officer = read
        .find::<Officer>(ask.officer)
        .await?
        .ok_or(AppointError::NoSuchThing)?;
    let position = read
        .find::<Position>(ask.position)
        .await?
        .ok_or(AppointError::NoSuchThing)?;
    let unit = read.get::<Unit>(position.unit).await?;
    let rights = load_actor(&read, ctx.actor(), ctx.now()).await?;
    rights.require(Right::ManageOfficers, &Subject::of_unit(unit.id))?;
    if !ask.period.is_sound() || !within(&ask.period, &officer.period) || !within(&ask.period, &unit.period) {
        return Err(AppointError::WrongPeriod);
    }
    let from = ask.period.from.unwrap_or(Instant::from_micros(i64::MIN));
    let holders = read.all(holders_after(position.id, from, 1_000)).await?;
    let taken = |seat: i64| {
        holders
            .iter()
            .any(|held| held.seat == seat && held.period.overlaps(&ask.period))
    };
    // The lowest free seat; two who take it at once meet at the unique key.
    let seat = (1..=position.seats)
        .find(|seat| !taken(*seat))
        .ok_or(AppointError::NoSeat)?;

    let appointment = Appointment {
        id: ctx.id(),
        officer: officer.id,
        position: position.id,
        role: position.role,
        unit: unit.id,
        body: unit.body(),
        period: ask.period,
        seat,
        acting: ask.acting,
        deed: text::clean_line(&ask.deed),
    };
    let mut set = ChangeSet::new(ctx);
    set.expect(&officer)
        .expect(&position)
        .expect(&unit)
        .insert(&appointment)
        .journal(appointment.appointed());
    store.commit(set).await?;
    Ok(appointment.id)
}

fn within(inner: &Period, outer: &Period) -> bool {
    let begins = outer
        .from
        .is_none_or(|from| inner.from.is_some_and(|inner| inner >= from));
    let ends = outer.to.is_none_or(|to| inner.to.is_some_and(|inner| inner <= to));
    begins && ends
}
