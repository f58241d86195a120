//! `Idempotency-Key` and `If-Match`: what a request that writes must say beside its body.

use crate::Site;
use crate::client::Caller;
use crate::problem::{KEY_MISSING, Refusal};
use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use motcua_dossier::done::{self, Done};
use motcua_kernel::{Code, Problem, RequestKey, codes};
use serde::Serialize;
use serde_json::Value as Body;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use utoipa::ToSchema;

/// Signs of a key at most.
const MOST: usize = 200;

/// The header `Idempotency-Key`, for the description.
#[derive(ToSchema)]
#[schema(
    value_type = String,
    pattern = r#"^("[!#-\[\]-~]{1,200}"|[!#-\[\]-~]{1,200})$"#,
    example = "8e03978e-40d5-43dd-bc93-6894a57f9324"
)]
#[expect(dead_code, reason = "only its shape is used")]
pub struct KeyShape(String);

/// The header `If-Match`, for the description: the `ETag` that a dossier was read with.
#[derive(ToSchema)]
#[schema(value_type = String, pattern = r#"^"[0-9]{1,18}"$"#, example = "\"1\"")]
#[expect(dead_code, reason = "only its shape is used")]
pub struct VersionShape(String);

/// The header `Idempotency-Key`, required (draft-ietf-httpapi-idempotency-key-header), with the address that it came
/// to: a key belongs to one request of one client.
pub struct Key {
    key: String,
    address: String,
}

impl FromRequestParts<Site> for Key {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, Refusal> {
        let mut given = parts.headers.get_all("idempotency-key").iter();
        let (Some(header), None) = (given.next(), given.next()) else {
            return Err(Problem::new(KEY_MISSING).into());
        };
        let key = header.to_str().ok().and_then(read).ok_or(Problem::new(KEY_MISSING))?;
        Ok(Self {
            key,
            address: format!("{} {}", parts.method, parts.uri.path()),
        })
    }
}

/// A string in quotes, as the draft writes it, or the bare signs, as many clients do.
fn read(header: &str) -> Option<String> {
    let text = header.trim();
    let text = match text.strip_prefix('"') {
        Some(rest) => rest.strip_suffix('"')?,
        None => text,
    };
    let sound = (1..=MOST).contains(&text.len())
        && text
            .bytes()
            .all(|sign| sign.is_ascii_graphic() && sign != b'"' && sign != b'\\');
    sound.then(|| text.to_owned())
}

impl Key {
    /// The key under which the answer is kept: unlike any other client's.
    pub fn of(&self, caller: &Caller, body: &Body) -> RequestKey {
        // Parsed and written again: the order of members and the space between them say nothing.
        let bytes = serde_json::to_vec(body).unwrap_or_default();
        let digest = Sha256::new_with_prefix(&self.address)
            .chain_update(b"\n")
            .chain_update(bytes)
            .finalize();
        let mut hex = String::with_capacity(64);
        for byte in digest {
            // Writing into a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        RequestKey {
            key: format!("client/{}/{}", caller.id, self.key),
            digest: hex,
        }
    }
}

/// The version that `If-Match` names, if it names one (RFC 9110 §13.1.1).
///
/// # Errors
///
/// Fails as `precondition-required` without the header, and as `precondition-failed` for what is no `ETag` of ours.
pub fn if_match(headers: &HeaderMap) -> Result<i64, Problem> {
    let header = headers
        .get(header::IF_MATCH)
        .ok_or(Problem::new(codes::PRECONDITION_REQUIRED))?;
    let tag = header.to_str().unwrap_or_default().trim();
    let version = tag.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    version
        .and_then(|version| version.parse().ok())
        .ok_or(Problem::new(codes::PRECONDITION_FAILED))
}

/// What the caller decided by has changed: with `If-Match` that is a failed precondition.
pub fn precondition(problem: Problem) -> Problem {
    if problem.code == codes::STALE {
        return Problem {
            code: codes::PRECONDITION_FAILED,
            ..problem
        };
    }
    problem
}

/// What an act answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct DoneBody {
    /// The dossier.
    #[schema(example = "01938f2a-7c11-7d42-9b1e-5f0c2ad67f3a")]
    pub id: String,
    /// Its version after the act, as the `ETag` says it.
    #[schema(example = 1)]
    pub version: i64,
    /// Where it stood after the act.
    #[schema(example = "submitted")]
    pub stage: &'static str,
    /// The dossier number, once it is accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "H49.102-261126-0001")]
    pub number: Option<String>,
}

/// The answer that was given to the same request before, if there was one.
///
/// # Errors
///
/// Fails as `key-reused` when the key came with another content.
pub async fn answered(site: &Site, key: &RequestKey) -> Result<Option<Done>, Problem> {
    let read = site.store.read().await?;
    Ok(done::find(&read, key).await?)
}

/// Writes the kept answer out: the same for the first request and for each repeat.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn answer(site: &Site, key: &RequestKey, status: StatusCode) -> Result<Response, Refusal> {
    const LOST: Code = codes::INTERNAL;
    // It was kept in the act's own change set.
    let done = answered(site, key).await?.ok_or(Problem::new(LOST))?;
    Ok(written(&done, status))
}

/// The answer as it goes out.
pub fn written(done: &Done, status: StatusCode) -> Response {
    let headers = [
        (header::ETAG, format!("\"{}\"", done.version)),
        (header::LOCATION, format!("/api/v1/dossiers/{}", done.dossier)),
    ];
    let body = DoneBody {
        id: done.dossier.to_string(),
        version: done.version,
        stage: done.stage.word(),
        number: done
            .number
            .as_ref()
            .and_then(|number| number.issued())
            .map(str::to_owned),
    };
    (status, headers, Json(body)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_with_or_without_quotes_and_is_plain() {
        for header in ["\"8e03978e-40d5\"", "8e03978e-40d5", " 8e03978e-40d5 "] {
            assert_eq!(read(header).as_deref(), Some("8e03978e-40d5"), "{header}");
        }
        for header in ["", "\"\"", "\"open", "a b", "a\"b", &"k".repeat(201)] {
            assert_eq!(read(header), None, "{header}");
        }
    }

    #[test]
    fn only_a_version_of_ours_is_a_precondition() {
        let given = |tag: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_MATCH, tag.parse().unwrap());
            if_match(&headers).map_err(|problem| problem.code)
        };
        assert_eq!(given("\"3\""), Ok(3));
        for wrong in ["*", "3", "W/\"3\"", "\"3\", \"4\"", "\"x\""] {
            assert_eq!(given(wrong), Err(codes::PRECONDITION_FAILED), "{wrong}");
        }
        assert_eq!(
            if_match(&HeaderMap::new()).unwrap_err().code,
            codes::PRECONDITION_REQUIRED
        );
    }
}
