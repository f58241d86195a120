//! Keeps that somebody may act for another, after an officer has seen why.

use super::{Ground, Mandate, MandateScope, Principal, last_day_without_term};
use crate::organisation::Organisation;
use crate::person;
use crate::thing;
use motcua_kernel::{Actor, Context, Date, MandateId, OfficerId, PersonId, Problem, codes, text};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store};
use serde::Serialize;

/// What is granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// For whom.
    pub principal: Principal,
    /// Who acts.
    pub agent: PersonId,
    /// Why they may.
    pub ground: Ground,
    /// What it covers.
    pub scope: MandateScope,
    /// The first day.
    pub from: Date,
    /// The last day. A deed that names none lasts a year from its signature; close relatives need none.
    pub to: Option<Date>,
}

/// Why nothing was granted.
#[derive(Debug, thiserror::Error)]
pub enum GrantError {
    /// Somebody else than an officer.
    #[error("only an officer who has seen the ground can keep a mandate; go to a counter")]
    NotAnOfficer,
    /// Principal or agent is unknown.
    #[error("the principal or the agent is not known; keep them by their card first")]
    NoSuchParty,
    /// Somebody for themselves, or a relative of an organisation.
    #[error("this ground does not fit: nobody needs a mandate for themselves, and only persons have relatives")]
    WrongGround,
    /// A deed without its number or signed in the future, or a scope of no procedure.
    #[error("the deed's number or day, or the list of procedures, is not right; compare with the deed")]
    Incomplete,
    /// An end before the beginning or in the past, or a beginning before the deed.
    #[error("the last day lies before the first or is over, or the first before the deed; change the days")]
    WrongDays,
    /// The store did not answer.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It could not be kept.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<GrantError> for Problem {
    fn from(error: GrantError) -> Self {
        match error {
            GrantError::NotAnOfficer => Self::new(codes::NOT_ALLOWED),
            GrantError::NoSuchParty => Self::new(codes::INVALID).field("agent", "person-unknown"),
            GrantError::WrongGround => Self::new(codes::INVALID).field("ground", "mandate-wrong-ground"),
            GrantError::Incomplete => Self::new(codes::INVALID).field("ground", "mandate-incomplete"),
            GrantError::WrongDays => Self::new(codes::INVALID).field("to", "mandate-wrong-days"),
            GrantError::Read(error) => error.into(),
            GrantError::Commit(error) => error.into(),
        }
    }
}

/// Keeps a mandate. Who may receive at a counter is the caller's question to the table of rights.
///
/// # Errors
///
/// Fails if another than an officer acts, a party is unknown, or ground, days or scope do not do.
pub async fn grant(store: &Store, ask: Grant, ctx: &Context) -> Result<MandateId, GrantError> {
    let Actor::Officer(checked_by) = ctx.actor() else {
        return Err(GrantError::NotAnOfficer);
    };
    let read = store.read().await?;
    let agent = person::find(&read, ask.agent).await?.ok_or(GrantError::NoSuchParty)?.id;
    let principal = match ask.principal {
        Principal::Person(id) => Principal::Person(person::find(&read, id).await?.ok_or(GrantError::NoSuchParty)?.id),
        Principal::Organisation(id) => {
            read.find::<Organisation>(id).await?.ok_or(GrantError::NoSuchParty)?;
            ask.principal
        }
    };
    drop(read);
    let id = ctx.id();
    let mandate = decide(
        id,
        Grant {
            principal,
            agent,
            ..ask
        },
        checked_by,
        ctx.today(),
    )?;
    let facts = Granted {
        principal,
        agent,
        without_deed: matches!(mandate.ground, Ground::CloseRelative { .. }),
        scope: &mandate.scope,
        from: mandate.from,
        to: mandate.to,
    };
    let mut set = ChangeSet::new(ctx);
    set.insert(&mandate)
        .journal(Event::new(thing(id), "mandate.granted", &facts));
    store.commit(set).await?;
    Ok(id)
}

