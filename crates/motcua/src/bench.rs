//! `motcua bench store`: how fast change sets are kept here, beside the disk and the bare engine.

use anyhow::{Context, Result, ensure};
use clap::{Args, Subcommand};
use motcua_store::bench::{Size, bare, measure, open, syncs};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What can be measured.
#[derive(Debug, Subcommand)]
pub enum BenchCommand {
    /// Change sets of 5 and 20 rows by 1, 16, 64 and 128 clients.
    Store(BenchArguments),
}

/// What `motcua bench store` takes.
#[derive(Debug, Args)]
pub struct BenchArguments {
    /// A new folder for the embedded engine, on the disk that is to be measured. It is removed afterwards.
    #[arg(long, value_name = "FOLDER", default_value = "motcua-bench")]
    folder: PathBuf,
    /// An empty database, to be measured too. What the bench wrote stays there.
    #[arg(long, value_name = "URL")]
    postgres: Option<String>,
    /// Seconds for each figure.
    #[arg(long, default_value_t = 3)]
    seconds: u64,
}

pub async fn run(command: BenchCommand) -> Result<()> {
    let BenchCommand::Store(arguments) = command;
    let folder = &arguments.folder;
    ensure!(
        !folder.exists(),
        "{} is there already: name a new folder",
        folder.display()
    );
    std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    machine(folder);
    let measured = all(&arguments).await;
    std::fs::remove_dir_all(folder).with_context(|| format!("removing {}", folder.display()))?;
    measured
}

async fn all(arguments: &BenchArguments) -> Result<()> {
    let length = Duration::from_secs(arguments.seconds);
    let embedded = arguments.folder.to_string_lossy().into_owned();
    engine("SQLite", &embedded, 16, &arguments.folder, length).await?;
    if let Some(server) = &arguments.postgres {
        engine("PostgreSQL", server, 16, &arguments.folder, length).await?;
    }
    Ok(())
}

async fn engine(name: &str, address: &str, connections: usize, folder: &Path, length: Duration) -> Result<()> {
    let store = open(address, connections).await?;
    println!(
        "\n{name}, {connections} readers or connections, {} s a figure",
        length.as_secs()
    );
    println!(
        "  the disk of {}: {:.0} fsync/s (8 KiB rewritten)",
        folder.display(),
        syncs(folder, length)?
    );
    for clients in [1, 16] {
        if clients == 1 || address.contains("://") {
            let rate = bare(&store, address, clients, length).await?;
            println!("  the bare engine, one row a transaction, {clients:3} clients: {rate:8.0} /s");
        }
    }
    println!("  rows  clients  changes/s    rows/s   p50 ms   p99 ms  fsync/s just before");
    for size in [Size::Small, Size::Large] {
        for clients in [1, 16, 64, 128] {
            let disk = syncs(folder, Duration::from_millis(500))?;
            let cell = measure(&store, size, clients, length).await?;
            println!(
                "  {:4}  {clients:7}  {:9.0}  {:8.0}  {:7.2}  {:7.2}  {disk:8.0}",
                size.rows(),
                cell.per_second,
                cell.per_second * f64::from(size.rows()),
                cell.p50.as_secs_f64() * 1e3,
                cell.p99.as_secs_f64() * 1e3,
            );
        }
    }
    let events = store.numbered().await?;
    println!("  the store holds {events} events afterwards{}", size_of(address));
    Ok(())
}

/// The size of an embedded store's files; a server keeps its own.
fn size_of(address: &str) -> String {
    let Ok(entries) = std::fs::read_dir(address) else {
        return String::new();
    };
    let bytes: u64 = entries
        .flatten()
        .filter_map(|entry| entry.metadata().ok())
        .map(|data| data.len())
        .sum();
    format!(" in {:.0} MB", bytes as f64 / 1e6)
}

fn machine(folder: &Path) {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .unwrap_or(": unknown");
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let profile = if cfg!(debug_assertions) {
        "debug, say nothing by these figures"
    } else {
        "release"
    };
    println!("motcua {} ({profile}), commit {}", env!("CARGO_PKG_VERSION"), commit());
    println!(
        "machine: {cores} cores{model}; load before: {}; folder {}",
        load.trim(),
        folder.display()
    );
}

/// The commit that was built, as the builder named it.
fn commit() -> &'static str {
    option_env!("MOTCUA_COMMIT").unwrap_or("unknown: build with MOTCUA_COMMIT=$(git rev-parse HEAD)")
}
