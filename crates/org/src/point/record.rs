//! How points are kept.

use super::Point;
use motcua_kernel::PointId;
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Point {
    type Id = PointId;
    const TABLE: &'static str = "point";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::text("key").unique(),
        Column::id("centre"),
        Column::text("kind"),
        Column::instant("ended_at").optional(),
    ];
    const INDEXES: &'static [&'static str] = &["centre, key, id"];

    fn id(&self) -> PointId {
        self.id
    }

    fn columns(&self, row: &mut Row) {
        row.set("key", self.key.as_str())
            .set("centre", self.centre)
            .set("kind", self.kind.word())
            .set("ended_at", self.period.to);
    }
}
record!(Point);

query! {
    /// Every point, by key.
    pub fn all_points(most: i64) -> Stored<Point> =
        "SELECT point.format, point.version, point.body FROM point
         ORDER BY point.key, point.id LIMIT $1";
}
