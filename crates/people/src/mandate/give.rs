//! Gives somebody the right to act for another.

use super::{Ground, Mandate, MandateScope, Principal};
use crate::organisation::Organisation;
use crate::person::Person;
use crate::thing;
use motcua_kernel::{Actor, Context, Instant, MandateId, PersonId, Problem, codes, text};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store};
use serde_json::json;

/// What is given.
#[derive(Debug, Clone)]
pub struct GiveMandate {
    /// For whom.
    pub principal: Principal,
    /// Who acts.
    pub representative: PersonId,
    /// Why they may.
    pub ground: Ground,
    /// What it covers.
    pub scope: MandateScope,
    /// The first moment.
    pub from: Instant,
    /// The first moment after it.
    pub to: Option<Instant>,
}

/// Why nothing was given.
#[derive(Debug, thiserror::Error)]
pub enum GiveMandateError {
    /// Principal or representative is unknown.
    #[error("the principal or the representative is not known; make them known by their number first")]
    NoSuchParty,
    /// Somebody for themselves, or a ground that does not fit the principal.
    #[error("this ground does not fit: relatives and guardians act for persons, representatives by law for organisations")]
    WrongGround,
    /// An end before the beginning, or none where one is needed.
    #[error("a mandate by document or for the post needs an end after its beginning; change the dates")]
    WrongPeriod,
    /// A document without its number, or a scope of no procedure.
    #[error("the document's number or the list of procedures is empty; fill it in")]
    Incomplete,
    /// A person who gives a right over somebody else.
    #[error("only the principal, or an officer who has checked the ground, can give this")]
    NotAllowed,
    /// The store did not answer.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It could not be kept.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<GiveMandateError> for Problem {
    fn from(error: GiveMandateError) -> Self {
        match error {
            GiveMandateError::NoSuchParty => Self::new(codes::INVALID).field("representative", "person-unknown"),
            GiveMandateError::WrongGround => Self::new(codes::INVALID).field("ground", "mandate-wrong-ground"),
            GiveMandateError::WrongPeriod => Self::new(codes::INVALID).field("to", "mandate-wrong-period"),
            GiveMandateError::Incomplete => Self::new(codes::INVALID).field("ground", "mandate-incomplete"),
            GiveMandateError::NotAllowed => Self::new(codes::NOT_ALLOWED),
            GiveMandateError::Read(error) => error.into(),
            GiveMandateError::Commit(error) => error.into(),
        }
    }
}

/// Gives somebody the right to act for another.
///
/// A person signed in can give it only over themselves or an organisation that they represent by law; an officer
/// gives it after having checked the ground and is named as the one who did.
///
/// # Errors
///
/// Fails when parties, ground, dates or scope do not fit, or when the actor may not.
pub async fn give(store: &Store, ask: GiveMandate, ctx: &Context) -> Result<MandateId, GiveMandateError> {
    let ground = cleaned(ask.ground)?;
    if matches!(&ask.scope, MandateScope::Procedures(procedures) if procedures.is_empty()) {
        return Err(GiveMandateError::Incomplete);
    }
    let fits = match (&ground, ask.principal) {
        (Ground::Kinship { .. } | Ground::Guardian { .. }, Principal::Person(person)) => person != ask.representative,
        (Ground::ByLaw, Principal::Organisation(_)) => true,
        (Ground::Document { .. } | Ground::Post, Principal::Person(person)) => person != ask.representative,
        (Ground::Document { .. } | Ground::Post, Principal::Organisation(_)) => true,
        (Ground::Kinship { .. } | Ground::Guardian { .. }, Principal::Organisation(_))
        | (Ground::ByLaw, Principal::Person(_)) => false,
    };
    if !fits {
        return Err(GiveMandateError::WrongGround);
    }
    let needs_end = matches!(ground, Ground::Document { .. } | Ground::Post);
    if ask.to.map_or(needs_end, |to| to <= ask.from) {
        return Err(GiveMandateError::WrongPeriod);
    }

    let read = store.read().await?;
    let mut set = ChangeSet::new(ctx);
    let representative = read.find::<Person>(ask.representative).await?.ok_or(GiveMandateError::NoSuchParty)?;
    set.expect(&representative);
    let own = match ask.principal {
        Principal::Person(person) => {
            let principal = read.find::<Person>(person).await?.ok_or(GiveMandateError::NoSuchParty)?;
            set.expect(&principal);
            person
        }
        Principal::Organisation(organisation) => {
            let principal = read.find::<Organisation>(organisation).await?.ok_or(GiveMandateError::NoSuchParty)?;
            set.expect(&principal);
            if ground == Ground::ByLaw && principal.represented_by != Some(ask.representative) {
                return Err(GiveMandateError::WrongGround);
            }
            // Without a representative nobody but an officer can give it.
            principal.represented_by.unwrap_or(PersonId::from_u128(0))
        }
    };
    let checked_by = match ctx.actor() {
        Actor::Officer(officer) => Some(officer),
        Actor::Person(person) if person == own => None,
        Actor::System => None,
        Actor::Person(_) | Actor::Client(_) | Actor::Anyone => return Err(GiveMandateError::NotAllowed),
    };
    let mandate = Mandate {
        id: ctx.id(),
        principal: ask.principal,
        representative: ask.representative,
        ground,
        scope: ask.scope,
        from: ask.from,
        to: ask.to,
        ended_at: None,
        checked_by,
    };
    let facts = json!({
        "principal": mandate.principal,
        "representative": mandate.representative,
        "without_document": mandate.ground.without_document(),
        "from": mandate.from,
        "to": mandate.to,
        "checked_by": mandate.checked_by,
    });
    set.insert(&mandate).journal(Event::new(thing(mandate.id), "mandate.given", &facts));
    store.commit(set).await?;
    Ok(mandate.id)
}

fn cleaned(ground: Ground) -> Result<Ground, GiveMandateError> {
    match ground {
        Ground::Document { number, signed_on, file } => {
            let number = text::clean_line(&number);
            if number.is_empty() {
                return Err(GiveMandateError::Incomplete);
            }
            Ok(Ground::Document { number, signed_on, file })
        }
        Ground::Guardian { decision } => {
            Ok(Ground::Guardian { decision: decision.map(|text| text::clean_line(&text)).filter(|text| !text.is_empty()) })
        }
        other @ (Ground::Kinship { .. } | Ground::ByLaw | Ground::Post) => Ok(other),
    }
}
