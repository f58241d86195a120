//! Backups: the data as one file of the embedded engine, the files that records name as they lie, sealed, a manifest
//! with digests, and the signed head of the feed.
//!
//! The data is copied first, then the files that it names: files never change. A backup that was broken off is begun
//! again in the same folder; the files that it holds already are verified and not copied again.
//!
//! A backup of a store on a server is the same kind of folder: the copy of `motcua store copy`, of the same epoch.
//! Such a folder is a store; it is brought back with `motcua store copy --from`.

mod files;
mod head;
mod verify;

pub use head::{HeadKey, SignedHead};
pub use verify::{BackupReport, verify_backup};

use crate::blob::{BlobPlace as _, Carried, Carrier, Notes};
use crate::copy::{CopyError, CopyProgress, Files, TableDigest, copy_into};
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
use std::sync::Arc;

const MANIFEST: &str = "manifest.json";
const HEAD: &str = "head.json";
/// Lies in a backup that is being made.
const IN_PROGRESS: &str = "in-progress";

/// Why a backup was not made or cannot be judged.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is something already.
    #[error("{0} holds something already: name a new folder, or that of a backup that was broken off")]
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
    /// The files; nothing when they were left out.
    #[serde(default)]
    files: Option<files::FileList>,
}

/// What a backup does with the files that records name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupFiles {
    /// It holds them too.
    Included,
    /// They are backed up by other means.
    LeftOut,
}

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// Its head.
    pub head: SignedHead,
    /// The files in it, and what is wrong with others; nothing when they were left out.
    pub files: Option<Carried>,
}

