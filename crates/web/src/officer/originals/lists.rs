//! Hand-over lists: found by number or square code, printed, sent off, counted on arrival.

use super::seated;
use crate::app::{Answer, Refusal, Visit};
use crate::desk::{Cell, HandOverAct, HandOverLine, HandOverPage, ListLine, ListPage, Search};
use crate::officer::case::{looked, number};
use crate::officer::posted::Posted;
use crate::officer::said::{short, unit};
use crate::officer::shell::Seat;
use crate::parts::{Next, Pair, Status, Tone};
use crate::{DeskPart, Page, Words, papers, paths};
use axum::Form;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse as _, Redirect};
use motcua_dossier::Dossier;
use motcua_dossier::hand_over::{
    HandOver, HandOverState, by_list_code, by_list_number, drop_list, lists_of, receive, send, settle,
};
use motcua_dossier::original::{Original, keeps_for};
use motcua_dossier::paper::print_loose;
use motcua_kernel::{HandOverId, Instant, OfficerId, OriginalId, Problem, UnitId, codes};
use motcua_org::Directory;
use motcua_org::officer::Officer;
use motcua_people::look::LookReason;
use motcua_store::{Read, ReadError, Stored};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Lists on a page.
const SHOWN: usize = 50;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    q: String,
    #[serde(default)]
    after: String,
}

/// The random code in what a reader types: the address of the paper, with or without the lines behind it.
fn scanned(q: &str) -> Option<&str> {
    let (_, rest) = q.split_once("/g/")?;
    let end = rest
        .find(|letter: char| !letter.is_ascii_alphanumeric())
        .unwrap_or(rest.len());
    Some(&rest[..end])
}

/// Lists those of this officer's units; a number or a square code leads straight to its list.
pub(crate) async fn list(visit: Visit, Query(ask): Query<Ask>) -> Answer {
    let seat = seated(&visit).await?;
    let (w, directory) = (visit.here.words, visit.app().directory());
    let units: Vec<UnitId> = keeps_for(&seat.rights).into_iter().collect();
    let q = ask.q.trim();
    if !q.is_empty() {
        let found = match scanned(q) {
            Some(code) => seat.read.first(by_list_code(code)).await,
            None => seat.read.first(by_list_number(&q.to_ascii_uppercase())).await,
        };
        let found = found.map_err(|error| visit.refuse(error))?;
        if let Some(list) = found.filter(|list| is_open_to(&units, list)) {
            return Ok(Redirect::to(&paths::desk_hand_over(list.id)).into_response());
        }
    }
    let from = place(&ask.after);
    let lists = match (q.is_empty(), units.is_empty()) {
        (true, false) => {
            seat.read
                .all(lists_of(&units, &units, from.0, from.1, SHOWN as i64 + 1))
                .await
        }
        _ => Ok(Vec::new()),
    };
    let mut lists = lists.map_err(|error| visit.refuse(error))?;
    let has_more = lists.len() > SHOWN;
    lists.truncate(SHOWN);
    let next = lists
        .last()
        .filter(|_| has_more)
        .map(|last| format!("{}.{}", last.made_at.as_micros(), last.id));
    let page = ListPage {
        w,
        desk: seat
            .desk(&visit, Some(DeskPart::Originals))
            .with_hints(&[("↑ ↓", "key-move"), ("Enter", "key-open")]),
        title: w.say("hand-overs-title"),
        said: w.one("hand-overs-said", "count", lists.len()),
        search: Some(Search {
            label: w.say("hand-overs-find"),
            action: paths::DESK_HAND_OVERS.to_owned(),
            // What a reader typed is of no use to anybody a second time.
            q: if scanned(q).is_some() {
                String::new()
            } else {
                q.to_owned()
            },
        }),
        errors: Vec::new(),
        all: None,
        heads: ["col-number", "hand-over-way", "col-state", "original-since"]
            .map(|key| w.say(key))
            .to_vec(),
        lines: lists
            .iter()
            .map(|list| {
                let status = status(w, list, &units);
                ListLine {
                    href: Some(paths::desk_hand_over(list.id)),
                    cells: vec![
                        Cell::new(list.number.to_string()),
                        Cell::new(w.two(
                            "hand-over-from-to",
                            "from",
                            short(&directory, list.from),
                            "to",
                            short(&directory, list.to),
                        ))
                        .small(w.one("hand-over-count", "count", list.lines.len())),
                        Cell::new(status.text).tone(status.tone),
                        Cell::new(w.stamp(list.made_at)),
                    ],
                    acts: Vec::new(),
                }
            })
            .collect(),
        none: if q.is_empty() {
            w.say("hand-overs-none")
        } else {
            w.say("hand-overs-not-found")
        },
        next: Next::of(paths::DESK_HAND_OVERS, &ask.after, next),
    };
    Ok(page.respond())
}

