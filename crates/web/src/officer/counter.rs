//! What waits to be received, at any centre of the province (INT-02), the most urgent first.

use super::case::{looked, number};
use super::said::{channel, left, unit};
use super::shell::Seat;
use crate::app::{Answer, Visit};
use crate::desk::{IncomingLine, IncomingPage};
use crate::parts::{Next, Status, Tone};
use crate::{DeskPart, Page, paths};
use axum::extract::Query;
use motcua_catalog::Procedure;
use motcua_dossier::worklist::{Place, incoming_anywhere, stretch};
use motcua_dossier::{Dossier, Stage};
use motcua_kernel::ProcedureId;
use motcua_kernel::text::{fold, fold_words};
use motcua_org::Right;
use motcua_org::calendar::record::current_legal_calendar;
use motcua_people::look::LookReason;
use motcua_store::{Read, ReadError};
use serde::Deserialize;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Lines on the page.
const SHOWN: usize = 100;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    q: String,
    #[serde(default)]
    after: String,
}

/// Lists what waits.
pub(crate) async fn list(visit: Visit, Query(ask): Query<Ask>) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &[Right::Receive])?;
    let wanted = fold_words(&ask.q);
    let from = place(&ask.after);
    let read = async {
        let fits = |dossier: &Dossier| fits(dossier, &wanted);
        let waiting = stretch(&seat.read, from, SHOWN, incoming_anywhere, Place::owed, fits).await?;
        Ok::<_, ReadError>((waiting, current_legal_calendar(&seat.read).await?))
    };
    let (waiting, calendar) = read.await.map_err(|error| visit.refuse(error))?;
    let found: Vec<Dossier> = waiting.dossiers.into_iter().map(|stored| stored.record).collect();
    let names = procedures(&seat.read, &found)
        .await
        .map_err(|error| visit.refuse(error))?;
    looked(&visit, &seat, &found, LookReason::List).await?;
    let (w, now, directory) = (visit.here.words, visit.ctx.now(), visit.app().directory());
    let lines = found
        .iter()
        .map(|dossier| IncomingLine {
            person: dossier.parties.applicant.name.clone(),
            procedure: names.get(&dossier.pinned.procedure).cloned().unwrap_or_default(),
            number: number(dossier),
            at: dossier.submitted_at,
            channel: channel(w, dossier.channel),
            decides: unit(&directory, dossier.places.deciding),
            due: match dossier.owed_at() {
                Some(due) => left(w, &calendar, now, due),
                None => Status::new(Tone::Run, w.say("state-submitted")),
            },
            due_note: dossier
                .due
                .map_or_else(String::new, |due| w.one("before-moment", "moment", w.stamp(due.shown))),
            href: paths::desk_submission(dossier.id),
        })
        .collect();
    let page = IncomingPage {
        w,
        desk: seat
            .desk(&visit, Some(DeskPart::Counter))
            .with_hints(&[("↑ ↓", "key-move"), ("Enter", "key-open")]),
        said: if waiting.next.is_some() || !ask.after.is_empty() {
            w.one("incoming-many", "count", found.len())
        } else {
            w.one("incoming-said", "count", found.len())
        },
        next: Next::of(&searched(paths::DESK_COUNTER, &ask.q), &ask.after, waiting.next),
        q: ask.q,
        lines,
    };
    Ok(page.respond())
}

/// The place in an address; one that is none begins at the list's first.
pub(crate) fn place(after: &str) -> Place {
    after.parse().unwrap_or(Place::START)
}

/// A list's address with what is searched in it.
pub(crate) fn searched(list: &str, q: &str) -> String {
    if q.trim().is_empty() {
        return list.to_owned();
    }
    let q: String = form_urlencoded::byte_serialize(q.trim().as_bytes()).collect();
    format!("{list}?q={q}")
}

/// Whether all words are on a submission: names, numbers of people, its reference.
fn fits(dossier: &Dossier, wanted: &[String]) -> bool {
    if dossier.stage() != Stage::Submitted {
        return false;
    }
    let parties = &dossier.parties;
    let mut text = motcua_dossier::dossier::reference(dossier.id);
    for party in [&parties.applicant, &parties.submitter] {
        for part in [Some(&party.name), party.id_number.as_ref(), party.phone.as_ref()]
            .into_iter()
            .flatten()
        {
            text.push(' ');
            text.push_str(part);
        }
    }
    let text = fold(&text);
    wanted.iter().all(|word| text.contains(word.as_str()))
}

/// The shown names of the procedures of dossiers, each read once.
pub(crate) async fn procedures<'a>(
    read: &Read,
    dossiers: impl IntoIterator<Item = &'a Dossier>,
) -> Result<HashMap<ProcedureId, String>, ReadError> {
    let mut names = HashMap::new();
    for dossier in dossiers {
        let id = dossier.pinned.procedure;
        if let Entry::Vacant(free) = names.entry(id) {
            let procedure = read.find::<Procedure>(id).await?;
            free.insert(procedure.map_or_else(String::new, |found| found.shown_name().to_owned()));
        }
    }
    Ok(names)
}
