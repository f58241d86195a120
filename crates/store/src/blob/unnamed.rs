//! What nobody names: files of requests that came to nothing, and of records that are gone.

use super::{BlobError, Blobs};
use crate::change::ChangeSet;
use crate::error::{ReadError, StoreError};
use crate::read::Read;
use crate::statement::Statement;
use crate::store::Store;
use crate::value::{Kind, Value};
use motcua_kernel::BlobId;
use std::collections::HashSet;
use uuid::Uuid;

/// A file that no record names is kept so long, since the change set that names it may be on its way.
pub const UNNAMED_BLOBS_KEPT_SECONDS: i64 = 24 * 3_600;

/// With how many shelves what was never finished is looked for once: it is one list of all, and dear in a bucket.
const UNFINISHED_EVERY: u8 = 16;

/// How many files are asked about at once.
const PAGE: usize = 500;

impl Store {
    /// Removes the files of a shelf (one of 256) that no record names and that are older than a day, and, with every
    /// sixteenth shelf, what was begun more than a day ago and never finished. Says how many. Without a place for files there are none.
    ///
    /// # Errors
    ///
    /// Fails if the store or the place does not answer; what is left is removed the next time.
    pub async fn sweep_blobs(&self, shelf: u8) -> Result<u64, StoreError> {
        let Some(blobs) = &self.blobs else { return Ok(0) };
        // The age of a file is by the clock of the machine, as the store's own is; a test may set that one forward.
        let before = self.now().plus_seconds(-UNNAMED_BLOBS_KEPT_SECONDS);
        let mut removed = 0;
        if shelf.is_multiple_of(UNFINISHED_EVERY) {
            removed += blobs.place.remove_unfinished(before).await?;
        }
        let mut old = blobs.place.list(shelf).await?;
        old.retain(|file| file.written_at < before);
        for page in old.chunks(PAGE) {
            // A record that names a file names it since the file's first day, or took it over from one that did
            // in the same change set: so what this snapshot does not name, nobody will.
            let named = self
                .read()
                .await?
                .named(page.iter().map(|file| file.id).collect())
                .await?;
            for file in page.iter().filter(|file| !named.contains(&file.id.into())) {
                blobs.place.remove(file.id).await?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// Removes the files of what a change set erased, unless another record names them. Their keys are gone with
    /// the records; if the place does not answer now, the sweep finds the files later.
    pub(crate) async fn drop_files(&self, set: &ChangeSet) {
        let erased = set.contents.erases.iter();
        let files: Vec<BlobId> = erased.flat_map(|erase| erase.blobs.iter().copied()).collect();
        if let Err(error) = self.remove_unnamed(&files).await {
            tracing::warn!(%error, change = %set.id(), "files of what was erased wait for the sweep");
        }
    }

    async fn remove_unnamed(&self, files: &[BlobId]) -> Result<(), StoreError> {
        let Some(blobs) = &self.blobs else { return Ok(()) };
        if files.is_empty() {
            return Ok(());
        }
        let named = self.read().await?.named(files.to_vec()).await?;
        for id in files.iter().filter(|id| !named.contains(&Uuid::from(**id))) {
            blobs.place.remove(*id).await?;
        }
        Ok(())
    }
}

impl Read {
    /// Those of the files that a record names.
    pub(crate) async fn named(&self, files: Vec<BlobId>) -> Result<HashSet<Uuid>, ReadError> {
        let ids = files.into_iter().map(|id| Value::Id(id.into())).collect();
        let sql = "SELECT id FROM store_blob WHERE id IN ($1)";
        let statement = Statement::new(sql, vec![Value::List(ids)]).returning(&[Kind::Id]);
        let rows = self.run(statement).await?;
        Ok(rows
            .into_iter()
            .flatten()
            .filter_map(|value| match value {
                Value::Id(id) => Some(id),
                _ => None,
            })
            .collect())
    }
}

impl Blobs {
    /// How many files nobody names: those that wait for their day to end, and those that are over it.
    pub(crate) async fn unnamed(&self, store: &Store) -> Result<u64, StoreError> {
        let (mut unnamed, mut last) = (0, None);
        loop {
            let listed = self.place.list_after(last).await?;
            let Some(end) = listed.last() else { return Ok(unnamed) };
            last = Some(end.id);
            for page in listed.chunks(PAGE) {
                let ids: Vec<BlobId> = page.iter().map(|file| file.id).collect();
                let named = store.read().await?.named(ids.clone()).await?;
                unnamed += ids.into_iter().filter(|id| !named.contains(&Uuid::from(*id))).count() as u64;
            }
        }
    }
}

impl From<BlobError> for StoreError {
    fn from(error: BlobError) -> Self {
        Self::Blob(error)
    }
}
