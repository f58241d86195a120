//! The action: an officer of a centre refuses reception.

use super::{Ground, RefuseError};
use crate::access::{at_centre, officer, rights_of};
use crate::kept::load;
use crate::notice::About;
use crate::paper::{self, Making};
use crate::series;
use crate::state::State;
use crate::step::Hand;
use crate::terms::guide;
use motcua_kernel::{Context, DossierId, UnitId};
use motcua_org::Right;
use motcua_org::unit::Unit;
use motcua_store::{ChangeSet, Message, Store};

/// What an officer does at the counter.
#[derive(Debug, Clone)]
pub struct Refuse {
    /// The dossier.
    pub dossier: DossierId,
    /// The centre at which the officer acts.
    pub centre: UnitId,
    /// Why.
    pub ground: Ground,
}

/// Refuses reception, with Form 03.
///
/// # Errors
///
/// See [`RefuseError`].
pub async fn refuse(store: &Store, command: Refuse, ctx: &Context) -> Result<(), RefuseError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let kept = load(&read, command.dossier).await?.ok_or(RefuseError::NoSuchDossier)?;
    let officer = officer(ctx).ok_or(RefuseError::NotAllowed)?;
    if !at_centre(&rights_of(&read, ctx).await?, Right::Refuse, command.centre) {
        return Err(RefuseError::NotAllowed);
    }
    let centre = read.get::<Unit>(command.centre).await?;
    let hand = Hand {
        officer,
        unit: command.centre,
    };
    let mut set = ChangeSet::new(ctx);
    let sheet = series::sheet(&mut set, series::Sheet::Refusal, command.centre, ctx.today());
    let moved = kept.life().refuse(hand, command.ground, sheet, ctx)?;
    kept.write(&mut set, &moved.life, &moved.facts);
    if let State::Refused { refusal } = &moved.life.dossier.state {
        let version = guide(&read, &moved.life.dossier.pinned).await?.version;
        set.insert(&paper::refusal(&Making::of(&read, &moved.life.dossier, &version, ctx), refusal).await?);
    }
    set.expect(&centre).send(Message::new(
        "notice.reception_refused",
        &About::dossier(command.dossier),
    ));
    store.commit(set).await?;
    Ok(())
}
