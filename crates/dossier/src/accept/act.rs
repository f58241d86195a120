//! The action: an officer of a centre, or a system in its name, accepts what was handed in.

use super::{AcceptError, Acceptable};
use crate::access::{acting_subject, at_centre, client, officer, rights_of};
use crate::charge::{Counted, Settling, settling_fits};
use crate::checklist::{Checked, Checklist, Verdict};
use crate::done::{self, require_version};
use crate::dossier::Dossier;
use crate::enclosure::live_enclosures;
use crate::fact::{Fact, PapersSeen};
use crate::filing::Filing;
use crate::kept::load;
use crate::ledger::Holder;
use crate::life::Life;
use crate::notice::About;
use crate::original::{Keeping, Original, OriginalError, insert_kept};
use crate::paper::{self, Making};
use crate::series;
use crate::step::Hand;
use crate::terms::guide;
use motcua_kernel::{Context, DossierId, OfficerId, UnitId};
use motcua_org::calendar::LegalCalendar;
use motcua_org::unit::Unit;
use motcua_org::{Directory, Right};
use motcua_store::{ChangeSet, Message, ReadError, Record as _, Store};
use serde_json::{Value as Json, json};
use uuid::Uuid;

/// What is done at the counter.
#[derive(Debug, Clone)]
pub struct Accept {
    /// The dossier.
    pub dossier: DossierId,
    /// The centre at which they act; any centre will do (INT-02).
    pub centre: UnitId,
    /// What was found of every component.
    pub checked: Vec<Checked>,
    /// The originals that are left at the counter for a while; what is only shown stands in the check.
    pub originals: Vec<Keeping>,
    /// What was done about the money in the same press: set, waived, paid.
    pub settled: Vec<Settling>,
    /// The version that the caller decided by, where they name it (`If-Match`).
    pub version: Option<i64>,
}

/// Accepts a dossier and gives its number.
///
/// # Errors
///
/// See [`AcceptError`]. Two officers at once: one of them is told that the dossier is stale, or accepted already.
pub async fn accept(
    store: &Store,
    directory: &Directory,
    command: Accept,
    ctx: &Context,
) -> Result<String, AcceptError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return number_of(store, command.dossier).await;
    }
    let kept = load(&read, command.dossier).await?.ok_or(AcceptError::NoSuchDossier)?;
    let rights = rights_of(&read, ctx).await?;
    // A system receives what it handed in itself; an officer of a centre whatever comes there (INT-02).
    if client(ctx).is_some() && !rights.may(Right::SeeDossier, &acting_subject(kept.dossier())) {
        return Err(AcceptError::NoSuchDossier);
    }
    if !at_centre(&rights, Right::Accept, command.centre) {
        return Err(AcceptError::NotAllowed);
    }
    require_version(&kept, command.version)?;
    let at = Holder {
        unit: command.centre,
        officer: officer(ctx),
    };
    let life = kept.life();
    let dossier = &life.dossier;
    let guide = guide(&read, &dossier.pinned).await?;
    let terms = guide.terms(dossier.channel)?;
    let places = crate::Places {
        reception: command.centre,
        ..dossier.places
    };
    let next = guide.next(guide.reception(), None, directory, &places, ctx.now())?;
    let reception = guide.reception_step(directory, &places, ctx.now())?;
    let calendar = read.get::<LegalCalendar>(LegalCalendar::province_id()).await?;
    let filing = read.get::<Filing>(dossier.filing).await?;
    let bill = guide.bill(&filing.answers, dossier.submitted_at.date(), dossier.channel);
    settling_fits(&guide.version, &command.settled)?;
    let current = calendar.current().ok_or(ReadError::Missing {
        table: LegalCalendar::TABLE,
        id: Uuid::from(LegalCalendar::province_id()),
    })?;
    let deciding = read.get::<Unit>(dossier.places.deciding).await?;
    let centre = read.get::<Unit>(command.centre).await?;

    let mut set = ChangeSet::new(ctx);
    let number = series::dossier_number(&mut set, &centre, ctx.today());
    let sheet = series::sheet(&mut set, series::Sheet::Receipt, command.centre, ctx.today());
    let checked = Checklist::new(command.checked, &terms)?;
    let with = Acceptable {
        at,
        number: number.clone(),
        sheet,
        checked,
        terms: &terms,
        calendar: current,
        next: &next,
        counted: Counted {
            bill,
            settled: command.settled,
        },
        straight: Some((certified(&filing.answers), &reception)),
    };
    let moved = life.accept(with, ctx)?;

    kept.write(&mut set, &moved.life, &moved.facts);
    for payment in &moved.made.payments {
        set.insert(payment);
    }
    if let Some(result) = &moved.made.result {
        set.insert(result);
    }
    let on_file = live_enclosures(&read, command.dossier).await?;
    let on_file: Vec<String> = on_file.iter().map(|kept| kept.enclosure.component.clone()).collect();
    set.journal(papers_seen(&moved.life, on_file, ctx).event(command.dossier));
    let originals = match officer(ctx) {
        Some(officer) => keep_originals(&mut set, &moved.life, command.originals, (officer, command.centre), ctx)?,
        // Another system has no desk on which anything could be left.
        None => Vec::new(),
    };
    // What Form 01 says is fixed here; its file is made when somebody asks for it.
    let making = Making::of(&read, &moved.life.dossier, &guide.version, ctx);
    if let Some(receipt) = paper::receipt(&making, &originals).await? {
        set.insert(&receipt);
    }
    done::keep(&mut set, ctx, &moved.life, kept.version() + 1);
    // Relied on: the version, the units and the calendar must still be what they were.
    set.expect(&guide.version)
        .expect(&deciding)
        .expect(&centre)
        .expect(&calendar);
    set.send(Message::new(
        "notice.dossier_accepted",
        &About::dossier(command.dossier),
    ));
    let committed = store.commit(set).await?;
    match committed.label(&number) {
        Some(number) => Ok(number),
        None => number_of(store, command.dossier).await,
    }
}

