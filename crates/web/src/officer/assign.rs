//! *Phân công*: a head gives what nobody has taken, or what a colleague has, to an officer of the unit.

use super::case::{Case, looked, number};
use super::counter::{place, procedures};
use super::posted::Posted;
use super::said::{left, short, status};
use super::shell::Seat;
use crate::app::{Answer, Refusal, Visit};
use crate::desk::{AssignLine, AssignList, AssignOfficer, AssignPage};
use crate::parts::{ErrorLine, Next};
use crate::{DeskPart, Page, Words, paths};
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use motcua_dossier::access::acting_subject;
use motcua_dossier::step::assign as give;
use motcua_dossier::step::assign::AssignError;
use motcua_dossier::worklist::{Place, Stretch, in_hands_of, stretch, waiting_in_unit};
use motcua_dossier::{Act, Dossier, WaitsFor};
use motcua_kernel::{ChangeId, Context, OfficerId, UnitId, named_id};
use motcua_org::appointment::record::holders_in_unit;
use motcua_org::calendar::record::current_legal_calendar;
use motcua_org::officer::Officer;
use motcua_org::position::Position;
use motcua_org::rights::{Rights, Subject};
use motcua_org::unit::UnitKind;
use motcua_org::{Directory, Right};
use motcua_people::look::LookReason;
use motcua_store::{ReadError, Stored};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};

const PURPOSE: &str = "dossier.assign-round";
/// Dossiers on a page.
const SHOWN: usize = 50;
/// A bar is whole at so many dossiers at least, so that one in hand does not look like a full desk.
const USUAL: usize = 10;
/// Dossiers whose holders are counted.
const COUNTED: i64 = 500;
/// More than the largest unit has.
const MOST_OFFICERS: i64 = 200;

/// Which list, and where in it.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    list: String,
    #[serde(default)]
    after: String,
    /// To whom something was just given.
    #[serde(default)]
    to: String,
    /// How much.
    #[serde(default)]
    given: String,
}

/// What a form sent that could not be done whole.
#[derive(Default)]
struct Typed {
    dossiers: BTreeSet<String>,
    officer: String,
    errors: Vec<ErrorLine>,
}

/// The units whose dossiers this officer gives out: their own, those that they decide for, and the offices of these.
fn units(seat: &Seat, directory: &Directory) -> Vec<UnitId> {
    let scope = seat.rights.scope(Right::Assign);
    let mut units: BTreeSet<UnitId> = scope.handling.iter().chain(&scope.deciding).copied().collect();
    for deciding in &scope.deciding {
        let offices = directory.parts(*deciding).filter(|part| part.kind == UnitKind::Office);
        units.extend(offices.map(|office| office.id));
    }
    units.into_iter().collect()
}

/// Shows the lists.
pub(crate) async fn list(visit: Visit, Query(ask): Query<Ask>) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &[Right::Assign])?;
    Ok(page(&visit, &seat, &ask, Typed::default()).await?.respond())
}

/// Gives what was ticked. What could not be given is named; the rest is.
pub(crate) async fn submit(visit: Visit, Query(ask): Query<Ask>, Form(posted): Form<Posted>) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &[Right::Assign])?;
    let w = visit.here.words;
    let mut typed = Typed {
        dossiers: posted.all("dossier").map(str::to_owned).collect(),
        officer: posted.get("officer").to_owned(),
        errors: Vec::new(),
    };
    let Ok(ctx) = visit.form(PURPOSE, posted.get("token")) else {
        typed.errors.push(ErrorLine::new("officer", w.say("form-again")));
        let page = page(&visit, &seat, &ask, typed).await?;
        return Ok(page.respond_with(StatusCode::CONFLICT));
    };
    if typed.dossiers.is_empty() {
        typed.errors.push(ErrorLine::new("assign", w.say("assign-none-ticked")));
    }
    let to = visit.id::<OfficerId>(&typed.officer).ok();
    if to.is_none() {
        typed
            .errors
            .push(ErrorLine::new("officer", w.say("assign-nobody-chosen")));
    }
    let Some(to) = to.filter(|_| typed.errors.is_empty()) else {
        let page = page(&visit, &seat, &ask, typed).await?;
        return Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let given = give_all(&visit, &seat, &mut typed, to, &ctx).await?;
    if typed.errors.is_empty() {
        let list = address(&ask.list);
        return Ok(Redirect::to(&format!("{list}&to={to}&given={given}")).into_response());
    }
    // What was given must no longer stand in the list.
    let seat = Seat::take(&visit).await?;
    let page = page(&visit, &seat, &ask, typed).await?;
    Ok(page.respond_with(StatusCode::CONFLICT))
}

