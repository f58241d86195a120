//! How procedures are kept.

use super::Procedure;
use motcua_kernel::ProcedureId;
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Procedure {
    type Id = ProcedureId;
    const TABLE: &'static str = "procedure";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::text("code").unique(),
        Column::text("field"),
        Column::text("level"),
        Column::text("offer"),
        Column::id("newest"),
    ];
    const INDEXES: &'static [&'static str] = &["field, code, id"];

    fn id(&self) -> ProcedureId {
        self.id
    }

    fn columns(&self, row: &mut Row) {
        row.set("code", self.code.as_str())
            .set("field", &self.field)
            .set("level", self.level.word())
            .set("offer", self.offer.word())
            .set("newest", self.newest);
    }
}
record!(Procedure);

query! {
    /// The procedure with a national code.
    pub fn by_code(code: &str) -> Stored<Procedure> =
        "SELECT procedure.format, procedure.version, procedure.body
         FROM procedure
         WHERE procedure.code = $1";

    /// A page of all procedures, by code, after a code; the empty text begins.
    pub fn page(after: &str, most: i64) -> Stored<Procedure> =
        "SELECT procedure.format, procedure.version, procedure.body
         FROM procedure
         WHERE procedure.code > $1
         ORDER BY procedure.code, procedure.id
         LIMIT $2";

    /// A page of the procedures of a field that can be filed here, by code, after a code.
    pub fn page_in_field(field: &str, after: &str, most: i64) -> Stored<Procedure> =
        "SELECT procedure.format, procedure.version, procedure.body
         FROM procedure
         WHERE procedure.field = $1
           AND procedure.code > $2
           AND procedure.offer = 'here'
         ORDER BY procedure.code, procedure.id
         LIMIT $3";
}
