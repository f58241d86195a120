//! The adapter of the identity provider against the simulator in this process, and against a provider of another
//! make (npm `oidc-provider`) in a process of its own.

mod browser;
mod peer;
mod simulator;

use data_encoding::BASE64URL_NOPAD;
use motcua_accounts::Secret;
use motcua_accounts::citizen::{Ask, Exchange, IdentityLevel};
use motcua_kernel::{Instant, Randomness, SystemRandomness};

/// Where the platform would listen; nobody does in these tests.
pub(crate) const REDIRECT: &str = "http://127.0.0.1:9/dang-nhap/tro-ve";

/// A sign-in from the platform's side: what it asked, and what it will check.
pub(crate) struct Way {
    pub(crate) ask: Ask,
}

impl Way {
    pub(crate) fn new(level: IdentityLevel, now: Instant) -> Self {
        let random = || {
            let mut bytes = [0; 32];
            SystemRandomness.fill(&mut bytes);
            Secret::new(BASE64URL_NOPAD.encode(&bytes))
        };
        Self {
            ask: Ask {
                state: random(),
                nonce: random(),
                verifier: random(),
                level,
                now,
            },
        }
    }

    /// What is exchanged when the browser came back to this address.
    pub(crate) fn exchange(&self, returned: &str, now: Instant) -> Exchange {
        let address = openidconnect::url::Url::parse(returned).unwrap();
        let parameter = |name: &str| {
            address
                .query_pairs()
                .find(|(key, _)| key == name)
                .map(|pair| pair.1.into_owned())
        };
        assert_eq!(
            parameter("state").as_deref(),
            Some(self.ask.state.reveal()),
            "the state comes back unchanged"
        );
        let code = parameter("code").unwrap_or_else(|| panic!("no code in {returned}"));
        Exchange {
            code: Secret::new(code),
            nonce: self.ask.nonce.clone(),
            verifier: self.ask.verifier.clone(),
            now,
        }
    }
}
