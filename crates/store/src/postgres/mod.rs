//! PostgreSQL: a commit is two pipelined round trips, a snapshot is a read-only transaction, and one numberer
//! under a lease gives events their positions.

mod line;
mod numberer;
mod prepare;
mod reading;
mod tls;
mod trouble;
mod value;

pub(crate) use prepare::Prepared;
pub(crate) use reading::Reading;
#[cfg(feature = "suite")]
pub(crate) use value::is_of_kind;

use crate::change::ChangeSet;
use crate::committed::Committed;
use crate::error::{CommitError, ReadError, StoreError};
use crate::plan::{Closing, NewEvent, Opening, Surroundings, close, fresh_salt, open};
use crate::schema::Dialect;
use crate::sqlite::Clock;
use crate::statement::Statement;
use crate::store::PAUSES;
use crate::value::{Kind, Value};
use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use line::{Line, Rows};
use numberer::Numberer;
use std::sync::Arc;
use std::time::Duration;
use tls::Tls;
use tokio::sync::watch;
use tokio_postgres::{Config, NoTls};
use trouble::Trouble;

/// Types of a statement's parameters and columns, as the server infers them.
#[cfg(feature = "suite")]
pub(crate) type Types = (Vec<tokio_postgres::types::Type>, Vec<tokio_postgres::types::Type>);

/// Names of kinds. Text is compared byte by byte, as the embedded engine does.
pub(crate) struct PostgresDialect;

impl Dialect for PostgresDialect {
    fn column(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Id => "uuid",
            Kind::Text | Kind::Date => "text COLLATE \"C\"",
            Kind::Int | Kind::Instant => "bigint",
            Kind::Flag => "boolean",
        }
    }

    fn table_end(&self) -> &'static str {
        ""
    }
}

/// Microseconds since 1970 by the server's clock, when it got the statement.
const SERVER_MICROS: &str = "(extract(epoch FROM statement_timestamp()) * 1000000)::bigint";

/// How many rows one INSERT of events holds at most.
const MOST_ROWS: usize = 32;

#[derive(Clone)]
pub(crate) struct Postgres {
    // Apart, so that decisions that hold a snapshot can never use up the connections that commits need.
    reads: Pool,
    writes: Pool,
    clock: Clock,
    numberer: Arc<Numberer>,
}

/// Reads an address and adds the settings that every connection has.
fn configured(address: &str) -> Result<(Config, Tls), StoreError> {
    let (mut config, tls) = tls::read(address)?;
    if config.get_application_name().is_none() {
        config.application_name("motcua");
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_secs(5));
    }
    config.keepalives_idle(Duration::from_secs(30));
    Ok((config, tls))
}

fn pool((config, tls): &(Config, Tls), settings: &str, size: usize) -> Result<Pool, StoreError> {
    let mut config = config.clone();
    let options = match config.get_options() {
        Some(given) => format!("{settings} {given}"),
        None => settings.to_owned(),
    };
    config.options(options);
    let manager = ManagerConfig {
        recycling_method: RecyclingMethod::Fast,
    };
    let manager = match tls {
        Tls::Off => Manager::from_config(config, NoTls, manager),
        Tls::On(tls) => Manager::from_config(config, tls.clone(), manager),
    };
    Pool::builder(manager)
        .max_size(size.max(1))
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(Duration::from_secs(10)))
        .create_timeout(Some(Duration::from_secs(10)))
        .build()
        .map_err(StoreError::engine)
}

impl Postgres {
    pub(crate) async fn open(
        address: &str,
        connections: usize,
        numbers_feed: bool,
        clock: Clock,
        hint: watch::Sender<i64>,
    ) -> Result<Self, StoreError> {
        let config = configured(address)?;
        let reading = "-c statement_timeout=30s -c idle_in_transaction_session_timeout=60s";
        let writing = "-c statement_timeout=30s -c lock_timeout=10s -c idle_in_transaction_session_timeout=10s";
        let reads = pool(&config, reading, connections)?;
        let writes = pool(&config, writing, connections)?;
        // A wrong password or a server that is not there is said now, not at the first request.
        let line = Line::from(&reads)
            .await
            .map_err(|trouble| StoreError::Read(trouble.into()))?;
        drop(line);
        let numberer = Numberer::start(pool(&config, writing, 1)?, numbers_feed, hint);
        Ok(Self {
            reads,
            writes,
            clock,
            numberer: Arc::new(numberer),
        })
    }

