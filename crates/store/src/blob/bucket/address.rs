//! Where a bucket is, as settings say it, and the keys to it.

use std::fmt;
use std::path::{Path, PathBuf};
use url::Url;

/// The keys to a bucket, as the service gave them.
#[derive(Clone, PartialEq, Eq)]
pub struct BucketKeys {
    /// The public half, which names the account.
    pub access: String,
    /// The secret half, which signs requests and is never sent.
    pub secret: String,
}

/// Without the secret.
impl fmt::Debug for BucketKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BucketKeys")
            .field("access", &self.access)
            .finish_non_exhaustive()
    }
}

/// Why an address names no place for files.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    /// Neither a folder nor a bucket.
    #[error("{0} is no place for files: name a folder, or s3://BUCKET/PREFIX?endpoint=https://…")]
    Shape(String),
    /// A parameter that is not known here.
    #[error("{name} is unknown in the address of the bucket: endpoint, region, style and keys are known")]
    Unknown {
        /// Its name.
        name: String,
    },
    /// A parameter that must be there, or have another value.
    #[error("the address of the bucket: {0}")]
    Parameter(String),
    /// No keys anywhere.
    #[error(
        "the bucket needs keys: name a file with keys=FILE in its address, or set `s3_access_key` and `s3_secret_key`"
    )]
    NoKeys,
    /// The file of the keys is not as it should be.
    #[error("the keys to the bucket in {file} cannot be used: {wrong}")]
    Keys {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        wrong: String,
    },
    /// The client cannot be made.
    #[error("the client of the bucket cannot be made: {0}")]
    Client(String),
}

/// `s3://BUCKET[/PREFIX]?endpoint=URL[&region=NAME][&style=path|host][&keys=FILE]`, read.
#[derive(Debug)]
pub(super) struct Address {
    pub(super) bucket: String,
    /// The folders within the bucket; none, and the files stand at its top.
    pub(super) prefix: Vec<String>,
    /// The service, without the bucket.
    pub(super) endpoint: Url,
    pub(super) region: String,
    /// Whether the bucket stands in the path, as most services beside Amazon's want it, or before the host.
    pub(super) is_path_style: bool,
    keys: Option<PathBuf>,
}

/// The region of services that have none.
const USUAL_REGION: &str = "us-east-1";

impl Address {
    pub(super) fn read(text: &str) -> Result<Self, PlaceError> {
        let shape = || PlaceError::Shape(text.split('?').next().unwrap_or_default().to_owned());
        let url = Url::parse(text).map_err(|_| shape())?;
        let bucket = url.host_str().filter(|_| url.scheme() == "s3").ok_or_else(shape)?;
        let (mut endpoint, mut region, mut is_path_style, mut keys) = (None, None, true, None);
        for (name, value) in url.query_pairs() {
            match name.as_ref() {
                "endpoint" => endpoint = Some(service(&value)?),
                "region" => region = Some(value.into_owned()),
                "style" => {
                    is_path_style = match value.as_ref() {
                        "path" => true,
                        "host" => false,
                        other => return Err(PlaceError::Parameter(format!("style={other} is neither path nor host"))),
                    };
                }
                "keys" => keys = Some(PathBuf::from(value.as_ref())),
                other => return Err(PlaceError::Unknown { name: other.to_owned() }),
            }
        }
        let endpoint =
            endpoint.ok_or_else(|| PlaceError::Parameter("name the service with endpoint=https://…".into()))?;
        let folders = url.path().split('/').filter(|part| !part.is_empty());
        Ok(Self {
            bucket: bucket.to_owned(),
            prefix: folders.map(str::to_owned).collect(),
            endpoint,
            region: region.unwrap_or_else(|| USUAL_REGION.to_owned()),
            is_path_style,
            keys,
        })
    }

    /// The keys of the file that it names, or else those that were given.
    pub(super) fn keys(&self, given: Option<BucketKeys>) -> Result<BucketKeys, PlaceError> {
        match &self.keys {
            Some(file) => read_keys(file),
            None => given.ok_or(PlaceError::NoKeys),
        }
    }

