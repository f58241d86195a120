//! Is everything that is kept whole? Every fault is named in a sentence; nothing is mended here.

mod blobs;
mod erased;
mod faults;
mod looks;

pub use faults::Faults;

use crate::error::ReadError;
use crate::plan::{Hashed, event_hash, feed_hash, keyed_digest};
use crate::read::Read;
use crate::record::{Declaration, RecordKind, declarations};
use crate::schema::RECORD_COLUMNS;
use crate::statement::Statement;
use crate::store::Store;
use crate::value::{Kind, Value};
use std::collections::HashMap;
use std::fmt;
use uuid::Uuid;

/// How many rows are looked at together.
const PAGE: i64 = 1_000;

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Events whose hash and place in their chain were verified.
    pub events: u64,
    /// Positions of the feed.
    pub positions: u64,
    /// Records whose digest, columns or body were verified.
    pub records: u64,
    /// Looks whose chain was verified.
    pub looks: u64,
    /// Files that were read through.
    pub blobs: u64,
    /// Files that no record names: on their way, or left by a request that came to nothing. They are swept away
    /// after a day, and are no fault.
    pub unnamed_blobs: u64,
    /// What is wrong.
    pub faults: Faults,
}

impl CheckReport {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    fn fault(&mut self, sentence: String) {
        self.faults.say(sentence);
    }
}

impl fmt::Display for CheckReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.faults.fmt(f)?;
        let word = if self.is_clean() { "whole" } else { "NOT whole" };
        write!(
            f,
            "{word}: {} events, {} positions, {} records, {} looks, {} files, {} files that nobody names",
            self.events, self.positions, self.records, self.looks, self.blobs, self.unnamed_blobs
        )
    }
}

/// A chain as its events tell it.
#[derive(Debug, Default)]
struct Chain {
    n: i64,
    hash: String,
    happened_at: i64,
    /// The last digest of each record of the thing: version, and `None` once deleted.
    digests: HashMap<(String, Uuid), (i64, Option<String>)>,
}

impl Store {
    /// Verifies hashes and links of every event, heads of chains, the feed over all events, digests and columns
    /// of records against the journal, and the chains of looks, in pages of one snapshot. Then reads every file
    /// that a record names, from its first byte to its last.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer; faults are no error, they are told.
    pub async fn check(&self) -> Result<CheckReport, ReadError> {
        let read = self.read().await?;
        let mut report = CheckReport::default();
        let mut chains = events(&read, &mut report).await?;
        heads(&read, &chains, &mut report).await?;
        feed(&read, &chains, &mut report).await?;
        for declaration in declarations() {
            records(&read, declaration, &mut chains, &mut report).await?;
        }
        for (thing, chain) in &chains {
            for ((table, id), (version, digest)) in &chain.digests {
                if digest.is_some() {
                    report.fault(format!(
                        "{table} {id} at version {version} stands in the journal of {thing}, but is gone"
                    ));
                }
            }
        }
        erased::check(&read, &mut report).await?;
        looks::check(&read, &mut report).await?;
        // Files take long: each page of their owners is a snapshot of its own.
        drop(read);
        blobs::check(self, &mut report).await?;
        Ok(report)
    }
}

