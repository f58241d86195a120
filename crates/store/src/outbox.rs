//! The outbox: messages of change sets, claimed for a while, sent at least once, settled when delivered.

use crate::error::CommitError;
use crate::statement::{Lock, Statement};
use crate::store::Store;
use crate::value::{Kind, Value};
use motcua_kernel::{Instant, MessageId};
use serde_json::Value as Json;

/// A message to be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct OutMessage {
    /// Its id: the receiver's guard against getting it twice.
    pub id: MessageId,
    /// What it is (`notice.supplement_asked`).
    pub kind: String,
    /// Its content.
    pub body: Json,
    /// How often it was tried before.
    pub attempts: i64,
}

impl Store {
    /// Claims messages whose moment has come, until `until`: nobody else gets them before.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn claim_messages(
        &self,
        now: Instant,
        until: Instant,
        most: i64,
    ) -> Result<Vec<OutMessage>, CommitError> {
        let sql = "UPDATE store_message SET next_at = $2, attempts = attempts + 1
                   WHERE id IN (SELECT id FROM store_message WHERE done_at IS NULL AND next_at <= $1
                                ORDER BY next_at, id LIMIT $3)
                     AND done_at IS NULL AND next_at <= $1
                   RETURNING id, kind, body, attempts";
        let values = vec![now.into(), until.into(), most.into()];
        let columns = &[Kind::Id, Kind::Text, Kind::Text, Kind::Int];
        let answers = self
            .engine
            .run(vec![Statement::new(sql, values).returning(columns).locking(Lock::No)])
            .await?;
        let mut messages: Vec<OutMessage> = answers
            .into_iter()
            .flatten()
            .filter_map(|row| match <[Value; 4]>::try_from(row) {
                Ok(
                    [
                        Value::Id(id),
                        Value::Text(kind),
                        Value::Text(body),
                        Value::Int(attempts),
                    ],
                ) => Some(OutMessage {
                    id: id.into(),
                    kind,
                    body: serde_json::from_str(&body).unwrap_or(Json::Null),
                    attempts: attempts - 1,
                }),
                _ => None,
            })
            .collect();
        messages.sort_by_key(|message| message.id);
        Ok(messages)
    }

    /// Notes that sending failed, and when to try again. The trouble holds no personal data.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn message_failed(&self, id: MessageId, trouble: &str, next_at: Instant) -> Result<(), CommitError> {
        let sql = "UPDATE store_message SET next_at = $2, trouble = $3 WHERE id = $1";
        let values = vec![id.into(), next_at.into(), trouble.into()];
        self.engine.run(vec![Statement::new(sql, values)]).await.map(drop)
    }

    /// Notes that a message was delivered.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn message_done(&self, id: MessageId, at: Instant) -> Result<(), CommitError> {
        let sql = "UPDATE store_message SET done_at = $2, trouble = NULL WHERE id = $1";
        self.engine
            .run(vec![Statement::new(sql, vec![id.into(), at.into()])])
            .await
            .map(drop)
    }

    /// How many messages wait, and since when the oldest does.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn waiting_messages(&self) -> Result<(i64, Option<Instant>), CommitError> {
        let sql = "SELECT COUNT(*), MIN(created_at) FROM store_message WHERE done_at IS NULL";
        let answers = self
            .engine
            .run(vec![Statement::new(sql, vec![]).returning(&[Kind::Int, Kind::Instant])])
            .await?;
        Ok(match answers.into_iter().flatten().next().as_deref() {
            Some([Value::Int(count), Value::Instant(oldest)]) => (*count, Some(*oldest)),
            Some([Value::Int(count), _]) => (*count, None),
            _ => (0, None),
        })
    }
}
