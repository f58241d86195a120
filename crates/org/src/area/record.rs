//! How areas are kept.

use super::Area;
use motcua_kernel::AreaId;
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Area {
    type Id = AreaId;
    const TABLE: &'static str = "area";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::text("code"),
        Column::text("level"),
        Column::id("parent").optional(),
        Column::instant("ended_at").optional(),
    ];
    const INDEXES: &'static [&'static str] = &["code, id", "level, code, id"];

    fn id(&self) -> AreaId {
        self.id
    }

    fn columns(&self, row: &mut Row) {
        row.set("code", self.code.as_str())
            .set("level", self.level.word())
            .set("parent", self.parent)
            .set("ended_at", self.period.to);
    }
}
record!(Area);

query! {
    /// Every area, the larger first, each level by code.
    pub fn all_areas(most: i64) -> Stored<Area> =
        "SELECT area.format, area.version, area.body FROM area
         ORDER BY area.level DESC, area.code, area.ended_at NULLS LAST, area.id LIMIT $1";
}
