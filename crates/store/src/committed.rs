//! The answer to a change set.

use crate::number::{Label, Number};
use motcua_kernel::ChangeId;
use serde_json::Value as Json;
use uuid::Uuid;

/// What a commit did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// The change's id.
    pub change: ChangeId,
    /// The issued numbers, in the order they were asked for.
    pub numbers: Vec<u64>,
    /// The new version of each record that was inserted or updated, in order.
    pub versions: Vec<(Uuid, i64)>,
    /// The reply kept under the idempotency key, if one was given.
    pub reply: Option<Json>,
    /// Whether an earlier commit of the same change had done it already.
    pub repeated: bool,
}

impl Committed {
    /// The number that was issued for a pending one.
    pub fn number(&self, number: &Number) -> Option<u64> {
        match number {
            Number::Issued(issued) => Some(*issued),
            Number::Pending(place) => self.numbers.get(*place as usize).copied(),
        }
    }

    /// The label that was issued for a pending one.
    pub fn label(&self, label: &Label) -> Option<String> {
        label.filled(&self.numbers)
    }
}
