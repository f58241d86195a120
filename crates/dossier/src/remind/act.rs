//! The timer's act: tells what holds now, ends what holds no more, and sets the timer to the next moment.

use super::record::{reminders_of, thing};
use super::{Call, Matter, REMIND_TIMER, Reminder, To, reminder_id, reminders};
use crate::access::acting_subject;
use crate::dossier::Dossier;
use crate::kept::load;
use crate::notice::About;
use crate::stage::Stage;
use crate::step::{notes_of, right_of};
use motcua_kernel::{Context, DossierId, Instant, OfficerId, ReminderId, UnitId};
use motcua_org::appointment::Appointment;
use motcua_org::appointment::record::holders_in_unit;
use motcua_org::calendar::record::current_legal_calendar;
use motcua_org::{Right, Rights, Subject};
use motcua_store::{ChangeSet, CommitError, Event, Message, Read, ReadError, Store};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The kind of the message by which the dossier's people hear that the last day of their supplement comes near.
const SUPPLEMENT_MESSAGE: &str = "notice.supplement_ending";
/// More than the largest unit has.
const MOST_OFFICERS: i64 = 500;
/// More reminders than one dossier gives in its life.
const MOST: i64 = 1_000;

/// Why nobody was reminded.
#[derive(Debug, thiserror::Error)]
pub enum RemindError {
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

#[derive(Serialize)]
struct Told {
    dossier: DossierId,
    matter: Matter,
    about: Instant,
    officer: Option<OfficerId>,
}

/// Looks at one dossier: one change. Woken twice it tells nothing more.
///
/// # Errors
///
/// Fails when the store does not answer, or when somebody changed the dossier or a reminder in between: the timer
/// comes again.
pub async fn remind(store: &Store, id: DossierId, ctx: &Context) -> Result<(), RemindError> {
    let read = store.read().await?;
    let now = ctx.now();
    let mut set = ChangeSet::new(ctx);
    let mut calls = Vec::new();
    let mut holds: BTreeMap<ReminderId, (Call, Option<OfficerId>)> = BTreeMap::new();
    let kept = load(&read, id).await?;
    if let Some(kept) = &kept {
        // Relied on: whoever acts at this moment sets the timer anew.
        set.expect(kept.stored());
        let calendar = current_legal_calendar(&read).await?;
        let noted = read.all(notes_of(id)).await?.last().map(|note| note.written_at);
        calls = reminders(&kept.life(), noted, &calendar);
        for call in calls.iter().filter(|call| call.holds(now)) {
            for officer in people(&read, kept.dossier(), call, now).await? {
                // Of two calls with one topic the one that holds longer says it: the first in the list.
                holds.entry(reminder_id(id, call, officer)).or_insert((*call, officer));
            }
        }
    }
    for stored in &read.all(reminders_of(id, MOST)).await? {
        let still = holds.remove(&stored.id).is_some();
        // What the people of the dossier were told lies in their inbox; there is nothing to end.
        if still == stored.is_open() || stored.officer.is_none() {
            continue;
        }
        let over_at = (!still).then_some(now);
        let event = if still {
            Event::new(thing(stored.id), "reminder.held_again", &())
        } else {
            Event::new(thing(stored.id), "reminder.over", &())
        };
        set.update(&stored.with(Reminder {
            over_at,
            ..stored.record.clone()
        }))
        .journal(event);
    }
    if let Some(kept) = &kept {
        for (reminder, (call, officer)) in holds {
            tell(&mut set, reminder, kept.dossier(), &call, officer, ctx);
        }
    }
    drop(read);
    match calls.iter().filter_map(|call| call.turns(now)).min() {
        Some(next) => set.wake(REMIND_TIMER, id, next),
        None => set.let_sleep(REMIND_TIMER, id),
    };
    store.commit(set).await?;
    Ok(())
}

fn tell(
    set: &mut ChangeSet,
    id: ReminderId,
    dossier: &Dossier,
    call: &Call,
    officer: Option<OfficerId>,
    ctx: &Context,
) {
    if officer.is_none()
        && let Some((supplement, _)) = dossier.state.supplement()
    {
        set.send(Message::new(
            SUPPLEMENT_MESSAGE,
            &About::supplement(dossier.id, supplement),
        ));
    }
    let told = Told {
        dossier: dossier.id,
        matter: call.matter,
        about: call.about,
        officer,
    };
    set.insert(&Reminder {
        id,
        dossier: dossier.id,
        matter: call.matter,
        about: call.about,
        officer,
        told_at: ctx.now(),
        seen_at: None,
        over_at: officer.is_none().then_some(ctx.now()),
    })
    .journal(Event::new(thing(id), "reminder.told", &told));
}

/// Who is told; `None` stands for the people of the dossier.
async fn people(
    read: &Read,
    dossier: &Dossier,
    call: &Call,
    now: Instant,
) -> Result<Vec<Option<OfficerId>>, ReadError> {
    let Some(holder) = dossier.holder else {
        return Ok(Vec::new());
    };
    // The nearest first: those who hold it, then those above them.
    let asked: &[(UnitId, Right)] = &match (call.matter.to(), holder.officer) {
        (To::People, _) => return Ok(vec![None]),
        (To::Asked, _) => {
            let Some(unit) = call.unit else {
                return Ok(Vec::new());
            };
            let subject = Subject {
                holding: Some(unit),
                ..Subject::default()
            };
            let found = able(read, &subject, unit, Right::Check, now).await?;
            return Ok(found.into_iter().map(Some).collect());
        }
        (To::Holder, Some(officer)) => return Ok(vec![Some(officer)]),
        (To::Holder, None) if dossier.stage() == Stage::Submitted => {
            [(holder.unit, Right::Receive), (holder.unit, Right::Assign)]
        }
        (To::Holder, None) => [(holder.unit, right_of(dossier.kind)), (holder.unit, Right::Assign)],
        (To::Heads, _) => [(holder.unit, Right::Assign), (dossier.places.deciding, Right::Assign)],
        (To::Promising, _) => [
            (holder.unit, Right::Apologise),
            (dossier.places.deciding, Right::Apologise),
        ],
    };
    for (unit, right) in asked {
        let found = able(read, &acting_subject(dossier), *unit, *right, now).await?;
        if !found.is_empty() {
            return Ok(found.into_iter().map(Some).collect());
        }
    }
    Ok(Vec::new())
}

/// Who in a unit has a right over a dossier by their own position.
async fn able(
    read: &Read,
    subject: &Subject,
    unit: UnitId,
    right: Right,
    now: Instant,
) -> Result<BTreeSet<OfficerId>, ReadError> {
    let holders = read.all(holders_in_unit(unit, now, MOST_OFFICERS)).await?;
    let held: Vec<Appointment> = holders.into_iter().map(|stored| stored.record).collect();
    let officers: BTreeSet<OfficerId> = held.iter().map(|appointment| appointment.officer).collect();
    Ok(officers
        .into_iter()
        .filter(|officer| Rights::of(*officer, &held, &[], now).may(right, subject))
        .collect())
}
