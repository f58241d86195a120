//! Maintenance that every page tells of: announcing it, and calling it off.

use super::posted::Posted;
use super::shell::Seat;
use crate::app::{Answer, Refusal, Visit, not_too_long};
use crate::desk::{MaintenanceLine, MaintenancePage, MaintenanceTyped};
use crate::parts::{DateParts, ErrorLine, Status, Tone};
use crate::problem::field_words;
use crate::{DeskPart, Page, Words, paths};
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use motcua_kernel::{Date, Instant, MaintenanceId, Problem};
use motcua_notice::maintenance::{Announce, Maintenance, announce, call_off, planned_after};
use motcua_org::Right;
use motcua_org::officer::Officer;
use motcua_store::ReadError;

const PURPOSE: &str = "desk.maintenance";
/// Who looks after the platform.
const RIGHTS: [Right; 2] = [Right::ManageUnits, Right::Support];
/// More than anybody plans.
const MOST: i64 = 50;

fn off_purpose(id: MaintenanceId) -> String {
    format!("desk.maintenance.off {id}")
}

/// `GET /desk/admin/maintenance`.
pub(crate) async fn show(visit: Visit) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &RIGHTS)?;
    Ok(page(&visit, &seat, MaintenanceTyped::default(), Vec::new())
        .await?
        .respond())
}

async fn page(
    visit: &Visit,
    seat: &Seat,
    typed: MaintenanceTyped,
    errors: Vec<(String, String)>,
) -> Result<MaintenancePage, Refusal> {
    let w = visit.here.words;
    let mut fields = MaintenancePage::fields(w, typed);
    for (name, said) in &errors {
        for field in fields.iter_mut().filter(|field| field.name == *name) {
            field.error = Some(said.clone());
        }
    }
    Ok(MaintenancePage {
        w,
        desk: seat.desk(visit, Some(DeskPart::Maintenance)),
        lines: lines(visit, seat).await.map_err(|error| visit.refuse(error))?,
        errors: errors
            .into_iter()
            .map(|(name, said)| ErrorLine::new(name, said))
            .collect(),
        fields,
        token: visit.token(PURPOSE),
    })
}

async fn lines(visit: &Visit, seat: &Seat) -> Result<Vec<MaintenanceLine>, ReadError> {
    let (w, now) = (visit.here.words, visit.ctx.now());
    let mut lines = Vec::new();
    for planned in seat.read.all(planned_after(now, MOST)).await? {
        let officer = seat.read.find::<Officer>(planned.announced_by).await?;
        let name = officer.map_or_else(String::new, |officer| officer.record.name);
        lines.push(MaintenanceLine {
            when: w.two(
                "maintenance-when",
                "from",
                w.moment_start(planned.from),
                "until",
                w.moment_start(planned.until),
            ),
            state: state(w, &planned, now),
            by: w.two(
                "maintenance-by",
                "name",
                name,
                "moment",
                w.moment_start(planned.announced_at),
            ),
            off: paths::desk_maintenance_off(planned.id),
            token: visit.token(&off_purpose(planned.id)),
            texts: [planned.record.text, planned.record.text_en],
        });
    }
    Ok(lines)
}

fn state(w: Words, planned: &Maintenance, now: Instant) -> Status {
    if planned.is_running(now) {
        Status::new(Tone::Soon, w.say("maintenance-running"))
    } else if planned.is_shown(now) {
        Status::new(Tone::Run, w.say("maintenance-shown"))
    } else {
        Status::new(Tone::Closed, w.say("maintenance-later"))
    }
}

