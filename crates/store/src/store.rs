//! The store: one of two engines behind one port.

use crate::blob::{BlobFolder, BlobPlace, Blobs};
use crate::change::ChangeSet;
use crate::committed::Committed;
use crate::error::{CommitError, ReadError, StoreError};
use crate::look::Looks;
use crate::migrate::is_server;
use crate::plan;
use crate::postgres::{Postgres, PostgresDialect};
use crate::read::{Read, Snapshot};
use crate::schema::Dialect;
use crate::sqlite::{Clock, Sqlite, SqliteDialect};
use crate::statement::Statement;
use crate::sweep::MESSAGES_KEPT_DAYS;
use crate::value::{Kind, Value};
use motcua_kernel::Instant;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::watch;

/// How a store is opened.
#[derive(Clone)]
pub struct Options {
    /// Threads that read (SQLite) or connections (PostgreSQL).
    pub connections: usize,
    /// The clock that stamps when an event was recorded.
    pub clock: Arc<dyn Fn() -> Instant + Send + Sync>,
    /// Whether this process gives positions to events (PostgreSQL; one of several does, under a lease).
    pub numbers_feed: bool,
    /// Where the files lie that records name. Without it: `blobs` in the embedded engine's folder; nowhere for a
    /// store on a server, which refuses files then.
    pub blobs: Option<Arc<dyn BlobPlace>>,
    /// How many days a message that was sent is kept, before [`Store::sweep`] removes it.
    pub messages_kept_days: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            connections: 16,
            clock: Arc::new(system_clock),
            numbers_feed: true,
            blobs: None,
            messages_kept_days: MESSAGES_KEPT_DAYS,
        }
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "`recorded_at` is when the store wrote, by its own clock"
)]
fn system_clock() -> Instant {
    let micros = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_micros());
    Instant::from_micros(i64::try_from(micros).unwrap_or(i64::MAX))
}

#[derive(Clone)]
pub(crate) enum Engine {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// Where everything is kept. Cloning gives another handle to the same store.
#[derive(Clone)]
pub struct Store {
    pub(crate) engine: Engine,
    pub(crate) clock: Clock,
    pub(crate) looks: Looks,
    pub(crate) folder: Option<PathBuf>,
    pub(crate) blobs: Option<Blobs>,
    pub(crate) messages_kept_days: u32,
    hint: watch::Receiver<i64>,
}

/// Waits between tries of a commit that met another one or a lost line: about 1.2 s in all.
pub(crate) const PAUSES: [Duration; 6] = [
    Duration::from_millis(5),
    Duration::from_millis(20),
    Duration::from_millis(60),
    Duration::from_millis(150),
    Duration::from_millis(350),
    Duration::from_millis(600),
];

impl Store {
    /// Opens a store, making its tables when it is empty. `address` is a folder or `postgres://…`.
    ///
    /// # Errors
    ///
    /// Fails if the store is of another schema, or the engine or disk refuses.
    pub async fn create(address: &str) -> Result<Self, StoreError> {
        Self::create_with(address, Options::default()).await
    }

    /// The same, with options.
    ///
    /// # Errors
    ///
    /// As [`Store::create`].
    pub async fn create_with(address: &str, options: Options) -> Result<Self, StoreError> {
        crate::migrate::prepare(address, crate::migrate::Wish::CreateOrComplete).await?;
        Self::connect(address, options).await
    }

    /// Opens a store that [`Store::create`] or `migrate` has made; refuses one of another schema.
    ///
    /// # Errors
    ///
    /// Fails as [`StoreError::Older`] or [`StoreError::Newer`], or if the engine or disk refuses.
    pub async fn open(address: &str, options: Options) -> Result<Self, StoreError> {
        crate::migrate::prepare(address, crate::migrate::Wish::Verify).await?;
        Self::connect(address, options).await
    }

    async fn connect(address: &str, options: Options) -> Result<Self, StoreError> {
        let (hinting, hint) = watch::channel(0);
        let clock = Arc::clone(&options.clock);
        let (engine, folder) = if is_server(address)? {
            let opened = Postgres::open(address, options.connections, options.numbers_feed, clock, hinting);
            (Engine::Postgres(opened.await?), None)
        } else {
            let folder = PathBuf::from(address);
            let opened = Sqlite::open(&sqlite_file(&folder), options.connections, clock, hinting)?;
            (Engine::Sqlite(opened), Some(folder))
        };
        let looks = Looks::start(engine.clone());
        let beside = || {
            let files = folder.as_ref()?.join("blobs");
            Some(Arc::new(BlobFolder::new(files)) as Arc<dyn BlobPlace>)
        };
        let blobs = options.blobs.or_else(beside).map(Blobs::new);
        Ok(Self {
            engine,
            clock: options.clock,
            looks,
            folder,
            blobs,
            messages_kept_days: options.messages_kept_days,
            hint,
        })
    }

