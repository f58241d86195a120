//! Printing slips: for one officer who forgot, or for a whole centre before its first day.

use super::Activation;
use super::record::open_for;
use crate::account::{Account, AccountThing, Login, State, administer};
use crate::secret::{Keys, Secret};
use motcua_kernel::{AccountId, ActivationId, ChangeId, Context, Instant, OfficerId, Problem, codes};
use motcua_org::rights::Refused;
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store, Stored};
use serde::Serialize;
use uuid::Uuid;

/// Accounts in one change set.
const AT_ONCE: usize = 50;

/// What is printed for one officer.
#[derive(Debug, Clone)]
pub struct Slip {
    /// Whose; name and unit are read from `org` where the slip is drawn.
    pub officer: OfficerId,
    /// Their account.
    pub account: AccountId,
    /// What they will type.
    pub login: Login,
    /// `XXXX-XXXX-XXXX`, shown once.
    pub code: Secret,
    /// The first moment at which it no longer counts.
    pub ends_at: Instant,
}

/// Prints a slip for each account, in their order; earlier ones no longer count. The same change (a form sent twice,
/// a page loaded again) gives the same slips.
///
/// # Errors
///
/// Fails if an account does not exist, is locked or closed, or the actor may not look after it: then no slip is given out, though those before it may
/// have been made and count for nothing, as nobody has seen their codes.
pub async fn issue(store: &Store, keys: &Keys, accounts: &[AccountId], ctx: &Context) -> Result<Vec<Slip>, IssueError> {
    let mut slips = Vec::with_capacity(accounts.len());
    for chunk in accounts.chunks(AT_ONCE) {
        // Each part of a long print run has a change id of its own, which follows from the run's.
        let part = Context::for_change(ctx.actor(), ctx.now(), ctx.id::<ChangeId>()).with_request(ctx.request());
        slips.extend(issue_part(store, keys, chunk, ctx.change(), &part).await?);
    }
    Ok(slips)
}

async fn issue_part(
    store: &Store,
    keys: &Keys,
    accounts: &[AccountId],
    run: ChangeId,
    ctx: &Context,
) -> Result<Vec<Slip>, IssueError> {
    let read = store.read().await?;
    let rights = administer::rights(&read, ctx).await?;
    let mut set = ChangeSet::new(ctx);
    let mut slips = Vec::with_capacity(accounts.len());
    for earlier in read.all(open_for(accounts, accounts.len() as i64)).await? {
        if earlier.id == Activation::make(earlier.account, keys, run, ctx.now()).0.id {
            // A repeat of this very run: the store answers it as the first time.
            continue;
        }
        set.update(&earlier.with(earlier.record.clone().replaced(ctx.now())));
    }
    for &id in accounts {
        let account: Stored<Account> = read.find(id).await?.ok_or(IssueError::NoSuchAccount(id))?;
        administer::require_for(&read, &rights, account.officer).await?;
        match account.state {
            State::Waiting | State::Active { .. } => {}
            State::Locked { .. } => return Err(IssueError::Locked(account.record.login)),
            State::Closed { .. } => return Err(IssueError::Closed(account.record.login)),
        }
        let (activation, code) = Activation::make(id, keys, run, ctx.now());
        set.expect(&account);
        set.insert(&activation);
        set.journal(Event::new(
            id.thing(),
            "account.slip_issued",
            &Issued {
                slip: activation.id,
                ends_at: activation.ends_at,
            },
        ));
        slips.push(Slip {
            officer: account.officer,
            account: id,
            login: account.record.login,
            code: Secret::new(code.shown()),
            ends_at: activation.ends_at,
        });
    }
    if store.commit(set).await?.repeated {
        // The slips that count are those of the first time.
        let read = store.read().await?;
        for slip in &mut slips {
            let id = Activation::make(slip.account, keys, run, ctx.now()).0.id;
            let kept: Stored<Activation> = read.find(id).await?.ok_or(IssueError::Lost(Uuid::from(run)))?;
            slip.ends_at = kept.ends_at;
        }
    }
    Ok(slips)
}

#[derive(Serialize)]
struct Issued {
    slip: ActivationId,
    ends_at: Instant,
}

/// Why no slip was printed.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// There is none.
    #[error("there is no account {0}")]
    NoSuchAccount(AccountId),
    /// Locked by an administrator.
    #[error("the account {0} is locked: unlock it before printing a slip")]
    Locked(Login),
    /// Closed for good.
    #[error("the account {0} is closed: open another one for the officer")]
    Closed(Login),
    /// Printed long ago, and swept away since.
    #[error("the slips of print run {0} are gone: print them again")]
    Lost(Uuid),
    /// Not allowed.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The store refused a read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store refused the change.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<IssueError> for Problem {
    fn from(error: IssueError) -> Self {
        match error {
            IssueError::NoSuchAccount(_) => Self::new(codes::NOT_FOUND),
            IssueError::Locked(login) => Self::new(codes::WRONG_STATE).value("login", login.to_string()),
            IssueError::Closed(login) => Self::new(codes::WRONG_STATE).value("login", login.to_string()),
            IssueError::Lost(_) => Self::new(codes::STALE),
            IssueError::Refused(refused) => refused.into(),
            IssueError::Read(error) => error.into(),
            IssueError::Commit(error) => error.into(),
        }
    }
}
