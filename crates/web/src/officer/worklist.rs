//! Work by who holds it, the nearest due moment first, with a preview beside the list.

use super::case::{Case, looked, number};
use super::counter::{place, procedures};
use super::dossier::{names, stretch_said};
use super::reminders::marks;
use super::said::{left, sections, short, status};
use super::shell::Seat;
use crate::app::{Answer, Refusal, Visit};
use crate::desk::{Holder, Preview, WorkGroup, WorkLine, WorklistPage};
use crate::parts::{Next, Shape, Tile, TileKind};
use crate::{DeskPart, Page, Words, paths};
use axum::extract::Query;
use motcua_dossier::ledger::Clock;
use motcua_dossier::opinion::{Opinion, asked_of};
use motcua_dossier::remind::{Reminder, open_of};
use motcua_dossier::timeline::{Stretch, timeline};
use motcua_dossier::worklist::{Group, Place, worklist};
use motcua_dossier::{Dossier, WaitsFor};
use motcua_kernel::calendar::Calendar;
use motcua_kernel::{DossierId, Instant, UnitId};
use motcua_org::calendar::record::current_legal_calendar;
use motcua_org::unit::UnitKind;
use motcua_org::{Directory, Right};
use motcua_people::look::LookReason;
use motcua_store::{ReadError, Stored};
use serde::Deserialize;

/// The list of what others want to know; its dossiers lie elsewhere.
const ASKED: &str = "asked";
/// Dossiers that are read of each part of the list.
const READ: i64 = 200;
/// Open reminders that are read for the marks.
const REMINDED: i64 = 500;
/// Dossiers on the page.
const SHOWN: usize = 60;
/// Parts that are read for one page at most; one that is not full by then says where it goes on.
const MOST_PARTS: usize = 20;

/// Which list, and which dossier beside it.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    holder: String,
    #[serde(default)]
    shown: String,
    #[serde(default)]
    after: String,
}

/// The lists in their order: the word of the address, the key of the name, the shape.
const LISTS: [(&str, &str, Shape); 9] = [
    ("me", "holder-me", Shape::Run),
    ("taking", "holder-taking", Shape::Next),
    ("others", "holder-others", Shape::Next),
    (ASKED, "holder-asked", Shape::Run),
    ("opinion", "holder-opinion", Shape::Next),
    ("sign", "holder-sign", Shape::Next),
    ("records", "holder-records", Shape::Next),
    ("person", "holder-person", Shape::Paused),
    ("fetching", "holder-fetching", Shape::Done),
];

const fn list_of(group: Group) -> &'static str {
    match group {
        Group::Mine => "me",
        Group::Waits(WaitsFor::Taking | WaitsFor::Reception) => "taking",
        Group::Waits(WaitsFor::Officer | WaitsFor::Nothing) => "others",
        Group::Waits(WaitsFor::Opinion | WaitsFor::ExternalSystem) => "opinion",
        Group::Waits(WaitsFor::Signature) => "sign",
        Group::Waits(WaitsFor::RecordsClerk) => "records",
        Group::Waits(WaitsFor::Applicant) => "person",
        Group::Waits(WaitsFor::Fetching) => "fetching",
    }
}

