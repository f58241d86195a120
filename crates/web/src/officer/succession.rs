//! One unit closes and another follows it: the order, with what it will move said before it is given.

use super::posted::Posted;
use super::shell::Seat;
use super::work::fail;
use crate::app::{Answer as Answered, Refusal, Visit};
use crate::desk::{ActPage, Cell, ListLine, ListPage};
use crate::parts::{Answer, Field, FieldKind, Next, Pair};
use crate::{DeskPart, Page, Words, paths};
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use motcua_dossier::succession::running_of;
use motcua_kernel::text::{clean_line, fold};
use motcua_kernel::{Date, Instant, Problem, UnitId, codes};
use motcua_org::Right;
use motcua_org::appointment::record::{appointments_of_officer, holders_in_unit};
use motcua_org::officer::Officer;
use motcua_org::position::Position;
use motcua_org::rights::Subject;
use motcua_org::succession::Succession;
use motcua_org::unit::succeed::{Succeed, SucceedError, succeed};
use motcua_org::unit::{Unit, UnitKind};
use motcua_store::ReadError;

/// More than the largest unit has.
const MOST: i64 = 1_000;
/// Letters of a decision's number.
const LONGEST_BASIS: usize = 200;

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

/// `GET /desk/admin/units/{unit}/succeed`: asks, and says what runs there now; once an order was given, what it left to
/// be done.
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Answered {
    let (seat, unit) = opened(&visit, &id).await?;
    match unit.successors.as_slice() {
        [order] if !may_close(&unit, visit.ctx.now()) => given(&visit, &seat, &unit, order).await,
        _ if may_close(&unit, visit.ctx.now()) => {
            Ok(page(&visit, &seat, &unit, &Typed::default(), &[]).await?.respond())
        }
        _ => Err(visit.refuse(Problem::new(codes::NOT_FOUND))),
    }
}

/// `POST /desk/admin/units/{unit}/succeed`: gives the order.
pub(crate) async fn submit(visit: Visit, Path(id): Path<String>, Form(posted): Form<Posted>) -> Answered {
    let (seat, unit) = opened(&visit, &id).await?;
    let ctx = visit
        .form(&purpose(unit.id), posted.get("token"))
        .map_err(|problem| visit.refuse(problem))?;
    let there = || Ok(Redirect::to(&paths::desk_unit_succeed(unit.id)).into_response());
    // A double click closes once and leads to the same page.
    let again = seat.read.was_applied(ctx.change()).await;
    if again.map_err(|error| visit.refuse(error))? {
        return there();
    }
    let (w, now) = (visit.here.words, visit.ctx.now());
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
    match from {
        None => errors.push(("from", w.say("succession-from-missing"))),
        Some(from) if from < now.date() => errors.push(("from", w.say("succession-over"))),
        Some(_) => {}
    }
    if typed.basis.is_empty() {
        errors.push(("basis", w.say("succession-needs-basis")));
    } else if typed.basis.chars().count() > LONGEST_BASIS {
        errors.push(("basis", w.say("succession-basis-long")));
    }
    if let (Some(successor), Some(from), true) = (successor, from, errors.is_empty()) {
        let order = Succeed {
            unit: unit.id,
            successor,
            // An order of today begins now: what was done since midnight was done by the old unit.
            at: from.start().max(now),
            basis: typed.basis.clone(),
            with_officers: true,
        };
        match succeed(visit.app().store(), order, &ctx).await {
            Ok(_) => {
                let reloaded = visit.app().reload_directory().await;
                reloaded.map_err(|error| visit.refuse(error))?;
                return there();
            }
            Err(SucceedError::Unfit(_)) => errors.push(("successor", w.say("succession-unfit"))),
            Err(SucceedError::NoCounterpart { office }) => {
                errors.push(("successor", w.one("succession-no-counterpart", "office", office)));
            }
            Err(SucceedError::AppointedLater { unit }) => {
                errors.push(("from", w.one("succession-appointed-later", "unit", unit)));
            }
            Err(error) => return Err(visit.refuse(error)),
        }
    }
    let page = page(&visit, &seat, &unit, &typed, &errors).await?;
    Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
}

/// What an order says, and whom it leaves without a position: heads of what has a head already.
async fn given(visit: &Visit, seat: &Seat, unit: &Unit, order: &Succession<UnitId>) -> Answered {
    let w = visit.here.words;
    let directory = visit.app().directory();
    let read = async {
        let before = order.at.plus_micros(-1);
        let mut lines = Vec::new();
        let units = std::iter::once(unit).chain(directory.parts(unit.id));
        for closed in units.filter(|closed| closed.period.to == Some(order.at)) {
            for held in seat.read.all(holders_in_unit(closed.id, before, MOST)).await? {
                let positions = seat.read.all(appointments_of_officer(held.officer, MOST)).await?;
                if positions.iter().any(|position| position.period.holds(order.at)) {
                    continue;
                }
                let officer = seat.read.get::<Officer>(held.officer).await?;
                let position = seat.read.get::<Position>(held.position).await?;
                lines.push(ListLine {
                    href: None,
                    cells: vec![Cell::new(&officer.name).small(&position.title), Cell::new(&closed.name)],
                    acts: Vec::new(),
                });
            }
        }
        Ok::<_, ReadError>(lines)
    };
    let lines = read.await.map_err(|error| visit.refuse(error))?;
    let name = |id: UnitId| {
        directory
            .find_unit(id)
            .map_or_else(String::new, |unit| unit.name.clone())
    };
    let values = [
        ("from", unit.name.clone().into()),
        ("to", name(order.to).into()),
        ("moment", w.moment_start(order.at).into()),
        ("basis", order.basis.clone().into()),
    ];
    let page = ListPage {
        w,
        desk: seat.desk(visit, Some(DeskPart::Units)),
        title: w.say("do-succeed"),
        // In the sentence, too: on a phone the table has no heads.
        said: match lines.len() {
            0 => w.with("succession-given", &values),
            count => {
                let left = w.one("succession-left", "count", count);
                format!("{} {left}", w.with("succession-given", &values))
            }
        },
        search: None,
        errors: Vec::new(),
        all: None,
        heads: ["succession-without-seat", "col-unit"].map(|key| w.say(key)).to_vec(),
        lines,
        none: w.say("succession-all-seated"),
        next: Next::none(),
    };
    Ok(page.respond())
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
    let reaches = |unit: &&Unit| seat.rights.may(Right::ManageUnits, &Subject::of_unit(unit.id));
    let unit = directory.find_unit(id).filter(reaches);
    let unit = unit
        .cloned()
        .ok_or_else(|| visit.refuse(Problem::new(codes::NOT_FOUND)))?;
    Ok((seat, unit))
}

/// Whether a unit can be closed by an order: bodies and centres that stand; offices close with theirs.
fn may_close(unit: &Unit, now: Instant) -> bool {
    unit.kind != UnitKind::Office && unit.period.holds(now) && unit.period.to.is_none()
}

/// What the page of a unit's succession is called in a list: the order to give, or the one that was given.
pub(super) fn lead(unit: &Unit, now: Instant) -> Option<&'static str> {
    if may_close(unit, now) {
        return Some("do-succeed");
    }
    let ordered = unit.kind != UnitKind::Office && !unit.successors.is_empty();
    ordered.then_some("do-succession-see")
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
    others.sort_by_cached_key(|unit| fold(&unit.name));
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
