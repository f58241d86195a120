//! What the table of rights knows of a dossier, and who acts in which unit.

use crate::dossier::Dossier;
use crate::life::Life;
use crate::party::{By, Who};
use motcua_kernel::{Actor, ClientId, Context, OfficerId, UnitId};
use motcua_org::rights::load::load_actor;
use motcua_org::rights::{Grant, Reach};
use motcua_org::{Right, Rights, Subject};
use motcua_people::mandate::{Authority, MandateScope, Principal, acts_for};
use motcua_store::{Read, ReadError};

/// The relations of a dossier to units and people, with the units of all its steps and all that had it: for seeing it.
pub fn subject(life: &Life) -> Subject {
    let mut steps: Vec<UnitId> = life.steps.iter().map(|step| step.unit).collect();
    // Whoever had it once may still look it up: after a transfer, and after a unit was followed by another.
    steps.extend(life.dossier.relocations.iter().map(|moved| moved.from));
    steps.extend(life.ledger.units());
    // Whoever is asked for an opinion may look, and afterwards as any unit that had to do with it.
    let asked = life.opinions.iter().filter(|opinion| opinion.may_look());
    steps.extend(asked.map(|opinion| opinion.unit));
    // In the order in which they closed, so that the heir of an heir comes in too.
    for (closed, heir) in &life.dossier.heirs {
        if steps.contains(closed) {
            steps.push(*heir);
        }
    }
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

/// More principals or mandates than anybody has; a cut would take rights away, never give any.
const MOST: i64 = 500;

/// The rights of whoever acts, from one snapshot: a person's over what is their own, what they represent by law
/// and what a mandate lets them do; an officer's from their positions and delegations.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn rights_of(read: &Read, ctx: &Context) -> Result<Rights, ReadError> {
    let person = match ctx.actor() {
        Actor::Person(person) => person,
        actor @ (Actor::Officer(_) | Actor::System | Actor::Client(_) | Actor::Anyone) => {
            return load_actor(read, actor, ctx.now()).await;
        }
    };
    let mut principals = Vec::new();
    let mut mandates = Vec::new();
    for (principal, authority) in acts_for(read, person, ctx.now(), MOST).await? {
        mandates.extend(authority.mandate());
        let unlimited = match authority {
            Authority::Own | Authority::ByLaw => true,
            Authority::Mandate { scope, .. } => scope == MandateScope::All,
        };
        if unlimited {
            principals.push(match principal {
                Principal::Person(id) => motcua_org::Party::Person(id),
                Principal::Organisation(id) => motcua_org::Party::Organisation(id),
            });
        }
    }
    Ok(Rights::of_person(person, &principals, &mandates))
}

/// The officer who acts, if it is one.
pub(crate) fn officer(ctx: &Context) -> Option<OfficerId> {
    match ctx.actor() {
        Actor::Officer(officer) => Some(officer),
        Actor::Anyone | Actor::Person(_) | Actor::Client(_) | Actor::System => None,
    }
}

/// The other system that acts, if it is one.
pub(crate) fn client(ctx: &Context) -> Option<ClientId> {
    match ctx.actor() {
        Actor::Client(client) => Some(client),
        Actor::Anyone | Actor::Person(_) | Actor::Officer(_) | Actor::System => None,
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
