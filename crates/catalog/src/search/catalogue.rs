//! The catalogue in memory: all procedures and their index, as of one position of the feed.

use super::{Hit, Index, Item};
use crate::procedure::record::page;
use crate::{Level, Procedure};
use motcua_store::{Read, ReadError, Store};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// All procedures as they stood at a position of the feed. It never changes: [`Catalogue::reload`] gives a newer
/// one, and pages that hold the old one finish with it.
#[derive(Debug)]
pub struct Catalogue {
    procedures: Vec<Procedure>,
    index: Index,
    position: i64,
    /// Up to here the feed was looked through without finding anything about procedures.
    seen: AtomicI64,
}

/// Procedures read at once.
const PAGE: i64 = 1_000;

impl Catalogue {
    /// Loads all procedures in one snapshot.
    ///
    /// # Errors
    ///
    /// Fails when the store does not answer or a body cannot be read.
    pub async fn load(store: &Store) -> Result<Arc<Self>, ReadError> {
        let read = store.read().await?;
        let (position, _) = read.feed_head().await?;
        let procedures = all(&read).await?;
        let index = Index::build(procedures.iter().map(item).collect());
        Ok(Arc::new(Self {
            procedures,
            index,
            position,
            seen: AtomicI64::new(position),
        }))
    }

    /// A newer one when the feed has moved since, or the same.
    ///
    /// # Errors
    ///
    /// As [`Catalogue::load`].
    pub async fn reload(self: &Arc<Self>, store: &Store) -> Result<Arc<Self>, ReadError> {
        // Most events are about dossiers: only one about a procedure makes loading worthwhile.
        let mut at = self.seen.load(Ordering::Relaxed);
        loop {
            let events = store.read().await?.feed(at, PAGE).await?;
            let Some(last) = events.last() else {
                return Ok(Arc::clone(self));
            };
            at = last.position;
            if events.iter().any(|event| event.event.kind.starts_with("procedure.")) {
                return Self::load(store).await;
            }
            self.seen.fetch_max(at, Ordering::Relaxed);
        }
    }

    /// The position of the feed that it shows.
    pub const fn position(&self) -> i64 {
        self.position
    }

    /// How many procedures it holds.
    pub const fn len(&self) -> usize {
        self.procedures.len()
    }

    /// Whether it is empty: nothing was imported yet.
    pub const fn is_empty(&self) -> bool {
        self.procedures.is_empty()
    }

    /// The procedure with a code.
    pub fn procedure(&self, code: &str) -> Option<&Procedure> {
        let place = self
            .procedures
            .binary_search_by(|one| one.code.as_str().cmp(code))
            .ok()?;
        self.procedures.get(place)
    }

    /// What a citizen finds, best first; nothing typed finds the commonly used ones.
    pub fn search(&self, typed: &str, most: usize) -> Vec<&Procedure> {
        self.procedures_of(self.index.search(typed, most))
    }

    /// What an officer finds: those of other provinces and those no longer offered too.
    pub fn search_all(&self, typed: &str, most: usize) -> Vec<&Procedure> {
        self.procedures_of(self.index.search_all(typed, most))
    }

    /// Fields with the number of procedures that can be filed here, by name.
    pub fn fields(&self) -> Vec<(&str, usize)> {
        let mut counts = std::collections::BTreeMap::new();
        for procedure in self.procedures.iter().filter(|procedure| procedure.is_offered()) {
            *counts.entry(procedure.field.as_str()).or_insert(0) += 1;
        }
        counts.into_iter().collect()
    }

    /// The procedures of a field that can be filed here, by code.
    pub fn in_field(&self, field: &str) -> Vec<&Procedure> {
        self.procedures
            .iter()
            .filter(|procedure| procedure.field == field && procedure.is_offered())
            .collect()
    }

    fn procedures_of(&self, hits: Vec<Hit>) -> Vec<&Procedure> {
        hits.into_iter()
            .filter_map(|hit| self.procedure(&self.index.item(hit).code))
            .collect()
    }
}

/// All procedures, by code.
pub(crate) async fn all(read: &Read) -> Result<Vec<Procedure>, ReadError> {
    let mut procedures: Vec<Procedure> = Vec::new();
    loop {
        let after = procedures.last().map(|one| one.code.to_string()).unwrap_or_default();
        let more = read.all(page(&after, PAGE)).await?;
        if more.is_empty() {
            return Ok(procedures);
        }
        procedures.extend(more.into_iter().map(|stored| stored.record));
    }
}

fn item(procedure: &Procedure) -> Item {
    Item {
        code: procedure.code.to_string(),
        name: procedure.name.clone(),
        short: procedure.short.clone(),
        field: procedure.field.clone(),
        words: procedure.words.clone(),
        rank: procedure.rank,
        offered: procedure.is_offered(),
        nearness: match procedure.level {
            Level::Commune => 2,
            Level::Province => 1,
            Level::Ministry | Level::Unknown => 0,
        },
    }
}
