//! Uploads in parts that were begun and never finished. They are seen by nobody who lists files, and cost room.

use super::super::BlobError;
use super::BlobBucket;
use super::trouble::BucketError;
use motcua_kernel::Instant;
use object_store::aws::{AwsAuthorizer, AwsCredential};
use object_store::client::{HttpRequestBody, HttpService as _};
use object_store::multipart::MultipartStore as _;
use object_store::path::Path;
use serde::Deserialize;
use url::form_urlencoded::Serializer;

/// A page of `ListMultipartUploads`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Page {
    #[serde(default)]
    is_truncated: bool,
    next_key_marker: Option<String>,
    next_upload_id_marker: Option<String>,
    #[serde(default, rename = "Upload")]
    uploads: Vec<Begun>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Begun {
    key: String,
    upload_id: String,
    initiated: String,
}

/// Ends the uploads that were begun before a moment, and says how many.
pub(super) async fn remove(bucket: &BlobBucket, before: Instant) -> Result<u64, BlobError> {
    let (mut removed, mut after) = (0, None);
    loop {
        let page = page(bucket, after.as_ref()).await?;
        for begun in &page.uploads {
            let is_old = begun.initiated.parse::<Instant>().is_ok_and(|at| at < before);
            let path = Path::parse(&begun.key).ok();
            // What is named otherwise is nobody's business.
            if let Some(path) = path.filter(|path| is_old && bucket.file_of(path).is_some()) {
                match bucket.0.client.abort_multipart(&path, &begun.upload_id).await {
                    Ok(()) => removed += 1,
                    // Finished or ended meanwhile.
                    Err(object_store::Error::NotFound { .. }) => {}
                    Err(error) => return Err(bucket.error(error)),
                }
            }
        }
        after = match (page.is_truncated, page.next_key_marker, page.next_upload_id_marker) {
            (true, Some(key), upload) => Some((key, upload.unwrap_or_default())),
            _ => return Ok(removed),
        };
    }
}

/// What a request for a page asks: the uploads under a folder, after one.
fn asked(folder: &str, after: Option<&(String, String)>) -> String {
    let mut query = Serializer::new(String::new());
    if !folder.is_empty() {
        query.append_pair("prefix", &format!("{folder}/"));
    }
    if let Some((key, upload)) = after {
        query
            .append_pair("key-marker", key)
            .append_pair("upload-id-marker", upload);
    }
    query.append_pair("uploads", "").finish()
}

/// Asks for a page, which the client has no verb for: signed by the client's own means.
async fn page(bucket: &BlobBucket, after: Option<&(String, String)>) -> Result<Page, BlobError> {
    let inner = &bucket.0;
    let query = asked(bucket.folder(None).as_ref(), after);
    let wrong = |said: String| BucketError::Refused(inner.address.to_string(), said);
    let mut request = http::Request::get(format!("{}?{query}", inner.address.bucket_url()))
        .body(HttpRequestBody::empty())
        .map_err(|error| wrong(error.to_string()))?;
    let credential = AwsCredential {
        key_id: inner.keys.access.clone(),
        secret_key: inner.keys.secret.clone(),
        token: None,
    };
    AwsAuthorizer::new(&credential, "s3", &inner.address.region)
        .try_authorize(&mut request, None)
        .map_err(|error| wrong(error.to_string()))?;
    let answer = inner.line.call(request).await.map_err(|error| {
        let generic = object_store::Error::Generic {
            store: "S3",
            source: Box::new(error),
        };
        bucket.error(generic)
    })?;
    if !answer.status().is_success() {
        return Err(wrong(answer.status().to_string()).into());
    }
    let body = answer
        .into_body()
        .bytes()
        .await
        .map_err(|error| wrong(error.to_string()))?;
    let page = quick_xml::de::from_str(&String::from_utf8_lossy(&body));
    page.map_err(|error| wrong(format!("its list of unfinished uploads cannot be read: {error}")).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written after the service's description of the answer.
    const ANSWER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<ListMultipartUploadsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
  <Bucket>files</Bucket><KeyMarker/><UploadIdMarker/>
  <NextKeyMarker>a/7f/one</NextKeyMarker><NextUploadIdMarker>u&amp;2</NextUploadIdMarker>
  <MaxUploads>2</MaxUploads><IsTruncated>true</IsTruncated>
  <Upload><Key>a/7f/one</Key><UploadId>u1</UploadId><Initiator><ID>x</ID></Initiator>
    <Initiated>2026-11-24T20:48:33.000Z</Initiated></Upload>
  <Upload><Key>a/7f/one</Key><UploadId>u&amp;2</UploadId><Initiated>2026-11-24T20:48:34.000Z</Initiated></Upload>
</ListMultipartUploadsResult>"#;

    #[test]
    fn a_list_of_unfinished_uploads_is_read_and_goes_on() {
        let page: Page = quick_xml::de::from_str(ANSWER).unwrap();
        assert!(page.is_truncated);
        assert_eq!(page.next_key_marker.as_deref(), Some("a/7f/one"));
        assert_eq!(page.next_upload_id_marker.as_deref(), Some("u&2"));
        let ids: Vec<&str> = page.uploads.iter().map(|begun| begun.upload_id.as_str()).collect();
        assert_eq!(ids, ["u1", "u&2"]);
        assert!(page.uploads[0].initiated.parse::<Instant>().is_ok());
    }

    #[test]
    fn a_list_without_uploads_is_one() {
        let page: Page = quick_xml::de::from_str("<ListMultipartUploadsResult/>").unwrap();
        assert!(page.uploads.is_empty() && !page.is_truncated);
    }
}
