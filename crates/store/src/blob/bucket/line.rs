//! The line to the service: `reqwest` over the `rustls` that the program has anyway. What a service refuses for good
//! comes back as a value of its own, so that it can be told in a sentence.

use async_trait::async_trait;
use bytes::BytesMut;
use object_store::client::{
    ClientOptions, HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
};
use std::time::Duration;

/// The most bytes of an answer. A list of a thousand names has a few hundred thousand, a piece of a file a million.
const MOST_BYTES: usize = 16 << 20;

/// How long a connection may take to come about.
const CONNECTING: Duration = Duration::from_secs(5);
/// How long the service may be silent.
const SILENCE: Duration = Duration::from_secs(20);
/// How long one request may take in all: a part of 5 MiB on a slow line.
const WHOLE: Duration = Duration::from_secs(120);

/// What the service refuses for good.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{status} {code}")]
pub(super) struct Refused {
    /// The status of HTTP.
    pub(super) status: u16,
    /// The service's own word: `NoSuchBucket`, `SignatureDoesNotMatch`; empty in an answer without a body.
    pub(super) code: String,
}

/// An answer that is none.
#[derive(Debug, thiserror::Error)]
#[error("an answer of more than {MOST_BYTES} bytes")]
struct Long;

/// HTTP to one service.
#[derive(Debug, Clone)]
pub(super) struct Line(reqwest::Client);

impl Line {
    /// Over plain HTTP no certificates are looked for, so that a machine without any does as well.
    pub(super) fn new(is_encrypted: bool) -> Result<Self, reqwest::Error> {
        // Another part of the program may have chosen one already: that is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder()
            // A redirect could carry a signed request to somebody else.
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECTING)
            .read_timeout(SILENCE)
            .timeout(WHOLE);
        let builder = if is_encrypted {
            builder
        } else {
            builder.tls_certs_only([]).no_proxy()
        };
        Ok(Self(builder.build()?))
    }
}

impl HttpConnector for Line {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.clone()))
    }
}

#[async_trait]
impl HttpService for Line {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        let url = parts.uri.to_string().parse().map_err(|error| {
            let error: url::ParseError = error;
            HttpError::new(HttpErrorKind::Unknown, error)
        })?;
        let mut asked = reqwest::Request::new(parts.method, url);
        *asked.headers_mut() = parts.headers;
        if body.content_length() > 0 {
            *asked.body_mut() = Some(reqwest::Body::wrap(body));
        }
        let mut answer = self.0.execute(asked).await.map_err(broken)?;
        let mut response = http::Response::builder().status(answer.status());
        for (name, value) in answer.headers() {
            response = response.header(name, value);
        }
        let mut bytes = BytesMut::new();
        while let Some(chunk) = answer.chunk().await.map_err(broken)? {
            if bytes.len() + chunk.len() > MOST_BYTES {
                return Err(HttpError::new(HttpErrorKind::Unknown, Long));
            }
            bytes.extend_from_slice(&chunk);
        }
        if let Some(refused) = refused(answer.status(), &bytes) {
            return Err(HttpError::new(HttpErrorKind::Unknown, refused));
        }
        let body = response.body(bytes.freeze().into());
        body.map_err(|error| HttpError::new(HttpErrorKind::Unknown, error))
    }
}

/// A line that broke: whether the request may be sent again.
fn broken(error: reqwest::Error) -> HttpError {
    let kind = if error.is_connect() {
        HttpErrorKind::Connect
    } else if error.is_timeout() {
        HttpErrorKind::Timeout
    } else if error.is_builder() {
        HttpErrorKind::Unknown
    } else {
        HttpErrorKind::Interrupted
    };
    // Without the address, which the sentence around it has.
    HttpError::new(kind, error.without_url())
}

/// What is refused for good. A missing file is not, nor what may go well a moment later.
fn refused(status: http::StatusCode, body: &[u8]) -> Option<Refused> {
    if status.is_success() || status.is_redirection() {
        return None;
    }
    let code = code(&String::from_utf8_lossy(body));
    let is_full = status == http::StatusCode::INSUFFICIENT_STORAGE || is_full_word(&code);
    let is_passing = status.is_server_error() || matches!(status.as_u16(), 408 | 429);
    let is_missing_file = status == http::StatusCode::NOT_FOUND && code != "NoSuchBucket";
    let is_for_good = is_full || !(is_passing || is_missing_file);
    is_for_good.then(|| Refused {
        status: status.as_u16(),
        code,
    })
}

/// Whether a service says by its word that there is no room: MinIO's, Ceph's and others'.
pub(super) fn is_full_word(code: &str) -> bool {
    ["StorageFull", "QuotaExceeded", "InsufficientStorage"]
        .iter()
        .any(|word| code.contains(word))
}

/// The text of `<Code>` in an answer of the service.
fn code(body: &str) -> String {
    let inside = body
        .split_once("<Code>")
        .and_then(|(_, rest)| rest.split_once("</Code>"));
    let word = inside.map_or("", |(code, _)| code);
    word.chars().filter(char::is_ascii_alphanumeric).take(60).collect()
}
