//! How results are kept.

use super::{DossierResult, ResultState};
use crate::motion::thing;
use motcua_kernel::{DossierId, ResultId, ThingId};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for DossierResult {
    type Id = ResultId;
    const TABLE: &'static str = "dossier_result";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::id("dossier"),
        Column::text("state"),
        Column::instant("issued_at").optional(),
    ];
    const INDEXES: &'static [&'static str] = &["dossier, id"];

    fn id(&self) -> ResultId {
        self.id
    }

    fn thing(&self) -> ThingId {
        thing(self.dossier)
    }

    fn columns(&self, row: &mut Row) {
        let issued_at = match &self.state {
            ResultState::Issued { issue, .. } => Some(issue.at),
            ResultState::Proposed | ResultState::Signed { .. } => None,
        };
        row.set("dossier", self.dossier)
            .set("state", self.state.word())
            .set("issued_at", issued_at);
    }
}
record!(DossierResult);

query! {
    /// The results of a dossier, in the order in which they were first proposed.
    pub fn results_of(dossier: DossierId) -> Stored<DossierResult> =
        "SELECT r.format, r.version, r.body
         FROM dossier_result r
         WHERE r.dossier = $1
         ORDER BY r.id";
}
