//! Lists of work: grouped by what holds each dossier, the nearest due moment first.
//!
//! *Chờ tôi, chờ nhận, chờ ý kiến, chờ ký, chờ văn thư, chờ dân*: forty red rows are no help, the answer to "who
//! has it?" is. What the applicant holds has no due moment and stands last.

mod place;
mod record;

pub use place::{NoPlace, Place, Stretch, stretch};
pub use record::{held_by_officer, in_hands_of, incoming_anywhere, of_handler, of_person, to_deliver, waiting_in_unit};

use crate::access::acting_subject;
use crate::dossier::Dossier;
use crate::stage::WaitsFor;
use motcua_kernel::OfficerId;
use motcua_org::{Right, Rights};
use motcua_store::{Read, ReadError, Stored};
use std::collections::BTreeMap;

/// What holds a dossier, as one officer sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// It waits for this officer (chờ tôi).
    Mine,
    /// It waits for something or somebody else.
    Waits(WaitsFor),
}

impl Group {
    /// The stable word for pages and words.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Waits(waits_for) => waits_for.word(),
        }
    }

    /// The group of a dossier on the list of an officer.
    pub fn of(dossier: &Dossier, officer: OfficerId) -> Self {
        let holder = dossier.holder.and_then(|holder| holder.officer);
        // At the first check an officer holds what they asked a supplement for; then the applicant has it. Who asked
        // other units for their opinion waits for them.
        let waits_for = dossier.waits_for();
        if holder == Some(officer) && !matches!(waits_for, WaitsFor::Applicant | WaitsFor::Opinion) {
            Self::Mine
        } else {
            Self::Waits(waits_for)
        }
    }
}

/// Dossiers by group, each in the order of the list.
pub type Groups = BTreeMap<Group, Vec<Stored<Dossier>>>;

/// The list of an officer: what they hold, what they handle and others hold now, and what lies in the lists of
/// their units for whoever may do it.
#[derive(Debug, Clone, Default)]
pub struct Worklist {
    /// By what holds them.
    pub groups: Groups,
    /// The place up to which all of it was read; none where that is its end. No page counts dossiers.
    pub read_to: Option<Place>,
}

/// Reads the list of an officer from a place on. `most` is for each part of it.
///
/// What a position may not do is not shown, whatever unit it lies in: the same table of rights as for single pages.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn worklist(
    read: &Read,
    officer: OfficerId,
    rights: &Rights,
    from: Place,
    most: i64,
) -> Result<Worklist, ReadError> {
    let mut parts = vec![held_by_officer(officer, from, most), of_handler(officer, from, most)];
    for (right, waits_for) in DESKS {
        let scope = rights.scope(*right);
        let units: Vec<_> = scope.handling.iter().chain(&scope.deciding).copied().collect();
        if !units.is_empty() {
            parts.push(waiting_in_unit(&units, waits_for.word(), from, most));
        }
    }
    let mut found: Vec<Stored<Dossier>> = Vec::new();
    let mut read_to: Option<Place> = None;
    for part in parts {
        let part = read.all(part).await?;
        if part.len() as i64 == most
            && let Some(last) = part.last()
        {
            let last = Place::owed(last);
            // Beyond the shortest part, others would stand where some of it is missing.
            read_to = Some(read_to.map_or(last, |to| if last.order() < to.order() { last } else { to }));
        }
        found.extend(part);
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|dossier| {
        let mine =
            dossier.holder.and_then(|holder| holder.officer) == Some(officer) || dossier.handler == Some(officer);
        let may = || rights.may(Right::SeeWorklist, &acting_subject(dossier));
        let inside = read_to.is_none_or(|to| Place::owed(dossier).order() <= to.order());
        inside && seen.insert(dossier.id) && (mine || may())
    });
    found.sort_by_key(|dossier| Place::owed(dossier).order());
    let mut groups = Groups::new();
    for dossier in found {
        groups.entry(Group::of(&dossier, officer)).or_default().push(dossier);
    }
    Ok(Worklist { groups, read_to })
}

/// Which common piles a right opens.
const DESKS: &[(Right, WaitsFor)] = &[
    (Right::Check, WaitsFor::Taking),
    (Right::Sign, WaitsFor::Signature),
    (Right::Issue, WaitsFor::RecordsClerk),
];
