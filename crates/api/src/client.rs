//! Who calls: another system with a bearer token (RFC 6750).

use crate::Site;
use crate::problem::Refusal;
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use motcua_accounts::client::{Client, find};
use motcua_kernel::{Problem, codes};
use motcua_store::Stored;

/// The client that calls.
pub struct Caller(pub Stored<Client>);

impl FromRequestParts<Site> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Refusal> {
        let header = parts.headers.get(header::AUTHORIZATION);
        let header = header.and_then(|value| value.to_str().ok()).unwrap_or_default();
        let read = site.store.read().await?;
        let client = find(&read, header, site.now()).await?;
        Ok(Self(client.ok_or(Problem::new(codes::SIGN_IN_NEEDED))?))
    }
}
