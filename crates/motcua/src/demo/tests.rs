//! A small fortnight, played to its end on both engines.

use super::life::{Province, Wish, live};
use super::play::{Clock, Played};
use crate::import::Files;
use crate::open;
use motcua_adapters::identity::simulator::{DemoPerson, read_persons};
use motcua_catalog::version::sample::procedure_of;
use motcua_dossier::check::check;
use motcua_kernel::{Actor, Context, Instant, ThingId};
use motcua_pgtest::Cluster;
use motcua_store::{ChangeSet, Event, Options, Store};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

const DOSSIERS: usize = 40;

fn moment(wall_clock: &str) -> Instant {
    Instant::from_civil(wall_clock.parse().unwrap())
}

fn known() -> Vec<DemoPerson> {
    read_persons(include_str!("../../../../data/quang-ninh/demo_persons.csv")).unwrap()
}

/// The province with the written procedures alone: reading the whole catalogue would take longer than the play.
async fn load(store: &Store) {
    let files = Files::quang_ninh();
    let ctx = Context::new(Actor::System, moment("2026-08-01T08:00"));
    let data = files.province().unwrap();
    motcua_org::import::import(store, &data, &ctx).await.unwrap();
    motcua_org::sample::load_staff(store, &data, &ctx).await.unwrap();
    for version in motcua_catalog::version::sample::all() {
        let mut set = ChangeSet::new(&Context::new(Actor::System, ctx.now()));
        set.insert(&procedure_of(&version)).insert(&version);
        let thing = ThingId::from(Uuid::from(version.procedure));
        let facts = serde_json::json!({"number": 1});
        set.journal(Event::new(thing, "procedure.version_published", &facts));
        store.commit(set).await.unwrap();
    }
}

async fn play(store: &Store, seed: u64, start: &str, clock: &Clock) -> Played {
    load(store).await;
    let directory = open::directory(store).await.unwrap();
    let province = Province {
        store,
        directory: &directory,
        data: &Files::quang_ninh().province().unwrap(),
        known: &known(),
        site: "http://127.0.0.1:8080",
        phone: "0203 000 0054",
    };
    let wish = Wish {
        dossiers: DOSSIERS,
        seed,
        start: moment(start),
    };
    let (played, refused) = live(province, wish, clock, &mut |_| {}).await.unwrap().unwrap();
    assert_eq!(refused, Vec::<String>::new());
    played
}

/// What happened to dossiers, in the order of moments: kind, thing and facts.
async fn told(store: &Store) -> Vec<(Instant, String, String, String)> {
    store.numbered().await.unwrap();
    let read = store.read().await.unwrap();
    let mut told = Vec::new();
    let mut after = 0;
    loop {
        let events = read.feed(after, 1_000).await.unwrap();
        let Some(last) = events.last() else { break };
        after = last.position;
        told.extend(events.into_iter().map(|event| event.event).filter_map(|event| {
            let is_told = ["dossier.", "reminder.", "guidance.", "hand_over."];
            let is_told = is_told.iter().any(|room| event.kind.starts_with(room));
            let facts = event.body["facts"].to_string();
            is_told.then(|| (event.happened_at, event.kind, event.thing.to_string(), facts))
        }));
    }
    told.sort();
    told
}

async fn is_whole(store: &Store) {
    let report = store.check().await.unwrap();
    assert!(report.is_clean(), "{report}");
    let folded = check(store).await.unwrap();
    assert!(folded.is_clean(), "{folded}");
}

/// A folder that is gone when the test is.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("motcua-fortnight-{}-{name}", std::process::id()));
        // It is not there mostly.
        let _ = std::fs::remove_dir_all(&folder);
        Self(folder)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn stamped(clock: &Clock) -> Options {
    let clock = clock.clone();
    Options {
        clock: Arc::new(move || clock.now()),
        ..Options::default()
    }
}

/// On SQLite from the morning of a Wednesday, with what happened.
async fn on_sqlite(name: &str, seed: u64) -> (Played, Vec<(Instant, String, String, String)>) {
    let folder = Scratch::new(name);
    let clock = Clock::wall();
    let store = Store::create_with(&folder.0.to_string_lossy(), stamped(&clock))
        .await
        .unwrap();
    let played = play(&store, seed, "2026-11-25T10:10", &clock).await;
    is_whole(&store).await;
    (played, told(&store).await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_seed_plays_the_same_fortnight_and_every_dossier_has_its_fate() {
    let ((first, one), (again, two)) = tokio::join!(on_sqlite("one", 1), on_sqlite("two", 1));
    assert_eq!(first, again);
    assert_eq!(one, two);
    assert!(
        first.dossiers >= 36 && first.timers > 50 && first.messages > 50,
        "{first:?}"
    );
    let happened: BTreeSet<&str> = one.iter().map(|(_, kind, ..)| kind.as_str()).collect();
    for kind in [
        "dossier.refused",
        "dossier.supplement_asked",
        "dossier.supplement_answered",
        "dossier.supplement_lapsed",
        "dossier.withdrawn",
        "dossier.stopped",
        "dossier.transferred",
        "dossier.apologised",
        "dossier.sent_back",
        "dossier.result_signed",
        "dossier.result_issued",
        "dossier.delivered",
        "guidance.given",
        "reminder.told",
        "reminder.over",
    ] {
        assert!(happened.contains(kind), "nothing was told of {kind}: {happened:?}");
    }
    let start = moment("2026-11-25T10:10");
    assert!(
        one.iter().all(|(at, ..)| *at <= start),
        "nothing happens after the start"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_played_on_postgresql_and_from_a_sunday_evening() {
    let cluster = Cluster::shared().unwrap();
    let template = async |url: String| {
        Store::create(&url).await?;
        Ok::<(), motcua_store::StoreError>(())
    };
    let database = cluster.database("demo-fortnight", template).await.unwrap();
    let files = Scratch::new("files");
    let clock = Clock::wall();
    let options = Options {
        blobs: Some(Arc::new(motcua_store::BlobFolder::new(&files.0))),
        ..stamped(&clock)
    };
    let store = Store::open(database.url(), options).await.unwrap();
    let played = play(&store, 2, "2026-11-22T20:40", &clock).await;
    assert!(played.dossiers >= 36, "{played:?}");
    store.numbered().await.unwrap();
    is_whole(&store).await;
}