async fn events(read: &Read, report: &mut CheckReport) -> Result<HashMap<Uuid, Chain>, ReadError> {
    const COLUMNS: &[Kind] = &[
        Kind::Id,
        Kind::Int,
        Kind::Text,
        Kind::Int,
        Kind::Text,
        Kind::Instant,
        Kind::Instant,
        Kind::Id,
        Kind::Text,
        Kind::Text,
    ];
    let mut chains: HashMap<Uuid, Chain> = HashMap::new();
    let mut after = (Uuid::nil(), 0_i64);
    loop {
        let sql = "SELECT thing, n, kind, format, body, happened_at, recorded_at, change, before, hash
                   FROM store_event WHERE thing > $1 OR (thing = $1 AND n > $2) ORDER BY thing, n LIMIT $3";
        let values = vec![after.0.into(), after.1.into(), PAGE.into()];
        let rows = read.run(Statement::new(sql, values).returning(COLUMNS)).await?;
        if rows.is_empty() {
            return Ok(chains);
        }
        for row in rows {
            let Ok(
                [
                    Value::Id(thing),
                    Value::Int(n),
                    Value::Text(kind),
                    Value::Int(format),
                    Value::Text(body),
                    Value::Instant(happened_at),
                    Value::Instant(recorded_at),
                    Value::Id(change),
                    Value::Text(before),
                    Value::Text(hash),
                ],
            ) = <[Value; 10]>::try_from(row)
            else {
                report.fault("an event has another shape than it should".into());
                continue;
            };
            after = (thing, n);
            report.events += 1;
            let chain = chains.entry(thing).or_default();
            let computed = event_hash(&Hashed {
                thing: thing.into(),
                n,
                kind: &kind,
                format,
                happened_at,
                recorded_at,
                change: change.into(),
                before: &before,
                body: &body,
            });
            if computed != hash {
                report.fault(format!("event {n} of {thing} was changed: its hash is another"));
            }
            if n != chain.n + 1 || before != chain.hash {
                report.fault(format!("event {n} of {thing} does not follow the event before it"));
            }
            if happened_at.as_micros() < chain.happened_at {
                report.fault(format!("event {n} of {thing} happened before the event before it"));
            }
            note_digests(chain, &body);
            (chain.n, chain.hash, chain.happened_at) = (n, hash, happened_at.as_micros());
        }
    }
}

fn note_digests(chain: &mut Chain, body: &str) {
    let body: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    for entry in body["records"].as_array().into_iter().flatten() {
        let (Some(table), Some(id)) = (entry["table"].as_str(), entry["id"].as_str()) else {
            continue;
        };
        let Ok(id) = Uuid::try_parse(id) else { continue };
        let version = entry["version"].as_i64().unwrap_or_default();
        let digest = entry["digest"].as_str().map(str::to_owned);
        chain.digests.insert((table.to_owned(), id), (version, digest));
    }
}

async fn heads(read: &Read, chains: &HashMap<Uuid, Chain>, report: &mut CheckReport) -> Result<(), ReadError> {
    let mut after = Uuid::nil();
    let mut seen = 0;
    loop {
        let sql = "SELECT thing, n, hash FROM store_chain WHERE thing > $1 ORDER BY thing LIMIT $2";
        let statement = Statement::new(sql, vec![after.into(), PAGE.into()]);
        let rows = read
            .run(statement.returning(&[Kind::Id, Kind::Int, Kind::Text]))
            .await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let [Value::Id(thing), Value::Int(n), Value::Text(hash)] = row.as_slice() else {
                continue;
            };
            (after, seen) = (*thing, seen + 1);
            match chains.get(thing) {
                Some(chain) if chain.n == *n && chain.hash == *hash => {}
                Some(chain) => {
                    report.fault(format!(
                        "the chain of {thing} ends at event {}, its head says {n}",
                        chain.n
                    ));
                }
                None => report.fault(format!("all {n} events of {thing} are gone")),
            }
        }
    }
    if seen < chains.len() {
        report.fault(format!("{} chains have no head", chains.len() - seen));
    }
    Ok(())
}

