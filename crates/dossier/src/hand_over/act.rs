//! The actions: make a list, send it off, receive it, find what was missing, drop it. Each moves the list and its
//! originals in one change set; two officers at once: one of them is told that it has moved on.

use super::{Found, HandOver, HandOverError, HandOverState, Kept, Line, MOST, Missing};
use crate::access::{officer, rights_of};
use crate::dossier::Dossier;
use crate::original::{Original, OriginalError, keeps_for, originals_by_id};
use crate::paper::{Loose, Upper, officer_name, unit_name};
use crate::stage::Stage;
use crate::step::Hand;
use motcua_kernel::text::clean_line;
use motcua_kernel::{Context, HandOverId, OfficerId, OriginalId, UnitId};
use motcua_org::unit::Unit;
use motcua_papers::{self as papers, Body, Size, said};
use motcua_store::{ChangeSet, Event, Label, Read, Store, Stored};
use serde_json::json;
use std::collections::BTreeSet;

/// Letters of a carrier's name.
const MOST_LETTERS: usize = 100;

/// What goes where.
#[derive(Debug, Clone)]
pub struct Make {
    /// The unit that gives.
    pub from: UnitId,
    /// The unit that takes.
    pub to: UnitId,
    /// What is handed over.
    pub originals: Vec<OriginalId>,
    /// Who carries it, where that is somebody else than who gives.
    pub carrier: String,
}

/// Makes a list of what lies at a unit; the originals stay there until it is sent.
///
/// # Errors
///
/// See [`HandOverError`].
pub async fn make(store: &Store, command: Make, ctx: &Context) -> Result<HandOverId, HandOverError> {
    let read = store.read().await?;
    let id: HandOverId = ctx.id();
    if read.was_applied(ctx.change()).await? {
        return Ok(id);
    }
    let officer = at_end(&read, command.from, ctx).await?;
    let wanted: BTreeSet<OriginalId> = command.originals.into_iter().collect();
    match wanted.len() {
        0 => return Err(HandOverError::Nothing),
        count if count > MOST => return Err(HandOverError::TooMany),
        _ => {}
    }
    let target = read.find::<Unit>(command.to).await?.ok_or(HandOverError::NoUnit)?;
    if command.to == command.from || !target.period.holds(ctx.now()) {
        return Err(HandOverError::NoUnit);
    }
    let wanted: Vec<OriginalId> = wanted.into_iter().collect();
    let originals = read.all(originals_by_id(&wanted)).await?;
    if originals.len() != wanted.len() {
        return Err(OriginalError::NoSuchOriginal.into());
    }
    let mut set = ChangeSet::new(ctx);
    let body = sheet(&read, (command.from, command.to), &originals, &command.carrier, officer).await?;
    let upper = Upper {
        unit: command.from,
        size: Size::A4,
        procedure: String::new(),
    };
    let year = ctx.today().civil().year();
    let list = HandOver {
        id,
        number: number(&mut set, year),
        from: command.from,
        to: command.to,
        made_at: ctx.now(),
        officer,
        lines: originals
            .iter()
            .map(|original| Line {
                original: original.id,
                dossier: original.dossier,
            })
            .collect(),
        state: HandOverState::Made,
        paper: Loose::fix(&read, upper, Body::HandOver(body), ctx).await?,
    };
    move_all(&mut set, originals, |original| {
        original.list(id, command.from, officer, ctx)
    })?;
    set.insert(&list).journal(list.made_event()).expect(&target);
    store.commit(set).await?;
    Ok(id)
}

/// The next number of the year, for the whole province: whoever types it names one list.
fn number(set: &mut ChangeSet, year: i16) -> Label {
    set.label(
        format!("hand-over/{year}"),
        format!("BB-{:02}-", year.rem_euclid(100)),
        4,
    )
}

