//! How mandates are kept.

use super::{Mandate, Principal};
use motcua_kernel::{Instant, MandateId, PersonId};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};
use uuid::Uuid;

impl Record for Mandate {
    type Id = MandateId;
    const TABLE: &'static str = "mandate";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::id("principal_person").optional(),
        Column::id("principal_organisation").optional(),
        Column::id("representative"),
        Column::instant("begins_at"),
        Column::instant("ends_at").optional(),
    ];
    const INDEXES: &'static [&'static str] =
        &["representative, begins_at, id", "principal_person, begins_at, id", "principal_organisation, begins_at, id"];

    fn id(&self) -> MandateId {
        self.id
    }

    fn columns(&self, row: &mut Row) {
        let (person, organisation) = match self.principal {
            Principal::Person(person) => (Some(Uuid::from(person)), None),
            Principal::Organisation(organisation) => (None, Some(Uuid::from(organisation))),
        };
        let ends_at = match (self.to, self.ended_at) {
            (Some(to), Some(ended)) => Some(to.min(ended)),
            (to, ended) => to.or(ended),
        };
        row.set("principal_person", person)
            .set("principal_organisation", organisation)
            .set("representative", self.representative)
            .set("begins_at", self.from)
            .set("ends_at", ends_at);
    }
}
record!(Mandate);

query! {
    /// The mandates by which a person may act for others at a moment, the oldest first.
    pub fn mandates_of(representative: PersonId, at: Instant, most: i64) -> Stored<Mandate> =
        "SELECT mandate.format, mandate.version, mandate.body FROM mandate
         WHERE mandate.representative = $1
         AND mandate.begins_at <= $2
         AND (mandate.ends_at IS NULL OR mandate.ends_at > $2)
         ORDER BY mandate.begins_at, mandate.id LIMIT $3";

    /// All mandates that others hold or held for a person, the newest first: for the person's own page.
    pub fn mandates_for_person(person: PersonId, most: i64) -> Stored<Mandate> =
        "SELECT mandate.format, mandate.version, mandate.body FROM mandate
         WHERE mandate.principal_person = $1
         ORDER BY mandate.begins_at DESC, mandate.id LIMIT $2";
}
