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
use motcua_dossier::worklist::incoming_anywhere;
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

/// More than waits at once on a peak day; beyond it the search finds the rest only by being more urgent.
const READ: i64 = 1_000;
/// Lines on the page.
const SHOWN: usize = 100;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    q: String,
}

/// Lists what waits.
pub(crate) async fn list(visit: Visit, Query(ask): Query<Ask>) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &[Right::Receive])?;
    let read = async {
        let waiting = seat.read.all(incoming_anywhere(READ)).await?;
        Ok::<_, ReadError>((waiting, current_legal_calendar(&seat.read).await?))
    };
    let (waiting, calendar) = read.await.map_err(|error| visit.refuse(error))?;
    let wanted = fold_words(&ask.q);
    let mut found: Vec<Dossier> = waiting
        .into_iter()
        .map(|stored| stored.record)
        .filter(|dossier| fits(dossier, &wanted))
        .collect();
    let count = found.len();
    found.truncate(SHOWN);
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
        said: if count > SHOWN {
            w.two("incoming-many", "count", count, "shown", SHOWN)
        } else {
            w.one("incoming-said", "count", count)
        },
        q: ask.q,
        lines,
        next: Next::none(),
    };
    Ok(page.respond())
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
