//! Activation slips: a printed code with which an officer sets the first password, or another one after forgetting.
//!
//! A slip is used once, runs out, and is worth nothing once a newer one was printed. Only a keyed digest of its code
//! is kept. The codes of a print run follow from its change id: a form sent twice prints codes that count.

mod issue;
mod record;
mod redeem;

pub use issue::{IssueError, Slip, issue};
pub use redeem::{RedeemError, Redeemed, open_slip, redeem};

use crate::secret::{KeyUse, Keys, SecretDigest, id_from_digest};
use crate::typed_code::TypedCode;
use motcua_kernel::{AccountId, ActivationId, ChangeId, Instant};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long a slip counts, in days: printed before a weekend, used after it.
pub const LIFETIME_DAYS: i64 = 7;

/// A printed slip, as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Activation {
    /// Follows from the code, so that it is found by one read.
    pub id: ActivationId,
    /// Keyed digest of the code.
    pub digest: SecretDigest,
    /// Whose account it opens.
    pub account: AccountId,
    /// When it was printed.
    pub issued_at: Instant,
    /// When it runs out.
    pub ends_at: Instant,
    /// What became of it.
    pub state: SlipState,
}

/// What became of a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum SlipState {
    /// Not used yet.
    Open,
    /// Used once, and never again.
    Used {
        /// When.
        at: Instant,
        /// By which change: the same form sent twice is told the same.
        by: ChangeId,
    },
    /// A newer slip was printed.
    Replaced {
        /// When.
        at: Instant,
    },
}

/// Why a slip opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SlipError {
    /// Used once already.
    #[error("the slip was used: ask for a new one")]
    Used,
    /// A newer one was printed.
    #[error("a newer slip was printed for this account: use that one")]
    Replaced,
    /// Printed too long ago.
    #[error("the slip has run out: ask for a new one")]
    Over,
}

impl Activation {
    /// A new slip for an account, and the code to print on it.
    pub(crate) fn make(account: AccountId, keys: &Keys, change: ChangeId, now: Instant) -> (Self, TypedCode) {
        let (owner, run) = (Uuid::from(account), Uuid::from(change));
        let mac = keys.mac(KeyUse::Activation, &[b"make", owner.as_bytes(), run.as_bytes()]);
        let code = TypedCode::from_bytes(&mac);
        let (id, digest) = names(keys, &code).swap_remove(0);
        let ends_at = now.date().plus_days(LIFETIME_DAYS as i32).end();
        (
            Self {
                id,
                digest,
                account,
                issued_at: now,
                ends_at,
                state: SlipState::Open,
            },
            code,
        )
    }

    /// Whether it opens its account now.
    ///
    /// # Errors
    ///
    /// Fails with what became of it.
    pub fn check(&self, now: Instant) -> Result<(), SlipError> {
        match self.state {
            SlipState::Used { .. } => Err(SlipError::Used),
            SlipState::Replaced { .. } => Err(SlipError::Replaced),
            SlipState::Open if now >= self.ends_at => Err(SlipError::Over),
            SlipState::Open => Ok(()),
        }
    }

    /// Uses it up.
    ///
    /// # Errors
    ///
    /// Fails if it was used, replaced or has run out.
    pub fn used(self, by: ChangeId, now: Instant) -> Result<Self, SlipError> {
        self.check(now)?;
        Ok(Self {
            state: SlipState::Used { at: now, by },
            ..self
        })
    }

    /// A newer one was printed. What was used stays used.
    #[must_use]
    pub fn replaced(self, now: Instant) -> Self {
        match self.state {
            SlipState::Open => Self {
                state: SlipState::Replaced { at: now },
                ..self
            },
            SlipState::Used { .. } | SlipState::Replaced { .. } => self,
        }
    }
}

/// Under which id and digest a code is kept, for every key that is taken, the newest first.
fn names(keys: &Keys, code: &TypedCode) -> Vec<(ActivationId, SecretDigest)> {
    let ids = keys.macs(KeyUse::Activation, &[b"find", code.signs()]);
    let digests = keys.macs(KeyUse::Activation, &[b"keep", code.signs()]);
    ids.iter()
        .map(id_from_digest)
        .zip(digests.iter().map(SecretDigest::of_bytes))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Instant = Instant::from_micros(1_790_000_000_000_000);
    const BY: ChangeId = ChangeId::from_u128(5);

    fn slip() -> Activation {
        Activation::make(
            AccountId::from_u128(1),
            &Keys::new([1; 32]),
            ChangeId::from_u128(9),
            NOW,
        )
        .0
    }

    #[test]
    fn a_slip_is_used_once() {
        let used = slip().used(BY, NOW).unwrap();
        assert_eq!(used.used(BY, NOW).unwrap_err(), SlipError::Used);
    }

    #[test]
    fn the_whole_seventh_day_counts() {
        let slip = slip();
        let last_day = NOW.date().plus_days(7);
        assert_eq!(slip.check(last_day.end().plus_micros(-1)), Ok(()));
        assert_eq!(slip.check(last_day.end()), Err(SlipError::Over));
    }

    #[test]
    fn a_newer_slip_makes_the_older_worthless() {
        assert_eq!(slip().replaced(NOW).used(BY, NOW).unwrap_err(), SlipError::Replaced);
        let used = slip().used(BY, NOW).unwrap();
        assert!(matches!(used.replaced(NOW).state, SlipState::Used { .. }));
    }

    #[test]
    fn the_same_print_run_gives_the_same_codes_and_another_one_others() {
        let code = |account, change| {
            Activation::make(
                AccountId::from_u128(account),
                &Keys::new([1; 32]),
                ChangeId::from_u128(change),
                NOW,
            )
            .1
        };
        assert_eq!(code(1, 9), code(1, 9));
        assert_ne!(code(1, 9), code(2, 9));
        assert_ne!(code(1, 9), code(1, 8));
    }
}
