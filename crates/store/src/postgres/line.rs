//! A connection on loan: statements prepared first, then sent together, and never given back in the middle of
//! a transaction.

use super::trouble::{Trouble, pool_trouble, trouble};
use super::value::{Bound, encodes, read};
use crate::statement::{Lock, Statement};
use crate::value::{Kind, Value};
use deadpool_postgres::{Object, Pool};
use std::borrow::Cow;
use std::future::{Future, poll_fn};
use std::ops::Deref;
use std::pin::Pin;
use std::task::Poll;
use tokio_postgres::Row;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;

pub(super) type Rows = Vec<Vec<Value>>;

type Sent<'a> = Pin<Box<dyn Future<Output = Result<Vec<Row>, tokio_postgres::Error>> + Send + 'a>>;

/// A connection of the pool. Dropped while a transaction may be open, it is closed instead of given back.
pub(super) struct Line {
    object: Option<Object>,
    idle: bool,
}

/// A statement that the server knows, with values that it can read.
pub(super) struct Ready {
    statement: tokio_postgres::Statement,
    values: Vec<Value>,
    columns: Cow<'static, [Kind]>,
}

impl Drop for Line {
    fn drop(&mut self) {
        if !self.idle
            && let Some(object) = self.object.take()
        {
            // Outside of the pool it is closed, and the server rolls back.
            drop(Object::take(object));
        }
    }
}

impl Deref for Line {
    type Target = Object;
    fn deref(&self) -> &Object {
        // Only `drop` takes it.
        self.object
            .as_ref()
            .expect("a line holds its connection until it is dropped")
    }
}

impl Line {
    pub(super) async fn from(pool: &Pool) -> Result<Self, Trouble> {
        let object = pool.get().await.map_err(pool_trouble)?;
        Ok(Self {
            object: Some(object),
            idle: true,
        })
    }

