//! Against the simulator.

use crate::browser::Browser;
use crate::{REDIRECT, Way};
use axum::Router;
use axum::extract::Request;
use motcua_accounts::Secret;
use motcua_accounts::citizen::{IdentityLevel, IdentityProvider, ProviderError, Sex};
use motcua_adapters::identity::OpenIdProvider;
use motcua_adapters::identity::simulator::{Setup, Simulator, read_persons};
use motcua_kernel::{Instant, SystemRandomness};
use std::sync::{Arc, Mutex};
use tower::ServiceExt;

const NOW: Instant = Instant::from_micros(1_795_500_000_000_000);
const PERSONS: &str = include_str!("../../../../data/quang-ninh/demo_persons.csv");
const WOMAN: &str = "b7c1f0d2-demo-01";
const LEVEL_ONE: &str = "b7c1f0d2-demo-08";

/// A simulator behind a port, that can be started anew with another key.
struct Stage {
    issuer: String,
    current: Arc<Mutex<Router>>,
}

fn simulator(issuer: &str) -> Simulator {
    Simulator::new(Setup {
        issuer: issuer.to_owned(),
        client_id: "motcua".to_owned(),
        redirects: vec![REDIRECT.to_owned()],
        persons: read_persons(PERSONS).unwrap(),
        levels: ["urn:vn:eid:level:1", "urn:vn:eid:level:2"].map(str::to_owned),
        clock: Arc::new(|| NOW),
        randomness: Arc::new(SystemRandomness),
    })
}

impl Stage {
    async fn open() -> (Self, OpenIdProvider) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}/mo-phong", listener.local_addr().unwrap());
        let first = simulator(&issuer);
        let current = Arc::new(Mutex::new(Router::new().nest("/mo-phong", first.router())));
        let serving = current.clone();
        let app = Router::new().fallback(move |request: Request| {
            let router = serving.lock().unwrap().clone();
            async move { router.oneshot(request).await }
        });
        tokio::spawn(async move { axum::serve(listener, app).await });
        let provider = OpenIdProvider::new(first.settings(REDIRECT)).unwrap();
        (Self { issuer, current }, provider)
    }

    fn restart(&self) {
        *self.current.lock().unwrap() = Router::new().nest("/mo-phong", simulator(&self.issuer).router());
    }
}

