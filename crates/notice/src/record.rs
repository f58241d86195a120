//! How notices are kept.

use crate::{Notice, thing};
use motcua_kernel::{Instant, NoticeId, PersonId, ThingId};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Notice {
    type Id = NoticeId;
    const TABLE: &'static str = "notice";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::id("person"),
        Column::id("dossier"),
        Column::instant("told_at"),
        // Empty once it was read: what is counted stays short.
        Column::id("unread_by").optional(),
        Column::text("mail"),
    ];
    const INDEXES: &'static [&'static str] = &["person, told_at, id", "unread_by, id", "dossier, told_at, id"];

    fn id(&self) -> NoticeId {
        self.id
    }

    fn thing(&self) -> ThingId {
        thing(self.id)
    }

    fn columns(&self, row: &mut Row) {
        row.set("person", self.person)
            .set("dossier", self.dossier)
            .set("told_at", self.told_at)
            .set("unread_by", self.is_unread().then_some(self.person))
            .set("mail", self.mail.word());
    }
}
record!(Notice);

query! {
    /// The notices of a person before a moment, newest first.
    pub fn notices_of(person: PersonId, before: Instant, most: i64) -> Stored<Notice> =
        "SELECT n.format, n.version, n.body
         FROM notice n
         WHERE n.person = $1 AND n.told_at < $2
         ORDER BY n.told_at DESC, n.id DESC
         LIMIT $3";

    /// Unread notices of a person, at most so many.
    pub fn unread_of(person: PersonId, most: i64) -> Stored<Notice> =
        "SELECT n.format, n.version, n.body
         FROM notice n
         WHERE n.unread_by = $1
         ORDER BY n.id
         LIMIT $2";

    /// How many notices a person has not read, counted no further than `most`.
    pub fn unread_count(person: PersonId, most: i64) -> (i64,) =
        "SELECT COUNT(*) FROM (SELECT n.id FROM notice n WHERE n.unread_by = $1 ORDER BY n.id LIMIT $2) AS unread";
}
