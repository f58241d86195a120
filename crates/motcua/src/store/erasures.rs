//! `motcua store erasures` and `motcua store erase-again`: what was erased stays erased after a restore.

use crate::config::{self, Overrides};
use crate::open;
use anyhow::{Context, Result};
use clap::Args;
use motcua_store::{Erasure, Store};
use std::io::Write as _;
use std::path::PathBuf;

/// How many are read at once.
const PAGE: i64 = 1_000;

/// What `motcua store erasures` takes.
#[derive(Debug, Args)]
pub struct ErasuresArguments {
    #[command(flatten)]
    settings: Overrides,
}

/// What `motcua store erase-again` takes.
#[derive(Debug, Args)]
pub struct EraseAgainArguments {
    /// The list that `motcua store erasures` printed.
    #[arg(value_name = "FILE")]
    list: PathBuf,
    #[command(flatten)]
    settings: Overrides,
}

/// Prints every erasure, a line of JSON each: ids and moments only.
pub async fn list(arguments: &ErasuresArguments) -> Result<()> {
    let config = config::load(&arguments.settings)?;
    let store = Store::open(&config.store, config.options()?).await?;
    let (read, mut out) = (store.read().await?, std::io::stdout().lock());
    let mut last: Option<Erasure> = None;
    loop {
        let page = read.erasures(last.as_ref(), PAGE).await?;
        for erasure in &page {
            writeln!(out, "{}", serde_json::to_string(erasure)?)?;
        }
        match page.into_iter().next_back() {
            Some(erasure) => last = Some(erasure),
            None => return Ok(()),
        }
    }
}

/// Erases again what a list says. Twice does nothing more.
pub async fn erase_again(arguments: &EraseAgainArguments) -> Result<()> {
    let config = config::load(&arguments.settings)?;
    let text = std::fs::read_to_string(&arguments.list)
        .with_context(|| format!("reading the list {}", arguments.list.display()))?;
    let mut erasures: Vec<Erasure> = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let read = serde_json::from_str(line).with_context(|| format!("line {} of the list", at + 1))?;
        erasures.push(read);
    }
    let store = Store::open(&config.store, config.options()?).await?;
    let done = store.reapply_erasures(&erasures, open::now()).await?;
    println!(
        "{} erasures in the list, {done} of them were missing here and are done again",
        erasures.len()
    );
    Ok(())
}
