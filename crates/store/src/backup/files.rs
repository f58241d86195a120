//! The files of a backup: the list that the manifest signs, and whether each file is what it says.

use super::{BackupError, file_digest};
use crate::blob::{BlobFolder, Carried, FILES};
use crate::copy::CopyProgress;
use crate::plan::hex;
use crate::sqlite::Lying;
use motcua_kernel::BlobId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// One line a file: id, bytes and SHA-256 as it lies there, in the order of the ids.
const LIST: &str = "files.txt";

/// What the manifest says of the files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileList {
    /// How many there are.
    pub(super) files: u64,
    /// Their bytes as they lie there.
    pub(super) bytes: u64,
    /// SHA-256 of the list.
    sha256: String,
    /// Files that were named when the data was copied and went before they could be: they are rightly not here.
    gone: HashSet<BlobId>,
}

/// The folder of the files in a backup: where an embedded store has it, since a backup is one.
pub(super) fn place(backup: &Path) -> BlobFolder {
    BlobFolder::new(backup.join("blobs"))
}

pub(super) fn list(backup: &Path) -> PathBuf {
    backup.join(LIST)
}

/// Writes the list while files arrive.
pub(super) struct Writer {
    file: BufWriter<File>,
    hash: Sha256,
}

impl Writer {
    pub(super) fn new(backup: &Path) -> std::io::Result<Self> {
        Ok(Self {
            file: BufWriter::new(File::create_new(list(backup))?),
            hash: Sha256::new(),
        })
    }

    pub(super) fn add(&mut self, id: BlobId, size: u64, sha256: &str) -> std::io::Result<()> {
        let line = format!("{id} {size} {sha256}\n");
        self.hash.update(line.as_bytes());
        self.file.write_all(line.as_bytes())
    }

    pub(super) fn finish(self, carried: &Carried) -> std::io::Result<FileList> {
        self.file.into_inner().map_err(|error| error.into_error())?.sync_all()?;
        Ok(FileList {
            files: carried.files,
            bytes: carried.bytes,
            sha256: hex(&self.hash.finalize()),
            gone: carried.gone.iter().copied().collect(),
        })
    }
}

/// A line of the list.
fn parsed(line: &str) -> Option<(BlobId, u64, &str)> {
    let mut words = line.split(' ');
    let (id, size, sha256) = (words.next()?, words.next()?, words.next()?);
    words.next().is_none().then_some(())?;
    Some((id.parse().ok()?, size.parse().ok()?, sha256))
}

/// The ids that a list names. A line that cannot be read names nothing.
pub(super) fn listed(backup: &Path) -> std::io::Result<HashSet<BlobId>> {
    let mut ids = HashSet::new();
    for line in BufReader::new(File::open(list(backup))?).lines() {
        ids.extend(parsed(&line?).map(|(id, ..)| id));
    }
    Ok(ids)
}

/// Reads every file of the list through, and looks for files that records name and the list does not.
pub(super) fn verify(
    backup: &Path,
    expected: &FileList,
    faults: &mut Vec<String>,
    told: &mut (dyn FnMut(CopyProgress<'_>) + Send),
) -> Result<(), BackupError> {
    let (_, sha256) = file_digest(&list(backup))?;
    if sha256 != expected.sha256 {
        faults.push("the list of files is not the one that was signed".into());
    }
    let lying = Lying::open(&crate::store::sqlite_file(backup))?;
    let (place, mut known, mut bytes) = (place(backup), HashSet::new(), 0);
    for line in BufReader::new(File::open(list(backup))?).lines() {
        let line = line?;
        let Some((id, size, sha256)) = parsed(&line) else {
            faults.push(format!("a line of the list of files cannot be read: {line}"));
            continue;
        };
        known.insert(id);
        let wrong = match file_digest(&place.path_of(id)) {
            Ok((found, digest)) if found == size && digest == sha256 => None,
            Ok((found, _)) => Some(format!("is not as it was written: {found} bytes, {size} were written")),
            Err(BackupError::Disk(error)) => Some(format!("cannot be read: {error}")),
            Err(error) => return Err(error),
        };
        bytes += size;
        if let Some(wrong) = wrong {
            faults.push(format!("the file {id}{} {wrong}", owners(&lying, id)?));
        }
        told(progress(known.len() as u64, bytes, false));
    }
    told(progress(known.len() as u64, bytes, true));
    for id in lying.files()? {
        if !known.contains(&id) && !expected.gone.contains(&id) {
            faults.push(format!("the file {id}{} is not in the backup", owners(&lying, id)?));
        }
    }
    for id in place.all()? {
        if !known.contains(&id) {
            faults.push(format!("the file {id} lies in the backup and is not in its list"));
        }
    }
    Ok(())
}

/// Who names a file, for a sentence.
fn owners(lying: &Lying, id: BlobId) -> Result<String, BackupError> {
    let owners: Vec<String> = lying
        .owners(id)?
        .into_iter()
        .map(|(record, owner)| format!("{record} {owner}"))
        .collect();
    if owners.is_empty() {
        return Ok(String::new());
    }
    Ok(format!(" of {}", owners.join(", ")))
}

fn progress(files: u64, bytes: u64, done: bool) -> CopyProgress<'static> {
    CopyProgress {
        table: FILES,
        rows: files,
        bytes: Some(bytes),
        comparing: true,
        done,
    }
}
