//! The action: the applicant's side, or an officer at a counter for them, takes a dossier back.

use super::WithdrawError;
use crate::access::{acting_subject, at_centre, officer, rights_of};
use crate::done::{self, require_version};
use crate::kept::load;
use crate::party::By;
use crate::supplement::{LAPSE_TIMER, Supplement};
use motcua_kernel::{Context, DossierId, UnitId};
use motcua_org::Right;
use motcua_store::{ChangeSet, Store};

/// A withdrawal.
#[derive(Debug, Clone)]
pub struct Withdraw {
    /// The dossier.
    pub dossier: DossierId,
    /// The centre, when an officer writes it down for somebody who came there.
    pub centre: Option<UnitId>,
    /// Why, where the applicant says so.
    pub reason: Option<String>,
    /// The version that the caller decided by, where they name it (`If-Match`).
    pub version: Option<i64>,
}

/// Takes a dossier back.
///
/// # Errors
///
/// See [`WithdrawError`].
pub async fn withdraw(store: &Store, command: Withdraw, ctx: &Context) -> Result<(), WithdrawError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let kept = load(&read, command.dossier)
        .await?
        .ok_or(WithdrawError::NoSuchDossier)?;
    let rights = rights_of(&read, ctx).await?;
    // Whoever receives dossiers at a counter also writes down that somebody takes theirs back.
    let at_counter = officer(ctx).is_some()
        && command
            .centre
            .is_some_and(|centre| at_centre(&rights, Right::Receive, centre));
    if !at_counter && !rights.may(Right::Withdraw, &acting_subject(kept.dossier())) {
        // Somebody else's dossier is not even known to exist.
        return Err(if officer(ctx).is_some() {
            WithdrawError::NotAllowed
        } else {
            WithdrawError::NoSuchDossier
        });
    }
    require_version(&kept, command.version)?;
    let moved = kept.life().withdraw(command.reason, By::from(ctx.actor()), ctx)?;
    let mut set = ChangeSet::new(ctx);
    if let Some(open) = moved.made {
        let supplement = read.get::<Supplement>(open).await?;
        let ended = moved.life.dossier.closed_at.unwrap_or(ctx.now());
        set.update(&supplement.with(supplement.record.clone().dropped(ended)));
        set.let_sleep(LAPSE_TIMER, open);
    }
    kept.write(&mut set, &moved.life, &moved.facts);
    done::keep(&mut set, ctx, &moved.life, kept.version() + 1);
    store.commit(set).await?;
    Ok(())
}
