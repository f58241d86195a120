//! The sample province: org, staff, a procedure, persons, an account and a dossier at every stage.

use motcua_accounts::account::{self, Login, NewAccount};
use motcua_accounts::second_factor::Demand;
use motcua_catalog::version::sample::{marriage_status, procedure_of};
use motcua_dossier::samples::Story;
use motcua_kernel::{Actor, ChangeId, Context, Instant, ThingId};
use motcua_org::import::ProvinceData;
use motcua_people::person;
use motcua_store::{ChangeSet, Event, Store};
use serde_json::json;
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

pub const NOW: Instant = Instant::from_micros(1_795_600_000_000_000);

/// The same change ids on both engines, so that both hold the same.
struct Changes(AtomicU32);

impl Changes {
    fn next(&self) -> Context {
        let n = self.0.fetch_add(1, Ordering::Relaxed);
        Context::for_change(Actor::System, NOW, ChangeId::from_u128((1 << 100) | u128::from(n)))
    }
}

/// Fills a store, with the same ids each time.
pub async fn fill(store: &Store, data: &ProvinceData, stories: &[Story]) {
    let changes = Changes(AtomicU32::new(1));
    motcua_org::import::import(store, data, &changes.next()).await.unwrap();
    motcua_org::sample::load_staff(store, data, &changes.next())
        .await
        .unwrap();
    let version = marriage_status();
    let ctx = changes.next();
    let mut set = ChangeSet::new(&ctx);
    set.insert(&procedure_of(&version)).insert(&version);
    set.journal(Event::new(
        ThingId::from(Uuid::from(version.procedure)),
        "procedure.version_published",
        &json!({"number": 1}),
    ));
    store.commit(set).await.unwrap();
    for claims in [person::sample::an(), person::sample::binh()] {
        person::bring_up_to_date(store, claims, &changes.next()).await.unwrap();
    }
    let officer = motcua_org::sample::staff(data)[0].officer.clone();
    let new = NewAccount {
        officer: officer.id,
        login: Login::parse(&officer.code).unwrap(),
        demand: Demand::AsPositions,
    };
    account::open(store, new, &changes.next()).await.unwrap();
    for (at, story) in stories.iter().enumerate() {
        let ctx = changes.next();
        // Samples tell one dossier at several stages: each gets ids of its own here.
        let mut set = ChangeSet::new(&ctx);
        story.of_another(&ctx, &at.to_string()).keep(&mut set);
        store.commit(set).await.unwrap();
    }
}
