//! Signed-in browsers: who, since when, how surely, and for how long still.
//!
//! A session is one record, found by one read: its id follows from the cookie's token, of which only a digest is
//! kept. Its token is made new at each sign-in, after the password was right, and never taken from the browser.
//! The moment of the last use is written at most every few minutes ([`Limits::write_every`]), so that reading
//! pages does not write to the store.

mod cookie;
mod device;
mod find;
mod list;
mod lock;
pub(crate) mod record;

pub use cookie::{Cookie, Scheme, SessionToken, VisitorToken};
pub use device::{Browser, Device, System};
pub use find::{Found, find, touch};
pub use list::{EndError, end, end_all_of_officer, end_others, list_of};
pub(crate) use list::{TRIES, end_in};
pub use lock::{LockError, lock_screen};

use crate::citizen::IdentityLevel;
use crate::secret::SecretDigest;
use motcua_kernel::{AccountId, Actor, Context, Instant, OfficerId, PersonId, SessionId};
use serde::{Deserialize, Serialize};

/// Who is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Holder {
    /// An officer, with an account of this platform.
    Officer {
        /// The account.
        account: AccountId,
        /// The officer.
        officer: OfficerId,
    },
    /// A person, through the national identity provider.
    Person {
        /// The person.
        person: PersonId,
        /// How surely the provider knows them (IDN-02).
        level: IdentityLevel,
    },
}

/// Where the browser stands, which decides how long a session lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// An officer's desk or counter.
    Desk,
    /// A person's own phone or computer.
    Own,
    /// A kiosk: the next person must not find the last one signed in.
    Shared,
}

/// How long a session lasts, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Unused for so long it locks by itself; what was typed is kept.
    pub lock_after: Option<i64>,
    /// Unused for so long it ends.
    pub idle: i64,
    /// It ends so long after sign-in, used or not.
    pub absolute: i64,
    /// The last use is written at most so often. A session lasts up to so much longer than its limits say,
    /// never shorter.
    pub write_every: i64,
}

impl Place {
    /// The limits of this place.
    pub const fn limits(self) -> Limits {
        match self {
            // A working day with its lunch break; away from the counter the screen locks.
            Self::Desk => Limits {
                lock_after: Some(15 * 60),
                idle: 4 * 3_600,
                absolute: 12 * 3_600,
                write_every: 5 * 60,
            },
            Self::Own => Limits {
                lock_after: None,
                idle: 30 * 60,
                absolute: 8 * 3_600,
                write_every: 5 * 60,
            },
            Self::Shared => Limits {
                lock_after: None,
                idle: 3 * 60,
                absolute: 40 * 60,
                write_every: 30,
            },
        }
    }
}

/// How far a session has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "stage")]
pub enum Stage {
    /// The password was right; the code of the second factor is awaited.
    FactorDue,
    /// The password was right; a second factor is demanded and none is enrolled yet.
    EnrolmentDue,
    /// Signed in.
    Open,
    /// The officer locked the screen.
    Locked {
        /// When.
        at: Instant,
    },
}

/// What a session allows at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing but the page for the code.
    FactorDue,
    /// Nothing but the pages of enrolment.
    EnrolmentDue,
    /// Everything that the holder may.
    Open,
    /// Nothing but the page for the password; forms stay as they are.
    Locked,
    /// Nothing: signed out.
    Over,
}

/// A signed-in browser.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Session {
    /// Follows from the token.
    pub id: SessionId,
    /// Digest of the token.
    pub digest: SecretDigest,
    /// Digest of the visitor cookie: one browser has one session.
    pub visitor: SecretDigest,
    /// Who.
    pub holder: Holder,
    /// Where.
    pub place: Place,
    /// How far.
    pub stage: Stage,
    /// On which device.
    pub device: Device,
    /// When the password was right or the provider sent the person back.
    pub started_at: Instant,
    /// The last use that was written.
    pub used_at: Instant,
    /// When it ends whatever happens.
    pub ends_at: Instant,
    /// When the second factor was last passed.
    pub factor_at: Option<Instant>,
}

/// How long the page for the second factor waits, in seconds.
const FACTOR_SECONDS: i64 = 10 * 60;
/// How long the pages of enrolment wait: installing an app on a borrowed phone takes its time.
const ENROLMENT_SECONDS: i64 = 60 * 60;

