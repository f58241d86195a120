//! A private PostgreSQL for tests, a fresh database for each test, and a proxy that breaks the line on
//! purpose.
//!
//! What it is for: every test that needs PostgreSQL gets a database of its own, copied from a template
//! that is migrated once for all test processes; tests of crashes get a server of their own to kill; tests
//! of lost answers get a [`FaultProxy`] between the code under test and the server.
//!
//! What it deliberately does not do: it knows nothing of Motcua's tables, and it never touches a server
//! that it was not given. The server it starts lives in a temporary folder, listens on loopback only, asks
//! for a password made for the day, and ends with the process that started it, however that process ends.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use motcua_pgtest::{At, Cluster, Fault, FaultProxy, PgTestError};
//!
//! let cluster = Cluster::shared()?;
//! let database = cluster
//!     .database("example", |url| async move {
//!         let client = motcua_pgtest::connect(&url).await?;
//!         client.batch_execute("CREATE TABLE seen (id int PRIMARY KEY)").await?;
//!         Ok::<(), PgTestError>(())
//!     })
//!     .await?;
//!
//! let proxy = FaultProxy::start(&database).await?;
//! proxy.once(At::Commit, Fault::LoseAnswer);
//! let client = motcua_pgtest::connect(proxy.url()).await?;
//! client.batch_execute("BEGIN; INSERT INTO seen VALUES (1)").await?;
//! assert!(client.batch_execute("COMMIT").await.is_err(), "the row is there, its answer is not");
//! # Ok(())
//! # }
//! ```

mod cluster;
mod database;
mod error;
mod fault;
mod server;
mod wire;
mod wishes;

pub use cluster::Cluster;
pub use database::{Database, connect};
pub use error::PgTestError;
pub use fault::{At, Counts, Fault, FaultProxy, Odds, SqlState};
pub use wishes::{TlsFiles, Wishes};
