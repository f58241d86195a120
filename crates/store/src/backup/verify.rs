//! Is a backup whole, and does a store go on from where it was made?

use super::{BackupError, HEAD, MANIFEST, Manifest, SignedHead, file_digest, files};
use crate::copy::CopyProgress;
use crate::error::{ReadError, StoreError};
use crate::plan::hex;
use crate::read::Read;
use crate::sqlite::Lying;
use crate::statement::Statement;
use crate::store::{Store, sqlite_file};
use crate::value::{Kind, Value};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::path::Path;

/// What was found of a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    /// Its head.
    pub head: SignedHead,
    /// Rows of all tables.
    pub rows: u64,
    /// Bytes of the data file.
    pub size: u64,
    /// How many files it holds and their bytes, sealed; nothing when they were left out.
    pub files: Option<(u64, u64)>,
    /// What is wrong, a sentence each.
    pub faults: Vec<String>,
}

/// Looks at signature, manifest, data file, tables and head of a backup, and reads each of its files through. Which
/// key may sign is for the caller to say. `told` hears of each file.
///
/// # Errors
///
/// Fails if there is no finished backup or the disk refuses; faults are no error, they are told.
pub fn verify_backup(
    folder: &Path,
    told: &mut (dyn FnMut(CopyProgress<'_>) + Send),
) -> Result<BackupReport, BackupError> {
    let (head_text, manifest_text) = (text(folder, HEAD)?, text(folder, MANIFEST)?);
    let head: SignedHead = parsed(folder, HEAD, &head_text)?;
    let manifest: Manifest = parsed(folder, MANIFEST, &manifest_text)?;
    let mut faults = Vec::new();
    if !head.is_signed() {
        faults.push("the head was changed: its signature is of something else".to_owned());
    }
    if hex(&Sha256::digest(manifest_text.as_bytes())) != head.manifest {
        faults.push("the manifest is not the one that was signed".into());
    }
    let file = sqlite_file(folder);
    let (size, sha256) = file_digest(&file)?;
    if (size, &sha256) != (manifest.size, &manifest.sha256) {
        faults.push(format!(
            "the data file is not the one that was signed: {size} bytes, {} were written",
            manifest.size
        ));
    }
    // A file that the engine cannot read is a fault like others.
    if let Err(error) = contents(&file, &head, &manifest, &mut faults) {
        faults.push(format!("the data file cannot be read: {error}"));
    }
    if let Some(list) = &manifest.files {
        match files::verify(folder, list, &mut faults, told) {
            Err(BackupError::Store(error)) => faults.push(format!("the files cannot be compared: {error}")),
            verified => verified?,
        }
    }
    Ok(BackupReport {
        files: manifest.files.map(|list| (list.files, list.bytes)),
        rows: manifest.tables.iter().map(|table| table.rows).sum(),
        head,
        size,
        faults,
    })
}

fn contents(file: &Path, head: &SignedHead, manifest: &Manifest, faults: &mut Vec<String>) -> Result<(), StoreError> {
    let lying = Lying::open(file)?;
    faults.extend(lying.damage()?);
    let found = lying.digests()?;
    for table in &manifest.tables {
        match found.iter().find(|other| other.table == table.table) {
            None => faults.push(format!("{} is missing", table.table)),
            Some(other) if other != table => faults.push(format!(
                "{} is not what was signed: {} rows, {} were written",
                table.table, other.rows, table.rows
            )),
            Some(_) => {}
        }
    }
    if lying.head()? != (head.epoch, head.position, head.hash.clone()) {
        faults.push("the feed of the data file does not end in the signed head".into());
    }
    Ok(())
}

fn text(folder: &Path, name: &str) -> Result<String, BackupError> {
    std::fs::read_to_string(folder.join(name))
        .map_err(|error| BackupError::NotABackup(folder.to_owned(), format!("{name}: {error}")))
}

fn parsed<T: DeserializeOwned>(folder: &Path, name: &str, text: &str) -> Result<T, BackupError> {
    serde_json::from_str(text).map_err(|error| BackupError::NotABackup(folder.to_owned(), format!("{name}: {error}")))
}

impl Store {
    /// Whether this store goes on from a backup: its feed has the same hash where the backup ended. Says what is
    /// wrong, a sentence each. That every event still stands behind its position is what [`Store::check`] finds.
    ///
    /// # Errors
    ///
    /// Fails if store or backup cannot be read.
    pub async fn goes_on_from(&self, backup: &Path) -> Result<Vec<String>, BackupError> {
        let head: SignedHead = parsed(backup, HEAD, &text(backup, HEAD)?)?;
        self.numbered().await.map_err(StoreError::from)?;
        let read = self.read().await.map_err(StoreError::from)?;
        let mut faults = Vec::new();
        let epoch = read.feed_epoch().await.map_err(StoreError::from)?;
        if epoch < head.epoch {
            faults.push(format!(
                "the store is at epoch {epoch}, before the backup's {}",
                head.epoch
            ));
        }
        let (last, _) = read.feed_head().await.map_err(StoreError::from)?;
        if last < head.position {
            faults.push(format!(
                "the store's feed ends at position {last}, the backup's at {}: {} events are gone",
                head.position,
                head.position - last
            ));
        }
        let common = last.min(head.position);
        if common == 0 {
            return Ok(faults);
        }
        let lying = Lying::open(&sqlite_file(backup))?;
        if same(&read, &lying, common).await? {
            return Ok(faults);
        }
        // Each hash is over all before it: the first that differs is found by halving.
        let (mut good, mut bad) = (0, common);
        while bad - good > 1 {
            let middle = good + (bad - good) / 2;
            if same(&read, &lying, middle).await? {
                good = middle;
            } else {
                bad = middle;
            }
        }
        faults.push(format!(
            "the store's feed is another from position {bad} on: something was changed, or taken away and closed up"
        ));
        Ok(faults)
    }
}

async fn same(read: &Read, lying: &Lying, position: i64) -> Result<bool, StoreError> {
    Ok(hash_at(read, position).await? == lying.hash_at(position)?)
}

async fn hash_at(read: &Read, position: i64) -> Result<Option<String>, ReadError> {
    let statement = Statement::new("SELECT hash FROM store_feed WHERE position = $1", vec![position.into()]);
    let rows = read.run(statement.returning(&[Kind::Text])).await?;
    Ok(rows.into_iter().next().and_then(|row| match row.into_iter().next() {
        Some(Value::Text(hash)) => Some(hash),
        _ => None,
    }))
}
