//! Leaving for the identity provider.

use super::{Ask, IdentityLevel, IdentityProvider, ProviderError, ReturnPath, SignInRequest};
use crate::secret::{KeyUse, Keys, Secret, id_from_digest};
use crate::session::{Place, VisitorToken};
use data_encoding::BASE64URL_NOPAD;
use motcua_kernel::{Code, Context, Problem, ThingId};
use motcua_store::{ChangeSet, CommitError, Store};
use sha2::{Digest, Sha256};

/// How long the person may take, in seconds: find the phone, start the app, look into the camera.
const SECONDS: i64 = 20 * 60;

/// What a departure needs to know.
#[derive(Debug, Clone)]
pub struct Departure {
    /// The visitor cookie of the browser.
    pub visitor: VisitorToken,
    /// Where to go on afterwards.
    pub return_to: ReturnPath,
    /// The least level that is enough.
    pub level: IdentityLevel,
    /// Where the browser stands.
    pub place: Place,
}

/// Keeps where the person was, and gives the provider's address to send the browser to.
///
/// # Errors
///
/// Fails if the provider or the store does not answer.
pub async fn begin(
    store: &Store,
    keys: &Keys,
    provider: &dyn IdentityProvider,
    departure: Departure,
    ctx: &Context,
) -> Result<String, BeginError> {
    let state = Secret::new(BASE64URL_NOPAD.encode(&ctx.secret::<32>()));
    let ask = Ask {
        nonce: nonce(keys, &state),
        verifier: verifier(keys, &state),
        level: departure.level,
        now: ctx.now(),
        state,
    };
    // The provider first: if it is away, nothing is kept.
    let address = provider.departure(&ask).await?;
    let request = SignInRequest {
        id: id_of(&ask.state),
        visitor: departure.visitor.digest(),
        return_to: departure.return_to,
        level: departure.level,
        place: departure.place,
        ends_at: ctx.now().plus_seconds(SECONDS),
    };
    let mut set = ChangeSet::new(&crate::fresh(ctx));
    set.insert(&request);
    store.commit(set).await?;
    Ok(address)
}

/// The id of the request that a state names.
pub(super) fn id_of(state: &Secret) -> ThingId {
    let digest = Sha256::new_with_prefix(b"motcua sign-in state")
        .chain_update(state.reveal())
        .finalize();
    id_from_digest(&digest.into())
}

/// The nonce that belongs to a state.
pub(super) fn nonce(keys: &Keys, state: &Secret) -> Secret {
    Secret::new(BASE64URL_NOPAD.encode(&keys.mac(KeyUse::Citizen, &[b"nonce", state.reveal().as_bytes()])))
}

/// The proof key that belongs to a state: 43 signs, as RFC 7636 §4.1 wants them.
pub(super) fn verifier(keys: &Keys, state: &Secret) -> Secret {
    Secret::new(BASE64URL_NOPAD.encode(&keys.mac(KeyUse::Citizen, &[b"verifier", state.reveal().as_bytes()])))
}

/// The identity provider is away; there are other ways to be known.
pub const PROVIDER_AWAY: Code = Code::new("identity-provider-away", 503);
/// The way back did not prove who came.
pub const NOT_PROVEN: Code = Code::new("identity-not-proven", 403);

/// Why nobody left.
#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    /// The provider does not answer.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// The store refused.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<ProviderError> for Problem {
    fn from(error: ProviderError) -> Self {
        let code = match error {
            ProviderError::Away { .. } => PROVIDER_AWAY,
            ProviderError::Refused(_) | ProviderError::Unproven(_) | ProviderError::Claim(_) => NOT_PROVEN,
        };
        Self::new(code).caused_by(error)
    }
}

impl From<BeginError> for Problem {
    fn from(error: BeginError) -> Self {
        match error {
            BeginError::Provider(error) => error.into(),
            BeginError::Commit(error) => error.into(),
        }
    }
}
