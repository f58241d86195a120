//! How persons are kept.

use super::Person;
use motcua_kernel::PersonId;
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Person {
    type Id = PersonId;
    const TABLE: &'static str = "person";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::text("subject").optional().unique(),
        // Empty while nobody answers for the number: a number that an account of level 1 claims is nobody's key.
        Column::text("id_number").optional().unique(),
    ];

    fn id(&self) -> PersonId {
        self.id
    }

    fn columns(&self, row: &mut Row) {
        row.set("subject", self.subject.as_deref())
            .set("id_number", self.sure_number().map(|number| number.as_str()));
    }
}
record!(Person);

query! {
    /// The person whom the identity provider calls so.
    pub fn person_by_subject(subject: &str) -> Stored<Person> =
        "SELECT person.format, person.version, person.body FROM person
         WHERE person.subject = $1
         ORDER BY person.id LIMIT 1";
}

query! {
    /// The person with a personal number.
    pub fn person_by_id_number(id_number: &str) -> Stored<Person> =
        "SELECT person.format, person.version, person.body FROM person
         WHERE person.id_number = $1
         ORDER BY person.id LIMIT 1";
}

query! {
    /// The persons with these ids.
    pub fn persons_by_id(ids: &[PersonId], most: i64) -> Stored<Person> =
        "SELECT person.format, person.version, person.body FROM person
         WHERE person.id IN ($1)
         ORDER BY person.id LIMIT $2";
}
