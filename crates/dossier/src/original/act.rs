//! The actions: an officer keeps an original, gives one back, or gives all back with the result.

use super::{Keeping, Original, OriginalError, keeps_for, originals_of};
use crate::access::{officer, rights_of, subject};
use crate::deliver::{DeliverError, Evidence};
use crate::kept::load;
use crate::step::Hand;
use crate::terms::guide;
use motcua_catalog::version::component::{Component, Kind};
use motcua_kernel::{Context, DossierId, OriginalId, UnitId};
use motcua_org::Right;
use motcua_store::{ChangeSet, Read, Store};

/// What an officer keeps after acceptance.
#[derive(Debug, Clone)]
pub struct KeepOriginal {
    /// The dossier.
    pub dossier: DossierId,
    /// The unit at which it is left.
    pub unit: UnitId,
    /// What it is.
    pub keeping: Keeping,
}

/// What an officer gives back without a result.
#[derive(Debug, Clone)]
pub struct GiveBack {
    /// The original.
    pub original: OriginalId,
    /// Who takes it, by name.
    pub taken_by: String,
    /// What shows that it is the right person.
    pub evidence: Evidence,
}

/// Keeps an original of an accepted dossier that is not over.
///
/// # Errors
///
/// See [`OriginalError`].
pub async fn keep(store: &Store, command: KeepOriginal, ctx: &Context) -> Result<OriginalId, OriginalError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(ctx.id());
    }
    let kept = load(&read, command.dossier)
        .await?
        .ok_or(OriginalError::NoSuchOriginal)?;
    let officer = officer(ctx).ok_or(OriginalError::NotAllowed)?;
    let rights = rights_of(&read, ctx).await?;
    if !rights.may(Right::SeeDossier, &subject(&kept.life())) {
        return Err(OriginalError::NoSuchOriginal);
    }
    if !keeps_for(&rights).contains(&command.unit) {
        return Err(OriginalError::NotAllowed);
    }
    let dossier = kept.dossier();
    if dossier.state.acceptance().is_none() || dossier.stage().is_final() {
        return Err(OriginalError::NothingKept);
    }
    let version = guide(&read, &dossier.pinned).await?.version;
    let component = version.component(&command.keeping.component);
    if !component.is_some_and(may_be_kept) {
        return Err(OriginalError::NotAComponent(command.keeping.component));
    }
    let hand = Hand {
        officer,
        unit: command.unit,
    };
    let mut set = ChangeSet::new(ctx);
    let made = insert_kept(&mut set, command.dossier, vec![command.keeping], hand, ctx)?;
    // A dossier that ended meanwhile keeps nothing new.
    set.expect(kept.stored());
    store.commit(set).await?;
    made.first()
        .map(|original| original.id)
        .ok_or(OriginalError::NothingKept)
}

/// Whether a component may stay at a desk: what the law lets people only show goes home with them (INT-08), and what our
/// form makes has no original.
pub fn may_be_kept(component: &Component) -> bool {
    !component.form_generated && matches!(component.kind, Kind::HandIn | Kind::ReplacedByData)
}

/// Keeps what was left with an act, each with the next code for its cover.
pub(crate) fn insert_kept(
    set: &mut ChangeSet,
    dossier: DossierId,
    keepings: Vec<Keeping>,
    hand: Hand,
    ctx: &Context,
) -> Result<Vec<Original>, OriginalError> {
    let mut made = Vec::with_capacity(keepings.len());
    for keeping in keepings {
        let code = set.label("original", "BG-", 6);
        let (original, fact) = Original::keep(dossier, keeping, code, hand, ctx)?;
        set.insert(&original).journal(fact.event(dossier));
        made.push(original);
    }
    Ok(made)
}

/// Gives an original back over a desk of the unit where it lies, whether its dossier is over or not.
///
/// # Errors
///
/// See [`OriginalError`].
pub async fn give_back(store: &Store, command: GiveBack, ctx: &Context) -> Result<(), OriginalError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let stored = read.find::<Original>(command.original).await?;
    let stored = stored.ok_or(OriginalError::NoSuchOriginal)?;
    let officer = officer(ctx).ok_or(OriginalError::NotAllowed)?;
    let units = keeps_for(&rights_of(&read, ctx).await?);
    let unit = stored.whereabouts().unit().ok_or_else(|| stored.elsewhere())?;
    if !units.contains(&unit) {
        return Err(OriginalError::NotAllowed);
    }
    let hand = Hand { officer, unit };
    let (returned, fact) = stored
        .record
        .clone()
        .return_to(&command.taken_by, command.evidence, hand, ctx)?;
    let mut set = ChangeSet::new(ctx);
    set.update(&stored.with(returned)).journal(fact.event(stored.dossier));
    store.commit(set).await?;
    Ok(())
}

/// Gives back with the result what the desk has: all that is still kept, or nothing and the result neither. A dossier
/// does not close while an original of it is somewhere else.
pub(crate) async fn give_back_with_result(
    read: &Read,
    set: &mut ChangeSet,
    (dossier, hand): (DossierId, Hand),
    (taken_by, evidence): (&str, &Evidence),
    ctx: &Context,
) -> Result<(), DeliverError> {
    let kept = read.all(originals_of(dossier)).await?;
    let owed: Vec<_> = kept.into_iter().filter(|original| original.is_owed()).collect();
    let elsewhere = owed
        .iter()
        .filter(|original| {
            original.whereabouts().unit() != Some(hand.unit) || original.whereabouts().hand_over().is_some()
        })
        .count();
    if elsewhere > 0 {
        return Err(DeliverError::OriginalsElsewhere(elsewhere));
    }
    for stored in owed {
        let returned = stored.record.clone().return_to(taken_by, evidence.clone(), hand, ctx);
        // They all lie here: what can still be missing is the name, which the delivery has looked at.
        let (returned, fact) = returned.map_err(|_| DeliverError::NoTaker)?;
        set.update(&stored.with(returned)).journal(fact.event(dossier));
    }
    Ok(())
}
