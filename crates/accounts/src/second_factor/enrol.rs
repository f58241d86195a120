//! Enrolling an app: a key is shown, and counts when its first code is right.

use super::picture::Picture;
use super::{RecoveryCodes, Totp, Way, totp};
use crate::Secret;
use crate::account::{Account, AccountThing, Door, TooManyTries, attempts};
use crate::secret::{KeyUse, Keys};
use crate::session::{Holder, Session, Standing};
use motcua_kernel::{AccountId, Code, Context, Instant, Problem, SessionId, codes};
use motcua_store::{ChangeSet, CommitError, Event, Read, ReadError, Store, Stored};
use serde::Serialize;
use uuid::Uuid;

/// After so long the password is asked again before the factor is changed, in seconds.
const FRESH_SECONDS: i64 = 15 * 60;

/// What the page of enrolment shows.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// The key in groups of four, for those who type it.
    pub key: Secret,
    /// What the QR code says.
    pub uri: Secret,
    /// The QR code.
    pub picture: Option<Picture>,
}

/// Shows the key of an app to enrol: the one of an enrolment under way, or a new one. An app that is enrolled
/// already stays until the new one's first code is right.
///
/// `issuer` is the name under which the app lists it.
///
/// # Errors
///
/// Fails if nobody is signed in, or if a factor exists and was not passed a moment ago.
pub async fn begin(
    store: &Store,
    keys: &Keys,
    session: SessionId,
    issuer: &str,
    ctx: &Context,
) -> Result<Invitation, EnrolError> {
    let read = store.read().await?;
    let (_, account) = signed_in(&read, session, ctx.now()).await?;
    let owner = *Uuid::from(account.id).as_bytes();
    let key = match &account.enrolling {
        // Shown again, so that a page loaded twice does not make the scanned code worthless.
        Some(sealed) => keys
            .open(KeyUse::Factor, &owner, sealed)
            .ok_or(EnrolError::Keys)?
            .to_vec(),
        None => {
            let key = ctx.secret::<20>().to_vec();
            let sealed = keys.seal(KeyUse::Factor, &owner, &key, ctx);
            let mut set = ChangeSet::new(ctx);
            set.update(&account.with(Account {
                enrolling: Some(sealed),
                ..account.record.clone()
            }));
            set.journal(Event::new(
                account.id.thing(),
                "account.enrolment_begun",
                &Facts { session },
            ));
            store.commit(set).await?;
            // A repeat of the same change kept the first key: read what stands there.
            let kept: Stored<Account> = store.read().await?.get(account.id).await?;
            let sealed = kept.record.enrolling.ok_or(EnrolError::NotBegun)?;
            keys.open(KeyUse::Factor, &owner, &sealed)
                .ok_or(EnrolError::Keys)?
                .to_vec()
        }
    };
    let uri = totp::uri(&key, issuer, account.login.as_str());
    Ok(Invitation {
        key: Secret::new(totp::shown_key(&key)),
        picture: Picture::of(&uri),
        uri: Secret::new(uri),
    })
}

/// What enrolment gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolled {
    /// To be shown once.
    pub recovery: RecoveryCodes,
}

