//! Every SQL statement of the workspace, on the sample province, on both engines: rows compared.

use motcua_accounts::account::{self, Login, NewAccount};
use motcua_accounts::second_factor::Demand;
use motcua_catalog::version::sample::{marriage_status, procedure_of};
use motcua_dossier::Dossier;
use motcua_dossier::samples::Story;
use motcua_kernel::{Actor, ChangeId, Context, DossierId, Instant, ThingId};
use motcua_org::import::{ProvinceData, ProvinceFiles};
use motcua_people::person;
use motcua_pgtest::Cluster;
use motcua_store::statements::check_all;
use motcua_store::{ChangeSet, Event, Options, Store};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

// Rooms that no other line here names: a crate that is not linked brings no statements.
use {motcua_api as _, motcua_background as _, motcua_web as _};

const NOW: Instant = Instant::from_micros(1_795_600_000_000_000);

/// The same change ids on both engines, so that both hold the same.
struct Changes(AtomicU32);

impl Changes {
    fn next(&self) -> Context {
        let n = self.0.fetch_add(1, Ordering::Relaxed);
        Context::for_change(Actor::System, NOW, ChangeId::from_u128((1 << 100) | u128::from(n)))
    }
}

async fn fill(store: &Store, data: &ProvinceData, stories: &[Story]) {
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
        let life = &story.life;
        // Samples tell one dossier at several stages: each gets ids of its own here.
        let id: DossierId = ctx.id();
        let mut set = ChangeSet::new(&ctx);
        let mut text = serde_json::to_string(&life.dossier).unwrap();
        if let Some(number) = life.dossier.number().and_then(|number| number.issued()) {
            text = text.replace(number, &format!("{number}{at}"));
        }
        let mut dossier: Dossier = serde_json::from_str(&text).unwrap();
        dossier.id = id;
        set.insert(&dossier);
        for interval in life.ledger.intervals() {
            let mut interval = interval.clone();
            (interval.id, interval.dossier) = (ctx.id(), id);
            set.insert(&interval);
        }
        for step in &life.steps {
            let mut step = step.clone();
            (step.id, step.dossier) = (ctx.id(), id);
            set.insert(&step);
        }
        set.journal(Event::new(ThingId::from(Uuid::from(id)), "dossier.sampled", &json!({})));
        set.index("dossier", id, NOW, &["sample"], "Trần Thị Bình");
        store.commit(set).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_gives_the_same_rows_on_both_engines() {
    let data = ProvinceData::read(&ProvinceFiles::quang_ninh()).unwrap();
    let stories = Story::all();
    let options = || Options {
        clock: Arc::new(|| NOW),
        ..Options::default()
    };

    let folder = std::env::temp_dir().join(format!("motcua-statements-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let sqlite = Store::create_with(&folder.to_string_lossy(), options()).await.unwrap();
    let database = Cluster::shared().unwrap().empty_database().await.unwrap();
    let postgres = Store::create_with(database.url(), options()).await.unwrap();
    fill(&sqlite, &data, &stories).await;
    fill(&postgres, &data, &stories).await;
    postgres.numbered().await.unwrap();

    let report = check_all(&sqlite, &postgres).await.unwrap();
    assert!(report.faults.is_empty(), "{:#?}", report.faults);
    // A crate that is not linked is silently absent: raise these when rooms declare more.
    assert!(report.statements >= 50, "{report:?}");
    // The others compare nothing with nothing so far: their types and texts are checked, their rows are not.
    assert!(report.with_rows >= 30, "{report:?}");
    println!("{} statements, {} with rows", report.statements, report.with_rows);
    drop(sqlite);
    let _ = std::fs::remove_dir_all(Path::new(&folder));
}
