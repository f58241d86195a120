//! Recovery codes: on paper, one use each, for the day that the phone is lost.

use crate::secret::{KeyUse, Keys, SecretDigest};
use crate::typed_code::TypedCode;
use motcua_kernel::{AccountId, ChangeId};
use uuid::Uuid;

/// How many codes are given at once.
pub const RECOVERY_CODES: usize = 10;

/// New recovery codes, to be shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryCodes(Vec<TypedCode>);

impl RecoveryCodes {
    /// The codes of a change: they follow from its id, so that a form sent twice shows the codes that were kept.
    pub(crate) fn make(keys: &Keys, account: AccountId, change: ChangeId) -> Self {
        let (owner, by) = (Uuid::from(account), Uuid::from(change));
        let code = |place: usize| {
            let place = (place as u64).to_be_bytes();
            let parts: [&[u8]; 4] = [b"make", owner.as_bytes(), by.as_bytes(), &place];
            TypedCode::from_bytes(&keys.mac(KeyUse::Recovery, &parts))
        };
        Self((0..RECOVERY_CODES).map(code).collect())
    }

    /// As they are shown or printed.
    pub fn shown(&self) -> Vec<String> {
        self.0.iter().map(TypedCode::shown).collect()
    }

    pub(crate) fn digests(&self, keys: &Keys, account: AccountId) -> Vec<SecretDigest> {
        self.0
            .iter()
            .map(|code| digests(keys, account, code).swap_remove(0))
            .collect()
    }
}

/// What is kept of a code, under every key, the newest first. Keyed, since 54 bits can be searched through.
pub(crate) fn digests(keys: &Keys, account: AccountId, code: &TypedCode) -> Vec<SecretDigest> {
    let macs = keys.macs(
        KeyUse::Recovery,
        &[b"keep", Uuid::from(account).as_bytes(), code.signs()],
    );
    macs.iter().map(SecretDigest::of_bytes).collect()
}
