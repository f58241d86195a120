//! Failed tries, and the wait that grows with them.
//!
//! Counted for each account name (known or not: the answer is the same) and for each address, in the store, so that
//! all processes agree. Nobody is locked out for good by a stranger: the wait has a bound and tries are forgotten
//! with time. What is kept is a keyed digest of the name or address, never the thing itself.

use crate::secret::{KeyUse, Keys, id_from_digest};
use motcua_kernel::{Context, Instant, ThingId};
use motcua_store::{ChangeSet, CommitError, Read, ReadError, Store, Stored};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;

/// What is guarded against guessing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door<'a> {
    /// A login name, as it was typed.
    Login(&'a str),
    /// The second factor of an account's name.
    Factor(&'a str),
    /// An address. Half a commune sits behind one, so that it has far more tries. Of IPv6 the first 64 bits
    /// count: a household has all the rest.
    Address(IpAddr),
    /// Activation slips tried from an address.
    Slip(IpAddr),
}

#[derive(Debug, Clone, Copy)]
struct Patience {
    /// So many failures cost nothing.
    free: i64,
    /// The next one costs so many seconds, each further one twice as many.
    first_wait: i64,
    /// But never more than these.
    longest_wait: i64,
    /// One failure is forgotten after so many seconds.
    forget_after: i64,
}

impl Door<'_> {
    const fn patience(self) -> Patience {
        match self {
            Self::Login(_) => Patience {
                free: 5,
                first_wait: 30,
                longest_wait: 900,
                forget_after: 3_600,
            },
            Self::Factor(_) => Patience {
                free: 5,
                first_wait: 60,
                longest_wait: 900,
                forget_after: 3_600,
            },
            Self::Address(_) => Patience {
                free: 60,
                first_wait: 10,
                longest_wait: 300,
                forget_after: 60,
            },
            Self::Slip(_) => Patience {
                free: 20,
                first_wait: 30,
                longest_wait: 900,
                forget_after: 300,
            },
        }
    }

    fn name(self) -> (&'static [u8], Vec<u8>) {
        match self {
            Self::Login(typed) => (b"login", typed.trim().to_ascii_lowercase().into_bytes()),
            Self::Factor(typed) => (b"factor", typed.trim().to_ascii_lowercase().into_bytes()),
            Self::Address(address) => (b"address", network(address)),
            Self::Slip(address) => (b"slip", network(address)),
        }
    }

    /// The id of its counter.
    pub fn id(self, keys: &Keys) -> ThingId {
        let (kind, name) = self.name();
        id_from_digest(&keys.mac(KeyUse::Attempts, &[kind, &name]))
    }
}

fn network(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(four) => four.octets().to_vec(),
        IpAddr::V6(six) => six.octets()[..8].to_vec(),
    }
}

/// The counter of one door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempts {
    /// Keyed digest of what is guarded.
    pub id: ThingId,
    /// Failures that are not forgotten yet, as of `last_at`.
    pub failures: i64,
    /// The last failure.
    pub last_at: Instant,
    /// Until when nothing is tried.
    pub until: Instant,
    /// When all is forgotten.
    pub forgotten_at: Instant,
}

/// Nothing is tried until this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many wrong tries: wait until {until}")]
pub struct TooManyTries {
    /// The first moment at which something is tried again.
    pub until: Instant,
}

impl Attempts {
    fn none(id: ThingId, now: Instant) -> Self {
        Self {
            id,
            failures: 0,
            last_at: now,
            until: now,
            forgotten_at: now,
        }
    }

    /// Whether something may be tried now.
    ///
    /// # Errors
    ///
    /// Fails, with the end of the wait, after too many failures.
    pub fn check(&self, now: Instant) -> Result<(), TooManyTries> {
        if now < self.until {
            Err(TooManyTries { until: self.until })
        } else {
            Ok(())
        }
    }

    /// One more failure.
    #[must_use]
    pub fn failed(self, door: Door<'_>, now: Instant) -> Self {
        let patience = door.patience();
        let passed = now.micros_since(self.last_at).max(0) / 1_000_000;
        let remembered = (self.failures - passed / patience.forget_after).max(0);
        let failures = remembered + 1;
        let over = failures - patience.free;
        let wait = if over <= 0 {
            0
        } else {
            // The shift is bounded so that it cannot overflow; the wait is bounded anyhow.
            (patience.first_wait << (over - 1).min(20)).min(patience.longest_wait)
        };
        Self {
            id: self.id,
            failures,
            last_at: now,
            until: now.plus_seconds(wait),
            forgotten_at: now.plus_seconds(wait.max(failures * patience.forget_after)),
        }
    }
}

