//! By what right somebody hands in for another (INT-05).

use super::SubmitError;
use crate::party::{Parties, Who};
use motcua_kernel::{Actor, Context, Instant, PersonId};
use motcua_people::mandate::{Authority, Principal, ProcedureCode, may_act};
use motcua_store::{Read, ReadError};

/// The widest right by which a person may act for another in a procedure now; none where no such right is kept.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn authority_over(
    read: &Read,
    agent: PersonId,
    applicant: Who,
    procedure: &str,
    at: Instant,
) -> Result<Option<Authority>, ReadError> {
    let Ok(code) = procedure.parse::<ProcedureCode>() else {
        return Ok(None);
    };
    let principal = match applicant {
        Who::Person(id) => Principal::Person(id),
        Who::Organisation(id) => Principal::Organisation(id),
    };
    let by = may_act(read, agent, principal, at).await?;
    Ok(by.for_procedure(&code).cloned())
}

/// Refuses parties of whom one acts for another without a right that holds now, between these two, for this procedure.
pub(super) async fn check(read: &Read, parties: &Parties, procedure: &str, ctx: &Context) -> Result<(), SubmitError> {
    let applicant = parties.applicant.who;
    let (agent, named) = match &parties.representative {
        Some(representative) => (representative.party.who, representative.mandate),
        None if applicant == parties.submitter.who => return Ok(()),
        None => (parties.submitter.who, None),
    };
    // A system that vouches for the people has looked at the ground itself; a mandate that it names must hold here.
    if matches!(ctx.actor(), Actor::Client(_)) && named.is_none() {
        return Ok(());
    }
    let agent = agent.person().ok_or(SubmitError::NoMandate)?;
    let code: ProcedureCode = procedure.parse().map_err(|_| SubmitError::NoMandate)?;
    let principal = match applicant {
        Who::Person(id) => Principal::Person(id),
        Who::Organisation(id) => Principal::Organisation(id),
    };
    let by = may_act(read, agent, principal, ctx.now()).await?;
    // A mandate that is named must be the one that holds; without one only the law's own representative acts.
    let holds =
        by.0.iter()
            .any(|authority| authority.mandate() == named && authority.covers(&code));
    if holds { Ok(()) } else { Err(SubmitError::NoMandate) }
}
