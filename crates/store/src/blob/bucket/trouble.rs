//! What went wrong with a bucket, told so that somebody can act on it.

use super::super::BlobError;
use super::line::{Refused, is_full_word};
use std::error::Error;
use std::io;

/// Why a bucket did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum BucketError {
    /// It does not answer, or with passing troubles only.
    #[error("the bucket {0} does not answer: {1}")]
    Silent(String, String),
    /// There is none of this name.
    #[error("there is no bucket {0}: make it, or mend `blobs`")]
    NoBucket(String),
    /// The keys are not those, or may not do it.
    #[error("the bucket {0} refuses the keys ({1}): they must let read, write, list and remove")]
    Keys(String, String),
    /// The clocks are too far apart for signed requests.
    #[error("the bucket {0} refuses by the clock ({1}): set the clock of this machine")]
    Clock(String, String),
    /// Something else.
    #[error("the bucket {0} refuses: {1}")]
    Refused(String, String),
}

impl From<BucketError> for BlobError {
    fn from(error: BucketError) -> Self {
        Self::Bucket(error)
    }
}

/// What the client's error comes to.
pub(super) enum Trouble {
    /// The name is not in the bucket.
    Missing,
    Refused(Refused),
    /// The line, or a service that went on saying that it cannot now.
    Silent(String),
}

impl Trouble {
    pub(super) fn of(error: object_store::Error) -> Self {
        if matches!(error, object_store::Error::NotFound { .. }) {
            return Self::Missing;
        }
        let (mut next, mut last): (Option<&(dyn Error + 'static)>, _) = (Some(&error), String::new());
        while let Some(cause) = next {
            if let Some(refused) = cause.downcast_ref::<Refused>() {
                return Self::Refused(refused.clone());
            }
            last = cause.to_string();
            next = cause.source();
        }
        tracing::debug!(%error, "a bucket did not answer");
        Self::Silent(last)
    }
}

impl Refused {
    /// The error for people, by the name of the bucket.
    pub(super) fn told(&self, bucket: &str) -> BlobError {
        let bucket = bucket.to_owned();
        let said = self.to_string().trim_end().to_owned();
        if self.status == 507 || is_full_word(&self.code) {
            return BlobError::Full(io::Error::new(
                io::ErrorKind::StorageFull,
                format!("the bucket {bucket}: {said}"),
            ));
        }
        let error = match (self.status, self.code.as_str()) {
            (_, "NoSuchBucket") => BucketError::NoBucket(bucket),
            (_, "RequestTimeTooSkewed") => BucketError::Clock(bucket, said),
            (401 | 403, _) => BucketError::Keys(bucket, said),
            _ => BucketError::Refused(bucket, said),
        };
        error.into()
    }
}
