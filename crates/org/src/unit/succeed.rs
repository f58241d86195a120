//! The order by which a unit closes and another follows it (sắp xếp, sáp nhập): the unit, its offices and the people
//! in them, at one moment.
//!
//! Nothing is rewritten (PRO-02): the old unit keeps its name and code for ever, ends, and says who follows. What it
//! has in hand is moved by whoever hears the timer [`SUCCESSION_TIMER`] at that moment.

use super::record::all_units;
use super::{Unit, UnitKind};
use crate::Period;
use crate::appointment::Appointment;
use crate::appointment::record::holders_after;
use crate::origin::Origin;
use crate::position::record::positions_of_unit;
use crate::position::{Position, Role};
use crate::rights::{Refused, Right, Subject, load::load_actor};
use crate::succession::{Extent, Succession};
use crate::thing;
use motcua_kernel::{Context, Instant, OfficerId, PositionId, Problem, UnitId, codes, text};
use motcua_store::{ChangeSet, CommitError, Event, Read, ReadError, Store, Stored};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;

/// Wakes at the moment of an order with the id of the unit that closes.
pub const SUCCESSION_TIMER: &str = "unit.succession";
/// More units than the province has, more people than a unit has.
const MOST: i64 = 20_000;

/// An order.
#[derive(Debug, Clone)]
pub struct Succeed {
    /// The unit that closes, with its offices.
    pub unit: UnitId,
    /// The unit that follows; it has an office for each of the other's.
    pub successor: UnitId,
    /// When: the first moment at which the successor is there for it.
    pub at: Instant,
    /// The decision, "12/NQ-HĐND".
    pub basis: String,
    /// Whether officers go along to the same position there. Its seats grow with them, except where there is one head.
    pub with_officers: bool,
}

/// What an order did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Succeeded {
    /// How many units closed.
    pub closed: usize,
    /// How many officers went along.
    pub went_along: usize,
    /// Heads of what has a head already: an administrator appoints them.
    pub without_seat: Vec<OfficerId>,
}

/// Why an order was not kept.
#[derive(Debug, thiserror::Error)]
pub enum SucceedError {
    /// No such unit, or it is closed already.
    #[error("there is no such unit at that moment; choose again")]
    NoSuchThing,
    /// The successor is the unit itself, is of another kind, or closes before that moment.
    #[error("{0} cannot follow this unit; choose one of the same kind that exists from then on")]
    Unfit(String),
    /// An office has nobody to follow it.
    #[error("{office} has no counterpart in the unit that follows; make one first")]
    NoCounterpart {
        /// The office's name.
        office: String,
    },
    /// The moment is over: what was done there since was done by that unit.
    #[error("a unit closes now or later; change the moment")]
    WrongMoment,
    /// Somebody is to begin there after it has closed.
    #[error("an officer is appointed to {unit} from a later day; end that appointment first")]
    AppointedLater {
        /// The unit's name.
        unit: String,
    },
    /// No decision is named.
    #[error("name the decision by which the unit closes")]
    NoBasis,
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

impl From<SucceedError> for Problem {
    fn from(error: SucceedError) -> Self {
        match error {
            SucceedError::NoSuchThing => Self::new(codes::NOT_FOUND),
            SucceedError::Unfit(_) => Self::new(codes::INVALID).field("successor", "succession-unfit"),
            SucceedError::NoCounterpart { .. } => {
                Self::new(codes::INVALID).field("successor", "succession-no-counterpart")
            }
            SucceedError::WrongMoment => Self::new(codes::INVALID).field("from", "succession-over"),
            SucceedError::AppointedLater { .. } => {
                Self::new(codes::INVALID).field("from", "succession-appointed-later")
            }
            SucceedError::NoBasis => Self::new(codes::INVALID).field("basis", "succession-needs-basis"),
            SucceedError::Refused(refused) => refused.into(),
            SucceedError::Read(error) => error.into(),
            SucceedError::Commit(error) => error.into(),
        }
    }
}

#[derive(Serialize)]
struct UnitSucceeded<'a> {
    unit: UnitId,
    by: UnitId,
    at: Instant,
    basis: &'a str,
}

/// Closes a unit with its offices and puts another in its place, in one change.
///
/// # Errors
///
/// Fails when the units do not fit each other, when no decision is named, or when the actor may not.
pub async fn succeed(store: &Store, order: Succeed, ctx: &Context) -> Result<Succeeded, SucceedError> {
    let read = store.read().await?;
    let rights = load_actor(&read, ctx.actor(), ctx.now()).await?;
    rights.require(Right::ManageUnits, &Subject::of_unit(order.unit))?;
    if read.was_applied(ctx.change()).await? {
        return Ok(Succeeded::default());
    }
    let basis = text::clean_line(&order.basis);
    if basis.is_empty() {
        return Err(SucceedError::NoBasis);
    }
    if order.at < ctx.now() {
        return Err(SucceedError::WrongMoment);
    }
    let units = read.all(all_units(MOST)).await?;
    let pairs = pairs(&units, &order)?;
    let mut set = ChangeSet::new(ctx);
    let mut done = Succeeded {
        closed: pairs.len(),
        ..Succeeded::default()
    };
    for (old, new) in &pairs {
        let mut closed = old.record.clone();
        closed.period.to = Some(order.at);
        closed.origin = Origin::Office;
        closed.successors = vec![Succession {
            to: new.id,
            extent: Extent::Whole,
            proposed: false,
            at: order.at,
            basis: basis.clone(),
            note: None,
        }];
        let facts = UnitSucceeded {
            unit: old.id,
            by: new.id,
            at: order.at,
            basis: &basis,
        };
        set.update(&old.with(closed))
            .expect(new)
            .journal(Event::new(thing(old.id), "unit.succeeded", &facts));
        end_appointments(&read, &mut set, (old, new), &order, &mut done, ctx).await?;
    }
    set.wake(SUCCESSION_TIMER, order.unit, order.at);
    store.commit(set).await?;
    Ok(done)
}

