//! Signed results that wait for number, date and seal.

use super::case::{looked, number};
use super::counter::procedures;
use super::said::short;
use super::shell::Seat;
use crate::app::{Answer, Visit};
use crate::desk::{Cell, LineAct, ListLine, ListPage};
use crate::parts::Next;
use crate::{DeskPart, Page, paths};
use motcua_dossier::access::acting_subject;
use motcua_dossier::result::{ResultState, results_of};
use motcua_dossier::worklist::{Place, waiting_in_unit};
use motcua_dossier::{Dossier, WaitsFor};
use motcua_org::Right;
use motcua_org::officer::Officer;
use motcua_people::look::LookReason;
use motcua_store::ReadError;

const MOST: i64 = 100;

/// Lists them, the most urgent first.
pub(crate) async fn list(visit: Visit) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &[Right::Issue])?;
    let (w, directory) = (visit.here.words, visit.app().directory());
    let scope = seat.rights.scope(Right::Issue);
    let units: Vec<_> = scope.handling.iter().chain(&scope.deciding).copied().collect();
    let read = async {
        let mut found: Vec<Dossier> = Vec::new();
        if !units.is_empty() {
            let waiting = seat
                .read
                .all(waiting_in_unit(
                    &units,
                    WaitsFor::RecordsClerk.word(),
                    Place::START,
                    MOST,
                ))
                .await?;
            let may = |dossier: &Dossier| seat.rights.may(Right::Issue, &acting_subject(dossier));
            found.extend(waiting.into_iter().map(|stored| stored.record).filter(may));
        }
        let names = procedures(&seat.read, &found).await?;
        let mut signed = Vec::with_capacity(found.len());
        for dossier in &found {
            let result = seat.read.all(results_of(dossier.id)).await?.pop();
            let mark = result.and_then(|result| match result.record.state {
                ResultState::Signed { mark } | ResultState::Issued { mark, .. } => Some(mark),
                ResultState::Proposed => None,
            });
            signed.push(match mark {
                Some(mark) => {
                    let name = seat.read.get::<Officer>(mark.officer).await?.record.name;
                    Cell::new(name).small(w.stamp(mark.at))
                }
                None => Cell::new(""),
            });
        }
        Ok::<_, ReadError>((found, names, signed))
    };
    let (found, names, signed) = read.await.map_err(|error| visit.refuse(error))?;
    looked(&visit, &seat, &found, LookReason::Issue).await?;
    let lines: Vec<ListLine> = found
        .iter()
        .zip(signed)
        .map(|(dossier, signed)| ListLine {
            href: Some(paths::desk_dossier(dossier.id)),
            cells: vec![
                Cell::new(&dossier.parties.applicant.name)
                    .small(names.get(&dossier.pinned.procedure).cloned().unwrap_or_default()),
                Cell::new(number(dossier)).small(w.one(
                    "filed-where",
                    "unit",
                    short(&directory, dossier.places.reception),
                )),
                signed,
            ],
            // Numbering is done on the dossier's page, where the result can be read first.
            acts: vec![LineAct {
                text: w.say("do-open"),
                href: paths::desk_dossier(dossier.id),
                is_page: true,
                token: String::new(),
            }],
        })
        .collect();
    let page = ListPage {
        w,
        desk: seat
            .desk(&visit, Some(DeskPart::Records))
            .with_hints(&[("↑ ↓", "key-move"), ("Enter", "key-open")]),
        title: w.say("desk-part-records"),
        said: w.one("records-said", "count", lines.len()),
        search: None,
        errors: Vec::new(),
        all: None,
        heads: ["col-person", "col-number", "col-signed", "act"]
            .map(|key| w.say(key))
            .to_vec(),
        lines,
        none: w.say("list-none"),
        next: Next::none(),
    };
    Ok(page.respond())
}
