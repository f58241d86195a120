//! Digests of passwords: argon2id (RFC 9106), written as a PHC string with its cost.

use super::Password;
use argon2::password_hash::phc::PasswordHash as Phc;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use motcua_kernel::Context;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// What one hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// The first choice of the OWASP Password Storage Cheat Sheet that fits small servers: 19 MiB, two passes, one lane.
    pub const RECOMMENDED: Self = Self {
        memory_kib: 19 * 1024,
        passes: 2,
        lanes: 1,
    };

    /// As cheap as the algorithm allows: for tests only.
    #[cfg(any(test, feature = "samples"))]
    pub const CHEAP: Self = Self {
        memory_kib: 8,
        passes: 1,
        lanes: 1,
    };

    fn argon2(self) -> Result<Argon2<'static>, HashError> {
        let params = Params::new(self.memory_kib, self.passes, self.lanes, None).map_err(|_| HashError::Cost)?;
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }
}

/// The digest of a password, as it is kept: `$argon2id$v=19$m=…,t=…,p=…$salt$digest`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Hashes. Takes about 20 ms and 19 MiB at the recommended cost: async code goes through [`Hasher`].
    ///
    /// # Errors
    ///
    /// Fails when the cost is outside of what the algorithm allows.
    pub fn make(password: &Password, salt: [u8; 16], cost: Cost) -> Result<Self, HashError> {
        let phc: Phc = cost
            .argon2()?
            .hash_password_with_salt(password.bytes(), &salt)
            .map_err(|_| HashError::Cost)?;
        Ok(Self(phc.to_string()))
    }

    /// Whether this is the digest of the password. Costs as much as making one.
    pub fn is_of(&self, password: &Password) -> bool {
        let Ok(phc) = Phc::new(&self.0) else { return false };
        // The cost comes from the kept text, so that digests of earlier costs still count.
        Argon2::default().verify_password(password.bytes(), &phc).is_ok()
    }

    /// Whether it was made with another cost than is asked for now: then it is made anew at the next sign-in.
    pub fn is_outdated(&self, cost: Cost) -> bool {
        let Ok(phc) = Phc::new(&self.0) else { return true };
        let Ok(params) = Params::try_from(&phc) else {
            return true;
        };
        phc.algorithm.as_str() != "argon2id"
            || params.m_cost() < cost.memory_kib
            || params.t_cost() < cost.passes
            || params.p_cost() < cost.lanes
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// Hashing away from the async threads, a few at a time, so that a flood of sign-ins neither stops the other
/// requests nor fills the memory.
#[derive(Clone)]
pub struct Hasher {
    cost: Cost,
    places: Arc<Semaphore>,
    patience: Duration,
    /// What a password is compared with when there is no account: costs the same, is never right.
    decoy: PasswordHash,
}

impl Hasher {
    /// A hasher that works on so many passwords at once (at least one): as many as there are cores.
    ///
    /// # Errors
    ///
    /// Fails when the cost is outside of what the algorithm allows.
    pub fn new(cost: Cost, at_once: usize) -> Result<Self, HashError> {
        let decoy = PasswordHash::make(&Password::typed("nobody's password"), [0; 16], cost)?;
        Ok(Self {
            cost,
            places: Arc::new(Semaphore::new(at_once.max(1))),
            patience: Duration::from_secs(5),
            decoy,
        })
    }

    /// The cost of new digests.
    pub const fn cost(&self) -> Cost {
        self.cost
    }

    /// The digest of a new password.
    ///
    /// # Errors
    ///
    /// Fails when too many others wait.
    pub async fn hash(&self, password: &Password, ctx: &Context) -> Result<PasswordHash, HashError> {
        let (password, salt, cost) = (password.clone(), ctx.secret::<16>(), self.cost);
        self.run(move || PasswordHash::make(&password, salt, cost)).await?
    }

    /// Whether the password is right. Without a digest (no such account, no password yet) it is never right and
    /// takes as long.
    ///
    /// # Errors
    ///
    /// Fails when too many others wait.
    pub async fn is_right(&self, hash: Option<&PasswordHash>, password: &Password) -> Result<bool, HashError> {
        let known = hash.is_some();
        let (hash, password) = (hash.unwrap_or(&self.decoy).clone(), password.clone());
        let same = self.run(move || hash.is_of(&password)).await?;
        Ok(same && known)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, HashError> {
        let wait = tokio::time::timeout(self.patience, self.places.clone().acquire_owned());
        let Ok(Ok(place)) = wait.await else {
            return Err(HashError::Busy);
        };
        tokio::task::spawn_blocking(move || {
            let result = work();
            drop(place);
            result
        })
        .await
        .map_err(|_| HashError::Busy)
    }
}

/// Why nothing was hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HashError {
    /// A cost that the algorithm does not know.
    #[error("the cost of password hashing is outside of what argon2id allows")]
    Cost,
    /// Too many sign-ins at once.
    #[error("too many sign-ins wait at this moment: try again in a minute")]
    Busy,
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::{Actor, Instant};

    #[test]
    fn a_digest_knows_its_password_and_no_other() {
        let hash = PasswordHash::make(&Password::typed("con cò bay lả"), [7; 16], Cost::CHEAP).unwrap();
        assert!(hash.is_of(&Password::typed("con cò bay lả")));
        assert!(!hash.is_of(&Password::typed("con cò bay la")));
        assert!(hash.0.starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
    }

    #[test]
    fn a_digest_of_a_lower_cost_still_counts_and_is_outdated() {
        let hash = PasswordHash::make(&Password::typed("con cò bay lả"), [7; 16], Cost::CHEAP).unwrap();
        assert!(hash.is_outdated(Cost {
            passes: 2,
            ..Cost::CHEAP
        }));
        assert!(!hash.is_outdated(Cost::CHEAP));
    }

    #[test]
    fn the_recommended_cost_is_what_owasp_says() {
        let hash = PasswordHash::make(&Password::typed("con cò bay lả"), [7; 16], Cost::RECOMMENDED).unwrap();
        assert!(hash.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    }

    #[tokio::test]
    async fn without_an_account_no_password_is_right() {
        let hasher = Hasher::new(Cost::CHEAP, 1).unwrap();
        let ctx = Context::new(Actor::Anyone, Instant::from_micros(0));
        let password = Password::typed("nobody's password");
        assert!(!hasher.is_right(None, &password).await.unwrap());
        let hash = hasher.hash(&password, &ctx).await.unwrap();
        assert!(hasher.is_right(Some(&hash), &password).await.unwrap());
    }

    #[tokio::test]
    async fn a_hasher_with_no_free_place_says_so() {
        let mut hasher = Hasher::new(Cost::CHEAP, 1).unwrap();
        hasher.patience = Duration::from_millis(1);
        let _taken = hasher.places.clone().acquire_owned().await.unwrap();
        assert_eq!(hasher.is_right(None, &Password::typed("x")).await, Err(HashError::Busy));
    }
}
