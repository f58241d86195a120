//! Against a provider of another make.

use crate::browser::Browser;
use crate::{REDIRECT, Way};
use motcua_accounts::Secret;
use motcua_accounts::citizen::{IdentityLevel, IdentityProvider, ProviderError};
use motcua_adapters::identity::{OpenIdProvider, Settings};
use motcua_kernel::Instant;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

struct Peer {
    child: Child,
    issuer: String,
}

impl Peer {
    fn start() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("peer/oidc-provider");
        assert!(
            folder.join("node_modules/oidc-provider").exists(),
            "the peer is not installed: run `npm ci --prefix crates/adapters/peer/oidc-provider`, as `make test` does"
        );
        let mut child = Command::new("node")
            .args(["server.mjs", "motcua", REDIRECT])
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("Node.js is installed");
        let mut issuer = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut issuer)
            .unwrap();
        Self {
            child,
            issuer: issuer.trim().to_owned(),
        }
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // Its standard input closes with the child's handle too; this is quicker.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The peer lives by the machine's clock, so that this test does too.
#[expect(
    clippy::disallowed_methods,
    reason = "the other process has a clock of its own, and this is it"
)]
fn now() -> Instant {
    Instant::from_micros(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros() as i64)
}

#[tokio::test]
async fn a_person_signs_in_at_a_provider_of_another_make() {
    let peer = Peer::start();
    let provider = OpenIdProvider::new(Settings::new(&peer.issuer, "motcua", REDIRECT)).unwrap();

    let way = Way::new(IdentityLevel::Two, now());
    let address = provider.departure(&way.ask).await.unwrap();
    let back = Browser::new().follow_until(&address, REDIRECT).await;
    let identity = provider.identity(&way.exchange(&back, now())).await.unwrap();
    // The level stands in the signed id token, the rest in the user-info answer.
    assert_eq!(
        (identity.level, identity.subject.as_str()),
        (IdentityLevel::Two, "person-1")
    );
    assert_eq!(
        (identity.name.as_str(), identity.id_number.unwrap().as_str()),
        ("Vũ Thị Nhàn", "022188990101")
    );
    assert_eq!(
        identity.address.as_deref(),
        Some("Tổ 12, khu 4, phường Bãi Cháy, tỉnh Quảng Ninh")
    );
    assert_eq!(identity.born_on.unwrap().to_string(), "1988-03-14");

    // The same code again, and another one without its proof key.
    let again = provider.identity(&way.exchange(&back, now())).await;
    assert!(matches!(again, Err(ProviderError::Refused(_))), "{again:?}");
    let way = Way::new(IdentityLevel::One, now());
    let back = Browser::new()
        .follow_until(&provider.departure(&way.ask).await.unwrap(), REDIRECT)
        .await;
    let mut exchange = way.exchange(&back, now());
    exchange.verifier = Secret::new("b".repeat(43));
    let answer = provider.identity(&exchange).await;
    assert!(matches!(answer, Err(ProviderError::Refused(_))), "{answer:?}");

    // Level 1 asked, level 1 given.
    let way = Way::new(IdentityLevel::One, now());
    let back = Browser::new()
        .follow_until(&provider.departure(&way.ask).await.unwrap(), REDIRECT)
        .await;
    let identity = provider.identity(&way.exchange(&back, now())).await.unwrap();
    assert_eq!(identity.level, IdentityLevel::One);
}
