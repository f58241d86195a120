//! The national identity provider over OpenID Connect, and a plainly labelled simulator of it.
//!
//! Names of claims and of the levels' `acr` values are settings: they are agreed with the provider when a province
//! is connected.

mod claims;
mod http;
mod provider;
pub mod simulator;

pub use claims::ClaimNames;
pub use provider::{OpenIdProvider, SettingsError};

use motcua_accounts::Secret;

/// How the provider is reached.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The issuer's address; its discovery document stands under it.
    pub issuer: String,
    /// The name under which this platform is known there.
    pub client_id: String,
    /// The secret that goes with it, if one was given.
    pub client_secret: Option<Secret>,
    /// Our address that the provider sends people back to, exactly as it is registered there.
    pub redirect: String,
    /// What is asked for beside `openid`.
    pub scopes: Vec<String>,
    /// The `acr` value of level 1.
    pub level_one: String,
    /// The `acr` value of level 2.
    pub level_two: String,
    /// The names of claims.
    pub claims: ClaimNames,
}

impl Settings {
    /// Settings for a provider that speaks as our simulator does.
    pub fn new(issuer: impl Into<String>, client_id: impl Into<String>, redirect: impl Into<String>) -> Self {
        Self {
            issuer: issuer.into(),
            client_id: client_id.into(),
            client_secret: None,
            redirect: redirect.into(),
            scopes: ["profile", "phone", "address", "id_number"].map(str::to_owned).to_vec(),
            level_one: "urn:vn:eid:level:1".to_owned(),
            level_two: "urn:vn:eid:level:2".to_owned(),
            claims: ClaimNames::default(),
        }
    }
}
