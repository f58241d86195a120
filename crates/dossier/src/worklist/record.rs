//! The statements of the lists.

use crate::dossier::Dossier;
use motcua_kernel::{Instant, OfficerId, PersonId, UnitId};
use motcua_store::{Stored, query};

query! {
    /// Live dossiers that an officer holds.
    pub fn held_by_officer(officer: OfficerId, most: i64) -> Stored<Dossier> =
        "SELECT d.format, d.version, d.body
         FROM dossier d
         WHERE d.officer = $1
         ORDER BY d.due_at NULLS LAST, d.id
         LIMIT $2";

    /// Live dossiers that an officer works on, whoever holds them now.
    pub fn of_handler(handler: OfficerId, most: i64) -> Stored<Dossier> =
        "SELECT d.format, d.version, d.body
         FROM dossier d
         WHERE d.handler = $1
           AND d.closed_at IS NULL
         ORDER BY d.due_at NULLS LAST, d.id
         LIMIT $2";

    /// What lies in the lists of units and waits for one thing.
    pub fn waiting_in_unit(units: &[UnitId], waits_for: &str, most: i64) -> Stored<Dossier> =
        "SELECT d.format, d.version, d.body
         FROM dossier d
         WHERE d.unit IN ($1)
           AND d.waits_for = $2
         ORDER BY d.due_at NULLS LAST, d.id
         LIMIT $3";

    /// What was handed in to a centre and waits for one thing there.
    pub fn received_at(centre: UnitId, waits_for: &str, most: i64) -> Stored<Dossier> =
        "SELECT d.format, d.version, d.body
         FROM dossier d
         WHERE d.reception = $1
           AND d.waits_for = $2
         ORDER BY d.due_at NULLS LAST, d.id
         LIMIT $3";

    /// Everything that waits for its first check, at whichever centre: any of them may receive it (INT-02).
    pub fn incoming_anywhere(most: i64) -> Stored<Dossier> =
        "SELECT d.format, d.version, d.body
         FROM dossier d
         WHERE d.waits_for = 'reception'
         ORDER BY d.due_at NULLS LAST, d.id
         LIMIT $1";

    /// Results that lie ready to be fetched at a centre.
    pub fn to_deliver(centre: UnitId, most: i64) -> Stored<Dossier> =
        "SELECT d.format, d.version, d.body
         FROM dossier d
         WHERE d.delivery = $1
           AND d.waits_for = 'fetching'
         ORDER BY d.submitted_at, d.id
         LIMIT $2";

    /// A person's own dossiers, as applicant or submitter, the latest first; `before` turns the page.
    pub fn of_person(person: PersonId, before: Instant, most: i64) -> Stored<Dossier> =
        "SELECT d.format, d.version, d.body
         FROM dossier d
         WHERE (d.applicant = $1 OR d.submitter = $1)
           AND d.submitted_at < $2
         ORDER BY d.submitted_at DESC, d.id
         LIMIT $3";
}
