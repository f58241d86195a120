//! Officers' accounts: one an officer, from the first slip to the day that they leave.

pub(crate) mod administer;
pub(crate) mod attempts;
mod close;
mod login;
mod open;
mod password;
mod record;
mod sign_in;
mod unlock_screen;

#[cfg(any(test, feature = "samples"))]
pub mod sample;

pub use attempts::{Attempts, Door, TooManyTries};
pub use close::{CloseError, close, lock, unlock};
pub use login::{Login, LoginError};
pub use open::{NewAccount, OpenError, open};
pub use password::{ChangePasswordError, change_password};
pub use record::{list_accounts, of_officer, of_officers, with_login};
pub use sign_in::{SignIn, SignInError, SignedIn, sign_in};
pub use unlock_screen::{UnlockError, unlock_screen};

use crate::password::PasswordHash;
use crate::second_factor::{Demand, Totp};
use crate::secret::Sealed;
use motcua_kernel::{AccountId, Instant, OfficerId, ThingId};
use motcua_store::Event;
use serde::{Deserialize, Serialize};

/// An officer's account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Whose.
    pub officer: OfficerId,
    /// What the officer types.
    pub login: Login,
    /// How far its life has come.
    pub state: State,
    /// Whether a second factor is demanded here, whatever the positions demand.
    pub demand: Demand,
    /// The second factor, once enrolled.
    pub factor: Option<Totp>,
    /// The key of an enrolment that is under way; it replaces the factor when its first code is right.
    pub enrolling: Option<Sealed>,
    /// When it was opened.
    pub opened_at: Instant,
}

/// The life of an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum State {
    /// Opened; nobody has set a password yet. An activation slip opens it.
    Waiting,
    /// In use.
    Active {
        /// Digest of the password.
        password: PasswordHash,
        /// When it was set.
        set_at: Instant,
    },
    /// Locked by an administrator until they unlock it. (Too many wrong passwords do not lock: see [`Attempts`].)
    Locked {
        /// What it was before.
        password: Option<PasswordHash>,
        /// When the password was set.
        set_at: Option<Instant>,
        /// Since when.
        at: Instant,
    },
    /// The officer left (IDN-05). The login name is never given again; password and second factor are gone.
    Closed {
        /// Since when.
        at: Instant,
    },
}

impl State {
    /// The stable word.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Active { .. } => "active",
            Self::Locked { .. } => "locked",
            Self::Closed { .. } => "closed",
        }
    }
}

/// Why an account does not do what is asked in its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StateError {
    /// Closed for good.
    #[error("account {0} is closed: open another one for the officer")]
    Closed(AccountId),
    /// Locked by an administrator.
    #[error("account {0} is locked: an administrator unlocks it")]
    Locked(AccountId),
    /// Not locked.
    #[error("account {0} is not locked")]
    NotLocked(AccountId),
}

#[derive(Serialize)]
struct OfOfficer {
    officer: OfficerId,
}

#[derive(Serialize)]
struct Nothing {}

impl Account {
    /// A new account, waiting for its first password.
    pub fn new(id: AccountId, officer: OfficerId, login: Login, demand: Demand, now: Instant) -> (Self, Event) {
        let event = Event::new(id.thing(), "account.opened", &OfOfficer { officer });
        let account = Self {
            id,
            officer,
            login,
            state: State::Waiting,
            demand,
            factor: None,
            enrolling: None,
            opened_at: now,
        };
        (account, event)
    }

    /// The digest of the password, if the account may be signed in to.
    pub fn password(&self) -> Option<&PasswordHash> {
        match &self.state {
            State::Active { password, .. } => Some(password),
            State::Locked { password, .. } => password.as_ref(),
            State::Waiting | State::Closed { .. } => None,
        }
    }

    /// Sets a password: the first one, or another. A locked account stays locked.
    ///
    /// # Errors
    ///
    /// Fails if the account is locked or closed.
    pub fn set_password(self, password: PasswordHash, now: Instant) -> Result<(Self, Event), StateError> {
        match self.state {
            State::Waiting | State::Active { .. } => {
                let event = Event::new(self.id.thing(), "account.password_set", &Nothing {});
                Ok((
                    Self {
                        state: State::Active { password, set_at: now },
                        ..self
                    },
                    event,
                ))
            }
            State::Locked { .. } => Err(StateError::Locked(self.id)),
            State::Closed { .. } => Err(StateError::Closed(self.id)),
        }
    }

    /// The same password under a new digest, because the cost of hashing was raised.
    #[must_use]
    pub fn rehashed(self, digest: PasswordHash) -> Self {
        let state = match self.state {
            State::Active { set_at, .. } => State::Active {
                password: digest,
                set_at,
            },
            State::Locked {
                password: Some(_),
                set_at,
                at,
            } => State::Locked {
                password: Some(digest),
                set_at,
                at,
            },
            other @ (State::Waiting | State::Locked { password: None, .. } | State::Closed { .. }) => other,
        };
        Self { state, ..self }
    }

