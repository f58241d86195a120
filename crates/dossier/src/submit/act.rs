//! The action: a draft, or what another system sends, is handed in.

use super::begun::{Begun, filed_before, read_beginning};
use super::{Submission, SubmitError, authority};
use crate::access::{client, officer, rights_of};
use crate::done;
use crate::dossier::Pinned;
use crate::enclosure::take_over;
use crate::guidance;
use crate::kept::begin;
use crate::life::Life;
use crate::notice::About;
use crate::party::{Identity, Parties};
use crate::place::{Channel, Places};
use crate::terms::guide;
use motcua_catalog::Procedure;
use motcua_catalog::deciding::{Competent, competent};
use motcua_catalog::form::FormRules;
use motcua_catalog::version::record::on_day;
use motcua_kernel::{AreaId, Context, DossierId, UnitId};
use motcua_org::area::Level;
use motcua_org::calendar::record::current_legal_calendar;
use motcua_org::unit::Unit;
use motcua_org::unit::jurisdiction::JurisdictionError;
use motcua_org::{Directory, Right, Subject};
use motcua_store::{ChangeSet, CommitError, Message, Store};

/// What is handed in, beside what the draft holds.
#[derive(Debug, Clone)]
pub struct Submit {
    /// Where it was begun.
    pub begun: Begun,
    /// The people, as the account, the card or the other system gives them.
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

/// Hands it in: it becomes a dossier. The same change twice gives the same dossier.
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
    let beginning = read_beginning(&read, &command, ctx).await?;
    // A helper is written down as who they are, and nobody files in the name of another submitter (INT-05).
    if officer(ctx).is_some_and(|helper| command.parties.helper != Some(helper)) {
        return Err(SubmitError::NotAllowed);
    }
    let handed_in = Subject {
        submitter: command.parties.submitter.who.person(),
        receiving: beginning.help,
        helping: beginning.help,
        client: client(ctx),
        ..Subject::default()
    };
    if !rights_of(&read, ctx).await?.may(Right::Submit, &handed_in) {
        return Err(SubmitError::NotAllowed);
    }
    let procedure = read
        .find::<Procedure>(beginning.procedure)
        .await?
        .ok_or(SubmitError::NoSuchProcedure)?;
    // INT-05: who acts for another does so by a right that holds now, between these two, for this procedure.
    authority::check(&read, &command.parties, procedure.code.as_str(), ctx).await?;
    // Drafts pin when they are handed in: what changed in the meantime is looked through again.
    let current = read
        .first(on_day(beginning.procedure, ctx.today()))
        .await?
        .ok_or(SubmitError::VersionClosed)?;
    if beginning.version.is_some_and(|version| version != current.id) {
        return Err(SubmitError::VersionClosed);
    }
    let (answers, form) = beginning.filled.answers(&current, rules).map_err(SubmitError::Fields)?;
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
        procedure: beginning.procedure,
        version: current.id,
        form,
    };
    let bill = guide(&read, &pinned)
        .await?
        .bill(&answers, ctx.today(), command.channel);
    let submission = Submission {
        pinned,
        source: beginning.source.clone(),
        channel: command.channel,
        parties: command.parties,
        identity: command.identity,
        places: Places {
            help: beginning.help,
            reception: command.reception,
            delivery: command.delivery,
            deciding,
        },
        territory: command.territory,
        answers,
        bill,
    };
    let calendar = current_legal_calendar(&read).await?;
    let moved = Life::submit(submission, &calendar, ctx)?;
    let id = moved.life.dossier.id;
    begin(&mut set, &moved.life, &moved.facts);
    set.insert(&moved.made)
        .expect(&current)
        .send(Message::new("notice.dossier_submitted", &About::dossier(id)));
    if let Begun::Elsewhere(sent) = &command.begun {
        sent.people.iter().for_each(|person| person.write(&mut set, ctx));
    }
    if let Some(draft) = &beginning.draft {
        // The files pass from the draft to the dossier in this one change.
        take_over(&mut set, id, &draft.enclosures, &[], ctx);
        set.delete(draft);
        // Only who was helped can have been sent away with a slip.
        if draft.help.is_some() {
            guidance::answer(&read, &mut set, draft.id, id, ctx).await?;
        }
    }
    done::keep(&mut set, ctx, &moved.life, 1);
    match store.commit(set).await {
        // The same number came at the same moment, by another request.
        Err(error @ CommitError::Taken { .. }) if beginning.draft.is_none() => {
            filed_before(&store.read().await?, &beginning.source, ctx).await?;
            Err(error.into())
        }
        Err(error) => Err(error.into()),
        Ok(_) => Ok(id),
    }
}
