//! Reaction: what a dossier says in the outbox becomes a notice to everybody on it.

use crate::outbox::{SendError, body};
use motcua_dossier::notice::About;
use motcua_dossier::supplement::{Phase, Supplement};
use motcua_dossier::{Dossier, Who};
use motcua_kernel::{Context, PersonId, UnitId};
use motcua_notice::{Facts, Kind, Tell, TellError, tell};
use motcua_org::unit::Unit;
use motcua_store::{ChangeSet, OutMessage, Store};
use std::collections::BTreeSet;

/// Tells the people of the dossier that a message is about, and settles it.
pub(crate) async fn act(
    store: &Store,
    kind: Kind,
    message: &OutMessage,
    phone: &str,
    ctx: &Context,
) -> Result<(), SendError> {
    let about: About = body(message)?;
    let read = store.read().await?;
    let Some(dossier) = read.find::<Dossier>(about.dossier).await? else {
        return Err(SendError::Hopeless("it names a dossier that is not there".to_owned()));
    };
    let supplement = match about.supplement {
        Some(id) => read.find::<Supplement>(id).await?,
        None => None,
    };
    // Answered in the same minute: what was said is no more, and nobody is worried for nothing.
    if kind == Kind::SupplementEnding && !supplement.as_ref().is_some_and(|supplement| supplement.is_open()) {
        drop(read);
        let mut set = ChangeSet::new(ctx);
        set.settle(message.id);
        store.commit(set).await?;
        return Ok(());
    }
    // Before acceptance nothing comes after the last day; during appraisal the work goes on.
    let kind = match (kind, supplement.as_ref().map(|supplement| supplement.phase)) {
        (Kind::SupplementLapsed, Some(Phase::Appraisal)) => Kind::SupplementMissed,
        (kind, _) => kind,
    };
    let centre = read.get::<Unit>(centre(kind, &dossier)).await?.record.name;
    drop(read);
    let facts = Facts {
        number: dossier.reference(),
        centre,
        phone: phone.to_owned(),
        due: match kind {
            // What was promised then; the dossier may have moved on since. As papers and pages say it: a moment on the
            // edge between two stretches of work is the earlier one (D5).
            Kind::DossierAccepted => dossier.state.acceptance().map(|acceptance| acceptance.due.shown),
            Kind::Apology | Kind::DossierTransferred => dossier.promised().map(|due| due.shown),
            Kind::DossierSubmitted
            | Kind::ReceptionRefused
            | Kind::SupplementAsked
            | Kind::SupplementAnswered
            | Kind::SupplementLapsed
            | Kind::SupplementMissed
            | Kind::SupplementEnding
            | Kind::DossierStopped
            | Kind::ResultReady => None,
        },
        last_day: supplement.map(|supplement| supplement.record.last_day),
    };
    let ask = Tell {
        message: message.id,
        kind,
        dossier: dossier.id,
        people: people(&dossier),
        facts,
    };
    tell(store, ask, ctx).await.map_err(|error| match error {
        TellError::Words(error) => SendError::Hopeless(error.to_string()),
        TellError::Read(error) => SendError::Read(error),
        TellError::Commit(error) => SendError::Commit(error),
    })
}

/// The centre that people turn to: where it was received, and where the result lies.
fn centre(kind: Kind, dossier: &Dossier) -> UnitId {
    match kind {
        Kind::ResultReady => dossier.places.delivery,
        // Where it is handled from now on.
        Kind::DossierTransferred => dossier.places.deciding,
        Kind::DossierSubmitted
        | Kind::DossierAccepted
        | Kind::ReceptionRefused
        | Kind::SupplementAsked
        | Kind::SupplementAnswered
        | Kind::SupplementLapsed
        | Kind::SupplementMissed
        | Kind::SupplementEnding
        | Kind::Apology
        | Kind::DossierStopped => dossier.places.reception,
    }
}

/// Applicant, submitter and representative, each once; an organisation is reached through those who act for it.
fn people(dossier: &Dossier) -> BTreeSet<PersonId> {
    let parties = &dossier.parties;
    let representative = parties.representative.as_ref().map(|found| found.party.who);
    [Some(parties.applicant.who), Some(parties.submitter.who), representative]
        .into_iter()
        .flatten()
        .filter_map(Who::person)
        .collect()
}
