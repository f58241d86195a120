//! Moving a whole store to another engine or place, proven by digests in the same run.
//!
//! The rows of every table go over in pages, in the order of their keys, out of one snapshot; then the target is
//! read again and each table's count and digest compared. Positions, versions, hashes and ids stay what they
//! were. A store made by a copy begins a new epoch.
//!
//! Then the files that records name go over, if the target keeps them elsewhere: as they lie, sealed, each verified with
//! the key in its record.

mod digest;
mod tables;

pub(crate) use digest::Digester;
pub use digest::TableDigest;

use crate::blob::{BlobPlace, Carried, Carrier, Notes};
use crate::error::{CommitError, ReadError, StoreError};
use crate::facts::{EPOCH, UNFINISHED, no_fact, set_fact};
use crate::migrate::is_server;
use crate::read::Read;
use crate::record::declarations;
use crate::statement::Statement;
use crate::store::{Options, Store};
use crate::value::{Kind, Value};
use motcua_kernel::Instant;
use std::sync::Arc;
use tables::{Moving, moving};

/// Rows that go over in one transaction.
const PAGE: i64 = 500;

/// How far a copy has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyProgress<'a> {
    /// The table.
    pub table: &'a str,
    /// Its rows that are done.
    pub rows: u64,
    /// Of files ([`FILES`](crate::FILES), which are counted as rows): their bytes as they lie, sealed.
    pub bytes: Option<u64>,
    /// Whether they are being read again to compare, not being written.
    pub comparing: bool,
    /// Whether the table is done.
    pub done: bool,
}

/// What a copy moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyReport {
    /// Every table, as it stands on both sides.
    pub tables: Vec<TableDigest>,
    /// The epoch of the new store.
    pub epoch: i64,
    /// The last position of the feed.
    pub position: i64,
    /// The hash of the feed up to it.
    pub hash: String,
    /// The files, and what is wrong with those that could not be brought.
    pub files: Carried,
}

/// Where the files of both sides lie. Without a word: beside an embedded store, nowhere for one on a server.
#[derive(Clone, Default)]
pub struct CopyPlaces {
    /// Those of the source.
    pub from: Option<Arc<dyn BlobPlace>>,
    /// Those of the target. The same place as the source's is looked at and left as it is.
    pub to: Option<Arc<dyn BlobPlace>>,
}

/// What a copy does with files.
pub(crate) enum Files {
    /// They stay where they are.
    Stay,
    /// They go to a place, or beside the embedded store.
    Go(Option<Arc<dyn BlobPlace>>),
}

/// Why a copy was refused or stopped.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The target holds something.
    #[error("the target already holds rows in {table}: copy into an empty folder or database")]
    NotEmpty {
        /// The first table that holds something.
        table: String,
    },
    /// The source holds what this program would leave behind.
    #[error(
        "the source keeps rows in {table}, which this program does not know: copy with the program that wrote them"
    )]
    UnknownTable {
        /// The table.
        table: String,
    },
    /// Events keep waiting for their positions.
    #[error(
        "events of the source keep waiting for their positions: stop the programs that write into it and try again"
    )]
    Busy,
    /// What was written is not what was read.
    #[error("{table} differs: {from} rows went over, {to} came back, or another digest; do not use the target")]
    Differs {
        /// The table.
        table: String,
        /// Rows of the source.
        from: u64,
        /// Rows of the target.
        to: u64,
    },
    /// Records name files, and one side has no place for them.
    #[error("records name files, but the {side} has no place for them: name it (--{side}-blobs)")]
    NoPlace {
        /// `from` or `to`.
        side: &'static str,
    },
    /// A store cannot be opened, read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ReadError> for CopyError {
    fn from(error: ReadError) -> Self {
        Self::Store(error.into())
    }
}

impl From<CommitError> for CopyError {
    fn from(error: CommitError) -> Self {
        Self::Store(error.into())
    }
}

