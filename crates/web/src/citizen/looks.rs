//! Who looked at my data (SEC-02), a line for each officer, reason and day.

use super::destination::unit_name;
use super::own_dossier::number;
use super::sent::Asked;
use super::shell::shell;
use crate::app::{Answer, Visit};
use crate::parts::Next;
use crate::public::{LookGroup, LookLine, LooksPage};
use crate::{Page, Part, Words, paths};
use motcua_dossier::Dossier;
use motcua_kernel::{DossierId, Instant, OfficerId};
use motcua_org::officer::Officer;
use motcua_people::look::{DayOfLooks, LookReason, who_looked_by_day};
use motcua_people::person::Person;
use motcua_store::{Read, ReadError};
use std::collections::BTreeMap;
use uuid::Uuid;

/// `GET /me/looks?before=…`.
pub(super) async fn show(visit: Visit, asked: Asked) -> Answer {
    let person = visit.person()?;
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let before = asked.line("before").parse().ok().map(Instant::from_micros);
    let from = before.unwrap_or(visit.ctx.now().plus_seconds(1));
    let found = who_looked_by_day(&read, person.id, from)
        .await
        .map_err(|error| visit.refuse(error))?;
    let mut said = Said {
        visit: &visit,
        read: &read,
        whats: BTreeMap::new(),
    };
    let mut groups = Vec::with_capacity(found.groups.len());
    for group in &found.groups {
        groups.push(said.group(group).await.map_err(|error| visit.refuse(error))?);
    }
    Ok(LooksPage {
        w: visit.here.words,
        shell: shell(&visit, &read, Some(Part::Dossiers)).await?,
        groups,
        next: Next {
            first: before.map(|_| paths::LOOKS.to_owned()),
            next: found
                .next
                .map(|next| format!("{}?before={}", paths::LOOKS, next.as_micros())),
        },
    }
    .respond())
}

/// Says looks; what was said of a dossier once is said again without asking.
struct Said<'a> {
    visit: &'a Visit,
    read: &'a Read,
    whats: BTreeMap<Option<Uuid>, String>,
}

impl Said<'_> {
    async fn group(&mut self, group: &DayOfLooks) -> Result<LookGroup, ReadError> {
        let mut looks = Vec::with_capacity(group.looks.len());
        for look in &group.looks {
            let what = self.what(look.subject).await?;
            looks.push(LookLine { at: look.at, what });
        }
        let directory = self.visit.app().directory();
        Ok(LookGroup {
            day: group.day,
            who: self.who(group).await?,
            unit: group.unit.map(|unit| unit_name(&directory, unit)).unwrap_or_default(),
            why: why(self.visit.here.words, group.reason),
            looks,
        })
    }

    async fn who(&self, group: &DayOfLooks) -> Result<String, ReadError> {
        let w = self.visit.here.words;
        Ok(match (group.actor_kind.as_str(), group.actor) {
            ("officer", Some(id)) => {
                let officer = self.read.find::<Officer>(OfficerId::from(id)).await?;
                officer.map_or_else(|| w.say("look-officer"), |officer| officer.record.name)
            }
            ("person", Some(id)) => {
                let person = self.read.find::<Person>(id.into()).await?;
                person.map_or_else(|| w.say("look-person"), |person| person.record.name.value)
            }
            ("client", _) => w.say("look-client"),
            ("system", _) => w.say("look-system"),
            _ => w.say("look-anyone"),
        })
    }

    async fn what(&mut self, subject: Option<Uuid>) -> Result<String, ReadError> {
        if let Some(said) = self.whats.get(&subject) {
            return Ok(said.clone());
        }
        let w = self.visit.here.words;
        let dossier = match subject {
            Some(id) => self.read.find::<Dossier>(DossierId::from(id)).await?,
            None => None,
        };
        let said = dossier.map_or_else(
            || w.say("look-data"),
            |dossier| w.one("look-dossier", "number", number(&dossier)),
        );
        self.whats.insert(subject, said.clone());
        Ok(said)
    }
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
