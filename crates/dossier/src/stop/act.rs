//! The action: a head of the deciding unit stops a dossier.

use super::StopError;
use crate::access::{acting_subject, officer, rights_of};
use crate::kept::load;
use crate::notice::About;
use crate::paper::{self, Making};
use crate::refuse::Ground;
use crate::series;
use crate::state::State;
use crate::step::Hand;
use crate::supplement::{LAPSE_TIMER, Supplement};
use crate::terms::guide;
use motcua_kernel::{Context, DossierId};
use motcua_org::Right;
use motcua_org::unit::Unit;
use motcua_store::{ChangeSet, Message, Store};

/// What a head does.
#[derive(Debug, Clone)]
pub struct StopDossier {
    /// The dossier.
    pub dossier: DossierId,
    /// Why.
    pub ground: Ground,
}

/// Stops a dossier, with Form 05.
///
/// # Errors
///
/// See [`StopError`].
pub async fn stop(store: &Store, command: StopDossier, ctx: &Context) -> Result<(), StopError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let kept = load(&read, command.dossier).await?.ok_or(StopError::NoSuchDossier)?;
    let officer = officer(ctx).ok_or(StopError::NoSuchDossier)?;
    if !rights_of(&read, ctx)
        .await?
        .may(Right::Stop, &acting_subject(kept.dossier()))
    {
        return Err(StopError::NotAllowed);
    }
    let unit = kept.dossier().places.deciding;
    let deciding = read.get::<Unit>(unit).await?;
    let step = kept.dossier().kind;
    let mut set = ChangeSet::new(ctx);
    let sheet = series::sheet(&mut set, series::Sheet::Stop, unit, ctx.today());
    let moved = kept.life().stop(Hand { officer, unit }, command.ground, sheet, ctx)?;
    if let Some(open) = moved.made {
        let supplement = read.get::<Supplement>(open).await?;
        let ended = moved.life.dossier.closed_at.unwrap_or(ctx.now());
        set.update(&supplement.with(supplement.record.clone().dropped(ended)))
            .let_sleep(LAPSE_TIMER, open);
    }
    kept.write(&mut set, &moved.life, &moved.facts);
    if let State::Stopped { stop, .. } = &moved.life.dossier.state {
        let version = guide(&read, &moved.life.dossier.pinned).await?.version;
        set.insert(&paper::stop(&Making::of(&read, &moved.life.dossier, &version, ctx), (stop, step)).await?);
    }
    set.expect(&deciding)
        .send(Message::new("notice.dossier_stopped", &About::dossier(command.dossier)));
    store.commit(set).await?;
    Ok(())
}
