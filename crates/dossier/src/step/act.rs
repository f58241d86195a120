//! The actions of the steps: each reads, asks the table of rights, decides by a transition, commits once.

use super::assign::AssignError;
use super::bring_back::BringBackError;
use super::issue::IssueError;
use super::pass_on::PassOnError;
use super::propose::ProposeError;
use super::send_back::SendBackError;
use super::sign::SignError;
use super::{Call, Hand, Note, NoteError, NoteKind, StepKind, Written};
use crate::accept::certified;
use crate::access::{acting_subject, officer, rights_of};
use crate::fact::Fact;
use crate::filing::Filing;
use crate::kept::{Kept, load};
use crate::notice::About;
use crate::remind::{REMIND_TIMER, SETTLE_SECONDS};
use crate::result::{Decision, DossierResult, results_of};
use crate::series;
use crate::terms::guide;
use motcua_kernel::text::clean_lines;
use motcua_kernel::{Context, DossierId, NoteId, OfficerId};
use motcua_org::appointment::Appointment;
use motcua_org::appointment::record::holders_in_unit;
use motcua_org::unit::Unit;
use motcua_org::{Directory, Right, Rights, Subject};
use motcua_store::{ChangeSet, Message, Read, ReadError, Store};
use serde_json::Value as Json;

/// More appointments or delegations than anybody has.
pub(super) const MOST: i64 = 500;

/// What stands between an officer and an act, before the transition speaks.
pub(crate) enum Closed {
    NoSuchDossier,
    NotAllowed,
    Read(ReadError),
}

macro_rules! closed {
    ($($error:ty),+) => {$(
        impl From<Closed> for $error {
            fn from(closed: Closed) -> Self {
                match closed {
                    Closed::NoSuchDossier => Self::NoSuchDossier,
                    Closed::NotAllowed => Self::NotAllowed,
                    Closed::Read(error) => Self::Read(error),
                }
            }
        }
    )+};
}
closed!(
    AssignError,
    BringBackError,
    PassOnError,
    ProposeError,
    SendBackError,
    SignError,
    IssueError,
    NoteError
);

impl From<ReadError> for Closed {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

/// Reads a dossier and the officer's rights; those who may not even see it hear that there is none.
pub(crate) async fn open(read: &Read, id: DossierId, ctx: &Context) -> Result<(Kept, Rights, OfficerId), Closed> {
    let kept = load(read, id).await?.ok_or(Closed::NoSuchDossier)?;
    let officer = officer(ctx).ok_or(Closed::NoSuchDossier)?;
    let rights = rights_of(read, ctx).await?;
    // Who was given only the signing of a dossier by delegation may know of it, too.
    let subject = crate::access::subject(&kept.life());
    if !Right::ALL
        .iter()
        .any(|right| right.touches_dossiers() && rights.may(*right, &subject))
    {
        return Err(Closed::NoSuchDossier);
    }
    Ok((kept, rights, officer))
}

/// The officer acting for the unit that holds the dossier, if they have the right there.
pub(crate) fn hand(kept: &Kept, rights: &Rights, right: Right, officer: OfficerId) -> Result<Hand, Closed> {
    let unit = kept
        .dossier()
        .holder
        .map(|holder| holder.unit)
        .ok_or(Closed::NotAllowed)?;
    if !rights.may(right, &acting_subject(kept.dossier())) {
        return Err(Closed::NotAllowed);
    }
    Ok(Hand { officer, unit })
}

/// The right that a step of this kind takes.
pub(crate) const fn right_of(kind: Option<StepKind>) -> Right {
    match kind {
        Some(StepKind::Receive) => Right::Receive,
        Some(StepKind::Assign) => Right::Assign,
        Some(StepKind::Propose) => Right::Propose,
        Some(StepKind::Initial) => Right::Initial,
        Some(StepKind::Sign) => Right::Sign,
        Some(StepKind::Issue) => Right::Issue,
        Some(StepKind::Return) => Right::Deliver,
        Some(StepKind::Check | StepKind::ExternalSystem | StepKind::Consult) | None => Right::Check,
    }
}

/// Takes a dossier from the unit's list.
///
/// # Errors
///
/// See [`AssignError`].
pub async fn take(store: &Store, id: DossierId, ctx: &Context) -> Result<(), AssignError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let (kept, rights, officer) = open(&read, id, ctx).await?;
    let hand = hand(&kept, &rights, right_of(kept.dossier().kind), officer)?;
    // What a colleague holds is reassigned by a head, never taken away.
    let held = kept.dossier().holder.and_then(|holder| holder.officer);
    if held.is_some_and(|holder| holder != officer) {
        return Err(AssignError::NotAllowed);
    }
    let moved = kept.life().assign(hand, officer, ctx)?;
    let mut set = ChangeSet::new(ctx);
    kept.write(&mut set, &moved.life, &moved.facts);
    store.commit(set).await?;
    Ok(())
}

