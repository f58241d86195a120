//! What the server's errors mean for a commit.

use crate::error::{CommitError, ReadError};
use deadpool_postgres::PoolError;
use std::error::Error;
use tokio_postgres::error::SqlState;

/// Why a transaction did not go through.
#[derive(Debug)]
pub(super) enum Trouble {
    /// It is refused, and would be again.
    Refused(CommitError),
    /// Another try may succeed.
    Passing { reason: String, in_doubt: bool },
}

impl From<Trouble> for CommitError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Refused(refusal) => refusal,
            Trouble::Passing { reason, in_doubt } => Self::Unavailable { reason, in_doubt },
        }
    }
}

impl From<Trouble> for ReadError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Refused(refusal) => Self::Invalid(refusal.to_string()),
            Trouble::Passing { reason, .. } => Self::Unavailable(reason),
        }
    }
}

/// An error and what caused it, in one line.
pub(super) fn words(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}

pub(super) fn pool_trouble(error: PoolError) -> Trouble {
    match error {
        PoolError::Backend(error) => match trouble(&error, false) {
            // Nothing was sent yet: a server that refuses us now may take us in a moment.
            Trouble::Refused(refusal) => Trouble::Passing {
                reason: refusal.to_string(),
                in_doubt: false,
            },
            passing => passing,
        },
        other => Trouble::Passing {
            reason: words(&other),
            in_doubt: false,
        },
    }
}

/// Sorts an error: refused for good, or worth another try. `in_doubt` says whether a COMMIT may have held.
pub(super) fn trouble(error: &tokio_postgres::Error, in_doubt: bool) -> Trouble {
    let reason = words(error);
    let Some(said) = error.as_db_error() else {
        let is_line = error.is_closed()
            || error
                .source()
                .is_some_and(|cause| cause.downcast_ref::<std::io::Error>().is_some());
        // What is neither the server's word nor the line's is a statement that could not be written.
        return if is_line || in_doubt || is_connecting(error) {
            Trouble::Passing { reason, in_doubt }
        } else {
            Trouble::Refused(CommitError::Invalid(reason))
        };
    };
    let code = said.code();
    if *code == SqlState::UNIQUE_VIOLATION {
        return match said.constraint().and_then(crate::schema::taken_index) {
            Some((table, key)) => Trouble::Refused(CommitError::Taken { table, key }),
            // Two commits began the same chain or key at once: the second one finds it at its next try.
            None => Trouble::Passing {
                reason,
                in_doubt: false,
            },
        };
    }
    let certainly_undone = [
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::T_R_DEADLOCK_DETECTED,
        SqlState::LOCK_NOT_AVAILABLE,
    ];
    if certainly_undone.contains(code) {
        return Trouble::Passing {
            reason,
            in_doubt: false,
        };
    }
    let passing = [
        SqlState::QUERY_CANCELED,
        SqlState::READ_ONLY_SQL_TRANSACTION,
        SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
        SqlState::INVALID_SQL_STATEMENT_NAME,
        SqlState::FEATURE_NOT_SUPPORTED,
    ];
    // Connection trouble, lack of disk, memory or connections, the operator's hand, the system.
    let classes = ["08", "53", "57", "58"];
    if passing.contains(code) || classes.contains(&&code.code()[..2]) {
        return Trouble::Passing { reason, in_doubt };
    }
    Trouble::Refused(CommitError::Invalid(reason))
}

fn is_connecting(error: &tokio_postgres::Error) -> bool {
    // The client names this kind only in its text.
    error.to_string().starts_with("error connecting to server") || error.to_string().starts_with("timeout")
}
