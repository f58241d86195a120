//! How hand-over lists are kept, and which are asked for.

use super::{HandOver, thing};
use crate::paper::{Issues, Loose};
use motcua_kernel::{HandOverId, Instant, ThingId, UnitId};
use motcua_store::{Blob, Column, Event, Read, ReadError, Record, RecordKind, Row, Stored, query, record};

impl Record for HandOver {
    type Id = HandOverId;
    const TABLE: &'static str = "hand_over";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::text("number").unique(),
        Column::text("code").unique(),
        Column::id("from_unit"),
        Column::id("to_unit"),
        Column::text("state"),
        Column::instant("made_at"),
    ];
    const INDEXES: &'static [&'static str] = &[
        "from_unit, state, made_at, id",
        "to_unit, state, made_at, id",
        "from_unit, made_at, id",
        "to_unit, made_at, id",
    ];
    const BLOBS: Option<fn(&Self) -> Vec<&Blob>> = Some(|list| list.paper.made.iter().map(|made| &made.file).collect());

    fn id(&self) -> HandOverId {
        self.id
    }

    fn thing(&self) -> ThingId {
        thing(self.id)
    }

    fn columns(&self, row: &mut Row) {
        row.set("number", &self.number)
            .set("code", self.paper.code.as_str())
            .set("from_unit", self.from)
            .set("to_unit", self.to)
            .set("state", self.word())
            .set("made_at", self.made_at);
    }
}
record!(HandOver);

impl Issues for HandOver {
    fn paper(&self) -> &Loose {
        &self.paper
    }

    fn number(&self) -> Option<&str> {
        self.number.issued()
    }

    fn with_file(mut self, made: crate::paper::Made) -> Self {
        self.paper.made = Some(made);
        self
    }

    fn made_event(&self) -> Option<Event> {
        Some(self.event("hand_over.paper_made", &serde_json::json!({})))
    }
}

query! {
    /// The list with a number.
    pub fn by_list_number(number: &str) -> Stored<HandOver> =
        "SELECT h.format, h.version, h.body
         FROM hand_over h
         WHERE h.number = $1";

    /// The list whose square code an address has.
    pub fn by_list_code(code: &str) -> Stored<HandOver> =
        "SELECT h.format, h.version, h.body
         FROM hand_over h
         WHERE h.code = $1";

    /// Lists of units that stand somewhere, the newest first.
    fn given_by(units: &[UnitId], state: &str, most: i64) -> Stored<HandOver> =
        "SELECT h.format, h.version, h.body
         FROM hand_over h
         WHERE h.from_unit IN ($1) AND h.state = $2
         ORDER BY h.made_at DESC, h.id DESC
         LIMIT $3";

    /// The same at the other end.
    fn taken_by(units: &[UnitId], state: &str, most: i64) -> Stored<HandOver> =
        "SELECT h.format, h.version, h.body
         FROM hand_over h
         WHERE h.to_unit IN ($1) AND h.state = $2
         ORDER BY h.made_at DESC, h.id DESC
         LIMIT $3";

    /// All lists of units before a moment (and an id of that moment), the newest first.
    pub fn lists_of(units: &[UnitId], also: &[UnitId], before: Instant, id: HandOverId, most: i64) -> Stored<HandOver> =
        "SELECT h.format, h.version, h.body
         FROM hand_over h
         WHERE (h.from_unit IN ($1) OR h.to_unit IN ($2)) AND (h.made_at < $3 OR (h.made_at = $3 AND h.id < $4))
         ORDER BY h.made_at DESC, h.id DESC
         LIMIT $5";
}

/// What is open between units and the rest of the province.
#[derive(Debug, Clone, Default)]
pub struct Ends {
    /// Written here, not sent yet.
    pub made: Vec<Stored<HandOver>>,
    /// On the way from here.
    pub leaving: Vec<Stored<HandOver>>,
    /// On the way to here.
    pub arriving: Vec<Stored<HandOver>>,
    /// Arrived with a difference, at either end.
    pub differing: Vec<Stored<HandOver>>,
}

/// The open lists of these units.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn open_lists(read: &Read, units: &[UnitId], most: i64) -> Result<Ends, ReadError> {
    if units.is_empty() {
        return Ok(Ends::default());
    }
    let mut differing = read.all(given_by(units, "difference", most)).await?;
    for list in read.all(taken_by(units, "difference", most)).await? {
        if differing.iter().all(|known| known.id != list.id) {
            differing.push(list);
        }
    }
    Ok(Ends {
        made: read.all(given_by(units, "made", most)).await?,
        leaving: read.all(given_by(units, "sent", most)).await?,
        arriving: read.all(taken_by(units, "sent", most)).await?,
        differing,
    })
}
