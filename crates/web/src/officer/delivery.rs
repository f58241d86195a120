//! Results that lie ready at the officer's centre; by its number, any result of the province (PRO-13).

use super::case::{looked, number};
use super::counter::{place, procedures, searched};
use super::said::short;
use super::shell::Seat;
use crate::app::{Answer, Visit};
use crate::desk::{Cell, LineAct, ListLine, ListPage, Search};
use crate::parts::{Next, Tone};
use crate::{DeskPart, Page, paths};
use axum::extract::Query;
use motcua_dossier::worklist::{Place, stretch, to_deliver};
use motcua_dossier::{Dossier, Stage, by_number};
use motcua_kernel::text::{fold, fold_words};
use motcua_org::Right;
use motcua_people::look::LookReason;
use motcua_store::ReadError;
use serde::Deserialize;

const SHOWN: usize = 100;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    q: String,
    #[serde(default)]
    after: String,
}

/// Lists them, the longest waiting first.
pub(crate) async fn list(visit: Visit, Query(ask): Query<Ask>) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &[Right::Deliver])?;
    let (w, directory) = (visit.here.words, visit.app().directory());
    let wanted = fold_words(&ask.q);
    let read = async {
        let scope = seat.rights.scope(Right::Deliver);
        let centres: Vec<_> = scope.delivering.iter().copied().collect();
        let mut found: Vec<Dossier> = Vec::new();
        let mut next = None;
        if !centres.is_empty() {
            let list = |from, most| to_deliver(&centres, from, most);
            let fits = |dossier: &Dossier| fits(dossier, &wanted);
            let ready = stretch(&seat.read, place(&ask.after), SHOWN, list, Place::submitted, fits).await?;
            found.extend(ready.dossiers.into_iter().map(|stored| stored.record));
            next = ready.next;
        }
        // A result of another centre is handed out here too, to whoever has its number.
        if let Some(elsewhere) = seat.read.first(by_number(ask.q.trim())).await?
            && elsewhere.stage() == Stage::ResultReady
            && found.iter().all(|known| known.id != elsewhere.id)
        {
            found.push(elsewhere.record);
        }
        let names = procedures(&seat.read, &found).await?;
        Ok::<_, ReadError>((found, next, names))
    };
    let (found, next, names) = read.await.map_err(|error| visit.refuse(error))?;
    looked(&visit, &seat, &found, LookReason::Delivery).await?;
    let lines = found
        .iter()
        .map(|dossier| ListLine {
            href: Some(paths::desk_dossier(dossier.id)),
            cells: vec![
                Cell::new(&dossier.parties.applicant.name)
                    .small(names.get(&dossier.pinned.procedure).cloned().unwrap_or_default()),
                Cell::new(number(dossier)).small(w.one(
                    "filed-where",
                    "unit",
                    short(&directory, dossier.places.reception),
                )),
                Cell::new(w.say("state-result"))
                    .tone(Tone::Done)
                    .small(short(&directory, dossier.places.delivery)),
            ],
            acts: vec![LineAct {
                text: w.say("do-deliver"),
                href: paths::desk_act(dossier.id, "deliver"),
                is_page: true,
                token: String::new(),
            }],
        })
        .collect();
    let page = ListPage {
        w,
        desk: seat
            .desk(&visit, Some(DeskPart::Delivery))
            .with_hints(&[("↑ ↓", "key-move"), ("Enter", "key-open")]),
        title: w.say("desk-part-delivery"),
        said: if next.is_some() || !ask.after.is_empty() {
            w.one("delivery-many", "count", found.len())
        } else {
            w.one("delivery-said", "count", found.len())
        },
        search: Some(Search {
            label: w.say("delivery-find"),
            action: paths::DESK_DELIVERY.to_owned(),
            q: ask.q.clone(),
        }),
        errors: Vec::new(),
        all: None,
        heads: ["col-person", "col-number", "col-state", "act"]
            .map(|key| w.say(key))
            .to_vec(),
        lines,
        none: w.say("list-none"),
        next: Next::of(&searched(paths::DESK_DELIVERY, &ask.q), &ask.after, next),
    };
    Ok(page.respond())
}

fn fits(dossier: &Dossier, wanted: &[String]) -> bool {
    let applicant = &dossier.parties.applicant;
    let id_number = applicant.id_number.as_deref().unwrap_or_default();
    let text = fold(&format!("{} {} {id_number}", number(dossier), applicant.name));
    wanted.iter().all(|word| text.contains(word.as_str()))
}
