//! When another system came in last: seen by administrators, so that a forgotten connection is closed.
//!
//! It is kept beside the client, not in it, at most once a minute for each client and process: a request must not
//! wait for a change of its own, nor fail with it.

use motcua_kernel::{Actor, ClientId, Context, Instant};
use motcua_store::{ChangeSet, Column, CommitError, ReadError, Record, RecordKind, Row, Store, record};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Mutex;

/// How exactly it is known, in seconds.
const EVERY_SECONDS: i64 = 60;
/// Clients that are remembered; beyond that they are forgotten and noted anew.
const MOST: usize = 1_000;

/// When a client came in last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientUse {
    /// The client.
    pub client: ClientId,
    /// When, to the minute.
    pub at: Instant,
}

impl Record for ClientUse {
    type Id = ClientId;
    const TABLE: &'static str = "client_use";
    const KIND: RecordKind = RecordKind::Plain;
    const COLUMNS: &'static [Column] = &[Column::instant("used_at")];

    fn id(&self) -> ClientId {
        self.client
    }

    fn columns(&self, row: &mut Row) {
        row.set("used_at", self.at);
    }
}
record!(ClientUse);

/// What this process has noted of clients that came in.
#[derive(Debug, Default)]
pub struct Uses(Mutex<HashMap<ClientId, Instant>>);

impl Uses {
    /// Notes that a client came in, unless that was noted within the minute. What cannot be kept is passed over: the
    /// next minute tries again.
    pub async fn note(&self, store: &Store, client: ClientId, now: Instant) {
        if !self.is_due(client, now) {
            return;
        }
        if let Err(error) = keep(store, client, now).await {
            tracing::warn!(%client, %error, "when a client came in was not kept");
        }
    }

    fn is_due(&self, client: ClientId, now: Instant) -> bool {
        // A poisoned map is as good as an empty one: the worst is one more change.
        let Ok(mut noted) = self.0.lock() else { return true };
        let is_fresh = |at: &Instant| now.micros_since(*at) < EVERY_SECONDS * 1_000_000;
        if noted.get(&client).is_some_and(is_fresh) {
            return false;
        }
        if noted.len() >= MOST {
            noted.clear();
        }
        noted.insert(client, now);
        true
    }
}

/// Why it was not kept.
#[derive(Debug, thiserror::Error)]
enum NotKept {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
}

async fn keep(store: &Store, client: ClientId, at: Instant) -> Result<(), NotKept> {
    let used = ClientUse { client, at };
    let mut set = ChangeSet::new(&Context::new(Actor::Client(client), at));
    match store.read().await?.find::<ClientUse>(client).await? {
        // Another process noted a later one.
        Some(kept) if kept.at >= at => return Ok(()),
        Some(kept) => set.update(&kept.with(used)),
        None => set.insert(&used),
    };
    store.commit(set).await?;
    Ok(())
}
