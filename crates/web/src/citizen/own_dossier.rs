//! A dossier as one of its people opens it.

use super::person::{Own, own};
use crate::app::{Refusal, Visit};
use crate::dossiers::people;

pub(super) use crate::dossiers::number;

use motcua_dossier::kept::load;
use motcua_dossier::{Dossier, Life};
use motcua_kernel::{DossierId, Problem, codes};
use motcua_people::look::{LookReason, look_of};
use motcua_store::Read;

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
