//! `motcua migrate`: the tables of an older store to this program's, after a backup.

use crate::config::{self, Overrides};
use crate::open;
use crate::store::backup;
use anyhow::{Context, Result};
use clap::Args;
use motcua_store::{Options, Store, StoreError};
use std::path::{Path, PathBuf};

/// What `motcua migrate` takes.
#[derive(Debug, Args)]
pub struct MigrateArguments {
    #[command(flatten)]
    settings: Overrides,
    /// Where the backup goes (SQLite), a new folder; within the store's unless told otherwise.
    #[arg(long, value_name = "FOLDER")]
    backup: Option<PathBuf>,
    /// A backup was made by other means (pg_dump): go on without one.
    #[arg(long)]
    backed_up: bool,
}

pub async fn run(arguments: &MigrateArguments) -> Result<()> {
    let config = config::load(&arguments.settings)?;
    match Store::open(&config.store, Options::default()).await {
        Ok(_) => {
            println!("nothing to do: the store is at this program's schema");
            return Ok(());
        }
        Err(StoreError::Older { .. }) => {}
        Err(other) => return Err(other.into()),
    }
    if config.store.contains("://") {
        anyhow::ensure!(arguments.backed_up, "back up first (pg_dump), then say --backed-up");
    } else if !arguments.backed_up {
        let folder = Path::new(&config.store);
        let stamp = open::now().civil().strftime("%Y%m%d-%H%M%S").to_string();
        let to = arguments
            .backup
            .clone()
            .unwrap_or_else(|| folder.join(format!("before-migrate-{stamp}")));
        let key = backup::key(&config)?;
        let head = motcua_store::back_up_folder(folder, &to, &key, open::now())
            .with_context(|| format!("backing up to {}", to.display()))?;
        println!("backed up to {}: {}", to.display(), backup::told(&head));
    }
    Store::create(&config.store).await?;
    println!("the tables are at this program's schema");
    Ok(())
}
