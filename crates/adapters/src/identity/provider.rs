//! OpenID Connect with code, PKCE, state and nonce, over the crate `openidconnect`.

use super::Settings;
use super::claims::{Claims, OtherClaims};
use super::http::HttpClient;
use chrono::{DateTime, Utc};
use motcua_accounts::citizen::{Answer, Ask, Exchange, Identity, IdentityLevel, IdentityProvider, ProviderError};
use motcua_kernel::Instant;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm, CoreProviderMetadata,
};
use openidconnect::{
    AuthenticationContextClass, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IdToken, IdTokenVerifier, IssuerUrl, Nonce, OAuth2TokenResponse,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, SignatureVerificationError,
    TokenResponse, UserInfoClaims,
};
use std::error::Error;
use std::str::FromStr;
use std::sync::{Arc, RwLock};

/// What was learnt about the provider counts for an hour; then it is asked again.
const FRESH_SECONDS: i64 = 3_600;
/// If it does not answer then, what was learnt still counts for a day: its keys seldom change.
const STALE_SECONDS: i64 = 24 * 3_600;
/// An unknown key makes us ask again, but not more often.
const AGAIN_SECONDS: i64 = 60;
/// Clocks differ by so much.
const DRIFT_SECONDS: i64 = 60;
/// An id token is used at once: it is refused when it was made longer ago.
const MOST_AGE_SECONDS: i64 = 600;

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;
type NationalIdToken =
    IdToken<OtherClaims, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

/// The provider behind its discovery document. Nothing is asked before the first person leaves for it, so that the
/// platform starts when the provider is away.
pub struct OpenIdProvider {
    settings: Settings,
    issuer: IssuerUrl,
    redirect: RedirectUrl,
    http: HttpClient,
    known: RwLock<Option<Arc<Known>>>,
}

/// What was learnt: endpoints and keys.
struct Known {
    metadata: CoreProviderMetadata,
    learnt_at: Instant,
}

impl Known {
    fn age(&self, now: Instant) -> i64 {
        now.micros_since(self.learnt_at) / 1_000_000
    }
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// Not an address.
    #[error("\"{0}\" is no address of an identity provider")]
    Issuer(String),
    /// Not an address.
    #[error("\"{0}\" is no address to come back to")]
    Redirect(String),
    /// TLS cannot be set up on this machine.
    #[error("TLS cannot be set up: {0}")]
    Tls(String),
}

impl OpenIdProvider {
    /// A provider with these settings. Asks nothing yet.
    ///
    /// # Errors
    ///
    /// Fails when an address is none, or this machine has no certificates to trust.
    pub fn new(settings: Settings) -> Result<Self, SettingsError> {
        let issuer =
            IssuerUrl::new(settings.issuer.clone()).map_err(|_| SettingsError::Issuer(settings.issuer.clone()))?;
        let redirect = RedirectUrl::new(settings.redirect.clone())
            .map_err(|_| SettingsError::Redirect(settings.redirect.clone()))?;
        let http = HttpClient::new(&settings.issuer).map_err(|error| SettingsError::Tls(chain(&error)))?;
        Ok(Self {
            settings,
            issuer,
            redirect,
            http,
            known: RwLock::new(None),
        })
    }

    fn remembered(&self) -> Option<Arc<Known>> {
        // What is kept is replaced whole, so that a panic elsewhere leaves nothing half written.
        self.known
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }

