//! How papers are kept.

use super::DossierPaper;
use crate::motion::thing;
use motcua_kernel::{DossierId, PaperId, ThingId};
use motcua_store::{Blob, Column, Record, RecordKind, Row, Stored, query, record};

impl Record for DossierPaper {
    type Id = PaperId;
    const TABLE: &'static str = "dossier_paper";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::id("dossier"),
        Column::text("code").unique(),
        Column::instant("issued_at"),
    ];
    const INDEXES: &'static [&'static str] = &["dossier, issued_at, id"];
    const BLOBS: Option<fn(&Self) -> Vec<&Blob>> = Some(|paper| paper.made.iter().map(|made| &made.file).collect());

    fn id(&self) -> PaperId {
        self.id
    }

    fn thing(&self) -> ThingId {
        thing(self.dossier)
    }

    fn columns(&self, row: &mut Row) {
        row.set("dossier", self.dossier)
            .set("code", self.code.as_str())
            .set("issued_at", self.issued_at());
    }
}
record!(DossierPaper);

query! {
    /// The papers of a dossier, in the order in which they were issued.
    pub fn papers_of(dossier: DossierId) -> Stored<DossierPaper> =
        "SELECT p.format, p.version, p.body
         FROM dossier_paper p
         WHERE p.dossier = $1
         ORDER BY p.issued_at, p.id";

    /// The paper with the code of an address.
    pub fn paper_by_code(code: &str) -> Stored<DossierPaper> =
        "SELECT p.format, p.version, p.body
         FROM dossier_paper p
         WHERE p.code = $1";
}
