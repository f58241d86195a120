//! Reading many dossiers whole, with their chains: six statements a page.

use super::Told;
use crate::dossier::Dossier;
use crate::fact::Fact;
use crate::ledger::{Interval, Ledger, intervals_of_all};
use crate::life::Life;
use crate::motion::thing;
use crate::opinion::{Opinion, opinions_of_all};
use crate::original::{Original, originals_of_all};
use crate::record::{dossier_ids_after, dossiers_by_id};
use crate::step::{Step, steps_of_all};
use motcua_kernel::{DossierId, ThingId};
use motcua_store::{Journaled, Read, ReadError};
use std::collections::HashMap;
use std::hash::Hash;

/// The next ids, in order.
pub(super) async fn ids(read: &Read, after: DossierId, most: i64) -> Result<Vec<DossierId>, ReadError> {
    let rows = read.all(dossier_ids_after(after, most)).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The dossiers with these ids, each with its ledger, its steps, what was asked about it and what its chain says.
pub(super) async fn whole(read: &Read, ids: &[DossierId]) -> Result<Vec<Told>, ReadError> {
    let dossiers = read.all(dossiers_by_id(ids)).await?;
    let intervals = read.all(intervals_of_all(ids)).await?.into_iter();
    let mut intervals = by(intervals.map(|stored| stored.record), |interval: &Interval| {
        interval.dossier
    });
    let steps = read.all(steps_of_all(ids)).await?.into_iter();
    let mut steps = by(steps.map(|stored| stored.record), |step: &Step| step.dossier);
    let originals = read.all(originals_of_all(ids)).await?.into_iter();
    let mut originals = by(originals.map(|stored| stored.record), |original: &Original| {
        original.dossier
    });
    let opinions = read.all(opinions_of_all(ids)).await?.into_iter();
    let mut opinions = by(opinions.map(|stored| stored.record), |opinion: &Opinion| {
        opinion.dossier
    });
    let things: Vec<ThingId> = ids.iter().map(|id| thing(*id)).collect();
    let events = read.events_of(&things).await?;
    let mut events = by(events, |event: &Journaled| event.thing);
    dossiers
        .into_iter()
        .map(|stored| {
            let dossier: Dossier = stored.record;
            let events = events.remove(&thing(dossier.id)).unwrap_or_default();
            Ok(Told {
                facts: facts(&events)?,
                events: events.len() as u64,
                originals: originals.remove(&dossier.id).unwrap_or_default(),
                life: Life {
                    ledger: Ledger::new(intervals.remove(&dossier.id).unwrap_or_default()),
                    steps: steps.remove(&dossier.id).unwrap_or_default(),
                    opinions: opinions.remove(&dossier.id).unwrap_or_default(),
                    dossier,
                },
            })
        })
        .collect()
}

/// Parts by whom they belong to, in the order in which they come.
fn by<T, K: Eq + Hash>(parts: impl IntoIterator<Item = T>, whose: impl Fn(&T) -> K) -> HashMap<K, Vec<T>> {
    let mut sorted: HashMap<K, Vec<T>> = HashMap::new();
    for part in parts {
        sorted.entry(whose(&part)).or_default().push(part);
    }
    sorted
}

/// Kinds that this release does not know say nothing to it.
fn facts(events: &[Journaled]) -> Result<Vec<Fact>, ReadError> {
    let mut facts = Vec::with_capacity(events.len());
    for event in events {
        let unreadable = |error| ReadError::Invalid(format!("event {} of {}: {error}", event.n, event.kind));
        facts.extend(Fact::read(&event.kind, &event.body["facts"]).map_err(unreadable)?);
    }
    Ok(facts)
}