    /// What is known of the provider, asked for when it is older than `fresh` seconds.
    async fn known(&self, now: Instant, fresh: i64) -> Result<Arc<Known>, ProviderError> {
        let remembered = self.remembered();
        if let Some(known) = remembered.as_ref().filter(|known| known.age(now) < fresh) {
            return Ok(known.clone());
        }
        match CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http).await {
            Ok(metadata) => {
                let known = Arc::new(Known {
                    metadata,
                    learnt_at: now,
                });
                *self.known.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(known.clone());
                Ok(known)
            }
            Err(error) => match remembered.filter(|known| known.age(now) < STALE_SECONDS) {
                Some(known) => {
                    tracing::warn!(
                        reason = chain(&error),
                        "the identity provider's discovery document cannot be read; the remembered one is used"
                    );
                    Ok(known)
                }
                None => Err(away(error)),
            },
        }
    }

    fn client(&self, known: &Known) -> Client {
        let secret = self
            .settings
            .client_secret
            .as_ref()
            .map(|secret| ClientSecret::new(secret.reveal().to_owned()));
        let client_id = ClientId::new(self.settings.client_id.clone());
        CoreClient::from_provider_metadata(known.metadata.clone(), client_id, secret)
            .set_redirect_uri(self.redirect.clone())
    }

    async fn depart(&self, ask: &Ask) -> Result<String, ProviderError> {
        let known = self.known(ask.now, FRESH_SECONDS).await?;
        let client = self.client(&known);
        let verifier = PkceCodeVerifier::new(ask.verifier.reveal().to_owned());
        let (state, nonce) = (ask.state.reveal().to_owned(), ask.nonce.reveal().to_owned());
        let level = match ask.level {
            IdentityLevel::One => &self.settings.level_one,
            IdentityLevel::Two => &self.settings.level_two,
        };
        let (address, _, _) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scopes(self.settings.scopes.iter().cloned().map(Scope::new))
            .add_auth_context_value(AuthenticationContextClass::new(level.clone()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        Ok(address.into())
    }

    async fn arrive(&self, exchange: &Exchange) -> Result<Identity, ProviderError> {
        let known = self.known(exchange.now, FRESH_SECONDS).await?;
        let client = self.client(&known);
        let tokens = client
            .exchange_code(AuthorizationCode::new(exchange.code.reveal().to_owned()))
            .map_err(away)?
            .set_pkce_verifier(PkceCodeVerifier::new(exchange.verifier.reveal().to_owned()))
            .request_async(&self.http)
            .await
            .map_err(|error| match error {
                RequestTokenError::ServerResponse(answer) => ProviderError::Refused(answer.error().to_string()),
                other => away(other),
            })?;
        let id_token = tokens
            .id_token()
            .ok_or_else(|| ProviderError::Unproven("there is no id token".to_owned()))?;
        let id_token = NationalIdToken::from_str(&id_token.to_string()).map_err(|error| unproven(&error))?;

        let first = self.verified(&client, &id_token, exchange);
        let (subject, level, claims) = match first {
            Err(error) if is_key_unknown(&error) => {
                // The provider may have changed its keys since they were learnt.
                let known = self.known(exchange.now, AGAIN_SECONDS).await?;
                self.verified(&self.client(&known), &id_token, exchange)
                    .map_err(|error| unproven(&error))?
            }
            other => other.map_err(|error| unproven(&error))?,
        };

        let names = &self.settings.claims;
        let complete = claims.has(&names.name) && claims.has(&names.id_number);
        let claims = match client.user_info(tokens.access_token().clone(), Some(subject.clone())) {
            Ok(request) if !complete => {
                let answer: UserInfoClaims<OtherClaims, CoreGenderClaim> =
                    request.request_async(&self.http).await.map_err(away)?;
                claims.or(Claims::of(&answer))
            }
            Ok(_) | Err(_) => claims,
        };
        claims.identity(names, subject.as_str(), level)
    }

    /// Signature, issuer, audience, time and nonce of an id token; then its subject, level and claims.
    fn verified(
        &self,
        client: &Client,
        id_token: &NationalIdToken,
        exchange: &Exchange,
    ) -> Result<(openidconnect::SubjectIdentifier, IdentityLevel, Claims), ClaimsVerificationError> {
        let now = utc(exchange.now);
        let verifier: IdTokenVerifier<'_, CoreJsonWebKey> = client
            .id_token_verifier()
            // Signatures with a public key only: never `none`, never a shared secret.
            .set_allowed_algs([
                CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
                CoreJwsSigningAlgorithm::RsaSsaPssSha256,
                CoreJwsSigningAlgorithm::EcdsaP256Sha256,
                CoreJwsSigningAlgorithm::EcdsaP384Sha384,
                CoreJwsSigningAlgorithm::EdDsa,
            ])
            .set_time_fn(move || now)
            .set_issue_time_verifier_fn(move |made: DateTime<Utc>| {
                let age = now.timestamp() - made.timestamp();
                if (-DRIFT_SECONDS..=MOST_AGE_SECONDS).contains(&age) {
                    Ok(())
                } else {
                    Err(format!("it was made {age} seconds ago"))
                }
            });
        let claims = id_token.claims(&verifier, &Nonce::new(exchange.nonce.reveal().to_owned()))?;
        let level = match claims.auth_context_ref() {
            Some(acr) if **acr == self.settings.level_two => IdentityLevel::Two,
            // What is not plainly level 2 is level 1.
            Some(_) | None => IdentityLevel::One,
        };
        Ok((claims.subject().clone(), level, Claims::of(claims)))
    }
}

impl IdentityProvider for OpenIdProvider {
    fn departure<'a>(&'a self, ask: &'a Ask) -> Answer<'a, String> {
        Box::pin(self.depart(ask))
    }

    fn identity<'a>(&'a self, exchange: &'a Exchange) -> Answer<'a, Identity> {
        Box::pin(self.arrive(exchange))
    }
}

impl std::fmt::Debug for OpenIdProvider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenIdProvider")
            .field("issuer", &self.settings.issuer)
            .finish_non_exhaustive()
    }
}

fn utc(now: Instant) -> DateTime<Utc> {
    // Moments of this century are within what chrono knows.
    DateTime::from_timestamp_micros(now.as_micros()).unwrap_or(DateTime::UNIX_EPOCH)
}

fn is_key_unknown(error: &ClaimsVerificationError) -> bool {
    matches!(
        error,
        ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey | SignatureVerificationError::CryptoError(_)
        )
    )
}

fn away(error: impl Error + Send + Sync + 'static) -> ProviderError {
    ProviderError::Away {
        reason: chain(&error),
        source: Some(Box::new(error)),
    }
}

fn unproven(error: &dyn Error) -> ProviderError {
    ProviderError::Unproven(chain(error))
}

/// An error with its causes in one line, for the log.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        next = cause.source();
    }
    text
}
