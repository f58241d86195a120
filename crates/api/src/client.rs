//! Who calls: another system with a bearer token (RFC 6750), and within its share of requests.

use crate::Site;
use crate::problem::{RETRY_AFTER, Refusal};
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use motcua_accounts::client::find;
use motcua_kernel::{Actor, ClientId, Context, Problem, codes};
use motcua_org::Rights;
use motcua_org::rights::load::load_actor;

/// The client that calls, and what it may do.
pub struct Caller {
    /// Its id.
    pub id: ClientId,
    /// What its connection lets it do now.
    pub rights: Rights,
}

impl Caller {
    /// A context in which it acts, under a change of its own.
    pub fn context(&self, site: &Site) -> Context {
        Context::new(Actor::Client(self.id), site.now())
    }
}

impl FromRequestParts<Site> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Refusal> {
        let header = parts.headers.get(header::AUTHORIZATION);
        let header = header.and_then(|value| value.to_str().ok()).unwrap_or_default();
        let read = site.store.read().await?;
        let client = find(&read, header, site.now()).await?;
        let id = client.ok_or(Problem::new(codes::SIGN_IN_NEEDED))?.id;
        site.limit.take(&id.to_string(), site.now()).map_err(|exceeded| {
            let wait = exceeded.again_at.micros_since(site.now()).max(1);
            // Rounded up: a client that comes back then is taken.
            let seconds = (wait + 999_999) / 1_000_000;
            Problem::from(exceeded).value(RETRY_AFTER, seconds.to_string())
        })?;
        site.uses.note(&site.store, id, site.now()).await;
        let rights = load_actor(&read, Actor::Client(id), site.now()).await?;
        Ok(Self { id, rights })
    }
}
