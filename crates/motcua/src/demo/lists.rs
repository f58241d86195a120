//! Hand-over lists: what was left at a desk goes to the office that works on it, in the evening, and is counted there in
//! the morning.

use super::acts::life;
use super::filing::centre;
use super::plan::Plan;
use super::play::{Live, OriginalsMove, Player};
use anyhow::{Context as _, Result};
use motcua_dossier::hand_over;
use motcua_dossier::step::KindRules as _;
use motcua_kernel::{Actor, Instant};
use motcua_org::position::Role;
use std::collections::BTreeSet;

/// The originals of a dossier go from the centre to the office that works on it.
pub(super) async fn list(
    player: &mut Player<'_>,
    plan: &Plan,
    live: &mut Live,
    step: OriginalsMove,
    at: Instant,
) -> Result<()> {
    let from = centre(player, plan.scene.received_at)?;
    if live.originals.is_empty() || (step != OriginalsMove::Make && live.list.is_none()) {
        return Ok(());
    }
    let giver = player.officer(from, Role::ReceptionOfficer, plan.place)?;
    match step {
        OriginalsMove::Make => {
            let life = life(player, live.dossier.context("nothing was handed in")?).await?;
            let to = life.steps.iter().find(|step| step.unit != from && step.kind.is_taken());
            let Some(to) = to.map(|step| step.unit) else {
                return Ok(());
            };
            let command = hand_over::Make {
                from,
                to,
                originals: live.originals.clone(),
                carrier: player.words.carrier.clone(),
            };
            let ctx = player.acting(Actor::Officer(giver), at);
            live.list = Some(hand_over::make(player.store, command, &ctx).await?);
        }
        OriginalsMove::Send => {
            let ctx = player.acting(Actor::Officer(giver), at);
            hand_over::send(player.store, live.list.context("no list")?, &ctx).await?;
        }
        OriginalsMove::Receive => {
            let life = life(player, live.dossier.context("nothing was handed in")?).await?;
            let to = life.steps.iter().find(|step| step.unit != from && step.kind.is_taken());
            let Some(to) = to.map(|step| step.unit) else {
                return Ok(());
            };
            let taker = player.officer(to, Role::HandlingOfficer, plan.place)?;
            let ctx = player.acting(Actor::Officer(taker), at);
            hand_over::receive(player.store, live.list.context("no list")?, &BTreeSet::new(), &ctx).await?;
        }
    }
    Ok(())
}
