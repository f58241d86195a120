//! What lies at an officer's units, and the lists by which it goes to others.

pub(crate) mod give_back;
pub(crate) mod keep;
pub(crate) mod lists;

use super::case::{Case, looked, number};
use super::posted::Posted;
use super::said::short;
use super::shell::Seat;
use crate::app::{Answer as Answered, Refusal, Visit};
use crate::desk::{OpenList, OriginalLine, OriginalsPage};
use crate::parts::{Answer, ErrorLine, Field, FieldKind, Next, Pair, Status, Tone};
use crate::{DeskPart, Page, Words, paths};
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use motcua_dossier::Stage;
use motcua_dossier::access::acting_subject;
use motcua_dossier::hand_over::{Ends, HandOver, HandOverError, Make, make, open_lists};
use motcua_dossier::original::{Lying, Original, OriginalError, Whereabouts, keeps_for, lying_in, originals_of};
use motcua_kernel::text::clean_line;
use motcua_kernel::{Instant, OriginalId, UnitId};
use motcua_org::unit::UnitKind;
use motcua_org::{Directory, Right};
use motcua_people::look::LookReason;
use motcua_store::{ReadError, Stored};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Originals on a page; a list takes fewer.
const SHOWN: usize = 60;
/// Open lists of each kind.
const LISTS: i64 = 30;
const MAKE: &str = "hand-over.make";

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    after: String,
}

/// What was sent, or nothing yet.
#[derive(Default)]
struct Typed {
    ticked: BTreeSet<String>,
    to: String,
    carrier: String,
    errors: Vec<(&'static str, String)>,
}

/// Shows them.
pub(crate) async fn list(visit: Visit, Query(ask): Query<Ask>) -> Answered {
    let seat = seated(&visit).await?;
    Ok(page(&visit, &seat, &ask.after, Typed::default()).await?.respond())
}

pub(super) async fn seated(visit: &Visit) -> Result<Seat, Refusal> {
    let seat = Seat::take(visit).await?;
    seat.needs(visit, &[Right::KeepOriginals])?;
    Ok(seat)
}

/// Makes a list of what is ticked.
pub(crate) async fn make_list(visit: Visit, Form(posted): Form<Posted>) -> Answered {
    let seat = seated(&visit).await?;
    let w = visit.here.words;
    let mut typed = Typed {
        ticked: posted.all("original").map(str::to_owned).collect(),
        to: posted.get("to").to_owned(),
        carrier: clean_line(posted.get("carrier")),
        errors: Vec::new(),
    };
    let Ok(ctx) = visit.form(MAKE, posted.get("token")) else {
        typed.errors.push(("to", w.say("form-again")));
        let page = page(&visit, &seat, "", typed).await?;
        return Ok(page.respond_with(StatusCode::CONFLICT));
    };
    let mut originals: Vec<OriginalId> = Vec::new();
    for ticked in &typed.ticked {
        originals.push(visit.id(ticked)?);
    }
    // All of a list lie in one place; the first says which.
    let from = match originals.first() {
        Some(first) => seat.read.find::<Original>(*first).await,
        None => Ok(None),
    };
    let from = from.map_err(|error| visit.refuse(error))?;
    let from = from.and_then(|first| first.whereabouts().unit());
    let to = visit.id::<UnitId>(&typed.to).ok();
    let made = match (from, to) {
        (_, None) => Err(HandOverError::NoUnit),
        // Nothing ticked, or a list on which it is already: the room says so.
        (from, Some(to)) => {
            let command = Make {
                from: from.or_else(|| keeps_for(&seat.rights).first().copied()).unwrap_or(to),
                to,
                originals,
                carrier: typed.carrier.clone(),
            };
            make(visit.app().store(), command, &ctx).await
        }
    };
    let error = match made {
        Ok(list) => return Ok(Redirect::to(&paths::desk_hand_over(list)).into_response()),
        Err(HandOverError::Nothing) => ("original", w.say("hand-over-nothing")),
        Err(HandOverError::TooMany) => ("original", w.say("hand-over-too-many")),
        Err(HandOverError::NoUnit) => ("to", w.say("hand-over-no-unit")),
        Err(HandOverError::Original(OriginalError::Elsewhere(_))) => ("original", w.say("original-moved-on")),
        Err(error) => return Err(visit.refuse(error)),
    };
    typed.errors.push(error);
    // Read anew: what has moved meanwhile stands as it is now.
    let seat = seated(&visit).await?;
    let page = page(&visit, &seat, "", typed).await?;
    Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
}

/// The place in an address; one that is none begins at the list's first.
fn place(after: &str) -> (Instant, OriginalId) {
    let found = after.split_once('.').and_then(|(at, id)| {
        let at = at.parse().ok().map(Instant::from_micros)?;
        uuid::Uuid::try_parse(id).ok().map(|id| (at, OriginalId::from(id)))
    });
    found.unwrap_or((Instant::from_micros(0), OriginalId::from_u128(0)))
}

async fn page(visit: &Visit, seat: &Seat, after: &str, typed: Typed) -> Result<OriginalsPage, Refusal> {
    let (w, directory) = (visit.here.words, visit.app().directory());
    let units: Vec<UnitId> = keeps_for(&seat.rights).into_iter().collect();
    let read = async {
        let lying = lying_in(&seat.read, &units, place(after), SHOWN as i64 + 1).await?;
        Ok::<_, ReadError>((lying, open_lists(&seat.read, &units, LISTS).await?))
    };
    let (mut lying, open) = read.await.map_err(|error| visit.refuse(error))?;
    let has_more = lying.len() > SHOWN;
    lying.truncate(SHOWN);
    looked(visit, seat, lying.iter().map(|lying| &lying.dossier), LookReason::List).await?;
    let next = lying
        .last()
        .filter(|_| has_more)
        .map(|last| format!("{}.{}", last.original.since().as_micros(), last.original.id));
    let wanted: Vec<Wanted> = lying.iter().map(|lying| Wanted::of(&directory, lying)).collect();
    let lines: Vec<OriginalLine> = lying
        .iter()
        .zip(&wanted)
        .map(|(lying, wanted)| line(w, seat, &directory, lying, *wanted, &typed.ticked))
        .collect();
    // Whoever made a mistake finds the field on the page, whichever lines it has.
    let anchor = lines
        .iter()
        .find(|line| line.may_go)
        .map_or_else(|| "to".to_owned(), |line| format!("original-{}", line.key));
    let mut fields = vec![
        Field::new(
            "to",
            w.say("original-to"),
            FieldKind::List(receivers(visit, &directory, &units, &wanted, &typed.to)),
        ),
        Field::new(
            "carrier",
            w.say("original-carrier"),
            FieldKind::Name(typed.carrier.clone()),
        )
        .optional(),
    ];
    let mut errors = Vec::new();
    for (name, said) in typed.errors {
        let field = if name == "original" {
            anchor.clone()
        } else {
            name.to_owned()
        };
        errors.push(ErrorLine::new(field, said.clone()));
        for field in fields.iter_mut().filter(|field| field.name == name) {
            field.error = Some(said.clone());
        }
    }
    Ok(OriginalsPage {
        w,
        desk: seat
            .desk(visit, Some(DeskPart::Originals))
            .with_hints(&[("↑ ↓", "key-move"), ("Enter", "key-open")]),
        said: w.one("originals-said", "count", lines.len()),
        done: None,
        errors,
        open: open_lines(w, &directory, &open),
        action: paths::DESK_ORIGINALS.to_owned(),
        token: visit.token(MAKE),
        next: Next::of(paths::DESK_ORIGINALS, after, next),
        lines,
        fields,
    })
}

/// What is to be done with an original that lies somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// Its dossier is over: it goes back to the person, here.
    Owed,
    /// The result is ready here: it goes back with it.
    WithResult,
    /// It is needed there.
    Goes(UnitId),
    /// It is on a list that has not left.
    Listed,
    /// Its dossier is here, too.
    Stays,
}