/// Each dossier is a change of its own; its id follows from the form's, so that a double click gives once.
async fn give_all(
    visit: &Visit,
    seat: &Seat,
    typed: &mut Typed,
    to: OfficerId,
    ctx: &Context,
) -> Result<usize, Refusal> {
    let w = visit.here.words;
    let mut given = 0;
    for key in typed.dossiers.clone() {
        let own = Context::for_change(ctx.actor(), ctx.now(), change_of(ctx, &key)).with_request(ctx.request());
        let before = seat.read.was_applied(own.change()).await;
        if before.map_err(|error| visit.refuse(error))? {
            given += 1;
            continue;
        }
        let (id, version) = key.split_once('.').unwrap_or((&key, ""));
        let case = Case::open(visit, seat, id).await?;
        let person = case.dossier().parties.applicant.name.clone();
        let said = if version == case.version().to_string() {
            match give(visit.app().store(), visit.id(id)?, to, &own).await {
                Ok(()) => {
                    given += 1;
                    typed.dossiers.remove(&key);
                    continue;
                }
                Err(AssignError::NoPosition) => "assign-other-unit",
                Err(error) => {
                    tracing::info!(dossier = id, %error, "a dossier was not assigned");
                    "assign-failed"
                }
            }
        } else {
            "assign-stale"
        };
        typed
            .errors
            .push(ErrorLine::new(format!("assign/{key}"), w.one(said, "person", person)));
    }
    Ok(given)
}

/// The change that gives one dossier of a form: it follows from the form's and the dossier, whatever else is ticked.
fn change_of(ctx: &Context, key: &str) -> ChangeId {
    named_id("assign", &format!("{} {key}", ctx.change()))
}

/// A list's address.
fn address(list: &str) -> String {
    let list = if list == "held" { "held" } else { "waiting" };
    format!("{}?list={list}", paths::DESK_ASSIGN)
}

/// Both lists, and what each officer has.
struct Lists {
    open: Stretch,
    held: bool,
    waiting_count: String,
    held_count: String,
    load: HashMap<OfficerId, (usize, usize)>,
}

async fn lists(seat: &Seat, units: &[UnitId], ask: &Ask, visit: &Visit) -> Result<Lists, ReadError> {
    let fits = |dossier: &Dossier| {
        dossier.stage().allows(Act::Assign) && seat.rights.may(Right::Assign, &acting_subject(dossier))
    };
    let waiting = |from, most| waiting_in_unit(units, WaitsFor::Taking.word(), from, most);
    let hands = |from, most| in_hands_of(units, from, most);
    let counted = |found: &[Stored<Dossier>]| {
        let count = found.iter().filter(|dossier| fits(dossier)).count();
        if found.len() as i64 == COUNTED {
            format!("{count}+")
        } else {
            count.to_string()
        }
    };
    let all_waiting = seat.read.all(waiting(Place::START, COUNTED)).await?;
    let all_held = seat.read.all(hands(Place::START, COUNTED)).await?;
    let mut load: HashMap<OfficerId, (usize, usize)> = HashMap::new();
    for dossier in &all_held {
        if let Some(officer) = dossier.holder.and_then(|holder| holder.officer) {
            let (held, late) = load.entry(officer).or_default();
            *held += 1;
            *late += usize::from(dossier.is_late(visit.ctx.now()));
        }
    }
    let held = match ask.list.as_str() {
        "held" => true,
        "waiting" => false,
        // What nobody has comes first.
        _ => all_waiting.is_empty(),
    };
    let from = place(&ask.after);
    let open = if held {
        stretch(&seat.read, from, SHOWN, hands, Place::owed, fits).await?
    } else {
        stretch(&seat.read, from, SHOWN, waiting, Place::owed, fits).await?
    };
    Ok(Lists {
        open,
        held,
        waiting_count: counted(&all_waiting),
        held_count: counted(&all_held),
        load,
    })
}

/// Who can be given work of these units, the least loaded first.
async fn officers(
    visit: &Visit,
    seat: &Seat,
    units: &[UnitId],
    load: &HashMap<OfficerId, (usize, usize)>,
    chosen: &str,
) -> Result<Vec<AssignOfficer>, ReadError> {
    let now = visit.ctx.now();
    let directory = visit.app().directory();
    let mut found = Vec::new();
    for unit in units {
        let holders = seat.read.all(holders_in_unit(*unit, now, MOST_OFFICERS)).await?;
        let of_unit: Vec<_> = holders.iter().map(|stored| stored.record.clone()).collect();
        let mut seen = BTreeSet::new();
        for holder in &of_unit {
            let able = Rights::of(holder.officer, &of_unit, &[], now).may(
                Right::Check,
                &Subject {
                    holding: Some(*unit),
                    ..Subject::default()
                },
            );
            if !able || !seen.insert(holder.officer) {
                continue;
            }
            let Some(officer) = seat.read.find::<Officer>(holder.officer).await? else {
                continue;
            };
            let title = seat.read.get::<Position>(holder.position).await?.record.title;
            let (held, late) = load.get(&holder.officer).copied().unwrap_or_default();
            let id = holder.officer.to_string();
            found.push(AssignOfficer {
                chosen: id == chosen,
                id,
                name: officer.record.name,
                post: format!("{title}, {}", short(&directory, *unit)),
                held,
                late,
            });
        }
    }
    found.sort_by(|one, other| (one.held, &one.name).cmp(&(other.held, &other.name)));
    Ok(found)
}

