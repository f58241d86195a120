//! HTTP to the provider: short waits, small answers, no redirects.

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// The most bytes of an answer. Discovery documents and key sets have a few thousand.
const MOST_BYTES: usize = 1 << 20;

/// A client for a provider's back channel.
#[derive(Debug, Clone)]
pub(super) struct HttpClient(reqwest::Client);

/// Why a request gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The line, TLS or time.
    #[error("{0}")]
    Line(#[from] reqwest::Error),
    /// More than any honest answer.
    #[error("an answer of more than {MOST_BYTES} bytes")]
    Long,
    /// An answer that is none.
    #[error("an answer that is no HTTP: {0}")]
    Shape(#[from] openidconnect::http::Error),
}

impl HttpClient {
    /// A client. Over plain HTTP (the simulator on this machine) no certificates are looked for, so that a machine
    /// without any still shows the demo.
    pub(super) fn new(issuer: &str) -> Result<Self, HttpError> {
        // Another part of the program may have chosen one already: that is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder()
            // A redirect could carry a code or secret to somebody else.
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(10));
        let builder = if issuer.starts_with("http://") {
            builder.tls_certs_only([]).no_proxy()
        } else {
            builder
        };
        Ok(Self(builder.build()?))
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let mut answer = self.0.execute(request.try_into()?).await?;
        let mut response = openidconnect::http::Response::builder().status(answer.status());
        for (name, value) in answer.headers() {
            response = response.header(name, value);
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if body.len() + chunk.len() > MOST_BYTES {
                return Err(HttpError::Long);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(response.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for HttpClient {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