impl Wanted {
    fn of(directory: &Directory, lying: &Lying) -> Self {
        let Whereabouts::Lying { unit, .. } = lying.original.whereabouts() else {
            return Self::Listed;
        };
        let dossier = &lying.dossier;
        let has_desk = directory
            .find_unit(unit)
            .is_some_and(|unit| unit.kind == UnitKind::Centre);
        let delivery = dossier.places.delivery;
        match dossier.stage() {
            // Any centre gives back what it has; an office has no desk for that.
            stage if stage.is_final() && has_desk => Self::Owed,
            stage if stage.is_final() => Self::Goes(delivery),
            Stage::ResultReady if unit == delivery => Self::WithResult,
            Stage::ResultReady => Self::Goes(delivery),
            _ => match dossier.holder {
                Some(holder) if holder.unit != unit => Self::Goes(holder.unit),
                Some(_) | None => Self::Stays,
            },
        }
    }

    fn said(self, w: Words, directory: &Directory) -> Status {
        match self {
            Self::Owed => Status::new(Tone::Late, w.say("original-owed")),
            Self::WithResult => Status::new(Tone::Done, w.say("original-with-result")),
            Self::Goes(unit) => Status::new(Tone::Soon, w.one("original-goes", "unit", short(directory, unit))),
            Self::Listed => Status::new(Tone::Paused, w.say("original-listed")),
            Self::Stays => Status::new(Tone::Run, w.say("original-stays")),
        }
    }
}

