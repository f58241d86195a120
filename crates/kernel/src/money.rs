//! Money is a whole number of đồng.

use serde::{Deserialize, Serialize};
use std::iter::Sum;
use std::ops::Add;

/// An amount in đồng; never a fraction, never a float.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct Money(i64);

impl Money {
    /// Nothing to pay. An *unknown* fee is `Option::<Money>::None`, never this.
    pub const ZERO: Self = Self(0);

    /// So many đồng.
    pub const fn dong(dong: i64) -> Self {
        Self(dong)
    }

    /// The number of đồng.
    pub const fn as_dong(self) -> i64 {
        self.0
    }

    /// So many times this amount; `None` when it does not fit.
    pub const fn times(self, count: i64) -> Option<Self> {
        match self.0.checked_mul(count) {
            Some(dong) => Some(Self(dong)),
            None => None,
        }
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}
