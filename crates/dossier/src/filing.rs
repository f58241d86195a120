//! What was filled in and handed in at one time: the submission, and each answer to a supplement request.

use crate::motion::thing;
use crate::party::By;
use motcua_kernel::{DossierId, FilingId, FormId, Instant, ThingId};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// One filled-in form. Never changed: an answer is another filing, on the same version of the form (REC-12).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// Its id.
    pub id: FilingId,
    /// The dossier.
    pub dossier: DossierId,
    /// 0 for the submission, one more with each answer.
    pub round: u32,
    /// The version of the form.
    pub form: FormId,
    /// The answers by key, as the form's schema checked them.
    pub answers: Json,
    /// When.
    pub filed_at: Instant,
    /// Who.
    pub filed_by: By,
}

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
