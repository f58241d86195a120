//! `motcua store backup` and `motcua store verify`: the data, and the signed word of what it was.

use super::copy::Teller;
use crate::config::{self, Config, Overrides};
use anyhow::{Context, Result, bail};
use clap::Args;
use motcua_store::{BackupFiles, Carried, CopyProgress, HeadKey, SignedHead, Store, newest_beside, verify_backup};
use std::path::{Path, PathBuf};

/// What `motcua store backup` takes.
#[derive(Debug, Args)]
pub struct BackupArguments {
    #[command(flatten)]
    settings: Overrides,
    /// A new folder for the backup, or that of one that was broken off: it goes on with the files.
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
    /// Leave the files out that records name: they are backed up by other means.
    #[arg(long)]
    without_files: bool,
    /// An earlier backup on the same disk: files that it holds whole are linked, not copied. The newest finished one
    /// beside the new folder unless told otherwise.
    #[arg(long, value_name = "FOLDER", conflicts_with = "anew")]
    after: Option<PathBuf>,
    /// Copy every file, whatever earlier backups hold.
    #[arg(long)]
    anew: bool,
}

/// What `motcua store verify` takes.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// The folder of the backup.
    #[arg(value_name = "FOLDER")]
    backup: PathBuf,
    #[command(flatten)]
    settings: Overrides,
    /// Look at the backup only, not at whether the present store goes on from it.
    #[arg(long)]
    alone: bool,
    /// The public key that must have signed it; the one of this installation unless told otherwise.
    #[arg(long, value_name = "HEX")]
    key: Option<String>,
}

/// The file of the key that signs heads: as set, or in the folder of the embedded store.
pub fn key_file(config: &Config) -> Result<PathBuf> {
    match &config.head_key {
        Some(file) => Ok(file.clone()),
        None if config.store.contains("://") => {
            bail!("name a file for the key that signs the feed's head (`head_key`): a store on a server has no folder")
        }
        None => Ok(Path::new(&config.store).join("head.key")),
    }
}

/// Reads or makes the key, and says so when it was made.
pub fn key(config: &Config) -> Result<HeadKey> {
    let file = key_file(config)?;
    let is_new = !file.exists();
    let key = HeadKey::read_or_make(&file)?;
    if is_new {
        eprintln!(
            "made the key that signs the feed's head, {}\nits public half is {}: keep it where nobody who can write here can write",
            file.display(),
            key.public()
        );
    }
    Ok(key)
}

pub async fn backup(arguments: &BackupArguments) -> Result<()> {
    let config = config::load(&arguments.settings)?;
    let store = Store::open(&config.store, config.options()?).await?;
    let mut teller = Teller::new();
    let files = if arguments.without_files {
        BackupFiles::LeftOut
    } else {
        BackupFiles::Included
    };
    let earlier = match &arguments.after {
        Some(earlier) => Some(earlier.clone()),
        None if arguments.anew => None,
        None => newest_beside(&arguments.to)?,
    };
    let (key, telling) = (key(&config)?, &mut |progress: CopyProgress<'_>| teller.tell(&progress));
    let made = store
        .back_up_after(earlier.as_deref(), &arguments.to, &key, files, telling)
        .await?;
    println!("backed up to {}: {}", arguments.to.display(), told(&made.head));
    match &made.files {
        Some(files) => tell_files(files),
        None => {
            println!("without the files that records name: back them up by other means");
            Ok(())
        }
    }
}

/// Says what became of files, and fails if some are missing.
pub fn tell_files(files: &Carried) -> Result<()> {
    println!(
        "{} files, {} bytes, each read and verified; {} copied now, {} linked to those of an earlier backup",
        files.files, files.bytes, files.copied, files.linked
    );
    if !files.gone.is_empty() {
        println!(
            "{} more went, with the records that named them, while it was made",
            files.gone.len()
        );
    }
    for fault in &files.faults {
        println!("fault: {fault}");
    }
    anyhow::ensure!(
        files.faults.is_empty(),
        "all else went over whole, but {} files are missing or damaged: look for them in earlier backups",
        files.faults.len()
    );
    Ok(())
}

/// A head in one line.
pub fn told(head: &SignedHead) -> String {
    let hash = head.hash.get(..16).unwrap_or("nothing yet");
    format!(
        "epoch {}, feed at {} {hash}, {}, signed by {}",
        head.epoch, head.position, head.at, head.key
    )
}

pub async fn verify(arguments: &VerifyArguments) -> Result<()> {
    let mut teller = Teller::new();
    let report = verify_backup(&arguments.backup, &mut |progress| teller.tell(&progress))?;
    let mut faults = report.faults;
    println!("backup     {}", told(&report.head));
    println!("data       {} rows, {} bytes", report.rows, report.size);
    match report.files {
        Some((files, bytes)) => println!("files      {files}, {bytes} bytes, each read through"),
        None => println!("files      left out of this backup"),
    }
    let config = config::load(&arguments.settings)?;
    let own = match &arguments.key {
        Some(key) => Some(key.to_lowercase()),
        // Only read here: a verification makes no key.
        None => key_file(&config)
            .ok()
            .filter(|file| file.exists())
            .map(|file| HeadKey::read_or_make(&file).map(|key| key.public()))
            .transpose()?,
    };
    match own {
        Some(own) if own == report.head.key => println!("key        the expected one"),
        Some(_) => faults.push("the head is signed by another key than the expected one".into()),
        None => println!("key        not known here: compare it with the one that you keep (--key)"),
    }
    if !arguments.alone {
        let store = Store::open(&config.store, config.options()?)
            .await
            .context("the present store cannot be opened; --alone looks at the backup only")?;
        faults.extend(store.goes_on_from(&arguments.backup).await?);
        let present = store.check().await?;
        println!("store      {}", present.to_string().lines().last().unwrap_or_default());
        faults.extend(present.faults);
        let folded = motcua_dossier::check::check(&store).await?;
        println!("dossiers   {}", folded.to_string().lines().last().unwrap_or_default());
        faults.extend(folded.faults);
    }
    if faults.is_empty() {
        let store = if arguments.alone {
            ""
        } else {
            ", and the store goes on from it"
        };
        println!("the backup is whole{store}");
        return Ok(());
    }
    for fault in &faults {
        println!("fault: {fault}");
    }
    bail!(
        "{} faults: keep backup and store as they are, and compare with other backups",
        faults.len()
    )
}
