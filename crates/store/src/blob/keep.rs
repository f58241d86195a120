//! Keeping and reading files, sealed on the way, a megabyte in memory at a time.

use super::format::{CHUNK, Chunks, HEAD, SEALED_CHUNK, Sealing, chunks_of, place_of, sealed_size};
use super::{Blob, BlobError, BlobKey, BlobPlace, Upload};
use crate::plan::hex;
use crate::store::Store;
use motcua_kernel::BlobId;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use uuid::Uuid;

/// Chunks that are read or written at once: a megabyte.
pub(super) const TOGETHER: usize = 16;

impl Store {
    /// The files that belong to this store.
    ///
    /// # Errors
    ///
    /// Fails as [`BlobError::NoPlace`] if the store is on a server and no place for files was set.
    pub fn blobs(&self) -> Result<&Blobs, BlobError> {
        self.blobs.as_ref().ok_or(BlobError::NoPlace)
    }
}

/// Keeps and reads files.
#[derive(Clone)]
pub struct Blobs {
    pub(crate) place: Arc<dyn BlobPlace>,
}

impl Blobs {
    pub(crate) fn new(place: Arc<dyn BlobPlace>) -> Self {
        Self { place }
    }

    /// Begins a file that comes in pieces.
    ///
    /// # Errors
    ///
    /// Fails if the place refuses.
    pub async fn begin(&self, media_type: &str) -> Result<BlobWriter, BlobError> {
        // Random, not from the change's id as other ids are: a request that is sent again brings a file of its
        // own, with a key of its own, and must not write over the one that is named by now.
        let (id, key) = (BlobId::from(Uuid::new_v4()), BlobKey::fresh());
        Ok(BlobWriter {
            upload: self.place.begin(id).await?,
            sealing: Sealing::new(id, &key),
            sealed: HEAD.to_vec(),
            id,
            key,
            media_type: media_type.to_owned(),
        })
    }

    /// Whether the place does what it must: writes a little file, reads it back and removes it.
    ///
    /// # Errors
    ///
    /// Fails if the place refuses or gives other bytes back.
    pub async fn probe(&self) -> Result<(), BlobError> {
        let id = BlobId::from(Uuid::new_v4());
        let written = Uuid::from(id).as_bytes().repeat(4);
        let mut upload = self.place.begin(id).await?;
        upload.write(written.clone()).await?;
        upload.finish().await?;
        let read = self.place.read(id, 0, written.len() + 1).await?;
        self.place.remove(id).await?;
        if read != written || self.place.size(id).await?.is_some() {
            let wrong = "a file that was written, read and removed did not come back as it was, or stayed";
            return Err(BlobError::Place(std::io::Error::other(wrong)));
        }
        Ok(())
    }

    /// Asks whether the place answers, without writing.
    ///
    /// # Errors
    ///
    /// Fails if it does not.
    pub async fn answers(&self) -> Result<(), BlobError> {
        self.place.size(BlobId::from(Uuid::nil())).await.map(drop)
    }

    /// Keeps bytes that are in memory already.
    ///
    /// # Errors
    ///
    /// Fails if the place refuses; nothing of the file stays then.
    pub async fn keep(&self, media_type: &str, bytes: &[u8]) -> Result<Blob, BlobError> {
        let mut writer = self.begin(media_type).await?;
        for piece in bytes.chunks(TOGETHER * CHUNK) {
            writer.write(piece).await?;
        }
        writer.finish().await
    }

    /// Opens a file, to be read in pieces. Its length is verified now, each piece when it comes.
    ///
    /// # Errors
    ///
    /// Fails if it is not there, of another length, or the place does not answer.
    pub async fn open(&self, blob: &Blob) -> Result<BlobReader, BlobError> {
        let damaged = |wrong: String| BlobError::Damaged { id: blob.id, wrong };
        let found = self.place.size(blob.id).await?.ok_or(BlobError::Missing(blob.id))?;
        let wanted = sealed_size(blob.size);
        if found != wanted {
            return Err(damaged(format!("it is {found} bytes long, not {wanted}")));
        }
        let head = self.place.read(blob.id, 0, HEAD.len()).await?;
        if head != HEAD {
            return Err(damaged("it does not begin as the files of this store do".into()));
        }
        Ok(BlobReader {
            place: Arc::clone(&self.place),
            chunks: Chunks::new(blob.id, &blob.key),
            blob: blob.clone(),
            next: 0,
            digest: Sha256::new(),
        })
    }