/// What is laid before the signer where nobody works on it in between: what was filled in and compared.
pub(crate) fn certified(answers: &Json) -> Json {
    match answers.as_object() {
        Some(answers) if !answers.is_empty() => json!({ "certified": answers }),
        // A procedure without a form: the signer has the papers themselves.
        _ => json!({ "certified": {} }),
    }
}

/// What lies there as a file, and what was handed in on paper alone: only that can still be scanned.
fn papers_seen(life: &Life, on_file: Vec<String>, ctx: &Context) -> Fact {
    let acceptance = life.dossier.state.acceptance();
    let checked = acceptance
        .map(|acceptance| acceptance.checked.lines())
        .unwrap_or_default();
    let on_paper = checked
        .iter()
        .filter(|line| matches!(line.verdict, Verdict::HandedIn { .. }) && !on_file.contains(&line.component))
        .map(|line| line.component.clone())
        .collect();
    Fact::PapersSeen(PapersSeen {
        at: ctx.now(),
        on_file,
        on_paper,
    })
}

/// Keeps what was left: only what the check says was handed in.
fn keep_originals(
    set: &mut ChangeSet,
    life: &Life,
    left: Vec<Keeping>,
    (officer, unit): (OfficerId, UnitId),
    ctx: &Context,
) -> Result<Vec<Original>, AcceptError> {
    let checked = life
        .dossier
        .state
        .acceptance()
        .map(|acceptance| acceptance.checked.lines());
    let handed_in = |keeping: &Keeping| {
        checked
            .unwrap_or_default()
            .iter()
            .any(|line| line.component == keeping.component && matches!(line.verdict, Verdict::HandedIn { .. }))
    };
    if let Some(other) = left.iter().find(|keeping| !handed_in(keeping)) {
        return Err(OriginalError::NotAComponent(other.component.clone()).into());
    }
    Ok(insert_kept(set, life.dossier.id, left, Hand { officer, unit }, ctx)?)
}

/// The number that an earlier commit of the same change gave.
async fn number_of(store: &Store, id: DossierId) -> Result<String, AcceptError> {
    let dossier = store
        .read()
        .await?
        .find::<Dossier>(id)
        .await?
        .ok_or(AcceptError::NoSuchDossier)?;
    let number = dossier.number().and_then(|number| number.issued().map(str::to_owned));
    number.ok_or(AcceptError::NoSuchDossier)
}
