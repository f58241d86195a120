//! A file on its way into a bucket: one PUT if it is small, else an upload in parts, which shows nothing before its end.

use super::super::{BlobAnswer, BlobError, BlobPlace as _, Upload};
use super::BlobBucket;
use motcua_kernel::BlobId;
use object_store::multipart::{MultipartStore as _, PartId};
use object_store::path::Path;
use object_store::{MultipartId, ObjectStoreExt as _, PutPayload};
use std::io;

/// The size of every part but the last: the least that services take. With at most 10,000 parts a file has up to 48 GiB.
const PART: usize = 5 << 20;

pub(super) struct BucketUpload {
    bucket: BlobBucket,
    path: Path,
    id: BlobId,
    /// What waits to be a part.
    waiting: Vec<u8>,
    /// All that came, in bytes.
    size: u64,
    parts: Option<(MultipartId, Vec<PartId>)>,
    /// A part was begun and not finished: dropped or failed, the upload has a hole.
    is_torn: bool,
}

impl BucketUpload {
    pub(super) fn new(bucket: BlobBucket, path: Path, id: BlobId) -> Self {
        Self {
            bucket,
            path,
            id,
            waiting: Vec::new(),
            size: 0,
            parts: None,
            is_torn: false,
        }
    }

    fn sound(&self) -> Result<(), BlobError> {
        if self.is_torn {
            let torn = io::Error::other("an upload that was broken off cannot go on");
            return Err(BlobError::Place(torn));
        }
        Ok(())
    }

    /// Sends a part, beginning the upload with the first.
    async fn send(&mut self, part: Vec<u8>) -> Result<(), BlobError> {
        let client = &self.bucket.0.client;
        self.is_torn = true;
        if self.parts.is_none() {
            let begun = client.create_multipart(&self.path).await;
            let id = begun.map_err(|error| self.bucket.error(error))?;
            self.parts = Some((id, Vec::new()));
        }
        if let Some((id, parts)) = &mut self.parts {
            let sent = client
                .put_part(&self.path, id, parts.len(), PutPayload::from(part))
                .await;
            parts.push(sent.map_err(|error| self.bucket.error(error))?);
        }
        self.is_torn = false;
        Ok(())
    }

    async fn complete(&mut self) -> Result<(), BlobError> {
        let Some((id, parts)) = self.parts.clone() else {
            let payload = PutPayload::from(std::mem::take(&mut self.waiting));
            let put = self.bucket.0.client.put(&self.path, payload).await;
            return put.map(drop).map_err(|error| self.bucket.error(error));
        };
        let client = &self.bucket.0.client;
        if let Err(error) = client.complete_multipart(&self.path, &id, parts).await {
            // The answer may be lost and the file there: then sending it again says that there is no such upload.
            if self.bucket.size(self.id).await? != Some(self.size) {
                return Err(self.bucket.error(error));
            }
        }
        self.parts = None;
        Ok(())
    }
}

impl Upload for BucketUpload {
    fn write(&mut self, bytes: Vec<u8>) -> BlobAnswer<'_, ()> {
        Box::pin(async move {
            self.sound()?;
            self.size += bytes.len() as u64;
            self.waiting.extend(bytes);
            while self.waiting.len() > PART {
                let rest = self.waiting.split_off(PART);
                let part = std::mem::replace(&mut self.waiting, rest);
                self.send(part).await?;
            }
            Ok(())
        })
    }

    fn finish(mut self: Box<Self>) -> BlobAnswer<'static, ()> {
        Box::pin(async move {
            self.sound()?;
            if self.parts.is_some() {
                let last = std::mem::take(&mut self.waiting);
                self.send(last).await?;
            }
            self.complete().await
        })
    }
}

impl Drop for BucketUpload {
    fn drop(&mut self) {
        // Finished, there is none by now. What cannot be ended goes after a day.
        let (Some((id, _)), Ok(runtime)) = (self.parts.take(), tokio::runtime::Handle::try_current()) else {
            return;
        };
        let (bucket, path) = (self.bucket.clone(), self.path.clone());
        runtime.spawn(async move {
            if let Err(error) = bucket.0.client.abort_multipart(&path, &id).await {
                tracing::debug!(%error, "an upload that came to nothing waits for the sweep");
            }
        });
    }
}