/// Shows one of the lists.
pub(crate) async fn list(visit: Visit, Query(ask): Query<Ask>) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &[Right::Check, Right::Propose])?;
    let read = async {
        let (all, read_to) = part(&seat, Place::START).await?;
        let told = seat.read.all(open_of(seat.officer.id, REMINDED)).await?;
        let asked = asked(&seat).await?;
        Ok::<_, ReadError>((all, read_to, current_legal_calendar(&seat.read).await?, told, asked))
    };
    let (all, read_to, calendar, told, asked) = read.await.map_err(|error| visit.refuse(error))?;
    let count = |word: &str| match word {
        ASKED => asked.len(),
        _ => all.iter().filter(|(list, _)| *list == word).count(),
    };
    // What has come in is taken first, when nothing is in hand.
    let first = if count("me") == 0 && count("taking") > 0 {
        "taking"
    } else {
        "me"
    };
    let open = LISTS
        .iter()
        .map(|(word, _, _)| *word)
        .find(|word| *word == ask.holder)
        .unwrap_or(first);
    let (chosen, next) = if open == ASKED {
        (asked.iter().map(|(_, dossier)| dossier.clone()).collect(), None)
    } else {
        page_of(&seat, open, &ask.after, (&all, read_to))
            .await
            .map_err(|error| visit.refuse(error))?
    };
    let wanted: Option<DossierId> = visit.id(&ask.shown).ok();
    let shown = chosen
        .iter()
        .find(|dossier| Some(dossier.id) == wanted)
        .map(|found| found.id);
    let procedures = procedures(&seat.read, &chosen)
        .await
        .map_err(|error| visit.refuse(error))?;
    looked(&visit, &seat, &chosen, LookReason::List).await?;
    let (w, now, directory) = (visit.here.words, visit.ctx.now(), visit.app().directory());
    let list = format!("{}?holder={open}", paths::DESK_WORKLIST);
    let told: Vec<Reminder> = told.into_iter().map(|stored| stored.record).collect();
    let marks = marks(w, &told);
    let mut lines: Vec<(Due, WorkLine)> = chosen
        .iter()
        .map(|dossier| {
            let line = WorkLine {
                person: dossier.parties.applicant.name.clone(),
                procedure: procedures.get(&dossier.pinned.procedure).cloned().unwrap_or_default(),
                number: number(dossier),
                where_from: w.one("filed-where", "unit", short(&directory, dossier.places.reception)),
                due: match dossier.owed_at() {
                    Some(due) => left(w, &calendar, now, due),
                    None => status(w, &calendar, dossier, now),
                },
                due_note: dossier
                    .due
                    .map_or_else(String::new, |due| w.one("promised-at", "moment", w.stamp(due.shown))),
                reminded: marks.get(&dossier.id).cloned(),
                href: if ask.after.is_empty() {
                    format!("{list}&shown={}", dossier.id)
                } else {
                    format!("{list}&after={}&shown={}", place(&ask.after), dossier.id)
                },
                is_shown: shown == Some(dossier.id),
            };
            (Due::of(dossier, now), line)
        })
        .collect();
    for ((due, line), (opinion, _)) in lines.iter_mut().zip(asked.iter().filter(|_| open == ASKED)) {
        // What is due is the answer, and the line leads to it.
        *due = Due::at(opinion.due.at, now);
        line.due = left(w, &calendar, now, opinion.due.at);
        line.due_note = super::opinion::due(w, opinion);
        line.where_from = w.one("opinion-asked-by", "unit", short(&directory, opinion.asker));
        line.href = paths::desk_opinion(opinion.id, "answer");
    }
    let preview = match shown {
        Some(id) => preview(&visit, &seat, id, &calendar).await?,
        None => None,
    };
    let late = all.iter().filter(|(_, dossier)| dossier.is_late(now)).count();
    let today = all
        .iter()
        .filter(|(_, dossier)| Due::of(dossier, now) == Due::Today)
        .count();
    let page = WorklistPage {
        w,
        desk: seat
            .desk(&visit, Some(DeskPart::Worklist))
            .with_hints(&[("↑ ↓", "key-move"), ("Enter", "key-open")]),
        said: if read_to.is_some() {
            w.two("worklist-said-many", "count", all.len(), "today", today)
        } else {
            w.two("worklist-said", "count", all.len(), "today", today)
        },
        said_risk: w.one("worklist-late", "count", late),
        holders: LISTS
            .iter()
            // A list that is empty and not among the usual ones only takes room.
            .filter(|(word, _, _)| count(word) > 0 || !matches!(*word, ASKED | "others" | "fetching"))
            .map(|(word, key, shape)| Holder {
                label: w.say(key),
                count: u32::try_from(count(word)).unwrap_or(u32::MAX),
                and_more: read_to.is_some(),
                href: format!("{}?holder={word}", paths::DESK_WORKLIST),
                shape: *shape,
                is_open: *word == open,
            })
            .collect(),
        list_title: LISTS
            .iter()
            .find(|(word, _, _)| *word == open)
            .map_or_else(String::new, |(_, key, _)| w.say(key)),
        groups: grouped(w, lines),
        next: Next::of(&list, &ask.after, next),
        shown: preview,
    };
    Ok(page.respond())
}

/// What units in which this officer appraises still have to answer, each with its dossier, the nearest due moment first.
async fn asked(seat: &Seat) -> Result<Vec<(Opinion, Dossier)>, ReadError> {
    let units: Vec<UnitId> = seat.rights.scope(Right::Check).handling.iter().copied().collect();
    let mut asked = Vec::new();
    if units.is_empty() {
        return Ok(asked);
    }
    for opinion in seat.read.all(asked_of(&units, READ)).await? {
        let dossier = seat.read.get::<Dossier>(opinion.dossier).await?.record;
        asked.push((opinion.record, dossier));
    }
    Ok(asked)
}

