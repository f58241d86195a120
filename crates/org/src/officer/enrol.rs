//! Takes somebody into the staff.

use super::{Employment, Officer};
use crate::Period;
use crate::rights::{Refused, Right, Subject, load::load_actor};
use crate::thing;
use crate::unit::Unit;
use motcua_kernel::{Context, Date, OfficerId, Problem, UnitId, codes, text};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store};
use serde::Serialize;

/// Whom to take in.
#[derive(Debug, Clone)]
pub struct Enrol {
    /// The staff code.
    pub code: String,
    /// The full name.
    pub name: String,
    /// How somebody is employed.
    pub employment: Employment,
    /// The unit that keeps the personnel file.
    pub home: UnitId,
    /// The telephone at the desk.
    pub phone: Option<String>,
    /// The first day.
    pub since: Date,
}

/// Why somebody was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// No name or no code.
    #[error("a member of staff needs a name and a staff code; fill in both")]
    Incomplete,
    /// The unit does not exist on that day.
    #[error("the unit does not exist on that day; choose the unit that stands then")]
    NoUnit,
    /// Not allowed.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The store did not answer.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It could not be kept; `Taken` means that the staff code is used.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<EnrolError> for Problem {
    fn from(error: EnrolError) -> Self {
        match error {
            EnrolError::Incomplete => Self::new(codes::INVALID).field("name", "officer-needs-name-and-code"),
            EnrolError::NoUnit => Self::new(codes::INVALID).field("home", "officer-unit-does-not-exist"),
            EnrolError::Refused(refused) => refused.into(),
            EnrolError::Read(error) => error.into(),
            EnrolError::Commit(CommitError::Taken { .. }) => {
                Self::new(codes::TAKEN).field("code", "officer-code-taken")
            }
            EnrolError::Commit(error) => error.into(),
        }
    }
}

#[derive(Serialize)]
struct Enrolled {
    home: UnitId,
    employment: Employment,
}

/// Takes somebody into the staff. They may do nothing until they are appointed.
///
/// # Errors
///
/// Fails when name or code are empty, the unit does not exist that day, the actor may not, or the code is used.
pub async fn enrol(store: &Store, enrol: Enrol, ctx: &Context) -> Result<OfficerId, EnrolError> {
    let read = store.read().await?;
    let unit = read.find::<Unit>(enrol.home).await?.ok_or(EnrolError::NoUnit)?;
    let rights = load_actor(&read, ctx.actor(), ctx.now()).await?;
    rights.require(Right::ManageOfficers, &Subject::of_unit(unit.id))?;
    let period = Period::since(enrol.since.start());
    if !unit.period.overlaps(&period) {
        return Err(EnrolError::NoUnit);
    }
    let officer = Officer {
        id: ctx.id(),
        code: text::clean_line(&enrol.code),
        name: text::clean_line(&enrol.name),
        employment: enrol.employment,
        home: unit.id,
        phone: enrol
            .phone
            .as_deref()
            .map(text::clean_line)
            .filter(|phone| !phone.is_empty()),
        period,
    };
    if officer.code.is_empty() || officer.name.is_empty() {
        return Err(EnrolError::Incomplete);
    }
    let mut set = ChangeSet::new(ctx);
    set.expect(&unit).insert(&officer).journal(Event::new(
        thing(officer.id),
        "officer.enrolled",
        &Enrolled {
            home: officer.home,
            employment: officer.employment,
        },
    ));
    store.commit(set).await?;
    Ok(officer.id)
}