/// A unit that closes, and what follows it.
type Pair<'a> = (&'a Stored<Unit>, &'a Stored<Unit>);

/// The unit and each of its offices, with what follows it.
fn pairs<'a>(units: &'a [Stored<Unit>], order: &Succeed) -> Result<Vec<Pair<'a>>, SucceedError> {
    let standing = |id: UnitId| {
        units
            .iter()
            .find(|unit| unit.id == id && unit.period.holds(order.at) && unit.period.to.is_none())
    };
    let old = standing(order.unit).ok_or(SucceedError::NoSuchThing)?;
    let new = standing(order.successor).ok_or(SucceedError::NoSuchThing)?;
    if old.id == new.id || old.kind != new.kind || old.slot != new.slot || old.kind == UnitKind::Office {
        return Err(SucceedError::Unfit(new.name.clone()));
    }
    let parts = |of: UnitId| {
        units
            .iter()
            .filter(move |unit| unit.parent == Some(of) && unit.kind == UnitKind::Office && unit.period.to.is_none())
    };
    let mut pairs = vec![(old, new)];
    for part in parts(old.id) {
        let counterpart = parts(new.id).find(|other| other.slot == part.slot);
        let counterpart = counterpart.ok_or_else(|| SucceedError::NoCounterpart {
            office: part.name.clone(),
        })?;
        pairs.push((part, counterpart));
    }
    Ok(pairs)
}

/// Who holds something in a unit when it closes.
async fn holders(read: &Read, unit: &Unit, at: Instant) -> Result<Vec<Stored<Appointment>>, SucceedError> {
    let mut holders = Vec::new();
    for position in read.all(positions_of_unit(unit.id, MOST)).await? {
        holders.extend(read.all(holders_after(position.id, at, MOST)).await?);
    }
    if holders.iter().any(|held| !held.period.holds(at)) {
        return Err(SucceedError::AppointedLater {
            unit: unit.name.clone(),
        });
    }
    Ok(holders)
}

/// Ends what people hold in a unit that closes, and appoints them to the same position of the other while there are
/// seats.
async fn end_appointments(
    read: &Read,
    set: &mut ChangeSet,
    (old, new): Pair<'_>,
    order: &Succeed,
    done: &mut Succeeded,
    ctx: &Context,
) -> Result<(), SucceedError> {
    let mut positions = read.all(positions_of_unit(new.id, MOST)).await?;
    let mut grown: Vec<Stored<Position>> = Vec::new();
    // Seats given by this order, beside those that are held already.
    let mut given: BTreeMap<PositionId, Vec<i64>> = BTreeMap::new();
    for held in holders(read, old, order.at).await? {
        let mut ended = held.record.clone();
        let last = ended.period.to;
        ended.period.to = Some(order.at);
        let officer = ended.officer;
        let event = ended.ended(order.at);
        set.update(&held.with(ended)).journal(event);
        if !order.with_officers {
            continue;
        }
        let seat = seat(read, &mut positions, &mut given, (held.role, order.at)).await?;
        let Some((position, seat)) = seat else {
            done.without_seat.push(officer);
            continue;
        };
        if !grown.iter().any(|known| known.id == position.id) {
            grown.push(position.clone());
        }
        let appointment = Appointment {
            id: ctx.id(),
            officer,
            position: position.id,
            role: position.role,
            unit: new.id,
            body: new.body(),
            period: Period {
                from: Some(order.at),
                to: last,
            },
            seat,
            acting: held.acting,
            deed: text::clean_line(&order.basis),
        };
        set.insert(&appointment).journal(appointment.appointed());
        done.went_along += 1;
    }
    for before in grown {
        let seats = positions.iter().find(|position| position.id == before.id);
        if let Some(after) = seats.filter(|after| after.record != before.record) {
            let facts = json!({"position": after.id, "seats": after.seats});
            set.update(&before.with(after.record.clone())).journal(Event::new(
                thing(before.id),
                "position.seats_raised",
                &facts,
            ));
        }
    }
    Ok(())
}

/// A seat of the position with a role: one that is free at a moment, else one more, unless it has one head only.
async fn seat(
    read: &Read,
    positions: &mut [Stored<Position>],
    given: &mut BTreeMap<PositionId, Vec<i64>>,
    (role, at): (Role, Instant),
) -> Result<Option<(Stored<Position>, i64)>, SucceedError> {
    let Some(place) = positions.iter().position(|position| position.role == role) else {
        return Ok(None);
    };
    let before = positions[place].clone();
    let holders = read.all(holders_after(before.id, at, MOST)).await?;
    let given = given.entry(before.id).or_default();
    let taken = |seat: i64| given.contains(&seat) || holders.iter().any(|holder| holder.seat == seat);
    let mut seats = 1..=before.seats;
    let seat = match seats.find(|seat| !taken(*seat)) {
        Some(free) => free,
        None if is_single(role) => return Ok(None),
        None => {
            let position = &mut positions[place].record;
            position.seats += 1;
            position.origin = Origin::Office;
            position.seats
        }
    };
    given.push(seat);
    Ok(Some((before, seat)))
}

/// Whether a unit has one of them.
const fn is_single(role: Role) -> bool {
    matches!(role, Role::Chair | Role::HeadOfOffice | Role::CentreHead)
}
