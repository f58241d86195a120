//! The action: an officer of a centre takes what is owed, waives it, sets it, or puts it right.

use super::{ChargeError, Settling};
use crate::access::{officer, rights_of, subject};
use crate::kept::load;
use crate::step::Hand;
use crate::terms::guide;
use motcua_catalog::ProcedureVersion;
use motcua_catalog::fee::exemptions;
use motcua_kernel::{ChargeId, Context, DossierId, UnitId};
use motcua_org::rights::{Grant, Reach};
use motcua_org::{Right, Rights};
use motcua_store::{ChangeSet, Store};

/// What an officer does about the money of a dossier.
#[derive(Debug, Clone)]
pub struct SettleCharge {
    /// The dossier.
    pub dossier: DossierId,
    /// The charge; any, when one is added.
    pub charge: ChargeId,
    /// The centre at which the officer acts; any centre will do (INT-02).
    pub centre: UnitId,
    /// What.
    pub settling: Settling,
}

/// Whether somebody takes money at this centre.
pub fn takes_money(rights: &Rights, centre: UnitId) -> bool {
    [Reach::Receiving(centre), Reach::Delivering(centre)]
        .into_iter()
        .any(|reach| {
            let right = Right::Charge;
            rights.grants().contains(&Grant { right, reach })
        })
}

/// Refuses exemptions that the version does not know.
///
/// # Errors
///
/// Fails with [`ChargeError::NoSuchExemption`].
pub(crate) fn settling_fits(version: &ProcedureVersion, settled: &[Settling]) -> Result<(), ChargeError> {
    let known = exemptions(version);
    let fits = |settling: &Settling| match settling {
        Settling::Waive {
            exemption: Some(place), ..
        } => known.iter().any(|(at, _)| at == place),
        Settling::Waive { exemption: None, .. }
        | Settling::Pay { .. }
        | Settling::Set { .. }
        | Settling::Add { .. }
        | Settling::Reopen { .. } => true,
    };
    settled
        .iter()
        .all(fits)
        .then_some(())
        .ok_or(ChargeError::NoSuchExemption)
}

/// Settles a charge.
///
/// # Errors
///
/// See [`ChargeError`]. Two officers at once: one of them is told that it is settled, or stale.
pub async fn settle(store: &Store, command: SettleCharge, ctx: &Context) -> Result<(), ChargeError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let kept = load(&read, command.dossier).await?.ok_or(ChargeError::NoSuchDossier)?;
    let officer = officer(ctx).ok_or(ChargeError::NotAllowed)?;
    let rights = rights_of(&read, ctx).await?;
    if !takes_money(&rights, command.centre) {
        let sees = rights.may(Right::SeeDossier, &subject(&kept.life()));
        return Err(if sees {
            ChargeError::NotAllowed
        } else {
            ChargeError::NoSuchDossier
        });
    }
    let guide = guide(&read, &kept.dossier().pinned).await?;
    settling_fits(&guide.version, std::slice::from_ref(&command.settling))?;
    let hand = Hand {
        officer,
        unit: command.centre,
    };
    let moved = kept.life().settle(command.charge, command.settling, hand, ctx)?;
    let mut set = ChangeSet::new(ctx);
    if let Some(payment) = &moved.made {
        set.insert(payment);
    }
    kept.write(&mut set, &moved.life, &moved.facts);
    store.commit(set).await?;
    Ok(())
}
