//! A database for one test, copied from a template that is made once.

use std::path::Path;
use std::time::UNIX_EPOCH;

use tokio_postgres::{Client, NoTls};

use crate::PgTestError;

/// A database for one test. It is dropped with this value.
#[derive(Debug)]
pub struct Database {
    admin: String,
    url: String,
    name: String,
}

impl Database {
    /// Its URL: `postgres://user:password@127.0.0.1:port/name`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its name on the server.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A connection to it.
    ///
    /// # Errors
    ///
    /// Fails if the server refuses.
    pub async fn connect(&self) -> Result<Client, PgTestError> {
        connect(&self.url).await
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let (admin, name) = (self.admin.clone(), self.name.clone());
        // Drop is not async and may run inside a runtime, so the work has a thread of its own. Errors are
        // left alone: the server may be dead on purpose, and its folder goes with it.
        let work = std::thread::spawn(move || {
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
                return;
            };
            runtime.block_on(async {
                if let Ok(client) = connect(&admin).await {
                    let _ = client
                        .batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
                        .await;
                }
            });
        });
        let _ = work.join();
    }
}

/// Connects and drives the connection in the background until the client is dropped.
///
/// # Errors
///
/// Fails if the server refuses or cannot be reached.
pub async fn connect(url: &str) -> Result<Client, PgTestError> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    // How a connection ends is seen by whoever uses the client.
    tokio::spawn(async move { connection.await.ok() });
    Ok(client)
}

/// Fails unless `url` is one that this crate can put other database names into.
pub(crate) fn check_url(url: &str) -> Result<(), PgTestError> {
    let readable = url.parse::<tokio_postgres::Config>().is_ok();
    if readable && with_name(url, "other").is_some() {
        return Ok(());
    }
    Err(PgTestError::Url(url.split('@').next_back().unwrap_or_default().into()))
}

/// The same server, another database.
fn with_name(url: &str, name: &str) -> Option<String> {
    let (place, query) = url
        .split_once('?')
        .map_or((url, None), |(place, query)| (place, Some(query)));
    let (scheme, rest) = place.split_once("://")?;
    let authority = rest.split('/').next()?;
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    Some(format!("{scheme}://{authority}/{name}{query}"))
}

fn named(admin: &str, name: String) -> Result<Database, PgTestError> {
    let url = with_name(admin, &name).ok_or_else(|| PgTestError::Url(admin.into()))?;
    Ok(Database {
        admin: admin.into(),
        url,
        name,
    })
}

fn fresh_name() -> String {
    format!("t_{}", uuid::Uuid::new_v4().simple())
}

pub(crate) async fn empty(admin: &str) -> Result<Database, PgTestError> {
    let database = named(admin, fresh_name())?;
    let client = connect(admin).await?;
    client
        .batch_execute(&format!("CREATE DATABASE {} TEMPLATE template0", database.name))
        .await?;
    Ok(database)
}

pub(crate) async fn copy<M, F, E>(admin: &str, name: &str, migrate: M) -> Result<Database, PgTestError>
where
    M: FnOnce(String) -> F,
    F: Future<Output = Result<(), E>>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let client = connect(admin).await?;
    let template = template_name(name);
    if !is_ready(&client, &template).await? {
        make_template(&client, admin, &template, name, migrate).await?;
    }
    let database = named(admin, fresh_name())?;
    // Two cheap checkpoints and a copy of files in memory: half the time of writing all pages to the log.
    client
        .batch_execute(&format!(
            "CREATE DATABASE {} TEMPLATE {template} STRATEGY file_copy",
            database.name
        ))
        .await?;
    Ok(database)
}

/// Makes the template unless another process does so first.
async fn make_template<M, F, E>(
    client: &Client,
    admin: &str,
    template: &str,
    name: &str,
    migrate: M,
) -> Result<(), PgTestError>
where
    M: FnOnce(String) -> F,
    F: Future<Output = Result<(), E>>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    // The lock ends with the connection, so a maker that dies does not block the others.
    client
        .batch_execute(&format!("SELECT pg_advisory_lock(hashtext('{template}'))"))
        .await?;
    if !is_ready(client, template).await? {
        client
            .batch_execute(&format!("DROP DATABASE IF EXISTS {template} WITH (FORCE)"))
            .await?;
        client
            .batch_execute(&format!("CREATE DATABASE {template} TEMPLATE template0"))
            .await?;
        let url = with_name(admin, template).ok_or_else(|| PgTestError::Url(admin.into()))?;
        migrate(url).await.map_err(|error| PgTestError::Migrate {
            name: name.into(),
            source: error.into(),
        })?;
        // Nobody may be connected to a template while it is copied.
        client
            .batch_execute(&format!(
                "ALTER DATABASE {template} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true"
            ))
            .await?;
        client
            .execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1",
                &[&template],
            )
            .await?;
    }
    client
        .batch_execute(&format!("SELECT pg_advisory_unlock(hashtext('{template}'))"))
        .await?;
    Ok(())
}

/// A template is ready when it is marked as one; the mark is set last.
async fn is_ready(client: &Client, template: &str) -> Result<bool, PgTestError> {
    let sql = "SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate";
    Ok(client.query_opt(sql, &[&template]).await?.is_some())
}

/// The name on the server: the test's name and a hash of the run, so that a server which outlives a build
/// never hands out an old schema.
fn template_name(name: &str) -> String {
    let run = std::env::var("NEXTEST_RUN_ID").unwrap_or_else(|_| this_program());
    let readable: String = name.chars().filter(char::is_ascii_alphanumeric).take(30).collect();
    format!(
        "tpl_{}_{:016x}",
        readable.to_lowercase(),
        fnv(&format!("{name}\n{run}"))
    )
}

/// Which build this is: the test program's path and when it was written.
fn this_program() -> String {
    let path = std::env::current_exe().unwrap_or_default();
    let written = written_at(&path).unwrap_or_default();
    format!("{} {written}", path.display())
}

fn written_at(path: &Path) -> Option<u128> {
    let written = path.metadata().ok()?.modified().ok()?;
    Some(written.duration_since(UNIX_EPOCH).ok()?.as_nanos())
}

/// FNV-1a, 64 bits: the same in every process, which the standard hasher does not promise.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_name_keeps_server_and_query() {
        let url = "postgres://u:p@127.0.0.1:5433/postgres?connect_timeout=5";
        assert_eq!(
            with_name(url, "x").as_deref(),
            Some("postgres://u:p@127.0.0.1:5433/x?connect_timeout=5")
        );
    }

    #[test]
    fn a_key_value_string_is_refused_with_words() {
        let error = check_url("host=127.0.0.1 user=me").unwrap_err();
        assert!(error.to_string().contains("MOTCUA_TEST_PG is not a URL"), "{error}");
    }

    #[test]
    fn names_that_look_alike_have_templates_apart() {
        assert_ne!(template_name("org-a"), template_name("orga"));
    }
}
