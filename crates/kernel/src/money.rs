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

    /// The number of đồng with its thousands apart, as Vietnamese papers write it: `1.250.000`.
    pub fn dotted(self) -> String {
        let digits = self.0.unsigned_abs().to_string();
        let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
        if self.0 < 0 {
            text.push('-');
        }
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push('.');
            }
            text.push(digit);
        }
        text
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        for (sum, text) in [
            (0, "0"),
            (999, "999"),
            (8_000, "8.000"),
            (1_250_000, "1.250.000"),
            (-15_000, "-15.000"),
        ] {
            assert_eq!(Money::dong(sum).dotted(), text);
        }
    }
}
