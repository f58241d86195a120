//! One snapshot on a pooled connection.

use super::line::{Line, Rows};
use super::trouble::Trouble;
use crate::error::ReadError;
use crate::statement::Statement;
use deadpool_postgres::Pool;
use tokio::sync::Mutex;

const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// One snapshot: taken by the first statement, left when this is dropped.
pub(crate) struct Reading {
    state: Mutex<State>,
}

struct State {
    line: Option<Line>,
    begun: bool,
}

impl Reading {
    pub(super) async fn on(pool: &Pool) -> Result<Self, ReadError> {
        Ok(Self {
            state: Mutex::new(State {
                line: Some(Line::from(pool).await?),
                begun: false,
            }),
        })
    }

    pub(crate) async fn run(&self, statement: Statement) -> Result<Rows, ReadError> {
        let mut state = self.state.lock().await;
        let State { line, begun } = &mut *state;
        let Some(line) = line else {
            return Err(ReadError::Unavailable("the snapshot was lost".into()));
        };
        let ready = line.prepare(vec![statement]).await?;
        let begin = (!*begun).then_some(BEGIN);
        // Before it is sent: a reader that is dropped in the middle has begun.
        *begun = true;
        match line.send(begin, &ready, None).await {
            Ok(rows) => Ok(rows.into_iter().next().unwrap_or_default()),
            Err(trouble) => {
                if let Trouble::Passing { .. } = &trouble {
                    state.line = None;
                }
                Err(trouble.into())
            }
        }
    }

    /// The types that the server gives a statement's parameters and columns.
    #[cfg(feature = "suite")]
    pub(crate) async fn types(&self, sql: &str) -> Result<super::Types, ReadError> {
        let state = self.state.lock().await;
        let Some(line) = &state.line else {
            return Err(ReadError::Unavailable("the snapshot was lost".into()));
        };
        let statement = line
            .prepare_cached(sql)
            .await
            .map_err(|error| ReadError::from(super::trouble::trouble(&error, false)))?;
        let columns = statement
            .columns()
            .iter()
            .map(|column| column.type_().clone())
            .collect();
        Ok((statement.params().to_vec(), columns))
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        let state = self.state.get_mut();
        let Some(mut line) = state.line.take() else { return };
        if !state.begun {
            return;
        }
        // Given back only when the server has left the snapshot; without a runtime the line is closed.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move { line.end_reading().await });
        }
    }
}
