//! Units, as administrators see them: found by name, each leading to its officers.

use super::shell::Seat;
use super::succession;
use crate::app::{Answer, Visit};
use crate::desk::{Cell, LineAct, ListLine, ListPage, Search};
use crate::parts::Next;
use crate::{DeskPart, Page, paths};
use axum::extract::Query;
use motcua_kernel::text::{fold, fold_words};
use motcua_org::Right;
use serde::Deserialize;

/// Units on a page.
const PAGE: usize = 50;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    q: String,
    #[serde(default)]
    after: String,
}

/// Lists the units that exist now, in the order of their keys.
pub(crate) async fn list(visit: Visit, Query(ask): Query<Ask>) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &[Right::ManageUnits])?;
    let (w, now) = (visit.here.words, visit.ctx.now());
    let directory = visit.app().directory();
    let wanted = fold_words(&ask.q);
    let mut units: Vec<_> = directory
        .units()
        .filter(|unit| unit.period.holds(now))
        .filter(|unit| {
            let name = fold(&format!("{} {}", unit.name, unit.short_name));
            wanted.iter().all(|word| name.contains(word.as_str()))
        })
        .collect();
    units.sort_by(|a, b| a.key.cmp(&b.key));
    let count = units.len();
    let mut rest = units.into_iter().filter(|unit| unit.key > ask.after);
    let shown: Vec<_> = rest.by_ref().take(PAGE).collect();
    let query = |after: &str| format!("{}?q={}&after={}", paths::DESK_UNITS, encoded(&ask.q), encoded(after));
    let next = Next {
        first: (!ask.after.is_empty()).then(|| query("")),
        next: rest.next().and(shown.last()).map(|last| query(&last.key)),
    };
    let lines = shown
        .into_iter()
        .map(|unit| {
            let parent = unit.parent.and_then(|id| directory.find_unit(id));
            let name = Cell::new(&unit.name);
            let code = unit.e_identifier.as_ref().map_or("", |id| id.code.as_str());
            ListLine {
                href: Some(paths::desk_officers_of(unit.id)),
                cells: vec![
                    match parent {
                        Some(parent) => name.small(&parent.name),
                        None => name,
                    },
                    Cell::new(code),
                    Cell::new(unit.period.from.map_or(String::new(), |from| w.date(from.date()))),
                ],
                acts: succession::lead(unit, now)
                    .map(|key| LineAct {
                        text: w.say(key),
                        href: paths::desk_unit_succeed(unit.id),
                        is_page: true,
                        token: String::new(),
                    })
                    .into_iter()
                    .collect(),
            }
        })
        .collect();
    let page = ListPage {
        w,
        desk: seat.desk(&visit, Some(DeskPart::Units)),
        title: w.say("desk-part-units"),
        said: w.one("units-said", "count", count),
        search: Some(Search {
            label: w.say("units-find"),
            action: paths::DESK_UNITS.to_owned(),
            q: ask.q.clone(),
        }),
        errors: Vec::new(),
        all: None,
        heads: ["col-unit", "col-code", "col-since", "act"]
            .map(|key| w.say(key))
            .to_vec(),
        lines,
        none: w.say("list-none"),
        next,
    };
    Ok(page.respond())
}

/// A text as a value of a query.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
