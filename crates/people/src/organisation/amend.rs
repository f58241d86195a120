//! Amends an organisation when its certificate has changed.

use super::enter::{cleaned, officer};
use super::{Organisation, TaxCode};
use crate::person::{self, Phone, Residence};
use crate::thing;
use motcua_kernel::{Context, OrganisationId, PersonId, Problem, codes, text};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store};
use serde::Serialize;

/// What the certificate says now: all of it, for what is absent is removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amend {
    /// Which organisation.
    pub organisation: OrganisationId,
    /// The version that the officer saw: what another changed meanwhile is not overwritten.
    pub version: i64,
    /// The full name.
    pub name: String,
    /// The tax code.
    pub tax_code: Option<TaxCode>,
    /// Where its office is.
    pub seat: Option<Residence>,
    /// Who represents it by law.
    pub represented_by: Option<PersonId>,
    /// The telephone.
    pub phone: Option<Phone>,
}

/// Why nothing was amended.
#[derive(Debug, thiserror::Error)]
pub enum AmendError {
    /// Somebody else than an officer.
    #[error("only an officer who has compared the certificate can amend an organisation; go to a counter")]
    NotAnOfficer,
    /// No such organisation.
    #[error("there is no such organisation; search again")]
    NoSuchOrganisation,
    /// No name, or a tax code of another kind of body.
    #[error("the name is missing or the tax code is of another kind of body; compare with the certificate")]
    Unfit,
    /// The representative is unknown.
    #[error("the representative is not known; keep them by their card first")]
    NoSuchPerson,
    /// The store did not answer.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It could not be kept; `Taken` says that the tax code is another's, `Stale` that somebody was faster.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<AmendError> for Problem {
    fn from(error: AmendError) -> Self {
        match error {
            AmendError::NotAnOfficer => Self::new(codes::NOT_ALLOWED),
            AmendError::NoSuchOrganisation => Self::new(codes::NOT_FOUND),
            AmendError::Unfit => Self::new(codes::INVALID).field("tax_code", "organisation-wrong-code"),
            AmendError::NoSuchPerson => Self::new(codes::INVALID).field("represented_by", "person-unknown"),
            AmendError::Read(error) => error.into(),
            AmendError::Commit(CommitError::Taken { .. }) => {
                Self::new(codes::TAKEN).field("tax_code", "organisation-code-taken")
            }
            AmendError::Commit(error) => error.into(),
        }
    }
}

/// Writes what the certificate says now. A representative who left acts for the organisation no longer; mandates
/// that the organisation gave stay until they end.
///
/// # Errors
///
/// Fails if another than an officer acts, something does not do or is unknown, or somebody was faster.
pub async fn amend(store: &Store, ask: Amend, ctx: &Context) -> Result<(), AmendError> {
    let checked_by = officer(ctx).ok_or(AmendError::NotAnOfficer)?;
    let read = store.read().await?;
    let known = read
        .find::<Organisation>(ask.organisation)
        .await?
        .ok_or(AmendError::NoSuchOrganisation)?;
    let name = text::clean_line(&ask.name);
    if name.is_empty() || ask.tax_code.as_ref().is_some_and(|code| !known.kind.fits(code)) {
        return Err(AmendError::Unfit);
    }
    let represented_by = match ask.represented_by {
        Some(id) => Some(person::find(&read, id).await?.ok_or(AmendError::NoSuchPerson)?.id),
        None => None,
    };
    drop(read);
    let amended = Organisation {
        id: known.id,
        kind: known.kind,
        name,
        tax_code: ask.tax_code,
        seat: ask.seat.map(cleaned),
        represented_by,
        phone: ask.phone,
        checked_by,
    };
    let facts = Amended {
        renamed: amended.name != known.name,
        recoded: amended.tax_code != known.tax_code,
        moved: amended.seat != known.seat,
        represented_by,
    };
    let mut seen = known.with(amended);
    seen.version = ask.version;
    let mut set = ChangeSet::new(ctx);
    set.update(&seen)
        .journal(Event::new(thing(ask.organisation), "organisation.amended", &facts));
    store.commit(set).await?;
    Ok(())
}

#[derive(Serialize)]
struct Amended {
    renamed: bool,
    recoded: bool,
    moved: bool,
    represented_by: Option<PersonId>,
}
