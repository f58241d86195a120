//! What can go wrong with the private server, said so that one can act on it.

use std::path::PathBuf;

/// Why a test has no PostgreSQL.
#[derive(Debug, thiserror::Error)]
pub enum PgTestError {
    /// No PostgreSQL programs were found.
    #[error(
        "no PostgreSQL server programs in /usr/lib/postgresql/*/bin nor on PATH; install them with `apt-get install postgresql`, or set MOTCUA_TEST_PG to the URL of a server for tests"
    )]
    NotInstalled,
    /// PostgreSQL refuses to run as root and there is no user to run it as.
    #[error(
        "PostgreSQL does not run as root and there is no user `postgres`; create one with `adduser --system --group postgres`"
    )]
    NoUser,
    /// A program of PostgreSQL, or one that starts it, ended with an error.
    #[error("`{program}` failed: {output}; see {log}", log = .log.display())]
    Program {
        /// The program that ran.
        program: String,
        /// What it printed.
        output: String,
        /// The server's log.
        log: PathBuf,
    },
    /// The server may not be killed or restarted, since other tests use it.
    #[error("the shared server is used by other tests; start one with Cluster::private() to kill it")]
    Shared,
    /// The connection string cannot be read.
    #[error("MOTCUA_TEST_PG is not a URL like postgres://user:password@127.0.0.1:5432/postgres: {0}")]
    Url(String),
    /// The template could not be filled.
    #[error("the template database `{name}` could not be migrated")]
    Migrate {
        /// The template's name as the test gave it.
        name: String,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The server said no.
    #[error("PostgreSQL refused")]
    Postgres(#[from] tokio_postgres::Error),
    /// A file or a socket.
    #[error("a file or socket of the private server failed")]
    Io(#[from] std::io::Error),
}
