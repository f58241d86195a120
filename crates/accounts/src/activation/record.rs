//! How slips are kept: plain; what happened stands in the account's chain.

use super::{Activation, SlipState};
use motcua_kernel::{AccountId, ActivationId, Instant};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Activation {
    type Id = ActivationId;
    const TABLE: &'static str = "activation";
    const KIND: RecordKind = RecordKind::Plain;
    const COLUMNS: &'static [Column] = &[
        // An account has one slip that is still open.
        Column::id("open_for").unique().optional(),
    ];

    fn id(&self) -> ActivationId {
        self.id
    }

    fn expires_at(&self) -> Option<Instant> {
        // Kept for a while, so that who comes late is told why.
        Some(self.ends_at.plus_seconds(90 * 86_400))
    }

    fn columns(&self, row: &mut Row) {
        let open_for = match self.state {
            SlipState::Open => Some(self.account),
            SlipState::Used { .. } | SlipState::Replaced { .. } => None,
        };
        row.set("open_for", open_for);
    }
}
record!(Activation);

query! {
    /// The open slips of accounts.
    pub fn open_for(accounts: &[AccountId], most: i64) -> Stored<Activation> =
        "SELECT activation.format, activation.version, activation.body
         FROM activation
         WHERE activation.open_for IN ($1)
         ORDER BY activation.id
         LIMIT $2";
}
