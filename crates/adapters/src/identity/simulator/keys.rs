//! The simulator's signing key (ES256, RFC 7518 §3.4) and its tokens.

use data_encoding::BASE64URL_NOPAD;
use motcua_kernel::Randomness;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub(super) struct SigningKeys {
    key: SigningKey,
    kid: String,
}

impl SigningKeys {
    pub(super) fn make(randomness: &dyn Randomness) -> Self {
        loop {
            let mut bytes = [0; 32];
            randomness.fill(&mut bytes);
            // Of 2^32 numbers about one is not below the order of the curve.
            if let Ok(key) = SigningKey::from_slice(&bytes) {
                let point = key.verifying_key().to_sec1_point(false);
                let kid = BASE64URL_NOPAD.encode(&Sha256::digest(point.as_bytes())[..9]);
                return Self { key, kid };
            }
        }
    }

    /// The public key as a JSON Web Key Set (RFC 7517).
    pub(super) fn jwks(&self) -> Value {
        let point = self.key.verifying_key().to_sec1_point(false);
        // An uncompressed point is one byte and two coordinates of 32 (SEC 1 §2.3.3).
        let (x, y) = point.as_bytes()[1..].split_at(32);
        json!({ "keys": [{
            "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.kid,
            "x": BASE64URL_NOPAD.encode(x), "y": BASE64URL_NOPAD.encode(y),
        }] })
    }

    /// A signed token (RFC 7519, RFC 7515 §3.1).
    pub(super) fn token(&self, claims: &Value) -> String {
        let header = json!({ "alg": "ES256", "typ": "JWT", "kid": self.kid });
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let signed = format!("{}.{}", part(&header), part(claims));
        let signature: Signature = self.key.sign(signed.as_bytes());
        format!("{signed}.{}", BASE64URL_NOPAD.encode(&signature.to_bytes()))
    }
}
