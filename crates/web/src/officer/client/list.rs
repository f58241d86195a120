//! `GET /desk/admin/clients`: every client that the officer may know of, closed ones too.

use super::{MAY, RIGHT, seat};
use crate::app::{Answer, Visit};
use crate::desk::{ClientLine, ClientsPage};
use crate::officer::shell::Seat;
use crate::parts::{Link, Status, Tone};
use crate::{DeskPart, Page, Words, paths};
use motcua_accounts::client::{Overview, Standing, overview};
use motcua_kernel::{Instant, UnitId};
use motcua_org::Directory;
use motcua_org::officer::Officer;
use motcua_org::rights::Subject;
use motcua_store::ReadError;

/// Clients on the page; a province has a few dozen.
const MOST: i64 = 1_000;

/// Lists them by name.
pub(crate) async fn list(visit: Visit) -> Answer {
    let seat = seat(&visit).await?;
    let (w, now, directory) = (visit.here.words, visit.ctx.now(), visit.app().directory());
    let lines = async {
        let mut lines = Vec::new();
        for one in overview(&seat.read, MOST).await? {
            if seat.rights.may(RIGHT, &Subject::of_unit(one.client.unit)) {
                let opened_by = opener(w, &seat, &one).await?;
                lines.push(line(w, &directory, one, opened_by, now));
            }
        }
        Ok::<_, ReadError>(lines)
    };
    let clients = lines.await.map_err(|error| visit.refuse(error))?;
    let page = ClientsPage {
        w,
        desk: seat.desk(&visit, Some(DeskPart::Clients)),
        clients,
    };
    Ok(page.respond())
}

/// Who opened it.
async fn opener(w: Words, seat: &Seat, one: &Overview) -> Result<String, ReadError> {
    let Some(officer) = one.opened.and_then(|opened| opened.by) else {
        return Ok(w.say("client-opened-by-command"));
    };
    let officer = seat.read.find::<Officer>(officer).await?;
    Ok(officer.map_or_else(String::new, |officer| officer.name.clone()))
}

fn line(w: Words, directory: &Directory, one: Overview, opened_by: String, now: Instant) -> ClientLine {
    let name = |unit: UnitId| {
        directory
            .find_unit(unit)
            .map_or_else(String::new, |unit| unit.name.clone())
    };
    let (state, until) = match one.client.standing(now) {
        Standing::Open(until) => (
            Status::new(Tone::Run, w.say("client-open")),
            Some(("client-token-until", until)),
        ),
        Standing::NoToken => (Status::new(Tone::Late, w.say("client-without-token")), None),
        Standing::Closed(at) => (
            Status::new(Tone::Closed, w.say("client-closed")),
            Some(("client-closed-on", at)),
        ),
    };
    let id = one.client.id;
    let acts = [
        ("client-renew-do", paths::desk_client_token(id)),
        ("client-close-do", paths::desk_client_close(id)),
    ];
    let (mut may, mut reach, mut source) = (Vec::new(), Vec::new(), None);
    if let Some(connection) = one.connection {
        let held = MAY.iter().filter(|(right, ..)| connection.rights.contains(right));
        may.extend(held.map(|(_, _, key)| w.say(key)));
        if let Some(centre) = connection.receives_at {
            reach.push(w.one("client-receives", "unit", name(centre)));
        }
        reach.push(w.one("client-vouches", "level", i64::from(connection.vouches_for)));
        source = connection.source.map(|source| source.to_string());
    }
    ClientLine {
        name: one.client.name,
        source,
        unit: name(one.client.unit),
        may,
        reach,
        state,
        until: until.map(|(key, at)| w.one(key, "day", w.date(at.date()))),
        used: match one.used_at {
            Some(at) => w.one("client-used-at", "when", w.moment(at)),
            None => w.say("client-never-used"),
        },
        opened_on: one.opened.map_or_else(String::new, |opened| w.date(opened.at.date())),
        opened_by,
        acts: match one.client.closed_at {
            None => acts.map(|(key, href)| Link::new(w.say(key), href)).to_vec(),
            Some(_) => Vec::new(),
        },
    }
}
