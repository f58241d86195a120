//! `motcua check`: is everything that is kept whole?

use crate::config::Config;
use anyhow::{Result, bail};
use motcua_store::Store;

pub async fn run(config: &Config) -> Result<()> {
    let store = Store::open(&config.store, config.options()).await?;
    let report = store.check().await?;
    println!("{report}");
    if report.is_clean() {
        return Ok(());
    }
    bail!("the store is not whole: keep it as it is, restore a backup beside it and compare")
}