async fn feed(read: &Read, chains: &HashMap<Uuid, Chain>, report: &mut CheckReport) -> Result<(), ReadError> {
    let mut unnumbered = 0_u64;
    let waiting = read
        .run(Statement::new("SELECT COUNT(*) FROM store_unnumbered", vec![]).returning(&[Kind::Int]))
        .await?;
    if let Some([Value::Int(count)]) = waiting.first().map(Vec::as_slice) {
        unnumbered = u64::try_from(*count).unwrap_or_default();
    }
    let (mut position, mut before) = (0_i64, String::new());
    let mut reached: HashMap<Uuid, i64> = HashMap::with_capacity(chains.len());
    loop {
        let sql = "SELECT f.position, f.thing, f.n, f.hash, e.hash FROM store_feed f
                   LEFT JOIN store_event e ON e.thing = f.thing AND e.n = f.n
                   WHERE f.position > $1 ORDER BY f.position LIMIT $2";
        let columns = &[Kind::Int, Kind::Id, Kind::Int, Kind::Text, Kind::Text];
        let rows = read
            .run(Statement::new(sql, vec![position.into(), PAGE.into()]).returning(columns))
            .await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let [
                Value::Int(at),
                Value::Id(thing),
                Value::Int(n),
                Value::Text(hash),
                event,
            ] = row.as_slice()
            else {
                continue;
            };
            if *at != position + 1 {
                report.fault(format!("the feed jumps from position {position} to {at}"));
            }
            match event {
                Value::Text(event) if feed_hash(&before, *at, event) != *hash => {
                    report.fault(format!(
                        "position {at} of the feed was changed, or something before it is gone"
                    ));
                }
                Value::Text(_) => {}
                _ => report.fault(format!(
                    "position {at} of the feed names event {n} of {thing}, which is gone"
                )),
            }
            let last = reached.entry(*thing).or_default();
            if *n != *last + 1 {
                report.fault(format!("the feed gives event {n} of {thing} after its event {last}"));
            }
            *last = *n;
            report.positions += 1;
            (position, before) = (*at, hash.clone());
        }
    }
    if report.positions + unnumbered != report.events {
        report.fault(format!(
            "there are {} events, but the feed gives {} and {unnumbered} wait for a position",
            report.events, report.positions
        ));
    }
    Ok(())
}

async fn records(
    read: &Read,
    declaration: &'static Declaration,
    chains: &mut HashMap<Uuid, Chain>,
    report: &mut CheckReport,
) -> Result<(), ReadError> {
    let table = declaration.table;
    let own: Vec<&str> = declaration.columns.iter().map(|column| column.name).collect();
    let names: Vec<&str> = RECORD_COLUMNS.iter().map(|(name, ..)| *name).chain(own).collect();
    let kinds: Vec<Kind> = RECORD_COLUMNS
        .iter()
        .map(|(_, kind, _)| *kind)
        .chain(declaration.columns.iter().map(|column| column.kind))
        .collect();
    let sql = format!(
        "SELECT {} FROM {table} WHERE id > $1 ORDER BY id LIMIT $2",
        names.join(", ")
    );
    let mut after = Uuid::nil();
    loop {
        let mut statement = Statement::new(sql.clone(), vec![after.into(), PAGE.into()]);
        statement.columns = kinds.clone().into();
        let rows = read.run(statement).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            let [
                Value::Id(id),
                Value::Int(version),
                Value::Int(format),
                _,
                Value::Text(body),
                salt,
                expiry,
                columns @ ..,
            ] = row.as_slice()
            else {
                report.fault(format!("a row of {table} has another shape than it should"));
                continue;
            };
            after = *id;
            report.records += 1;
            let derived = match (declaration.derive)(*format, body) {
                Ok(derived) => derived,
                Err(wrong) => {
                    report.fault(format!("{table} {id} cannot be read: {wrong}"));
                    continue;
                }
            };
            if derived.columns != columns || derived.id != *id || Value::from(derived.expires_at) != *expiry {
                report.fault(format!("the columns of {table} {id} are not what its body says"));
            }
            if declaration.kind != RecordKind::Journaled {
                continue;
            }
            let known = chains
                .get_mut(&Uuid::from(derived.thing))
                .and_then(|chain| chain.digests.remove(&(table.to_owned(), *id)));
            let Value::Text(salt) = salt else {
                report.fault(format!("{table} {id} has no salt: its digest cannot be verified"));
                continue;
            };
            let digest = keyed_digest(salt, table, *id, *version, body).ok();
            if known != Some((*version, digest)) {
                report.fault(format!(
                    "{table} {id} at version {version} is not what the journal says of it"
                ));
            }
        }
    }
}
