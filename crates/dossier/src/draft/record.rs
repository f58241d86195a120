//! How drafts are kept: plain, with an expiry, without a journal.

use super::Draft;
use crate::enclosure::Enclosure;
use crate::party::By;
use motcua_kernel::{DraftId, Instant, OfficerId, PersonId};
use motcua_store::{Blob, Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Draft {
    type Id = DraftId;
    const TABLE: &'static str = "dossier_draft";
    const KIND: RecordKind = RecordKind::Plain;
    const COLUMNS: &'static [Column] = &[
        Column::id("person").optional(),
        Column::id("officer").optional(),
        Column::instant("saved_at"),
    ];
    const INDEXES: &'static [&'static str] = &["person, saved_at, id", "officer, saved_at, id"];
    const BLOBS: Option<fn(&Self) -> Vec<&Blob>> =
        Some(|draft| draft.enclosures.iter().flat_map(Enclosure::blobs).collect());

    fn id(&self) -> DraftId {
        self.id
    }

    fn columns(&self, row: &mut Row) {
        let (person, officer) = match self.begun_by {
            By::Person(person) => (Some(person), None),
            By::Officer(officer) => (None, Some(officer)),
            By::Client(_) | By::System | By::Anyone => (None, None),
        };
        row.set("person", person)
            .set("officer", officer)
            .set("saved_at", self.saved_at);
    }

    fn expires_at(&self) -> Option<Instant> {
        Some(Self::expires_at(self))
    }
}
record!(Draft);

query! {
    /// A person's drafts, the last saved first.
    pub fn drafts_of_person(person: PersonId, most: i64) -> Stored<Draft> =
        "SELECT d.format, d.version, d.body
         FROM dossier_draft d
         WHERE d.person = $1
         ORDER BY d.saved_at DESC, d.id
         LIMIT $2";

    /// The drafts that an officer began for others, the last saved first.
    pub fn drafts_of_officer(officer: OfficerId, most: i64) -> Stored<Draft> =
        "SELECT d.format, d.version, d.body
         FROM dossier_draft d
         WHERE d.officer = $1
         ORDER BY d.saved_at DESC, d.id
         LIMIT $2";
}
