//! The sample province: org, staff, a procedure, persons, an account, a dossier at every stage, and something of
//! everything else that rooms keep.

mod rest;

use motcua_accounts::account::{self, Login, NewAccount};
use motcua_accounts::second_factor::Demand;
use motcua_catalog::version::sample::{marriage_status, procedure_of};
use motcua_dossier::samples::Story;
use motcua_kernel::{Actor, ChangeId, Context, Instant, ThingId, named_id};
use motcua_org::import::ProvinceData;
use motcua_people::person;
use motcua_store::{ChangeSet, Event, Store};
use rest::People;
use serde_json::json;
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

pub const NOW: Instant = Instant::from_micros(1_795_600_000_000_000);

/// Change ids that are the same each time.
struct Changes(AtomicU32);

impl Changes {
    fn next(&self) -> Context {
        let n = self.0.fetch_add(1, Ordering::Relaxed);
        Context::for_change(Actor::System, NOW, ChangeId::from_u128((1 << 100) | u128::from(n)))
    }
}

/// Fills a store, with the same ids each time but for secrets.
pub async fn fill(store: &Store, data: &ProvinceData, stories: &[Story]) {
    let changes = Changes(AtomicU32::new(1));
    motcua_org::import::import(store, data, &changes.next()).await.unwrap();
    motcua_org::sample::load_staff(store, data, &changes.next())
        .await
        .unwrap();
    // The written procedure, and one like it under the next code.
    let mut other = marriage_status();
    other.code = "1.004874".parse().unwrap();
    (other.id, other.procedure) = (named_id("procedure-version", "other"), named_id("procedure", "other"));
    for version in [marriage_status(), other] {
        let mut set = ChangeSet::new(&changes.next());
        set.insert(&procedure_of(&version)).insert(&version);
        set.journal(Event::new(
            ThingId::from(Uuid::from(version.procedure)),
            "procedure.version_published",
            &json!({"number": 1}),
        ));
        store.commit(set).await.unwrap();
    }
    let mut persons = Vec::new();
    for claims in [person::sample::an(), person::sample::binh()] {
        persons.push(person::bring_up_to_date(store, claims, &changes.next()).await.unwrap());
    }
    let staff = motcua_org::sample::staff(data);
    let mut accounts = Vec::new();
    for one in &staff[..3] {
        let new = NewAccount {
            officer: one.officer.id,
            login: Login::parse(&one.officer.code).unwrap(),
            demand: Demand::AsPositions,
        };
        accounts.push(account::open(store, new, &changes.next()).await.unwrap());
    }
    let people = People {
        staff: &staff,
        accounts: &accounts,
        one: persons[0],
        other: persons[1],
    };
    rest::fill(store, &people, &changes).await;
    // Each story twice, since one row shows no order.
    for (at, story) in stories.iter().chain(stories).enumerate() {
        let ctx = changes.next();
        // Samples tell one dossier at several stages: each gets ids of its own here.
        let mut set = ChangeSet::new(&ctx);
        story.of_another(&ctx, &at.to_string()).keep(&mut set);
        store.commit(set).await.unwrap();
    }
}
