//! How opinions are kept.

use super::Opinion;
use crate::motion::thing;
use motcua_kernel::{DossierId, OpinionId, ThingId, UnitId};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Opinion {
    type Id = OpinionId;
    const TABLE: &'static str = "dossier_opinion";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::id("dossier"),
        Column::text("state"),
        Column::instant("asked_at"),
        Column::instant("due_at"),
        // The unit that still has to answer; empty once it need not.
        Column::id("open_for").optional(),
    ];
    const INDEXES: &'static [&'static str] = &["dossier, asked_at, id", "open_for, due_at, id"];

    fn id(&self) -> OpinionId {
        self.id
    }

    fn thing(&self) -> ThingId {
        thing(self.dossier)
    }

    fn columns(&self, row: &mut Row) {
        row.set("dossier", self.dossier)
            .set("state", self.state.word())
            .set("asked_at", self.asked_at)
            .set("due_at", self.due.at)
            .set("open_for", self.is_open().then_some(self.unit));
    }
}
record!(Opinion);

query! {
    /// What was asked about a dossier, oldest first.
    pub fn opinions_of(dossier: DossierId) -> Stored<Opinion> =
        "SELECT o.format, o.version, o.body
         FROM dossier_opinion o
         WHERE o.dossier = $1
         ORDER BY o.asked_at, o.id";

    /// The same for many.
    pub(crate) fn opinions_of_all(dossiers: &[DossierId]) -> Stored<Opinion> =
        "SELECT o.format, o.version, o.body
         FROM dossier_opinion o
         WHERE o.dossier IN ($1)
         ORDER BY o.dossier, o.asked_at, o.id";

    /// What units still have to answer, the nearest due moment first.
    pub fn asked_of(units: &[UnitId], most: i64) -> Stored<Opinion> =
        "SELECT o.format, o.version, o.body
         FROM dossier_opinion o
         WHERE o.open_for IN ($1)
         ORDER BY o.due_at, o.id
         LIMIT $2";

    /// Dossiers about which units still have to answer, by id.
    pub(crate) fn units_are_asked(units: &[UnitId], after: DossierId, most: i64) -> (DossierId,) =
        "SELECT DISTINCT o.dossier
         FROM dossier_opinion o
         WHERE o.open_for IN ($1)
           AND o.dossier > $2
         ORDER BY o.dossier
         LIMIT $3";
}
