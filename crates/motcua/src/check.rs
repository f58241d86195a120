//! `motcua check`: is everything that is kept whole?

use crate::config::{self, Overrides};
use crate::open;
use anyhow::{Result, bail};
use clap::Args;
use motcua_kernel::Date;
use motcua_store::{Store, views};
use std::time::Instant as Stopwatch;

/// What `motcua check` takes.
#[derive(Debug, Args)]
pub struct CheckArguments {
    #[command(flatten)]
    settings: Overrides,
    /// Count the figures of one past day again from the journal instead, in every view that has days.
    #[arg(long)]
    views: bool,
    /// The day, yesterday unless told otherwise: 2026-11-24.
    #[arg(long, value_name = "DAY", requires = "views")]
    day: Option<Date>,
}

pub async fn run(arguments: &CheckArguments) -> Result<()> {
    let config = config::load(&arguments.settings)?;
    let store = Store::open(&config.store, config.options()?).await?;
    if arguments.views {
        let day = arguments.day.unwrap_or_else(|| open::now().date().plus_days(-1));
        return figures(&store, day).await;
    }
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

/// Counts a day of every view again.
async fn figures(store: &Store, day: Date) -> Result<()> {
    let (mut counted, mut wrong) = (0, 0);
    for view in views().into_iter().filter(|view| view.has_days) {
        let recounted = (view.recount)(store, day).await?;
        let (name, events, rows) = (view.name, recounted.events, recounted.rows);
        println!(
            "{name}: {rows} rows of {day}, {events} events counted again, {} wrong",
            recounted.faults.len()
        );
        for fault in &recounted.faults {
            println!("fault: {fault}");
        }
        counted += 1;
        wrong += recounted.faults.len();
    }
    println!("{counted} views have figures by day");
    if wrong == 0 {
        return Ok(());
    }
    bail!("{wrong} rows are not what the journal says: motcua store rebuild-view builds a view anew")
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
