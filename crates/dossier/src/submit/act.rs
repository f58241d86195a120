//! The action: a draft is handed in.

use super::{Submission, SubmitError};
use crate::access::rights_of;
use crate::dossier::Pinned;
use crate::draft::Draft;
use crate::kept::begin;
use crate::life::Life;
use crate::notice::About;
use crate::party::{Identity, Parties, Who};
use crate::place::{Channel, Places, Source};
use crate::terms::guide;
use motcua_catalog::Procedure;
use motcua_catalog::deciding::{Competent, competent};
use motcua_catalog::form::FormRules;
use motcua_catalog::version::record::on_day;
use motcua_kernel::{Actor, AreaId, Context, DossierId, DraftId, UnitId};
use motcua_org::area::Level;
use motcua_org::calendar::record::current_legal_calendar;
use motcua_org::rights::{Grant, Reach};
use motcua_org::unit::Unit;
use motcua_org::unit::jurisdiction::JurisdictionError;
use motcua_org::{Directory, Right};
use motcua_people::mandate::{Principal, ProcedureCode, may_act};
use motcua_store::{ChangeSet, Message, Store};

/// What is handed in, beside what the draft holds.
#[derive(Debug, Clone)]
pub struct Submit {
    /// The draft.
    pub draft: DraftId,
    /// The people, as the account or the card gives them.
    pub parties: Parties,
    /// How identity was made sure of.
    pub identity: Identity,
    /// The way in.
    pub channel: Channel,
    /// The area whose unit decides.
    pub territory: AreaId,
    /// The centre that looks first: the one where it is handed in, or the one that the person chose.
    pub reception: UnitId,
    /// The centre where the result is to be fetched.
    pub delivery: UnitId,
}

/// Hands a draft in: it becomes a dossier. The same change twice gives the same dossier.
///
/// # Errors
///
/// See [`SubmitError`]. The draft stays whatever happens, until it has become a dossier.
pub async fn submit(
    store: &Store,
    directory: &Directory,
    command: Submit,
    rules: &FormRules,
    ctx: &Context,
) -> Result<DossierId, SubmitError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        // The first id of a change is that of its dossier (Life::submit).
        return Ok(ctx.id());
    }
    let stored = read
        .find::<Draft>(command.draft)
        .await?
        .ok_or(SubmitError::NoSuchDraft)?;
    if !stored.belongs_to(ctx.actor()) {
        return Err(SubmitError::NoSuchDraft);
    }
    let draft = &stored.record;
    match ctx.actor() {
        // INT-05: a person files as the submitter, in nobody else's name.
        Actor::Person(person) if command.parties.submitter.who.person() == Some(person) => {}
        Actor::Officer(officer) if command.parties.helper == Some(officer) => {
            let rights = rights_of(&read, ctx).await?;
            let helps = draft
                .help
                .into_iter()
                .flat_map(|centre| [Reach::Receiving(centre), Reach::Helping(centre)]);
            let mut grants = helps.map(|reach| Grant {
                right: Right::Submit,
                reach,
            });
            if !grants.any(|grant| rights.grants().contains(&grant)) {
                return Err(SubmitError::NotAllowed);
            }
        }
        _ => return Err(SubmitError::NotAllowed),
    }
    let procedure = read.get::<Procedure>(draft.procedure).await?;
    if let Some(representative) = &command.parties.representative
        && let Some(mandate) = representative.mandate
    {
        // INT-05: who acts for another does so by a right that holds now, between these two, for this procedure.
        let agent = representative.party.who.person().ok_or(SubmitError::NoMandate)?;
        let principal = match command.parties.applicant.who {
            Who::Person(id) => Principal::Person(id),
            Who::Organisation(id) => Principal::Organisation(id),
        };
        let code: ProcedureCode = procedure.code.as_str().parse().map_err(|_| SubmitError::NoMandate)?;
        let by = may_act(&read, agent, principal, ctx.now()).await?;
        if !by
            .0
            .iter()
            .any(|authority| authority.mandate() == Some(mandate) && authority.covers(&code))
        {
            return Err(SubmitError::NoMandate);
        }
    }
    // Drafts pin when they are handed in: what changed in the meantime is looked through again.
    let current = read
        .first(on_day(draft.procedure, ctx.today()))
        .await?
        .ok_or(SubmitError::VersionClosed)?;
    if current.id != draft.version {
        return Err(SubmitError::VersionClosed);
    }
    let (answers, form) = match current.form() {
        Some(form) => (
            form.validate(&draft.typed, rules)
                .map_err(SubmitError::Fields)?
                .to_value(),
            form.id(),
        ),
        // A procedure without a written form keeps what was typed, under the id of its version's own.
        None => (
            serde_json::to_value(&draft.typed).unwrap_or_default(),
            motcua_kernel::named_id("form", &current.digest),
        ),
    };
    let level = match competent(&current) {
        Competent::CommuneCommittee | Competent::CommuneDepartment => Level::Commune,
        Competent::Province => Level::Province,
        Competent::Vertical | Competent::Ministry | Competent::Unknown => return Err(SubmitError::NotHere),
    };
    let deciding = directory.deciding_unit(level, command.territory, ctx.now())?.id;
    // The units must exist now, and still when this is written.
    let units = [command.reception, command.delivery, deciding];
    let mut set = ChangeSet::new(ctx);
    for (at, unit) in units.iter().enumerate() {
        let kept = read.get::<Unit>(*unit).await?;
        if !kept.period.holds(ctx.now()) {
            return Err(JurisdictionError::NoUnit {
                what: kept.name.clone(),
                at: ctx.now(),
            }
            .into());
        }
        if !units[..at].contains(unit) {
            set.expect(&kept);
        }
    }
    let pinned = Pinned {
        procedure: draft.procedure,
        version: current.id,
        form,
    };
    let dues = guide(&read, &pinned).await?.dues();
    let submission = Submission {
        pinned,
        source: Source::Here,
        channel: command.channel,
        parties: command.parties,
        identity: command.identity,
        places: Places {
            help: draft.help,
            reception: command.reception,
            delivery: command.delivery,
            deciding,
        },
        territory: command.territory,
        answers,
        dues,
    };
    let calendar = current_legal_calendar(&read).await?;
    let moved = Life::submit(submission, &calendar, ctx)?;
    let id = moved.life.dossier.id;
    begin(&mut set, &moved.life, &moved.facts);
    set.insert(&moved.made)
        .delete(&stored)
        .expect(&current)
        .send(Message::new("notice.dossier_submitted", &About::dossier(id)));
    store.commit(set).await?;
    Ok(id)
}