/// Whether the doors are open.
pub(crate) async fn check(read: &Read, keys: &Keys, doors: &[Door<'_>], now: Instant) -> Result<(), CheckError> {
    for door in doors {
        if let Some(attempts) = read.find::<Attempts>(door.id(keys)).await? {
            attempts.check(now)?;
        }
    }
    Ok(())
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum CheckError {
    #[error(transparent)]
    TooMany(#[from] TooManyTries),
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// Counts one failure at each door. A change of its own, with a change id that nobody outside can repeat: the id of
/// a form's token would count a thousand tries with one form as one.
pub(crate) async fn count(store: &Store, keys: &Keys, doors: &[Door<'_>], ctx: &Context) -> Result<(), CountError> {
    for door in doors {
        // Others may count at the same door at this moment: read again until it is written.
        for _ in 0..20 {
            let read = store.read().await?;
            let found: Option<Stored<Attempts>> = read.find::<Attempts>(door.id(keys)).await?;
            let mut set = ChangeSet::new(&crate::fresh(ctx));
            match &found {
                Some(stored) => set.update(&stored.with(stored.record.clone().failed(*door, ctx.now()))),
                None => set.insert(&Attempts::none(door.id(keys), ctx.now()).failed(*door, ctx.now())),
            };
            match store.commit(set).await {
                Ok(_) => break,
                Err(CommitError::Stale { .. } | CommitError::Taken { .. }) => continue,
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(())
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum CountError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// Forgets the failures at these doors, because the right one came in. Part of the change set that lets them in.
pub(crate) async fn forget(read: &Read, keys: &Keys, doors: &[Door<'_>], set: &mut ChangeSet) -> Result<(), ReadError> {
    for door in doors {
        if let Some(stored) = read.find::<Attempts>(door.id(keys)).await? {
            set.delete(&stored);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Instant = Instant::from_micros(1_790_000_000_000_000);
    const LOGIN: Door<'static> = Door::Login("lan.nt");

    fn after(failures: i64) -> Attempts {
        (0..failures).fold(Attempts::none(ThingId::from_u128(1), NOW), |attempts, _| {
            attempts.failed(LOGIN, NOW)
        })
    }

    #[test]
    fn five_wrong_passwords_cost_nothing_and_the_sixth_half_a_minute() {
        assert!(after(5).check(NOW).is_ok());
        assert_eq!(
            after(6).check(NOW),
            Err(TooManyTries {
                until: NOW.plus_seconds(30)
            })
        );
        assert_eq!(
            after(7).check(NOW),
            Err(TooManyTries {
                until: NOW.plus_seconds(60)
            })
        );
        assert_eq!(
            after(60).check(NOW),
            Err(TooManyTries {
                until: NOW.plus_seconds(900)
            })
        );
        assert!(after(60).check(NOW.plus_seconds(900)).is_ok());
    }

    #[test]
    fn an_hour_forgets_one_failure() {
        let attempts = after(5).failed(LOGIN, NOW.plus_seconds(3_600));
        assert_eq!(attempts.failures, 5);
        assert!(attempts.check(NOW.plus_seconds(3_600)).is_ok());
    }

    #[test]
    fn a_whole_centre_behind_one_address_is_not_shut_out_by_its_typing_errors() {
        let address: IpAddr = "203.0.113.9".parse().unwrap();
        let door = Door::Address(address);
        let attempts = (0..60).fold(Attempts::none(door.id(&Keys::new([0; 32])), NOW), |attempts, _| {
            attempts.failed(door, NOW)
        });
        assert!(attempts.check(NOW).is_ok());
        assert!(attempts.failed(door, NOW).check(NOW).is_err());
    }

    #[test]
    fn a_household_is_one_address_and_doors_are_kept_apart() {
        let keys = Keys::new([0; 32]);
        let id = |text: &str| Door::Address(text.parse().unwrap()).id(&keys);
        assert_eq!(id("2001:db8:1:2::1"), id("2001:db8:1:2:ffff::9"));
        assert_ne!(id("2001:db8:1:2::1"), id("2001:db8:1:3::1"));
        assert_eq!(id("203.0.113.9"), id("::ffff:203.0.113.9"));
        assert_eq!(Door::Login(" Lan.NT").id(&keys), LOGIN.id(&keys));
        assert_ne!(Door::Login("lan.nt").id(&keys), Door::Factor("lan.nt").id(&keys));
    }

    proptest! {
        #[test]
        fn waits_are_bounded_and_grow_with_failures(gaps in prop::collection::vec(0i64..5_000, 1..60)) {
            let mut attempts = after(0);
            let mut now = NOW;
            for gap in gaps {
                let before = attempts.clone();
                now = now.plus_seconds(gap);
                attempts = attempts.failed(LOGIN, now);
                let wait = attempts.until.micros_since(now);
                prop_assert!((0..=900_000_000).contains(&wait));
                prop_assert!(attempts.failures >= 1 && attempts.failures <= before.failures + 1);
                prop_assert!(attempts.forgotten_at >= attempts.until);
            }
        }
    }
}