/// Chooses a person on the simulator's page; gives the address that the browser is sent back to.
async fn choose(address: &str, person: &str) -> String {
    let mut browser = Browser::new();
    let page = browser.get(address).await;
    assert_eq!(page.status, 200, "{}", page.text);
    let choice = page
        .text
        .split("name=\"choice\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let action = page
        .text
        .split("action=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let answer = browser.post(&action, &[("choice", &choice), ("person", person)]).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let again = browser.post(&action, &[("choice", &choice), ("person", person)]).await;
    assert_eq!(again.status, 400, "a page of choices counts once");
    answer.location.unwrap()
}

async fn returned(provider: &OpenIdProvider, way: &Way, person: &str) -> String {
    choose(&provider.departure(&way.ask).await.unwrap(), person).await
}

#[tokio::test]
async fn a_person_of_level_two_comes_back_with_all_that_the_card_says() {
    let (_stage, provider) = Stage::open().await;
    let way = Way::new(IdentityLevel::Two, NOW);
    let back = returned(&provider, &way, WOMAN).await;
    let identity = provider.identity(&way.exchange(&back, NOW)).await.unwrap();
    assert_eq!(
        (identity.level, identity.name.as_str()),
        (IdentityLevel::Two, "Vũ Thị Nhàn")
    );
    assert_eq!(identity.id_number.unwrap().as_str(), "022188990101");
    assert_eq!(identity.born_on.unwrap().to_string(), "1988-03-14");
    assert_eq!(
        (identity.sex, identity.phone.as_deref()),
        (Some(Sex::Female), Some("0912000101"))
    );
    assert_eq!(
        identity.address.as_deref(),
        Some("Tổ 12, khu 4, phường Bãi Cháy, tỉnh Quảng Ninh")
    );
    assert_eq!(identity.subject, WOMAN);
}

#[tokio::test]
async fn a_person_of_level_one_stays_one_whatever_was_asked() {
    let (_stage, provider) = Stage::open().await;
    let way = Way::new(IdentityLevel::Two, NOW);
    let back = returned(&provider, &way, LEVEL_ONE).await;
    assert_eq!(
        provider.identity(&way.exchange(&back, NOW)).await.unwrap().level,
        IdentityLevel::One
    );
}

#[tokio::test]
async fn a_code_counts_once() {
    let (_stage, provider) = Stage::open().await;
    let way = Way::new(IdentityLevel::Two, NOW);
    let back = returned(&provider, &way, WOMAN).await;
    provider.identity(&way.exchange(&back, NOW)).await.unwrap();
    let again = provider.identity(&way.exchange(&back, NOW)).await;
    assert!(matches!(again, Err(ProviderError::Refused(_))), "{again:?}");
}

#[tokio::test]
async fn a_code_without_its_proof_key_is_refused() {
    let (_stage, provider) = Stage::open().await;
    let way = Way::new(IdentityLevel::Two, NOW);
    let back = returned(&provider, &way, WOMAN).await;
    let mut exchange = way.exchange(&back, NOW);
    exchange.verifier = Secret::new("a".repeat(43));
    let answer = provider.identity(&exchange).await;
    assert!(matches!(answer, Err(ProviderError::Refused(_))), "{answer:?}");
}

#[tokio::test]
async fn an_id_token_of_another_sign_in_proves_nothing() {
    let (_stage, provider) = Stage::open().await;
    let way = Way::new(IdentityLevel::Two, NOW);
    let back = returned(&provider, &way, WOMAN).await;
    let mut exchange = way.exchange(&back, NOW);
    exchange.nonce = Secret::new("another");
    let answer = provider.identity(&exchange).await;
    assert!(matches!(answer, Err(ProviderError::Unproven(_))), "{answer:?}");
}

#[tokio::test]
async fn an_id_token_is_judged_by_our_clock() {
    let (_stage, provider) = Stage::open().await;
    for late in [-120, 301, 3_000] {
        let way = Way::new(IdentityLevel::Two, NOW);
        let back = returned(&provider, &way, WOMAN).await;
        let answer = provider.identity(&way.exchange(&back, NOW.plus_seconds(late))).await;
        assert!(matches!(answer, Err(ProviderError::Unproven(_))), "{late}: {answer:?}");
    }
}

#[tokio::test]
async fn a_provider_that_changed_its_key_is_asked_again() {
    let (stage, provider) = Stage::open().await;
    let early = NOW.plus_seconds(-50);
    provider
        .departure(&Way::new(IdentityLevel::Two, early).ask)
        .await
        .unwrap();
    stage.restart();
    let way = Way::new(IdentityLevel::Two, early);
    let back = returned(&provider, &way, WOMAN).await;
    let soon = provider.identity(&way.exchange(&back, NOW)).await;
    assert!(
        matches!(soon, Err(ProviderError::Unproven(_))),
        "asked less than a minute ago: {soon:?}"
    );
    let way = Way::new(IdentityLevel::Two, early);
    let back = returned(&provider, &way, WOMAN).await;
    assert!(
        provider
            .identity(&way.exchange(&back, NOW.plus_seconds(20)))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn who_gives_up_is_sent_back_with_a_word() {
    let (_stage, provider) = Stage::open().await;
    let way = Way::new(IdentityLevel::Two, NOW);
    let back = returned(&provider, &way, "").await;
    assert!(
        back.starts_with(&format!("{REDIRECT}?error=access_denied&state=")),
        "{back}"
    );
}

#[tokio::test]
async fn a_stranger_s_address_is_never_sent_a_code() {
    let (_stage, provider) = Stage::open().await;
    let address = provider
        .departure(&Way::new(IdentityLevel::Two, NOW).ask)
        .await
        .unwrap();
    let page = Browser::new()
        .get(&address.replace("127.0.0.1%3A9", "127.0.0.1%3A8"))
        .await;
    assert_eq!((page.status, page.location), (400, None));
    let without_proof = address.replace("code_challenge_method=S256", "code_challenge_method=plain");
    let page = Browser::new().get(&without_proof).await;
    assert!(page.location.unwrap().contains("error=invalid_request"));
}

#[tokio::test]
async fn every_page_says_that_it_is_a_simulator() {
    let (_stage, provider) = Stage::open().await;
    let address = provider
        .departure(&Way::new(IdentityLevel::Two, NOW).ask)
        .await
        .unwrap();
    let page = Browser::new().get(&address).await;
    assert!(page.text.contains("Mô phỏng – không phải VNeID thật"));
    assert!(
        page.policy.contains("form-action 'self' http://127.0.0.1:9;"),
        "{}",
        page.policy
    );
    let wrong = Browser::new()
        .get(&address.replace("client_id=motcua", "client_id=other"))
        .await;
    assert!(wrong.status == 400 && wrong.text.contains("Mô phỏng – không phải VNeID thật"));
    let english = Browser::new().get(&format!("{address}&ui_locales=en")).await;
    assert!(english.text.contains("Simulator – not the real VNeID"));
}

#[tokio::test]
async fn a_provider_that_is_away_is_said_to_be_away() {
    let settings = motcua_adapters::identity::Settings::new("http://127.0.0.1:9", "motcua", REDIRECT);
    let provider = OpenIdProvider::new(settings).unwrap();
    let answer = provider.departure(&Way::new(IdentityLevel::Two, NOW).ask).await;
    assert!(matches!(answer, Err(ProviderError::Away { .. })), "{answer:?}");
}
