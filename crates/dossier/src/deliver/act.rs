//! The action: an officer of a centre hands a result out.

use super::{DeliverError, Evidence, Pays};
use crate::access::{officer, rights_of};
use crate::kept::load;
use crate::original::give_back_with_result;
use crate::step::Hand;
use motcua_kernel::{Context, DossierId, UnitId};
use motcua_org::Right;
use motcua_org::rights::{Grant, Reach};
use motcua_store::{ChangeSet, Store};

/// What an officer does at the delivery desk.
#[derive(Debug, Clone)]
pub struct Deliver {
    /// The dossier.
    pub dossier: DossierId,
    /// The centre at which the officer acts; any centre will do.
    pub centre: UnitId,
    /// Who takes it, by name.
    pub taken_by: String,
    /// What shows that it is the right person.
    pub evidence: Evidence,
    /// How what is still owed is paid, if it is.
    pub pays: Option<Pays>,
}

/// Hands the result out.
///
/// # Errors
///
/// See [`DeliverError`].
pub async fn deliver(store: &Store, command: Deliver, ctx: &Context) -> Result<(), DeliverError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let kept = load(&read, command.dossier).await?.ok_or(DeliverError::NoSuchDossier)?;
    let officer = officer(ctx).ok_or(DeliverError::NotAllowed)?;
    let grant = Grant {
        right: Right::Deliver,
        reach: Reach::Delivering(command.centre),
    };
    if !rights_of(&read, ctx).await?.grants().contains(&grant) {
        return Err(DeliverError::NotAllowed);
    }
    let hand = Hand {
        officer,
        unit: command.centre,
    };
    let (taken_by, evidence) = (command.taken_by.clone(), command.evidence.clone());
    let moved = kept
        .life()
        .deliver(hand, command.taken_by, command.evidence, command.pays, ctx)?;
    let mut set = ChangeSet::new(ctx);
    let whose = (command.dossier, hand);
    give_back_with_result(&read, &mut set, whose, (&taken_by, &evidence), ctx).await?;
    for payment in &moved.made {
        set.insert(payment);
    }
    kept.write(&mut set, &moved.life, &moved.facts);
    store.commit(set).await?;
    Ok(())
}