impl Store {
    /// Writes a backup into a new or empty folder, or into that of a backup that was broken off, while others go on
    /// writing. A file that is missing or damaged does not stop it: it is told in [`BackedUp`].
    ///
    /// # Errors
    ///
    /// See [`BackupError`]. A folder without `head.json` is no backup.
    pub async fn back_up(
        &self,
        to: &Path,
        key: &HeadKey,
        files: BackupFiles,
        told: &mut (dyn FnMut(CopyProgress<'_>) + Send),
    ) -> Result<BackedUp, BackupError> {
        self.back_up_after(None, to, key, files, told).await
    }

    /// The same, after an earlier backup on the same file system: files that it holds whole are not copied again, but
    /// are the same files under another name. Each of the two is a backup of its own; either may be removed.
    ///
    /// # Errors
    ///
    /// As [`Store::back_up`], and if the earlier one is not finished.
    pub async fn back_up_after(
        &self,
        earlier: Option<&Path>,
        to: &Path,
        key: &HeadKey,
        files: BackupFiles,
        told: &mut (dyn FnMut(CopyProgress<'_>) + Send),
    ) -> Result<BackedUp, BackupError> {
        if let Some(earlier) = earlier.filter(|earlier| !earlier.join(HEAD).exists()) {
            let why = format!("it has no {HEAD}");
            return Err(BackupError::NotABackup(earlier.to_owned(), why));
        }
        if files == BackupFiles::Included && Notes::Store(self).count().await? > 0 {
            // Said before hours of copying.
            self.blobs().map_err(StoreError::from)?;
        }
        new_folder(to)?;
        let file = sqlite_file(to);
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.backup(&file).await?,
            Engine::Postgres(_) => {
                let half = to.join("unfinished");
                copy_into(self, &half.to_string_lossy(), false, Files::Stay, told).await?;
                // Into one file without a log beside it.
                crate::sqlite::copy(&sqlite_file(&half), &file)?;
                std::fs::remove_dir_all(&half)?;
            }
        }
        let carried = match files {
            BackupFiles::Included => Some(self.back_up_files(earlier, to, &file, told).await?),
            BackupFiles::LeftOut => None,
        };
        let (carried, list) = carried.unzip();
        let head = seal(to, key, self.now(), list)?;
        Ok(BackedUp { head, files: carried })
    }

    /// Brings the files that the data in the backup names, and lists them.
    async fn back_up_files(
        &self,
        earlier: Option<&Path>,
        to: &Path,
        data: &Path,
        told: &mut (dyn FnMut(CopyProgress<'_>) + Send),
    ) -> Result<(Carried, files::FileList), BackupError> {
        let prepared = crate::sqlite::prepare(data)?;
        let (notes, place) = (Notes::Lying(&prepared), files::place(to));
        let mut list = files::Writer::new(to)?;
        let mut carried = Carried::default();
        if notes.count().await? > 0 {
            // What a backup that was broken off left half written.
            let always = Instant::from_micros(i64::MAX);
            place.remove_unfinished(always).await.map_err(StoreError::from)?;
            let carrier = Carrier {
                notes,
                from: self.blobs().map_err(StoreError::from)?,
                to: Arc::new(place.clone()),
                living: Some(self),
                earlier: earlier.map(|earlier| (&place, files::place(earlier))),
            };
            let listed = &mut |id, size, sha256: &str| list.add(id, size, sha256);
            carried = carrier.carry(listed, told).await?;
        }
        let list = list.finish(&carried)?;
        // Or brought for records that are gone since.
        let listed = files::listed(to)?;
        for id in place.all()?.into_iter().filter(|id| !listed.contains(id)) {
            place.remove(id).await.map_err(StoreError::from)?;
        }
        Ok((carried, list))
    }
}

/// The newest finished backup that lies beside the folder of a new one, if there is one.
///
/// # Errors
///
/// Fails if the folder around it cannot be read.
pub fn newest_beside(to: &Path) -> std::io::Result<Option<PathBuf>> {
    let around = match to.parent() {
        Some(around) if around.as_os_str().is_empty() => Path::new("."),
        Some(around) => around,
        None => return Ok(None),
    };
    let mut newest: Option<(Instant, PathBuf)> = None;
    let entries = match std::fs::read_dir(around) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        entries => entries?,
    };
    for entry in entries {
        let folder = entry?.path();
        // What holds no head that can be read is no backup.
        let Ok(text) = std::fs::read_to_string(folder.join(HEAD)) else {
            continue;
        };
        let Ok(head) = serde_json::from_str::<SignedHead>(&text) else {
            continue;
        };
        if head.is_signed() && newest.as_ref().is_none_or(|(at, _)| head.at > *at) {
            newest = Some((head.at, folder));
        }
    }
    Ok(newest.map(|(_, folder)| folder))
}

/// Backs up the data of an embedded store of any release, which need not be one that this program can open. Its files
/// stay where they are: what follows, a migration, does not touch them.
///
/// # Errors
///
/// See [`BackupError`].
pub fn back_up_folder(from: &Path, to: &Path, key: &HeadKey, at: Instant) -> Result<SignedHead, BackupError> {
    new_folder(to)?;
    crate::sqlite::copy(&sqlite_file(from), &sqlite_file(to))?;
    seal(to, key, at, None)
}

fn new_folder(to: &Path) -> Result<(), BackupError> {
    std::fs::create_dir_all(to)?;
    let marker = to.join(IN_PROGRESS);
    if marker.exists() && !to.join(HEAD).exists() {
        // Broken off: the data is copied anew, the files stay for what they are.
        let half = to.join("unfinished");
        if half.exists() {
            std::fs::remove_dir_all(half)?;
        }
        let data = ["motcua.sqlite", "motcua.sqlite-wal", "motcua.sqlite-shm"].map(|name| to.join(name));
        for file in data.into_iter().chain([to.join(MANIFEST), files::list(to)]) {
            match std::fs::remove_file(file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        return Ok(());
    }
    if std::fs::read_dir(to)?.next().is_some() {
        return Err(BackupError::Exists(to.to_owned()));
    }
    write(&marker, "")?;
    Ok(())
}

/// Writes manifest and head for the data that lies in the folder, the head last: with it the backup is finished.
fn seal(folder: &Path, key: &HeadKey, at: Instant, files: Option<files::FileList>) -> Result<SignedHead, BackupError> {
    let file = sqlite_file(folder);
    // Once in the mode that a store has: opening the folder as a store later changes no byte of the file.
    drop(crate::sqlite::prepare(&file)?);
    File::open(&file)?.sync_all()?;
    let lying = Lying::open(&file)?;
    let (epoch, position, hash) = lying.head()?;
    let (size, sha256) = file_digest(&file)?;
    let manifest = Manifest {
        format: 2,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        size,
        sha256,
        tables: lying.digests()?,
        files,
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
    std::fs::remove_file(folder.join(IN_PROGRESS))?;
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
