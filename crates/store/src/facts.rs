//! Facts that the store keeps about itself: its epoch, and whether it is still being filled.

use crate::error::ReadError;
use crate::read::Read;
use crate::statement::Statement;
use crate::value::{Kind, Value};

/// Stands in a store that a copy has begun to fill and not finished.
pub(crate) const UNFINISHED: &str = "unfinished";
/// The store's epoch: 1, and one more with each restore.
pub(crate) const EPOCH: &str = "epoch";

/// Writes a fact over the one of the same name.
pub(crate) fn set_fact(name: &str, value: &str) -> Statement {
    let sql = "INSERT INTO store_fact (name, value) VALUES ($1, $2)
               ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    Statement::new(sql, vec![name.into(), value.into()])
}

/// Takes a fact away.
pub(crate) fn no_fact(name: &str) -> Statement {
    Statement::new("DELETE FROM store_fact WHERE name = $1", vec![name.into()])
}

impl Read {
    /// The facts, by name.
    pub(crate) async fn facts(&self) -> Result<Vec<(String, String)>, ReadError> {
        let sql = "SELECT name, value FROM store_fact ORDER BY name";
        let rows = self
            .run(Statement::new(sql, vec![]).returning(&[Kind::Text, Kind::Text]))
            .await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| match <[Value; 2]>::try_from(row) {
                Ok([Value::Text(name), Value::Text(value)]) => Some((name, value)),
                _ => None,
            })
            .collect())
    }

    /// The epoch of the feed: 1, and one more with each restore. A reader that kept its position under another
    /// epoch may be ahead of this store and has to compare hashes before it goes on.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn feed_epoch(&self) -> Result<i64, ReadError> {
        let facts = self.facts().await?;
        let epoch = facts.iter().find(|(name, _)| name == EPOCH);
        match epoch.map(|(_, value)| value.parse()) {
            None => Ok(1),
            Some(Ok(epoch)) => Ok(epoch),
            Some(Err(_)) => Err(ReadError::Invalid("the epoch of the store is no number".into())),
        }
    }
}