/// Gives a dossier to an officer of the unit: a head's act.
///
/// # Errors
///
/// See [`AssignError`].
pub async fn assign(store: &Store, id: DossierId, to: OfficerId, ctx: &Context) -> Result<(), AssignError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let (kept, rights, officer) = open(&read, id, ctx).await?;
    let hand = hand(&kept, &rights, Right::Assign, officer)?;
    let holders = read.all(holders_in_unit(hand.unit, ctx.now(), MOST)).await?;
    let of_unit: Vec<Appointment> = holders.iter().map(|stored| stored.record.clone()).collect();
    let able = Rights::of(to, &of_unit, &[], ctx.now());
    if !able.may(
        right_of(kept.dossier().kind),
        &Subject {
            holding: Some(hand.unit),
            ..Subject::default()
        },
    ) {
        return Err(AssignError::NoPosition);
    }
    let moved = kept.life().assign(hand, to, ctx)?;
    let mut set = ChangeSet::new(ctx);
    // Relied on: the officer still has the position when this is written.
    for appointment in holders.iter().filter(|appointment| appointment.officer == to) {
        set.expect(appointment);
    }
    kept.write(&mut set, &moved.life, &moved.facts);
    store.commit(set).await?;
    Ok(())
}

/// Completes a step of work that leads to another one: `chosen` is the next step, the ordinary one if none.
///
/// # Errors
///
/// See [`PassOnError`].
pub async fn pass_on(
    store: &Store,
    directory: &Directory,
    id: DossierId,
    chosen: Option<&str>,
    ctx: &Context,
) -> Result<(), PassOnError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let (kept, rights, officer) = open(&read, id, ctx).await?;
    let hand = hand(&kept, &rights, right_of(kept.dossier().kind), officer)?;
    let life = kept.life();
    let guide = guide(&read, &life.dossier.pinned).await?;
    let key = life.step().map_or("", |step| step.key.as_str()).to_owned();
    let next = guide.next(&key, chosen, directory, &life.dossier.places, ctx.now())?;
    let unit = read.get::<Unit>(next.unit).await?;
    let moved = life.pass_on(hand, &next, ctx)?;
    let mut set = ChangeSet::new(ctx);
    kept.write(&mut set, &moved.life, &moved.facts);
    set.expect(&unit);
    store.commit(set).await?;
    Ok(())
}

/// What an officer brings back from another system.
#[derive(Debug, Clone)]
pub struct BringBack {
    /// The dossier.
    pub dossier: DossierId,
    /// The number by which the matter is found there.
    pub number: String,
    /// What the workflow wants written down besides.
    pub written: Vec<Written>,
}

/// Keeps what another system gave: from now on the dossier is found by that number, too.
///
/// # Errors
///
/// See [`BringBackError`].
pub async fn bring_back(store: &Store, command: BringBack, ctx: &Context) -> Result<(), BringBackError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let (kept, rights, officer) = open(&read, command.dossier, ctx).await?;
    let hand = hand(&kept, &rights, right_of(kept.dossier().kind), officer)?;
    let life = kept.life();
    let guide = guide(&read, &life.dossier.pinned).await?;
    let step = life.step().and_then(|step| guide.workflow().step(&step.key));
    let record = step.map(|step| step.record.as_slice()).unwrap_or_default();
    let moved = life.bring_back(hand, &command.number, command.written, record, ctx)?;
    let mut set = ChangeSet::new(ctx);
    kept.write(&mut set, &moved.life, &moved.facts);
    store.commit(set).await?;
    Ok(())
}

/// A proposed result.
#[derive(Debug, Clone)]
pub struct Propose {
    /// The dossier.
    pub dossier: DossierId,
    /// What is decided.
    pub decision: Decision,
    /// What stands in the result, by key.
    pub content: Json,
}

/// Proposes a result and passes the dossier to those who initial and sign.
///
/// # Errors
///
/// See [`ProposeError`].
pub async fn propose(
    store: &Store,
    directory: &Directory,
    command: Propose,
    ctx: &Context,
) -> Result<(), ProposeError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let (kept, rights, officer) = open(&read, command.dossier, ctx).await?;
    // What is certified at the counter is proposed by the counter (the step of reception); else by who worked on it.
    let at_counter = kept.dossier().kind == Some(StepKind::Receive);
    let right = if at_counter { Right::Accept } else { Right::Propose };
    let hand = hand(&kept, &rights, right, officer)?;
    let life = kept.life();
    let mut content = command.content;
    if at_counter && let Some(fields) = content.as_object_mut() {
        let filing = read.get::<Filing>(life.dossier.filing).await?;
        fields.extend(certified(&filing.answers).as_object().cloned().unwrap_or_default());
    }
    let guide = guide(&read, &life.dossier.pinned).await?;
    let key = life.step().map_or("", |step| step.key.as_str()).to_owned();
    let next = guide.next(&key, None, directory, &life.dossier.places, ctx.now())?;
    if let Some(line) = crate::paper::not_to_write(&guide.version, &content) {
        return Err(ProposeError::NotToWrite(line.to_owned()));
    }
    let unit = read.get::<Unit>(next.unit).await?;
    let before = read.all(results_of(command.dossier)).await?.pop();
    let earlier = before.as_ref().map(|stored| stored.record.clone());
    let moved = life.propose(hand, command.decision, content, earlier, &next, ctx)?;
    let mut set = ChangeSet::new(ctx);
    kept.write(&mut set, &moved.life, &moved.facts);
    match &before {
        Some(stored) => set.update(&stored.with(moved.made)),
        None => set.insert(&moved.made),
    };
    set.expect(&unit);
    store.commit(set).await?;
    Ok(())
}

