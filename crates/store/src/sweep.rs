//! Sweeping: what has served its time is removed, in small batches, so that nobody waits for it.
//!
//! Everything here may be done twice, by several processes at once, and may be broken off: what is removed is
//! chosen by the moment alone, and asked again in the statement that removes it.

use crate::error::{ReadError, StoreError};
use crate::record::{Declaration, RecordKind, declarations};
use crate::statement::Statement;
use crate::store::Store;
use crate::value::{Kind, Value};
use motcua_kernel::Instant;

const DAY_SECONDS: i64 = 24 * 3_600;

/// For so many days a repeat of a change gets the first answer again. A form's token and a queue that tries again
/// end within days, a point that was cut off within weeks.
pub const CHANGES_KEPT_DAYS: i64 = 90;

/// For so many days the same `Idempotency-Key` gets the first reply again; after that it is a new request.
pub const ANSWERS_KEPT_DAYS: i64 = 30;

/// For so many days a message that was sent is kept, unless [`Options::messages_kept_days`](crate::Options) says
/// otherwise: long enough to look into a complaint about a letter. Dead letters and what waits stay however old.
pub const MESSAGES_KEPT_DAYS: u32 = 30;

/// What a sweep removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Plain records whose expiry has come.
    pub records: u64,
    /// Ids of changes older than [`CHANGES_KEPT_DAYS`].
    pub changes: u64,
    /// Replies to idempotency keys older than [`ANSWERS_KEPT_DAYS`].
    pub answers: u64,
    /// Messages sent longer ago than the store keeps them.
    pub messages: u64,
    /// Whether more is left than one sweep takes.
    pub more: bool,
}

impl Store {
    /// Removes what had served its time at a moment: of each plain record, of change ids, of replies and of messages
    /// that were sent at most `most`.
    ///
    /// A record that is given a later expiry meanwhile stays. Whoever holds an expired one at the version that was
    /// read gets `Stale`, as if somebody had deleted it.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer; what is left is removed the next time.
    pub async fn sweep(&self, now: Instant, most: i64) -> Result<Swept, StoreError> {
        let mut swept = Swept::default();
        for declaration in declarations() {
            if declaration.kind == RecordKind::Plain {
                let removed = self.sweep_records(declaration, now, most).await?;
                swept.more |= removed == most as u64;
                swept.records += removed;
            }
        }
        let before = now.plus_seconds(-CHANGES_KEPT_DAYS * DAY_SECONDS);
        let old = "SELECT id FROM store_change WHERE at < $1 ORDER BY at, id LIMIT $2";
        let remove = "DELETE FROM store_change WHERE id IN ($1)";
        swept.changes = self.sweep_own(old, remove, &[Kind::Id], before, most).await?;
        let before = now.plus_seconds(-ANSWERS_KEPT_DAYS * DAY_SECONDS);
        let old = "SELECT key FROM store_answer WHERE at < $1 ORDER BY at, key LIMIT $2";
        let remove = "DELETE FROM store_answer WHERE key IN ($1)";
        swept.answers = self.sweep_own(old, remove, &[Kind::Text], before, most).await?;
        let before = now.plus_seconds(-i64::from(self.messages_kept_days) * DAY_SECONDS);
        // In the order of the index `store_message_due`; what waits has no such moment.
        let old = "SELECT id FROM store_message WHERE done_at < $1 ORDER BY done_at, next_at, id LIMIT $2";
        let remove = "DELETE FROM store_message WHERE id IN ($1)";
        swept.messages = self.sweep_own(old, remove, &[Kind::Id], before, most).await?;
        swept.more |= [swept.changes, swept.answers, swept.messages].contains(&(most as u64));
        Ok(swept)
    }

    async fn sweep_records(
        &self,
        declaration: &'static Declaration,
        now: Instant,
        most: i64,
    ) -> Result<u64, StoreError> {
        let table = declaration.table;
        let sql = format!("SELECT id FROM {table} WHERE expires_at <= $1 ORDER BY expires_at, id LIMIT $2");
        let expired = self.old(sql, &[Kind::Id], now, most).await?;
        if expired.is_empty() {
            return Ok(0);
        }
        let ids = Value::List(expired);
        // Asked again: it may have got a later expiry since.
        let sql = format!("DELETE FROM {table} WHERE id IN ($1) AND expires_at <= $2 RETURNING id");
        let remove = Statement::new(sql, vec![ids.clone(), now.into()]);
        let mut steps = vec![remove.returning(&[Kind::Id])];
        if declaration.names_blobs {
            let sql = format!(
                "DELETE FROM store_blob WHERE record = $1 AND owner IN ($2)
                 AND NOT EXISTS (SELECT 1 FROM {table} o WHERE o.id = store_blob.owner)"
            );
            steps.push(Statement::new(sql, vec![table.into(), ids]));
        }
        let answers = self.engine.run(steps).await?;
        Ok(answers.first().map_or(0, |removed| removed.len() as u64))
    }

    async fn sweep_own(
        &self,
        old: &'static str,
        remove: &'static str,
        key: &'static [Kind],
        before: Instant,
        most: i64,
    ) -> Result<u64, StoreError> {
        let keys = self.old(old, key, before, most).await?;
        if keys.is_empty() {
            return Ok(0);
        }
        let removed = keys.len() as u64;
        // None of these moments is set anew so long after, so what was old is old.
        self.engine
            .run(vec![Statement::new(remove, vec![Value::List(keys)])])
            .await?;
        Ok(removed)
    }

    /// Keys of what is old, the oldest first.
    async fn old(
        &self,
        sql: impl Into<std::borrow::Cow<'static, str>>,
        key: &'static [Kind],
        moment: Instant,
        most: i64,
    ) -> Result<Vec<Value>, ReadError> {
        let statement = Statement::new(sql, vec![moment.into(), most.into()]).returning(key);
        let rows = self.read().await?.run(statement).await?;
        Ok(rows.into_iter().flatten().collect())
    }
}
