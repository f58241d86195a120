//! A dossier as one of its people opens it.

use super::person::{Own, own};
use crate::app::{Refusal, Visit};
use motcua_dossier::kept::load;
use motcua_dossier::{Dossier, Life};
use motcua_kernel::{DossierId, PersonId, Problem, codes};
use motcua_people::look::{LookReason, look_of};
use motcua_store::Read;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Whoever is signed in, and the dossier that they are on.
pub(super) struct Mine {
    pub(super) own: Own,
    pub(super) life: Life,
}

/// Reads a dossier of the signed-in citizen: as applicant, submitter or representative. When it holds the data of
/// somebody else, a look is kept first (SEC-02).
///
/// # Errors
///
/// Fails as `not-found` if there is none that they are on.
pub(super) async fn mine(visit: &Visit, read: &Read, id: &str) -> Result<Mine, Refusal> {
    let own = own(visit, read).await?;
    let id: DossierId = visit.id(id)?;
    let kept = load(read, id)
        .await
        .map_err(|error| visit.refuse(error))?
        .filter(|kept| kept.dossier().parties.includes(own.id()))
        .ok_or_else(|| visit.refuse(Problem::new(codes::NOT_FOUND)))?;
    looked(visit, &own, &[kept.dossier()]).await?;
    Ok(Mine { own, life: kept.life() })
}

/// Keeps a look at every other person on these dossiers.
///
/// # Errors
///
/// Fails if the store does not answer: no look, no page.
pub(super) async fn looked(visit: &Visit, own: &Own, dossiers: &[&Dossier]) -> Result<(), Refusal> {
    let looks: Vec<_> = dossiers
        .iter()
        .flat_map(|dossier| {
            let people = people(dossier);
            people.into_iter().map(move |person| (person, dossier.id))
        })
        .filter(|(person, _)| *person != own.id())
        .map(|(person, dossier)| look_of(person, LookReason::Mandate, Some(dossier.into()), None, &visit.ctx))
        .collect();
    visit
        .app()
        .store()
        .look(&looks)
        .await
        .map_err(|error| visit.refuse(error))
}

/// The persons on a dossier, each once.
fn people(dossier: &Dossier) -> BTreeSet<PersonId> {
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

/// The dossier number; before acceptance a reference that follows from the id, the same as officers see.
pub(super) fn number(dossier: &Dossier) -> String {
    match dossier.number().and_then(|number| number.issued()) {
        Some(number) => number.to_owned(),
        None => {
            let id = Uuid::from(dossier.id).simple().to_string().to_uppercase();
            format!("QN-{}-{}", &id[24..28], &id[28..])
        }
    }
}