    /// Tries to apply a change set once.
    pub(crate) async fn commit(&self, set: ChangeSet) -> Result<Committed, CommitError> {
        let opening = open(&set);
        let mut line = Line::from(&self.writes).await?;
        let steps = line.prepare(opening.steps.clone()).await?;
        let answers = match line.send(Some("BEGIN"), &steps, None).await {
            Ok(answers) => answers,
            Err(trouble) => return Err(given_up(&mut line, trouble).await),
        };
        let (mut steps, events, committed) = match self.close(&set, &opening, answers) {
            Ok(Closing::Write {
                steps,
                events,
                committed,
            }) => (steps, events, committed),
            // The opening took numbers again.
            Ok(Closing::Repeated(committed)) => {
                line.roll_back().await;
                return Ok(committed);
            }
            Err(refusal) => {
                line.roll_back().await;
                return Err(refusal);
            }
        };
        steps.extend(unnumbered(&events));
        let steps = match line.prepare(steps).await {
            Ok(steps) => steps,
            Err(trouble) => return Err(given_up(&mut line, trouble).await),
        };
        line.send(None, &steps, Some("COMMIT")).await?;
        drop(line);
        if !events.is_empty() {
            self.numberer.wake();
        }
        Ok(committed)
    }

    fn close(&self, set: &ChangeSet, opening: &Opening, answers: Vec<Rows>) -> Result<Closing, CommitError> {
        let mut salt = fresh_salt;
        let mut around = Surroundings {
            recorded_at: (self.clock)(),
            salt: &mut salt,
        };
        close(set, opening, answers, &mut around)
    }

    /// Runs statements together, outside of any change set. Repeats what certainly was not done.
    pub(crate) async fn run(&self, steps: Vec<Statement>) -> Result<Vec<Rows>, CommitError> {
        let mut pauses = PAUSES.iter();
        loop {
            match (self.run_once(steps.clone()).await, pauses.next()) {
                (Err(Trouble::Passing { in_doubt: false, .. }), Some(pause)) => tokio::time::sleep(*pause).await,
                (result, _) => return result.map_err(CommitError::from),
            }
        }
    }

    async fn run_once(&self, steps: Vec<Statement>) -> Result<Vec<Rows>, Trouble> {
        let mut line = Line::from(&self.writes).await?;
        let steps = line.prepare(steps).await?;
        line.send(Some("BEGIN"), &steps, Some("COMMIT")).await
    }

    pub(crate) async fn read(&self) -> Result<Reading, ReadError> {
        Reading::on(&self.reads).await
    }
}

async fn given_up(line: &mut Line, trouble: Trouble) -> CommitError {
    line.roll_back().await;
    trouble.into()
}

/// Puts the events of a commit where the numberer finds them, each a microsecond after the one before, so
/// that it keeps their order. All locks are held by now: of two commits to one thing, the later is stamped later.
fn unnumbered(events: &[NewEvent]) -> Vec<Statement> {
    let mut steps = Vec::new();
    for (batch, events) in events.chunks(MOST_ROWS).enumerate() {
        let rows: Vec<String> = (0..events.len())
            .map(|row| {
                let (at, first) = (batch * MOST_ROWS + row, row * 3);
                format!(
                    "(${}, ${}, ${}, {SERVER_MICROS} + {at})",
                    first + 1,
                    first + 2,
                    first + 3
                )
            })
            .collect();
        let values = events
            .iter()
            .flat_map(|event| [Value::from(event.thing), event.n.into(), event.hash.as_str().into()])
            .collect();
        let sql = format!(
            "INSERT INTO store_unnumbered (thing, n, hash, at) VALUES {}",
            rows.join(", ")
        );
        steps.push(Statement::new(sql, values));
    }
    steps
}

/// One row a transaction, by so many connections, for so long: rows a second.
#[cfg(feature = "bench")]
pub(crate) async fn bare(
    address: &str,
    table: &str,
    insert: &str,
    body: &str,
    clients: usize,
    length: Duration,
) -> Result<f64, StoreError> {
    let (config, tls) = configured(address)?;
    let admin = tls::connect(&config, &tls).await.map_err(StoreError::engine)?;
    admin.batch_execute(table).await.map_err(StoreError::engine)?;
    let began = std::time::Instant::now();
    let mut tasks = Vec::new();
    for client in 0..clients {
        let line = tls::connect(&config, &tls).await.map_err(StoreError::engine)?;
        let (insert, body) = (insert.to_owned(), body.to_owned());
        tasks.push(tokio::spawn(async move {
            let insert = line.prepare(&insert).await?;
            let mut count = 0_i64;
            while began.elapsed() < length {
                count += 1;
                let id = ((client as i64) << 40) + count;
                line.execute(&insert, &[&id, &body]).await?;
            }
            Ok::<i64, tokio_postgres::Error>(count)
        }));
    }
    let mut rows = 0;
    for task in tasks {
        rows += task.await.map_err(StoreError::engine)?.map_err(StoreError::engine)?;
    }
    let rate = rows as f64 / began.elapsed().as_secs_f64();
    admin
        .batch_execute("DROP TABLE bench_bare")
        .await
        .map_err(StoreError::engine)?;
    Ok(rate)
}