/// Gives a dossier back to an earlier step.
///
/// # Errors
///
/// See [`SendBackError`].
pub async fn send_back(
    store: &Store,
    directory: &Directory,
    id: DossierId,
    to: &str,
    reason: String,
    ctx: &Context,
) -> Result<(), SendBackError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let (kept, rights, officer) = open(&read, id, ctx).await?;
    let hand = hand(&kept, &rights, right_of(kept.dossier().kind), officer)?;
    let life = kept.life();
    let guide = guide(&read, &life.dossier.pinned).await?;
    let key = life.step().map_or("", |step| step.key.as_str()).to_owned();
    let to = guide.back(&key, to, directory, &life.dossier.places, ctx.now())?;
    let there = read.all(holders_in_unit(to.unit, ctx.now(), MOST)).await?;
    let still = |officer: OfficerId| there.iter().any(|held| held.officer == officer);
    let moved = life.send_back(hand, &to, reason, still, ctx)?;
    let mut set = ChangeSet::new(ctx);
    kept.write(&mut set, &moved.life, &moved.facts);
    set.insert(&moved.made);
    store.commit(set).await?;
    Ok(())
}

/// Numbers, dates and issues the signed result.
///
/// # Errors
///
/// See [`IssueError`].
pub async fn issue(store: &Store, directory: &Directory, id: DossierId, ctx: &Context) -> Result<(), IssueError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let (kept, rights, officer) = open(&read, id, ctx).await?;
    let hand = hand(&kept, &rights, Right::Issue, officer)?;
    let life = kept.life();
    life.dossier.state.allow(crate::Act::Issue)?;
    let guide = guide(&read, &life.dossier.pinned).await?;
    let key = life.step().map_or("", |step| step.key.as_str()).to_owned();
    let next = guide.next(&key, None, directory, &life.dossier.places, ctx.now())?;
    let stored = match life.dossier.state.result() {
        Some(result) => read.get::<DossierResult>(result).await?,
        None => return Err(IssueError::OtherResult),
    };
    // A result without a book of its own goes into the unit's general one.
    let book = guide
        .version
        .written()
        .and_then(|written| written.results.first())
        .map_or(String::new(), |result| result.book.clone());
    let mut set = ChangeSet::new(ctx);
    let number = series::book(&mut set, life.dossier.places.deciding, &book, ctx.today());
    let moved = life.issue(hand, stored.record.clone(), book, number, &next, ctx)?;
    kept.write(&mut set, &moved.life, &moved.facts);
    set.update(&stored.with(moved.made))
        .send(Message::new("notice.result_ready", &About::dossier(id)));
    store.commit(set).await?;
    Ok(())
}

/// Writes a note on a dossier: a telephone call (*đã gọi điện*: whom, what came of it), or a remark. It changes
/// nothing else, and protects the officer later.
///
/// # Errors
///
/// See [`NoteError`].
pub async fn note(
    store: &Store,
    id: DossierId,
    call: Option<Call>,
    text: &str,
    ctx: &Context,
) -> Result<NoteId, NoteError> {
    let read = store.read().await?;
    let fresh: NoteId = ctx.id();
    if read.was_applied(ctx.change()).await? {
        return Ok(fresh);
    }
    let (kept, _, officer) = open(&read, id, ctx).await?;
    let call = call.map(|call| call.tidied(&kept.dossier().parties)).transpose()?;
    let text = clean_lines(text);
    if text.is_empty() && call.as_ref().is_none_or(Call::needs_text) {
        return Err(NoteError::Empty);
    }
    let note = Note {
        id: fresh,
        dossier: id,
        kind: if call.is_some() {
            NoteKind::Called
        } else {
            NoteKind::Remark
        },
        call,
        text,
        written_by: officer,
        written_at: ctx.now(),
    };
    let fact = Fact::Noted {
        at: ctx.now(),
        note: fresh,
    };
    let mut set = ChangeSet::new(ctx);
    set.insert(&note)
        .journal(fact.event(kept.dossier().id))
        // A call is work, too: nobody is reminded of a dossier as forgotten.
        .wake(REMIND_TIMER, id, ctx.now().plus_seconds(SETTLE_SECONDS));
    store.commit(set).await?;
    Ok(fresh)
}