    /// A whole file, for those that are known to be small ([`Blob::size`]).
    ///
    /// # Errors
    ///
    /// Fails if it is not there, not as it was kept, or the place does not answer.
    pub async fn read(&self, blob: &Blob) -> Result<Vec<u8>, BlobError> {
        let mut reader = self.open(blob).await?;
        let mut bytes = Vec::new();
        while let Some(piece) = reader.next().await? {
            bytes.extend(piece);
        }
        Ok(bytes)
    }

    /// Reads a file through and keeps nothing of it.
    ///
    /// # Errors
    ///
    /// As [`Blobs::read`].
    pub async fn verify(&self, blob: &Blob) -> Result<(), BlobError> {
        let mut reader = self.open(blob).await?;
        while reader.next().await?.is_some() {}
        Ok(())
    }
}

/// A file that is being kept. Dropped before it is finished, nothing of it stays.
pub struct BlobWriter {
    upload: Box<dyn Upload>,
    sealing: Sealing,
    sealed: Vec<u8>,
    id: BlobId,
    key: BlobKey,
    media_type: String,
}

impl BlobWriter {
    /// Adds bytes at the end, in pieces of any length.
    ///
    /// # Errors
    ///
    /// Fails if the place refuses, as [`BlobError::Full`] if no room is left. The file cannot be finished then.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), BlobError> {
        for piece in bytes.chunks(TOGETHER * CHUNK) {
            self.sealing
                .push(piece, &mut self.sealed)
                .ok_or_else(|| unsealable(self.id))?;
            if self.sealed.len() >= TOGETHER * SEALED_CHUNK {
                self.upload.write(std::mem::take(&mut self.sealed)).await?;
            }
        }
        Ok(())
    }

    /// Makes the file durable. Only now a record may name it, and must within a day.
    ///
    /// # Errors
    ///
    /// Fails if the place refuses; nothing of the file stays then.
    pub async fn finish(mut self) -> Result<Blob, BlobError> {
        let ended = self.sealing.finish(&mut self.sealed);
        let (size, digest) = ended.ok_or_else(|| unsealable(self.id))?;
        self.upload.write(self.sealed).await?;
        self.upload.finish().await?;
        Ok(Blob {
            id: self.id,
            key: self.key,
            size,
            digest,
            media_type: self.media_type,
        })
    }
}

fn unsealable(id: BlobId) -> BlobError {
    BlobError::Damaged {
        id,
        wrong: "the cipher refuses it".into(),
    }
}

/// A file that is being read.
pub struct BlobReader {
    place: Arc<dyn BlobPlace>,
    chunks: Chunks,
    blob: Blob,
    next: u64,
    digest: Sha256,
}

impl BlobReader {
    /// The next megabyte, or less at the end; `None` after the end. What it gives was verified: a piece is exactly
    /// what was kept at its place. That the file ends where it should is known with the last piece.
    ///
    /// # Errors
    ///
    /// Fails if a piece is not what was kept, or the place does not answer.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, BlobError> {
        Ok(self.next_sealed().await?.map(|(_, bytes)| bytes))
    }

    /// The next piece as it lies there, and what was sealed in it.
    pub(super) async fn next_sealed(&mut self) -> Result<Option<(Vec<u8>, Vec<u8>)>, BlobError> {
        let last = chunks_of(self.blob.size) - 1;
        if self.next > last {
            return Ok(None);
        }
        let sealed = self
            .place
            .read(self.blob.id, place_of(self.next), TOGETHER * SEALED_CHUNK)
            .await?;
        let mut bytes = Vec::with_capacity(sealed.len());
        for chunk in sealed.chunks(SEALED_CHUNK) {
            let opened = self.chunks.open(self.next, self.next == last, chunk);
            let at = self.next * CHUNK as u64;
            let changed = || self.damaged(format!("what stands at byte {at} was changed"));
            bytes.extend(opened.ok_or_else(changed)?);
            self.next += 1;
        }
        if sealed.is_empty() {
            return Err(self.damaged("it became shorter while it was read".into()));
        }
        self.digest.update(&bytes);
        if self.next > last && hex(&self.digest.clone().finalize()) != self.blob.digest {
            return Err(self.damaged("its digest is another".into()));
        }
        Ok(Some((sealed, bytes)))
    }

    fn damaged(&self, wrong: String) -> BlobError {
        BlobError::Damaged {
            id: self.blob.id,
            wrong,
        }
    }
}