    /// Prepares statements, all before any is sent: one still being prepared would be overtaken by those
    /// after it, even by COMMIT.
    pub(super) async fn prepare(&self, steps: Vec<Statement>) -> Result<Vec<Ready>, Trouble> {
        let mut ready = Vec::with_capacity(steps.len());
        for step in steps {
            let step = step.expanded();
            let sql: Cow<'_, str> = match step.lock {
                Lock::No => step.sql,
                Lock::Share => format!("{} FOR SHARE", step.sql).into(),
                Lock::Update => format!("{} FOR UPDATE", step.sql).into(),
            };
            let statement = self
                .prepare_cached(&sql)
                .await
                .map_err(|error| trouble(&error, false))?;
            let types = statement.params();
            if types.len() != step.values.len() {
                let text = format!("{} parameters, not {}: {sql}", types.len(), step.values.len());
                return Err(Trouble::Refused(crate::error::CommitError::Invalid(text)));
            }
            if let Some((value, ty)) = step.values.iter().zip(types).find(|(value, ty)| !encodes(value, ty)) {
                let text = format!("{value:?} cannot be compared with {ty}: {sql}");
                return Err(Trouble::Refused(crate::error::CommitError::Invalid(text)));
            }
            ready.push(Ready {
                statement,
                values: step.values,
                columns: step.columns,
            });
        }
        Ok(ready)
    }

    /// Sends everything at once and gives each statement's rows. With `end` (COMMIT) the transaction is over
    /// afterwards, whether it held or not: after a failed step the server makes that COMMIT a ROLLBACK.
    pub(super) async fn send(
        &mut self,
        begin: Option<&str>,
        steps: &[Ready],
        end: Option<&str>,
    ) -> Result<Vec<Rows>, Trouble> {
        self.idle = false;
        let bound: Vec<Vec<Bound<'_>>> = steps
            .iter()
            .map(|step| step.values.iter().map(Bound).collect())
            .collect();
        let (outcomes, all_sent) = {
            let client: &Object = self;
            let mut sent: Vec<Sent<'_>> = Vec::with_capacity(steps.len() + 2);
            if let Some(begin) = begin {
                sent.push(simple(client, begin));
            }
            for (step, values) in steps.iter().zip(&bound) {
                sent.push(Box::pin(async move {
                    let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
                    client.query(&step.statement, &values).await
                }));
            }
            if let Some(end) = end {
                sent.push(simple(client, end));
            }
            in_order(sent).await
        };
        let last = outcomes.len().saturating_sub(1);
        let commit_was_sent = end.is_some() && all_sent;
        let mut rows = Vec::with_capacity(outcomes.len());
        let mut failed: Option<Trouble> = None;
        let mut end_answered = false;
        for (at, outcome) in outcomes.into_iter().enumerate() {
            let is_end = end.is_some() && all_sent && at == last;
            match outcome {
                Ok(_) if is_end => end_answered = true,
                Ok(found) => rows.push(found),
                Err(error) if failed.is_none() => {
                    // A step that the server refused says that nothing was kept; a lost line says nothing,
                    // once the COMMIT was on its way.
                    let refused_before_the_end = error.as_db_error().is_some() && !is_end;
                    failed = Some(trouble(&error, commit_was_sent && !refused_before_the_end));
                    if is_outdated(&error) {
                        self.statement_cache.clear();
                    }
                    // A COMMIT that failed by the server's word has ended the transaction all the same.
                    end_answered |= is_end && error.as_db_error().is_some();
                }
                Err(_) => {}
            }
        }
        self.idle = end_answered && !self.is_closed();
        match failed {
            Some(failed) => Err(failed),
            None => {
                let begun = usize::from(begin.is_some());
                steps
                    .iter()
                    .zip(rows.iter().skip(begun))
                    .map(|(step, rows)| {
                        let values: Result<Rows, String> = rows.iter().map(|row| read(row, &step.columns)).collect();
                        values.map_err(|wrong| Trouble::Refused(crate::error::CommitError::Invalid(wrong)))
                    })
                    .collect()
            }
        }
    }

    /// Ends the transaction without keeping anything. A line that cannot even do that is closed.
    pub(super) async fn roll_back(&mut self) {
        self.idle = self.batch_execute("ROLLBACK").await.is_ok();
    }

    /// Marks that a transaction was begun by hand.
    pub(super) fn mark_begun(&mut self) {
        self.idle = false;
    }

    /// Keeps a transaction that was begun by hand.
    pub(super) async fn commit(&mut self) -> Result<(), Trouble> {
        let done = self.batch_execute("COMMIT").await;
        // The server's word ends the transaction, whatever it says.
        self.idle = done.as_ref().err().is_none_or(|error| error.as_db_error().is_some());
        done.map_err(|error| trouble(&error, true))
    }

    /// Ends a reading transaction; after this the connection may be lent again.
    pub(super) async fn end_reading(&mut self) {
        self.idle = self.batch_execute("COMMIT").await.is_ok();
    }
}

/// Whether a prepared statement no longer fits the tables: a migration has passed by.
fn is_outdated(error: &tokio_postgres::Error) -> bool {
    let outdated = [SqlState::FEATURE_NOT_SUPPORTED, SqlState::INVALID_SQL_STATEMENT_NAME];
    error.code().is_some_and(|code| outdated.contains(code))
}

fn simple<'a>(client: &'a Object, text: &'a str) -> Sent<'a> {
    Box::pin(async move { client.batch_execute(text).await.map(|()| Vec::new()) })
}

/// Polls each future once, in order, which sends them in order; then waits for their answers. If one fails
/// before it is sent, those behind it are never sent: no COMMIT follows a statement that stayed behind.
async fn in_order(mut sent: Vec<Sent<'_>>) -> (Vec<Result<Vec<Row>, tokio_postgres::Error>>, bool) {
    let wanted = sent.len();
    let mut early: Vec<Option<Result<Vec<Row>, tokio_postgres::Error>>> = Vec::with_capacity(wanted);
    poll_fn(|cx| {
        for future in &mut sent {
            match future.as_mut().poll(cx) {
                Poll::Ready(outcome) => {
                    let failed = outcome.is_err();
                    early.push(Some(outcome));
                    if failed {
                        break;
                    }
                }
                Poll::Pending => early.push(None),
            }
        }
        Poll::Ready(())
    })
    .await;
    let all_sent = early.len() == wanted;
    let mut outcomes = Vec::with_capacity(early.len());
    for (outcome, future) in early.into_iter().zip(sent) {
        match outcome {
            Some(outcome) => outcomes.push(outcome),
            None => outcomes.push(future.await),
        }
    }
    (outcomes, all_sent)
}
