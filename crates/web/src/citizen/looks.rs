//! Who looked at my data (SEC-02).

use super::destination::unit_name;
use super::own_dossier::number;
use super::sent::Asked;
use super::shell::shell;
use crate::app::{Answer, Refusal, Visit};
use crate::parts::Next;
use crate::public::{LookLine, LooksPage};
use crate::{Page, Part, Words, paths};
use motcua_dossier::Dossier;
use motcua_kernel::{DossierId, Instant, OfficerId};
use motcua_org::officer::Officer;
use motcua_people::look::{LookReason, WhoLooked, who_looked};
use motcua_people::person::Person;
use motcua_store::Read;

/// Looks on a page.
const PAGE: i64 = 30;

/// `GET /me/looks?before=…`.
pub(super) async fn show(visit: Visit, asked: Asked) -> Answer {
    let person = visit.person()?;
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let before = asked.line("before").parse().ok().map(Instant::from_micros);
    let from = before.unwrap_or(visit.ctx.now().plus_seconds(1));
    let found = who_looked(&read, person.id, from, PAGE)
        .await
        .map_err(|error| visit.refuse(error))?;
    let mut looks = Vec::with_capacity(found.looks.len());
    for look in &found.looks {
        looks.push(line(&visit, &read, look).await?);
    }
    Ok(LooksPage {
        w: visit.here.words,
        shell: shell(&visit, &read, Some(Part::Dossiers)).await?,
        looks,
        next: Next {
            first: before.map(|_| paths::LOOKS.to_owned()),
            next: found
                .next
                .map(|next| format!("{}?before={}", paths::LOOKS, next.as_micros())),
        },
    }
    .respond())
}

async fn line(visit: &Visit, read: &Read, look: &WhoLooked) -> Result<LookLine, Refusal> {
    let w = visit.here.words;
    let who = match (look.actor_kind.as_str(), look.actor) {
        ("officer", Some(id)) => {
            let officer = read.find::<Officer>(OfficerId::from(id)).await;
            officer
                .map_err(|error| visit.refuse(error))?
                .map_or_else(|| w.say("look-officer"), |officer| officer.record.name)
        }
        ("person", Some(id)) => {
            let person = read.find::<Person>(id.into()).await;
            person
                .map_err(|error| visit.refuse(error))?
                .map_or_else(|| w.say("look-person"), |person| person.record.name.value)
        }
        ("client", _) => w.say("look-client"),
        ("system", _) => w.say("look-system"),
        _ => w.say("look-anyone"),
    };
    let dossier = match look.subject {
        Some(id) => read
            .find::<Dossier>(DossierId::from(id))
            .await
            .map_err(|error| visit.refuse(error))?,
        None => None,
    };
    Ok(LookLine {
        at: look.at,
        who,
        unit: look
            .unit
            .map(|unit| unit_name(&visit.app().directory(), unit))
            .unwrap_or_default(),
        what: match dossier {
            Some(dossier) => w.one("look-dossier", "number", number(&dossier)),
            None => w.say("look-data"),
        },
        why: why(w, look.reason),
    })
}

fn why(w: Words, reason: Option<LookReason>) -> String {
    let key = match reason {
        Some(LookReason::Own) => "look-own",
        Some(LookReason::Mandate) => "look-mandate",
        Some(LookReason::Help) => "look-help",
        Some(LookReason::Reception) => "look-reception",
        Some(LookReason::Handling) => "look-handling",
        Some(LookReason::Signing) => "look-signing",
        Some(LookReason::Issue) => "look-issue",
        Some(LookReason::Delivery) => "look-delivery",
        Some(LookReason::Search) => "look-search",
        Some(LookReason::List) => "look-list",
        Some(LookReason::Export) => "look-export",
        Some(LookReason::Audit) => "look-audit",
        Some(LookReason::Exchange) => "look-exchange",
        Some(LookReason::Support) => "look-support",
        None => "look-other",
    };
    w.say(key)
}
