//! The action: a head of the deciding unit says sorry and promises a new moment.

use super::{ApologyError, Extra};
use crate::access::{acting_subject, officer, rights_of};
use crate::kept::load;
use crate::notice::About;
use crate::paper::{self, Making};
use crate::series;
use crate::step::Hand;
use crate::terms::guide;
use motcua_kernel::text::clean_lines;
use motcua_kernel::{Context, DossierId};
use motcua_org::Right;
use motcua_org::calendar::record::current_legal_calendar;
use motcua_org::unit::Unit;
use motcua_store::{ChangeSet, Message, Store};

/// What a head does.
#[derive(Debug, Clone)]
pub struct Apologise {
    /// The dossier.
    pub dossier: DossierId,
    /// How many working days later.
    pub days: u32,
    /// Why, as the applicant reads it.
    pub reason: String,
}

/// Makes the apology, with Form 04; the applicant is told.
///
/// # Errors
///
/// See [`ApologyError`].
pub async fn apologise(store: &Store, command: Apologise, ctx: &Context) -> Result<(), ApologyError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let kept = load(&read, command.dossier).await?.ok_or(ApologyError::NoSuchDossier)?;
    let officer = officer(ctx).ok_or(ApologyError::NoSuchDossier)?;
    let rights = rights_of(&read, ctx).await?;
    if !rights.may(Right::Apologise, &acting_subject(kept.dossier())) {
        return Err(ApologyError::NotAllowed);
    }
    let unit = kept.dossier().places.deciding;
    let deciding = read.get::<Unit>(unit).await?;
    let calendar = current_legal_calendar(&read).await?;
    let extra = Extra::working_days(command.days)?;
    let reason = clean_lines(&command.reason);
    let mut set = ChangeSet::new(ctx);
    let sheet = series::sheet(&mut set, series::Sheet::Apology, unit, ctx.today());
    let hand = Hand { officer, unit };
    let moved = kept.life().apologise(hand, extra, reason, sheet, &calendar, ctx)?;
    kept.write(&mut set, &moved.life, &moved.facts);
    if let Some(apology) = &moved.life.dossier.apology {
        let version = guide(&read, &moved.life.dossier.pinned).await?.version;
        set.insert(&paper::apology(&Making::of(&read, &moved.life.dossier, &version, ctx), apology).await?);
    }
    set.expect(&deciding)
        .send(Message::new("notice.apology", &About::dossier(command.dossier)));
    store.commit(set).await?;
    Ok(())
}
