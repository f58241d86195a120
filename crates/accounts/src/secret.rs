//! Secrets: what must not be printed, how it is told apart, and the keys of this installation.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use hmac::{Hmac, Mac};
use motcua_kernel::Context;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::fmt;
use subtle::ConstantTimeEq;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Text that is wiped when dropped and never printed: a password, a token, an activation code.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself, for the one place that must show or send it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What is kept instead of a secret: 32 bytes, written in hexadecimal.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SecretDigest(String);

impl SecretDigest {
    pub(crate) fn of_bytes(bytes: &[u8; 32]) -> Self {
        Self(HEXLOWER.encode(bytes))
    }

    /// The hexadecimal digits, for a column.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Compares in the same time whatever it finds.
    pub fn is(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl fmt::Debug for SecretDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretDigest(…)")
    }
}

/// A secret that is needed again in clear (the key of a second factor), encrypted with a key of the installation.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sealed(String);

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed(…)")
    }
}

/// What keys are for. Each purpose has a key of its own, so that nothing made for one is taken for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyUse {
    /// Form tokens.
    FormToken,
    /// Codes of activation slips: made from it and kept as digests under it.
    Activation,
    /// Recovery codes.
    Recovery,
    /// Names of the counters of failed tries.
    Attempts,
    /// Sealing the keys of second factors.
    Factor,
    /// Proof key and nonce of a citizen's sign-in.
    Citizen,
}

impl KeyUse {
    const fn word(self) -> &'static [u8] {
        match self {
            Self::FormToken => b"motcua form token",
            Self::Activation => b"motcua activation",
            Self::Recovery => b"motcua recovery",
            Self::Attempts => b"motcua attempts",
            Self::Factor => b"motcua factor",
            Self::Citizen => b"motcua citizen",
        }
    }
}

/// The secret keys of this installation, the newest first.
///
/// They stand in the configuration, **not in the store**: whoever copies the store alone can neither make form
/// tokens nor try activation codes, recovery codes or second factors. All processes of an installation share them.
/// New things are made with the first key; what was made with an earlier one is still taken, so that keys can be
/// changed without sending everybody away.
#[derive(Clone)]
pub struct Keys(Vec<Zeroizing<[u8; 32]>>);

impl Keys {
    /// An installation with one key.
    pub fn new(key: [u8; 32]) -> Self {
        Self(vec![Zeroizing::new(key)])
    }

    /// The same, still taking what was made under an earlier key.
    #[must_use]
    pub fn with_earlier(mut self, key: [u8; 32]) -> Self {
        self.0.push(Zeroizing::new(key));
        self
    }

    /// Reads keys written as 64 hexadecimal digits each, one a line, the newest first; `#` begins a remark.
    ///
    /// # Errors
    ///
    /// Fails when there is no key or a line is not one.
    pub fn parse(text: &str) -> Result<Self, KeysError> {
        let mut keys = Vec::new();
        for (at, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            let bytes = Zeroizing::new(HEXLOWER.decode(line.as_bytes()).map_err(|_| KeysError::Line(at + 1))?);
            let key: [u8; 32] = bytes.as_slice().try_into().map_err(|_| KeysError::Line(at + 1))?;
            keys.push(Zeroizing::new(key));
        }
        if keys.is_empty() {
            return Err(KeysError::Empty);
        }
        Ok(Self(keys))
    }

    /// A new key, as [`Keys::parse`] reads it.
    pub fn generate(ctx: &Context) -> Secret {
        Secret::new(HEXLOWER.encode(&ctx.secret::<32>()))
    }

    /// How many keys are taken.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// A keyed digest under the newest key. Parts are kept apart by their lengths.
    pub(crate) fn mac(&self, key_use: KeyUse, parts: &[&[u8]]) -> [u8; 32] {
        mac_with(&self.0[0], key_use, parts)
    }

    /// The keyed digests under every key that is taken, the newest first.
    pub(crate) fn macs(&self, key_use: KeyUse, parts: &[&[u8]]) -> Vec<[u8; 32]> {
        self.0.iter().map(|key| mac_with(key, key_use, parts)).collect()
    }

