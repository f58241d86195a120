//! How delegations are kept.

use super::Delegation;
use motcua_kernel::{DelegationId, Instant, OfficerId, ThingId};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};
use uuid::Uuid;

impl Record for Delegation {
    type Id = DelegationId;
    const TABLE: &'static str = "delegation";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::id("giver"),
        Column::id("receiver"),
        Column::instant("began_at").optional(),
        Column::instant("ended_at").optional(),
    ];
    const INDEXES: &'static [&'static str] = &["receiver, ended_at, id", "giver, ended_at, id"];

    fn id(&self) -> DelegationId {
        self.id
    }

    /// It stands in the chain of the officer whose rights it changes.
    fn thing(&self) -> ThingId {
        ThingId::from(Uuid::from(self.to))
    }

    fn columns(&self, row: &mut Row) {
        // What was taken back has ended then, whatever its paper says.
        let ended_at = match (self.period.to, self.revoked_at) {
            (Some(to), Some(revoked)) => Some(to.min(revoked)),
            (to, revoked) => to.or(revoked),
        };
        row.set("giver", self.from)
            .set("receiver", self.to)
            .set("began_at", self.period.from)
            .set("ended_at", ended_at);
    }
}
record!(Delegation);

query! {
    /// The delegations to an officer that have not ended at a moment.
    pub fn delegations_to(receiver: OfficerId, at: Instant, most: i64) -> Stored<Delegation> =
        "SELECT delegation.format, delegation.version, delegation.body FROM delegation
         WHERE delegation.receiver = $1
         AND (delegation.ended_at IS NULL OR delegation.ended_at > $2)
         ORDER BY delegation.ended_at NULLS LAST, delegation.id LIMIT $3";
}

query! {
    /// The delegations that an officer gave, the latest end first.
    pub fn delegations_from(giver: OfficerId, most: i64) -> Stored<Delegation> =
        "SELECT delegation.format, delegation.version, delegation.body FROM delegation
         WHERE delegation.giver = $1
         ORDER BY delegation.ended_at DESC NULLS FIRST, delegation.id LIMIT $2";
}
