//! How sessions are kept: plain, swept away after their end.

use super::{Holder, Session};
use motcua_kernel::{Instant, SessionId};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};
use uuid::Uuid;

impl Record for Session {
    type Id = SessionId;
    const TABLE: &'static str = "session";
    const KIND: RecordKind = RecordKind::Plain;
    const COLUMNS: &'static [Column] = &[
        // The officer or person; both lists are asked for by it.
        Column::id("holder"),
        Column::text("visitor"),
        Column::instant("used_at"),
    ];
    const INDEXES: &'static [&'static str] = &["holder, used_at, id", "visitor, id"];

    fn id(&self) -> SessionId {
        self.id
    }

    fn expires_at(&self) -> Option<Instant> {
        Some(self.ends_at)
    }

    fn columns(&self, row: &mut Row) {
        let holder: Uuid = match self.holder {
            Holder::Officer { officer, .. } => officer.into(),
            Holder::Person { person, .. } => person.into(),
        };
        row.set("holder", holder)
            .set("visitor", self.visitor.as_str())
            .set("used_at", self.used_at);
    }
}
record!(Session);

query! {
    /// The sessions of an officer or person, the last used first.
    pub fn of_holder(holder: Uuid, most: i64) -> Stored<Session> =
        "SELECT session.format, session.version, session.body
         FROM session
         WHERE session.holder = $1
         ORDER BY session.used_at DESC, session.id
         LIMIT $2";
}

query! {
    /// The sessions of one browser; at most one, but for a race.
    pub fn of_visitor(visitor: &str, most: i64) -> Stored<Session> =
        "SELECT session.format, session.version, session.body
         FROM session
         WHERE session.visitor = $1
         ORDER BY session.id
         LIMIT $2";
}
