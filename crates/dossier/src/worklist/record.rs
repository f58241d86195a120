//! The statements of the lists.

use super::Place;
use crate::dossier::Dossier;
use motcua_kernel::{DossierId, Instant, OfficerId, PersonId, UnitId};
use motcua_store::{Query, Stored, query};

query! {
    /// Live dossiers that an officer holds, after a place of the list by due moment.
    fn held_by(officer: OfficerId, at: Instant, id: DossierId, open: DossierId, most: i64) -> Stored<Dossier> =
        "SELECT d.format, d.version, d.body
         FROM dossier d
         WHERE d.officer = $1
           AND (d.due_at > $2 OR (d.due_at = $2 AND d.id > $3) OR (d.due_at IS NULL AND d.id > $4))
         ORDER BY d.due_at NULLS LAST, d.id
         LIMIT $5";

    /// Live dossiers that an officer works on, whoever holds them now.
    fn handled_by(handler: OfficerId, at: Instant, id: DossierId, open: DossierId, most: i64) -> Stored<Dossier> =
        "SELECT d.format, d.version, d.body
         FROM dossier d
         WHERE d.handler = $1
           AND d.closed_at IS NULL
           AND (d.due_at > $2 OR (d.due_at = $2 AND d.id > $3) OR (d.due_at IS NULL AND d.id > $4))
         ORDER BY d.due_at NULLS LAST, d.id
         LIMIT $5";

    /// What lies in the lists of units and waits for one thing.
    fn waits_in(units: &[UnitId], waits_for: &str, at: Instant, id: DossierId, open: DossierId, most: i64)
        -> Stored<Dossier> =
        "SELECT d.format, d.version, d.body
         FROM dossier d
         WHERE d.unit IN ($1)
           AND d.waits_for = $2
           AND (d.due_at > $3 OR (d.due_at = $3 AND d.id > $4) OR (d.due_at IS NULL AND d.id > $5))
         ORDER BY d.due_at NULLS LAST, d.id
         LIMIT $6";

    /// What officers of units have in their hands.
    fn in_hands(units: &[UnitId], at: Instant, id: DossierId, open: DossierId, most: i64) -> Stored<Dossier> =
        "SELECT d.format, d.version, d.body
         FROM dossier d
         WHERE d.unit IN ($1)
           AND d.officer IS NOT NULL
           AND (d.due_at > $2 OR (d.due_at = $2 AND d.id > $3) OR (d.due_at IS NULL AND d.id > $4))
         ORDER BY d.due_at NULLS LAST, d.id
         LIMIT $5";

    /// Everything that waits for its first check, at whichever centre: any of them may receive it (INT-02).
    fn incoming(at: Instant, id: DossierId, open: DossierId, most: i64) -> Stored<Dossier> =
        "SELECT d.format, d.version, d.body
         FROM dossier d
         WHERE d.waits_for = 'reception'
           AND (d.due_at > $1 OR (d.due_at = $1 AND d.id > $2) OR (d.due_at IS NULL AND d.id > $3))
         ORDER BY d.due_at NULLS LAST, d.id
         LIMIT $4";

    /// Results that lie ready to be fetched at centres.
    fn lies_ready(centres: &[UnitId], at: Instant, id: DossierId, most: i64) -> Stored<Dossier> =
        "SELECT d.format, d.version, d.body
         FROM dossier d
         WHERE d.delivery IN ($1)
           AND d.waits_for = 'fetching'
           AND (d.submitted_at > $2 OR (d.submitted_at = $2 AND d.id > $3))
         ORDER BY d.submitted_at, d.id
         LIMIT $4";

    /// A person's own dossiers, as applicant or submitter, the latest first; `before` turns the page.
    pub fn of_person(person: PersonId, before: Instant, most: i64) -> Stored<Dossier> =
        "SELECT d.format, d.version, d.body
         FROM dossier d
         WHERE (d.applicant = $1 OR d.submitter = $1)
           AND d.submitted_at < $2
         ORDER BY d.submitted_at DESC, d.id
         LIMIT $3";
}

/// Live dossiers that an officer holds, after a place of the list by due moment ([`Place::owed`]).
pub fn held_by_officer(officer: OfficerId, from: Place, most: i64) -> Query<Stored<Dossier>> {
    let (at, id, open) = from.bounds();
    held_by(officer, at, id, open, most)
}

/// Live dossiers that an officer works on, whoever holds them now ([`Place::owed`]).
pub fn of_handler(handler: OfficerId, from: Place, most: i64) -> Query<Stored<Dossier>> {
    let (at, id, open) = from.bounds();
    handled_by(handler, at, id, open, most)
}

/// What lies in the lists of units and waits for one thing ([`Place::owed`]).
pub fn waiting_in_unit(units: &[UnitId], waits_for: &str, from: Place, most: i64) -> Query<Stored<Dossier>> {
    let (at, id, open) = from.bounds();
    waits_in(units, waits_for, at, id, open, most)
}

/// What officers of units have in their hands ([`Place::owed`]).
pub fn in_hands_of(units: &[UnitId], from: Place, most: i64) -> Query<Stored<Dossier>> {
    let (at, id, open) = from.bounds();
    in_hands(units, at, id, open, most)
}

/// Everything that waits for its first check, at whichever centre (INT-02; [`Place::owed`]).
pub fn incoming_anywhere(from: Place, most: i64) -> Query<Stored<Dossier>> {
    let (at, id, open) = from.bounds();
    incoming(at, id, open, most)
}

/// Results that lie ready to be fetched at centres ([`Place::submitted`]).
pub fn to_deliver(centres: &[UnitId], from: Place, most: i64) -> Query<Stored<Dossier>> {
    let (at, id, _) = from.bounds();
    lies_ready(centres, at, id, most)
}