    /// Applies a change set: all of it, once, or nothing.
    ///
    /// The store itself repeats what met another commit or a lost line. A request that is dropped meanwhile
    /// does not undo or tear the change.
    ///
    /// # Errors
    ///
    /// See [`CommitError`]. After `Unavailable` the same change set may be committed again.
    pub async fn commit(&self, set: ChangeSet) -> Result<Committed, CommitError> {
        plan::validate(&set)?;
        let store = self.clone();
        // On a task of its own: a dropped request must not leave a connection in mid-transaction.
        let task = tokio::spawn(async move {
            let erased = set.clone();
            let committed = store.commit_trying(set).await?;
            store.drop_files(&erased).await;
            Ok(committed)
        });
        task.await.unwrap_or_else(|gone| {
            Err(CommitError::Unavailable {
                reason: format!("the commit was torn down: {gone}"),
                in_doubt: true,
            })
        })
    }

    async fn commit_trying(&self, set: ChangeSet) -> Result<Committed, CommitError> {
        let mut was_in_doubt = false;
        for pause in PAUSES {
            let result = match &self.engine {
                Engine::Sqlite(sqlite) => sqlite.commit(set.clone()).await,
                Engine::Postgres(postgres) => postgres.commit(set.clone()).await,
            };
            match result {
                Err(CommitError::Unavailable { in_doubt, reason }) => {
                    was_in_doubt |= in_doubt;
                    tracing::debug!(change = %set.id(), reason, in_doubt, "a commit is tried again");
                    tokio::time::sleep(pause).await;
                }
                other => return other,
            }
        }
        Err(CommitError::Unavailable {
            reason: "tried six times".into(),
            in_doubt: was_in_doubt,
        })
    }

    /// One snapshot for all reads of a decision.
    ///
    /// # Errors
    ///
    /// Fails if the engine does not answer.
    pub async fn read(&self) -> Result<Read, ReadError> {
        match &self.engine {
            Engine::Sqlite(sqlite) => Ok(Read::new(Snapshot::Sqlite(sqlite.read().await?))),
            Engine::Postgres(postgres) => Ok(Read::new(Snapshot::Postgres(Box::new(postgres.read().await?)))),
        }
    }

    /// Becomes different when events were added to the feed; only a hint, the feed is the truth.
    pub fn hint(&self) -> watch::Receiver<i64> {
        self.hint.clone()
    }

    /// Waits until every event that is committed by now has its position, and gives the last one. The
    /// embedded engine numbers inside the commit and never waits.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer, or no process numbers the feed for half a minute.
    pub async fn numbered(&self) -> Result<i64, ReadError> {
        let sql = "SELECT thing FROM store_unnumbered LIMIT 1";
        for _ in 0..3000 {
            let read = self.read().await?;
            let waiting = read.run(Statement::new(sql, vec![]).returning(&[Kind::Id])).await?;
            if waiting.is_empty() {
                return Ok(read.feed_head().await?.0);
            }
            drop(read);
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Err(ReadError::Unavailable(
            "events have waited half a minute for their positions".into(),
        ))
    }

    /// The folder that the embedded engine and the blobs live in, if there is one.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The moment by the store's own clock.
    pub fn now(&self) -> Instant {
        (self.clock)()
    }
}

impl Engine {
    pub(crate) fn dialect(&self) -> &'static dyn Dialect {
        match self {
            Self::Sqlite(_) => &SqliteDialect,
            Self::Postgres(_) => &PostgresDialect,
        }
    }

    /// What a long change of the store's own says first: the server stops no statement of it.
    pub(crate) fn unhurried(&self) -> Vec<Statement> {
        match self {
            Self::Sqlite(_) => Vec::new(),
            Self::Postgres(_) => vec![Statement::new("SET LOCAL statement_timeout = 0", vec![])],
        }
    }

    /// Runs statements on the store's own tables, together, outside of any change set.
    pub(crate) async fn run(&self, steps: Vec<Statement>) -> Result<Vec<Vec<Vec<Value>>>, CommitError> {
        match self {
            Self::Sqlite(sqlite) => sqlite.run(steps).await,
            Self::Postgres(postgres) => postgres.run(steps).await,
        }
    }
}

/// The file of the embedded engine in its folder.
pub(crate) fn sqlite_file(folder: &Path) -> PathBuf {
    folder.join("motcua.sqlite")
}
