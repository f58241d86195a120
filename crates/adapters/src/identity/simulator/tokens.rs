//! Discovery, keys, the token endpoint and user info.

use super::{DemoPerson, PAGE_SECONDS, Simulator};
use axum::Json;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The discovery document (OpenID Connect Discovery §3).
pub(super) async fn discovery(State(simulator): State<Simulator>) -> Json<Value> {
    let issuer = &simulator.0.setup.issuer;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["none", "client_secret_basic"],
        "code_challenge_methods_supported": ["S256"],
        "acr_values_supported": simulator.0.setup.levels,
        "scopes_supported": ["openid", "profile", "phone", "address", "id_number"],
        "ui_locales_supported": ["vi", "en"],
    }))
}

/// The public keys.
pub(super) async fn jwks(State(simulator): State<Simulator>) -> Json<Value> {
    Json(simulator.0.keys.jwks())
}

/// What comes to the token endpoint.
#[derive(Debug, Deserialize)]
pub(super) struct TokenForm {
    grant_type: String,
    code: Option<String>,
    redirect_uri: Option<String>,
    client_id: Option<String>,
    code_verifier: Option<String>,
}

/// Turns a code into tokens, once, for who holds the proof key (RFC 7636 §4.6).
pub(super) async fn token(State(simulator): State<Simulator>, Form(form): Form<TokenForm>) -> Response {
    let setup = &simulator.0.setup;
    if form.grant_type != "authorization_code" {
        return refused("unsupported_grant_type");
    }
    if form
        .client_id
        .as_deref()
        .is_some_and(|client| client != setup.client_id)
    {
        return refused("invalid_client");
    }
    // Taken out whatever comes: a code that was shown to the wrong one counts no more.
    let code = form.code.and_then(|code| simulator.pending().codes.remove(&code));
    let Some(code) = code else {
        return refused("invalid_grant");
    };
    let challenge = form
        .code_verifier
        .map(|proof| BASE64URL_NOPAD.encode(&Sha256::digest(proof)));
    if challenge.as_ref() != Some(&code.choice.challenge) || form.redirect_uri.as_ref() != Some(&code.choice.redirect) {
        return refused("invalid_grant");
    }

    let now = simulator.now();
    let seconds = now.as_micros() / 1_000_000;
    let person = &setup.persons[code.person];
    let mut claims = claims_of(person);
    let level = &setup.levels[usize::from(person.level == 2)];
    for (name, value) in [
        ("iss", json!(setup.issuer)),
        ("aud", json!(setup.client_id)),
        ("iat", json!(seconds)),
        ("auth_time", json!(seconds)),
        ("exp", json!(seconds + 300)),
        ("acr", json!(level)),
        ("nonce", json!(code.choice.nonce)),
    ] {
        if !value.is_null() {
            claims[name] = value;
        }
    }
    let access = simulator.random();
    simulator
        .pending()
        .access
        .insert(access.clone(), (code.person, now.plus_seconds(PAGE_SECONDS)));
    let answer = json!({
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": PAGE_SECONDS,
        "id_token": simulator.0.keys.token(&claims),
    });
    ([(header::CACHE_CONTROL, "no-store")], Json(answer)).into_response()
}

/// Who an access token stands for.
pub(super) async fn user_info(State(simulator): State<Simulator>, headers: HeaderMap) -> Response {
    let token = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    let found = token.and_then(|token| simulator.pending().access.get(token).copied());
    match found {
        Some((person, _)) => Json(claims_of(&simulator.0.setup.persons[person])).into_response(),
        None => (
            StatusCode::UNAUTHORIZED,
            [(header::WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")],
        )
            .into_response(),
    }
}

fn claims_of(person: &DemoPerson) -> Value {
    json!({
        "sub": person.subject,
        "id_number": person.id_number,
        "name": person.name,
        "birthdate": person.born_on.to_string(),
        "gender": person.sex,
        "phone_number": person.phone,
        "address": { "formatted": person.address },
    })
}

/// An error of the token endpoint (RFC 6749 §5.2).
fn refused(error: &'static str) -> Response {
    (
        StatusCode::BAD_REQUEST,
        [(header::CACHE_CONTROL, "no-store")],
        Json(json!({ "error": error })),
    )
        .into_response()
}
