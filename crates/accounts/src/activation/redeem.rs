//! Using a slip: the code opens the page, the password closes the matter.

use super::{Activation, SlipError, SlipState, names};
use crate::account::{Account, AccountThing, Door, Login, StateError, TooManyTries, attempts};
use crate::password::{HashError, Hasher, Password, PolicyError};
use crate::secret::Keys;
use crate::session::end_in;
use crate::typed_code::{TypedCode, TypedCodeError};
use motcua_kernel::{AccountId, ActivationId, Context, Problem, codes};
use motcua_store::{ChangeSet, CommitError, Event, Read, ReadError, Store, Stored};
use serde::Serialize;
use std::net::IpAddr;

/// What a slip opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redeemed {
    /// The account.
    pub account: AccountId,
    /// Its login name, to sign in with next.
    pub login: Login,
}

/// Looks at a slip without using it: whose account it opens, for the page that asks for a password.
///
/// # Errors
///
/// Fails if the code is mistyped, unknown, used, replaced or has run out, or too many were wrong from this address.
pub async fn open_slip(
    store: &Store,
    keys: &Keys,
    typed: &str,
    address: IpAddr,
    ctx: &Context,
) -> Result<Redeemed, RedeemError> {
    let code = TypedCode::parse(typed)?;
    let (slip, account) = find(store, keys, &code, address, ctx).await?;
    slip.check(ctx.now())?;
    Ok(Redeemed {
        account: account.id,
        login: account.record.login,
    })
}

/// Uses a slip: sets the password and ends every session of the account. The officer then signs in, which enrols
/// the second factor where one is demanded.
///
/// # Errors
///
/// As [`open_slip`], and if the password is not taken or the account was locked or closed meanwhile.
pub async fn redeem(
    store: &Store,
    keys: &Keys,
    hasher: &Hasher,
    typed: &str,
    password: &Password,
    address: IpAddr,
    ctx: &Context,
) -> Result<Redeemed, RedeemError> {
    let code = TypedCode::parse(typed)?;
    let (slip, account) = find(store, keys, &code, address, ctx).await?;
    if matches!(slip.state, SlipState::Used { by, .. } if by == ctx.change()) {
        // A double click: the first one did it.
        return Ok(Redeemed {
            account: account.id,
            login: account.record.login,
        });
    }
    password.check_new(account.login.as_str())?;
    let hash = hasher.hash(password, ctx).await?;
    let used = slip.record.clone().used(ctx.change(), ctx.now())?;
    let (activated, event) = account.record.clone().set_password(hash, ctx.now())?;

    let read = store.read().await?;
    let mut set = ChangeSet::new(ctx);
    set.update(&slip.with(used));
    set.update(&account.with(activated));
    set.journal(Event::new(
        account.id.thing(),
        "account.slip_used",
        &Used { slip: slip.id },
    ));
    set.journal(event);
    end_in(&read, account.officer.into(), None, &mut set).await?;
    // Who holds the slip is who they say: earlier guesses at the name do not keep them waiting.
    attempts::forget(&read, keys, &[Door::Login(account.login.as_str())], &mut set).await?;
    store.commit(set).await?;
    Ok(Redeemed {
        account: account.id,
        login: account.record.login,
    })
}

async fn find(
    store: &Store,
    keys: &Keys,
    code: &TypedCode,
    address: IpAddr,
    ctx: &Context,
) -> Result<(Stored<Activation>, Stored<Account>), RedeemError> {
    let read = store.read().await?;
    let doors = [Door::Slip(address)];
    attempts::check(&read, keys, &doors, ctx.now()).await?;
    let Some(slip) = by_code(&read, keys, code).await? else {
        attempts::count(store, keys, &doors, ctx).await?;
        return Err(RedeemError::Unknown);
    };
    let account = read.get(slip.account).await?;
    Ok((slip, account))
}

async fn by_code(read: &Read, keys: &Keys, code: &TypedCode) -> Result<Option<Stored<Activation>>, ReadError> {
    for (id, digest) in names(keys, code) {
        if let Some(slip) = read.find::<Activation>(id).await?
            && slip.digest.is(&digest)
        {
            return Ok(Some(slip));
        }
    }
    Ok(None)
}

#[derive(Serialize)]
struct Used {
    slip: ActivationId,
}

/// Why a slip set no password.
#[derive(Debug, thiserror::Error)]
pub enum RedeemError {
    /// A typing error; nothing was tried.
    #[error(transparent)]
    Code(#[from] TypedCodeError),
    /// No slip has this code.
    #[error("no slip has this code: compare it with the paper")]
    Unknown,
    /// Used, replaced or over.
    #[error(transparent)]
    Slip(#[from] SlipError),
    /// The password breaks a rule.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// Too many unknown codes from this address.
    #[error(transparent)]
    TooMany(#[from] TooManyTries),
    /// Locked or closed since the slip was printed.
    #[error(transparent)]
    State(#[from] StateError),
    /// Too many sign-ins at once.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// The store refused a read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store refused the change.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<RedeemError> for Problem {
    fn from(error: RedeemError) -> Self {
        let field = |message| Self::new(codes::INVALID).field("code", message);
        match error {
            RedeemError::Code(_) => field("slip-mistyped"),
            RedeemError::Unknown => field("slip-unknown"),
            RedeemError::Slip(SlipError::Used) => field("slip-used"),
            RedeemError::Slip(SlipError::Replaced) => field("slip-replaced"),
            RedeemError::Slip(SlipError::Over) => field("slip-over"),
            RedeemError::Policy(error) => error.into(),
            RedeemError::TooMany(wait) => wait.into(),
            RedeemError::State(_) => Self::new(codes::WRONG_STATE),
            RedeemError::Hash(error) => error.into(),
            RedeemError::Read(error) => error.into(),
            RedeemError::Commit(error) => error.into(),
        }
    }
}
