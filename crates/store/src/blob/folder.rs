//! A directory as the place of files: `xx/<id>` for the shelf xx, and `new/<id>` while a file is written.

use super::{BlobAnswer, BlobError, BlobPlace, ListedBlob, Upload};
use motcua_kernel::{BlobId, Instant};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The folder of unfinished files.
const NEW: &str = "new";

/// Files in a directory. It is made with the first file; it must be the same one for all processes of a store.
#[derive(Debug, Clone)]
pub struct BlobFolder {
    root: PathBuf,
}

impl BlobFolder {
    /// Files in this directory.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    fn shelf(&self, shelf: u8) -> PathBuf {
        self.root.join(format!("{shelf:02x}"))
    }

    /// Where a file lies, or would.
    pub(crate) fn path_of(&self, id: BlobId) -> PathBuf {
        self.shelf(self.shelf_of(id)).join(id.to_string())
    }

    /// The ids of all files.
    pub(crate) fn all(&self) -> io::Result<Vec<BlobId>> {
        let mut all = Vec::new();
        for shelf in 0..=u8::MAX {
            all.extend(listed(&self.shelf(shelf))?.into_iter().map(|file| file.id));
        }
        Ok(all)
    }
}

impl BlobFolder {
    /// Gives a file of another folder a name here too, unless there is one; says whether it did. A file system that
    /// cannot does nothing.
    pub(crate) async fn link(&self, id: BlobId, from: &Self) -> Result<bool, BlobError> {
        let (file, there, shelf) = (self.path_of(id), from.path_of(id), self.shelf(self.shelf_of(id)));
        on_disk(move || {
            if file.exists() || !there.exists() {
                return Ok(false);
            }
            make_folder(&shelf)?;
            let linked = fs::hard_link(&there, &file).is_ok();
            if linked {
                sync_folder(&shelf)?;
            }
            Ok(linked)
        })
        .await
    }
}

/// Does what may wait for the disk on a thread where waiting harms nobody.
async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BlobError> + Send + 'static,
) -> Result<T, BlobError> {
    let gone = |error| BlobError::Place(io::Error::other(error));
    tokio::task::spawn_blocking(work).await.map_err(gone)?
}

/// Makes the names in a folder durable.
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Makes a folder, durably, unless it is there.
fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let above = folder.parent().filter(|above| !above.as_os_str().is_empty());
    if let Some(above) = above {
        make_folder(above)?;
    }
    match fs::create_dir(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    sync_folder(above.unwrap_or(Path::new(".")))
}

fn remove_if_there(file: &Path) -> io::Result<bool> {
    match fs::remove_file(file) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Names, lengths and ages of the files of a folder; what is named otherwise is nobody's business.
fn listed(folder: &Path) -> io::Result<Vec<ListedBlob>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry?;
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        let about = match entry.metadata() {
            // Removed by another process meanwhile.
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            about => about?,
        };
        let since = about.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        files.push(ListedBlob {
            id,
            size: about.len(),
            written_at: Instant::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX)),
        });
    }
    Ok(files)
}

impl BlobPlace for BlobFolder {
    fn begin(&self, id: BlobId) -> BlobAnswer<'_, Box<dyn Upload>> {
        let (folder, file) = (self.root.join(NEW), self.path_of(id));
        let unfinished = folder.join(id.to_string());
        Box::pin(on_disk(move || {
            make_folder(&folder)?;
            let open = File::create_new(&unfinished)?;
            let upload = FolderUpload {
                open: Some(open),
                unfinished,
                file,
            };
            Ok(Box::new(upload) as Box<dyn Upload>)
        }))
    }

    fn read(&self, id: BlobId, from: u64, most: usize) -> BlobAnswer<'_, Vec<u8>> {
        let file = self.path_of(id);
        Box::pin(on_disk(move || {
            let mut open = match File::open(file) {
                Err(error) if error.kind() == ErrorKind::NotFound => return Err(BlobError::Missing(id)),
                open => open?,
            };
            open.seek(SeekFrom::Start(from))?;
            let mut bytes = Vec::with_capacity(most);
            open.take(most as u64).read_to_end(&mut bytes)?;
            Ok(bytes)
        }))
    }

    fn size(&self, id: BlobId) -> BlobAnswer<'_, Option<u64>> {
        let file = self.path_of(id);
        Box::pin(on_disk(move || match fs::metadata(file) {
            Ok(about) => Ok(Some(about.len())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }))
    }

    fn remove(&self, id: BlobId) -> BlobAnswer<'_, ()> {
        let (file, shelf) = (self.path_of(id), self.shelf(self.shelf_of(id)));
        Box::pin(on_disk(move || {
            if remove_if_there(&file)? {
                sync_folder(&shelf)?;
            }
            Ok(())
        }))
    }

    fn list(&self, shelf: u8) -> BlobAnswer<'_, Vec<ListedBlob>> {
        let folder = self.shelf(shelf);
        Box::pin(on_disk(move || Ok(listed(&folder)?)))
    }

    fn name(&self) -> Option<String> {
        // Without the folder there is nothing yet that two places could share.
        let root = fs::canonicalize(&self.root).ok()?;
        Some(root.to_string_lossy().into_owned())
    }

    fn remove_unfinished(&self, before: Instant) -> BlobAnswer<'_, u64> {
        let folder = self.root.join(NEW);
        Box::pin(on_disk(move || {
            let mut removed = 0;
            for left in listed(&folder)?.into_iter().filter(|left| left.written_at < before) {
                removed += u64::from(remove_if_there(&folder.join(left.id.to_string()))?);
            }
            Ok(removed)
        }))
    }
}

struct FolderUpload {
    /// `None` while a piece is being written.
    open: Option<File>,
    unfinished: PathBuf,
    file: PathBuf,
}

impl FolderUpload {
    fn take(&mut self) -> Result<File, BlobError> {
        let torn = || BlobError::Place(io::Error::other("an upload that was broken off cannot go on"));
        self.open.take().ok_or_else(torn)
    }
}

impl Upload for FolderUpload {
    fn write(&mut self, bytes: Vec<u8>) -> BlobAnswer<'_, ()> {
        Box::pin(async move {
            let mut open = self.take()?;
            let open = on_disk(move || {
                open.write_all(&bytes)?;
                Ok(open)
            });
            // Failed or dropped, the file stays closed: an upload with a hole must not be finished.
            self.open = Some(open.await?);
            Ok(())
        })
    }

    fn finish(mut self: Box<Self>) -> BlobAnswer<'static, ()> {
        Box::pin(on_disk(move || {
            let open = self.take()?;
            open.sync_all()?;
            let Some(shelf) = self.file.parent() else {
                return Err(BlobError::Place(io::Error::other("a file stands in a folder")));
            };
            make_folder(shelf)?;
            fs::rename(&self.unfinished, &self.file)?;
            if let Err(error) = sync_folder(shelf) {
                // Nobody was told of it, so nobody may find it.
                let _ = fs::remove_file(&self.file);
                return Err(error.into());
            }
            Ok(())
        }))
    }
}

impl Drop for FolderUpload {
    fn drop(&mut self) {
        // Finished, it has another name by now. What cannot be removed goes after a day.
        let _ = fs::remove_file(&self.unfinished);
    }
}
