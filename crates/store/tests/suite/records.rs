//! What the suite keeps.

use motcua_kernel::{Context, Date, DossierId, DraftId, Instant, Money, ThingId, UnitId};
use motcua_store::{Blob, ChangeSet, Column, Event, Label, Record, RecordKind, Row, Stored, query, record};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Journaled, with every kind of column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    pub id: DossierId,
    pub number: Option<Label>,
    /// Unique while it is set.
    pub desk: Option<String>,
    pub title: String,
    pub unit: Option<UnitId>,
    pub count: i64,
    pub fee: Money,
    pub due_at: Option<Instant>,
    pub day: Option<Date>,
    pub open: bool,
}

impl Record for Paper {
    type Id = DossierId;
    const TABLE: &'static str = "suite_paper";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::text("number").unique().optional(),
        Column::text("desk").unique().optional(),
        Column::text("title"),
        Column::id("unit").optional(),
        Column::int("count"),
        Column::int("fee"),
        Column::instant("due_at").optional(),
        Column::date("day").optional(),
        Column::flag("open"),
    ];
    const INDEXES: &'static [&'static str] = &["open, due_at, id"];
    fn id(&self) -> DossierId {
        self.id
    }
    fn columns(&self, row: &mut Row) {
        row.set("number", self.number.as_ref())
            .set("desk", self.desk.as_ref())
            .set("title", &self.title)
            .set("unit", self.unit)
            .set("count", self.count)
            .set("fee", self.fee)
            .set("due_at", self.due_at)
            .set("day", self.day)
            .set("open", self.open);
    }
}
record!(Paper);

/// Plain: no journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seat {
    pub id: DraftId,
    pub place: String,
}

impl Record for Seat {
    type Id = DraftId;
    const TABLE: &'static str = "suite_seat";
    const KIND: RecordKind = RecordKind::Plain;
    const COLUMNS: &'static [Column] = &[Column::text("place").unique()];
    fn id(&self) -> DraftId {
        self.id
    }
    fn columns(&self, row: &mut Row) {
        row.set("place", &self.place);
    }
}
record!(Seat);

query! {
    /// Open papers, the earliest due first.
    pub fn open_papers(open: bool, most: i64) -> Stored<Paper> =
        "SELECT format, version, body FROM suite_paper WHERE open = $1 ORDER BY due_at, id LIMIT $2";
    /// Every column of papers, as they stand in the table.
    pub fn paper_columns(ids: &[DossierId]) -> (
        DossierId, Option<String>, String, Option<UnitId>, i64, Money, Option<Instant>, Option<Date>, bool
    ) = "SELECT id, desk, title, unit, count, fee, due_at, day, open FROM suite_paper
         WHERE id IN ($1) ORDER BY title, id";
    /// How many papers have these titles.
    pub fn papers_titled(title: &str) -> (i64,) = "SELECT COUNT(*) FROM suite_paper WHERE title = $1";
}

pub fn paper(ctx: &Context, title: &str) -> Paper {
    Paper {
        id: ctx.id(),
        number: None,
        desk: None,
        title: title.into(),
        unit: None,
        count: 0,
        fee: Money::dong(0),
        due_at: None,
        day: None,
        open: true,
    }
}

pub fn thing(id: DossierId) -> ThingId {
    ThingId::from(uuid::Uuid::from(id))
}

/// A change set that inserts a paper and says so.
pub fn inserting(ctx: &Context, paper: &Paper) -> ChangeSet {
    let mut set = ChangeSet::new(ctx);
    set.insert(paper).journal(said(paper.id, "paper.made"));
    set
}

/// A change set that writes a paper over the version that was read, and says so.
pub fn updating(ctx: &Context, stored: &Stored<Paper>) -> ChangeSet {
    let mut set = ChangeSet::new(ctx);
    set.update(stored).journal(said(stored.record.id, "paper.changed"));
    set
}

pub fn said(id: DossierId, kind: &'static str) -> Event {
    Event::new(thing(id), kind, &json!({}))
}

/// Plain, with an expiry and files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Folder {
    pub id: DraftId,
    pub scans: Vec<Blob>,
    pub until: Option<Instant>,
}

impl Record for Folder {
    type Id = DraftId;
    const TABLE: &'static str = "suite_folder";
    const KIND: RecordKind = RecordKind::Plain;
    const COLUMNS: &'static [Column] = &[];
    const BLOBS: Option<fn(&Self) -> Vec<&Blob>> = Some(|folder| folder.scans.iter().collect());
    fn id(&self) -> DraftId {
        self.id
    }
    fn columns(&self, _: &mut Row) {}
    fn expires_at(&self) -> Option<Instant> {
        self.until
    }
}
record!(Folder);

/// Journaled, with one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Copy {
    pub id: DossierId,
    pub scan: Option<Blob>,
    pub said: String,
}

impl Record for Copy {
    type Id = DossierId;
    const TABLE: &'static str = "suite_copy";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[Column::text("said").unique()];
    const BLOBS: Option<fn(&Self) -> Vec<&Blob>> = Some(|copy| copy.scan.iter().collect());
    fn id(&self) -> DossierId {
        self.id
    }
    fn columns(&self, row: &mut Row) {
        row.set("said", &self.said);
    }
}
record!(Copy);
