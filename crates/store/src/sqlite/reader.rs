//! Readers: each a connection on a thread of its own, lent for one decision.

use super::value;
use crate::error::{ReadError, StoreError};
use crate::statement::Statement;
use crate::value::Value;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

type Job = Box<dyn FnOnce(&Connection) + Send>;

#[derive(Clone)]
pub(super) struct Readers {
    idle: Arc<Mutex<Vec<mpsc::Sender<Job>>>>,
    places: Arc<Semaphore>,
}

impl Readers {
    pub(super) fn open(path: &Path, count: usize) -> Result<Self, StoreError> {
        let mut idle = Vec::with_capacity(count);
        for at in 0..count {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(path, flags).map_err(StoreError::engine)?;
            connection.set_prepared_statement_cache_capacity(256);
            connection
                .execute_batch("PRAGMA query_only = ON; PRAGMA busy_timeout = 5000; PRAGMA mmap_size = 268435456;")
                .map_err(StoreError::engine)?;
            let (jobs, queue) = mpsc::channel::<Job>();
            std::thread::Builder::new()
                .name(format!("store-reader-{at}"))
                .spawn(move || {
                    for job in queue {
                        job(&connection);
                    }
                })?;
            idle.push(jobs);
        }
        Ok(Self {
            idle: Arc::new(Mutex::new(idle)),
            places: Arc::new(Semaphore::new(count)),
        })
    }

    pub(super) async fn reading(&self) -> Result<Reading, ReadError> {
        let stopped = || ReadError::Unavailable("the readers have stopped".into());
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(|_| stopped())?;
        let jobs = self
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop()
            .ok_or_else(stopped)?;
        let reading = Reading {
            jobs: Some(jobs),
            idle: Arc::clone(&self.idle),
            _place: place,
        };
        reading.ask(|connection| connection.execute_batch("BEGIN")).await?;
        Ok(reading)
    }
}

/// One snapshot: the connection is given back, and the snapshot left, when this is dropped.
pub(crate) struct Reading {
    jobs: Option<mpsc::Sender<Job>>,
    idle: Arc<Mutex<Vec<mpsc::Sender<Job>>>>,
    // Released after the connection went back, since fields drop after `drop`.
    _place: OwnedSemaphorePermit,
}

impl Reading {
    async fn ask<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, ReadError> {
        let stopped = || ReadError::Unavailable("the reader has stopped".into());
        let (answer, answered) = oneshot::channel();
        let jobs = self.jobs.as_ref().ok_or_else(stopped)?;
        jobs.send(Box::new(move |connection| {
            // Nobody waits any more when the request was dropped.
            let _ = answer.send(job(connection));
        }))
        .map_err(|_| stopped())?;
        answered
            .await
            .map_err(|_| stopped())?
            .map_err(|error| match error.sqlite_error_code() {
                Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::SystemIoFailure) => {
                    ReadError::Unavailable(error.to_string())
                }
                _ => ReadError::Invalid(error.to_string()),
            })
    }

    pub(crate) async fn run(&self, statement: Statement) -> Result<Vec<Vec<Value>>, ReadError> {
        self.ask(move |connection| value::run(connection, statement)).await
    }

    pub(super) async fn vacuum_into(&self, to: String) -> Result<(), StoreError> {
        self.ask(move |connection| {
            // VACUUM INTO wants to be outside of a transaction, and to write elsewhere.
            connection.execute_batch("COMMIT; PRAGMA query_only = OFF")?;
            let copied = connection.execute("VACUUM INTO ?1", [&to]);
            connection.execute_batch("PRAGMA query_only = ON; BEGIN")?;
            copied.map(|_| ())
        })
        .await
        .map_err(StoreError::from)
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        if let Some(jobs) = self.jobs.take() {
            let left = jobs.send(Box::new(|connection| {
                if !connection.is_autocommit() {
                    // Ending a read transaction cannot lose anything.
                    let _ = connection.execute_batch("COMMIT");
                }
            }));
            if left.is_ok() {
                self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(jobs);
            }
        }
    }
}
