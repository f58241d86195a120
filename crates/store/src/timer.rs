//! Timers: wake-ups set in change sets, claimed by whoever runs them, stopped by the change that acts on them.

use crate::error::{CommitError, ReadError};
use crate::read::Read;
use crate::statement::Statement;
use crate::store::Store;
use crate::value::{Kind, Value};
use motcua_kernel::Instant;
use uuid::Uuid;

/// A timer whose moment has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timer {
    /// What it is for (`dossier.supplement_lapse`).
    pub kind: String,
    /// The thing that it wakes.
    pub thing: Uuid,
    /// The moment it was set for.
    pub at: Instant,
    /// How often it was tried.
    pub attempts: i64,
}

impl Read {
    /// The timers whose moment has come, earliest first.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn due_timers(&self, now: Instant, most: i64) -> Result<Vec<Timer>, ReadError> {
        let sql = "SELECT kind, thing, at, attempts FROM store_timer
                   WHERE at <= $1 ORDER BY at, kind, thing LIMIT $2";
        let columns = &[Kind::Text, Kind::Id, Kind::Instant, Kind::Int];
        let rows = self
            .run(Statement::new(sql, vec![now.into(), most.into()]).returning(columns))
            .await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| match <[Value; 4]>::try_from(row) {
                Ok(
                    [
                        Value::Text(kind),
                        Value::Id(thing),
                        Value::Instant(at),
                        Value::Int(attempts),
                    ],
                ) => Some(Timer {
                    kind,
                    thing,
                    at,
                    attempts,
                }),
                _ => None,
            })
            .collect())
    }
}

impl Store {
    /// Puts a timer off after a failed try. The change that acts on a timer stops it itself
    /// ([`crate::ChangeSet::let_sleep`]), so a timer is never lost and acting twice is refused as stale.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn put_off(&self, timer: &Timer, until: Instant) -> Result<(), CommitError> {
        let sql = "UPDATE store_timer SET at = $4, attempts = attempts + 1 WHERE kind = $1 AND thing = $2 AND at = $3";
        let values = vec![
            timer.kind.as_str().into(),
            timer.thing.into(),
            timer.at.into(),
            until.into(),
        ];
        self.engine.run(vec![Statement::new(sql, values)]).await.map(drop)
    }
}
