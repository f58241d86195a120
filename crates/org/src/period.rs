//! From when until when something holds.

use motcua_kernel::{Date, Instant};
use serde::{Deserialize, Serialize};

/// A stretch of time, the first moment in, the last moment out: `[from, to)`.
///
/// An empty end is open: nobody knows or has decided it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Period {
    /// The first moment that is in; empty when it began before anyone kept records here.
    pub from: Option<Instant>,
    /// The first moment that is out; empty while no end is set.
    pub to: Option<Instant>,
}

impl Period {
    /// Without known beginning and end.
    pub const ALWAYS: Self = Self { from: None, to: None };

    /// From a moment on, without an end.
    pub const fn since(from: Instant) -> Self {
        Self {
            from: Some(from),
            to: None,
        }
    }

    /// From the first moment of `from` until the first moment of `to`: the day `to` is out.
    pub fn days(from: Option<Date>, to: Option<Date>) -> Self {
        Self {
            from: from.map(Date::start),
            to: to.map(Date::start),
        }
    }

    /// Whether the moment is in.
    pub fn holds(&self, at: Instant) -> bool {
        self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at < to)
    }

    /// Whether the whole stretch lies before the moment.
    pub fn is_over(&self, at: Instant) -> bool {
        self.to.is_some_and(|to| to <= at)
    }

    /// Whether there is a moment that lies in both.
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_before = |a: &Self, b: &Self| match (a.from, b.to) {
            (Some(from), Some(to)) => from < to,
            (None, _) | (_, None) => true,
        };
        begins_before(self, other) && begins_before(other, self)
    }

    /// Whether it holds for some time at all.
    pub fn is_sound(&self) -> bool {
        match (self.from, self.to) {
            (Some(from), Some(to)) => from < to,
            (None, _) | (_, None) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_the_end_is_out() {
        let merged: Date = "2025-07-01".parse().unwrap();
        let old = Period::days(None, Some(merged));
        let new = Period::days(Some(merged), None);
        let midnight = merged.start();
        assert!(!old.holds(midnight) && new.holds(midnight));
        assert!(old.holds(midnight.plus_micros(-1)) && !new.holds(midnight.plus_micros(-1)));
        assert!(!old.overlaps(&new) && old.overlaps(&Period::ALWAYS));
        assert!(old.is_over(midnight));
    }
}