fn line(
    w: Words,
    seat: &Seat,
    directory: &Directory,
    lying: &Lying,
    wanted: Wanted,
    ticked: &BTreeSet<String>,
) -> OriginalLine {
    let (original, dossier) = (&lying.original, &lying.dossier);
    let key = original.id.to_string();
    let may_go = wanted != Wanted::Listed;
    OriginalLine {
        name: original.description.clone(),
        code: original.code.to_string(),
        sheets: original.sheets,
        person: dossier.parties.applicant.name.clone(),
        number: number(dossier),
        href: seat
            .rights
            .may(Right::SeeDossier, &acting_subject(dossier))
            .then(|| paths::desk_dossier(dossier.id)),
        state: wanted.said(w, directory),
        since: original.since(),
        // With the result it goes back at the delivery desk; before, whoever asks for it may have it.
        back: (may_go && wanted != Wanted::WithResult).then(|| paths::desk_original_return(original.id)),
        may_go,
        ticked: ticked.contains(&key),
        key,
    }
}

/// Whom a list can go to: first the units where something is needed, then all others that keep originals.
fn receivers(visit: &Visit, directory: &Directory, own: &[UnitId], wanted: &[Wanted], chosen: &str) -> Vec<Answer> {
    let now = visit.ctx.now();
    let mut first: Vec<UnitId> = Vec::new();
    for one in wanted {
        if let Wanted::Goes(unit) = one
            && !first.contains(unit)
        {
            first.push(*unit);
        }
    }
    let mut others: Vec<(String, UnitId)> = directory
        .units()
        .filter(|unit| unit.kind != UnitKind::Committee && unit.period.holds(now))
        .filter(|unit| !first.contains(&unit.id) && own != [unit.id])
        .map(|unit| (short(directory, unit.id), unit.id))
        .collect();
    others.sort();
    let first = first.into_iter().map(|unit| (short(directory, unit), unit));
    let all: Vec<(String, UnitId)> = first.chain(others).collect();
    all.into_iter()
        .map(|(label, unit)| {
            let value = unit.to_string();
            let is_chosen = value == chosen;
            Answer::new(value, label, is_chosen)
        })
        .collect()
}

fn open_lines(w: Words, directory: &Directory, open: &Ends) -> Vec<OpenList> {
    let line = |list: &Stored<HandOver>, status: Status, way: &'static str, other: UnitId| OpenList {
        number: list.number.to_string(),
        href: paths::desk_hand_over(list.id),
        state: status,
        about: w.two(way, "unit", short(directory, other), "count", list.lines.len()),
        at: list.made_at,
    };
    let mut lines: Vec<OpenList> = Vec::new();
    for list in &open.differing {
        let status = Status::new(
            Tone::Late,
            w.one("hand-over-looked-for", "count", list.looked_for().count()),
        );
        lines.push(line(list, status, "hand-over-way-from", list.from));
    }
    let rest = [
        (&open.arriving, Tone::Run, "hand-over-arriving"),
        (&open.made, Tone::Soon, "hand-over-made"),
        (&open.leaving, Tone::Run, "hand-over-leaving"),
    ];
    for (lists, tone, said) in rest {
        for list in lists {
            let (way, other) = match said {
                "hand-over-arriving" => ("hand-over-way-from", list.from),
                _ => ("hand-over-way-to", list.to),
            };
            lines.push(line(list, Status::new(tone, w.say(said)), way, other));
        }
    }
    lines
}

/// Where an original is, in words: for the pages of its dossier.
pub(crate) fn where_said(w: Words, directory: &Directory, original: &Original) -> String {
    match original.whereabouts() {
        Whereabouts::Lying { unit, .. } | Whereabouts::Listed { unit, .. } => {
            w.one("original-lies", "unit", short(directory, unit))
        }
        Whereabouts::UnderWay { from, to, .. } => w.two(
            "original-under-way",
            "from",
            short(directory, from),
            "to",
            short(directory, to),
        ),
        Whereabouts::Missing { from, to, .. } => w.two(
            "original-is-missing",
            "from",
            short(directory, from),
            "to",
            short(directory, to),
        ),
        Whereabouts::Returned { unit } => w.two(
            "original-returned",
            "unit",
            short(directory, unit),
            "moment",
            w.stamp(original.since()),
        ),
    }
}

/// Whether a dossier still waits for an original of it.
pub(crate) fn is_elsewhere(originals: &[Stored<Original>], desk: UnitId) -> bool {
    originals.iter().any(|original| {
        original.is_owed() && !matches!(original.whereabouts(), Whereabouts::Lying { unit, .. } if unit == desk)
    })
}

/// The originals of a dossier that must still go back to its people, each with where it is.
pub(crate) async fn owed(visit: &Visit, seat: &Seat, case: &Case) -> Result<Vec<Pair>, Refusal> {
    let (w, directory) = (visit.here.words, visit.app().directory());
    let kept = seat.read.all(originals_of(case.dossier().id)).await;
    let kept = kept.map_err(|error| visit.refuse(error))?;
    let owed = kept.iter().filter(|original| original.is_owed());
    Ok(owed
        .map(|original| {
            let place = format!("{}, {}", original.code, where_said(w, &directory, original));
            Pair::new(w.say("deliver-original"), &original.description).noted(place)
        })
        .collect())
}