    /// The address of the bucket itself, without a slash at its end.
    pub(super) fn bucket_url(&self) -> String {
        let endpoint = self.endpoint.as_str().trim_end_matches('/');
        if self.is_path_style {
            return format!("{endpoint}/{}", self.bucket);
        }
        let (scheme, rest) = endpoint.split_once("://").unwrap_or(("https", endpoint));
        format!("{scheme}://{}.{rest}", self.bucket)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let endpoint = self.endpoint.as_str().trim_end_matches('/');
        write!(f, "{} at {endpoint}", self.bucket)
    }
}

fn service(text: &str) -> Result<Url, PlaceError> {
    let wrong = || {
        PlaceError::Parameter(format!(
            "endpoint={text} is no https://… (or http://… in a network of trust)"
        ))
    };
    let url = Url::parse(text).map_err(|_| wrong())?;
    let is_plain = url.query().is_none() && url.username().is_empty() && url.password().is_none();
    let is_web = matches!(url.scheme(), "https" | "http") && url.has_host();
    if is_plain && is_web { Ok(url) } else { Err(wrong()) }
}

/// Two lines: the access key, the secret key.
fn read_keys(file: &Path) -> Result<BucketKeys, PlaceError> {
    let wrong = |wrong: String| PlaceError::Keys {
        file: file.to_owned(),
        wrong,
    };
    let text = std::fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let [access, secret] = lines[..] else {
        return Err(wrong(
            "it must hold two lines, the access key and the secret key".into(),
        ));
    };
    Ok(BucketKeys {
        access: access.to_owned(),
        secret: secret.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(address: &str) -> String {
        Address::read(address).unwrap_err().to_string()
    }

    #[test]
    fn an_address_says_bucket_service_region_and_style() {
        let address = Address::read("s3://motcua-files/qn/a?endpoint=https://s3.example.vn:9000&region=hn").unwrap();
        assert_eq!(
            (address.bucket.as_str(), address.region.as_str()),
            ("motcua-files", "hn")
        );
        assert_eq!(address.prefix, ["qn", "a"]);
        assert_eq!(address.bucket_url(), "https://s3.example.vn:9000/motcua-files");
        let address = Address::read("s3://motcua-files?endpoint=https%3A%2F%2Fs3.example.vn%2F&style=host").unwrap();
        assert_eq!((address.prefix.len(), address.region.as_str()), (0, "us-east-1"));
        assert_eq!(address.bucket_url(), "https://motcua-files.s3.example.vn");
    }

    #[test]
    fn an_unknown_or_missing_parameter_is_an_error_that_names_it() {
        assert!(refused("s3://b?endpiont=https://x").contains("endpiont"));
        assert!(refused("s3://b").contains("endpoint=https://"));
        assert!(refused("s3://b?endpoint=ftp://x").contains("ftp://x"));
        assert!(refused("s3://b?endpoint=https://me:secret@x").contains("no https"));
        assert!(refused("s3://b?endpoint=https://x&style=flat").contains("flat"));
        assert!(refused("gs://b?endpoint=https://x").contains("gs://b"));
    }

    #[test]
    fn keys_come_from_the_file_of_the_address_before_the_settings() {
        let file = std::env::temp_dir().join(format!("motcua-keys-{}", uuid::Uuid::new_v4()));
        let address = format!("s3://b?endpoint=https://x&keys={}", file.display());
        let named = Address::read(&address).unwrap();
        let given = BucketKeys {
            access: "a".into(),
            secret: "s".into(),
        };
        let wrong = named.keys(Some(given.clone())).unwrap_err().to_string();
        assert!(wrong.contains(&file.display().to_string()), "{wrong}");
        std::fs::write(&file, "only one\n").unwrap();
        let wrong = named.keys(None).unwrap_err().to_string();
        assert!(wrong.contains("two lines") && !wrong.contains("only one"), "{wrong}");
        std::fs::write(&file, "AK\n\n  SK \n").unwrap();
        let keys = named.keys(Some(given.clone())).unwrap();
        assert_eq!((keys.access.as_str(), keys.secret.as_str()), ("AK", "SK"));
        assert!(!format!("{keys:?}").contains("SK"));
        std::fs::remove_file(file).unwrap();
        let bare = Address::read("s3://b?endpoint=https://x").unwrap();
        assert_eq!(bare.keys(Some(given.clone())).unwrap(), given);
        assert!(bare.keys(None).unwrap_err().to_string().contains("s3_secret_key"));
    }
}
