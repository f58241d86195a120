//! Saves a draft at every step, right or wrong: nothing that was typed is lost.

use super::{Draft, Help};
use crate::access::rights_of;
use crate::party::By;
use motcua_catalog::ProcedureVersion;
use motcua_catalog::form::Typed;
use motcua_catalog::version::record::on_day;
use motcua_kernel::{Actor, AreaId, Context, DraftId, ProcedureId, UnitId};
use motcua_org::rights::{Grant, Reach};
use motcua_org::{Right, Rights};
use motcua_store::{ChangeSet, CommitError, ReadError, Store};

/// What a page posts.
#[derive(Debug, Clone)]
pub struct SaveDraft {
    /// The draft; none to begin one.
    pub draft: Option<DraftId>,
    /// The procedure; only looked at when a draft is begun.
    pub procedure: ProcedureId,
    /// Whom an officer helps, and where; only looked at when a draft is begun.
    pub help: Option<Help>,
    /// The area whose unit will decide, once it is chosen.
    pub territory: Option<AreaId>,
    /// What was typed on this page.
    pub typed: Typed,
    /// The section that the page was; all its fields are taken over, also those that were emptied. None
    /// replaces everything.
    pub section: Option<u32>,
    /// The step of the form to come back to.
    pub go_to: u32,
}

/// Why nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// Nobody is signed in, or not at this centre.
    #[error("sign in to fill in a form, or help somebody at your own centre")]
    NotAllowed,
    /// Not known, swept away, or somebody else's.
    #[error("there is no such draft")]
    NoSuchDraft,
    /// There is no version to file by today.
    #[error("the procedure cannot be filed today")]
    NotOffered,
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// Whether somebody helps people to file at a centre.
pub(crate) fn may_help(rights: &Rights, centre: UnitId) -> bool {
    let helps = [Reach::Receiving(centre), Reach::Helping(centre)];
    let mut grants = helps.into_iter().map(|reach| Grant {
        right: Right::Submit,
        reach,
    });
    grants.any(|grant| rights.grants().contains(&grant))
}

/// Saves a draft, or begins one.
///
/// # Errors
///
/// See [`DraftError`].
pub async fn save(store: &Store, command: SaveDraft, ctx: &Context) -> Result<DraftId, DraftError> {
    let read = store.read().await?;
    let fresh: DraftId = ctx.id();
    if read.was_applied(ctx.change()).await? {
        return Ok(command.draft.unwrap_or(fresh));
    }
    let mut set = ChangeSet::new(ctx);
    let id = match command.draft {
        None => {
            match (ctx.actor(), command.help) {
                (Actor::Person(_), None) => {}
                (Actor::Officer(_), Some(Help { centre, .. })) => {
                    if !may_help(&rights_of(&read, ctx).await?, centre) {
                        return Err(DraftError::NotAllowed);
                    }
                }
                _ => return Err(DraftError::NotAllowed),
            }
            let version = read
                .first(on_day(command.procedure, ctx.today()))
                .await?
                .ok_or(DraftError::NotOffered)?;
            let draft = Draft {
                id: fresh,
                begun_by: By::from(ctx.actor()),
                help: command.help.map(|help| help.centre),
                person: command.help.map(|help| help.person),
                applicant: None,
                procedure: command.procedure,
                version: version.id,
                territory: command.territory,
                typed: command.typed,
                enclosures: Vec::new(),
                section: command.go_to,
                saved_at: ctx.now(),
            };
            set.insert(&draft);
            draft.id
        }
        Some(id) => {
            let stored = read.find::<Draft>(id).await?.ok_or(DraftError::NoSuchDraft)?;
            if !stored.belongs_to(ctx.actor()) {
                return Err(DraftError::NoSuchDraft);
            }
            let mut draft = stored.record.clone();
            let version = read.get::<ProcedureVersion>(draft.version).await?;
            match command.section {
                Some(section) => {
                    let fields = version
                        .form_or_general()
                        .sections
                        .get(section as usize)
                        .map(|section| section.fields.as_slice());
                    let keys: Vec<&str> = fields
                        .unwrap_or_default()
                        .iter()
                        .map(|field| field.key.as_str())
                        .collect();
                    draft.typed.merge(command.typed, &keys);
                }
                None => draft.typed = command.typed,
            }
            draft.territory = command.territory.or(draft.territory);
            draft.section = command.go_to;
            draft.saved_at = ctx.now();
            set.update(&stored.with(draft));
            id
        }
    };
    store.commit(set).await?;
    Ok(id)
}

/// Throws a draft away.
///
/// # Errors
///
/// Fails when there is none that belongs to the actor.
pub async fn discard(store: &Store, id: DraftId, ctx: &Context) -> Result<(), DraftError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let stored = read.find::<Draft>(id).await?.ok_or(DraftError::NoSuchDraft)?;
    if !stored.belongs_to(ctx.actor()) {
        return Err(DraftError::NoSuchDraft);
    }
    let mut set = ChangeSet::new(ctx);
    set.delete(&stored);
    store.commit(set).await?;
    Ok(())
}
