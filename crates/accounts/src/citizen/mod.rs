//! Citizens sign in at the national identity provider; there is no password of theirs here (IDN-01).
//!
//! The way out and back: [`begin`] keeps where the person was and gives the address to go to; the provider sends
//! them back with a code; [`finish`] turns the code into an [`Identity`], brings the person up to date and begins a
//! session. What the person was doing is a draft on the server, so that a phone that leaves for VNeID comes back to
//! the same step.

mod begin;
mod finish;
mod record;
mod return_path;

pub use begin::{BeginError, Departure, begin};
pub use finish::{FinishError, Persons, Returned, SignedIn, finish};
pub use record::SignInRequest;
pub use return_path::{ReturnPath, ReturnPathError};

use crate::secret::Secret;
use motcua_kernel::{Date, Instant};
use serde::{Deserialize, Serialize};
use std::error::Error;
use std::future::Future;
use std::pin::Pin;

/// How surely the provider knows a person (IDN-02).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityLevel {
    /// Level 1: may look and be informed.
    One,
    /// Level 2: known face to face; may file and open the store of papers.
    Two,
}

impl IdentityLevel {
    /// Whether this is enough for filing and for the store of papers.
    pub const fn may_file(self) -> bool {
        match self {
            Self::One => false,
            Self::Two => true,
        }
    }
}

/// Sex, as the identity card knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Nữ.
    Female,
    /// Nam.
    Male,
}

/// What the provider says of a person. Text is cleaned (NFC); what it does not say is absent, never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider's own name for the person: never changes, tells nothing.
    pub subject: String,
    /// How surely it knows them, for this sign-in.
    pub level: IdentityLevel,
    /// The 12-digit personal number.
    pub id_number: Option<IdNumber>,
    /// The full name, family name first.
    pub name: String,
    /// The day of birth.
    pub born_on: Option<Date>,
    /// The sex.
    pub sex: Option<Sex>,
    /// The place of residence as one line, perhaps with names of units that are no more.
    pub address: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
}

/// A personal number: twelve digits. It has no check digit.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdNumber(String);

impl IdNumber {
    /// Reads twelve digits.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        (text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| Self(text.to_owned()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Personal numbers never stand in a log.
        write!(f, "IdNumber(…{})", &self.0[9..])
    }
}

/// What a provider is asked at the beginning.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Comes back unchanged, to be found again by.
    pub state: Secret,
    /// Stands in the id token, which is so good for this sign-in only.
    pub nonce: Secret,
    /// The secret whose SHA-256 digest goes out now and which itself goes with the code (PKCE, RFC 7636).
    pub verifier: Secret,
    /// The least level that is enough.
    pub level: IdentityLevel,
    /// The moment, for caches.
    pub now: Instant,
}

/// What a provider is asked when the person came back.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// The code that came with them.
    pub code: Secret,
    /// As in [`Ask`].
    pub nonce: Secret,
    /// As in [`Ask`].
    pub verifier: Secret,
    /// The moment by which the id token is judged.
    pub now: Instant,
}

/// An answer that takes its time.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, ProviderError>> + Send + 'a>>;

/// The national identity provider, or its simulator.
pub trait IdentityProvider: Send + Sync {
    /// The address that the browser goes to. (A link, not a form: the content policy lets forms stay at home.)
    fn departure<'a>(&'a self, ask: &'a Ask) -> Answer<'a, String>;

    /// Who came back.
    fn identity<'a>(&'a self, exchange: &'a Exchange) -> Answer<'a, Identity>;
}

/// Why a provider gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// It does not answer, or not in a way that can be read. Try again later, or go to a counter.
    #[error("the identity provider does not answer: {reason}")]
    Away {
        /// What happened.
        reason: String,
        /// Its cause.
        #[source]
        source: Option<Box<dyn Error + Send + Sync>>,
    },
    /// It refuses the code: used, too old, or not ours.
    #[error("the identity provider refuses the code: {0}; sign in again")]
    Refused(String),
    /// What it answers does not prove who came: a wrong signature, audience, nonce or time.
    #[error("the answer of the identity provider proves nothing: {0}")]
    Unproven(String),
    /// Something needed is missing or cannot be read.
    #[error("the identity provider says nothing usable as {0}")]
    Claim(&'static str),
}
