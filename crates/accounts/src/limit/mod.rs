//! Rate limits: how many requests of one kind a browser, address or client may send.
//!
//! Kept **in this process**, not in the store: a limit protects the machine from floods, and a write for each
//! request would be the flood. With several processes the limit is that many times as high. What must hold across
//! processes, the wait after wrong passwords and codes, is in [`crate::account::Attempts`].

use motcua_kernel::{Code, Instant, Problem, codes};
use std::collections::HashMap;
use std::sync::Mutex;

/// How much is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// So many at once.
    pub burst: u32,
    /// One more comes free after so many microseconds.
    pub refill_micros: i64,
}

impl Allowance {
    /// So many at once, and as many again over each minute.
    pub const fn per_minute(burst: u32) -> Self {
        Self {
            burst,
            refill_micros: 60_000_000 / burst as i64,
        }
    }
}

/// Token buckets by key, for one kind of requests.
#[derive(Debug)]
pub struct Limit {
    allowance: Allowance,
    most_keys: usize,
    /// For each key, the moment at which its bucket is full again.
    full_at: Mutex<HashMap<String, i64>>,
}

/// Too many requests; wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many requests: try again at {again_at}")]
pub struct Exceeded {
    /// When the next one is taken.
    pub again_at: Instant,
}

impl Limit {
    /// The code of its problem.
    pub const CODE: Code = codes::TOO_MANY;

    /// A limit that remembers at most so many keys: the memory that a flood can take.
    pub fn new(allowance: Allowance, most_keys: usize) -> Self {
        Self {
            allowance,
            most_keys,
            full_at: Mutex::new(HashMap::new()),
        }
    }

    /// Takes one from the bucket of a key.
    ///
    /// # Errors
    ///
    /// Fails, with the moment to come back, when it is empty.
    pub fn take(&self, key: &str, now: Instant) -> Result<(), Exceeded> {
        let now_micros = now.as_micros();
        // A panic elsewhere cannot leave the map half written: each change is one insert.
        let mut full_at = self.full_at.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if full_at.len() >= self.most_keys && !full_at.contains_key(key) {
            // A full bucket says nothing that an absent one does not.
            full_at.retain(|_, full| *full > now_micros);
            if full_at.len() >= self.most_keys {
                let again_at = now.plus_micros(self.allowance.refill_micros);
                return Err(Exceeded { again_at });
            }
        }
        let refill = self.allowance.refill_micros;
        let full = full_at.get(key).copied().unwrap_or(now_micros).max(now_micros) + refill;
        let over = full - now_micros - refill * i64::from(self.allowance.burst);
        if over > 0 {
            return Err(Exceeded {
                again_at: now.plus_micros(over),
            });
        }
        full_at.insert(key.to_owned(), full);
        Ok(())
    }
}

impl From<Exceeded> for Problem {
    fn from(exceeded: Exceeded) -> Self {
        Self::new(Limit::CODE).value("until", exceeded.again_at.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Instant = Instant::from_micros(1_790_000_000_000_000);

    #[test]
    fn a_burst_passes_and_then_one_at_a_time() {
        let limit = Limit::new(Allowance::per_minute(6), 100);
        for _ in 0..6 {
            limit.take("a", NOW).unwrap();
        }
        assert_eq!(
            limit.take("a", NOW),
            Err(Exceeded {
                again_at: NOW.plus_seconds(10)
            })
        );
        assert!(limit.take("b", NOW).is_ok(), "another key has a bucket of its own");
        assert!(limit.take("a", NOW.plus_seconds(10)).is_ok());
        assert!(limit.take("a", NOW.plus_seconds(10)).is_err());
    }

    #[test]
    fn a_flood_of_keys_takes_bounded_memory_and_keeps_the_known_ones_limited() {
        let limit = Limit::new(Allowance::per_minute(6), 10);
        for key in 0..10 {
            limit.take(&key.to_string(), NOW).unwrap();
        }
        assert!(limit.take("new", NOW).is_err());
        assert!(
            limit.take("new", NOW.plus_seconds(10)).is_ok(),
            "full buckets make room"
        );
    }

    proptest! {
        #[test]
        fn no_pattern_of_requests_gets_more_than_burst_and_refill(gaps in prop::collection::vec(0i64..20, 1..200)) {
            let limit = Limit::new(Allowance::per_minute(6), 10);
            let mut now = NOW;
            let mut taken = 0i64;
            for gap in gaps {
                now = now.plus_seconds(gap);
                taken += i64::from(limit.take("a", now).is_ok());
                let seconds = now.micros_since(NOW) / 1_000_000;
                prop_assert!(taken <= 6 + seconds / 10);
            }
        }
    }
}