/// Moves everything from one store into another, empty one and proves it. `told` hears of each page.
///
/// What is committed to the source after the copy began stays behind: stop its programs first. The target may be
/// used only after this has returned; until then it cannot be opened.
///
/// # Errors
///
/// See [`CopyError`]. After any error but [`CopyError::NotEmpty`] and [`CopyError::NoPlace`] the target is to be thrown
/// away; files in a folder of their own may stay, and are not copied again.
pub async fn copy_store(
    from: &str,
    to: &str,
    told: &mut (dyn FnMut(CopyProgress<'_>) + Send),
) -> Result<CopyReport, CopyError> {
    copy_store_with(from, to, CopyPlaces::default(), told).await
}

/// The same, with places for the files. A file that is missing or damaged does not stop it: it is told in
/// [`CopyReport::files`].
///
/// # Errors
///
/// As [`copy_store`].
pub async fn copy_store_with(
    from: &str,
    to: &str,
    places: CopyPlaces,
    told: &mut (dyn FnMut(CopyProgress<'_>) + Send),
) -> Result<CopyReport, CopyError> {
    let options = Options {
        connections: 2,
        blobs: places.from,
        ..Options::default()
    };
    let source = Store::open(from, options).await?;
    copy_into(&source, to, true, Files::Go(places.to), told).await
}

/// As [`copy_store`]; a backup keeps the epoch of its source.
pub(crate) async fn copy_into(
    source: &Store,
    to: &str,
    begins_epoch: bool,
    files: Files,
    told: &mut (dyn FnMut(CopyProgress<'_>) + Send),
) -> Result<CopyReport, CopyError> {
    let (goes, place) = match files {
        Files::Stay => (false, None),
        Files::Go(place) => (Notes::Store(source).count().await? > 0, place),
    };
    if goes && source.blobs.is_none() {
        return Err(CopyError::NoPlace { side: "from" });
    }
    if goes && place.is_none() && is_server(to)? {
        return Err(CopyError::NoPlace { side: "to" });
    }
    let read = quiet_snapshot(source).await?;
    nothing_unknown(&read).await?;
    let tables = moving();
    let target = empty_target(to, &tables, place).await?;
    let began = source.now();
    target
        .engine
        .run(vec![set_fact(UNFINISHED, &format!("a copy that began at {began}"))])
        .await?;
    let mut sent = Vec::with_capacity(tables.len());
    for table in &tables {
        sent.push(send(table, &read, &target, told).await?);
    }
    let facts = read.facts().await?;
    let old_epoch = read.feed_epoch().await?;
    let (position, hash) = read.feed_head().await?;
    drop(read);
    let read = target.read().await?;
    for (table, sent) in tables.iter().zip(&sent) {
        let came = digest(table, &read, told).await?;
        if came != *sent {
            return Err(CopyError::Differs {
                table: table.name.to_owned(),
                from: sent.rows,
                to: came.rows,
            });
        }
    }
    drop(read);
    let carried = if goes {
        carry(source, &target, told).await?
    } else {
        Carried::default()
    };
    let own = ["schema", "tables", UNFINISHED, EPOCH];
    let mut steps: Vec<Statement> = facts
        .iter()
        .filter(|(name, _)| !own.contains(&name.as_str()))
        .map(|(name, value)| set_fact(name, value))
        .collect();
    let new_epoch = old_epoch + i64::from(begins_epoch);
    steps.push(set_fact(EPOCH, &new_epoch.to_string()));
    if begins_epoch {
        steps.push(began_epoch(new_epoch, position, &hash, began));
    }
    steps.push(no_fact(UNFINISHED));
    target.engine.run(steps).await?;
    Ok(CopyReport {
        tables: sent,
        epoch: new_epoch,
        position,
        hash,
        files: carried,
    })
}

/// Brings the files that the target's records name.
async fn carry(
    source: &Store,
    target: &Store,
    told: &mut (dyn FnMut(CopyProgress<'_>) + Send),
) -> Result<Carried, StoreError> {
    let carrier = Carrier {
        notes: Notes::Store(target),
        from: source.blobs()?,
        to: Arc::clone(&target.blobs()?.place),
        living: None,
        earlier: None,
    };
    carrier.carry(&mut |_, _, _| Ok(()), told).await
}

/// Keeps where an epoch began: what the feed was when the store went its own way.
fn began_epoch(epoch: i64, position: i64, hash: &str, at: Instant) -> Statement {
    let value = serde_json::json!({"position": position, "hash": hash, "at": at.to_string()});
    set_fact(&format!("epoch/{epoch}"), &value.to_string())
}

/// A snapshot in which every event has its position: an engine that numbers inside the commit never would later.
async fn quiet_snapshot(source: &Store) -> Result<Read, CopyError> {
    for _ in 0..250 {
        source.numbered().await?;
        let read = source.read().await?;
        let sql = "SELECT thing FROM store_unnumbered LIMIT 1";
        let waiting = read.run(Statement::new(sql, vec![]).returning(&[Kind::Id])).await?;
        if waiting.is_empty() {
            return Ok(read);
        }
    }
    Err(CopyError::Busy)
}

/// Refuses to leave a table behind that another release made and filled.
async fn nothing_unknown(read: &Read) -> Result<(), CopyError> {
    let rows = read
        .run(Statement::new("SELECT name FROM store_table ORDER BY name", vec![]).returning(&[Kind::Text]))
        .await?;
    let known = declarations();
    for row in rows {
        let Some(Value::Text(table)) = row.into_iter().next() else {
            continue;
        };
        let is_name = table.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if known.iter().any(|declaration| declaration.table == table) || !is_name {
            continue;
        }
        let sql = format!("SELECT id FROM {table} LIMIT 1");
        if !read
            .run(Statement::new(sql, vec![]).returning(&[Kind::Id]))
            .await?
            .is_empty()
        {
            return Err(CopyError::UnknownTable { table });
        }
    }
    Ok(())
}

/// Opens the target, making its tables if there is nothing at all; refuses one that holds anything.
async fn empty_target(to: &str, tables: &[Moving], blobs: Option<Arc<dyn BlobPlace>>) -> Result<Store, CopyError> {
    let options = Options {
        connections: 2,
        numbers_feed: false,
        blobs,
        ..Options::default()
    };
    let target = match Store::open(to, options.clone()).await {
        Err(StoreError::Address(_) | StoreError::Older { found: 0, .. }) => Store::create_with(to, options).await?,
        other => other?,
    };
    let read = target.read().await?;
    for table in tables {
        if !read.run(table.page(None, 1)).await?.is_empty() {
            return Err(CopyError::NotEmpty {
                table: table.name.to_owned(),
            });
        }
    }
    drop(read);
    Ok(target)
}

/// An empty store that numbers its feed, for a bench.
#[cfg(feature = "bench")]
pub(crate) async fn empty_for_bench(address: &str, connections: usize) -> Result<Store, CopyError> {
    drop(empty_target(address, &moving(), None).await?);
    let options = Options {
        connections,
        ..Options::default()
    };
    Ok(Store::open(address, options).await?)
}

async fn send(
    table: &Moving,
    from: &Read,
    to: &Store,
    told: &mut (dyn FnMut(CopyProgress<'_>) + Send),
) -> Result<TableDigest, CopyError> {
    let mut digester = Digester::new(table.name, &table.names());
    let mut after: Option<Vec<Value>> = None;
    let mut rows = 0;
    loop {
        let page = from.run(table.page(after.as_deref(), PAGE)).await?;
        let done = page.is_empty();
        if let Some(last) = page.last() {
            after = Some(last.clone());
            rows += page.len() as u64;
            page.iter().for_each(|row| digester.row(row));
            to.engine
                .run(page.into_iter().map(|row| table.put(row)).collect())
                .await?;
        }
        told(CopyProgress {
            table: table.name,
            rows,
            bytes: None,
            comparing: false,
            done,
        });
        if done {
            return Ok(digester.finish());
        }
    }
}

async fn digest(
    table: &Moving,
    read: &Read,
    told: &mut (dyn FnMut(CopyProgress<'_>) + Send),
) -> Result<TableDigest, ReadError> {
    let mut digester = Digester::new(table.name, &table.names());
    let mut after: Option<Vec<Value>> = None;
    let mut rows = 0;
    loop {
        let page = read.run(table.page(after.as_deref(), PAGE)).await?;
        rows += page.len() as u64;
        page.iter().for_each(|row| digester.row(row));
        let done = page.is_empty();
        told(CopyProgress {
            table: table.name,
            rows,
            bytes: None,
            comparing: true,
            done,
        });
        match page.into_iter().next_back() {
            Some(last) => after = Some(last),
            None => return Ok(digester.finish()),
        }
    }
}

impl Read {
    /// Count and digest of every table, in this snapshot.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn digests(&self) -> Result<Vec<TableDigest>, ReadError> {
        let mut digests = Vec::new();
        for table in moving() {
            digests.push(digest(&table, self, &mut |_| {}).await?);
        }
        Ok(digests)
    }
}