/// Sends a list off: scanned as it leaves.
///
/// # Errors
///
/// See [`HandOverError`].
pub async fn send(store: &Store, id: HandOverId, ctx: &Context) -> Result<(), HandOverError> {
    let Some((list, originals, officer)) = made(store, id, ctx).await? else {
        return Ok(());
    };
    let mut set = ChangeSet::new(ctx);
    move_all(&mut set, originals, |original| original.send(id, list.to, officer, ctx))?;
    let state = HandOverState::Sent { at: ctx.now(), officer };
    let event = list.event("hand_over.sent", &json!({ "at": ctx.now() }));
    end(store, set, &list, state, event).await
}

/// Does not send a list after all: its originals lie where they lay.
///
/// # Errors
///
/// See [`HandOverError`].
pub async fn drop_list(store: &Store, id: HandOverId, ctx: &Context) -> Result<(), HandOverError> {
    let Some((list, originals, officer)) = made(store, id, ctx).await? else {
        return Ok(());
    };
    let mut set = ChangeSet::new(ctx);
    move_all(&mut set, originals, |original| original.unlist(id, officer, ctx))?;
    let state = HandOverState::Dropped { at: ctx.now(), officer };
    let event = list.event("hand_over.dropped", &json!({ "at": ctx.now() }));
    end(store, set, &list, state, event).await
}

/// Receives a list: whole, or with what was not in the cover named.
///
/// # Errors
///
/// See [`HandOverError`].
pub async fn receive(
    store: &Store,
    id: HandOverId,
    missing: &BTreeSet<OriginalId>,
    ctx: &Context,
) -> Result<(), HandOverError> {
    let Some((read, list)) = open(store, id, ctx).await? else {
        return Ok(());
    };
    let officer = at_end(&read, list.to, ctx).await?;
    let HandOverState::Sent { at: sent_at, .. } = list.state else {
        return Err(HandOverError::WrongState);
    };
    if !missing
        .iter()
        .all(|gone| list.lines.iter().any(|line| line.original == *gone))
    {
        return Err(OriginalError::NoSuchOriginal.into());
    }
    let mut set = ChangeSet::new(ctx);
    let originals = read.all(originals_by_id(&ids(&list))).await?;
    move_all(&mut set, originals, |original| {
        let is_there = !missing.contains(&original.id);
        original.arrive(id, is_there, officer, ctx)
    })?;
    let event = list.event("hand_over.received", &json!({ "at": ctx.now(), "missing": missing }));
    let state = HandOverState::Received {
        sent_at,
        at: ctx.now(),
        officer,
        missing: missing
            .iter()
            .map(|gone| Missing {
                original: *gone,
                found: None,
            })
            .collect(),
    };
    end(store, set, &list, state, event).await
}

/// A missing original was found at one end.
///
/// # Errors
///
/// See [`HandOverError`].
pub async fn settle(
    store: &Store,
    id: HandOverId,
    original: OriginalId,
    unit: UnitId,
    ctx: &Context,
) -> Result<(), HandOverError> {
    let Some((read, list)) = open(store, id, ctx).await? else {
        return Ok(());
    };
    if unit != list.from && unit != list.to {
        return Err(HandOverError::NotAllowed);
    }
    let officer = at_end(&read, unit, ctx).await?;
    let mut state = list.state.clone();
    let HandOverState::Received { missing, .. } = &mut state else {
        return Err(HandOverError::WrongState);
    };
    let gone = missing
        .iter_mut()
        .find(|gone| gone.original == original && gone.found.is_none());
    let gone = gone.ok_or(HandOverError::WrongState)?;
    gone.found = Some(Found {
        unit,
        at: ctx.now(),
        officer,
    });
    let mut set = ChangeSet::new(ctx);
    let found = read.all(originals_by_id(&[original])).await?;
    move_all(&mut set, found, |original| {
        original.find(id, Hand { officer, unit }, ctx)
    })?;
    let facts = json!({ "at": ctx.now(), "original": original, "unit": unit });
    let event = list.event("hand_over.settled", &facts);
    end(store, set, &list, state, event).await
}

