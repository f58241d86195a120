//! A connection for schema work, while another one holds the lock that lets only one process do it.

use super::tls::{Tls, connect};
use super::trouble::words;
use super::value::{Bound, read};
use crate::error::StoreError;
use crate::statement::Statement;
use crate::value::Value;
use std::time::Duration;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config};

pub(crate) struct Prepared {
    client: Client,
    /// Holds the lock as long as it lives: its transaction is never committed.
    _lock: Option<Client>,
}

fn refused(error: tokio_postgres::Error) -> StoreError {
    StoreError::Engine(words(&error), Some(Box::new(error)))
}

impl Prepared {
    /// Connects; for changes also waits until nobody else changes the schema.
    pub(crate) async fn open(address: &str, for_changes: bool) -> Result<Self, StoreError> {
        let (mut config, tls) = super::configured(address)?;
        config.application_name("motcua migrate");
        // Notices that tables are there already would fill the log.
        config.options("-c client_min_messages=warning");
        let lock = if for_changes {
            Some(lock(&config, &tls).await?)
        } else {
            None
        };
        Ok(Self {
            client: connect(&config, &tls).await.map_err(refused)?,
            _lock: lock,
        })
    }

    pub(crate) async fn batch(&self, statements: &[String]) -> Result<(), StoreError> {
        let text = format!("BEGIN; {}; COMMIT", statements.join("; "));
        let done = self.client.batch_execute(&text).await;
        if done.is_err() {
            // A failed batch leaves its transaction open.
            self.client.batch_execute("ROLLBACK").await.map_err(refused)?;
        }
        done.map_err(refused)
    }

    pub(crate) async fn run(&self, statement: Statement) -> Result<Vec<Vec<Value>>, StoreError> {
        let statement = statement.expanded();
        let bound: Vec<Bound<'_>> = statement.values.iter().map(Bound).collect();
        let values: Vec<&(dyn ToSql + Sync)> = bound.iter().map(|value| value as _).collect();
        let rows = self
            .client
            .query(statement.sql.as_ref(), &values)
            .await
            .map_err(refused)?;
        rows.iter()
            .map(|row| read(row, &statement.columns).map_err(|wrong| StoreError::Engine(wrong, None)))
            .collect()
    }
}

/// Takes the lock of a table that holds nothing. It ends with the connection, so a dead process blocks nobody.
async fn lock(config: &Config, tls: &Tls) -> Result<Client, StoreError> {
    let client = connect(config, tls).await.map_err(refused)?;
    let mut tries = 0;
    // Two processes that create the same table at once: one of them is refused, and finds it at the next try.
    while let Err(error) = client
        .batch_execute("CREATE TABLE IF NOT EXISTS store_migrating (nothing bigint)")
        .await
    {
        tries += 1;
        if tries == 10 || error.as_db_error().is_none() {
            return Err(refused(error));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    client
        .batch_execute("BEGIN; LOCK TABLE store_migrating IN ACCESS EXCLUSIVE MODE")
        .await
        .map_err(refused)?;
    Ok(client)
}
