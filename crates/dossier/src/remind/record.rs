//! How reminders are kept.

use super::Reminder;
use motcua_kernel::{DossierId, OfficerId, ReminderId, ThingId};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};
use uuid::Uuid;

/// The chain of a reminder.
pub(super) fn thing(reminder: ReminderId) -> ThingId {
    ThingId::from(Uuid::from(reminder))
}

impl Record for Reminder {
    type Id = ReminderId;
    const TABLE: &'static str = "reminder";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::id("dossier"),
        Column::instant("told_at"),
        // Both are empty once there is nothing to do any more: what is listed and counted stays short.
        Column::id("open_for").optional(),
        Column::id("unseen_by").optional(),
    ];
    const INDEXES: &'static [&'static str] = &["dossier, told_at, id", "open_for, told_at, id", "unseen_by, id"];

    fn id(&self) -> ReminderId {
        self.id
    }

    fn thing(&self) -> ThingId {
        thing(self.id)
    }

    fn columns(&self, row: &mut Row) {
        row.set("dossier", self.dossier)
            .set("told_at", self.told_at)
            .set("open_for", self.officer.filter(|_| self.is_open()))
            .set("unseen_by", self.officer.filter(|_| self.is_unseen()));
    }
}
record!(Reminder);

query! {
    /// The reminders of a dossier, oldest first.
    pub(crate) fn reminders_of(dossier: DossierId, most: i64) -> Stored<Reminder> =
        "SELECT r.format, r.version, r.body
         FROM reminder r
         WHERE r.dossier = $1
         ORDER BY r.told_at DESC, r.id
         LIMIT $2";

    /// What an officer is still reminded of, the newest first.
    pub fn open_of(officer: OfficerId, most: i64) -> Stored<Reminder> =
        "SELECT r.format, r.version, r.body
         FROM reminder r
         WHERE r.open_for = $1
         ORDER BY r.told_at DESC, r.id
         LIMIT $2";

    /// What an officer has not marked as seen, at most so many.
    pub(crate) fn unseen_of(officer: OfficerId, most: i64) -> Stored<Reminder> =
        "SELECT r.format, r.version, r.body
         FROM reminder r
         WHERE r.unseen_by = $1
         ORDER BY r.id
         LIMIT $2";

    /// How many reminders an officer has not seen, counted no further than `most`.
    pub fn unseen_count(officer: OfficerId, most: i64) -> (i64,) =
        "SELECT COUNT(*) FROM (SELECT r.id FROM reminder r WHERE r.unseen_by = $1 ORDER BY r.id LIMIT $2) AS unseen";
}
