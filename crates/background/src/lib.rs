//! What happens by itself: timers whose moment has come, and the *reactions* by which an event of one room leads
//! to an action of another, one file each.
//!
//! Everything here may be done twice: an action that finds its work done does nothing. So several programs may run
//! over one store, and a program that is killed in mid-work leaves nothing half done.
//!
//! Beside that it sweeps: expired records, old change ids and replies, messages sent long ago, files that nobody
//! names. And each night it counts the figures of the day before again.
//!
//! ```
//! # use motcua_kernel::Instant;
//! # use motcua_background::Office;
//! # async fn serve(store: motcua_store::Store, office: Office) {
//! # let now = || Instant::from_micros(1_790_000_000_000_000);
//! let working = tokio::spawn(motcua_background::run(store, office, std::sync::Arc::new(now)));
//! // … the site answers …
//! working.abort();
//! # }
//! ```

mod appointment_end_ends_sessions;
mod cursor;
mod dossier_tells_its_people;
mod feed;
mod outbox;
mod recount;
mod sweep;
mod timers;

pub use feed::Reader;
pub use outbox::{Office, Sent, send_due};
pub use recount::recount_due;
pub use sweep::Sweeper;

use motcua_kernel::Instant;
use motcua_store::{CommitError, ReadError, Store, StoreError};
use std::sync::Arc;
use std::time::Duration;

/// How often timers are looked at when nothing is heard.
const BEAT: Duration = Duration::from_secs(1);
/// After a hint a moment passes, so that a rush of changes is looked at once.
const GATHER: Duration = Duration::from_millis(50);

/// Works until it is dropped: every second, and whenever the feed has grown. Timers and reactions do not wait for the
/// outbox, whose mail server may be slow; it sweeps beside that, every five minutes.
pub async fn run(store: Store, office: Office, clock: Arc<dyn Fn() -> Instant + Send + Sync>) {
    let acting = async {
        let mut hint = store.hint();
        let mut reader = Reader::new();
        loop {
            if let Err(error) = turn(&store, &mut reader, clock()).await {
                // The store is away: the next turn tries again, and nothing is lost meanwhile.
                tracing::warn!(%error, "a turn of the background work was broken off");
            }
            rest(&mut hint).await;
        }
    };
    let sending = async {
        let mut hint = store.hint();
        loop {
            if let Err(error) = send_due(&store, &office, clock()).await {
                tracing::warn!(%error, "sending the outbox was broken off");
            }
            rest(&mut hint).await;
        }
    };
    tokio::join!(
        acting,
        sending,
        sweep::run(&store, &clock),
        recount::run(&store, &clock)
    );
}

/// Waits for the next beat, or until the feed has grown.
async fn rest(hint: &mut tokio::sync::watch::Receiver<i64>) {
    tokio::select! {
        () = tokio::time::sleep(BEAT) => {}
        changed = hint.changed() => match changed {
            Ok(()) => tokio::time::sleep(GATHER).await,
            // No more hints come: from now on only the beat.
            Err(_) => tokio::time::sleep(BEAT).await,
        },
    }
}

/// What one turn did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turn {
    /// Events of the feed that were looked at.
    pub events: u64,
    /// Timers that were acted on.
    pub acted: u64,
    /// Timers that were put off.
    pub put_off: u64,
}

/// Why a turn was broken off.
#[derive(Debug, thiserror::Error)]
pub enum TurnError {
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take what the background work writes of itself.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// What was to be swept could not be.
    #[error(transparent)]
    Sweep(StoreError),
}

/// Does everything that is due at a moment: first what the feed tells, which may set timers, then the timers.
///
/// # Errors
///
/// Fails if the store does not answer. What a single timer cannot do is no error of the turn: it is put off.
pub async fn turn(store: &Store, reader: &mut Reader, now: Instant) -> Result<Turn, TurnError> {
    let events = reader.read_on(store, now).await?;
    let timers::Done { acted, put_off } = timers::run_due(store, now).await?;
    Ok(Turn { events, acted, put_off })
}
