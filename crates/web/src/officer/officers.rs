//! The officers of a unit, and whether they have an account.

use super::shell::Seat;
use crate::app::{Answer, Visit};
use crate::desk::{Cell, LineAct, ListLine, ListPage};
use crate::parts::{Next, Tone};
use crate::{DeskPart, Page, paths};
use axum::extract::Query;
use motcua_accounts::account::{Account, State, of_officers};
use motcua_kernel::{OfficerId, Problem, UnitId, codes};
use motcua_org::Right;
use motcua_org::appointment::record::holders_in_unit;
use motcua_org::officer::record::officers_of_unit;
use motcua_org::position::record::positions_of_unit;
use motcua_org::rights::Subject;
use motcua_store::{ReadError, Stored};
use serde::Deserialize;
use std::collections::HashMap;

/// More than the largest unit has.
const MOST: i64 = 1_000;

/// Which unit.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    unit: String,
}

/// The purpose of the token with which a slip is asked for.
pub(crate) fn slip_purpose(officer: OfficerId) -> String {
    format!("desk.slip {officer}")
}

/// Lists the officers of a unit by given name; of the officer's own unit where none is named.
pub(crate) async fn list(visit: Visit, Query(ask): Query<Ask>) -> Answer {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &[Right::ManageOfficers, Right::ManageAccounts])?;
    let own = seat.rights.posts().first().map_or(seat.officer.home, |(_, unit)| *unit);
    let id: UnitId = if ask.unit.is_empty() { own } else { visit.id(&ask.unit)? };
    let directory = visit.app().directory();
    let unit = directory
        .find_unit(id)
        .ok_or_else(|| visit.refuse(Problem::new(codes::NOT_FOUND)))?;
    let subject = Subject::of_unit(id);
    let reaches = [Right::ManageOfficers, Right::ManageAccounts]
        .into_iter()
        .any(|right| seat.rights.may(right, &subject));
    if !reaches {
        return Err(visit.refuse(Problem::new(codes::NOT_FOUND)));
    }
    let (officers, accounts, titles) = found(&seat, id, &visit).await.map_err(|error| visit.refuse(error))?;
    let w = visit.here.words;
    let may_print = seat.rights.may(Right::ManageAccounts, &subject);
    let lines: Vec<ListLine> = officers
        .iter()
        .map(|officer| {
            let account = accounts.get(&officer.id).map(|account| &account.state);
            let (key, tone, printable) = match account {
                Some(State::Active { .. }) => ("account-active", Tone::Done, true),
                Some(State::Waiting) => ("account-waiting", Tone::Soon, true),
                Some(State::Locked { .. }) => ("account-locked", Tone::Late, false),
                Some(State::Closed { .. }) | None => ("account-none", Tone::Closed, true),
            };
            let slip = (may_print && printable).then(|| LineAct {
                text: w.say("do-slip"),
                href: paths::desk_slip(officer.id),
                is_page: false,
                token: visit.token(&slip_purpose(officer.id)),
            });
            let name = Cell::new(&officer.name);
            ListLine {
                href: None,
                cells: vec![
                    match titles.get(&officer.id) {
                        Some(title) => name.small(title),
                        None => name,
                    },
                    Cell::new(&unit.name),
                    Cell::new(w.say(key)).tone(tone),
                ],
                acts: slip.into_iter().collect(),
            }
        })
        .collect();
    let page = ListPage {
        w,
        desk: seat.desk(&visit, Some(DeskPart::Officers)),
        title: w.say("desk-part-officers"),
        said: w.two("officers-of", "unit", &unit.name, "count", lines.len()),
        search: None,
        errors: Vec::new(),
        all: None,
        heads: ["col-officer", "col-unit", "col-account", "act"]
            .map(|key| w.say(key))
            .to_vec(),
        lines,
        none: w.say("list-none"),
        next: Next::none(),
    };
    Ok(page.respond())
}

type Found = (
    Vec<motcua_org::officer::Officer>,
    HashMap<OfficerId, Stored<Account>>,
    HashMap<OfficerId, String>,
);

async fn found(seat: &Seat, unit: UnitId, visit: &Visit) -> Result<Found, ReadError> {
    let now = visit.ctx.now();
    let officers: Vec<_> = seat
        .read
        .all(officers_of_unit(unit, MOST))
        .await?
        .into_iter()
        .map(|stored| stored.record)
        .filter(|officer| officer.period.holds(now))
        .collect();
    let ids: Vec<OfficerId> = officers.iter().map(|officer| officer.id).collect();
    let accounts = match ids.as_slice() {
        [] => HashMap::new(),
        ids => {
            let accounts = seat.read.all(of_officers(ids, MOST)).await?;
            accounts.into_iter().map(|account| (account.officer, account)).collect()
        }
    };
    let positions: HashMap<_, _> = seat
        .read
        .all(positions_of_unit(unit, MOST))
        .await?
        .into_iter()
        .map(|position| (position.id, position.record.title))
        .collect();
    let titles = seat
        .read
        .all(holders_in_unit(unit, now, MOST))
        .await?
        .into_iter()
        .filter_map(|held| Some((held.officer, positions.get(&held.position)?.clone())))
        .collect();
    Ok((officers, accounts, titles))
}
