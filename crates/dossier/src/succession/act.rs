//! The act of the timer that an order of succession set.

use super::record::{count_of_units, of_units};
use super::{Heirs, Order};
use crate::kept::load;
use crate::opinion::units_are_asked;
use crate::original::follow;
use motcua_kernel::{Actor, ChangeId, Context, DossierId, Instant, OfficerId, UnitId, named_id};
use motcua_org::appointment::record::holders_in_unit;
use motcua_org::unit::Unit;
use motcua_org::unit::record::all_units;
pub use motcua_org::unit::succeed::SUCCESSION_TIMER;
use motcua_store::{ChangeSet, CommitError, Read, ReadError, Store};
use std::collections::BTreeSet;

/// More units than the province has, more officers than a unit has.
const MOST: i64 = 20_000;
/// Dossiers looked at in one snapshot.
const PAGE: i64 = 200;
/// Somebody who works on a dossier at this moment is quicker a few times at most.
const TRIES: u32 = 8;

/// Why the dossiers of a closed unit were not all moved; what was moved stays moved.
#[derive(Debug, thiserror::Error)]
pub enum SuccessionError {
    /// Woken before the order's moment.
    #[error("the unit closes at {0}, which has not come yet")]
    TooSoon(Instant),
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take one of them.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// Moves every running dossier of a unit that closed to the unit that followed it, then the originals in its drawers and
/// its open lists of them, and tells how many it moved.
///
/// Each dossier is a change of its own, named by order and dossier: broken off and begun again, it moves none twice.
/// One that somebody changes at the same moment is read again. A unit without an order moves nothing.
///
/// # Errors
///
/// See [`SuccessionError`].
pub async fn run(store: &Store, unit: UnitId, ctx: &Context) -> Result<u64, SuccessionError> {
    let read = store.read().await?;
    let Some(closing) = closing(&read, unit).await? else {
        return Ok(0);
    };
    if closing.at > ctx.now() {
        return Err(SuccessionError::TooSoon(closing.at));
    }
    let along = went_along(&read, &closing.heirs, ctx.now()).await?;
    drop(read);
    let closed = closing.heirs.closed();
    let mut moved = 0;
    // Then those about which a closed unit was asked only.
    for list in [of_units, units_are_asked] {
        let mut after = DossierId::from_u128(0);
        loop {
            let read = store.read().await?;
            let ids = read.all(list(&closed, after, PAGE)).await?;
            drop(read);
            let Some((last,)) = ids.last().copied() else {
                break;
            };
            for (id,) in ids {
                moved += u64::from(move_one(store, id, &closing, &along, ctx).await?);
            }
            after = last;
        }
    }
    Ok(moved + follow(store, closing.order(), ctx).await?)
}

/// How many running dossiers would move if these units closed: said before the order is given.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn running_of(read: &Read, units: &[UnitId]) -> Result<u64, ReadError> {
    let counts = read.all(count_of_units(units)).await?;
    Ok(counts.first().map_or(0, |(count,)| count.unsigned_abs()))
}

/// An order that has been given.
struct Closing {
    heirs: Heirs,
    at: Instant,
    basis: String,
}

impl Closing {
    fn order(&self) -> Order<'_> {
        Order {
            heirs: &self.heirs,
            at: self.at,
            basis: &self.basis,
        }
    }
}

async fn closing(read: &Read, unit: UnitId) -> Result<Option<Closing>, ReadError> {
    let units: Vec<Unit> = read
        .all(all_units(MOST))
        .await?
        .into_iter()
        .map(|stored| stored.record)
        .collect();
    let Some(whole) = units.iter().find(|known| known.id == unit) else {
        return Ok(None);
    };
    let [order] = whole.successors.as_slice() else {
        return Ok(None);
    };
    let parts = units.iter().filter(|part| part.parent == Some(unit));
    let pairs = std::iter::once(whole).chain(parts).filter_map(|closed| {
        let [link] = closed.successors.as_slice() else {
            return None;
        };
        (link.at == order.at).then_some((closed.id, link.to))
    });
    Ok(Some(Closing {
        heirs: Heirs::new(pairs),
        at: order.at,
        basis: order.basis.clone(),
    }))
}

/// The officers who have a position in the unit that follows theirs.
async fn went_along(read: &Read, heirs: &Heirs, now: Instant) -> Result<BTreeSet<OfficerId>, ReadError> {
    let mut along = BTreeSet::new();
    for (_, to) in heirs.pairs() {
        for held in read.all(holders_in_unit(to, now, MOST)).await? {
            along.insert(held.record.officer);
        }
    }
    Ok(along)
}

async fn move_one(
    store: &Store,
    id: DossierId,
    closing: &Closing,
    along: &BTreeSet<OfficerId>,
    ctx: &Context,
) -> Result<bool, SuccessionError> {
    let mut tries = 0;
    loop {
        let read = store.read().await?;
        let Some(kept) = load(&read, id).await? else {
            return Ok(false);
        };
        drop(read);
        let name = format!("{}/{id}/{}", closing.at, kept.version());
        let change: ChangeId = named_id("succession", &name);
        let ctx = Context::for_change(Actor::System, ctx.now(), change);
        let Some(moved) = kept
            .life()
            .succeed(closing.order(), |officer| along.contains(&officer), &ctx)
        else {
            return Ok(false);
        };
        let mut set = ChangeSet::new(&ctx);
        kept.write(&mut set, &moved.life, &moved.facts);
        match store.commit(set).await {
            Ok(_) => return Ok(true),
            Err(CommitError::Stale { .. }) if tries < TRIES => tries += 1,
            // The timer is put off, and its next waking finds it again.
            Err(error) => return Err(error.into()),
        }
    }
}
