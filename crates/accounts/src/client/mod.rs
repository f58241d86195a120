//! API clients: other systems that call `/api/v1` with a bearer token (RFC 6750).
//!
//! The token stands for itself: no token endpoint, nothing to renew each hour. It names its client, so that it is
//! checked with one read; only a digest of its 256 random bits is kept. Two tokens count at once, so that a client
//! changes over without a gap, and each has an end. What the token opens is the client's connection
//! ([`motcua_org::connection`]), which the table of rights reads.

mod issue;
mod overview;
mod record;
mod used;

pub use issue::{ClientError, LONGEST_TOKEN_DAYS, NewClient, close, open, renew};
pub use overview::{Opened, Overview, Standing, overview};
pub use record::list_clients;
pub use used::{ClientUse, Uses};

use crate::secret::{Secret, SecretDigest};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use motcua_kernel::{ClientId, Context, Instant, ThingId, UnitId};
use motcua_store::{Read, ReadError, Stored};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The first signs of every token, by which a token that leaked into a text is recognised.
const PREFIX: &str = "motcua_";

/// Another system.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Client {
    /// Its id.
    pub id: ClientId,
    /// What administrators call it.
    pub name: String,
    /// The unit that answers for it.
    pub unit: UnitId,
    /// The tokens that count, the newest last; at most two.
    pub tokens: Vec<KeptToken>,
    /// When it was closed.
    pub closed_at: Option<Instant>,
}

/// A token, as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeptToken {
    /// Its digest.
    pub digest: SecretDigest,
    /// When it was given out.
    pub issued_at: Instant,
    /// When it ends.
    pub ends_at: Instant,
}

/// What a client sends: `motcua_<client id>_<256 random bits>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BearerToken {
    client: ClientId,
    text: Secret,
}

impl BearerToken {
    /// A new one.
    pub fn make(client: ClientId, ctx: &Context) -> Self {
        let id = HEXLOWER.encode(Uuid::from(client).as_bytes());
        let secret = BASE64URL_NOPAD.encode(&ctx.secret::<32>());
        Self {
            client,
            text: Secret::new(format!("{PREFIX}{id}_{secret}")),
        }
    }

    /// Reads an `Authorization` header; `None` for what cannot be one of ours.
    pub fn from_header(header: &str) -> Option<Self> {
        let (scheme, text) = header.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return None;
        }
        let text = text.trim();
        let (id, secret) = text.strip_prefix(PREFIX)?.split_once('_')?;
        let id: [u8; 16] = HEXLOWER.decode(id.as_bytes()).ok()?.try_into().ok()?;
        if BASE64URL_NOPAD.decode(secret.as_bytes()).ok()?.len() != 32 {
            return None;
        }
        Some(Self {
            client: ClientId::from(Uuid::from_bytes(id)),
            text: Secret::new(text),
        })
    }

    /// To be shown once.
    pub const fn secret(&self) -> &Secret {
        &self.text
    }

    /// What is kept of it.
    pub fn digest(&self) -> SecretDigest {
        let digest = Sha256::new_with_prefix(b"motcua client")
            .chain_update(self.text.reveal())
            .finalize();
        SecretDigest::of_bytes(&digest.into())
    }
}

impl Client {
    /// Whether a token opens this client now.
    pub fn takes(&self, token: &BearerToken, now: Instant) -> bool {
        let digest = token.digest();
        self.closed_at.is_none()
            && token.client == self.id
            && self
                .tokens
                .iter()
                .any(|kept| kept.digest.is(&digest) && now < kept.ends_at)
    }

    /// The same with a new token; of the earlier ones the newest still counts, so that the client can change over.
    #[must_use]
    pub fn with_token(mut self, token: &BearerToken, ends_at: Instant, now: Instant) -> Self {
        self.tokens.retain(|kept| now < kept.ends_at);
        while self.tokens.len() > 1 {
            self.tokens.remove(0);
        }
        self.tokens.push(KeptToken {
            digest: token.digest(),
            issued_at: now,
            ends_at,
        });
        self
    }
}

/// The client that an `Authorization` header opens; `None` when there is none, it is closed or the token is over.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn find(read: &Read, header: &str, now: Instant) -> Result<Option<Stored<Client>>, ReadError> {
    let Some(token) = BearerToken::from_header(header) else {
        return Ok(None);
    };
    let found = read.find::<Client>(token.client).await?;
    Ok(found.filter(|client| client.takes(&token, now)))
}

/// The chain that a client's events stand in.
fn chain(client: ClientId) -> ThingId {
    ThingId::from(Uuid::from(client))
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::Actor;
    use proptest::prelude::*;

    const NOW: Instant = Instant::from_micros(1_790_000_000_000_000);

    fn client() -> Client {
        let (id, unit) = (ClientId::from_u128(1), UnitId::from_u128(2));
        Client {
            id,
            name: "Kho dữ liệu".into(),
            unit,
            tokens: vec![],
            closed_at: None,
        }
    }

    #[test]
    fn a_token_opens_its_client_until_its_end() {
        let token = BearerToken::make(ClientId::from_u128(1), &Context::new(Actor::System, NOW));
        let client = client().with_token(&token, NOW.plus_seconds(60), NOW);
        let read = BearerToken::from_header(&format!("bearer {}", token.secret().reveal())).unwrap();
        assert!(client.takes(&read, NOW.plus_seconds(59)));
        assert!(!client.takes(&read, NOW.plus_seconds(60)));
        let closed = Client {
            closed_at: Some(NOW),
            ..client
        };
        assert!(!closed.takes(&read, NOW));
    }

    #[test]
    fn a_client_changes_over_without_a_gap_and_the_third_token_ends_the_first() {
        let ctx = Context::new(Actor::System, NOW);
        let tokens: Vec<BearerToken> = (0..3)
            .map(|_| BearerToken::make(ClientId::from_u128(1), &ctx))
            .collect();
        let end = NOW.plus_seconds(60);
        let client = client()
            .with_token(&tokens[0], end, NOW)
            .with_token(&tokens[1], end, NOW);
        assert!(client.takes(&tokens[0], NOW) && client.takes(&tokens[1], NOW));
        let client = client.with_token(&tokens[2], end, NOW);
        assert!(!client.takes(&tokens[0], NOW) && client.takes(&tokens[1], NOW) && client.takes(&tokens[2], NOW));
    }

    #[test]
    fn other_schemes_and_cut_tokens_are_none() {
        let token = BearerToken::make(ClientId::from_u128(1), &Context::new(Actor::System, NOW));
        let text = token.secret().reveal();
        for header in [
            text.to_owned(),
            format!("Basic {text}"),
            format!("Bearer {}", &text[..text.len() - 1]),
        ] {
            assert!(BearerToken::from_header(&header).is_none(), "{header}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_strangers_send_breaks(header in "(Bearer )?(motcua_)?\\PC{0,90}") {
            let _ = BearerToken::from_header(&header);
        }
    }
}
