//! The action: a head gives a dossier to another body that is competent.

use super::TransferError;
use crate::access::{acting_subject, officer, rights_of};
use crate::kept::load;
use crate::notice::About;
use crate::place::Places;
use crate::refuse::Ground;
use crate::step::Hand;
use crate::terms::guide;
use motcua_kernel::{Context, DossierId, UnitId};
use motcua_org::unit::{Unit, UnitKind};
use motcua_org::{Directory, Right};
use motcua_store::{ChangeSet, Message, Store};

/// What a head does.
#[derive(Debug, Clone)]
pub struct TransferDossier {
    /// The dossier.
    pub dossier: DossierId,
    /// Who decides from now on.
    pub to: UnitId,
    /// Why.
    pub ground: Ground,
}

/// Transfers a dossier. The applicant is told where it lies; nothing that was promised to them changes.
///
/// # Errors
///
/// See [`TransferError`].
pub async fn transfer(
    store: &Store,
    directory: &Directory,
    command: TransferDossier,
    ctx: &Context,
) -> Result<(), TransferError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let kept = load(&read, command.dossier)
        .await?
        .ok_or(TransferError::NoSuchDossier)?;
    let officer = officer(ctx).ok_or(TransferError::NoSuchDossier)?;
    let rights = rights_of(&read, ctx).await?;
    if !rights.may(Right::Assign, &acting_subject(kept.dossier())) {
        return Err(TransferError::NotAllowed);
    }
    let to = read
        .find::<Unit>(command.to)
        .await?
        .filter(|unit| decides(unit) && unit.period.holds(ctx.now()))
        .ok_or(TransferError::DecidesNothing)?;
    let life = kept.life();
    let unit = life
        .dossier
        .holder
        .map_or(life.dossier.places.deciding, |holder| holder.unit);
    let guide = guide(&read, &life.dossier.pinned).await?;
    let places = Places {
        deciding: to.id,
        ..life.dossier.places
    };
    let next = guide.next(guide.reception(), None, directory, &places, ctx.now())?;
    let moved = life.transfer(Hand { officer, unit }, to.id, &next, command.ground, ctx)?;
    let mut set = ChangeSet::new(ctx);
    kept.write(&mut set, &moved.life, &moved.facts);
    set.expect(&to).expect(&guide.version).send(Message::new(
        "notice.dossier_transferred",
        &About::dossier(command.dossier),
    ));
    store.commit(set).await?;
    Ok(())
}

/// Whether a unit decides matters of its own.
pub fn decides(unit: &Unit) -> bool {
    match unit.kind {
        UnitKind::Committee | UnitKind::Department | UnitKind::Agency => true,
        UnitKind::Office | UnitKind::Centre => false,
    }
}
