//! The outbox: messages of change sets, claimed for a while, sent at least once, settled when delivered.
//!
//! A message that cannot be delivered becomes a *dead letter*: its next try is [`NEVER`], it is counted apart, and it
//! stays until somebody revives it ([`crate::ChangeSet::revive`]).

use crate::error::{CommitError, ReadError};
use crate::read::Read;
use crate::statement::{Lock, Statement};
use crate::store::Store;
use crate::value::{Kind, Value};
use motcua_kernel::{Instant, MessageId};
use serde_json::Value as Json;

/// The next try of a dead letter: the end of the year 9999.
pub(crate) const NEVER: Instant = Instant::from_micros(253_402_275_600_000_000);

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

/// A message that was given up.
#[derive(Debug, Clone, PartialEq)]
pub struct DeadLetter {
    /// Its id.
    pub id: MessageId,
    /// What it is.
    pub kind: String,
    /// Its content.
    pub body: Json,
    /// When it was put into the outbox.
    pub created_at: Instant,
    /// How often it was tried.
    pub attempts: i64,
    /// What the last try met, without personal data.
    pub trouble: String,
}

/// How the outbox does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OutboxState {
    /// Messages that wait, dead letters not among them.
    pub waiting: i64,
    /// Since when the oldest of them waits.
    pub oldest: Option<Instant>,
    /// Dead letters.
    pub dead: i64,
}

impl Read {
    /// Dead letters, oldest first.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn dead_letters(&self, most: i64) -> Result<Vec<DeadLetter>, ReadError> {
        let sql = "SELECT id, kind, body, created_at, attempts, trouble FROM store_message
                   WHERE done_at IS NULL AND next_at = $1 ORDER BY created_at, id LIMIT $2";
        self.dead(sql, vec![NEVER.into(), most.into()]).await
    }

    /// The dead letter with this id, if there is one.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn dead_letter(&self, id: MessageId) -> Result<Option<DeadLetter>, ReadError> {
        let sql = "SELECT id, kind, body, created_at, attempts, trouble FROM store_message
                   WHERE done_at IS NULL AND next_at = $1 AND id = $2";
        Ok(self.dead(sql, vec![NEVER.into(), id.into()]).await?.pop())
    }

    async fn dead(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<DeadLetter>, ReadError> {
        let columns = &[Kind::Id, Kind::Text, Kind::Text, Kind::Instant, Kind::Int, Kind::Text];
        let rows = self.run(Statement::new(sql, values).returning(columns)).await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| match <[Value; 6]>::try_from(row) {
                Ok(
                    [
                        Value::Id(id),
                        Value::Text(kind),
                        Value::Text(body),
                        Value::Instant(created_at),
                        Value::Int(attempts),
                        trouble,
                    ],
                ) => Some(DeadLetter {
                    id: id.into(),
                    kind,
                    body: serde_json::from_str(&body).unwrap_or(Json::Null),
                    created_at,
                    attempts,
                    trouble: match trouble {
                        Value::Text(text) => text,
                        _ => String::new(),
                    },
                }),
                _ => None,
            })
            .collect())
    }
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

    /// Gives a message up: it becomes a dead letter. The trouble holds no personal data.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn message_dead(&self, id: MessageId, trouble: &str) -> Result<(), CommitError> {
        self.message_failed(id, trouble, NEVER).await
    }

    /// How the outbox does: for figures and alarms.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn outbox_state(&self) -> Result<OutboxState, CommitError> {
        let waiting = "SELECT COUNT(*), MIN(created_at) FROM store_message WHERE done_at IS NULL AND next_at < $1";
        let dead = "SELECT COUNT(*), MIN(created_at) FROM store_message WHERE done_at IS NULL AND next_at = $1";
        let columns = &[Kind::Int, Kind::Instant];
        let ask = |sql| Statement::new(sql, vec![NEVER.into()]).returning(columns);
        let answers = self.engine.run(vec![ask(waiting), ask(dead)]).await?;
        let mut state = OutboxState::default();
        if let [waiting, dead] = &answers[..] {
            if let Some([Value::Int(count), oldest]) = waiting.first().map(Vec::as_slice) {
                state.waiting = *count;
                if let Value::Instant(oldest) = oldest {
                    state.oldest = Some(*oldest);
                }
            }
            if let Some([Value::Int(count), _]) = dead.first().map(Vec::as_slice) {
                state.dead = *count;
            }
        }
        Ok(state)
    }
}
