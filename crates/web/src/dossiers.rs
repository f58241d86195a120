//! What citizens' and officers' pages say alike of a dossier: what it is called, and whose data it holds.

use motcua_dossier::Dossier;
use motcua_kernel::{DossierId, PersonId};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The dossier number; before acceptance a reference that follows from the id, the same for everybody.
pub(crate) fn number(dossier: &Dossier) -> String {
    match dossier.number().and_then(|number| number.issued()) {
        Some(number) => number.to_owned(),
        None => reference(dossier.id),
    }
}

/// What a submission is called before it has a number: the end of its id.
pub(crate) fn reference(id: DossierId) -> String {
    let id = Uuid::from(id).simple().to_string().to_uppercase();
    format!("QN-{}-{}", &id[24..28], &id[28..])
}

/// The persons on a dossier, each once: everybody at whose data a page looks that shows it.
pub(crate) fn people(dossier: &Dossier) -> BTreeSet<PersonId> {
    let parties = &dossier.parties;
    let representative = parties
        .representative
        .as_ref()
        .map(|representative| &representative.party);
    [Some(&parties.applicant), Some(&parties.submitter), representative]
        .into_iter()
        .flatten()
        .filter_map(|party| party.who.person())
        .collect()
}
