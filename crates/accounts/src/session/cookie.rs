//! The two cookies: the session's and the visitor's. Opaque random text; only a digest of the first is kept.

use crate::secret::{Secret, SecretDigest, id_from_digest};
use data_encoding::BASE64URL_NOPAD;
use motcua_kernel::{Context, SessionId};
use sha2::{Digest, Sha256};

/// How the site is reached, which decides what cookies may ask of a browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// The `__Host-` prefix and `Secure`: no other host or plain connection can set or see the cookie (RFC 6265bis §4.1.3).
    Https,
    /// The demo on one machine. `serve` on the open network uses [`Scheme::Https`].
    Http,
}

/// Which cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookie {
    /// Names a signed-in session.
    Session,
    /// Names a browser before it is signed in.
    Visitor,
}

impl Cookie {
    /// The cookie's name.
    pub const fn name(self, scheme: Scheme) -> &'static str {
        match (self, scheme) {
            (Self::Session, Scheme::Https) => "__Host-motcua",
            (Self::Session, Scheme::Http) => "motcua",
            (Self::Visitor, Scheme::Https) => "__Host-motcua-visitor",
            (Self::Visitor, Scheme::Http) => "motcua-visitor",
        }
    }

    /// A `Set-Cookie` value. The cookie ends with the browser; how long it counts is the store's business.
    pub fn set(self, scheme: Scheme, token: &Secret) -> String {
        let secure = match scheme {
            Scheme::Https => "; Secure",
            Scheme::Http => "",
        };
        // Lax, not Strict: the way back from the identity provider is a link from another site.
        format!(
            "{}={}; Path=/; HttpOnly; SameSite=Lax{secure}",
            self.name(scheme),
            token.reveal()
        )
    }

    /// A `Set-Cookie` value that removes the cookie.
    pub fn clear(self, scheme: Scheme) -> String {
        format!("{}; Max-Age=0", self.set(scheme, &Secret::new("")))
    }

    /// The cookie's text in a `Cookie` header.
    pub fn read(self, scheme: Scheme, header: &str) -> Option<&str> {
        let name = self.name(scheme);
        header
            .split(';')
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(key, _)| *key == name)
            .map(|pair| pair.1)
    }
}

/// 32 random bytes in base64url.
fn make(ctx: &Context) -> Secret {
    Secret::new(BASE64URL_NOPAD.encode(&ctx.secret::<32>()))
}

fn parse(text: &str) -> Option<Secret> {
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
    (bytes.len() == 32).then(|| Secret::new(text))
}

fn digest(kind: &[u8], token: &Secret) -> [u8; 32] {
    Sha256::new_with_prefix(kind)
        .chain_update(token.reveal().as_bytes())
        .finalize()
        .into()
}

/// What a signed-in browser shows. 256 random bits, so that a plain digest of it cannot be guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionToken(Secret);

impl SessionToken {
    /// A new one.
    pub fn make(ctx: &Context) -> Self {
        Self(make(ctx))
    }

    /// Reads a cookie; `None` for what cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        parse(text).map(Self)
    }

    /// The text for the cookie.
    pub const fn secret(&self) -> &Secret {
        &self.0
    }

    /// The id of its session: follows from the token, so that a session is found by one read.
    pub fn session(&self) -> SessionId {
        id_from_digest(&digest(b"motcua session id", &self.0))
    }

    /// What is kept of it.
    pub fn digest(&self) -> SecretDigest {
        SecretDigest::of_bytes(&digest(b"motcua session", &self.0))
    }
}

/// What a browser shows before it is signed in: binds sign-in forms and the way through the identity provider to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitorToken(Secret);

impl VisitorToken {
    /// A new one.
    pub fn make(ctx: &Context) -> Self {
        Self(make(ctx))
    }

    /// Reads a cookie; `None` for what cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        parse(text).map(Self)
    }

    /// The text for the cookie.
    pub const fn secret(&self) -> &Secret {
        &self.0
    }

    /// What is kept of it.
    pub fn digest(&self) -> SecretDigest {
        SecretDigest::of_bytes(&self.digest_bytes())
    }

    pub(crate) fn digest_bytes(&self) -> [u8; 32] {
        digest(b"motcua visitor", &self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::{Actor, Instant};

    #[test]
    fn a_cookie_reads_back_among_others() {
        let token = SessionToken::make(&Context::new(Actor::Anyone, Instant::from_micros(0)));
        let set = Cookie::Session.set(Scheme::Https, token.secret());
        assert!(
            set.starts_with("__Host-motcua=") && set.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"),
            "{set}"
        );
        let header = format!("a=b; __Host-motcua-visitor=x;__Host-motcua={}", token.secret().reveal());
        let read = Cookie::Session
            .read(Scheme::Https, &header)
            .and_then(SessionToken::parse)
            .unwrap();
        assert_eq!(read, token);
        assert_eq!(read.session(), token.session());
        assert_eq!(Cookie::Session.read(Scheme::Http, &header), None);
    }

    #[test]
    fn what_cannot_be_a_token_is_none() {
        for text in ["", "short", "Zm9v", "=", "đđđđ", &"A".repeat(5_000)] {
            assert!(SessionToken::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn id_and_digest_do_not_show_each_other() {
        let token = SessionToken::make(&Context::new(Actor::Anyone, Instant::from_micros(0)));
        let id = token.session().to_string().replace('-', "");
        let digest = serde_json::to_string(&token.digest()).unwrap();
        assert!(!digest.contains(&id[..8]));
    }
}