/// The place in an address: lists before it. One that is none begins at the newest.
fn place(after: &str) -> (Instant, HandOverId) {
    let found = after.split_once('.').and_then(|(at, id)| {
        let at = at.parse().ok().map(Instant::from_micros)?;
        uuid::Uuid::try_parse(id).ok().map(|id| (at, HandOverId::from(id)))
    });
    found.unwrap_or((Instant::from_micros(i64::MAX), HandOverId::from_u128(u128::MAX)))
}

fn is_open_to(units: &[UnitId], list: &HandOver) -> bool {
    units.contains(&list.from) || units.contains(&list.to)
}

fn status(w: Words, list: &HandOver, units: &[UnitId]) -> Status {
    match &list.state {
        HandOverState::Made => Status::new(Tone::Soon, w.say("hand-over-made")),
        HandOverState::Sent { .. } if units.contains(&list.to) => Status::new(Tone::Run, w.say("hand-over-arriving")),
        HandOverState::Sent { .. } => Status::new(Tone::Run, w.say("hand-over-leaving")),
        HandOverState::Received { .. } => match list.looked_for().count() {
            0 => Status::new(Tone::Done, w.say("hand-over-received")),
            count => Status::new(Tone::Late, w.one("hand-over-looked-for", "count", count)),
        },
        HandOverState::Dropped { .. } => Status::new(Tone::Closed, w.say("hand-over-dropped")),
    }
}

/// The list of an address, if one of its ends is this officer's.
async fn found(visit: &Visit, seat: &Seat, id: &str) -> Result<Stored<HandOver>, Refusal> {
    let id: HandOverId = visit.id(id)?;
    let list = seat.read.find::<HandOver>(id).await;
    let list = list.map_err(|error| visit.refuse(error))?;
    let units: Vec<UnitId> = keeps_for(&seat.rights).into_iter().collect();
    list.filter(|list| is_open_to(&units, list))
        .ok_or_else(|| visit.refuse(Problem::new(codes::NOT_FOUND)))
}

fn purpose(act: &str, list: HandOverId) -> String {
    format!("hand-over.{act} {list}")
}

/// Shows one.
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let seat = seated(&visit).await?;
    let list = found(&visit, &seat, &id).await?;
    let (w, directory) = (visit.here.words, visit.app().directory());
    let units: Vec<UnitId> = keeps_for(&seat.rights).into_iter().collect();
    let read = async {
        let mut on_it = Vec::with_capacity(list.lines.len());
        for line in &list.lines {
            let original = seat.read.get::<Original>(line.original).await?.record;
            on_it.push((original, seat.read.get::<Dossier>(line.dossier).await?.record));
        }
        let pairs = pairs(&seat.read, w, &directory, &list).await?;
        Ok::<_, ReadError>((on_it, pairs))
    };
    let (on_it, pairs) = read.await.map_err(|error| visit.refuse(error))?;
    looked(
        &visit,
        &seat,
        on_it.iter().map(|(_, dossier)| dossier),
        LookReason::List,
    )
    .await?;
    let has_arrived = matches!(list.state, HandOverState::Received { .. });
    let looked_for: BTreeSet<OriginalId> = list.looked_for().collect();
    let lines = on_it
        .iter()
        .map(|(original, dossier)| HandOverLine {
            key: original.id.to_string(),
            name: original.description.clone(),
            code: original.code.to_string(),
            sheets: original.sheets,
            person: dossier.parties.applicant.name.clone(),
            number: number(dossier),
            state: has_arrived.then(|| arrived(w, &directory, &list, original)),
            found: looked_for
                .contains(&original.id)
                .then(|| visit.token(&purpose("found", list.id))),
        })
        .collect();
    let act = |key: &str, about: &str, word: &'static str| HandOverAct {
        text: w.say(key),
        href: paths::desk_hand_over_act(list.id, word),
        token: visit.token(&purpose(word, list.id)),
        about: w.say(about),
    };
    let (gives, takes) = (units.contains(&list.from), units.contains(&list.to));
    let page = HandOverPage {
        w,
        desk: seat.desk(&visit, Some(DeskPart::Originals)),
        number: list.number.to_string(),
        status: status(w, &list, &units),
        pairs,
        paper: paths::desk_hand_over_paper(list.id),
        errors: Vec::new(),
        lines,
        receive: (takes && matches!(list.state, HandOverState::Sent { .. }))
            .then(|| act("hand-over-receive", "hand-over-receive-about", "receive")),
        acts: if gives && list.state == HandOverState::Made {
            vec![
                act("hand-over-send", "hand-over-send-about", "send"),
                act("hand-over-drop", "hand-over-drop-about", "drop"),
            ]
        } else {
            Vec::new()
        },
        found: paths::desk_hand_over_act(list.id, "found"),
    };
    Ok(page.respond())
}