/// What a new session begins with.
#[derive(Debug, Clone)]
pub struct Beginning {
    /// Who.
    pub holder: Holder,
    /// Where.
    pub place: Place,
    /// How far.
    pub stage: Stage,
    /// On which device.
    pub device: Device,
    /// The visitor cookie of the browser.
    pub visitor: VisitorToken,
}

impl Session {
    /// A new session and the token for its cookie.
    pub fn begin(beginning: Beginning, ctx: &Context) -> (Self, SessionToken) {
        let token = SessionToken::make(ctx);
        let now = ctx.now();
        let session = Self {
            id: token.session(),
            digest: token.digest(),
            visitor: beginning.visitor.digest(),
            holder: beginning.holder,
            place: beginning.place,
            stage: beginning.stage,
            device: beginning.device,
            started_at: now,
            used_at: now,
            ends_at: now.plus_seconds(beginning.place.limits().absolute),
            factor_at: None,
        };
        (session, token)
    }

    /// What it allows now.
    pub fn standing(&self, now: Instant) -> Standing {
        let limits = self.place.limits();
        let unused = now.micros_since(self.used_at) / 1_000_000;
        // A use within `write_every` of the last written one was not written.
        if now >= self.ends_at || unused >= limits.idle + limits.write_every {
            return Standing::Over;
        }
        let waited = now.micros_since(self.started_at) / 1_000_000;
        match self.stage {
            Stage::FactorDue if waited >= FACTOR_SECONDS => Standing::Over,
            Stage::FactorDue => Standing::FactorDue,
            Stage::EnrolmentDue if waited >= ENROLMENT_SECONDS => Standing::Over,
            Stage::EnrolmentDue => Standing::EnrolmentDue,
            Stage::Open => match limits.lock_after {
                Some(seconds) if unused >= seconds + limits.write_every => Standing::Locked,
                Some(_) | None => Standing::Open,
            },
            Stage::Locked { .. } => Standing::Locked,
        }
    }

    /// Who acts in this session now: nobody, unless it is open.
    pub fn actor(&self, now: Instant) -> Actor {
        match (self.standing(now), self.holder) {
            (Standing::Open, Holder::Officer { officer, .. }) => Actor::Officer(officer),
            (Standing::Open, Holder::Person { person, .. }) => Actor::Person(person),
            (Standing::FactorDue | Standing::EnrolmentDue | Standing::Locked | Standing::Over, _) => Actor::Anyone,
        }
    }

    /// Whether the second factor was passed within the last so many seconds (step-up before a weighty act).
    pub fn factor_is_fresh(&self, now: Instant, seconds: i64) -> bool {
        self.factor_at
            .is_some_and(|at| now.micros_since(at) < seconds * 1_000_000)
    }

    /// Whether the last use is old enough to be written again. Only an open session is *used*: a look at the lock
    /// screen keeps nothing alive.
    pub fn needs_touch(&self, now: Instant) -> bool {
        self.standing(now) == Standing::Open
            && now.micros_since(self.used_at) >= self.place.limits().write_every * 1_000_000
    }

    /// The same, used now.
    #[must_use]
    pub fn touched(self, now: Instant) -> Self {
        Self { used_at: now, ..self }
    }

    /// The second factor was passed: at sign-in, after enrolment, or again before a weighty act.
    #[must_use]
    pub fn factor_passed(self, now: Instant) -> Self {
        Self {
            stage: Stage::Open,
            factor_at: Some(now),
            used_at: now,
            ..self
        }
    }

    /// Locks the screen. A session that is not open stays as it is.
    #[must_use]
    pub fn locked(self, now: Instant) -> Self {
        match self.standing(now) {
            Standing::Open => Self {
                stage: Stage::Locked { at: now },
                ..self
            },
            Standing::FactorDue | Standing::EnrolmentDue | Standing::Locked | Standing::Over => self,
        }
    }

