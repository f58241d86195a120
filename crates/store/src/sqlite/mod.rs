//! The embedded engine: one writer thread that commits many change sets with one fsync, readers on threads of
//! their own.

mod lying;
mod reader;
mod value;
mod writer;

pub(crate) use lying::Lying;
pub(crate) use reader::Reading;

use crate::change::ChangeSet;
use crate::committed::Committed;
use crate::error::{CommitError, StoreError};
use crate::schema::Dialect;
use crate::statement::Statement;
use crate::value::{Kind, Value};
use motcua_kernel::Instant;
use reader::Readers;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{mpsc, oneshot, watch};
use writer::{Job, Writer};

/// Names of kinds in a STRICT table.
pub(crate) struct SqliteDialect;

impl Dialect for SqliteDialect {
    fn column(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Id => "BLOB",
            Kind::Text | Kind::Date => "TEXT",
            Kind::Int | Kind::Instant | Kind::Flag => "INTEGER",
        }
    }

    fn table_end(&self) -> &'static str {
        " STRICT"
    }
}

/// The clock that stamps `recorded_at`.
pub(crate) type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

#[derive(Clone)]
pub(crate) struct Sqlite {
    jobs: mpsc::Sender<Job>,
    readers: Readers,
}

/// Opens a connection with the settings that durability and the suite rely on.
fn connect(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(path).map_err(StoreError::engine)?;
    connection.set_prepared_statement_cache_capacity(512);
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             -- What is erased or written over is overwritten in the file, not only forgotten.
             PRAGMA secure_delete = ON;
             PRAGMA foreign_keys = OFF;
             PRAGMA busy_timeout = 5000;
             PRAGMA temp_store = MEMORY;
             PRAGMA cache_size = -32768;
             PRAGMA mmap_size = 268435456;",
        )
        .map_err(StoreError::engine)?;
    Ok(connection)
}

impl Sqlite {
    /// Opens the file, one writer and as many readers.
    pub(crate) fn open(
        path: &Path,
        readers: usize,
        clock: Clock,
        hint: watch::Sender<i64>,
    ) -> Result<Self, StoreError> {
        let (jobs, queue) = mpsc::channel(4096);
        let writer = Writer::open(PathBuf::from(path), clock, hint)?;
        std::thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || writer.run(queue))?;
        Ok(Self {
            jobs,
            readers: Readers::open(path, readers)?,
        })
    }

    pub(crate) async fn commit(&self, set: ChangeSet) -> Result<Committed, CommitError> {
        let (answer, answered) = oneshot::channel();
        let gone = || CommitError::Unavailable {
            reason: "the writer has stopped".into(),
            in_doubt: true,
        };
        self.jobs.send(Job::Commit(set, answer)).await.map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }

    /// Runs statements as one small change of the store's own tables, without a change set.
    pub(crate) async fn run(&self, steps: Vec<Statement>) -> Result<Vec<Vec<Vec<Value>>>, CommitError> {
        let (answer, answered) = oneshot::channel();
        let gone = || CommitError::Unavailable {
            reason: "the writer has stopped".into(),
            in_doubt: true,
        };
        self.jobs.send(Job::Run(steps, answer)).await.map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }

    pub(crate) async fn read(&self) -> Result<Reading, crate::error::ReadError> {
        self.readers.reading().await
    }

    /// Copies the whole file, consistent, while others write (`VACUUM INTO`).
    pub(crate) async fn backup(&self, to: &Path) -> Result<(), StoreError> {
        let to = to.to_string_lossy().into_owned();
        let reading = self.read().await?;
        reading.vacuum_into(to).await
    }
}

/// Creates or completes the tables. Runs before the writer starts.
pub(crate) fn prepare(path: &Path) -> Result<Prepared, StoreError> {
    Ok(Prepared {
        connection: Mutex::new(connect(path)?),
    })
}

/// A connection for schema work, before anything else runs.
pub(crate) struct Prepared {
    // Locked, so that schema work may be awaited on any thread.
    connection: Mutex<Connection>,
}

impl Prepared {
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn batch(&self, statements: &[String]) -> Result<(), StoreError> {
        let text = format!("BEGIN IMMEDIATE; {}; COMMIT;", statements.join("; "));
        let connection = self.connection();
        connection.execute_batch(&text).map_err(|error| {
            // A failed batch leaves its transaction open.
            let _ = connection.execute_batch("ROLLBACK");
            StoreError::engine(error)
        })
    }

    pub(crate) fn run(&self, statement: Statement) -> Result<Vec<Vec<Value>>, StoreError> {
        value::run(&self.connection(), statement).map_err(StoreError::engine)
    }
}

/// Copies the file, consistent, to a file that does not exist yet (`VACUUM INTO`).
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    let connection = connect(from)?;
    connection
        .execute("VACUUM INTO ?1", [to.to_string_lossy()])
        .map_err(StoreError::engine)?;
    Ok(())
}

/// One row a transaction on a file of its own, for so long: rows a second.
#[cfg(feature = "bench")]
pub(crate) fn bare(
    folder: &Path,
    table: &str,
    insert: &str,
    body: &str,
    length: std::time::Duration,
) -> Result<f64, StoreError> {
    let path = folder.join("bench-bare.sqlite");
    let connection = connect(&path)?;
    connection.execute_batch(table).map_err(StoreError::engine)?;
    let (began, mut count) = (std::time::Instant::now(), 0_i64);
    while began.elapsed() < length {
        count += 1;
        let mut statement = connection.prepare_cached(insert).map_err(StoreError::engine)?;
        statement.execute((count, body)).map_err(StoreError::engine)?;
    }
    let rate = count as f64 / began.elapsed().as_secs_f64();
    drop(connection);
    std::fs::remove_file(path)?;
    Ok(rate)
}