    /// Locks the account until an administrator unlocks it. Its sessions end in the same change set.
    ///
    /// # Errors
    ///
    /// Fails if it is locked or closed already.
    pub fn lock(self, now: Instant) -> Result<(Self, Event), StateError> {
        let (password, set_at) = match self.state {
            State::Waiting => (None, None),
            State::Active { password, set_at } => (Some(password), Some(set_at)),
            State::Locked { .. } => return Err(StateError::Locked(self.id)),
            State::Closed { .. } => return Err(StateError::Closed(self.id)),
        };
        let event = Event::new(self.id.thing(), "account.locked", &Nothing {});
        Ok((
            Self {
                state: State::Locked {
                    password,
                    set_at,
                    at: now,
                },
                ..self
            },
            event,
        ))
    }

    /// Unlocks it, as it was before.
    ///
    /// # Errors
    ///
    /// Fails if it is not locked.
    pub fn unlock(self) -> Result<(Self, Event), StateError> {
        let state = match self.state {
            State::Locked {
                password: Some(password),
                set_at,
                at,
            } => State::Active {
                password,
                set_at: set_at.unwrap_or(at),
            },
            State::Locked { password: None, .. } => State::Waiting,
            State::Waiting | State::Active { .. } => return Err(StateError::NotLocked(self.id)),
            State::Closed { .. } => return Err(StateError::Closed(self.id)),
        };
        let event = Event::new(self.id.thing(), "account.unlocked", &Nothing {});
        Ok((Self { state, ..self }, event))
    }

    /// Closes it for good (IDN-05). Its sessions end in the same change set.
    ///
    /// # Errors
    ///
    /// Fails if it is closed already.
    pub fn close(self, now: Instant) -> Result<(Self, Event), StateError> {
        if matches!(self.state, State::Closed { .. }) {
            return Err(StateError::Closed(self.id));
        }
        let event = Event::new(self.id.thing(), "account.closed", &Nothing {});
        Ok((
            Self {
                state: State::Closed { at: now },
                factor: None,
                enrolling: None,
                ..self
            },
            event,
        ))
    }
}

/// The thing of an account: all that happens to it stands in one chain.
pub(crate) trait AccountThing {
    fn thing(self) -> ThingId;
}

impl AccountThing for AccountId {
    fn thing(self) -> ThingId {
        ThingId::from(uuid::Uuid::from(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::password::{Cost, Password};

    fn hash(text: &str) -> PasswordHash {
        PasswordHash::make(&Password::typed(text), [1; 16], Cost::CHEAP).unwrap()
    }

    fn account() -> Account {
        let login = Login::parse("lan.nt").unwrap();
        let (id, officer) = (AccountId::from_u128(1), OfficerId::from_u128(2));
        Account::new(id, officer, login, Demand::AsPositions, Instant::from_micros(0)).0
    }

    #[test]
    fn an_account_that_waits_has_no_password_that_could_be_right() {
        assert!(account().password().is_none());
        let (active, _) = account().set_password(hash("a"), Instant::from_micros(1)).unwrap();
        assert!(active.password().is_some());
    }

    #[test]
    fn a_locked_account_takes_no_new_password_and_comes_back_as_it_was() {
        let now = Instant::from_micros(1);
        let (active, _) = account().set_password(hash("a"), now).unwrap();
        let before = active.password().cloned();
        let (locked, _) = active.lock(now).unwrap();
        assert_eq!(
            locked.clone().set_password(hash("b"), now).unwrap_err(),
            StateError::Locked(locked.id)
        );
        assert_eq!(locked.unlock().unwrap().0.password().cloned(), before);
        let (locked, _) = account().lock(now).unwrap();
        assert!(matches!(locked.unlock().unwrap().0.state, State::Waiting));
    }

    #[test]
    fn closing_drops_what_would_let_somebody_in() {
        let now = Instant::from_micros(1);
        let (active, _) = account().set_password(hash("a"), now).unwrap();
        let (closed, _) = active.close(now).unwrap();
        assert!(closed.password().is_none() && closed.factor.is_none());
        assert_eq!(closed.clone().close(now).unwrap_err(), StateError::Closed(closed.id));
        assert_eq!(closed.clone().unlock().unwrap_err(), StateError::Closed(closed.id));
    }

    #[test]
    fn the_cost_can_be_raised_without_a_new_password() {
        let (active, _) = account().set_password(hash("a"), Instant::from_micros(1)).unwrap();
        let raised = active.rehashed(PasswordHash::make(&Password::typed("a"), [2; 16], Cost::CHEAP).unwrap());
        assert!(raised.password().unwrap().is_of(&Password::typed("a")));
    }
}
