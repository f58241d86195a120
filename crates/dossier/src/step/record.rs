//! How steps and notes are kept.

use super::{KindRules as _, Note, Step};
use crate::motion::thing;
use motcua_kernel::{DossierId, NoteId, StepId, ThingId};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Step {
    type Id = StepId;
    const TABLE: &'static str = "dossier_step";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::id("dossier"),
        Column::int("place"),
        Column::text("kind"),
        Column::id("unit"),
        Column::instant("opened_at"),
        Column::instant("closed_at").optional(),
        // One open step a dossier; empty once it is closed.
        Column::id("open_for").unique().optional(),
    ];
    const INDEXES: &'static [&'static str] = &["dossier, place", "unit, closed_at, id"];

    fn id(&self) -> StepId {
        self.id
    }

    fn thing(&self) -> ThingId {
        thing(self.dossier)
    }

    fn columns(&self, row: &mut Row) {
        row.set("dossier", self.dossier)
            .set("place", i64::from(self.place))
            .set("kind", self.kind.word())
            .set("unit", self.unit)
            .set("opened_at", self.opened_at)
            .set("closed_at", self.closed.map(|closed| closed.at))
            .set("open_for", self.is_open().then_some(self.dossier));
    }
}
record!(Step);

impl Record for Note {
    type Id = NoteId;
    const TABLE: &'static str = "dossier_note";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::id("dossier"),
        Column::text("kind"),
        Column::instant("written_at"),
    ];
    const INDEXES: &'static [&'static str] = &["dossier, written_at, id"];

    fn id(&self) -> NoteId {
        self.id
    }

    fn thing(&self) -> ThingId {
        thing(self.dossier)
    }

    fn columns(&self, row: &mut Row) {
        row.set("dossier", self.dossier)
            .set("kind", self.kind.word())
            .set("written_at", self.written_at);
    }
}
record!(Note);

query! {
    /// The steps of a dossier, in the order in which they were opened.
    pub(crate) fn steps_of(dossier: DossierId) -> Stored<Step> =
        "SELECT s.format, s.version, s.body
         FROM dossier_step s
         WHERE s.dossier = $1
         ORDER BY s.place, s.id";

    /// The steps of several dossiers, each dossier's in the order in which they were opened.
    pub(crate) fn steps_of_all(dossiers: &[DossierId]) -> Stored<Step> =
        "SELECT s.format, s.version, s.body
         FROM dossier_step s
         WHERE s.dossier IN ($1)
         ORDER BY s.dossier, s.place, s.id";

    /// The notes of a dossier, oldest first.
    pub fn notes_of(dossier: DossierId) -> Stored<Note> =
        "SELECT n.format, n.version, n.body
         FROM dossier_note n
         WHERE n.dossier = $1
         ORDER BY n.written_at, n.id";
}
