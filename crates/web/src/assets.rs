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

/// How text is packed, the smallest first: the word of the header, and the ending of the twin.
const PACKED: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

/// Whether a browser's `accept-encoding` names an encoding and does not refuse it with `q=0`.
fn takes(header: &str, encoding: &str) -> bool {
    header.split(',').any(|part| {
        let mut part = part.split(';').map(str::trim);
        part.next() == Some(encoding) && !part.any(|quality| matches!(quality, "q=0" | "q=0.0"))
    })
}

/// Serves one of them. It needs no sign-in and shows nothing of anybody.
pub(crate) async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    // Only names that the build wrote down: not names.json itself, not the packed twins.
    if !NAMES.values().any(|built| *built == name) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let taken = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let packed = PACKED
        .iter()
        .filter(|(encoding, _)| takes(taken, encoding))
        .find_map(|(encoding, end)| Some((Built::get(&format!("{name}.{end}"))?, *encoding)));
    let encoding = packed.as_ref().map(|(_, encoding)| *encoding);
    let Some(file) = packed.map(|(file, _)| file).or_else(|| Built::get(&name)) else {
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
    if let Some(encoding) = encoding {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}
