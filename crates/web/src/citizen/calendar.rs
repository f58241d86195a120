//! *Thêm vào lịch*: the promised moment, or the last day of a supplement, as a file for a phone's calendar.

use super::destination::unit_name;
use super::own_dossier::mine;
use super::sent::Post;
use crate::app::{Answer, Refusal, Visit};
use crate::calendar_file::{Entry, Slot};
use crate::paths;
use crate::public::AddToCalendar;
use axum::extract::Path;
use axum::response::Redirect;
use motcua_dossier::status::{PublicStatus, public_status};
use motcua_dossier::{Dossier, by_number};
use motcua_kernel::text::clean_line;
use motcua_kernel::{Problem, codes};

/// What there is to add, of what anybody with the receipt may see.
fn slot(status: &PublicStatus) -> Option<Slot> {
    let promised = status
        .promised
        .filter(|_| status.status != motcua_dossier::NationalStatus::NewlyFiled);
    promised
        .map(Slot::Moment)
        .or_else(|| status.answer_until.map(Slot::Day))
}

/// The way to the file of one's own dossier, while there is something to add.
pub(super) fn of_own(dossier: &Dossier) -> Option<AddToCalendar> {
    slot(&public_status(dossier)).map(|_| AddToCalendar {
        href: paths::dossier_calendar(dossier.id),
        form: None,
    })
}

fn purpose(number: &str) -> String {
    format!("track.calendar {number}")
}

/// The way to the file of a dossier that was looked up: a form, so that the number stands in no address. Its token says
/// that this browser has known the four digits.
pub(super) fn of_looked_up(visit: &Visit, number: &str, found: &PublicStatus) -> Option<AddToCalendar> {
    slot(found).map(|_| AddToCalendar {
        href: paths::TRACK_CALENDAR.to_owned(),
        form: Some((number.to_owned(), visit.token(&purpose(number)))),
    })
}

/// `GET /dossiers/{dossier}/calendar.ics`.
pub(super) async fn own(visit: Visit, Path(id): Path<String>) -> Answer {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let life = mine(&visit, &read, &id).await?.life;
    let page = format!("{}{}", visit.app().about().address, paths::dossier(life.dossier.id));
    file(&visit, &life.dossier, page)
}

/// `GET /track/calendar.ics`: what a browser asks for when somebody reloads the answer of the form.
pub(super) async fn not_looked_up() -> Redirect {
    Redirect::to(paths::TRACK)
}

/// `POST /track/calendar.ics`.
pub(super) async fn looked_up(visit: Visit, post: Post) -> Answer {
    let number = clean_line(post.typed("number"));
    let _ = visit
        .form(&purpose(&number), post.token())
        .map_err(|problem| visit.refuse(problem))?;
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let found = read
        .first(by_number(&number))
        .await
        .map_err(|error| visit.refuse(error))?;
    let dossier = found.ok_or_else(|| visit.refuse(Problem::new(codes::NOT_FOUND)))?;
    file(
        &visit,
        &dossier,
        format!("{}{}", visit.app().about().address, paths::TRACK),
    )
}

fn file(visit: &Visit, dossier: &Dossier, page: String) -> Answer {
    let status = public_status(dossier);
    let slot = slot(&status).ok_or_else(|| none(visit))?;
    let (w, about, directory) = (visit.here.words, visit.app().about(), visit.app().directory());
    let number = dossier.reference();
    let (kind, title, text, place) = match slot {
        Slot::Moment(_) => (
            "promised",
            "calendar-promised",
            "calendar-promised-text",
            unit_name(&directory, dossier.places.delivery),
        ),
        Slot::Day(_) => (
            "supplement",
            "calendar-supplement",
            "calendar-supplement-text",
            unit_name(&directory, dossier.places.reception),
        ),
    };
    let site = about
        .address
        .split_once("://")
        .map_or(about.address.as_str(), |(_, host)| host);
    let entry = Entry {
        key: format!("{kind}-{}", dossier.id),
        site: site.to_owned(),
        changes: match slot {
            Slot::Moment(_) => u32::from(dossier.apology.is_some()) + dossier.supplements_asked,
            Slot::Day(_) => dossier.supplements_asked,
        },
        made_at: visit.ctx.now(),
        slot,
        title: w.one(title, "number", number),
        place,
        text: w.one(text, "phone", &about.phone),
        page,
    };
    Ok(entry.answer())
}

fn none(visit: &Visit) -> Refusal {
    visit.refuse(Problem::new(codes::NOT_FOUND))
}
