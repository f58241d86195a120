//! How positions are kept.

use super::Position;
use motcua_kernel::{PositionId, UnitId};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Position {
    type Id = PositionId;
    const TABLE: &'static str = "position";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[Column::text("key").unique(), Column::id("unit"), Column::text("role")];
    const INDEXES: &'static [&'static str] = &["unit, key, id"];

    fn id(&self) -> PositionId {
        self.id
    }

    fn columns(&self, row: &mut Row) {
        row.set("key", self.key.as_str())
            .set("unit", self.unit)
            .set("role", self.role.word());
    }
}
record!(Position);

query! {
    /// Every position, by key.
    pub fn all_positions(most: i64) -> Stored<Position> =
        "SELECT position.format, position.version, position.body FROM position
         ORDER BY position.key, position.id LIMIT $1";
}

query! {
    /// The positions of a unit, by key.
    pub fn positions_of_unit(unit: UnitId, most: i64) -> Stored<Position> =
        "SELECT position.format, position.version, position.body FROM position
         WHERE position.unit = $1
         ORDER BY position.key, position.id LIMIT $2";
}
