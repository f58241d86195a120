//! How filled-in forms are kept.

use super::Filing;
use crate::motion::thing;
use motcua_kernel::{DossierId, FilingId, ThingId};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Filing {
    type Id = FilingId;
    const TABLE: &'static str = "dossier_filing";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[Column::id("dossier"), Column::int("round")];
    const INDEXES: &'static [&'static str] = &["dossier, round"];

    fn id(&self) -> FilingId {
        self.id
    }

    fn thing(&self) -> ThingId {
        thing(self.dossier)
    }

    fn columns(&self, row: &mut Row) {
        row.set("dossier", self.dossier).set("round", i64::from(self.round));
    }
}
record!(Filing);

query! {
    /// What was filled in for a dossier, the submission first.
    pub fn filings_of(dossier: DossierId) -> Stored<Filing> =
        "SELECT f.format, f.version, f.body
         FROM dossier_filing f
         WHERE f.dossier = $1
         ORDER BY f.round, f.id";
}
