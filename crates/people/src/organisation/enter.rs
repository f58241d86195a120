//! Enters an organisation from its certificate.

use super::{Organisation, OrganisationKind, TaxCode};
use crate::person::{self, Phone, Residence};
use crate::thing;
use motcua_kernel::{Actor, Context, OfficerId, OrganisationId, PersonId, Problem, codes, text};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store};
use serde::Serialize;

/// What stands on the certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enter {
    /// What kind of body it is.
    pub kind: OrganisationKind,
    /// The full name.
    pub name: String,
    /// The tax code, unless it is being founded.
    pub tax_code: Option<TaxCode>,
    /// Where its office is.
    pub seat: Option<Residence>,
    /// Who represents it by law.
    pub represented_by: Option<PersonId>,
    /// The telephone.
    pub phone: Option<Phone>,
}

/// Why it was not entered.
#[derive(Debug, thiserror::Error)]
pub enum EnterError {
    /// Somebody else than an officer: a stranger who claims a company must not become its representative.
    #[error("only an officer who has compared the certificate can enter an organisation; go to a counter")]
    NotAnOfficer,
    /// No name.
    #[error("an organisation needs a name; enter it as the certificate writes it")]
    Nameless,
    /// A tax code of another kind of body.
    #[error("this kind of body has no such tax code; compare code and kind with the certificate")]
    WrongCode,
    /// The representative is unknown.
    #[error("the representative is not known; keep them by their card first")]
    NoSuchPerson,
    /// The store did not answer.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It could not be kept; `Taken` says that the tax code is known.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<EnterError> for Problem {
    fn from(error: EnterError) -> Self {
        match error {
            EnterError::NotAnOfficer => Self::new(codes::NOT_ALLOWED),
            EnterError::Nameless => Self::new(codes::INVALID).field("name", "organisation-nameless"),
            EnterError::WrongCode => Self::new(codes::INVALID).field("tax_code", "organisation-wrong-code"),
            EnterError::NoSuchPerson => Self::new(codes::INVALID).field("represented_by", "person-unknown"),
            EnterError::Read(error) => error.into(),
            EnterError::Commit(CommitError::Taken { .. }) => {
                Self::new(codes::TAKEN).field("tax_code", "organisation-code-taken")
            }
            EnterError::Commit(error) => error.into(),
        }
    }
}

/// The officer who acts.
pub(super) fn officer(ctx: &Context) -> Option<OfficerId> {
    match ctx.actor() {
        Actor::Officer(officer) => Some(officer),
        Actor::Person(_) | Actor::Client(_) | Actor::System | Actor::Anyone => None,
    }
}

/// Enters an organisation. Who may receive at a counter is the caller's question to the table of rights.
///
/// # Errors
///
/// Fails if another than an officer acts, name or code do not do, the representative is unknown, or the code is known.
pub async fn enter(store: &Store, ask: Enter, ctx: &Context) -> Result<OrganisationId, EnterError> {
    let checked_by = officer(ctx).ok_or(EnterError::NotAnOfficer)?;
    let name = text::clean_line(&ask.name);
    if name.is_empty() {
        return Err(EnterError::Nameless);
    }
    if ask.tax_code.as_ref().is_some_and(|code| !ask.kind.fits(code)) {
        return Err(EnterError::WrongCode);
    }
    let mut set = ChangeSet::new(ctx);
    let mut represented_by = None;
    if let Some(id) = ask.represented_by {
        let read = store.read().await?;
        let person = person::find(&read, id).await?.ok_or(EnterError::NoSuchPerson)?;
        represented_by = Some(person.id);
    }
    let organisation = Organisation {
        id: ctx.id(),
        kind: ask.kind,
        name,
        tax_code: ask.tax_code,
        seat: ask.seat.map(cleaned),
        represented_by,
        phone: ask.phone,
        checked_by,
    };
    let facts = Entered {
        kind: organisation.kind,
        has_code: organisation.tax_code.is_some(),
        represented_by,
    };
    set.insert(&organisation)
        .journal(Event::new(thing(organisation.id), "organisation.entered", &facts));
    store.commit(set).await?;
    Ok(organisation.id)
}

pub(super) fn cleaned(seat: Residence) -> Residence {
    Residence {
        as_written: text::clean_line(&seat.as_written),
        ..seat
    }
}

#[derive(Serialize)]
struct Entered {
    kind: OrganisationKind,
    has_code: bool,
    represented_by: Option<PersonId>,
}
