//! *Nhắc việc*: showing the list changes nothing; opening a reminder is a form, which marks it and leads to its dossier.

use super::case::number;
use super::counter::procedures;
use super::posted::Posted;
use super::shell::Seat;
use crate::app::{Answer, Refusal, Visit};
use crate::desk::{ReminderLine, RemindersPage};
use crate::parts::{Status, Tone};
use crate::{Page, Words, paths};
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use motcua_dossier::Dossier;
use motcua_dossier::access::acting_subject;
use motcua_dossier::remind::{Matter, Reminder, open_of, saw_all, saw_one};
use motcua_kernel::calendar::{Calendar, WorkingTime};
use motcua_kernel::{DossierId, ReminderId};
use motcua_org::Right;
use motcua_org::calendar::record::current_legal_calendar;
use motcua_store::ReadError;
use std::collections::HashMap;

/// Reminders on the page; what comes after stands there once these are done.
const SHOWN: i64 = 60;
const SAW_ALL: &str = "desk.reminders.all";
/// Who has to do with dossiers at all.
pub(super) const RIGHTS: [Right; 1] = [Right::SeeWorklist];

fn purpose(reminder: ReminderId) -> String {
    format!("desk.reminder {reminder}")
}

/// `GET /desk/reminders`.
pub(crate) async fn list(visit: Visit) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &RIGHTS)?;
    let (reminders, dossiers, calendar) = read(&seat).await.map_err(|error| visit.refuse(error))?;
    let of_list: Vec<Dossier> = dossiers.values().cloned().collect();
    let procedures = procedures(&seat.read, &of_list)
        .await
        .map_err(|error| visit.refuse(error))?;
    let w = visit.here.words;
    let lines = reminders
        .iter()
        .filter_map(|reminder| Some((reminder, dossiers.get(&reminder.dossier)?)))
        .map(|(reminder, dossier)| ReminderLine {
            said: said(w, reminder.matter),
            about: about(w, reminder, &calendar),
            procedure: procedures.get(&dossier.pinned.procedure).cloned().unwrap_or_default(),
            number: number(dossier),
            told_at: reminder.told_at,
            dossier: paths::desk_dossier(dossier.id),
            open: reminder
                .is_unseen()
                .then(|| (paths::desk_reminder(reminder.id), visit.token(&purpose(reminder.id)))),
        })
        .collect();
    let page = RemindersPage {
        w,
        desk: seat.desk(&visit, None),
        lines,
        saw_all: reminders.iter().any(Reminder::is_unseen).then(|| visit.token(SAW_ALL)),
        and_more: reminders.len() as i64 == SHOWN,
    };
    Ok(page.respond())
}

/// The open reminders of the officer, new ones first, with their dossiers as far as they may still see them.
async fn read(seat: &Seat) -> Result<(Vec<Reminder>, HashMap<DossierId, Dossier>, Calendar), ReadError> {
    let kept = seat.read.all(open_of(seat.officer.id, SHOWN)).await?;
    let mut reminders: Vec<Reminder> = kept.into_iter().map(|stored| stored.record).collect();
    reminders.sort_by_key(|reminder| !reminder.is_unseen());
    let mut dossiers = HashMap::new();
    for reminder in &reminders {
        if dossiers.contains_key(&reminder.dossier) {
            continue;
        }
        if let Some(found) = seat.read.find::<Dossier>(reminder.dossier).await?
            && seat.rights.may(Right::SeeDossier, &acting_subject(&found))
        {
            dossiers.insert(found.id, found.record);
        }
    }
    let calendar = current_legal_calendar(&seat.read).await?;
    Ok((reminders, dossiers, calendar))
}

/// `GET /desk/reminders/{reminder}`: what a browser asks for when signing in interrupted the form.
pub(crate) async fn not_opened() -> Redirect {
    Redirect::to(paths::DESK_REMINDERS)
}

/// `POST /desk/reminders/{reminder}`.
pub(crate) async fn open(visit: Visit, Path(id): Path<String>, Form(posted): Form<Posted>) -> Answer {
    visit.officer()?;
    let id: ReminderId = visit.id(&id)?;
    let ctx = form(&visit, &purpose(id), &posted)?;
    let dossier = saw_one(visit.app().store(), id, &ctx)
        .await
        .map_err(|error| visit.refuse(error))?;
    Ok(Redirect::to(&paths::desk_dossier(dossier)).into_response())
}