/// What became of an original of a list that arrived.
fn arrived(w: Words, directory: &Directory, list: &HandOver, original: &Original) -> Status {
    let HandOverState::Received { missing, .. } = &list.state else {
        return Status::new(Tone::Done, w.say("original-arrived"));
    };
    match missing.iter().find(|missing| missing.original == original.id) {
        None => Status::new(Tone::Done, w.say("original-arrived")),
        Some(missing) => match missing.found {
            Some(found) => Status::new(
                Tone::Done,
                w.one("original-found", "unit", short(directory, found.unit)),
            ),
            None => Status::new(Tone::Late, w.say("original-missing")),
        },
    }
}

async fn officer_name(read: &Read, id: OfficerId) -> Result<String, ReadError> {
    let officer = read.find::<Officer>(id).await?;
    Ok(officer.map_or_else(String::new, |officer| officer.record.name))
}

async fn pairs(read: &Read, w: Words, directory: &Directory, list: &HandOver) -> Result<Vec<Pair>, ReadError> {
    let mut pairs = vec![
        Pair::new(w.say("hand-over-from"), unit(directory, list.from)),
        Pair::new(w.say("hand-over-to"), unit(directory, list.to)),
        Pair::new(w.say("hand-over-made-by"), officer_name(read, list.officer).await?).noted(w.moment(list.made_at)),
    ];
    let (sent, ended) = match &list.state {
        HandOverState::Made => (None, None),
        HandOverState::Sent { at, officer } => (Some((*at, Some(*officer))), None),
        HandOverState::Received {
            sent_at, at, officer, ..
        } => (Some((*sent_at, None)), Some(("hand-over-received-by", *at, *officer))),
        HandOverState::Dropped { at, officer } => (None, Some(("hand-over-dropped-by", *at, *officer))),
    };
    if let Some((at, officer)) = sent {
        let by = match officer {
            Some(officer) => officer_name(read, officer).await?,
            None => w.moment(at),
        };
        let pair = Pair::new(w.say("hand-over-sent-by"), by);
        pairs.push(if officer.is_some() {
            pair.noted(w.moment(at))
        } else {
            pair
        });
    }
    if let Some((key, at, officer)) = ended {
        pairs.push(Pair::new(w.say(key), officer_name(read, officer).await?).noted(w.moment(at)));
    }
    Ok(pairs)
}

/// The printed sheet.
pub(crate) async fn paper(visit: Visit, Path(id): Path<String>) -> Answer {
    let seat = seated(&visit).await?;
    let list = found(&visit, &seat, &id).await?;
    let app = visit.app();
    let bytes = print_loose::<HandOver>(app.store(), app.press(), &app.about().address, list.id, &visit.ctx).await;
    let bytes = bytes.map_err(|error| visit.refuse(error))?;
    let name = list.paper.fixed.body.name();
    Ok(papers::file(bytes, &list.number.to_string(), "hand-over", name))
}

/// `GET` of an act: what a browser asks for when signing in interrupted the form.
pub(crate) async fn not_done(visit: Visit, Path((id, _)): Path<(String, String)>) -> Answer {
    let id: HandOverId = visit.id(&id)?;
    Ok(Redirect::to(&paths::desk_hand_over(id)).into_response())
}

/// Sends it off, receives it, finds what was missing, or drops it.
pub(crate) async fn act(visit: Visit, Path((id, act)): Path<(String, String)>, Form(posted): Form<Posted>) -> Answer {
    let seat = seated(&visit).await?;
    let list = found(&visit, &seat, &id).await?;
    if !["send", "receive", "found", "drop"].contains(&act.as_str()) {
        return Err(visit.refuse(Problem::new(codes::NOT_FOUND)));
    }
    let ctx = visit
        .form(&purpose(&act, list.id), posted.get("token"))
        .map_err(|problem| visit.refuse(problem))?;
    let store = visit.app().store();
    let done = match act.as_str() {
        "send" => send(store, list.id, &ctx).await,
        "drop" => drop_list(store, list.id, &ctx).await,
        "found" => {
            let original: OriginalId = visit.id(posted.get("original"))?;
            let units = keeps_for(&seat.rights);
            let here = if units.contains(&list.to) { list.to } else { list.from };
            settle(store, list.id, original, here, &ctx).await
        }
        _ => {
            let there: BTreeSet<String> = posted.all("there").map(str::to_owned).collect();
            let missing = list
                .lines
                .iter()
                .map(|line| line.original)
                .filter(|original| !there.contains(&original.to_string()))
                .collect();
            receive(store, list.id, &missing, &ctx).await
        }
    };
    done.map_err(|error| visit.refuse(error))?;
    Ok(Redirect::to(&paths::desk_hand_over(list.id)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_types_the_whole_square_code() {
        let code = "7f3kq9w2m5x8r4t6v1b0c3d5e7";
        for typed in [
            format!("https://motcua.example/g/{code}"),
            format!("https://motcua.example/g/{code}\nMaHoSo=\nTenGiayTo=Danh sách"),
            format!("https://motcua.example/g/{code} MaHoSo="),
        ] {
            assert_eq!(scanned(&typed), Some(code));
        }
        assert_eq!(scanned("BB-26-0017"), None);
    }
}
