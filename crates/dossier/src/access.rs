//! What the table of rights knows of a dossier, and who acts in which unit.

use crate::dossier::Dossier;
use crate::life::Life;
use crate::party::{By, Who};
use motcua_kernel::{Actor, Context, OfficerId, UnitId};
use motcua_org::rights::load::load_actor;
use motcua_org::rights::{Grant, Reach};
use motcua_org::{Right, Rights, Subject};
use motcua_store::{Read, ReadError};

/// The relations of a dossier to units and people, with the units of all its steps: for seeing it.
pub fn subject(life: &Life) -> Subject {
    let mut steps: Vec<UnitId> = life.steps.iter().map(|step| step.unit).collect();
    steps.sort_unstable();
    steps.dedup();
    Subject {
        steps,
        ..acting_subject(&life.dossier)
    }
}

/// The relations of a dossier as it stands: for acting on it. A unit whose step is done may still see it, but
/// acts no more.
pub fn acting_subject(dossier: &Dossier) -> Subject {
    let parties = &dossier.parties;
    let client = match dossier.submitted_by {
        By::Client(client) => Some(client),
        By::Person(_) | By::Officer(_) | By::System | By::Anyone => None,
    };
    Subject {
        deciding: Some(dossier.places.deciding),
        receiving: Some(dossier.places.reception),
        delivering: Some(dossier.places.delivery),
        helping: dossier.places.help,
        holding: dossier.holder.map(|holder| holder.unit),
        steps: Vec::new(),
        applicant: Some(parties.applicant.who.into()),
        submitter: parties.submitter.who.person(),
        mandate: parties
            .representative
            .as_ref()
            .and_then(|representative| representative.mandate),
        client,
    }
}

impl From<Who> for motcua_org::Party {
    fn from(who: Who) -> Self {
        match who {
            Who::Person(id) => Self::Person(id),
            Who::Organisation(id) => Self::Organisation(id),
        }
    }
}

/// The rights of whoever acts. A person has those over what is their own; mandates without a dossier of their
/// own are the people room's to add.
pub(crate) async fn rights_of(read: &Read, ctx: &Context) -> Result<Rights, ReadError> {
    match ctx.actor() {
        Actor::Person(person) => Ok(Rights::of_person(person, &[], &[])),
        actor @ (Actor::Officer(_) | Actor::System | Actor::Client(_) | Actor::Anyone) => {
            load_actor(read, actor, ctx.now()).await
        }
    }
}

/// The officer who acts, if it is one.
pub(crate) fn officer(ctx: &Context) -> Option<OfficerId> {
    match ctx.actor() {
        Actor::Officer(officer) => Some(officer),
        Actor::Anyone | Actor::Person(_) | Actor::Client(_) | Actor::System => None,
    }
}

/// Whether the actor has a right over what one centre receives. Any centre of the province receives any dossier
/// (INT-02), so what counts is that the officer sits at the centre, not which centre it was sent to.
pub(crate) fn at_centre(rights: &Rights, right: Right, centre: UnitId) -> bool {
    rights.grants().contains(&Grant {
        right,
        reach: Reach::Receiving(centre),
    })
}
