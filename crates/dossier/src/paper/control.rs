//! Form 06 is drawn up when an officer asks for it: it is read off the ledger and nobody fills it in (PRO-08).

use super::fix::{Making, received_at};
use super::names::{officer_name, unit_name};
use super::{DossierPaper, PaperKind, paper_id};
use crate::fact::Fact;
use crate::kept::load;
use crate::life::Life;
use crate::terms::guide;
use crate::timeline::{HandOver, hand_overs};
use motcua_kernel::calendar::{Calendar, WorkingTime};
use motcua_kernel::{Context, DossierId, Instant, OfficerId, PaperId, UnitId};
use motcua_org::calendar::record::current_legal_calendar;
use motcua_papers::{self as papers, Body, Pace};
use motcua_store::{ChangeSet, CommitError, Read, ReadError, Store};

/// Why no sheet was drawn up.
#[derive(Debug, thiserror::Error)]
pub enum ControlError {
    /// Not known, or not accepted: before that it has gone nowhere.
    #[error("there is no accepted dossier of which a control sheet could tell")]
    NothingToTell,
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// Draws up Form 06 as the ledger stands; the same sheet while nothing moves. Whether the officer may know of the
/// dossier is the caller's to ask.
///
/// # Errors
///
/// See [`ControlError`].
pub async fn draw_up(store: &Store, id: DossierId, ctx: &Context) -> Result<PaperId, ControlError> {
    let read = store.read().await?;
    let kept = load(&read, id).await?.ok_or(ControlError::NothingToTell)?;
    let life = kept.life();
    let rows = hand_overs(&life);
    let (Some(last), Some(acceptance)) = (rows.last(), life.dossier.state.acceptance()) else {
        return Err(ControlError::NothingToTell);
    };
    // Each hand-over and each acknowledgement makes another sheet.
    let state = rows.len() + rows.iter().filter(|row| row.taken.is_some()).count();
    let kind = PaperKind::ControlSheet(u32::try_from(state).unwrap_or(u32::MAX));
    let paper = paper_id(id, kind);
    if read.find::<DossierPaper>(paper).await?.is_some() {
        return Ok(paper);
    }
    let at = last.taken.map_or(last.passed_at, |(at, _)| at);
    let guide = guide(&read, &life.dossier.pinned).await?;
    let calendar = current_legal_calendar(&read).await?;
    let making = Making::of(&read, &life.dossier, &guide.version, ctx);
    let body = sheet(&making, &life, &rows, &calendar).await?;
    // It goes with the receipt, under the receipt's number.
    let (unit, number) = (acceptance.reception, Some(acceptance.sheet.clone()));
    let fresh = making.paper(kind, unit, at, number, Body::ControlSheet(body)).await?;
    let mut set = ChangeSet::new(ctx);
    let fact = Fact::PaperDrawnUp {
        at: ctx.now(),
        paper,
        kind,
    };
    set.insert(&fresh).journal(fact.event(id));
    match store.commit(set).await {
        // Somebody drew up the same sheet at this moment.
        Ok(_) | Err(CommitError::Stale { .. } | CommitError::Taken { .. }) => Ok(paper),
        Err(error) => Err(error.into()),
    }
}

async fn sheet(
    making: &Making<'_>,
    life: &Life,
    rows: &[HandOver],
    calendar: &Calendar,
) -> Result<papers::ControlSheet, ReadError> {
    let dossier = &life.dossier;
    let mut legs = Vec::with_capacity(rows.len());
    let mut before: Option<&HandOver> = None;
    for row in rows {
        let giver = giver(
            life,
            row,
            before.and_then(|row| row.taken).and_then(|(_, officer)| officer),
        );
        legs.push(papers::Leg {
            giver: whom(making.read, row.from, giver).await?,
            taker: whom(making.read, row.to, row.taken.and_then(|(_, officer)| officer)).await?,
            at: row.passed_at,
            acknowledged_at: row.taken.map(|(at, _)| at),
            pace: pace(life, row, before.map(|row| row.passed_at), calendar),
            note: String::new(),
        });
        before = Some(row);
    }
    let received_at = received_at(dossier);
    Ok(papers::ControlSheet {
        dossier: String::new(),
        request: making.version.announced.name.clone(),
        lead: unit_name(making.read, dossier.places.deciding).await?,
        coordinating: Vec::new(),
        received_at,
        due_at: dossier.due.map_or(received_at, |due| due.shown),
        legs,
    })
}

/// The officer of the giving unit: who had taken it there; at reception, who accepted it.
fn giver(life: &Life, row: &HandOver, taken: Option<OfficerId>) -> Option<OfficerId> {
    let acceptance = life.dossier.state.acceptance();
    let accepted = acceptance.filter(|acceptance| acceptance.reception == row.from);
    taken.or_else(|| accepted.and_then(|acceptance| acceptance.officer))
}

async fn whom(read: &Read, unit: UnitId, officer: Option<OfficerId>) -> Result<String, ReadError> {
    let unit = unit_name(read, unit).await?;
    let name = match officer {
        Some(officer) => officer_name(read, officer).await?,
        None => String::new(),
    };
    Ok(if name.is_empty() {
        unit
    } else {
        format!("{unit} ({name})")
    })
}

/// How the giver kept the norms of the steps that it did since the hand-over before. Norms are never more than norms:
/// the legal limit stands above the table.
fn pace(life: &Life, row: &HandOver, since: Option<Instant>, calendar: &Calendar) -> Pace {
    let done = life.steps.iter().filter(|step| {
        let closed = step.closed.map(|closed| closed.at);
        step.unit == row.from
            && closed.is_some_and(|at| at <= row.passed_at)
            && since.is_none_or(|since| step.opened_at >= since)
    });
    let (mut norm, mut took) = (WorkingTime::from_micros(0), WorkingTime::from_micros(0));
    for step in done {
        norm = norm + step.norm;
        let closed = step.closed.map_or(row.passed_at, |closed| closed.at);
        took = took + calendar.working_between(step.opened_at, closed);
    }
    match took.as_minutes().cmp(&norm.as_minutes()) {
        std::cmp::Ordering::Less => Pace::Early,
        std::cmp::Ordering::Equal => Pace::OnTime,
        std::cmp::Ordering::Greater => Pace::Late,
    }
}