/// The lists from a place on, in the order of the lists, and the place up to which that is all.
async fn part(seat: &Seat, from: Place) -> Result<(Vec<(&'static str, Dossier)>, Option<Place>), ReadError> {
    let list = worklist(&seat.read, seat.officer.id, &seat.rights, from, READ).await?;
    let mut all: Vec<(&'static str, Dossier)> = list
        .groups
        .into_iter()
        .flat_map(|(group, dossiers)| {
            let word = list_of(group);
            dossiers
                .into_iter()
                .map(move |stored: Stored<Dossier>| (word, stored.record))
        })
        .collect();
    all.sort_by_key(|(_, dossier)| Place::owed(dossier).order());
    Ok((all, list.read_to))
}

/// A page of one list, after a place. What was read from the beginning is not read again.
async fn page_of(
    seat: &Seat,
    open: &str,
    after: &str,
    (first, first_to): (&[(&'static str, Dossier)], Option<Place>),
) -> Result<(Vec<Dossier>, Option<Place>), ReadError> {
    let mut page: Vec<Dossier> = Vec::new();
    let mut from = place(after);
    for turn in 0..MOST_PARTS {
        let (all, read_to) = if turn == 0 && from == Place::START {
            (first.to_vec(), first_to)
        } else {
            part(seat, from).await?
        };
        for (_, dossier) in all.into_iter().filter(|(list, _)| *list == open) {
            if page.len() == SHOWN {
                // One more is there: it begins the next page.
                return Ok((page, Some(from)));
            }
            from = Place::owed(&dossier);
            page.push(dossier);
        }
        match read_to {
            Some(to) => from = to,
            None => return Ok((page, None)),
        }
    }
    Ok((page, Some(from)))
}

/// When something is due, as lists are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    Late,
    Today,
    Week,
    Later,
    Open,
}

impl Due {
    fn of(dossier: &Dossier, now: Instant) -> Self {
        if dossier.is_late(now) {
            return Self::Late;
        }
        dossier.owed_at().map_or(Self::Open, |due| Self::at(due, now))
    }

    fn at(due: Instant, now: Instant) -> Self {
        match due.date().days_since(now.date()) {
            _ if due < now => Self::Late,
            0 => Self::Today,
            days if days < 7 => Self::Week,
            _ => Self::Later,
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Late => "group-late",
            Self::Today => "group-today",
            Self::Week => "group-week",
            Self::Later => "group-later",
            Self::Open => "group-open",
        }
    }
}

fn grouped(w: Words, lines: Vec<(Due, WorkLine)>) -> Vec<WorkGroup> {
    [Due::Late, Due::Today, Due::Week, Due::Later, Due::Open]
        .into_iter()
        .map(|due| {
            let of_it = lines.iter().filter(|(of, _)| *of == due);
            (due, of_it.map(|(_, line)| line.clone()).collect::<Vec<_>>())
        })
        .filter(|(_, lines)| !lines.is_empty())
        .map(|(due, lines)| WorkGroup {
            title: w.one(due.key(), "count", lines.len()),
            lines,
        })
        .collect()
}

async fn preview(visit: &Visit, seat: &Seat, id: DossierId, calendar: &Calendar) -> Result<Option<Preview>, Refusal> {
    let (w, now, directory) = (visit.here.words, visit.ctx.now(), visit.app().directory());
    let read = async {
        let Some(case) = Case::find(&seat.read, id).await? else {
            return Ok(None);
        };
        let stretches = timeline(&case.life, calendar, now);
        let names = names(&seat.read, &case, &stretches, std::iter::empty()).await?;
        Ok::<_, ReadError>(Some((case, stretches, names)))
    };
    let Some((case, stretches, names)) = read.await.map_err(|error| visit.refuse(error))? else {
        return Ok(None);
    };
    let tiles = tiles(w, &directory, &stretches);
    let said: Vec<String> = tiles
        .iter()
        .map(|tile| format!("{} {}%", tile.label, tile.percent))
        .collect();
    let events = stretches
        .iter()
        .map(|stretch| {
            let what = stretch_said(w, stretch);
            let unit = short(&directory, stretch.holder.unit);
            let who = stretch.by.and_then(|officer| names.get(&officer));
            let who = who.map_or_else(|| unit.clone(), |name| format!("{name}, {unit}"));
            (stretch.from, format!("{what}: {who}"))
        })
        .collect();
    Ok(Some(Preview {
        person: case.dossier().parties.applicant.name.clone(),
        procedure: case.procedure(w),
        code: case.code().to_owned(),
        pairs: sections(w, &directory, &case)
            .into_iter()
            .flat_map(|section| section.rows)
            .collect(),
        tiles,
        tiles_said: said.join(", "),
        events,
        href: paths::desk_dossier(id),
    }))
}

/// The ledger as tiles, stretches beside each other of one holder and clock joined.
fn tiles(w: Words, directory: &Directory, stretches: &[Stretch]) -> Vec<Tile> {
    let total: i64 = stretches.iter().map(|stretch| stretch.working.as_minutes()).sum();
    let mut joined: Vec<(TileKind, String, i64)> = Vec::new();
    for stretch in stretches {
        let waits = matches!(stretch.clock, Clock::Waiting | Clock::Paused);
        let is_centre = directory
            .find_unit(stretch.holder.unit)
            .is_some_and(|unit| unit.kind == UnitKind::Centre);
        let (kind, label) = if waits {
            (TileKind::Paused, w.say("tile-waits"))
        } else if is_centre {
            (TileKind::Centre, short(directory, stretch.holder.unit))
        } else {
            (TileKind::Unit, short(directory, stretch.holder.unit))
        };
        let minutes = stretch.working.as_minutes();
        match joined.last_mut() {
            Some((last, name, sum)) if *last == kind && *name == label => *sum += minutes,
            _ => joined.push((kind, label, minutes)),
        }
    }
    joined
        .into_iter()
        .map(|(kind, label, minutes)| Tile {
            kind,
            label,
            percent: u8::try_from(minutes * 100 / total.max(1)).unwrap_or(100),
        })
        .collect()
}
