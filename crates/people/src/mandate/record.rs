//! How mandates are kept.

use super::Mandate;
use motcua_kernel::{Instant, MandateId, PersonId, ThingId};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Mandate {
    type Id = MandateId;
    const TABLE: &'static str = "mandate";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::id("principal"),
        Column::id("agent"),
        Column::instant("begins_at"),
        Column::instant("ends_at").optional(),
    ];
    const INDEXES: &'static [&'static str] = &["principal, agent, id", "agent, ends_at, id"];

    fn id(&self) -> MandateId {
        self.id
    }

    fn columns(&self, row: &mut Row) {
        row.set("principal", self.principal.thing())
            .set("agent", self.agent)
            .set("begins_at", self.from.start())
            .set("ends_at", self.ends_at());
    }
}
record!(Mandate);

query! {
    /// The mandates of an agent for a principal that hold at a moment.
    pub fn mandates_between(principal: ThingId, agent: PersonId, at: Instant, most: i64) -> Stored<Mandate> =
        "SELECT mandate.format, mandate.version, mandate.body FROM mandate
         WHERE mandate.principal = $1 AND mandate.agent = $2
         AND mandate.begins_at <= $3 AND (mandate.ends_at IS NULL OR mandate.ends_at > $3)
         ORDER BY mandate.id LIMIT $4";
}

query! {
    /// What an agent may do for others at a moment.
    pub fn mandates_of_agent(agent: PersonId, at: Instant, most: i64) -> Stored<Mandate> =
        "SELECT mandate.format, mandate.version, mandate.body FROM mandate
         WHERE mandate.agent = $1
         AND mandate.begins_at <= $2 AND (mandate.ends_at IS NULL OR mandate.ends_at > $2)
         ORDER BY mandate.ends_at NULLS LAST, mandate.id LIMIT $3";
}

query! {
    /// Every mandate over a principal, those that have ended too, newest first.
    pub fn mandates_over(principal: ThingId, most: i64) -> Stored<Mandate> =
        "SELECT mandate.format, mandate.version, mandate.body FROM mandate
         WHERE mandate.principal = $1
         ORDER BY mandate.begins_at DESC, mandate.id LIMIT $2";
}
