//! Where the files lie: the port.
//!
//! [`BlobFolder`](super::BlobFolder) is a directory, alone or shared by several machines;
//! [`BlobBucket`](super::BlobBucket) is a bucket behind S3. The port asks for no more than both have: a file is written once in parts and appears
//! under its name whole or not at all (a multipart upload), is read by range, never changed, listed by the two
//! first letters of its name (a prefix), and removed. It sees sealed bytes only; keys never come here.

use super::BlobError;
use futures_util::future::BoxFuture;
use motcua_kernel::{BlobId, Instant};
use uuid::Uuid;

/// What a place answers.
pub type BlobAnswer<'a, T> = BoxFuture<'a, Result<T, BlobError>>;

/// A place for files.
pub trait BlobPlace: Send + Sync + 'static {
    /// Begins a new file. Nobody finds it under its name before [`Upload::finish`].
    fn begin(&self, id: BlobId) -> BlobAnswer<'_, Box<dyn Upload>>;

    /// Up to `most` bytes of a file from a place on; fewer only at its end. [`BlobError::Missing`] without it.
    fn read(&self, id: BlobId, from: u64, most: usize) -> BlobAnswer<'_, Vec<u8>>;

    /// How long a file is, `None` if it is not there.
    fn size(&self, id: BlobId) -> BlobAnswer<'_, Option<u64>>;

    /// Removes a file; one that is not there is removed already.
    fn remove(&self, id: BlobId) -> BlobAnswer<'_, ()>;

    /// All files of a shelf, in any order. A file stands on the shelf that [`shelf_of`](Self::shelf_of) says.
    fn list(&self, shelf: u8) -> BlobAnswer<'_, Vec<ListedBlob>>;

    /// Some files after one, in the order of shelves and then of ids; none when there are no more.
    fn list_after(&self, after: Option<BlobId>) -> BlobAnswer<'_, Vec<ListedBlob>> {
        Box::pin(async move {
            let place = |id: BlobId| (self.shelf_of(id), id);
            let first = after.map_or(0, |after| self.shelf_of(after));
            for shelf in first..=u8::MAX {
                let mut files = self.list(shelf).await?;
                files.retain(|file| after.is_none_or(|after| place(file.id) > place(after)));
                files.sort_by_key(|file| file.id);
                if !files.is_empty() {
                    return Ok(files);
                }
            }
            Ok(Vec::new())
        })
    }

    /// Removes what was begun before a moment and never finished, and says how much.
    fn remove_unfinished(&self, before: Instant) -> BlobAnswer<'_, u64>;

    /// What tells this place from others, if it can say: a copy does not touch files that lie in the right place.
    fn name(&self) -> Option<String> {
        None
    }

    /// The shelf of a file, one of 256: the last byte of its id, since the first ones of an id may be a time.
    fn shelf_of(&self, id: BlobId) -> u8 {
        Uuid::from(id).as_bytes()[15]
    }
}

/// A file that is being written. Dropped before it is finished, nothing of it stays.
pub trait Upload: Send {
    /// Adds bytes at the end.
    fn write(&mut self, bytes: Vec<u8>) -> BlobAnswer<'_, ()>;

    /// Makes the file durable, then gives it its name, durably too: after this no power cut takes it.
    fn finish(self: Box<Self>) -> BlobAnswer<'static, ()>;
}

/// A file as a place lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListedBlob {
    /// Its name.
    pub id: BlobId,
    /// Its length as it lies there, sealed.
    pub size: u64,
    /// When it was written, by the place's own clock.
    pub written_at: Instant,
}
