//! Sweeping: what has served its time is removed, a little in each turn, beside the work that people wait for.

use crate::TurnError;
use motcua_kernel::Instant;
use motcua_store::{Store, StoreError, Swept};
use std::sync::Arc;
use std::time::Duration;

/// How often it is swept.
const EVERY: Duration = Duration::from_secs(300);
/// Rows of a table that one statement removes: a few milliseconds.
const BATCH: i64 = 200;
/// Batches of a turn, and the pause between them: a writer that waits comes in between. Some 120,000 rows of a
/// table an hour, twice what the largest day brings.
const BATCHES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(200);
/// Of 256 shelves of files so many a turn: all of them in less than eleven hours.
const SHELVES: u8 = 2;

/// Sweeps a store; it remembers which files come next. Several processes may each have one.
#[derive(Debug, Default)]
pub struct Sweeper {
    shelf: u8,
}

impl Sweeper {
    /// A sweeper that begins with the first shelf of files.
    pub const fn new() -> Self {
        Self { shelf: 0 }
    }

    /// One turn: expired records, old change ids and replies, messages that were sent long ago, and files that nobody
    /// names on the next shelves.
    /// Gives what was removed, and how many files.
    ///
    /// # Errors
    ///
    /// Fails if the store or the place of the files does not answer; the next turn goes on.
    pub async fn turn(&mut self, store: &Store, now: Instant) -> Result<(Swept, u64), TurnError> {
        let mut all = Swept::default();
        for batch in 0..BATCHES {
            if batch > 0 {
                tokio::time::sleep(PAUSE).await;
            }
            let swept = store.sweep(now, BATCH).await?;
            all.records += swept.records;
            all.changes += swept.changes;
            all.answers += swept.answers;
            all.messages += swept.messages;
            all.more = swept.more;
            if !swept.more {
                break;
            }
        }
        let mut files = 0;
        for _ in 0..SHELVES {
            files += store.sweep_blobs(self.shelf).await?;
            self.shelf = self.shelf.wrapping_add(1);
        }
        Ok((all, files))
    }
}

/// Sweeps until it is dropped.
pub(crate) async fn run(store: &Store, clock: &Arc<dyn Fn() -> Instant + Send + Sync>) {
    let mut sweeper = Sweeper::new();
    loop {
        match sweeper.turn(store, clock()).await {
            Ok((swept, files)) if swept != Swept::default() || files > 0 => {
                let Swept {
                    records,
                    changes,
                    answers,
                    messages,
                    more,
                } = swept;
                tracing::info!(records, changes, answers, messages, more, files, "swept");
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "a sweep was broken off"),
        }
        tokio::time::sleep(EVERY).await;
    }
}

impl From<StoreError> for TurnError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Read(error) => Self::Read(error),
            StoreError::Commit(error) => Self::Commit(error),
            other => Self::Sweep(other),
        }
    }
}