/// The list for an act; none where the same change was applied before.
async fn open(store: &Store, id: HandOverId, ctx: &Context) -> Result<Option<(Read, Stored<HandOver>)>, HandOverError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(None);
    }
    let list = read.find::<HandOver>(id).await?.ok_or(HandOverError::NoSuchHandOver)?;
    let units = keeps_for(&rights_of(&read, ctx).await?);
    // Nobody else knows of it.
    if !units.contains(&list.from) && !units.contains(&list.to) {
        return Err(HandOverError::NoSuchHandOver);
    }
    Ok(Some((read, list)))
}

/// A list that has not left, what is on it, and the officer of its sender; none where the same change was applied before.
async fn made(
    store: &Store,
    id: HandOverId,
    ctx: &Context,
) -> Result<Option<(Stored<HandOver>, Vec<Kept>, OfficerId)>, HandOverError> {
    let Some((read, list)) = open(store, id, ctx).await? else {
        return Ok(None);
    };
    let officer = at_end(&read, list.from, ctx).await?;
    if list.state != HandOverState::Made {
        return Err(HandOverError::WrongState);
    }
    let originals = read.all(originals_by_id(&ids(&list))).await?;
    Ok(Some((list, originals, officer)))
}

/// The officer who acts at this end.
async fn at_end(read: &Read, unit: UnitId, ctx: &Context) -> Result<OfficerId, HandOverError> {
    let units = keeps_for(&rights_of(read, ctx).await?);
    match officer(ctx) {
        Some(officer) if units.contains(&unit) => Ok(officer),
        Some(_) | None => Err(HandOverError::NotAllowed),
    }
}

fn ids(list: &HandOver) -> Vec<OriginalId> {
    list.lines.iter().map(|line| line.original).collect()
}

/// Moves originals, each with its fact in its dossier's chain.
fn move_all(
    set: &mut ChangeSet,
    originals: Vec<Kept>,
    step: impl Fn(Original) -> Result<(Original, crate::Fact), OriginalError>,
) -> Result<(), OriginalError> {
    for stored in originals {
        let (moved, fact) = step(stored.record.clone())?;
        set.update(&stored.with(moved)).journal(fact.event(stored.dossier));
    }
    Ok(())
}

async fn end(
    store: &Store,
    mut set: ChangeSet,
    list: &Stored<HandOver>,
    state: HandOverState,
    event: Event,
) -> Result<(), HandOverError> {
    let changed = HandOver {
        state,
        ..list.record.clone()
    };
    set.update(&list.with(changed)).journal(event);
    store.commit(set).await?;
    Ok(())
}

/// What the printed list says.
async fn sheet(
    read: &Read,
    (from, to): (UnitId, UnitId),
    originals: &[Kept],
    carrier: &str,
    officer: OfficerId,
) -> Result<papers::HandOver, HandOverError> {
    let mut lines = Vec::with_capacity(originals.len());
    let mut is_return = true;
    for original in originals {
        let dossier = read.get::<Dossier>(original.dossier).await?;
        is_return &= dossier.stage() == Stage::ResultReady || dossier.stage().is_final();
        lines.push(papers::Original {
            dossier: dossier.reference(),
            name: original.description.clone(),
            owner: dossier.parties.applicant.name.clone(),
            sheets: original.sheets,
            code: original.code.to_string(),
        });
    }
    let carrier = clean_line(carrier);
    let carrier: String = carrier.chars().take(MOST_LETTERS).collect();
    let purpose = if is_return {
        "hand-over-return"
    } else {
        "hand-over-handling"
    };
    Ok(papers::HandOver {
        giver: unit_name(read, from).await?,
        taker: unit_name(read, to).await?,
        purpose: said(purpose).to_owned(),
        originals: lines,
        giving: officer_name(read, officer).await?,
        carrier: (!carrier.is_empty()).then_some(carrier),
        taking: None,
    })
}
