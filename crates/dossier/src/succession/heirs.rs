//! Who follows whom.

use motcua_kernel::UnitId;
use std::collections::BTreeMap;

/// The units that close with an order, each with the one that follows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heirs(BTreeMap<UnitId, UnitId>);

impl Heirs {
    /// Pairs of a unit that closes and the one that follows.
    pub fn new(pairs: impl IntoIterator<Item = (UnitId, UnitId)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// The unit that stands for another: its successor, or itself.
    pub fn of(&self, unit: UnitId) -> UnitId {
        self.0.get(&unit).copied().unwrap_or(unit)
    }

    /// The units that close.
    pub fn closed(&self) -> Vec<UnitId> {
        self.0.keys().copied().collect()
    }

    /// The pairs.
    pub fn pairs(&self) -> impl Iterator<Item = (UnitId, UnitId)> {
        self.0.iter().map(|(from, to)| (*from, *to))
    }
}
