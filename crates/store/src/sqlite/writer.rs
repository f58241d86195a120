//! The one writer: takes up to 256 change sets, a savepoint each, commits them with one fsync, then answers.

use super::{Clock, connect, value};
use crate::change::ChangeSet;
use crate::committed::Committed;
use crate::error::{CommitError, StoreError};
use crate::plan::{Closing, NewEvent, Surroundings, close, feed_hash, fresh_salt, open};
use crate::statement::Statement;
use crate::value::{Kind, Value};
use rusqlite::{Connection, ErrorCode};
use std::path::PathBuf;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};

/// How many change sets share a commit at most.
const BATCH: usize = 256;

type Rows = Vec<Vec<Value>>;

pub(super) enum Job {
    Commit(ChangeSet, oneshot::Sender<Result<Committed, CommitError>>),
    Run(Vec<Statement>, oneshot::Sender<Result<Vec<Rows>, CommitError>>),
}

enum Done {
    Commit(
        oneshot::Sender<Result<Committed, CommitError>>,
        Result<Committed, CommitError>,
    ),
    Run(
        oneshot::Sender<Result<Vec<Rows>, CommitError>>,
        Result<Vec<Rows>, CommitError>,
    ),
}

/// Why one change set did not go through.
enum Trouble {
    /// It is refused; the others go on.
    Refused(CommitError),
    /// The file or disk failed; nothing of the batch is kept.
    Broken(String),
}

pub(super) struct Writer {
    path: PathBuf,
    connection: Option<Connection>,
    clock: Clock,
    hint: watch::Sender<i64>,
    /// Position and hash of the feed's last row.
    head: (i64, String),
}

impl Writer {
    pub(super) fn open(path: PathBuf, clock: Clock, hint: watch::Sender<i64>) -> Result<Self, StoreError> {
        let connection = connect(&path)?;
        let head = feed_head(&connection).map_err(StoreError::engine)?;
        hint.send_replace(head.0);
        Ok(Self {
            path,
            connection: Some(connection),
            clock,
            hint,
            head,
        })
    }

    pub(super) fn run(mut self, mut queue: mpsc::Receiver<Job>) {
        let mut batch = Vec::with_capacity(BATCH);
        while let Some(first) = queue.blocking_recv() {
            batch.push(first);
            while batch.len() < BATCH {
                match queue.try_recv() {
                    Ok(job) => batch.push(job),
                    Err(_) => break,
                }
            }
            self.batch(std::mem::take(&mut batch));
        }
        // A clean end folds the log into the file, so that a copy of the file alone is whole.
        if let Some(connection) = &self.connection {
            let _ = connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    fn batch(&mut self, jobs: Vec<Job>) {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => match self.reopen() {
                Ok(connection) => connection,
                Err(reason) => {
                    // Do not spin while the disk is away.
                    std::thread::sleep(Duration::from_millis(50));
                    return answer_all(refuse_all(jobs), &reason, false);
                }
            },
        };
        let mut done = Vec::with_capacity(jobs.len());
        let mut events = Vec::new();
        let mut broken = connection
            .execute_batch("BEGIN IMMEDIATE")
            .err()
            .map(|error| error.to_string());
        for job in jobs {
            if broken.is_some() {
                done.extend(refuse_all(vec![job]));
                continue;
            }
            match job {
                Job::Commit(set, answer) => match self.one(&connection, &set) {
                    Ok((committed, new)) => {
                        events.extend(new);
                        done.push(Done::Commit(answer, Ok(committed)));
                    }
                    Err(Trouble::Refused(refusal)) => done.push(Done::Commit(answer, Err(refusal))),
                    Err(Trouble::Broken(reason)) => {
                        broken = Some(reason);
                        done.push(Done::Commit(answer, Err(unavailable("", false))));
                    }
                },
                Job::Run(steps, answer) => match savepoint(&connection, |connection| run_all(connection, steps)) {
                    Ok(rows) => done.push(Done::Run(answer, Ok(rows))),
                    Err(Trouble::Refused(refusal)) => done.push(Done::Run(answer, Err(refusal))),
                    Err(Trouble::Broken(reason)) => {
                        broken = Some(reason);
                        done.push(Done::Run(answer, Err(unavailable("", false))));
                    }
                },
            }
        }
        let mut head = self.head.clone();
        if broken.is_none() {
            broken = number(&connection, &mut head, &events)
                .err()
                .map(|error| error.to_string());
        }
        if let Some(reason) = broken {
            let _ = connection.execute_batch("ROLLBACK");
            drop(connection);
            return answer_all(done, &reason, false);
        }
        if let Err(error) = connection.execute_batch("COMMIT") {
            // The log may hold the commit or not. Only a fresh look at the file tells, so the connection goes.
            let _ = connection.execute_batch("ROLLBACK");
            drop(connection);
            return answer_all(done, &error.to_string(), true);
        }
        self.connection = Some(connection);
        if head.0 != self.head.0 {
            self.hint.send_replace(head.0);
        }
        self.head = head;
        for done in done {
            // Nobody waits any more when the request was dropped: the change is kept all the same.
            match done {
                Done::Commit(answer, result) => drop(answer.send(result)),
                Done::Run(answer, result) => drop(answer.send(result)),
            }
        }
    }

    fn reopen(&mut self) -> Result<Connection, String> {
        let connection = connect(&self.path).map_err(|error| error.to_string())?;
        self.head = feed_head(&connection).map_err(|error| error.to_string())?;
        Ok(connection)
    }

    fn one(&self, connection: &Connection, set: &ChangeSet) -> Result<(Committed, Vec<NewEvent>), Trouble> {
        savepoint(connection, |connection| {
            let opening = open(set);
            let answers = run_all(connection, opening.steps.clone())?;
            let mut salt = fresh_salt;
            let mut around = Surroundings {
                recorded_at: (self.clock)(),
                salt: &mut salt,
            };
            match close(set, &opening, answers, &mut around).map_err(Trouble::Refused)? {
                // Rolled back by the caller: the opening took numbers again.
                Closing::Repeated(committed) => Ok(Undo(committed)),
                Closing::Write {
                    steps,
                    events,
                    committed,
                } => {
                    run_all(connection, steps)?;
                    Ok(Keep(committed, events))
                }
            }
        })
    }
}

/// What a savepoint ends with.
trait Ending {
    type Kept;
    fn is_undone(&self) -> bool;
    fn kept(self) -> Self::Kept;
}

enum One {
    Undo(Committed),
    Keep(Committed, Vec<NewEvent>),
}
use One::{Keep, Undo};

impl Ending for One {
    type Kept = (Committed, Vec<NewEvent>);
    fn is_undone(&self) -> bool {
        matches!(self, Undo(_))
    }
    fn kept(self) -> Self::Kept {
        match self {
            Undo(committed) => (committed, Vec::new()),
            Keep(committed, events) => (committed, events),
        }
    }
}

impl Ending for Vec<Rows> {
    type Kept = Self;
    fn is_undone(&self) -> bool {
        false
    }
    fn kept(self) -> Self {
        self
    }
}

fn savepoint<E: Ending>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> Result<E, Trouble>,
) -> Result<E::Kept, Trouble> {
    let step = |text: &str| {
        connection
            .execute_batch(text)
            .map_err(|error| Trouble::Broken(error.to_string()))
    };
    step("SAVEPOINT one")?;
    match work(connection) {
        Ok(ending) if !ending.is_undone() => {
            step("RELEASE one")?;
            Ok(ending.kept())
        }
        Ok(ending) => {
            step("ROLLBACK TO one; RELEASE one")?;
            Ok(ending.kept())
        }
        Err(Trouble::Refused(refusal)) => {
            step("ROLLBACK TO one; RELEASE one")?;
            Err(Trouble::Refused(refusal))
        }
        Err(broken) => Err(broken),
    }
}

