//! Finding a dossier by number, personal number or name, inside what the position may see.

use super::case::{looked, number};
use super::counter::{procedures, searched};
use super::said::{short, status};
use super::shell::Seat;
use crate::app::{Answer, Visit};
use crate::desk::{Cell, ListLine, ListPage, Search};
use crate::parts::Next;
use crate::{DeskPart, Page, paths};
use axum::extract::Query;
use motcua_dossier::access::subject;
use motcua_dossier::kept::load;
use motcua_dossier::worklist::Place;
use motcua_dossier::{Dossier, by_number};
use motcua_kernel::DossierId;
use motcua_org::Right;
use motcua_org::calendar::record::current_legal_calendar;
use motcua_people::card::Card;
use motcua_people::look::LookReason;
use motcua_store::ReadError;
use serde::Deserialize;
use uuid::Uuid;

const SHOWN: usize = 50;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    q: String,
    /// After which dossier the stretch begins.
    #[serde(default)]
    after: String,
}

/// Finds; nothing typed finds nothing.
pub(crate) async fn list(visit: Visit, Query(mut ask): Query<Ask>) -> Answer {
    // A card under the reader: its number finds what is theirs, whatever became of the words.
    if let Some(card) = ask.q.contains('|').then(|| Card::read(&ask.q)).and_then(Result::ok) {
        ask.q = card.id_number.as_str().to_owned();
    }
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &[Right::SearchDossiers])?;
    let (w, now, directory) = (visit.here.words, visit.ctx.now(), visit.app().directory());
    let read = async {
        let scopes = seat.rights.scope(Right::SearchDossiers).search_words();
        // A place that is none is the beginning.
        let after = ask.after.parse::<Place>().ok().and_then(Place::moment);
        let after = after.map(|(at, id)| (at, Uuid::from(id)));
        let hits = seat.read.search_after("dossier", &scopes, &ask.q, after, SHOWN).await?;
        let mut ids: Vec<DossierId> = hits.ids.iter().copied().map(DossierId::from).collect();
        // The whole number finds a dossier even where its words are of before it had one.
        if after.is_none()
            && let Some(exact) = seat.read.first(by_number(ask.q.trim())).await?
            && !ids.contains(&exact.id)
        {
            ids.insert(0, exact.id);
        }
        let mut found: Vec<Dossier> = Vec::new();
        for id in ids {
            // The same table as for single pages: what the words of an older day still find may be gone since.
            let kept = load(&seat.read, id).await?;
            let open = kept
                .map(|kept| kept.life())
                .filter(|life| seat.rights.may(Right::SearchDossiers, &subject(life)));
            found.extend(open.map(|life| life.dossier));
        }
        let names = procedures(&seat.read, &found).await?;
        let next = hits
            .last
            .filter(|_| hits.more)
            .map(|(at, id)| Place::after(at, id.into()));
        Ok::<_, ReadError>((found, next, names, current_legal_calendar(&seat.read).await?))
    };
    let (found, next, names, calendar) = read.await.map_err(|error| visit.refuse(error))?;
    looked(&visit, &seat, &found, LookReason::Search).await?;
    let lines: Vec<ListLine> = found
        .iter()
        .map(|dossier| {
            let status = status(w, &calendar, dossier, now);
            ListLine {
                href: Some(paths::desk_dossier(dossier.id)),
                cells: vec![
                    Cell::new(&dossier.parties.applicant.name)
                        .small(names.get(&dossier.pinned.procedure).cloned().unwrap_or_default()),
                    Cell::new(number(dossier)).small(w.one(
                        "filed-where",
                        "unit",
                        short(&directory, dossier.places.reception),
                    )),
                    Cell::new(status.text).tone(status.tone),
                ],
                acts: Vec::new(),
            }
        })
        .collect();
    let page = ListPage {
        w,
        desk: seat
            .desk(&visit, Some(DeskPart::Find))
            .with_hints(&[("↑ ↓", "key-move"), ("Enter", "key-open")]),
        title: w.say("desk-part-find"),
        said: if next.is_some() || !ask.after.is_empty() {
            w.one("find-more", "count", SHOWN)
        } else if ask.q.trim().is_empty() {
            String::new()
        } else {
            w.one("find-said", "count", lines.len())
        },
        search: Some(Search {
            label: w.say("find-label"),
            action: paths::DESK_FIND.to_owned(),
            q: ask.q.clone(),
        }),
        errors: Vec::new(),
        all: None,
        heads: ["col-person", "col-number", "col-state"].map(|key| w.say(key)).to_vec(),
        lines,
        none: w.say("list-none"),
        next: Next::of(&searched(paths::DESK_FIND, &ask.q), &ask.after, next),
    };
    Ok(page.respond())
}
