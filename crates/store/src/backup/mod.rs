//! Backups: the data as one file of the embedded engine, a manifest with digests, and the signed head of the feed.
//!
//! A backup of a store on a server is the same kind of folder: the copy of `motcua store copy`, of the same epoch.
//! Such a folder is a store; it is brought back with `motcua store copy --from`.

mod head;
mod verify;

pub use head::{HeadKey, SignedHead};
pub use verify::{BackupReport, verify_backup};

use crate::copy::{CopyError, CopyProgress, TableDigest, copy_into};
use crate::error::StoreError;
use crate::plan::hex;
use crate::sqlite::Lying;
use crate::store::{Engine, Store, sqlite_file};
use motcua_kernel::Instant;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

const MANIFEST: &str = "manifest.json";
const HEAD: &str = "head.json";

/// Why a backup was not made or cannot be judged.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is something already.
    #[error("{0} holds something already: name a new folder")]
    Exists(PathBuf),
    /// The folder is no whole backup.
    #[error("{0} is no finished backup: {1}")]
    NotABackup(PathBuf, String),
    /// The key cannot be read or made.
    #[error("the key for signing heads in {0} cannot be used: {1}")]
    Key(PathBuf, String),
    /// The disk refused.
    #[error("the disk refused: {0}")]
    Disk(#[from] std::io::Error),
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The copy out of a server was refused.
    #[error(transparent)]
    Copy(#[from] CopyError),
}

/// What a backup holds, in `manifest.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    /// Of this file.
    format: u32,
    /// The program's version.
    program: String,
    /// Size of the data file, in bytes.
    size: u64,
    /// SHA-256 of the data file.
    sha256: String,
    tables: Vec<TableDigest>,
}

impl Store {
    /// Writes a backup into a new or empty folder, while others go on writing.
    ///
    /// # Errors
    ///
    /// See [`BackupError`]. A folder without `head.json` is no backup.
    pub async fn back_up(
        &self,
        to: &Path,
        key: &HeadKey,
        told: &mut (dyn FnMut(CopyProgress<'_>) + Send),
    ) -> Result<SignedHead, BackupError> {
        new_folder(to)?;
        let file = sqlite_file(to);
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.backup(&file).await?,
            Engine::Postgres(_) => {
                let half = to.join("unfinished");
                copy_into(self, &half.to_string_lossy(), false, told).await?;
                // Into one file without a log beside it.
                crate::sqlite::copy(&sqlite_file(&half), &file)?;
                std::fs::remove_dir_all(&half)?;
            }
        }
        seal(to, key, self.now())
    }
}

/// Backs up the folder of an embedded store of any release, which need not be one that this program can open.
///
/// # Errors
///
/// See [`BackupError`].
pub fn back_up_folder(from: &Path, to: &Path, key: &HeadKey, at: Instant) -> Result<SignedHead, BackupError> {
    new_folder(to)?;
    crate::sqlite::copy(&sqlite_file(from), &sqlite_file(to))?;
    seal(to, key, at)
}

fn new_folder(to: &Path) -> Result<(), BackupError> {
    std::fs::create_dir_all(to)?;
    if std::fs::read_dir(to)?.next().is_some() {
        return Err(BackupError::Exists(to.to_owned()));
    }
    Ok(())
}

/// Writes manifest and head for the data that lies in the folder, the head last: with it the backup is finished.
fn seal(folder: &Path, key: &HeadKey, at: Instant) -> Result<SignedHead, BackupError> {
    let file = sqlite_file(folder);
    // Once in the mode that a store has: opening the folder as a store later changes no byte of the file.
    drop(crate::sqlite::prepare(&file)?);
    File::open(&file)?.sync_all()?;
    let lying = Lying::open(&file)?;
    let (epoch, position, hash) = lying.head()?;
    let (size, sha256) = file_digest(&file)?;
    let manifest = Manifest {
        format: 1,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        size,
        sha256,
        tables: lying.digests()?,
    };
    let manifest = text(&manifest)?;
    write(&folder.join(MANIFEST), &manifest)?;
    let head = key.sign(SignedHead {
        epoch,
        position,
        hash,
        at,
        manifest: hex(&Sha256::digest(manifest.as_bytes())),
        key: String::new(),
        signature: String::new(),
    });
    write(&folder.join(HEAD), &text(&head)?)?;
    File::open(folder)?.sync_all()?;
    Ok(head)
}

fn text(value: &impl Serialize) -> Result<String, BackupError> {
    let text = serde_json::to_string_pretty(value).map_err(std::io::Error::from)?;
    Ok(text + "\n")
}

fn write(file: &Path, text: &str) -> Result<(), BackupError> {
    let mut file = File::create_new(file)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(())
}

/// Size and SHA-256 of a file.
fn file_digest(file: &Path) -> Result<(u64, String), BackupError> {
    let (mut file, mut hash, mut size) = (File::open(file)?, Sha256::new(), 0);
    let mut part = vec![0; 1 << 20];
    loop {
        let read = file.read(&mut part)?;
        if read == 0 {
            return Ok((size, hex(&hash.finalize())));
        }
        hash.update(&part[..read]);
        size += read as u64;
    }
}
