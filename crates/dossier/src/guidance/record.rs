//! How slips are kept: plain, with an expiry. What is counted stands in the journal.

use super::{Guidance, GuidanceState};
use crate::paper::{Issues, Loose, Made};
use motcua_kernel::{DraftId, GuidanceId, Instant, PersonId, UnitId};
use motcua_store::{Blob, Column, Event, Record, RecordKind, Row, Stored, query, record};

impl Record for Guidance {
    type Id = GuidanceId;
    const TABLE: &'static str = "guidance";
    const KIND: RecordKind = RecordKind::Plain;
    const COLUMNS: &'static [Column] = &[
        Column::id("draft"),
        Column::text("code"),
        Column::text("sheet"),
        Column::id("person"),
        Column::id("unit"),
        Column::text("state"),
        Column::instant("given_at"),
    ];
    const INDEXES: &'static [&'static str] = &[
        "code, given_at, id",
        "sheet, id",
        "draft, state, id",
        "person, state, given_at, id",
        "unit, state, given_at, id",
    ];
    const BLOBS: Option<fn(&Self) -> Vec<&Blob>> = Some(|slip| slip.paper.made.iter().map(|made| &made.file).collect());

    fn id(&self) -> GuidanceId {
        self.id
    }

    fn columns(&self, row: &mut Row) {
        let state = match self.state {
            GuidanceState::Open => "open",
            GuidanceState::Replaced => "replaced",
            GuidanceState::Answered { .. } => "answered",
        };
        row.set("draft", self.draft)
            .set("code", self.code.as_str())
            .set("sheet", self.paper.code.as_str())
            .set("person", self.person)
            .set("unit", self.unit)
            .set("state", state)
            .set("given_at", self.given_at);
    }

    fn expires_at(&self) -> Option<Instant> {
        Some(Self::expires_at(self))
    }
}
record!(Guidance);

impl Issues for Guidance {
    fn paper(&self) -> &Loose {
        &self.paper
    }

    fn number(&self) -> Option<&str> {
        Some(&self.code)
    }

    fn with_file(mut self, made: Made) -> Self {
        self.paper.made = Some(made);
        self
    }

    fn made_event(&self) -> Option<Event> {
        None
    }
}

query! {
    /// The open slips of a person, the newest first.
    pub fn guidances_of_person(person: PersonId, most: i64) -> Stored<Guidance> =
        "SELECT g.format, g.version, g.body
         FROM guidance g
         WHERE g.person = $1 AND g.state = 'open'
         ORDER BY g.given_at DESC, g.id DESC
         LIMIT $2";

    /// The open slips that a centre gave, the newest first.
    pub fn guidances_of_unit(unit: UnitId, most: i64) -> Stored<Guidance> =
        "SELECT g.format, g.version, g.body
         FROM guidance g
         WHERE g.unit = $1 AND g.state = 'open'
         ORDER BY g.given_at DESC, g.id DESC
         LIMIT $2";

    /// The newest slip with the code of a draft.
    pub fn newest_by_code(code: &str) -> Stored<Guidance> =
        "SELECT g.format, g.version, g.body
         FROM guidance g
         WHERE g.code = $1
         ORDER BY g.given_at DESC, g.id DESC
         LIMIT 1";

    /// The slip whose square code an address has.
    pub fn sheet_by_code(sheet: &str) -> Stored<Guidance> =
        "SELECT g.format, g.version, g.body
         FROM guidance g
         WHERE g.sheet = $1
         ORDER BY g.id
         LIMIT 1";

    /// The open slip of a draft.
    pub(crate) fn open_of_draft(draft: DraftId) -> Stored<Guidance> =
        "SELECT g.format, g.version, g.body
         FROM guidance g
         WHERE g.draft = $1 AND g.state = 'open'
         ORDER BY g.id
         LIMIT 1";
}
