//! A bucket behind S3 as the place of files: `PREFIX/xx/<id>` for the shelf xx.
//!
//! A small file is one PUT, a large one an upload of several parts; either appears under its name whole or not at all.
//! Keys to the bucket sign each request and its body, so what arrives is what was sent.

mod address;
mod line;
mod trouble;
mod unfinished;
mod upload;

pub use address::{BucketKeys, PlaceError};
pub use trouble::BucketError;

use super::{BlobAnswer, BlobError, BlobFolder, BlobPlace, ListedBlob, Upload};
use address::Address;
use futures_util::StreamExt as _;
use line::Line;
use motcua_kernel::{BlobId, Instant};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{BackoffConfig, GetOptions, GetRange, ObjectMeta, ObjectStore, ObjectStoreExt as _, RetryConfig};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::Instant as Stopwatch;
use trouble::Trouble;
use upload::BucketUpload;

/// How often a request that met a passing trouble is sent again, within so long: a page waits for it.
const RETRIES: usize = 4;
const RETRYING: Duration = Duration::from_secs(10);

/// How long it is taken for granted that the bucket is there, when a file in it is not.
const SEEN: Duration = Duration::from_secs(60);

/// How many files a page of all of them holds at most.
const PAGE: usize = 1_000;

/// Files in a bucket behind S3. It must be there already. Cloning gives another handle to the same bucket.
#[derive(Clone)]
pub struct BlobBucket(Arc<Inner>);

struct Inner {
    address: Address,
    keys: BucketKeys,
    line: Line,
    client: AmazonS3,
    seen: Mutex<Option<Stopwatch>>,
}

/// The place that an address names: a folder, or a bucket with the keys of the file that it names or else these.
///
/// # Errors
///
/// Fails if the address cannot be read, or no keys are there. The bucket itself is not asked yet.
pub fn blob_place(address: &str, keys: Option<BucketKeys>) -> Result<Arc<dyn BlobPlace>, PlaceError> {
    if !address.contains("://") {
        return Ok(Arc::new(BlobFolder::new(address)));
    }
    Ok(Arc::new(BlobBucket::new(address, keys)?))
}

impl BlobBucket {
    /// Files in a bucket: `s3://BUCKET/PREFIX?endpoint=https://…&region=…&style=path|host&keys=FILE`.
    ///
    /// # Errors
    ///
    /// As [`blob_place`].
    pub fn new(address: &str, keys: Option<BucketKeys>) -> Result<Self, PlaceError> {
        let address = Address::read(address)?;
        let keys = address.keys(keys)?;
        let client = |error: &dyn std::error::Error| PlaceError::Client(error.to_string());
        let is_encrypted = address.endpoint.scheme() == "https";
        let line = Line::new(is_encrypted).map_err(|error| client(&error))?;
        let endpoint = if address.is_path_style {
            address.endpoint.as_str().trim_end_matches('/').to_owned()
        } else {
            address.bucket_url()
        };
        let built = AmazonS3Builder::new()
            .with_endpoint(endpoint)
            .with_bucket_name(&address.bucket)
            .with_region(&address.region)
            .with_virtual_hosted_style_request(!address.is_path_style)
            .with_access_key_id(&keys.access)
            .with_secret_access_key(&keys.secret)
            .with_allow_http(!is_encrypted)
            // Not every service knows the removal of many at once.
            .with_disable_bulk_delete(true)
            .with_retry(RetryConfig {
                backoff: BackoffConfig {
                    init_backoff: Duration::from_millis(50),
                    max_backoff: Duration::from_secs(2),
                    base: 2.0,
                },
                max_retries: RETRIES,
                retry_timeout: RETRYING,
            })
            .with_http_connector(line.clone())
            .build()
            .map_err(|error| client(&error))?;
        Ok(Self(Arc::new(Inner {
            address,
            keys,
            line,
            client: built,
            seen: Mutex::new(None),
        })))
    }

    /// The folder of a shelf, or of all.
    fn folder(&self, shelf: Option<u8>) -> Path {
        let shelf = shelf.map(|shelf| format!("{shelf:02x}"));
        Path::from_iter(self.0.address.prefix.iter().cloned().chain(shelf))
    }

    fn path(&self, id: BlobId) -> Path {
        self.folder(Some(self.shelf_of(id))).join(id.to_string())
    }

    /// The file that a name in the bucket means; what is named otherwise is nobody's business.
    fn file_of(&self, path: &Path) -> Option<BlobId> {
        let id: BlobId = path.filename()?.parse().ok()?;
        (self.path(id) == *path).then_some(id)
    }

    fn listed(&self, object: &ObjectMeta) -> Option<ListedBlob> {
        Some(ListedBlob {
            id: self.file_of(&object.location)?,
            size: object.size,
            written_at: Instant::from_micros(object.last_modified.timestamp_micros()),
        })
    }

