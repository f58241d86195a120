//! Says whose matter a draft is: the submitter's own, or that of somebody whom they act for (INT-05).

use super::Draft;
use crate::party::Who;
use crate::submit::authority_over;
use motcua_catalog::Procedure;
use motcua_kernel::{Context, DraftId};
use motcua_store::{ChangeSet, CommitError, ReadError, Store};

/// Why the draft stays whose it was.
#[derive(Debug, thiserror::Error)]
pub enum ActForError {
    /// Not known, swept away, or somebody else's.
    #[error("there is no such draft")]
    NoSuchDraft,
    /// No mandate or law lets the submitter act for them in this procedure.
    #[error("no right to act for them is kept that covers this procedure: have a deed kept at a counter first")]
    NoMandate,
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// Makes somebody the applicant of a draft; none makes it the submitter's own matter.
///
/// The right to act is looked at again when the draft is handed in.
///
/// # Errors
///
/// Fails when there is no such draft of the actor's, or no right to act for that applicant holds now.
pub async fn act_for(store: &Store, id: DraftId, applicant: Option<Who>, ctx: &Context) -> Result<(), ActForError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let stored = read.find::<Draft>(id).await?.ok_or(ActForError::NoSuchDraft)?;
    if !stored.belongs_to(ctx.actor()) {
        return Err(ActForError::NoSuchDraft);
    }
    let submitter = stored.submitter().ok_or(ActForError::NoSuchDraft)?;
    let applicant = applicant.filter(|who| *who != Who::Person(submitter));
    if let Some(who) = applicant {
        let procedure = read.get::<Procedure>(stored.procedure).await?;
        let by = authority_over(&read, submitter, who, procedure.code.as_str(), ctx.now()).await?;
        by.ok_or(ActForError::NoMandate)?;
    }
    let draft = Draft {
        applicant,
        saved_at: ctx.now(),
        ..stored.record.clone()
    };
    let mut set = ChangeSet::new(ctx);
    set.update(&stored.with(draft));
    store.commit(set).await?;
    Ok(())
}
