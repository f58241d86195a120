//! A server that tests use together, or one that a test has for itself.

use std::sync::OnceLock;

use crate::PgTestError;
use crate::database::{self, Database};
use crate::server::Server;
use crate::wishes::{TlsFiles, Wishes};

/// A PostgreSQL server with many small databases.
#[derive(Debug)]
pub struct Cluster {
    url: String,
    /// `None` when the server was started by someone else.
    server: Option<Server>,
    private: bool,
}

impl Cluster {
    /// The server that all tests share: the one `MOTCUA_TEST_PG` names, else one started for this process.
    ///
    /// nextest runs each test in a process of its own; `motcua-pgtest run` starts one server for all.
    ///
    /// # Errors
    ///
    /// Fails if PostgreSQL is not installed or does not start. A failure is not kept: the next call tries
    /// again.
    pub fn shared() -> Result<&'static Self, PgTestError> {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        static STARTING: std::sync::Mutex<()> = std::sync::Mutex::new(());
        // A panic while starting leaves nothing half made behind the lock.
        let _one = STARTING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(cluster) = SHARED.get() {
            return Ok(cluster);
        }
        let cluster = match std::env::var("MOTCUA_TEST_PG") {
            Ok(url) if !url.is_empty() => {
                database::check_url(&url)?;
                Self {
                    url,
                    server: None,
                    private: false,
                }
            }
            _ => {
                let server = Server::start(&Wishes::default())?;
                Self {
                    url: server.url(),
                    server: Some(server),
                    private: false,
                }
            }
        };
        Ok(SHARED.get_or_init(|| cluster))
    }

    /// A server for one test alone, which may kill it. It takes about a second to start.
    ///
    /// # Errors
    ///
    /// Fails if PostgreSQL is not installed or does not start.
    pub fn private() -> Result<Self, PgTestError> {
        Self::private_with(&Wishes::default())
    }

    /// A server for one test alone that speaks TLS too, with this certificate.
    ///
    /// # Errors
    ///
    /// As [`Cluster::private`].
    pub fn private_with_tls(tls: &TlsFiles) -> Result<Self, PgTestError> {
        Self::private_with(&Wishes {
            tls: Some(tls.clone()),
            ..Wishes::default()
        })
    }

    /// A server for one test alone, as the test wants it.
    ///
    /// # Errors
    ///
    /// As [`Cluster::private`].
    pub fn private_with(wishes: &Wishes) -> Result<Self, PgTestError> {
        let server = Server::start(wishes)?;
        Ok(Self {
            url: server.url(),
            server: Some(server),
            private: true,
        })
    }

    /// The URL of the maintenance database, for a superuser.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A fresh database, copied from the template `name`.
    ///
    /// The first process that asks for `name` makes the template: an empty database whose URL is given to
    /// `migrate`, which must close its connections when it is done. All others wait for it. One name must
    /// always stand for the same migration within a run of the tests.
    ///
    /// # Errors
    ///
    /// Fails if `migrate` does, with its error as the source, or if the server refuses.
    pub async fn database<M, F, E>(&self, name: &str, migrate: M) -> Result<Database, PgTestError>
    where
        M: FnOnce(String) -> F,
        F: Future<Output = Result<(), E>>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        database::copy(&self.url, name, migrate).await
    }

    /// A fresh database with nothing in it.
    ///
    /// # Errors
    ///
    /// Fails if the server refuses.
    pub async fn empty_database(&self) -> Result<Database, PgTestError> {
        database::empty(&self.url).await
    }

    /// Stops the server as a power cut would and starts it again; it recovers from its log.
    ///
    /// # Errors
    ///
    /// Fails with [`PgTestError::Shared`] unless this is a [`Cluster::private`] one.
    pub fn restart_immediate(&self) -> Result<(), PgTestError> {
        self.own()?.restart_immediate()
    }

    /// Sends SIGKILL to the postmaster and leaves the server down.
    ///
    /// # Errors
    ///
    /// Fails with [`PgTestError::Shared`] unless this is a [`Cluster::private`] one.
    pub fn kill(&self) -> Result<(), PgTestError> {
        self.own()?.kill()
    }

    /// Starts the server after [`Cluster::kill`], on the same port.
    ///
    /// # Errors
    ///
    /// Fails with [`PgTestError::Shared`] unless this is a [`Cluster::private`] one, or if the server does
    /// not come up within a minute.
    pub fn start_again(&self) -> Result<(), PgTestError> {
        self.own()?.start_again()
    }

    /// Waits until the server takes connections, and starts it if it has ended by itself. Says whether it had.
    ///
    /// # Errors
    ///
    /// Fails with [`PgTestError::Shared`] unless this is a [`Cluster::private`] one, or if the server does
    /// not come up within a minute.
    pub fn bring_back(&self) -> Result<bool, PgTestError> {
        self.own()?.bring_back()
    }

    /// What the server has logged: warnings and worse.
    ///
    /// # Errors
    ///
    /// Fails with [`PgTestError::Shared`] unless this is a [`Cluster::private`] one, or if the log cannot be read.
    pub fn server_log(&self) -> Result<String, PgTestError> {
        self.own()?.read_log()
    }

    fn own(&self) -> Result<&Server, PgTestError> {
        self.server.as_ref().filter(|_| self.private).ok_or(PgTestError::Shared)
    }
}
