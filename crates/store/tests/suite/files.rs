//! Where the files of a test lie: in a folder, or in a bucket where the program wants that.

use super::{Folder, bucket, fresh_folder};
use motcua_kernel::BlobId;
use motcua_store::{Blob, BlobPlace, blob_place};
use std::path::Path;
use std::sync::Arc;

pub struct Files {
    pub address: String,
    _folder: Option<Folder>,
}

impl Files {
    /// A place of their own, which goes with this value.
    pub fn fresh() -> Self {
        if bucket::shared().is_some() {
            return Self::at(Path::new(&uuid::Uuid::new_v4().to_string()));
        }
        let folder = fresh_folder(&std::env::temp_dir());
        Self {
            address: folder.path().to_string_lossy().into_owned(),
            _folder: Some(folder),
        }
    }

    /// In a folder that is another's, or in one of the same name in the bucket.
    pub fn at(folder: &Path) -> Self {
        let name = folder.to_string_lossy().into_owned();
        let address = match bucket::shared() {
            Some(peer) => peer.address(name.trim_start_matches('/')),
            None => name,
        };
        Self { address, _folder: None }
    }

    pub fn place(&self) -> Arc<dyn BlobPlace> {
        blob_place(&self.address, None).unwrap()
    }

    /// The finished files that lie there.
    pub async fn lying(&self) -> Vec<BlobId> {
        let (place, mut all) = (self.place(), Vec::new());
        loop {
            let page = place.list_after(all.last().copied()).await.unwrap();
            if page.is_empty() {
                all.sort();
                return all;
            }
            all.extend(page.iter().map(|file| file.id));
        }
    }

    /// A file as it lies.
    pub async fn bytes(&self, blob: &Blob) -> Vec<u8> {
        let place = self.place();
        let mut bytes = Vec::new();
        loop {
            let piece = place.read(blob.id(), bytes.len() as u64, 1_000_000).await.unwrap();
            if piece.is_empty() {
                return bytes;
            }
            bytes.extend(piece);
        }
    }

    /// Lays something there under a file's name, whatever lay there.
    pub async fn put(&self, blob: &Blob, bytes: Vec<u8>) {
        let mut upload = self.place().begin(blob.id()).await.unwrap();
        upload.write(bytes).await.unwrap();
        upload.finish().await.unwrap();
    }

    pub async fn remove(&self, blob: &Blob) {
        self.place().remove(blob.id()).await.unwrap();
    }

    /// Changes a byte in the middle of a file.
    pub async fn flip(&self, blob: &Blob) {
        let mut bytes = self.bytes(blob).await;
        let at = bytes.len() / 2;
        bytes[at] ^= 1;
        self.put(blob, bytes).await;
    }

    /// Everything is lost.
    pub async fn lose(&self) {
        let place = self.place();
        for id in self.lying().await {
            place.remove(id).await.unwrap();
        }
    }
}

/// Changes a byte in the middle of a file in a folder.
pub fn flip(file: &Path) {
    let mut bytes = std::fs::read(file).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 1;
    std::fs::write(file, bytes).unwrap();
}
