//! One unit closes and another follows it: the order, with what it will move said before it is given.

use super::posted::Posted;
use super::shell::Seat;
use super::work::fail;
use crate::app::{Answer as Answered, Refusal, Visit};
use crate::desk::ActPage;
use crate::parts::{Answer, Field, FieldKind, Pair};
use crate::{DeskPart, Page, Words, paths};
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use motcua_dossier::succession::running_of;
use motcua_kernel::text::clean_line;
use motcua_kernel::{Date, Instant, Problem, UnitId, codes};
use motcua_org::Right;
use motcua_org::appointment::record::holders_in_unit;
use motcua_org::rights::Subject;
use motcua_org::unit::succeed::{Succeed, SucceedError, succeed};
use motcua_org::unit::{Unit, UnitKind};

/// More than the largest unit has.
const MOST: i64 = 1_000;

fn purpose(unit: UnitId) -> String {
    format!("desk.unit.succeed {unit}")
}

/// What was typed.
#[derive(Default)]
struct Typed {
    successor: String,
    from: String,
    basis: String,
}

/// `GET /desk/admin/units/{unit}/succeed`: asks, and says what runs there now.
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Answered {
    let (seat, unit) = opened(&visit, &id).await?;
    Ok(page(&visit, &seat, &unit, &Typed::default(), &[]).await?.respond())
}

/// `POST /desk/admin/units/{unit}/succeed`: gives the order.
pub(crate) async fn submit(visit: Visit, Path(id): Path<String>, Form(posted): Form<Posted>) -> Answered {
    let (seat, unit) = opened(&visit, &id).await?;
    let ctx = visit
        .form(&purpose(unit.id), posted.get("token"))
        .map_err(|problem| visit.refuse(problem))?;
    let w = visit.here.words;
    let typed = Typed {
        successor: posted.get("successor").trim().to_owned(),
        from: date_typed(&posted),
        basis: clean_line(posted.get("basis")),
    };
    let mut errors = Vec::new();
    let successor: Option<UnitId> = typed.successor.parse().ok();
    if successor.is_none() {
        errors.push(("successor", w.say("succession-successor-missing")));
    }
    let from: Option<Date> = typed.from.parse().ok();
    if from.is_none() {
        errors.push(("from", w.say("succession-from-missing")));
    }
    if typed.basis.is_empty() {
        errors.push(("basis", w.say("succession-needs-basis")));
    }
    if let (Some(successor), Some(from), true) = (successor, from, errors.is_empty()) {
        let order = Succeed {
            unit: unit.id,
            successor,
            at: from.start(),
            basis: typed.basis.clone(),
            with_officers: true,
        };
        match succeed(visit.app().store(), order, &ctx).await {
            Ok(_) => {
                visit
                    .app()
                    .reload_directory()
                    .await
                    .map_err(|error| visit.refuse(error))?;
                return Ok(Redirect::to(paths::DESK_UNITS).into_response());
            }
            Err(SucceedError::Unfit(_)) => errors.push(("successor", w.say("succession-unfit"))),
            Err(SucceedError::NoCounterpart { office }) => {
                errors.push(("successor", w.one("succession-no-counterpart", "office", office)));
            }
            Err(error) => return Err(visit.refuse(error)),
        }
    }
    let page = page(&visit, &seat, &unit, &typed, &errors).await?;
    Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
}

/// The three parts of the date as one text, `2027-01-01`, whole or not.
fn date_typed(posted: &Posted) -> String {
    let part = |name: &str| posted.get(name).trim().parse::<u16>().unwrap_or_default();
    format!(
        "{:04}-{:02}-{:02}",
        part("from/year"),
        part("from/month"),
        part("from/day")
    )
}

async fn opened(visit: &Visit, id: &str) -> Result<(Seat, Unit), Refusal> {
    let seat = Seat::take(visit).await?;
    seat.needs(visit, &[Right::ManageUnits])?;
    let id: UnitId = visit.id(id)?;
    let directory = visit.app().directory();
    let unit = directory.find_unit(id).filter(|unit| {
        may_close(unit, visit.ctx.now()) && seat.rights.may(Right::ManageUnits, &Subject::of_unit(unit.id))
    });
    let unit = unit
        .cloned()
        .ok_or_else(|| visit.refuse(Problem::new(codes::NOT_FOUND)))?;
    Ok((seat, unit))
}

/// Whether a unit can be closed by an order: bodies and centres that stand; offices close with theirs.
pub(super) fn may_close(unit: &Unit, now: Instant) -> bool {
    unit.kind != UnitKind::Office && unit.period.holds(now) && unit.period.to.is_none()
}

async fn page(
    visit: &Visit,
    seat: &Seat,
    unit: &Unit,
    typed: &Typed,
    errors: &[(&'static str, String)],
) -> Result<ActPage, Refusal> {
    let (w, now) = (visit.here.words, visit.ctx.now());
    let directory = visit.app().directory();
    let offices: Vec<&Unit> = directory.parts(unit.id).filter(|part| part.period.holds(now)).collect();
    let mut ids = vec![unit.id];
    ids.extend(offices.iter().map(|office| office.id));
    let running = running_of(&seat.read, &ids)
        .await
        .map_err(|error| visit.refuse(error))?;
    let mut people = 0;
    for id in &ids {
        let held = seat.read.all(holders_in_unit(*id, now, MOST)).await;
        people += held.map_err(|error| visit.refuse(error))?.len();
    }
    let mut others: Vec<&Unit> = directory
        .units()
        .filter(|other| other.kind == unit.kind && other.slot == unit.slot && other.id != unit.id)
        .filter(|other| may_close(other, now))
        .collect();
    others.sort_by(|a, b| a.name.cmp(&b.name));
    let nothing = Answer::new("", w.say("choose-one"), typed.successor.is_empty());
    let others = others.into_iter().map(|other| {
        let id = other.id.to_string();
        Answer::new(&id, &other.name, id == typed.successor)
    });
    let mut page = ActPage {
        w,
        desk: seat.desk(visit, Some(DeskPart::Units)),
        back: paths::DESK_UNITS.to_owned(),
        title: w.say("do-succeed"),
        about: unit.name.clone(),
        warning: Some(w.say("succession-about")),
        errors: Vec::new(),
        pairs: said(w, offices.len(), people, running),
        action: paths::desk_unit_succeed(unit.id),
        token: visit.token(&purpose(unit.id)),
        version: None,
        hidden: Vec::new(),
        fields: vec![
            Field::new(
                "successor",
                w.say("succession-successor"),
                FieldKind::List(std::iter::once(nothing).chain(others).collect()),
            ),
            Field::new(
                "from",
                w.say("succession-from"),
                FieldKind::DatePartial(parts(&typed.from)),
            )
            .hint(w.say("succession-from-hint")),
            Field::new("basis", w.say("succession-basis"), FieldKind::Text(typed.basis.clone()))
                .hint(w.say("succession-basis-hint")),
        ],
        act: w.say("succession-do"),
        more: None,
    };
    fail(&mut page, errors);
    Ok(page)
}

fn said(w: Words, offices: usize, people: usize, running: u64) -> Vec<Pair> {
    vec![
        Pair::new(w.say("succession-offices"), offices.to_string()),
        Pair::new(w.say("succession-people"), people.to_string()),
        Pair::new(w.say("succession-running"), running.to_string()),
    ]
}

fn parts(date: &str) -> crate::parts::DateParts {
    let mut parts = date.split('-').map(|part| part.trim_start_matches('0'));
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    crate::parts::DateParts::new(
        day.unwrap_or_default(),
        month.unwrap_or_default(),
        year.unwrap_or_default(),
    )
}
