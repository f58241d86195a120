//! Styles, shapes, fonts and scripts, embedded from `ui/dist` under names that carry their content's
//! hash: a browser keeps them for a year and asks for nothing twice.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "../../ui/dist"]
struct Built;

static NAMES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    Built::get("names.json")
        .and_then(|file| serde_json::from_slice(&file.data).ok())
        .unwrap_or_default()
});

/// The address of a file by the name it has in `ui/src`: `public.css` gives `/assets/public-Ab12Cd34.css`.
pub fn href(name: &str) -> String {
    let built = NAMES.get(name).map_or(name, String::as_str);
    format!("/assets/{built}")
}

/// Whether the styles were built; a server should refuse to start without them.
pub fn are_built() -> bool {
    !NAMES.is_empty()
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// Serves one of them. It needs no sign-in and shows nothing of anybody.
pub(crate) async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    // Only names that the build wrote down: not names.json itself, not the gzipped twins.
    if !NAMES.values().any(|built| *built == name) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let takes_gzip = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("gzip"));
    let zipped = takes_gzip.then(|| Built::get(&format!("{name}.gz"))).flatten();
    let is_zipped = zipped.is_some();
    let Some(file) = zipped.or_else(|| Built::get(&name)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = Response::new(Body::from(file.data.into_owned()));
    let answer = response.headers_mut();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(&name)));
    answer.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_zipped {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}
