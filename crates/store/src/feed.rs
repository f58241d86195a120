//! The feed: every event once, in one order that never changes.

use crate::error::ReadError;
use crate::read::{Journaled, Read, journaled};
use crate::statement::Statement;
use crate::value::{Kind, Value};

/// An event with its position in the feed.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedEvent {
    /// Its position, from 1, without gaps.
    pub position: i64,
    /// The event.
    pub event: Journaled,
}

impl Read {
    /// The events after a position, in order, so many at most.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn feed(&self, after: i64, most: i64) -> Result<Vec<FeedEvent>, ReadError> {
        const COLUMNS: &[Kind] = &[
            Kind::Int,
            Kind::Id,
            Kind::Int,
            Kind::Text,
            Kind::Int,
            Kind::Text,
            Kind::Instant,
            Kind::Instant,
            Kind::Id,
        ];
        let sql = "SELECT f.position, e.thing, e.n, e.kind, e.format, e.body, e.happened_at, e.recorded_at, e.change
                   FROM store_feed f JOIN store_event e ON e.thing = f.thing AND e.n = f.n
                   WHERE f.position > $1 ORDER BY f.position LIMIT $2";
        let rows = self
            .run(Statement::new(sql, vec![after.into(), most.into()]).returning(COLUMNS))
            .await?;
        rows.into_iter()
            .map(|row| feed_event(row).map_err(ReadError::Invalid))
            .collect()
    }

    /// The last position and the hash of the whole feed up to it.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn feed_head(&self) -> Result<(i64, String), ReadError> {
        let sql = "SELECT position, hash FROM store_feed ORDER BY position DESC LIMIT 1";
        let rows = self
            .run(Statement::new(sql, vec![]).returning(&[Kind::Int, Kind::Text]))
            .await?;
        Ok(match rows.into_iter().next().as_deref() {
            Some([Value::Int(position), Value::Text(hash)]) => (*position, hash.clone()),
            _ => (0, String::new()),
        })
    }
}

fn feed_event(mut row: Vec<Value>) -> Result<FeedEvent, String> {
    let rest = row.split_off(1);
    match row.as_slice() {
        [Value::Int(position)] => Ok(FeedEvent {
            position: *position,
            event: journaled(rest)?,
        }),
        _ => Err("a feed row begins with its position".to_owned()),
    }
}
