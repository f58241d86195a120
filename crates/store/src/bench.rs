//! How fast change sets are kept, beside what the disk and the bare engine do in the same run.
//!
//! A bench has a store of its own. Its record is not among the declared ones: no other store gets its table.

use crate::change::ChangeSet;
use crate::copy::{CopyError, empty_for_bench};
use crate::error::StoreError;
use crate::event::{Event, Message};
use crate::record::{Column, Declaration, Record, RecordKind, Row, Stored};
use crate::schema::{record_indexes, record_table};
use crate::statement::Statement;
use crate::store::{Engine, Store};
use motcua_kernel::{Actor, Context, DossierId, ThingId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant as Stopwatch};
use uuid::Uuid;

/// A journaled record of about 400 bytes with two columns.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Note {
    id: DossierId,
    /// In whose chain its versions stand.
    of: DossierId,
    words: String,
    count: i64,
}

impl Record for Note {
    type Id = DossierId;
    const TABLE: &'static str = "bench_note";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[Column::int("count"), Column::text("words")];
    const INDEXES: &'static [&'static str] = &["count, id"];
    fn id(&self) -> DossierId {
        self.id
    }
    fn thing(&self) -> ThingId {
        ThingId::from(Uuid::from(self.of))
    }
    fn columns(&self, row: &mut Row) {
        row.set("count", self.count).set("words", "sheets");
    }
}

/// Which change set is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// 5 rows: a record updated, its event, the head of its chain, its position, the change's id.
    Small,
    /// 20 rows: a record updated and three inserted, three events of one thing with their positions and the head of
    /// the chain, a number, two messages, a timer, four words, the change's id.
    Large,
}

impl Size {
    /// Rows that one change set writes.
    pub const fn rows(self) -> u32 {
        match self {
            Self::Small => 5,
            Self::Large => 20,
        }
    }
}

/// What was measured of one change set with so many clients.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// The change set.
    pub size: Size,
    /// Clients that commit one after another.
    pub clients: usize,
    /// Change sets committed a second.
    pub per_second: f64,
    /// The median time of a commit.
    pub p50: Duration,
    /// The time that one commit in a hundred exceeds.
    pub p99: Duration,
}

/// Opens an empty store for a bench, with the bench's table.
///
/// # Errors
///
/// Fails if it holds anything or the engine refuses.
pub async fn open(address: &str, connections: usize) -> Result<Store, CopyError> {
    let store = empty_for_bench(address, connections).await?;
    let declaration = const { &Declaration::of::<Note>() };
    let mut texts = vec![record_table(store.engine.dialect(), declaration)];
    texts.extend(record_indexes(declaration));
    store
        .engine
        .run(texts.into_iter().map(|text| Statement::new(text, vec![])).collect())
        .await?;
    Ok(store)
}

/// Each of `clients` reads its record and commits a change set, again and again for so long. The read is in the
/// rate, not in the times.
///
/// # Errors
///
/// Fails at the first commit that is refused.
pub async fn measure(store: &Store, size: Size, clients: usize, length: Duration) -> Result<Cell, StoreError> {
    let began = Stopwatch::now();
    let tasks: Vec<_> = (0..clients)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { client(&store, size, began, length).await })
        })
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.map_err(StoreError::engine)??);
    }
    let seconds = began.elapsed().as_secs_f64();
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    Ok(Cell {
        size,
        clients,
        per_second: times.len() as f64 / seconds,
        p50: at(50),
        p99: at(99),
    })
}

async fn client(store: &Store, size: Size, began: Stopwatch, length: Duration) -> Result<Vec<Duration>, StoreError> {
    let context = || Context::new(Actor::System, store.now());
    let ctx = context();
    let id: DossierId = ctx.id();
    let thing = ThingId::from(Uuid::from(id));
    let fresh = |id| Note {
        id,
        of: id,
        words: "each sheet is a person who waits; ".repeat(8),
        count: 0,
    };
    let mut set = ChangeSet::new(&ctx);
    set.insert(&fresh(id))
        .journal(Event::new(thing, "bench.made", &json!({})));
    store.commit(set).await?;
    let mut times = Vec::new();
    while began.elapsed() < length {
        let read: Stored<Note> = store.read().await?.get::<Note>(id).await?;
        let ctx = context();
        let mut set = ChangeSet::new(&ctx);
        let count = read.count + 1;
        set.update(&read.with(Note {
            count,
            ..read.record.clone()
        }));
        set.journal(Event::new(thing, "bench.counted", &json!({"count": count})));
        if size == Size::Large {
            for _ in 0..3 {
                set.insert(&Note {
                    id: ctx.id(),
                    ..fresh(id)
                });
            }
            set.number("bench");
            for kind in ["bench.sent", "bench.sent"] {
                set.journal(Event::new(thing, kind, &json!({"count": count})));
                set.send(Message::new("bench.message", &json!({"count": count})));
            }
            set.wake("bench.timer", id, ctx.now().plus_seconds(3_600));
            set.index(
                "bench",
                ctx.id::<DossierId>(),
                ctx.now(),
                &["all"],
                "one two three four",
            );
        }
        let sent = Stopwatch::now();
        store.commit(set).await?;
        times.push(sent.elapsed());
    }
    Ok(times)
}

/// Rewrites 8 KiB and syncs it, again and again: how often a second this disk says that it is done.
///
/// # Errors
///
/// Fails if the disk refuses.
pub fn syncs(folder: &Path, length: Duration) -> std::io::Result<f64> {
    let path = folder.join("bench-sync");
    let mut file = std::fs::File::create(&path)?;
    let page = [7; 8192];
    let (began, mut count) = (Stopwatch::now(), 0);
    while began.elapsed() < length {
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&page)?;
        file.sync_data()?;
        count += 1;
    }
    let rate = f64::from(count) / began.elapsed().as_secs_f64();
    std::fs::remove_file(path)?;
    Ok(rate)
}

/// The bare engine: one row of 400 bytes a transaction, by so many clients (the embedded engine has one writer).
///
/// # Errors
///
/// Fails if the engine refuses.
pub async fn bare(store: &Store, address: &str, clients: usize, length: Duration) -> Result<f64, StoreError> {
    let text = "CREATE TABLE IF NOT EXISTS bench_bare (id bigint PRIMARY KEY, body text NOT NULL)";
    let (sql, body) = ("INSERT INTO bench_bare (id, body) VALUES ($1, $2)", "x".repeat(400));
    match &store.engine {
        Engine::Sqlite(_) => {
            let folder = Path::new(address).to_owned();
            let done = tokio::task::spawn_blocking(move || crate::sqlite::bare(&folder, text, sql, &body, length));
            done.await.map_err(StoreError::engine)?
        }
        Engine::Postgres(_) => crate::postgres::bare(address, text, sql, &body, clients, length).await,
    }
}