/// Takes the first code of the new app: from now on it is the second factor, and the session has passed it.
///
/// # Errors
///
/// Fails if no enrolment is under way, the code is wrong, or too many were.
pub async fn confirm(
    store: &Store,
    keys: &Keys,
    session: SessionId,
    typed: &str,
    ctx: &Context,
) -> Result<Enrolled, EnrolError> {
    let read = store.read().await?;
    let (stored, account) = signed_in(&read, session, ctx.now()).await?;
    let doors = [Door::Factor(account.login.as_str())];
    attempts::check(&read, keys, &doors, ctx.now()).await?;

    if account
        .factor
        .as_ref()
        .is_some_and(|factor| factor.enrolled_by == ctx.change())
    {
        // A double click: the first one did it, and nobody has seen the codes yet.
        return Ok(Enrolled {
            recovery: RecoveryCodes::make(keys, account.id, ctx.change()),
        });
    }
    let sealed = account.enrolling.clone().ok_or(EnrolError::NotBegun)?;
    let key = keys
        .open(KeyUse::Factor, Uuid::from(account.id).as_bytes(), &sealed)
        .ok_or(EnrolError::Keys)?;
    let Some(step) = totp::step_of(&key, typed, ctx.now(), 0) else {
        attempts::count(store, keys, &doors, ctx).await?;
        return Err(EnrolError::Wrong);
    };
    let recovery = RecoveryCodes::make(keys, account.id, ctx.change());
    let factor = Totp {
        key: sealed,
        last_step: step,
        recovery: recovery.digests(keys, account.id),
        enrolled_at: ctx.now(),
        enrolled_by: ctx.change(),
    };

    let mut set = ChangeSet::new(ctx);
    set.update(&account.with(Account {
        factor: Some(factor),
        enrolling: None,
        ..account.record.clone()
    }));
    set.update(&stored.with(stored.record.clone().factor_passed(ctx.now())));
    set.journal(Event::new(
        account.id.thing(),
        "account.factor_enrolled",
        &Passed { session, way: Way::App },
    ));
    attempts::forget(&read, keys, &doors, &mut set).await?;
    store.commit(set).await?;
    Ok(Enrolled { recovery })
}

/// The session and account of an officer who may change their second factor now.
async fn signed_in(
    read: &Read,
    session: SessionId,
    now: Instant,
) -> Result<(Stored<Session>, Stored<Account>), EnrolError> {
    let stored = read.find::<Session>(session).await?.ok_or(EnrolError::NotSignedIn)?;
    let Holder::Officer { account, .. } = stored.holder else {
        return Err(EnrolError::NotSignedIn);
    };
    let account: Stored<Account> = read.get(account).await?;
    match stored.standing(now) {
        Standing::EnrolmentDue => {}
        Standing::Open => {
            let since_start = now.micros_since(stored.started_at) / 1_000_000;
            let fresh = match account.factor {
                Some(_) => stored.factor_is_fresh(now, FRESH_SECONDS),
                None => since_start < FRESH_SECONDS,
            };
            if !fresh {
                return Err(EnrolError::StepUp(account.id));
            }
        }
        Standing::FactorDue | Standing::Locked | Standing::Over => return Err(EnrolError::NotSignedIn),
    }
    Ok((stored, account))
}

#[derive(Serialize)]
struct Facts {
    session: SessionId,
}

#[derive(Serialize)]
struct Passed {
    session: SessionId,
    way: Way,
}

/// Why nothing was enrolled.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// The session is over, locked or not an officer's.
    #[error("nobody is signed in here who could enrol a second factor: sign in again")]
    NotSignedIn,
    /// The last proof is too old for such a change.
    #[error("the proof of {0} is older than a quarter of an hour: pass it again before changing the second factor")]
    StepUp(AccountId),
    /// There is no key to confirm.
    #[error("no enrolment is under way: begin it again")]
    NotBegun,
    /// The code does not fit.
    #[error("the code is wrong or over: check the phone's clock and type the code that is shown now")]
    Wrong,
    /// Too many wrong codes.
    #[error(transparent)]
    TooMany(#[from] TooManyTries),
    /// The keys of the installation changed meanwhile.
    #[error("the key of the second factor was sealed with a key that this installation no longer has")]
    Keys,
    /// The store refused a read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store refused the change.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// A fresh proof of the second factor is needed before this act.
pub const STEP_UP: Code = Code::new("step-up", 403);

impl From<EnrolError> for Problem {
    fn from(error: EnrolError) -> Self {
        match error {
            EnrolError::NotSignedIn => Self::new(codes::SIGN_IN_NEEDED),
            EnrolError::StepUp(_) => Self::new(STEP_UP),
            EnrolError::NotBegun => Self::new(codes::WRONG_STATE),
            EnrolError::Wrong => Self::new(codes::INVALID).field("code", "factor-code-wrong"),
            EnrolError::TooMany(wait) => wait.into(),
            EnrolError::Keys => Self::new(codes::INTERNAL).caused_by(error),
            EnrolError::Read(error) => error.into(),
            EnrolError::Commit(error) => error.into(),
        }
    }
}
