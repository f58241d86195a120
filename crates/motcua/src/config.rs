//! Configuration: a file, then the environment, then flags. An unknown key is an error.

use anyhow::{Context, Result};
use clap::Args;
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use motcua_store::{BlobPlace, BucketKeys, MESSAGES_KEPT_DAYS, Options, blob_place};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

/// Everything that can be set.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// A folder for the embedded engine, or `postgres://…`.
    pub store: String,
    /// Where the files lie that records name: a folder, or `s3://BUCKET/PREFIX?endpoint=https://…` with `region`,
    /// `style` (`path` or `host`) and `keys` (a file of two lines). Beside the embedded engine unless told otherwise;
    /// with PostgreSQL it must be named before the first file comes, the same for all processes.
    pub blobs: Option<String>,
    /// The access key to the bucket, where the address names no file with keys.
    pub s3_access_key: Option<String>,
    /// The secret key that goes with it.
    pub s3_secret_key: Option<String>,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address that people type, without a slash at the end. https unless it is on this machine.
    pub public_url: String,
    /// The file with the installation's keys, 64 hexadecimal digits a line, the newest first.
    pub keys: Option<PathBuf>,
    /// The file of the key that signs the head of the feed; `head.key` in the folder of an embedded store.
    pub head_key: Option<PathBuf>,
    /// The file of the demonstration authority that signs results, made if it is not there. Without one, results are
    /// signed by pen.
    pub result_key: Option<PathBuf>,
    /// The national identity provider.
    pub identity: Option<IdentityConfig>,
    /// The telephone of the provincial centre, as pages show it: `0203 000 0054`.
    pub phone: Option<String>,
    /// The mail server for letters to people; without one, notices stand on the site only.
    pub mail: Option<MailConfig>,
    /// Readers (SQLite) or connections (PostgreSQL).
    pub connections: usize,
    /// Alarm when less is free on the disk, in MiB.
    pub disk_alarm_mib: u64,
    /// How many days a message that was sent is kept before it is swept away.
    pub messages_kept_days: u32,
    /// Logs as JSON lines instead of text.
    pub json_logs: bool,
}

/// How letters leave.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailConfig {
    /// The server: `smtps://name:password@mail.example.vn`, or `smtp://…?tls=required`.
    pub server: String,
    /// The sender: `motcua@example.vn`.
    pub from: String,
}

/// How the national identity provider is reached.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityConfig {
    /// Its issuer address.
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    /// The secret that goes with it.
    pub client_secret: Option<String>,
}

impl Config {
    /// How the store is opened.
    ///
    /// # Errors
    ///
    /// Fails if `blobs` names no place.
    pub fn options(&self) -> Result<Options> {
        Ok(Options {
            connections: self.connections,
            messages_kept_days: self.messages_kept_days,
            blobs: self.files(self.blobs.as_deref())?,
            ..Options::default()
        })
    }

    /// The place of files that an address names, if one is given.
    ///
    /// # Errors
    ///
    /// Fails if it names none, or a bucket without keys.
    pub fn files(&self, address: Option<&str>) -> Result<Option<Arc<dyn BlobPlace>>> {
        let keys = match (&self.s3_access_key, &self.s3_secret_key) {
            (Some(access), Some(secret)) => Some(BucketKeys {
                access: access.clone(),
                secret: secret.clone(),
            }),
            _ => None,
        };
        Ok(address.map(|address| blob_place(address, keys)).transpose()?)
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            store: "motcua-data".into(),
            blobs: None,
            s3_access_key: None,
            s3_secret_key: None,
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: "http://127.0.0.1:8080".into(),
            keys: None,
            head_key: None,
            result_key: None,
            identity: None,
            mail: None,
            phone: None,
            connections: 16,
            disk_alarm_mib: 2_048,
            messages_kept_days: MESSAGES_KEPT_DAYS,
            json_logs: false,
        }
    }
}

/// Flags that go before file and environment.
#[derive(Debug, Clone, Default, Args, Serialize)]
pub struct Overrides {
    /// A TOML file with settings.
    #[arg(long, value_name = "FILE", env = "MOTCUA_CONFIG")]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// A folder for the embedded engine, or postgres://…
    #[arg(long, value_name = "FOLDER or URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub store: Option<String>,
    /// The files that records name: a folder, or s3://BUCKET/PREFIX?endpoint=https://…
    #[arg(long, value_name = "FOLDER or URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blobs: Option<String>,
    /// Where to listen, e.g. 127.0.0.1:8080.
    #[arg(long, value_name = "ADDRESS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<SocketAddr>,
    /// The address that people type.
    #[arg(long, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,
    /// The file with the installation's keys.
    #[arg(long, value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keys: Option<PathBuf>,
}

/// Reads the settings.
///
/// # Errors
///
/// Fails on an unknown key or a value of another kind, naming it and where it came from.
pub fn load(flags: &Overrides) -> Result<Config> {
    let mut figment = Figment::from(Serialized::defaults(Config::default()));
    if let Some(file) = &flags.config {
        anyhow::ensure!(file.exists(), "there is no settings file {}", file.display());
        figment = figment.merge(Toml::file_exact(file));
    }
    let env = Env::prefixed("MOTCUA_")
        .split("__")
        .filter(|key| is_setting(key.as_str()));
    figment
        .merge(env)
        .merge(Serialized::defaults(flags))
        .extract()
        .context("the settings cannot be used")
}

/// Whether a variable `MOTCUA_…` is a setting: not the one that names the file, nor those of the project's own tests.
fn is_setting(key: &str) -> bool {
    const OTHERS: [&str; 7] = ["config", "stages", "binary", "chromium", "cases", "proof", "commit"];
    const GROUPS: [&str; 5] = ["test_", "e2e_", "fail_", "kill_", "write_"];
    let key = key.to_ascii_lowercase();
    !OTHERS.contains(&key.as_str()) && !GROUPS.iter().any(|group| key.starts_with(group))
}

/// Starts logging.
pub fn start_logs(json: bool) {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    // A second start in the same process keeps the first.
    let _ = if json { logs.json().try_init() } else { logs.try_init() };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_setting_is_an_error_that_names_it() {
        let folder = std::env::temp_dir().join(format!("motcua-config-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("motcua.toml");
        std::fs::write(&file, "stroe = \"/x\"\n").unwrap();
        let flags = Overrides {
            config: Some(file.clone()),
            ..Overrides::default()
        };
        assert!(format!("{:#}", load(&flags).unwrap_err()).contains("stroe"));
        std::fs::write(&file, "store = \"/x\"\nconnections = 4\n").unwrap();
        let flags = Overrides {
            config: Some(file),
            listen: Some("127.0.0.1:1".parse().unwrap()),
            ..Overrides::default()
        };
        let config = load(&flags).unwrap();
        assert_eq!(
            (config.store.as_str(), config.connections, config.listen.port()),
            ("/x", 4, 1)
        );
        std::fs::remove_dir_all(folder).unwrap();
    }
}
