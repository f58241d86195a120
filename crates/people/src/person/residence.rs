//! Says in which area of today somebody lives.

use super::Person;
use super::contact::told_by;
use crate::thing;
use motcua_kernel::{AreaId, Context, PersonId, Problem, codes};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store};
use serde::Serialize;

/// Why nothing was confirmed.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmError {
    /// No such person, or one whom this actor may not speak for.
    #[error("there is no such person for this actor; search again")]
    NoSuchPerson,
    /// No address is known, so nothing can be confirmed.
    #[error("no address of this person is known; take it from the card first")]
    NoAddress,
    /// The store did not answer.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It could not be kept.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<ConfirmError> for Problem {
    fn from(error: ConfirmError) -> Self {
        match error {
            ConfirmError::NoSuchPerson => Self::new(codes::NOT_FOUND),
            ConfirmError::NoAddress => Self::new(codes::WRONG_STATE),
            ConfirmError::Read(error) => error.into(),
            ConfirmError::Commit(error) => error.into(),
        }
    }
}

/// Confirms or corrects the area of the residence: by the person, or by an officer whom they told. The caller has
/// made sure that the area exists today.
///
/// # Errors
///
/// Fails if there is no such person for this actor, no address is known, or the store does not answer.
pub async fn confirm_residence(
    store: &Store,
    person: PersonId,
    area: AreaId,
    ctx: &Context,
) -> Result<(), ConfirmError> {
    told_by(ctx.actor(), person).ok_or(ConfirmError::NoSuchPerson)?;
    let read = store.read().await?;
    let known = read.find::<Person>(person).await?.ok_or(ConfirmError::NoSuchPerson)?;
    drop(read);
    let mut changed = known.record.clone();
    let residence = changed.residence.as_mut().ok_or(ConfirmError::NoAddress)?;
    // The words keep their source; that the area is right is the confirming actor's, and stands in the event.
    residence.value.area = Some(area);
    residence.value.confirmed = true;
    if changed == known.record {
        return Ok(());
    }
    let mut set = ChangeSet::new(ctx);
    set.update(&known.with(changed)).journal(Event::new(
        thing(person),
        "person.residence_confirmed",
        &Confirmed { area },
    ));
    store.commit(set).await?;
    Ok(())
}

#[derive(Serialize)]
struct Confirmed {
    area: AreaId,
}
