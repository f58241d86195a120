//! One past day of a view counted again from the journal, beside it, and compared row by row.
//!
//! A figure that somebody changed, an event that was applied twice or not at all, a release that counted otherwise: all
//! show here, without building the whole view again.

use super::rebuild::Beside;
use super::{View, no_cursor};
use crate::change::ChangeSet;
use crate::error::{ReadError, StoreError};
use crate::read::Read;
use crate::record::Declaration;
use crate::statement::Statement;
use crate::store::Store;
use crate::value::{Kind, Value};
use motcua_kernel::{Actor, ChangeId, Context, Date, Instant, named_id};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Events read at once.
const PAGE: i64 = 500;
/// An event is recorded when it happens or later; a machine's clock may be so wrong, in seconds.
const SLACK: i64 = 24 * 3_600;
/// How often it is tried to meet the view at one position.
const TRIES: usize = 50;
/// Wrong rows that are told of a table; more say nothing new.
const MOST: usize = 20;

/// What a recount found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recounted {
    /// Events of the day.
    pub events: u64,
    /// Rows that the view has of the day.
    pub rows: u64,
    /// What is wrong, a sentence each.
    pub faults: Vec<String>,
}

impl Store {
    /// Counts a day of a view again, from the events that happened on it, and compares. Others may go on writing and
    /// applying events. The view itself is not touched.
    ///
    /// # Errors
    ///
    /// Fails if the view has no column of days, writes elsewhere than to its tables, never stands still, or if the
    /// store does not answer.
    pub async fn recount_view<V: View>(&self, view: &V, day: Date) -> Result<Recounted, StoreError> {
        if V::DAY.is_empty() {
            let why = format!(
                "the view {} has no column of days: it is rebuilt, not recounted",
                V::NAME
            );
            return Err(StoreError::Engine(why, None));
        }
        let beside = Beside::named::<V>("recount")?;
        beside.begin(&self.engine).await?;
        let recounted = self.recount(view, day, &beside).await;
        beside.clear(&self.engine).await?;
        recounted
    }

    async fn recount<V: View>(&self, view: &V, day: Date, beside: &Beside) -> Result<Recounted, StoreError> {
        let begins = day.start();
        let mut position = first_since(&self.read().await?, begins.plus_seconds(-SLACK)).await?;
        let mut recounted = Recounted {
            events: 0,
            rows: 0,
            faults: Vec::new(),
        };
        for _ in 0..TRIES {
            let read = self.read().await?;
            let there = position_of(&read, V::NAME).await?;
            if there <= position {
                // The rows of this snapshot are those of the events up to here.
                compare::<V>(&read, day, beside, &mut recounted).await?;
                return Ok(recounted);
            }
            drop(read);
            while position < there {
                let most = PAGE.min(there - position);
                let events = self.read().await?.feed(position, most).await?;
                let Some(last) = events.last() else { break };
                position = last.position;
                for event in events.iter().filter(|event| event.event.happened_at.date() == day) {
                    let read = beside.reading(self.read().await?);
                    let name = format!("{}/{}/{}", V::NAME, beside.run(), event.position);
                    let change: ChangeId = named_id("view", &name);
                    let ctx = Context::for_change(Actor::System, event.event.recorded_at, change);
                    let mut set = ChangeSet::new(&ctx);
                    view.apply(&read, event, &mut set).await?;
                    drop(read);
                    beside.turn::<V>(&mut set)?;
                    if !set.is_empty() {
                        self.commit(set).await?;
                    }
                    recounted.events += 1;
                }
            }
        }
        let why = format!("the view {} did not stand still for a moment: try again", V::NAME);
        Err(StoreError::Engine(why, None))
    }
}

/// The position before the first event that was recorded at a moment or since, by halving.
async fn first_since(read: &Read, moment: Instant) -> Result<i64, ReadError> {
    let (mut low, mut high) = (0, read.feed_head().await?.0);
    while low < high {
        let middle = low + (high - low) / 2;
        match read.feed(middle, 1).await?.first() {
            Some(event) if event.event.recorded_at < moment => low = event.position,
            _ => high = middle,
        }
    }
    Ok(low)
}

/// How far a view is in a snapshot.
async fn position_of(read: &Read, view: &str) -> Result<i64, ReadError> {
    let sql = "SELECT position FROM store_reader WHERE name = $1";
    let rows = read
        .run(Statement::new(sql, vec![view.into()]).returning(&[Kind::Int]))
        .await?;
    match rows.first().map(Vec::as_slice) {
        Some([Value::Int(position)]) => Ok(*position),
        // It never began.
        None => Ok(0),
        Some(_) => Err(no_cursor()),
    }
}

async fn compare<V: View>(read: &Read, day: Date, beside: &Beside, recounted: &mut Recounted) -> Result<(), ReadError> {
    for (old, new) in beside.tables() {
        let (stands, counted) = (rows::<V>(read, old, day).await?, rows::<V>(read, new, day).await?);
        recounted.rows += stands.len() as u64;
        let every: std::collections::BTreeSet<&Uuid> = stands.keys().chain(counted.keys()).collect();
        let none = "nothing".to_owned();
        let wrong = every.into_iter().filter_map(|id| {
            let (has, gives) = (stands.get(id).unwrap_or(&none), counted.get(id).unwrap_or(&none));
            (has != gives).then(|| format!("{} {id} on {day}: it has {has}, the journal gives {gives}", old.table))
        });
        recounted.faults.extend(wrong.take(MOST));
    }
    Ok(())
}

/// The bodies of a day's rows.
async fn rows<V: View>(read: &Read, table: &Declaration, day: Date) -> Result<BTreeMap<Uuid, String>, ReadError> {
    let sql = format!("SELECT id, body FROM {} WHERE {} = $1 ORDER BY id", table.table, V::DAY);
    let statement = Statement::new(sql, vec![day.into()]).returning(&[Kind::Id, Kind::Text]);
    let found = read.run(statement).await?.into_iter();
    Ok(found
        .filter_map(|row| match <[Value; 2]>::try_from(row) {
            Ok([Value::Id(id), Value::Text(body)]) => Some((id, body)),
            _ => None,
        })
        .collect())
}