fn run_all(connection: &Connection, steps: Vec<Statement>) -> Result<Vec<Rows>, Trouble> {
    steps
        .into_iter()
        .map(|step| value::run(connection, step).map_err(trouble))
        .collect()
}

fn trouble(error: rusqlite::Error) -> Trouble {
    let text = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation) => {
            let taken = text
                .strip_prefix("UNIQUE constraint failed: ")
                .and_then(|columns| columns.split(", ").next())
                .and_then(|column| column.split_once('.'))
                .and_then(|(table, column)| crate::schema::taken(table, column));
            match taken {
                Some((table, key)) => Trouble::Refused(CommitError::Taken { table, key }),
                None => Trouble::Refused(CommitError::Invalid(text)),
            }
        }
        Some(
            ErrorCode::DiskFull
            | ErrorCode::SystemIoFailure
            | ErrorCode::DatabaseCorrupt
            | ErrorCode::ReadOnly
            | ErrorCode::OutOfMemory
            | ErrorCode::CannotOpen
            | ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::NotADatabase,
        ) => Trouble::Broken(text),
        _ => Trouble::Refused(CommitError::Invalid(text)),
    }
}

/// Gives every event of the batch its position, in the order of the commits.
fn number(connection: &Connection, head: &mut (i64, String), events: &[NewEvent]) -> rusqlite::Result<()> {
    for event in events {
        let position = head.0 + 1;
        let hash = feed_hash(&head.1, position, &event.hash);
        let values = vec![
            position.into(),
            event.thing.into(),
            event.n.into(),
            hash.as_str().into(),
        ];
        value::run(
            connection,
            Statement::new(
                "INSERT INTO store_feed (position, thing, n, hash) VALUES ($1, $2, $3, $4)",
                values,
            ),
        )?;
        *head = (position, hash);
    }
    Ok(())
}

fn feed_head(connection: &Connection) -> rusqlite::Result<(i64, String)> {
    let statement = Statement::new(
        "SELECT position, hash FROM store_feed ORDER BY position DESC LIMIT 1",
        vec![],
    );
    let rows = value::run(connection, statement.returning(&[Kind::Int, Kind::Text]))?;
    Ok(match rows.into_iter().next().as_deref() {
        Some([Value::Int(position), Value::Text(hash)]) => (*position, hash.clone()),
        _ => (0, String::new()),
    })
}

fn unavailable(reason: &str, in_doubt: bool) -> CommitError {
    CommitError::Unavailable {
        reason: reason.to_owned(),
        in_doubt,
    }
}

fn refuse_all(jobs: Vec<Job>) -> Vec<Done> {
    let one = |job| match job {
        Job::Commit(_, answer) => Done::Commit(answer, Err(unavailable("", false))),
        Job::Run(_, answer) => Done::Run(answer, Err(unavailable("", false))),
    };
    jobs.into_iter().map(one).collect()
}

/// Tells everybody in the batch that nothing is known to be kept, refusals included: they were decided on
/// what is gone now.
fn answer_all(done: Vec<Done>, reason: &str, in_doubt: bool) {
    tracing::error!(
        reason,
        in_doubt,
        changes = done.len(),
        "the store could not keep a batch of changes"
    );
    for done in done {
        match done {
            Done::Commit(answer, _) => drop(answer.send(Err(unavailable(reason, in_doubt)))),
            Done::Run(answer, _) => drop(answer.send(Err(unavailable(reason, in_doubt)))),
        }
    }
}
