//! Whether somebody may act for another, and by what.

use super::record::{mandates_between, mandates_of_agent, mandates_over};
use super::{Mandate, MandateScope, Principal, ProcedureCode};
use crate::organisation::{Organisation, represented_by};
use motcua_kernel::{Instant, MandateId, PersonId};
use motcua_store::{Read, ReadError, Stored};

/// By what somebody acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authority {
    /// For themselves.
    Own,
    /// As the organisation's representative by law.
    ByLaw,
    /// Under a mandate.
    Mandate {
        /// The mandate.
        id: MandateId,
        /// What it covers.
        scope: MandateScope,
    },
}

impl Authority {
    /// Whether it covers a procedure.
    pub fn covers(&self, procedure: &ProcedureCode) -> bool {
        match self {
            Self::Own | Self::ByLaw => true,
            Self::Mandate { scope, .. } => scope.covers(procedure),
        }
    }

    /// The mandate's id, for the dossier that is filed under it.
    pub const fn mandate(&self) -> Option<MandateId> {
        match self {
            Self::Own | Self::ByLaw => None,
            Self::Mandate { id, .. } => Some(*id),
        }
    }
}

/// All by which somebody may act for a principal, the widest first; empty if they may not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Authorities(pub Vec<Authority>);

impl Authorities {
    /// Whether there is none at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The widest that covers a procedure.
    pub fn for_procedure(&self, procedure: &ProcedureCode) -> Option<&Authority> {
        self.0.iter().find(|authority| authority.covers(procedure))
    }
}

/// More mandates between two parties are never read: beyond any that there can be.
const MOST: i64 = 100;

/// By what a person may act for a principal at a moment.
///
/// The representative by law is who represents the organisation now, not at that moment.
///
/// # Errors
///
/// Fails if the store does not answer.
pub async fn may_act(
    read: &Read,
    agent: PersonId,
    principal: Principal,
    at: Instant,
) -> Result<Authorities, ReadError> {
    let mut found = Vec::new();
    match principal {
        Principal::Person(person) if person == agent => found.push(Authority::Own),
        Principal::Person(_) => {}
        Principal::Organisation(id) => {
            let organisation = read.find::<Organisation>(id).await?;
            if organisation.is_some_and(|organisation| organisation.represented_by == Some(agent)) {
                found.push(Authority::ByLaw);
            }
        }
    }
    let mandates = read.all(mandates_between(principal.thing(), agent, at, MOST)).await?;
    let mut by_mandate: Vec<Authority> = mandates
        .into_iter()
        .map(|mandate| Authority::Mandate {
            id: mandate.id,
            scope: mandate.record.scope,
        })
        .collect();
    // Those for everything first; else in the order in which they were granted.
    by_mandate.sort_by_key(|authority| {
        !matches!(
            authority,
            Authority::Mandate {
                scope: MandateScope::All,
                ..
            }
        )
    });
    found.extend(by_mandate);
    Ok(Authorities(found))
}

/// For whom a person may act at a moment: organisations by law first, then mandates by their end, at most `most` of
/// each.
///
/// # Errors
///
/// Fails if the store does not answer.
pub async fn acts_for(
    read: &Read,
    agent: PersonId,
    at: Instant,
    most: i64,
) -> Result<Vec<(Principal, Authority)>, ReadError> {
    let organisations = represented_by(read, agent, most).await?;
    let mandates = read.all(mandates_of_agent(agent, at, most)).await?;
    let by_law = organisations
        .into_iter()
        .map(|organisation| (Principal::Organisation(organisation.id), Authority::ByLaw));
    let by_mandate = mandates.into_iter().map(|mandate| {
        let Mandate {
            id, principal, scope, ..
        } = mandate.record;
        (principal, Authority::Mandate { id, scope })
    });
    Ok(by_law.chain(by_mandate).collect())
}

/// The mandates over a principal, those that have ended too, newest first: for the principal's own page.
///
/// # Errors
///
/// Fails if the store does not answer.
pub async fn agents_of(read: &Read, principal: Principal, most: i64) -> Result<Vec<Stored<Mandate>>, ReadError> {
    read.all(mandates_over(principal.thing(), most)).await
}
