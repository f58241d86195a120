//! Chains and digests: what makes a changed byte, a cut tail and a vanished thing show.

use crate::error::CommitError;
use hmac::{Hmac, KeyInit, Mac};
use motcua_kernel::{ChangeId, Instant, ThingId};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use uuid::Uuid;

/// Bytes as lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The digest of a record's version, keyed with its salt: the bare digest of a twelve-digit number could be
/// guessed, and to erase the salt is to make the digest say nothing.
pub(crate) fn keyed_digest(salt: &str, table: &str, id: Uuid, version: i64, body: &str) -> Result<String, CommitError> {
    let mut mac = Hmac::<Sha256>::new_from_slice(salt.as_bytes())
        .map_err(|error| CommitError::Invalid(format!("the salt of {table} {id}: {error}")))?;
    for part in [table, "\n", &id.to_string(), "\n", &version.to_string(), "\n", body] {
        mac.update(part.as_bytes());
    }
    Ok(hex(&mac.finalize().into_bytes()))
}

/// Random bytes that key the digest of one version of one record.
pub(crate) fn fresh_salt() -> String {
    let mut salt = [0; 16];
    // A machine without randomness must not write salts that can be guessed: stopping is right.
    getrandom::fill(&mut salt).expect("the operating system gives random bytes");
    hex(&salt)
}

/// An event as its hash sees it.
pub(crate) struct Hashed<'a> {
    pub(crate) thing: ThingId,
    pub(crate) n: i64,
    pub(crate) kind: &'a str,
    pub(crate) format: i64,
    pub(crate) happened_at: Instant,
    pub(crate) recorded_at: Instant,
    pub(crate) change: ChangeId,
    pub(crate) before: &'a str,
    pub(crate) body: &'a str,
}

/// The hash of an event over all that it says and the hash before it in its chain.
pub(crate) fn event_hash(event: &Hashed<'_>) -> String {
    let mut hash = Sha256::new();
    hash.update(b"motcua event 1\n");
    let lines = [
        event.thing.to_string(),
        event.n.to_string(),
        event.kind.to_owned(),
        event.format.to_string(),
        event.happened_at.as_micros().to_string(),
        event.recorded_at.as_micros().to_string(),
        event.change.to_string(),
        event.before.to_owned(),
    ];
    for line in lines {
        hash.update(line.as_bytes());
        hash.update(b"\n");
    }
    hash.update(event.body.as_bytes());
    hex(&hash.finalize())
}

/// The hash of the whole feed up to a position.
pub(crate) fn feed_hash(before: &str, position: i64, event_hash: &str) -> String {
    let mut hash = Sha256::new();
    for part in ["motcua feed 1\n", before, "\n", &position.to_string(), "\n", event_hash] {
        hash.update(part.as_bytes());
    }
    hex(&hash.finalize())
}