/// `POST /desk/admin/maintenance`.
pub(crate) async fn submit(visit: Visit, Form(posted): Form<Posted>) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &RIGHTS)?;
    let w = visit.here.words;
    let day = |name: &str| {
        let part = |part: &str| posted.get(&format!("{name}/{part}"));
        DateParts::new(part("day"), part("month"), part("year"))
    };
    let typed = MaintenanceTyped {
        from_day: day("from_day"),
        from_time: posted.get("from_time").to_owned(),
        until_day: day("until_day"),
        until_time: posted.get("until_time").to_owned(),
        text: posted.get("text").to_owned(),
        text_en: posted.get("text_en").to_owned(),
    };
    let Ok(ctx) = visit.form(PURPOSE, posted.get("token")) else {
        let again = vec![("from_day".to_owned(), w.say("form-again"))];
        let page = page(&visit, &seat, typed, again).await?;
        return Ok(page.respond_with(StatusCode::CONFLICT));
    };
    for text in [&typed.text, &typed.text_en] {
        not_too_long(text).map_err(|problem| visit.refuse(problem))?;
    }
    let mut errors = Vec::new();
    let mut moment = |day: &DateParts, time: &str, name: &str| {
        let (date, clock) = (day_of(day), clock_of(time));
        if date.is_none() {
            errors.push((format!("{name}_day"), w.say("maintenance-day-wrong")));
        }
        if clock.is_none() {
            errors.push((format!("{name}_time"), w.say("maintenance-time-wrong")));
        }
        date?.civil().at(clock?.0, clock?.1, 0, 0).into()
    };
    let from: Option<jiff::civil::DateTime> = moment(&typed.from_day, &typed.from_time, "from");
    let until: Option<jiff::civil::DateTime> = moment(&typed.until_day, &typed.until_time, "until");
    let (Some(from), Some(until)) = (from, until) else {
        let page = page(&visit, &seat, typed, errors).await?;
        return Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let command = Announce {
        from: Instant::from_civil(from),
        until: Instant::from_civil(until),
        text: typed.text.clone(),
        text_en: typed.text_en.clone(),
    };
    let Err(error) = announce(visit.app().store(), command, &ctx).await else {
        visit.app().forget_maintenance();
        return Ok(Redirect::to(paths::DESK_MAINTENANCE).into_response());
    };
    let problem = Problem::from(error);
    if problem.fields.is_empty() {
        return Err(visit.refuse(problem));
    }
    let errors = problem
        .fields
        .iter()
        .map(|field| (field.field.clone(), field_words(w, field)))
        .collect();
    let page = page(&visit, &seat, typed, errors).await?;
    Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
}

fn day_of(typed: &DateParts) -> Option<Date> {
    let year = typed.year.trim().parse().ok()?;
    let month = typed.month.trim().parse().ok()?;
    Date::new(year, month, typed.day.trim().parse().ok()?).ok()
}

/// Hour and minute: `22:00`, `22.30`, `22h`, `7 giờ 30`.
fn clock_of(typed: &str) -> Option<(i8, i8)> {
    let mut numbers = typed
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::parse::<i8>);
    let hour = numbers.next()?.ok()?;
    let minute = numbers.next().unwrap_or(Ok(0)).ok()?;
    let whole = numbers.next().is_none() && (0..24).contains(&hour) && (0..60).contains(&minute);
    whole.then_some((hour, minute))
}

/// `GET /desk/admin/maintenance/{maintenance}/off`: what a browser asks for when signing in interrupted the form.
pub(crate) async fn not_called_off() -> Redirect {
    Redirect::to(paths::DESK_MAINTENANCE)
}

/// `POST /desk/admin/maintenance/{maintenance}/off`.
pub(crate) async fn off(visit: Visit, Path(id): Path<String>, Form(posted): Form<Posted>) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &RIGHTS)?;
    drop(seat);
    let id: MaintenanceId = visit.id(&id)?;
    let ctx = visit
        .form(&off_purpose(id), posted.get("token"))
        .map_err(|problem| visit.refuse(problem))?;
    call_off(visit.app().store(), id, &ctx)
        .await
        .map_err(|error| visit.refuse(error))?;
    visit.app().forget_maintenance();
    Ok(Redirect::to(paths::DESK_MAINTENANCE).into_response())
}

#[cfg(test)]
mod tests {
    use super::clock_of;

    #[test]
    fn hours_are_read_as_people_type_them() {
        for (typed, read) in [
            ("22:00", (22, 0)),
            ("7h30", (7, 30)),
            (" 7 giờ 5 ", (7, 5)),
            ("22", (22, 0)),
        ] {
            assert_eq!(clock_of(typed), Some(read), "{typed}");
        }
        for wrong in ["", "24:00", "22:60", "10:20:30", "tối"] {
            assert_eq!(clock_of(wrong), None, "{wrong}");
        }
    }
}
