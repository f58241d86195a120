//! How supplement requests are kept.

use super::Supplement;
use crate::motion::thing;
use motcua_kernel::{DossierId, SupplementId, ThingId};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Supplement {
    type Id = SupplementId;
    const TABLE: &'static str = "supplement";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::id("dossier"),
        Column::text("phase"),
        Column::text("state"),
        Column::instant("asked_at"),
        Column::date("last_day"),
        // One open request a dossier (case-handling.md §2.4, 9); empty once it is closed.
        Column::id("open_for").unique().optional(),
    ];
    const INDEXES: &'static [&'static str] = &["dossier, asked_at, id"];

    fn id(&self) -> SupplementId {
        self.id
    }

    fn thing(&self) -> ThingId {
        thing(self.dossier)
    }

    fn columns(&self, row: &mut Row) {
        row.set("dossier", self.dossier)
            .set("phase", self.phase.word())
            .set("state", self.state.word())
            .set("asked_at", self.asked_at)
            .set("last_day", self.last_day)
            .set("open_for", self.is_open().then_some(self.dossier));
    }
}
record!(Supplement);

query! {
    /// The requests of a dossier, oldest first.
    pub fn supplements_of(dossier: DossierId) -> Stored<Supplement> =
        "SELECT s.format, s.version, s.body
         FROM supplement s
         WHERE s.dossier = $1
         ORDER BY s.asked_at, s.id";

    /// The open request of a dossier.
    pub fn open_for(dossier: DossierId) -> Stored<Supplement> =
        "SELECT s.format, s.version, s.body
         FROM supplement s
         WHERE s.open_for = $1";
}
