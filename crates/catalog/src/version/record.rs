//! How versions are kept. They stand on the chain of their procedure.

use super::ProcedureVersion;
use motcua_kernel::{Date, ProcedureId, ProcedureVersionId, ThingId};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};
use uuid::Uuid;

impl Record for ProcedureVersion {
    type Id = ProcedureVersionId;
    const TABLE: &'static str = "procedure_version";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::id("procedure"),
        Column::int("number"),
        // Two imports at once cannot both publish the same number.
        Column::text("place").unique(),
        Column::text("digest"),
        Column::text("source_digest"),
        Column::date("valid_from"),
        Column::date("valid_until").optional(),
    ];
    const INDEXES: &'static [&'static str] = &["procedure, valid_from, id"];

    fn id(&self) -> ProcedureVersionId {
        self.id
    }

    fn thing(&self) -> ThingId {
        ThingId::from(Uuid::from(self.procedure))
    }

    fn columns(&self, row: &mut Row) {
        row.set("procedure", self.procedure)
            .set("number", i64::from(self.number))
            .set("place", format!("{}/{}", self.code, self.number))
            .set("digest", &self.digest)
            .set("source_digest", &self.source_digest)
            .set("valid_from", self.valid_from)
            .set("valid_until", self.valid_until);
    }
}
record!(ProcedureVersion);

query! {
    /// The version of a procedure that holds on a day.
    pub fn on_day(procedure: ProcedureId, day: Date) -> Stored<ProcedureVersion> =
        "SELECT procedure_version.format, procedure_version.version, procedure_version.body
         FROM procedure_version
         WHERE procedure_version.procedure = $1
           AND procedure_version.valid_from <= $2
           AND (procedure_version.valid_until IS NULL OR procedure_version.valid_until > $2)
         ORDER BY procedure_version.number DESC, procedure_version.id
         LIMIT 1";

    /// All versions of a procedure, the newest first.
    pub fn history(procedure: ProcedureId, most: i64) -> Stored<ProcedureVersion> =
        "SELECT procedure_version.format, procedure_version.version, procedure_version.body
         FROM procedure_version
         WHERE procedure_version.procedure = $1
         ORDER BY procedure_version.number DESC, procedure_version.id
         LIMIT $2";

    /// Code and source digest of the newest version of each procedure, by code, after a code.
    pub fn newest_sources(after: &str, most: i64) -> (String, String) =
        "SELECT procedure.code, procedure_version.source_digest
         FROM procedure
         JOIN procedure_version ON procedure_version.id = procedure.newest
         WHERE procedure.code > $1
         ORDER BY procedure.code, procedure.id
         LIMIT $2";
}
