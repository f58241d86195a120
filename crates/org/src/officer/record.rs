//! How officers are kept.

use super::Officer;
use motcua_kernel::{OfficerId, UnitId};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Officer {
    type Id = OfficerId;
    const TABLE: &'static str = "officer";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::text("code").unique(),
        Column::id("home"),
        Column::text("sort_key"),
        Column::instant("left_at").optional(),
    ];
    const INDEXES: &'static [&'static str] = &["home, sort_key, id"];

    fn id(&self) -> OfficerId {
        self.id
    }

    fn columns(&self, row: &mut Row) {
        row.set("code", self.code.as_str())
            .set("home", self.home)
            .set("sort_key", self.sort_key())
            .set("left_at", self.period.to);
    }
}
record!(Officer);

query! {
    /// The officers whose personnel file a unit keeps, by given name.
    pub fn officers_of_unit(home: UnitId, most: i64) -> Stored<Officer> =
        "SELECT officer.format, officer.version, officer.body FROM officer
         WHERE officer.home = $1
         ORDER BY officer.sort_key, officer.id LIMIT $2";
}

query! {
    /// The officer with a staff code.
    pub fn officer_by_code(code: &str) -> Stored<Officer> =
        "SELECT officer.format, officer.version, officer.body FROM officer
         WHERE officer.code = $1
         ORDER BY officer.id LIMIT 1";
}