/// `POST /desk/reminders`.
pub(crate) async fn see_all(visit: Visit, Form(posted): Form<Posted>) -> Answer {
    visit.officer()?;
    let ctx = form(&visit, SAW_ALL, &posted)?;
    saw_all(visit.app().store(), &ctx)
        .await
        .map_err(|error| visit.refuse(error))?;
    Ok(Redirect::to(paths::DESK_REMINDERS).into_response())
}

fn form(visit: &Visit, purpose: &str, posted: &Posted) -> Result<motcua_kernel::Context, Refusal> {
    visit
        .form(purpose, posted.get("token"))
        .map_err(|problem| visit.refuse(problem))
}

fn said(w: Words, matter: Matter) -> Status {
    let (tone, key) = match matter {
        Matter::FirstCheckSoon => (Tone::Soon, "remind-first-check-soon"),
        Matter::FirstCheckOver => (Tone::Late, "remind-first-check-over"),
        Matter::NotTaken => (Tone::Soon, "remind-not-taken"),
        Matter::NotTakenLong => (Tone::Late, "remind-not-taken-long"),
        Matter::StepSoon => (Tone::Soon, "remind-step-soon"),
        Matter::StepOver => (Tone::Late, "remind-step-over"),
        Matter::DueSoon => (Tone::Soon, "remind-due-soon"),
        Matter::Overdue => (Tone::Late, "remind-overdue"),
        Matter::OverdueLong => (Tone::Late, "remind-overdue-long"),
        Matter::ApologyNow => (Tone::Late, "remind-apology-now"),
        Matter::Forgotten => (Tone::Soon, "remind-forgotten"),
        Matter::SupplementEnding => (Tone::Paused, "remind-supplement-ending"),
        Matter::OpinionSoon => (Tone::Soon, "remind-opinion-soon"),
        Matter::OpinionOver => (Tone::Late, "remind-opinion-over"),
    };
    Status::new(tone, w.say(key))
}

/// The moment, as papers and pages say it: on the edge between two stretches of work a due moment is the earlier one.
fn about(w: Words, reminder: &Reminder, calendar: &Calendar) -> String {
    let due = calendar.after(reminder.about, WorkingTime::ZERO).earlier;
    match reminder.matter {
        Matter::NotTaken | Matter::NotTakenLong | Matter::Forgotten => {
            w.one("remind-since", "moment", w.moment(reminder.about))
        }
        Matter::FirstCheckSoon
        | Matter::FirstCheckOver
        | Matter::StepSoon
        | Matter::StepOver
        | Matter::OpinionSoon
        | Matter::OpinionOver => w.one("remind-by", "moment", w.moment(due)),
        Matter::ApologyNow => w.one("remind-latest", "moment", w.moment(due)),
        Matter::DueSoon | Matter::Overdue | Matter::OverdueLong => w.one("remind-promised", "moment", w.moment(due)),
        Matter::SupplementEnding => w.one("remind-latest", "moment", w.moment(reminder.about)),
    }
}

/// A few words for a line of the worklist, of the most pressing reminder that the due column does not say itself.
pub(super) fn marks(w: Words, reminders: &[Reminder]) -> HashMap<DossierId, String> {
    let mut pressing: HashMap<DossierId, (u8, &str)> = HashMap::new();
    for reminder in reminders {
        let (rank, key) = match reminder.matter {
            Matter::ApologyNow => (0, "mark-apology-now"),
            Matter::StepOver => (1, "mark-step-over"),
            Matter::OpinionOver => (2, "mark-opinion-over"),
            Matter::NotTaken | Matter::NotTakenLong => (2, "mark-not-taken"),
            Matter::Forgotten => (3, "mark-forgotten"),
            Matter::StepSoon => (4, "mark-step-soon"),
            Matter::FirstCheckSoon
            | Matter::FirstCheckOver
            | Matter::DueSoon
            | Matter::Overdue
            | Matter::OverdueLong
            | Matter::OpinionSoon
            | Matter::SupplementEnding => continue,
        };
        let known = pressing.entry(reminder.dossier).or_insert((rank, key));
        if rank < known.0 {
            *known = (rank, key);
        }
    }
    pressing
        .into_iter()
        .map(|(dossier, (_, key))| (dossier, w.say(key)))
        .collect()
}