    /// Encrypts; `of` names what it belongs to, so that it cannot be moved to something else.
    pub(crate) fn seal(&self, key_use: KeyUse, of: &[u8], clear: &[u8], ctx: &Context) -> Sealed {
        let nonce = ctx.secret::<12>();
        let cipher = self.cipher(0, key_use);
        let payload = Payload { msg: clear, aad: of };
        // Encryption fails only for texts beyond 256 GiB; ours have a few dozen bytes.
        let hidden = cipher
            .encrypt(&Nonce::from(nonce), payload)
            .expect("a short text is encrypted");
        Sealed(BASE64URL_NOPAD.encode(&[&nonce[..], &hidden].concat()))
    }

    /// Decrypts what [`Keys::seal`] made; `None` when no key fits or it belongs to something else.
    pub(crate) fn open(&self, key_use: KeyUse, of: &[u8], sealed: &Sealed) -> Option<Zeroizing<Vec<u8>>> {
        let bytes = BASE64URL_NOPAD.decode(sealed.0.as_bytes()).ok()?;
        let (nonce, hidden) = bytes.split_first_chunk::<12>()?;
        (0..self.0.len()).find_map(|at| {
            let payload = Payload { msg: hidden, aad: of };
            self.cipher(at, key_use)
                .decrypt(&Nonce::from(*nonce), payload)
                .ok()
                .map(Zeroizing::new)
        })
    }

    fn cipher(&self, at: usize, key_use: KeyUse) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&Key::from(mac_with(&self.0[at], key_use, &[b"seal"])))
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({})", self.0.len())
    }
}

/// A configuration of keys that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeysError {
    /// No key at all.
    #[error("there is no key: write one of 64 hexadecimal digits")]
    Empty,
    /// Something that is no key.
    #[error("line {0} is not a key of 64 hexadecimal digits in lower case")]
    Line(usize),
}

fn mac_with(key: &[u8; 32], key_use: KeyUse, parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = keyed(key);
    mac.update(key_use.word());
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn keyed(key: &[u8; 32]) -> Hmac<Sha256> {
    // HMAC takes keys of every length (RFC 2104 §2).
    <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length")
}

/// Compares two keyed digests in the same time whatever it finds.
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

/// An id that follows from a digest (version 8, RFC 9562 §5.8), so that a secret is found by one read of its record.
pub(crate) fn id_from_digest<T: From<Uuid>>(digest: &[u8; 32]) -> T {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    T::from(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::{Actor, Instant};

    fn ctx() -> Context {
        Context::new(Actor::System, Instant::from_micros(1_790_000_000_000_000))
    }

    #[test]
    fn what_was_sealed_opens_only_for_its_owner_and_under_its_keys() {
        let keys = Keys::new([1; 32]);
        let sealed = keys.seal(KeyUse::Factor, b"account 1", b"clear", &ctx());
        assert_eq!(
            keys.open(KeyUse::Factor, b"account 1", &sealed).unwrap().as_slice(),
            b"clear"
        );
        assert!(keys.open(KeyUse::Factor, b"account 2", &sealed).is_none());
        assert!(keys.open(KeyUse::Citizen, b"account 1", &sealed).is_none());
        let changed = Keys::new([2; 32]).with_earlier([1; 32]);
        assert!(changed.open(KeyUse::Factor, b"account 1", &sealed).is_some());
        assert!(Keys::new([2; 32]).open(KeyUse::Factor, b"account 1", &sealed).is_none());
    }

    #[test]
    fn parts_are_kept_apart() {
        let keys = Keys::new([1; 32]);
        let one = keys.mac(KeyUse::FormToken, &[b"ab", b"c"]);
        assert_ne!(one, keys.mac(KeyUse::FormToken, &[b"a", b"bc"]));
        assert_ne!(one, keys.mac(KeyUse::Recovery, &[b"ab", b"c"]));
    }

    #[test]
    fn a_file_of_keys_is_read_with_its_remarks() {
        let key = Keys::generate(&ctx());
        let text = format!("# keys\n{} # new\n\n{}\n", key.reveal(), "ab".repeat(32));
        assert_eq!(Keys::parse(&text).unwrap().count(), 2);
        assert_eq!(Keys::parse("# none\n").unwrap_err(), KeysError::Empty);
        assert_eq!(Keys::parse("\nxyz").unwrap_err(), KeysError::Line(2));
    }

    #[test]
    fn secrets_are_not_printed() {
        let text = format!("{:?} {:?}", Secret::new("hunter2"), Keys::new([7; 32]));
        assert_eq!(text, "Secret(…) Keys(1)");
    }
}
