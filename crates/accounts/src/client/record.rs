//! How API clients are kept.

use super::Client;
use motcua_kernel::ClientId;
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Client {
    type Id = ClientId;
    const TABLE: &'static str = "client";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[Column::text("name").unique(), Column::instant("closed_at").optional()];

    fn id(&self) -> ClientId {
        self.id
    }

    fn columns(&self, row: &mut Row) {
        row.set("name", self.name.as_str()).set("closed_at", self.closed_at);
    }
}
record!(Client);

query! {
    /// All clients, by name, closed ones too.
    pub fn list_clients(most: i64) -> Stored<Client> =
        "SELECT client.format, client.version, client.body
         FROM client
         ORDER BY client.name, client.id
         LIMIT $1";
}
