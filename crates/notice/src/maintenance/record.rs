//! How maintenance is kept.

use super::Maintenance;
use motcua_kernel::{Instant, MaintenanceId, ThingId};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};
use uuid::Uuid;

impl Record for Maintenance {
    type Id = MaintenanceId;
    const TABLE: &'static str = "maintenance";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::instant("from_at"),
        // Empty once it was called off.
        Column::instant("until_at").optional(),
    ];
    const INDEXES: &'static [&'static str] = &["until_at, id"];

    fn id(&self) -> MaintenanceId {
        self.id
    }

    fn thing(&self) -> ThingId {
        ThingId::from(Uuid::from(self.id))
    }

    fn columns(&self, row: &mut Row) {
        row.set("from_at", self.from)
            .set("until_at", self.called_off_at.is_none().then_some(self.until));
    }
}
record!(Maintenance);

query! {
    /// What is planned or lasts at a moment, the next first.
    pub fn planned_after(now: Instant, most: i64) -> Stored<Maintenance> =
        "SELECT m.format, m.version, m.body
         FROM maintenance m
         WHERE m.until_at > $1
         ORDER BY m.from_at, m.id
         LIMIT $2";
}
