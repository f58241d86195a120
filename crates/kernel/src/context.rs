//! Who acts, when, and the randomness of one request.

use crate::{ChangeId, ClientId, Date, Id, Instant, OfficerId, PersonId, RequestId};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

/// Who acts. What they may do is the table of rights' business, not the actor's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// Nobody signed in.
    Anyone,
    /// A person signed in through the national identity provider.
    Person(PersonId),
    /// An officer signed in with an account of this platform.
    Officer(OfficerId),
    /// Another system.
    Client(ClientId),
    /// The platform itself: timers, reactions, imports.
    System,
}

impl Actor {
    /// The actor's id, if it has one.
    pub fn id(self) -> Option<Uuid> {
        match self {
            Self::Person(id) => Some(id.into()),
            Self::Officer(id) => Some(id.into()),
            Self::Client(id) => Some(id.into()),
            Self::Anyone | Self::System => None,
        }
    }

    /// A stable word for the journal.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Anyone => "anyone",
            Self::Person(_) => "person",
            Self::Officer(_) => "officer",
            Self::Client(_) => "client",
            Self::System => "system",
        }
    }
}

/// Where secrets come from. Ids are no secrets: they follow from the change's id.
pub trait Randomness: Send + Sync {
    /// Fills the buffer with bytes that nobody can guess.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn fill(&self, bytes: &mut [u8]) {
        // A machine without randomness must not hand out secrets: stopping is right.
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}

/// The `Idempotency-Key` of another system's request, made unlike any other system's, and the digest of all that the
/// request asks for (draft-ietf-httpapi-idempotency-key-header).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestKey {
    /// The key.
    pub key: String,
    /// The digest.
    pub digest: String,
}

/// Who acts, when, under which change, and with which randomness.
///
/// Everything that an action makes gets its id from the change's id, in order. So the same form sent twice
/// makes the same things with the same ids, and the second commit finds the first one's answer.
#[derive(Clone)]
pub struct Context {
    actor: Actor,
    now: Instant,
    change: ChangeId,
    request: RequestId,
    key: Option<Arc<RequestKey>>,
    made: Arc<AtomicU32>,
    randomness: Arc<dyn Randomness>,
}

impl Context {
    /// A context with a change id of its own.
    pub fn new(actor: Actor, now: Instant) -> Self {
        let change = ChangeId::from(fresh_uuid(now, &SystemRandomness));
        Self::for_change(actor, now, change)
    }

    /// A context whose change id came with the form or the `Idempotency-Key`.
    pub fn for_change(actor: Actor, now: Instant, change: ChangeId) -> Self {
        Self {
            actor,
            now,
            change,
            request: RequestId::from(Uuid::from(change)),
            key: None,
            made: Arc::new(AtomicU32::new(0)),
            randomness: Arc::new(SystemRandomness),
        }
    }

    /// The same, with the request's id for the log.
    #[must_use]
    pub fn with_request(mut self, request: RequestId) -> Self {
        self.request = request;
        self
    }

    /// The same, for a request whose answer is kept under a key.
    #[must_use]
    pub fn with_key(mut self, key: RequestKey) -> Self {
        self.key = Some(Arc::new(key));
        self
    }

    /// The same, with another source of secrets (tests).
    #[must_use]
    pub fn with_randomness(mut self, randomness: Arc<dyn Randomness>) -> Self {
        self.randomness = randomness;
        self
    }

    /// Who acts.
    pub const fn actor(&self) -> Actor {
        self.actor
    }

    /// The moment of the request.
    pub const fn now(&self) -> Instant {
        self.now
    }

    /// The day of the request in the province.
    pub fn today(&self) -> Date {
        self.now.date()
    }

    /// The id under which this request's change set is applied once.
    pub const fn change(&self) -> ChangeId {
        self.change
    }

    /// The request's id, as the log and *Báo lỗi* name it.
    pub const fn request(&self) -> RequestId {
        self.request
    }

    /// The key under which the answer is kept, if the request came with one.
    pub fn key(&self) -> Option<&RequestKey> {
        self.key.as_deref()
    }

    /// The next new id of this change: version 7, the same for the same change and place.
    pub fn id<T: Id>(&self) -> T {
        let place = self.made.fetch_add(1, Ordering::Relaxed);
        T::from(derived_uuid(self.change.into(), place))
    }

    /// Bytes that nobody can guess: salts, activation codes, session secrets.
    pub fn secret<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.randomness.fill(&mut bytes);
        bytes
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("actor", &self.actor)
            .field("now", &self.now)
            .field("change", &self.change)
            .field("request", &self.request)
            .finish_non_exhaustive()
    }
}

/// A new version 7 UUID (RFC 9562 §5.7) at a moment.
fn fresh_uuid(now: Instant, randomness: &dyn Randomness) -> Uuid {
    let mut random = [0; 10];
    randomness.fill(&mut random);
    uuid::Builder::from_unix_timestamp_millis(now.as_micros().max(0) as u64 / 1_000, &random).into_uuid()
}

/// A version 7 UUID with the moment of `parent` and bits that follow from `parent` and `place`.
fn derived_uuid(parent: Uuid, place: u32) -> Uuid {
    let digest = Sha256::new_with_prefix(b"motcua id")
        .chain_update(parent.as_bytes())
        .chain_update(place.to_be_bytes())
        .finalize();
    let mut random = [0; 10];
    random.copy_from_slice(&digest[..10]);
    let millis = (parent.as_u128() >> 80) as u64;
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// The id of a thing that has a name of its own elsewhere (a code in a decision or a data file), so that an
/// import gives the same thing the same id every time. `kind` keeps equal names of different things apart.
///
/// A version 8 UUID (RFC 9562 §5.8) over SHA-256.
pub fn named_id<T: Id>(kind: &str, name: &str) -> T {
    let digest = Sha256::new_with_prefix(b"motcua name")
        .chain_update((kind.len() as u64).to_be_bytes())
        .chain_update(kind.as_bytes())
        .chain_update(name.as_bytes())
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    T::from(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DossierId;

    #[test]
    fn the_same_change_makes_the_same_ids() {
        let now = Instant::from_micros(1_790_000_000_000_000);
        let change = Context::new(Actor::System, now).change();
        let first = Context::for_change(Actor::System, now, change);
        let again = Context::for_change(Actor::System, now.plus_seconds(9), change);
        let ids: [DossierId; 2] = [first.id(), first.id()];
        assert_eq!(ids, [again.id(), again.id()]);
        assert_ne!(ids[0], ids[1]);
        assert_eq!(Uuid::from(ids[0]).get_version_num(), 7);
    }
}
