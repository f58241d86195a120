//! What to break, when, and what was broken.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::wire::Kind;

/// The moment of a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// The next COMMIT.
    Commit,
    /// The next statement that is neither COMMIT nor only BEGIN, ROLLBACK, SET or SHOW.
    Statement,
    /// The next statement whose text contains this, COMMIT included.
    Text(String),
}

/// The SQLSTATE of an error that makes a transaction worth repeating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SqlState {
    /// `40001`.
    SerializationFailure,
    /// `40P01`.
    DeadlockDetected,
}

impl SqlState {
    /// The five characters.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SerializationFailure => "40001",
            Self::DeadlockDetected => "40P01",
        }
    }
}

/// What happens to a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The line is cut before the server sees the statement: it is certainly not done.
    CutBefore,
    /// The statement is sent and the line cut at once: it is done or not, nobody knows.
    CutWhile,
    /// The server does the statement; the line is cut instead of giving the answer. A COMMIT that the
    /// server answers with ROLLBACK, or skips after an error, does not use the rule up.
    LoseAnswer,
    /// The server raises this error instead of doing the statement, and its transaction is rolled back:
    /// at a COMMIT the transaction is over, as it is after a real failure; elsewhere it is aborted.
    Fail(SqlState),
    /// The statement reaches the server later.
    Delay(Duration),
    /// The answer reaches the client later.
    DelayAnswer(Duration),
}

/// How likely each fault is at each moment, between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Odds {
    /// [`Fault::CutBefore`] at a COMMIT.
    pub cut_before_commit: f64,
    /// [`Fault::CutWhile`] at a COMMIT.
    pub cut_while_commit: f64,
    /// [`Fault::LoseAnswer`] at a COMMIT.
    pub lose_commit_answer: f64,
    /// [`Fault::CutBefore`] at any other statement.
    pub cut_statement: f64,
    /// [`Fault::Fail`] with `40001`, at a COMMIT or any other statement.
    pub serialization_failure: f64,
    /// [`Fault::Fail`] with `40P01`, at a statement that is no COMMIT.
    pub deadlock: f64,
    /// [`Fault::Delay`] or [`Fault::DelayAnswer`].
    pub delay: f64,
    /// The longest delay.
    pub longest_delay: Duration,
}

/// What the proxy saw and did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Connections that were accepted.
    pub connections: u64,
    /// Statements that came from the client, COMMIT included, BEGIN and the like not.
    pub statements: u64,
    /// COMMITs that came from the client.
    pub commits: u64,
    /// COMMITs that the server confirmed, whether or not the client was told.
    pub committed: u64,
    /// Lines cut before a statement.
    pub cut_before: u64,
    /// Lines cut while a statement was on its way.
    pub cut_while: u64,
    /// Answers lost after the statement was done.
    pub answers_lost: u64,
    /// Errors raised in place of a statement.
    pub failures: u64,
    /// Statements or answers delayed.
    pub delays: u64,
}

#[derive(Debug, Default)]
pub(super) struct Plan {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    rules: VecDeque<(At, Fault)>,
    chance: Option<(Random, Odds)>,
    latency: (Duration, Duration),
    counts: Counts,
}

