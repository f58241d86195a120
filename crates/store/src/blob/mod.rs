//! Blobs: files, each encrypted with a key of its own that stands in the record that names it.
//!
//! A file is written and made durable first ([`Blobs::keep`], [`Blobs::begin`]), then a change set names it: a
//! record holds the [`Blob`] in its body and says so in [`Record::BLOBS`](crate::Record::BLOBS). So a record never
//! names a file that is not there, and what a killed process wrote for nobody is swept away after a day. Whoever
//! copies the files alone reads nothing; to drop the key is to erase the file.
//!
//! ```
//! # use motcua_store::{BlobError, Store};
//! # async fn example(store: Store) -> Result<(), BlobError> {
//! let blob = store.blobs()?.keep("application/pdf", b"%PDF-2.0 ...").await?;
//! // ... a change set inserts a record that holds `blob` ...
//! let bytes = store.blobs()?.read(&blob).await?;
//! # Ok(()) }
//! ```

mod bucket;
mod carry;
mod folder;
mod format;
mod keep;
mod place;
mod unnamed;

pub use bucket::{BlobBucket, BucketError, BucketKeys, PlaceError, blob_place};
pub use carry::{Carried, FILES};
pub(crate) use carry::{Carrier, Notes};
pub use folder::BlobFolder;
pub use keep::{BlobReader, BlobWriter, Blobs};
pub use place::{BlobAnswer, BlobPlace, ListedBlob, Upload};
pub use unnamed::UNNAMED_BLOBS_KEPT_SECONDS;

use motcua_kernel::{BlobId, Problem, codes};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io;

/// A file as the owning record names it. Only a file that is durable has one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blob {
    id: BlobId,
    key: BlobKey,
    size: u64,
    digest: String,
    media_type: String,
}

impl Blob {
    /// The name of the file. A file is never written twice.
    pub const fn id(&self) -> BlobId {
        self.id
    }

    /// Its length in bytes, before encryption.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// SHA-256 of its bytes before encryption (FIPS 180-4), 64 hexadecimal digits. It tells what the file holds
    /// to whoever has the same file: it belongs into bodies, never into events or logs.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Its media type (RFC 6838), as whoever kept it says.
    pub fn media_type(&self) -> &str {
        &self.media_type
    }
}

/// Without key and digest: whoever reads a log must not read the file, nor recognise it.
impl fmt::Debug for Blob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Blob")
            .field("id", &self.id)
            .field("size", &self.size)
            .field("media_type", &self.media_type)
            .finish_non_exhaustive()
    }
}

/// The key of one file, 32 bytes, written as 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
struct BlobKey([u8; 32]);

impl BlobKey {
    fn fresh() -> Self {
        let mut key = [0; 32];
        // A machine without randomness must not make keys that can be guessed: stopping is right.
        getrandom::fill(&mut key).expect("the operating system gives random bytes");
        Self(key)
    }
}

impl Serialize for BlobKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&crate::plan::hex(&self.0))
    }
}

impl<'de> Deserialize<'de> for BlobKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        // The text itself is not told: it may be most of a key.
        let wrong = || serde::de::Error::custom("the key of a file is 64 hexadecimal digits");
        let mut key = [0; 32];
        if text.len() != 64 || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        for (at, byte) in key.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).map_err(|_| wrong())?;
        }
        Ok(Self(key))
    }
}

/// Why a file could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// A store on a server, and no folder for files beside it.
    #[error("no place for files is set: name a folder or a bucket (`blobs`) in the settings")]
    NoPlace,
    /// The file is not there.
    #[error("the file {0} is not there: restore the files that belong to this store")]
    Missing(BlobId),
    /// The file is there, but not as it was kept: cut, changed, another one's.
    #[error("the file {id} is not as it was kept: {wrong}")]
    Damaged {
        /// The file.
        id: BlobId,
        /// What is wrong with it.
        wrong: String,
    },
    /// No room is left.
    #[error("no room is left for files: make room, then send it again")]
    Full(#[source] io::Error),
    /// The disk or the service refuses.
    #[error("the place of the files refuses")]
    Place(#[source] io::Error),
    /// The bucket refuses or does not answer.
    #[error(transparent)]
    Bucket(BucketError),
}

impl From<io::Error> for BlobError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(error),
            _ => Self::Place(error),
        }
    }
}

impl From<BlobError> for Problem {
    fn from(error: BlobError) -> Self {
        let code = match &error {
            BlobError::NoPlace | BlobError::Full(_) | BlobError::Place(_) | BlobError::Bucket(_) => codes::UNAVAILABLE,
            BlobError::Missing(_) | BlobError::Damaged { .. } => codes::INTERNAL,
        };
        Self::new(code).caused_by(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blob() -> Blob {
        Blob {
            id: BlobId::from_u128(7),
            key: BlobKey([0xab; 32]),
            size: 3,
            digest: "d1".repeat(32),
            media_type: "image/png".into(),
        }
    }

    #[test]
    fn a_blob_is_never_printed_with_key_or_digest() {
        let printed = format!("{:?} {:#?}", blob(), vec![blob()]);
        assert!(printed.contains("image/png") && !printed.contains("abab") && !printed.contains("d1d1"));
        assert!(!printed.contains("171"), "bytes of the key: {printed}");
    }

    #[test]
    fn a_blob_reads_back_what_it_writes_and_no_other_key() {
        let text = serde_json::to_string(&blob()).unwrap();
        assert_eq!(serde_json::from_str::<Blob>(&text).unwrap(), blob());
        for wrong in ["ab".repeat(31), "ab".repeat(33), "é".repeat(32), "+a".repeat(32)] {
            let text = text.replace(&"ab".repeat(32), &wrong);
            let error = serde_json::from_str::<Blob>(&text).unwrap_err().to_string();
            assert!(
                error.contains("64 hexadecimal digits") && !error.contains(&wrong),
                "{error}"
            );
        }
    }
}
