//! How far the feed was read.

use motcua_kernel::{ThingId, named_id};
use motcua_store::{Column, Record, RecordKind, Row, record};
use serde::{Deserialize, Serialize};

/// How far a reader has come in the feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cursor {
    id: ThingId,
    reader: String,
    /// The position of the last event that was acted on, 0 before the first.
    pub(crate) position: i64,
}

impl Cursor {
    pub(crate) fn id_of(reader: &str) -> ThingId {
        named_id("feed cursor", reader)
    }

    pub(crate) fn new(reader: &str, position: i64) -> Self {
        Self {
            id: Self::id_of(reader),
            reader: reader.to_owned(),
            position,
        }
    }
}

impl Record for Cursor {
    type Id = ThingId;
    const TABLE: &'static str = "feed_cursor";
    const KIND: RecordKind = RecordKind::Plain;
    const COLUMNS: &'static [Column] = &[Column::text("reader").unique(), Column::int("position")];

    fn id(&self) -> ThingId {
        self.id
    }

    fn columns(&self, row: &mut Row) {
        row.set("reader", self.reader.as_str()).set("position", self.position);
    }
}
record!(Cursor);