async fn page(visit: &Visit, seat: &Seat, ask: &Ask, typed: Typed) -> Result<AssignPage, Refusal> {
    let (w, now, directory) = (visit.here.words, visit.ctx.now(), visit.app().directory());
    let units = units(seat, &directory);
    let read = async {
        let lists = lists(seat, &units, ask, visit).await?;
        // Only officers of the units that have what is listed can be given it.
        let holding: BTreeSet<UnitId> = lists
            .open
            .dossiers
            .iter()
            .filter_map(|dossier| Some(dossier.holder?.unit))
            .collect();
        let of: Vec<UnitId> = units
            .iter()
            .copied()
            .filter(|unit| holding.is_empty() || holding.contains(unit))
            .collect();
        let officers = officers(visit, seat, &of, &lists.load, &typed.officer).await?;
        let calendar = current_legal_calendar(&seat.read).await?;
        let shown: Vec<Dossier> = lists.open.dossiers.iter().map(|stored| stored.record.clone()).collect();
        let names = procedures(&seat.read, &shown).await?;
        Ok::<_, ReadError>((lists, shown, officers, calendar, names))
    };
    let (lists, shown, officers, calendar, names) = read.await.map_err(|error| visit.refuse(error))?;
    looked(visit, seat, &shown, LookReason::List).await?;
    let holders: HashMap<&str, &str> = officers
        .iter()
        .map(|officer| (officer.id.as_str(), officer.name.as_str()))
        .collect();
    let lines: Vec<AssignLine> = lists
        .open
        .dossiers
        .iter()
        .map(|dossier| {
            let key = format!("{}.{}", dossier.id, dossier.version);
            let holder = dossier.holder.and_then(|holder| holder.officer);
            AssignLine {
                person: dossier.parties.applicant.name.clone(),
                procedure: names.get(&dossier.pinned.procedure).cloned().unwrap_or_default(),
                number: number(dossier),
                href: paths::desk_dossier(dossier.id),
                holder: holder.map(|officer| {
                    let known = holders.get(officer.to_string().as_str());
                    known.map_or_else(|| w.say("assign-somebody"), |name| (*name).to_owned())
                }),
                due: match dossier.owed_at() {
                    Some(due) => left(w, &calendar, now, due),
                    None => status(w, &calendar, dossier, now),
                },
                due_note: dossier
                    .due
                    .map_or_else(String::new, |due| w.one("promised-at", "moment", w.stamp(due.shown))),
                ticked: typed.dossiers.contains(&key),
                key,
            }
        })
        .collect();
    let here = address(if lists.held { "held" } else { "waiting" });
    let list = |label: &str, word: &str, count: String, is_open| AssignList {
        label: w.say(label),
        count,
        href: address(word),
        is_open,
    };
    Ok(AssignPage {
        w,
        desk: seat
            .desk(visit, Some(DeskPart::Assign))
            .with_hints(&[("↑ ↓", "key-move"), ("Ctrl Enter", "assign-key")]),
        done: done(w, &officers, ask, typed.errors.is_empty()),
        errors: led(typed.errors, &lines),
        action: if ask.after.is_empty() {
            here.clone()
        } else {
            format!("{here}&after={}", place(&ask.after))
        },
        token: visit.token(PURPOSE),
        lists: vec![
            list("assign-waiting", "waiting", lists.waiting_count, !lists.held),
            list("assign-held", "held", lists.held_count, lists.held),
        ],
        next: Next::of(&here, &ask.after, lists.open.next),
        most: officers
            .iter()
            .map(|officer| officer.held)
            .max()
            .unwrap_or(0)
            .max(USUAL),
        lines,
        officers,
    })
}

/// "Đã giao 3 hồ sơ cho …", after a form that could be done whole.
fn done(w: Words, officers: &[AssignOfficer], ask: &Ask, is_whole: bool) -> Option<String> {
    let given: usize = ask.given.parse().ok().filter(|given| *given > 0 && is_whole)?;
    let officer = officers.iter().find(|officer| officer.id == ask.to)?;
    Some(w.two("assign-done", "count", given, "officer", &officer.name))
}

/// Errors lead to the box of their dossier; of those no longer listed, to the first.
fn led(errors: Vec<ErrorLine>, lines: &[AssignLine]) -> Vec<ErrorLine> {
    let first = lines
        .first()
        .map(|line| format!("assign/{}", line.key))
        .unwrap_or_default();
    errors
        .into_iter()
        .map(|error| {
            let listed = lines.iter().any(|line| error.field == format!("assign/{}", line.key));
            if listed || error.field == "officer" {
                error
            } else {
                ErrorLine {
                    field: first.clone(),
                    ..error
                }
            }
        })
        .collect()
}