impl Plan {
    // The lock is held for a few assignments only; a panic cannot leave them half done.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn once(&self, at: At, fault: Fault) {
        self.lock().rules.push_back((at, fault));
    }

    /// Gives back a rule whose moment did not come after all.
    pub(super) fn put_back(&self, at: At, fault: Fault) {
        self.lock().rules.push_front((at, fault));
    }

    pub(super) fn random(&self, seed: u64, odds: Odds) {
        self.lock().chance = Some((Random(seed), odds));
    }

    pub(super) fn heal(&self) {
        let mut inner = self.lock();
        inner.rules.clear();
        inner.chance = None;
        inner.latency = Default::default();
    }

    pub(super) fn latency(&self, to_server: Duration, to_client: Duration) {
        self.lock().latency = (to_server, to_client);
    }

    pub(super) fn latencies(&self) -> (Duration, Duration) {
        self.lock().latency
    }

    pub(super) fn counts(&self) -> Counts {
        self.lock().counts
    }

    pub(super) fn waiting(&self) -> usize {
        self.lock().rules.len()
    }

    pub(super) fn count(&self, add: impl FnOnce(&mut Counts)) {
        add(&mut self.lock().counts);
    }

    /// The fault for a statement that came from the client, with the rule it comes from.
    pub(super) fn decide(&self, kind: Kind, sql: &str) -> Option<(Option<At>, Fault)> {
        let mut inner = self.lock();
        match kind {
            Kind::Commit => {
                inner.counts.statements += 1;
                inner.counts.commits += 1;
            }
            Kind::Statement => inner.counts.statements += 1,
            Kind::Other => {}
        }
        let meant = |at: &At| match at {
            At::Commit => kind == Kind::Commit,
            At::Statement => kind == Kind::Statement,
            At::Text(text) => sql.contains(text.as_str()),
        };
        if let Some(place) = inner.rules.iter().position(|(at, _)| meant(at)) {
            let (at, fault) = inner.rules.remove(place)?;
            return Some((Some(at), fault));
        }
        let (random, odds) = inner.chance.as_mut()?;
        random.fault(kind, odds).map(|fault| (None, fault))
    }
}

/// SplitMix64: small, seeded, good enough for dice.
#[derive(Debug)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Between 0 and 1, from the upper 32 bits.
    fn unit(&mut self) -> f64 {
        f64::from(u32::try_from(self.next() >> 32).unwrap_or(u32::MAX)) / f64::from(u32::MAX)
    }

    fn fault(&mut self, kind: Kind, odds: &Odds) -> Option<Fault> {
        let longest = odds.longest_delay;
        let later = longest.mul_f64(self.unit());
        let serialization = Fault::Fail(SqlState::SerializationFailure);
        let faults = match kind {
            Kind::Other => return None,
            Kind::Commit => [
                (odds.cut_before_commit, Fault::CutBefore),
                (odds.cut_while_commit, Fault::CutWhile),
                (odds.lose_commit_answer, Fault::LoseAnswer),
                (odds.serialization_failure, serialization),
                (odds.delay, Fault::DelayAnswer(later)),
            ],
            Kind::Statement => [
                (odds.cut_statement, Fault::CutBefore),
                (odds.serialization_failure, serialization),
                (odds.deadlock, Fault::Fail(SqlState::DeadlockDetected)),
                (odds.delay / 2.0, Fault::Delay(later)),
                (odds.delay / 2.0, Fault::DelayAnswer(later)),
            ],
        };
        let mut dice = self.unit();
        for (odd, fault) in faults {
            if dice < odd {
                return Some(fault);
            }
            dice -= odd;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_faults() {
        let odds = Odds {
            lose_commit_answer: 0.2,
            cut_before_commit: 0.2,
            ..Odds::default()
        };
        let run = |seed| {
            let plan = Plan::default();
            plan.random(seed, odds);
            (0..200)
                .map(|_| plan.decide(Kind::Commit, "COMMIT").map(|(_, fault)| fault))
                .collect::<Vec<_>>()
        };
        assert_eq!(run(7), run(7));
        assert_ne!(run(7), run(8));
        let broken = run(7).iter().flatten().count();
        assert!((50..110).contains(&broken), "two in five of 200, were {broken}");
    }

    #[test]
    fn rules_for_one_moment_are_used_in_order() {
        let plan = Plan::default();
        plan.once(At::Commit, Fault::LoseAnswer);
        plan.once(At::Commit, Fault::CutBefore);
        assert_eq!(plan.decide(Kind::Statement, "SELECT 1"), None);
        assert_eq!(
            plan.decide(Kind::Commit, "COMMIT"),
            Some((Some(At::Commit), Fault::LoseAnswer))
        );
        assert_eq!(
            plan.decide(Kind::Commit, "COMMIT"),
            Some((Some(At::Commit), Fault::CutBefore))
        );
        assert_eq!(plan.decide(Kind::Commit, "COMMIT"), None);
    }
}
