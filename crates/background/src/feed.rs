//! Reads the feed for the reactions.

use crate::TurnError;
use crate::appointment_end_ends_sessions as appointment_end;
use crate::cursor::Cursor;
use motcua_kernel::{Actor, Context, Instant};
use motcua_store::{ChangeSet, CommitError, Store};

/// Under this name the position is kept. A reaction that is added later gets a reader of its own, so that it sees
/// the feed from its beginning.
const NAME: &str = "appointment_end_ends_sessions";
/// Events read at once.
const PAGE: i64 = 500;
/// The position is written after so many events that mattered to nobody: writing it after every one would double
/// the commits of the platform, and reading some again harms nothing.
const KEEP_EVERY: i64 = 2_000;

/// A reader of the feed: where it stands in memory, and where it stood when that was last written.
#[derive(Debug, Default)]
pub struct Reader {
    stands: Option<Stands>,
}

#[derive(Debug, Clone, Copy)]
struct Stands {
    read: i64,
    kept: i64,
}

impl Reader {
    /// A reader that asks the store where it stands.
    pub const fn new() -> Self {
        Self { stands: None }
    }

    /// Reads on to the end of the feed and gives the number of events.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer; the next call goes on where this one stopped.
    pub(crate) async fn read_on(&mut self, store: &Store, now: Instant) -> Result<u64, TurnError> {
        let mut count = 0;
        loop {
            let read = store.read().await?;
            let stands = match self.stands {
                Some(stands) => stands,
                None => {
                    let kept = read
                        .find::<Cursor>(Cursor::id_of(NAME))
                        .await?
                        .map_or(0, |kept| kept.position);
                    Stands { read: kept, kept }
                }
            };
            self.stands = Some(stands);
            let events = read.feed(stands.read, PAGE).await?;
            let Some(last) = events.last().map(|event| event.position) else {
                return Ok(count);
            };
            let mut set = ChangeSet::new(&Context::new(Actor::System, now));
            let mut reacted = false;
            for event in &events {
                reacted |= appointment_end::react(&event.event, &mut set);
            }
            if reacted || last - stands.kept >= KEEP_EVERY {
                let kept = read.find::<Cursor>(Cursor::id_of(NAME)).await?;
                drop(read);
                // Wake-ups and position are one change: a reaction is neither lost nor, but for a race, repeated.
                match kept {
                    None => set.insert(&Cursor::new(NAME, last)),
                    Some(kept) => set.update(&kept.with(Cursor::new(NAME, last.max(kept.position)))),
                };
                match store.commit(set).await {
                    Ok(_) => self.stands = Some(Stands { read: last, kept: last }),
                    // Another program reads the same feed and was quicker: ask again where it stands.
                    Err(CommitError::Stale { .. } | CommitError::Taken { .. }) => {
                        self.stands = None;
                        continue;
                    }
                    Err(error) => return Err(error.into()),
                }
            } else {
                self.stands = Some(Stands { read: last, ..stands });
            }
            count += events.len() as u64;
        }
    }
}
