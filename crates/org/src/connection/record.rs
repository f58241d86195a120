//! How connections are kept: under the client's id, in the client's chain.

use super::Connection;
use motcua_kernel::ClientId;
use motcua_store::{Column, Record, RecordKind, Row, record};

impl Record for Connection {
    type Id = ClientId;
    const TABLE: &'static str = "connection";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        // Two systems never speak for one source at a time; empty once it is closed.
        Column::text("source").optional().unique(),
        Column::instant("closed_at").optional(),
    ];

    fn id(&self) -> ClientId {
        self.client
    }

    fn columns(&self, row: &mut Row) {
        let source = self.source.as_ref().filter(|_| self.closed_at.is_none());
        row.set("source", source.map(super::SourceName::as_str))
            .set("closed_at", self.closed_at);
    }
}
record!(Connection);
