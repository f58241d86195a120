//! How units are kept.

use super::Unit;
use motcua_kernel::UnitId;
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Unit {
    type Id = UnitId;
    const TABLE: &'static str = "unit";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::text("key").unique(),
        // Two units never share an identifier: papers are numbered by it.
        Column::text("e_identifier").unique().optional(),
        Column::text("kind"),
        Column::id("parent").optional(),
        Column::id("area").optional(),
        Column::instant("ended_at").optional(),
    ];
    const INDEXES: &'static [&'static str] = &["kind, key, id", "parent, key, id"];

    fn id(&self) -> UnitId {
        self.id
    }

    fn columns(&self, row: &mut Row) {
        row.set("key", self.key.as_str())
            .set(
                "e_identifier",
                self.e_identifier.as_ref().map(|known| known.code.as_str()),
            )
            .set("kind", self.kind.word())
            .set("parent", self.parent)
            .set("area", self.area)
            .set("ended_at", self.period.to);
    }
}
record!(Unit);

query! {
    /// Every unit, by key.
    pub fn all_units(most: i64) -> Stored<Unit> =
        "SELECT unit.format, unit.version, unit.body FROM unit
         ORDER BY unit.key, unit.id LIMIT $1";
}