    /// What a trouble says in the end.
    fn error(&self, error: object_store::Error) -> BlobError {
        match Trouble::of(error) {
            Trouble::Missing => BucketError::Refused(self.0.address.to_string(), "404".into()).into(),
            Trouble::Refused(refused) => refused.told(&self.0.address.to_string()),
            Trouble::Silent(said) => BucketError::Silent(self.0.address.to_string(), said).into(),
        }
    }

    /// A name was not found. A bucket that is not there must not be taken for one without the file.
    async fn is_missing(&self) -> Result<(), BlobError> {
        let was_seen = self
            .0
            .seen
            .lock()
            .is_ok_and(|seen| seen.is_some_and(|at| at.elapsed() < SEEN));
        if was_seen {
            return Ok(());
        }
        let folder = self.folder(None);
        let first = self.0.client.list(Some(&folder)).next().await;
        first.transpose().map_err(|error| self.error(error))?;
        if let Ok(mut seen) = self.0.seen.lock() {
            *seen = Some(Stopwatch::now());
        }
        Ok(())
    }
}

impl BlobPlace for BlobBucket {
    fn begin(&self, id: BlobId) -> BlobAnswer<'_, Box<dyn Upload>> {
        // Nothing is sent before there is something to send.
        let upload = BucketUpload::new(self.clone(), self.path(id), id);
        Box::pin(async { Ok(Box::new(upload) as Box<dyn Upload>) })
    }

    fn read(&self, id: BlobId, from: u64, most: usize) -> BlobAnswer<'_, Vec<u8>> {
        Box::pin(async move {
            let options = GetOptions {
                range: Some(GetRange::Bounded(from..from.saturating_add(most as u64))),
                ..GetOptions::default()
            };
            let got = match self.0.client.get_opts(&self.path(id), options).await {
                Ok(got) => got.bytes().await,
                Err(error) => Err(error),
            };
            match got {
                Ok(bytes) => Ok(bytes.to_vec()),
                Err(error) => match Trouble::of(error) {
                    Trouble::Missing => {
                        self.is_missing().await?;
                        Err(BlobError::Missing(id))
                    }
                    // Nothing stands from there on: it ends before.
                    Trouble::Refused(refused) if refused.status == 416 => Ok(Vec::new()),
                    Trouble::Refused(refused) => Err(refused.told(&self.0.address.to_string())),
                    Trouble::Silent(said) => Err(BucketError::Silent(self.0.address.to_string(), said).into()),
                },
            }
        })
    }

    fn size(&self, id: BlobId) -> BlobAnswer<'_, Option<u64>> {
        Box::pin(async move {
            match self.0.client.head(&self.path(id)).await {
                Ok(object) => Ok(Some(object.size)),
                Err(object_store::Error::NotFound { .. }) => {
                    self.is_missing().await?;
                    Ok(None)
                }
                Err(error) => Err(self.error(error)),
            }
        })
    }

    fn remove(&self, id: BlobId) -> BlobAnswer<'_, ()> {
        Box::pin(async move {
            match self.0.client.delete(&self.path(id)).await {
                Ok(()) => Ok(()),
                Err(object_store::Error::NotFound { .. }) => self.is_missing().await,
                Err(error) => Err(self.error(error)),
            }
        })
    }

    fn list(&self, shelf: u8) -> BlobAnswer<'_, Vec<ListedBlob>> {
        Box::pin(async move {
            let folder = self.folder(Some(shelf));
            let mut listing = self.0.client.list(Some(&folder));
            let mut files = Vec::new();
            while let Some(object) = listing.next().await {
                files.extend(self.listed(&object.map_err(|error| self.error(error))?));
            }
            Ok(files)
        })
    }

    fn list_after(&self, after: Option<BlobId>) -> BlobAnswer<'_, Vec<ListedBlob>> {
        Box::pin(async move {
            let folder = self.folder(None);
            let last = after.map(|after| self.path(after));
            let mut listing = match &last {
                Some(last) => self.0.client.list_with_offset(Some(&folder), last),
                None => self.0.client.list(Some(&folder)),
            };
            let mut files = Vec::new();
            while files.len() < PAGE
                && let Some(object) = listing.next().await
            {
                let object = object.map_err(|error| self.error(error))?;
                // A service that does not know where to begin begins at the first.
                if last.as_ref().is_none_or(|last| object.location > *last) {
                    files.extend(self.listed(&object));
                }
            }
            Ok(files)
        })
    }

    fn remove_unfinished(&self, before: Instant) -> BlobAnswer<'_, u64> {
        Box::pin(unfinished::remove(self, before))
    }

    fn name(&self) -> Option<String> {
        Some(format!("{}/{}", self.0.address.bucket_url(), self.folder(None)))
    }
}