    /// Unlocks after the password was right. Id and token stay, so that the forms behind the lock still count.
    #[must_use]
    pub fn unlocked(self, now: Instant) -> Self {
        match self.standing(now) {
            Standing::Locked => Self {
                stage: Stage::Open,
                used_at: now,
                ..self
            },
            Standing::FactorDue | Standing::EnrolmentDue | Standing::Open | Standing::Over => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const START: Instant = Instant::from_micros(1_790_000_000_000_000);

    fn session(place: Place, stage: Stage) -> Session {
        let ctx = Context::new(Actor::Anyone, START);
        let officer = OfficerId::from_u128(5);
        let holder = match place {
            Place::Desk => Holder::Officer {
                account: AccountId::from_u128(4),
                officer,
            },
            Place::Own | Place::Shared => Holder::Person {
                person: PersonId::from_u128(6),
                level: IdentityLevel::Two,
            },
        };
        let device = Device::from_user_agent("");
        Session::begin(
            Beginning {
                holder,
                place,
                stage,
                device,
                visitor: VisitorToken::make(&ctx),
            },
            &ctx,
        )
        .0
    }

    fn after(seconds: i64) -> Instant {
        START.plus_seconds(seconds)
    }

    #[test]
    fn nobody_acts_before_the_second_factor() {
        let session = session(Place::Desk, Stage::FactorDue);
        assert_eq!(session.actor(after(1)), Actor::Anyone);
        assert_eq!(session.standing(after(FACTOR_SECONDS)), Standing::Over);
        let open = session.factor_passed(after(5));
        assert_eq!(open.actor(after(6)), Actor::Officer(OfficerId::from_u128(5)));
        assert!(open.factor_is_fresh(after(300), 300) && !open.factor_is_fresh(after(305), 300));
    }

    #[test]
    fn a_desk_locks_by_itself_and_opens_with_its_forms_kept() {
        let session = session(Place::Desk, Stage::Open);
        assert_eq!(session.standing(after(20 * 60 - 1)), Standing::Open);
        assert_eq!(session.standing(after(20 * 60)), Standing::Locked);
        let id = session.id;
        let open = session.unlocked(after(30 * 60));
        assert_eq!((open.standing(after(30 * 60)), open.id), (Standing::Open, id));
    }

    #[test]
    fn a_locked_screen_gives_nobody_and_ends_after_the_working_day() {
        let locked = session(Place::Desk, Stage::Open).locked(after(60));
        assert_eq!(
            (locked.standing(after(61)), locked.actor(after(61))),
            (Standing::Locked, Actor::Anyone)
        );
        assert!(
            !locked.needs_touch(after(3_000)),
            "a look at the lock screen keeps nothing alive"
        );
        assert_eq!(locked.standing(after(4 * 3_600 + 300)), Standing::Over);
        assert_eq!(
            locked.unlocked(after(5 * 3_600)).standing(after(5 * 3_600)),
            Standing::Over
        );
    }

    #[test]
    fn a_kiosk_forgets_within_minutes() {
        let session = session(Place::Shared, Stage::Open);
        assert_eq!(session.standing(after(209)), Standing::Open);
        assert_eq!(session.standing(after(210)), Standing::Over);
    }

    #[test]
    fn use_does_not_lengthen_a_session_beyond_its_absolute_end() {
        let mut session = session(Place::Own, Stage::Open);
        let mut now = START;
        while session.standing(now) == Standing::Open {
            session = session.touched(now);
            now = now.plus_seconds(600);
        }
        assert_eq!(now, after(8 * 3_600));
    }

    proptest! {
        #[test]
        fn a_session_used_within_its_idle_time_never_ends_early(gaps in prop::collection::vec(0i64..30 * 60, 1..40)) {
            let mut session = session(Place::Own, Stage::Open);
            let mut now = START;
            for gap in gaps {
                now = now.plus_seconds(gap);
                if now >= session.ends_at {
                    break;
                }
                prop_assert_eq!(session.standing(now), Standing::Open);
                if session.needs_touch(now) {
                    session = session.touched(now);
                }
            }
        }

        #[test]
        fn what_is_over_stays_over(later in 0i64..100_000, more in 0i64..100_000) {
            let session = session(Place::Own, Stage::Open);
            if session.standing(after(later)) == Standing::Over {
                prop_assert_eq!(session.standing(after(later + more)), Standing::Over);
            }
        }
    }
}
