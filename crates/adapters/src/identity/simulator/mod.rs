//! A simulator of the national identity provider: a small OpenID Connect provider for the demo and for tests.
//!
//! Every page says that it is one. It knows only the invented persons of its data file, keeps everything in memory
//! and signs with a key made at its start. It is no provider for anything else: one client, one flow (code with
//! PKCE), no refresh tokens.

mod keys;
mod pages;
mod persons;
mod tokens;
mod words;

pub use persons::{DemoPerson, PersonsError, read_persons};

use axum::Router;
use axum::routing::{get, post};
use keys::SigningKeys;
use motcua_kernel::{Instant, Randomness};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How long a code counts, in seconds.
const CODE_SECONDS: i64 = 60;
/// How long a page of choices and an access token count, in seconds.
const PAGE_SECONDS: i64 = 1_200;
/// The most sign-ins under way: the simulator stands on an open port of the demo.
const MOST_PENDING: usize = 10_000;

/// What a simulator is set up with.
pub struct Setup {
    /// Its own address, e.g. `http://127.0.0.1:8081/mo-phong-vneid`, without a slash at the end.
    pub issuer: String,
    /// The one client that it knows.
    pub client_id: String,
    /// The addresses that it sends people back to.
    pub redirects: Vec<String>,
    /// The persons to choose from.
    pub persons: Vec<DemoPerson>,
    /// The `acr` values of level 1 and level 2.
    pub levels: [String; 2],
    /// The clock; the platform's own, so that a frozen one freezes both.
    pub clock: Arc<dyn Fn() -> Instant + Send + Sync>,
    /// Where its secrets come from.
    pub randomness: Arc<dyn Randomness>,
}

/// The simulator.
#[derive(Clone)]
pub struct Simulator(Arc<Inner>);

struct Inner {
    setup: Setup,
    keys: SigningKeys,
    pending: Mutex<Pending>,
}

/// What is under way, each under a random name.
#[derive(Default)]
struct Pending {
    /// Pages on which a person is being chosen.
    choices: HashMap<String, Choice>,
    /// Codes that were not exchanged yet.
    codes: HashMap<String, Code>,
    /// Access tokens for the user-info answer: person and end.
    access: HashMap<String, (usize, Instant)>,
}

/// A request for authorisation, checked.
#[derive(Debug, Clone)]
struct Choice {
    redirect: String,
    state: Option<String>,
    nonce: Option<String>,
    challenge: String,
    ends_at: Instant,
}

/// A code, for a person of the list.
#[derive(Debug, Clone)]
struct Code {
    person: usize,
    choice: Choice,
    ends_at: Instant,
}

impl Simulator {
    /// A simulator with a new key.
    pub fn new(setup: Setup) -> Self {
        let keys = SigningKeys::make(setup.randomness.as_ref());
        Self(Arc::new(Inner {
            setup,
            keys,
            pending: Mutex::default(),
        }))
    }

    /// Its routes, for a port of its own or `nest`ed under the path of the issuer.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/.well-known/openid-configuration", get(tokens::discovery))
            .route("/jwks", get(tokens::jwks))
            .route("/authorize", get(pages::authorize))
            .route("/choose", post(pages::choose))
            .route("/token", post(tokens::token))
            .route("/userinfo", get(tokens::user_info))
            .route("/style.css", get(pages::style))
            .with_state(self.clone())
    }

    /// The settings with which the platform reaches it.
    pub fn settings(&self, redirect: &str) -> super::Settings {
        let setup = &self.0.setup;
        let [level_one, level_two] = setup.levels.clone();
        let settings = super::Settings::new(setup.issuer.clone(), setup.client_id.clone(), redirect);
        super::Settings {
            level_one,
            level_two,
            ..settings
        }
    }

    fn now(&self) -> Instant {
        (self.0.setup.clock)()
    }

    fn random(&self) -> String {
        let mut bytes = [0; 24];
        self.0.setup.randomness.fill(&mut bytes);
        data_encoding::BASE64URL_NOPAD.encode(&bytes)
    }

    /// What is under way, without what is over.
    fn pending(&self) -> MutexGuard<'_, Pending> {
        let now = self.now();
        let mut pending = self.0.pending.lock().unwrap_or_else(PoisonError::into_inner);
        pending.choices.retain(|_, choice| now < choice.ends_at);
        pending.codes.retain(|_, code| now < code.ends_at);
        pending.access.retain(|_, (_, ends_at)| now < *ends_at);
        pending
    }
}
