//! The second factor of officers: a code from an app on their phone, or a recovery code from paper.

mod enrol;
mod pass;
mod picture;
mod recovery;
mod reset;
#[cfg(any(test, feature = "samples"))]
pub mod sample;
pub(crate) mod totp;

pub use enrol::{EnrolError, Enrolled, Invitation, begin, confirm};
pub use pass::{PassError, pass};
pub use picture::Picture;
pub use recovery::{RECOVERY_CODES, RecoveryCodes};
pub use reset::{ResetError, reset};

use crate::account::Account;
use crate::secret::{KeyUse, Keys, Sealed, SecretDigest};
use crate::typed_code::TypedCode;
use motcua_kernel::{AccountId, ChangeId, Instant};
use motcua_org::rights::{Right, Rights};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Whether one account must have a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Demand {
    /// As the officer's positions and the installation's policy say.
    AsPositions,
    /// Always.
    Always,
}

/// Which officers must have a second factor. Whoever has enrolled one always passes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FactorPolicy {
    /// Those whose account is marked, and those who hold one of these rights now, through a position or a delegation.
    Rights(Vec<Right>),
    /// Everybody.
    Everybody,
}

impl FactorPolicy {
    /// The usual one: whoever signs, looks after accounts and staff, or sees who looked at whose data.
    pub fn usual() -> Self {
        Self::Rights(vec![
            Right::Sign,
            Right::Issue,
            Right::ManageAccounts,
            Right::ManageOfficers,
            Right::SeeLooks,
        ])
    }

    /// Whether an account must have a second factor.
    pub fn demands(&self, account: &Account, held: &Rights) -> bool {
        match (self, account.demand) {
            (Self::Everybody, _) | (_, Demand::Always) => true,
            (Self::Rights(rights), Demand::AsPositions) => rights.iter().any(|right| held.has(*right)),
        }
    }
}

/// An enrolled app and the recovery codes beside it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Totp {
    /// The shared key, sealed for this account.
    pub key: Sealed,
    /// The step of the last code that counted; codes up to it do not count again.
    pub last_step: i64,
    /// Digests of the recovery codes that are not used yet.
    pub recovery: Vec<SecretDigest>,
    /// When the app's first code was right.
    pub enrolled_at: Instant,
    /// The change that enrolled it: the same form sent twice shows the same recovery codes.
    pub enrolled_by: ChangeId,
}

/// How the second factor was passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// A code of the app.
    App,
    /// A recovery code, used up by it.
    Recovery,
}

impl Totp {
    /// Takes a typed code: the app's, or a recovery code. `None` when it is wrong, old or used.
    pub fn pass(self, account: AccountId, typed: &str, keys: &Keys, now: Instant) -> Option<(Self, Way)> {
        let key = keys.open(KeyUse::Factor, Uuid::from(account).as_bytes(), &self.key)?;
        if let Some(step) = totp::step_of(&key, typed, now, self.last_step) {
            return Some((
                Self {
                    last_step: step,
                    ..self
                },
                Way::App,
            ));
        }
        let code = TypedCode::parse(typed).ok()?;
        let digests = recovery::digests(keys, account, &code);
        let at = self
            .recovery
            .iter()
            .position(|kept| digests.iter().any(|digest| digest.is(kept)))?;
        let mut recovery = self.recovery;
        recovery.remove(at);
        Some((Self { recovery, ..self }, Way::Recovery))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::{Actor, Context};

    const NOW: Instant = Instant::from_micros(1_790_000_000_000_000);
    const KEY: &[u8; 20] = b"12345678901234567890";

    fn factor(keys: &Keys, account: AccountId) -> (Totp, RecoveryCodes) {
        let ctx = Context::new(Actor::Anyone, NOW);
        let codes = RecoveryCodes::make(keys, account, ctx.change());
        let key = keys.seal(KeyUse::Factor, Uuid::from(account).as_bytes(), KEY, &ctx);
        (
            Totp {
                key,
                last_step: 0,
                recovery: codes.digests(keys, account),
                enrolled_at: NOW,
                enrolled_by: ctx.change(),
            },
            codes,
        )
    }

    #[test]
    fn the_same_code_never_counts_twice() {
        let (keys, account) = (Keys::new([1; 32]), AccountId::from_u128(1));
        let code = totp::code_of(KEY, totp::step_at(NOW));
        let (passed, way) = factor(&keys, account).0.pass(account, &code, &keys, NOW).unwrap();
        assert_eq!(way, Way::App);
        assert!(passed.pass(account, &code, &keys, NOW.plus_seconds(20)).is_none());
    }

    #[test]
    fn each_recovery_code_counts_once() {
        let (keys, account) = (Keys::new([1; 32]), AccountId::from_u128(1));
        let (mut factor, codes) = factor(&keys, account);
        for shown in codes.shown() {
            let (passed, way) = factor.clone().pass(account, &shown.to_lowercase(), &keys, NOW).unwrap();
            assert_eq!(way, Way::Recovery);
            assert!(passed.clone().pass(account, &shown, &keys, NOW).is_none());
            factor = passed;
        }
        assert!(factor.recovery.is_empty());
    }

    #[test]
    fn a_factor_moved_to_another_account_is_worth_nothing() {
        let keys = Keys::new([1; 32]);
        let (factor, codes) = factor(&keys, AccountId::from_u128(1));
        let other = AccountId::from_u128(2);
        let code = totp::code_of(KEY, totp::step_at(NOW));
        assert!(factor.clone().pass(other, &code, &keys, NOW).is_none());
        assert!(factor.pass(other, &codes.shown()[0], &keys, NOW).is_none());
    }
}