/// The rules, without the store.
fn decide(id: MandateId, ask: Grant, checked_by: OfficerId, today: Date) -> Result<Mandate, GrantError> {
    if ask.principal == Principal::Person(ask.agent) {
        return Err(GrantError::WrongGround);
    }
    let empty = matches!(&ask.scope, MandateScope::Procedures(codes) if codes.is_empty());
    let (ground, to) = match ask.ground {
        Ground::Deed { number, signed_on } => {
            let number = text::clean_line(&number);
            if number.is_empty() || signed_on > today {
                return Err(GrantError::Incomplete);
            }
            if ask.from < signed_on {
                return Err(GrantError::WrongDays);
            }
            let to = ask.to.unwrap_or_else(|| last_day_without_term(signed_on));
            (Ground::Deed { number, signed_on }, Some(to))
        }
        Ground::CloseRelative { kin } => match ask.principal {
            Principal::Person(_) => (Ground::CloseRelative { kin }, ask.to),
            Principal::Organisation(_) => return Err(GrantError::WrongGround),
        },
    };
    if empty {
        return Err(GrantError::Incomplete);
    }
    if to.is_some_and(|to| to < ask.from || to < today) {
        return Err(GrantError::WrongDays);
    }
    Ok(Mandate {
        id,
        principal: ask.principal,
        agent: ask.agent,
        ground,
        scope: ask.scope,
        from: ask.from,
        to,
        ended: None,
        checked_by,
    })
}

#[derive(Serialize)]
struct Granted<'a> {
    principal: Principal,
    agent: PersonId,
    without_deed: bool,
    scope: &'a MandateScope,
    from: Date,
    to: Option<Date>,
}

#[cfg(test)]
mod tests {
    use super::super::{Kin, sample};
    use super::*;
    use motcua_kernel::OrganisationId;
    use std::collections::BTreeSet;

    fn decided(ask: Grant) -> Result<Mandate, GrantError> {
        let today = "2026-11-25".parse().unwrap();
        decide(MandateId::from_u128(1), ask, OfficerId::from_u128(2), today)
    }

    fn by_deed() -> Grant {
        sample::by_deed(
            Principal::Person(PersonId::from_u128(7)),
            PersonId::from_u128(8),
            "2026-11-20".parse().unwrap(),
        )
    }

    #[test]
    fn a_deed_without_a_term_gets_its_last_day() {
        let mandate = decided(Grant { to: None, ..by_deed() }).unwrap();
        assert_eq!(mandate.to, Some("2027-11-20".parse().unwrap()));
    }

    #[test]
    fn nobody_needs_a_mandate_for_themselves() {
        let own = Grant {
            agent: PersonId::from_u128(7),
            ..by_deed()
        };
        assert!(matches!(decided(own), Err(GrantError::WrongGround)));
    }

    #[test]
    fn an_organisation_has_no_relatives() {
        let relative = Grant {
            principal: Principal::Organisation(OrganisationId::from_u128(9)),
            ground: Ground::CloseRelative { kin: Kin::Spouse },
            ..by_deed()
        };
        assert!(matches!(decided(relative), Err(GrantError::WrongGround)));
    }

    #[test]
    fn days_must_follow_each_other() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        for (from, to) in [
            ("2026-11-19", Some("2026-12-20")),
            ("2026-12-20", Some("2026-12-19")),
            ("2026-11-20", Some("2026-11-24")),
        ] {
            let ask = Grant {
                from: day(from),
                to: to.map(day),
                ..by_deed()
            };
            assert!(matches!(decided(ask), Err(GrantError::WrongDays)), "{from} {to:?}");
        }
        let last_day_is_today = Grant {
            to: Some(day("2026-11-25")),
            ..by_deed()
        };
        assert!(decided(last_day_is_today).is_ok());
    }

    #[test]
    fn an_empty_scope_a_nameless_deed_and_one_of_tomorrow_are_incomplete() {
        let empty = Grant {
            scope: MandateScope::Procedures(BTreeSet::new()),
            ..by_deed()
        };
        assert!(matches!(decided(empty), Err(GrantError::Incomplete)));
        for (number, signed_on) in [(" ", "2026-11-20"), ("15/GUQ", "2026-11-26")] {
            let deed = Grant {
                ground: Ground::Deed {
                    number: number.into(),
                    signed_on: signed_on.parse().unwrap(),
                },
                ..by_deed()
            };
            assert!(
                matches!(decided(deed), Err(GrantError::Incomplete)),
                "{number} {signed_on}"
            );
        }
    }
}
