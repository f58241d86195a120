//! `motcua check`: is everything that is kept whole?

use crate::config::Config;
use anyhow::{Result, bail};
use motcua_store::Store;
use std::time::Instant as Stopwatch;

pub async fn run(config: &Config) -> Result<()> {
    let store = Store::open(&config.store, config.options()?).await?;
    let began = Stopwatch::now();
    let report = store.check().await?;
    println!("{report}; {}", took(began, report.events));
    let began = Stopwatch::now();
    let folded = motcua_dossier::check::check(&store).await?;
    println!("{folded}; {}", took(began, folded.events));
    if report.is_clean() && folded.is_clean() {
        return Ok(());
    }
    bail!("the store is not whole: keep it as it is, restore a backup beside it and compare")
}

/// How long it took, and what that is for a million events, where there are enough to say.
fn took(began: Stopwatch, events: u64) -> String {
    let seconds = began.elapsed().as_secs_f64();
    if events < 10_000 {
        return format!("{seconds:.1} s");
    }
    format!(
        "{seconds:.1} s, {:.0} s a million events",
        seconds * 1e6 / events as f64
    )
}
