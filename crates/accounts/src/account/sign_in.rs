//! Signing in with name and password. An unknown name, a wrong password, an account without one: the same words
//! after the same time.

use super::attempts::{self, CheckError, CountError};
use super::{Account, AccountThing, Door, Login, State, TooManyTries, with_login};
use crate::password::{HashError, Hasher, Password};
use crate::second_factor::FactorPolicy;
use crate::secret::Keys;
use crate::session::record::of_visitor;
use crate::session::{Beginning, Device, Holder, Place, Session, SessionToken, Stage, VisitorToken};
use motcua_kernel::{Context, Problem, SessionId, codes};
use motcua_org::rights::load::load_officer;
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store, Stored};
use serde::Serialize;
use std::net::IpAddr;

/// What was typed, and where.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// The login name as typed.
    pub login: String,
    /// The password as typed.
    pub password: Password,
    /// The address of the browser.
    pub address: IpAddr,
    /// Its device.
    pub device: Device,
    /// Its visitor cookie.
    pub visitor: VisitorToken,
}

/// A new session. Set the cookie, then follow the stage: to the work, or to the page of the second factor.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// For the cookie.
    pub token: SessionToken,
    /// The session.
    pub session: Session,
}

/// How often a sign-in that met another one of the same account is tried.
const TRIES: usize = 4;

/// Signs an officer in. On two machines at the same moment both are let in: the later one is looked at again.
///
/// # Errors
///
/// Fails if name or password is wrong, too many were, or an administrator locked the account.
pub async fn sign_in(
    store: &Store,
    keys: &Keys,
    hasher: &Hasher,
    policy: &FactorPolicy,
    ask: SignIn,
    ctx: &Context,
) -> Result<SignedIn, SignInError> {
    let mut tries = 1;
    loop {
        match sign_in_once(store, keys, hasher, policy, ask.clone(), ctx).await {
            Err(SignInError::Commit(CommitError::Stale { .. })) if tries < TRIES => tries += 1,
            answer => return answer,
        }
    }
}

async fn sign_in_once(
    store: &Store,
    keys: &Keys,
    hasher: &Hasher,
    policy: &FactorPolicy,
    ask: SignIn,
    ctx: &Context,
) -> Result<SignedIn, SignInError> {
    let doors = [Door::Login(&ask.login), Door::Address(ask.address)];
    let read = store.read().await?;
    attempts::check(&read, keys, &doors, ctx.now()).await?;

    let found: Option<Stored<Account>> = match Login::parse(&ask.login) {
        Ok(login) => read.first(with_login(login.as_str())).await?,
        Err(_) => None,
    };
    let hash = found.as_ref().and_then(|account| account.password());
    let right = hasher.is_right(hash, &ask.password).await?;
    let (Some(account), true) = (found, right) else {
        attempts::count(store, keys, &doors, ctx).await?;
        return Err(SignInError::Wrong);
    };
    match account.state {
        State::Active { .. } => {}
        // Only who knows the password learns that the account is locked.
        State::Locked { .. } => return Err(SignInError::Locked),
        State::Waiting | State::Closed { .. } => return Err(SignInError::Wrong),
    }

    let mut record = account.record.clone();
    if record.password().is_some_and(|hash| hash.is_outdated(hasher.cost())) {
        record = record.rehashed(hasher.hash(&ask.password, ctx).await?);
    }
    let held = load_officer(&read, account.officer, ctx.now()).await?;
    let stage = match (&account.factor, policy.demands(&account, &held)) {
        (Some(_), _) => Stage::FactorDue,
        (None, true) => Stage::EnrolmentDue,
        (None, false) => Stage::Open,
    };
    let holder = Holder::Officer {
        account: account.id,
        officer: account.officer,
    };
    let beginning = Beginning {
        holder,
        place: Place::Desk,
        stage,
        device: ask.device,
        visitor: ask.visitor,
    };
    let (session, token) = Session::begin(beginning, ctx);

    let mut set = ChangeSet::new(&crate::fresh(ctx));
    // The account is written: closing or locking it at the same moment makes one of the two stale.
    set.update(&account.with(record));
    set.insert(&session);
    // One browser has one session: a double click, or signing in again, does not leave another behind.
    for earlier in read.all(of_visitor(session.visitor.as_str(), 10)).await? {
        set.delete(&earlier);
    }
    set.journal(Event::new(
        account.id.thing(),
        "account.password_passed",
        &Passed {
            session: session.id,
            stage,
        },
    ));
    // The name's failures are forgotten; the address's are not, or one good account would cover for guessing others.
    attempts::forget(&read, keys, &doors[..1], &mut set).await?;
    store.commit(set).await?;
    Ok(SignedIn { token, session })
}

#[derive(Serialize)]
struct Passed {
    session: SessionId,
    #[serde(flatten)]
    stage: Stage,
}

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Said of unknown names, wrong passwords and accounts without one alike.
    #[error("the login name or the password is wrong")]
    Wrong,
    /// Said only to who knows the password.
    #[error("the account is locked: an administrator unlocks it")]
    Locked,
    /// Too many wrong tries, of this name or from this address.
    #[error(transparent)]
    TooMany(#[from] TooManyTries),
    /// Too many sign-ins at once.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// The store refused a read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store refused the change: sign in again.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// Lets errors of the counters become those of the action that asked them.
macro_rules! counter_errors {
    ($($error:ty),+) => {$(
        impl From<CheckError> for $error {
            fn from(error: CheckError) -> Self {
                match error {
                    CheckError::TooMany(wait) => wait.into(),
                    CheckError::Read(error) => error.into(),
                }
            }
        }
        impl From<CountError> for $error {
            fn from(error: CountError) -> Self {
                match error {
                    CountError::Read(error) => error.into(),
                    CountError::Commit(error) => error.into(),
                }
            }
        }
    )+};
}

counter_errors!(
    SignInError,
    super::UnlockError,
    super::ChangePasswordError,
    crate::second_factor::EnrolError,
    crate::second_factor::PassError,
    crate::activation::RedeemError
);

impl From<TooManyTries> for Problem {
    fn from(wait: TooManyTries) -> Self {
        Self::new(codes::TOO_MANY).value("until", wait.until.to_string())
    }
}

impl From<HashError> for Problem {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Busy => Self::new(codes::UNAVAILABLE).caused_by(error),
            HashError::Cost => Self::new(codes::INTERNAL).caused_by(error),
        }
    }
}

impl From<SignInError> for Problem {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Wrong => Self::new(codes::INVALID).field("password", "sign-in-wrong"),
            SignInError::Locked => Self::new(codes::INVALID).field("login", "account-locked"),
            SignInError::TooMany(wait) => wait.into(),
            SignInError::Hash(error) => error.into(),
            SignInError::Read(error) => error.into(),
            SignInError::Commit(error) => error.into(),
        }
    }
}
