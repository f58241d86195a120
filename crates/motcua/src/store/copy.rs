//! `motcua store copy`: everything to another engine or place.

use super::backup::tell_files;
use crate::config::{self, Overrides};
use anyhow::Result;
use clap::Args;
use motcua_store::{CopyPlaces, CopyProgress, copy_store_with};
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant as Stopwatch};

/// What `motcua store copy` takes.
#[derive(Debug, Args)]
pub struct CopyArguments {
    /// The store to copy, which stays as it is. Stop its programs first: what they write meanwhile stays behind.
    #[arg(long, value_name = "FOLDER or URL")]
    from: String,
    /// An empty folder or database.
    #[arg(long, value_name = "FOLDER or URL")]
    to: String,
    /// Where the files lie that records name, a folder or s3://…: `blobs` beside an embedded store unless told
    /// otherwise. A bucket names its keys itself (keys=FILE), or they are the settings'.
    #[arg(long, value_name = "FOLDER or URL")]
    from_blobs: Option<String>,
    /// Where the files go to, the same way. The same place as before is looked at and left as it is.
    #[arg(long, value_name = "FOLDER or URL")]
    to_blobs: Option<String>,
    /// A TOML file with settings, for the keys of a bucket.
    #[arg(long, value_name = "FILE", env = "MOTCUA_CONFIG")]
    config: Option<PathBuf>,
}

pub async fn run(arguments: &CopyArguments) -> Result<()> {
    let began = Stopwatch::now();
    let mut teller = Teller::new();
    let config = config::load(&Overrides {
        config: arguments.config.clone(),
        ..Overrides::default()
    })?;
    let places = CopyPlaces {
        from: config.files(arguments.from_blobs.as_deref())?,
        to: config.files(arguments.to_blobs.as_deref())?,
    };
    let told = &mut |progress: CopyProgress<'_>| teller.tell(&progress);
    let report = copy_store_with(&arguments.from, &arguments.to, places, told).await?;
    let mut rows = 0;
    for table in report.tables.iter().filter(|table| table.rows > 0) {
        println!("{:24} {:>10} rows  {}", table.table, table.rows, &table.digest[..16]);
        rows += table.rows;
    }
    println!(
        "{rows} rows in {} tables are the same on both sides; epoch {}, feed at {} {:.16}; {:.1} s",
        report.tables.len(),
        report.epoch,
        report.position,
        report.hash,
        began.elapsed().as_secs_f32()
    );
    tell_files(&report.files)
}

/// Tells how far a copy has come: each second, and each table that held something.
pub struct Teller {
    last: Stopwatch,
    is_terminal: bool,
}

impl Teller {
    pub fn new() -> Self {
        Self {
            last: Stopwatch::now(),
            is_terminal: std::io::stderr().is_terminal(),
        }
    }

    /// Tells it, if it is time.
    pub fn tell(&mut self, progress: &CopyProgress<'_>) {
        let is_time = self.last.elapsed() > Duration::from_secs(1);
        let is_table = progress.done && progress.rows > 0;
        if !(is_time || is_table) {
            return;
        }
        self.last = Stopwatch::now();
        let doing = if progress.comparing { "comparing" } else { "copying" };
        let end = if self.is_terminal && !progress.done { "\r" } else { "\n" };
        // Nobody may be reading: the copy goes on all the same.
        let _ = write!(
            std::io::stderr(),
            "{doing:10} {:24} {:>10} {}{end}",
            progress.table,
            progress.rows,
            progress
                .bytes
                .map_or_else(|| "rows".into(), |bytes| format!("files, {} MiB", bytes >> 20))
        );
    }
}
