//! The room on a real store: what several requests, or two at once, make of each other.

mod citizen;
mod client;
mod factor;
mod rights;
mod session;
mod sign_in;
mod slip;

use motcua_accounts::Keys;
use motcua_accounts::account::{self, Account, NewAccount, SignIn, SignInError, SignedIn};
use motcua_accounts::activation;
use motcua_accounts::password::{Cost, Hasher, Password};
use motcua_accounts::second_factor::{Demand, FactorPolicy};
use motcua_accounts::session::{Device, Found, SessionToken, VisitorToken, find};
use motcua_kernel::{AccountId, Actor, Context, Instant, OfficerId};
use motcua_store::Store;
use std::net::IpAddr;
use std::path::PathBuf;

pub(crate) const START: Instant = Instant::from_micros(1_795_500_000_000_000);
pub(crate) const PASSWORD: &str = "thuyền về bến lúc trăng lên";

/// A store of its own, removed with the test.
pub(crate) struct Desk {
    pub(crate) store: Store,
    pub(crate) keys: Keys,
    pub(crate) hasher: Hasher,
    folder: PathBuf,
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

pub(crate) fn at(seconds: i64) -> Context {
    Context::new(Actor::Anyone, START.plus_seconds(seconds))
}

/// The same, for the platform itself, which may look after accounts.
pub(crate) fn system(seconds: i64) -> Context {
    Context::new(Actor::System, START.plus_seconds(seconds))
}

pub(crate) fn address() -> IpAddr {
    "203.0.113.9".parse().unwrap()
}

impl Desk {
    pub(crate) async fn open() -> Self {
        let name: AccountId = at(0).id();
        let folder = std::env::temp_dir().join(format!("motcua-accounts-{name}"));
        let store = Store::create(&folder.to_string_lossy()).await.unwrap();
        Self {
            store,
            keys: Keys::new([5; 32]),
            hasher: Hasher::new(Cost::CHEAP, 2).unwrap(),
            folder,
        }
    }

    /// An account with [`PASSWORD`].
    pub(crate) async fn officer(&self, login: &str) -> Account {
        let id = self.waiting(login).await;
        let slip = activation::issue(&self.store, &self.keys, &[id], &system(0))
            .await
            .unwrap()
            .remove(0);
        let password = Password::typed(PASSWORD);
        activation::redeem(
            &self.store,
            &self.keys,
            &self.hasher,
            slip.code.reveal(),
            &password,
            address(),
            &at(0),
        )
        .await
        .unwrap();
        self.account(id).await
    }

    /// An account that nobody has set a password for.
    pub(crate) async fn waiting(&self, login: &str) -> AccountId {
        let ctx = system(0);
        let login = account::Login::parse(login).unwrap();
        let new = NewAccount {
            officer: ctx.id::<OfficerId>(),
            login,
            demand: Demand::AsPositions,
        };
        account::open(&self.store, new, &ctx).await.unwrap()
    }

    pub(crate) async fn account(&self, id: AccountId) -> Account {
        self.store
            .read()
            .await
            .unwrap()
            .get::<Account>(id)
            .await
            .unwrap()
            .record
    }

    pub(crate) async fn sign_in(&self, login: &str, password: &str, ctx: &Context) -> Result<SignedIn, SignInError> {
        self.sign_in_from(
            login,
            password,
            VisitorToken::make(ctx),
            FactorPolicy::Rights(Vec::new()),
            ctx,
        )
        .await
    }

    pub(crate) async fn sign_in_from(
        &self,
        login: &str,
        password: &str,
        visitor: VisitorToken,
        policy: FactorPolicy,
        ctx: &Context,
    ) -> Result<SignedIn, SignInError> {
        let ask = SignIn {
            login: login.to_owned(),
            password: Password::typed(password),
            address: address(),
            device: Device::from_user_agent("Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"),
            visitor,
        };
        account::sign_in(&self.store, &self.keys, &self.hasher, &policy, ask, ctx).await
    }

    pub(crate) async fn find(&self, token: &SessionToken, ctx: &Context) -> Option<Found> {
        find(&self.store.read().await.unwrap(), token, ctx).await.unwrap()
    }

    /// The kinds of the events of an account, in order.
    pub(crate) async fn story(&self, id: AccountId) -> Vec<String> {
        let thing = motcua_kernel::ThingId::from(uuid::Uuid::from(id));
        let events = self.store.read().await.unwrap().events(thing).await.unwrap();
        events.into_iter().map(|event| event.kind).collect()
    }
}
