//! Many dossiers, each chain folded and compared, on both engines.

use motcua_dossier::check::check;
use motcua_dossier::samples::{Story, moment};
use motcua_kernel::{Actor, ChangeId, Context};
use motcua_pgtest::Cluster;
use motcua_store::{ChangeSet, Store};
use std::time::Instant as Stopwatch;

/// More than two pages; in a proof 10,000 dossiers. What it took is printed.
async fn folded_page_by_page(store: &Store, engine: &str) {
    let is_proof = std::env::var_os("MOTCUA_PROOF").is_some();
    let count: u32 = if is_proof { 10_000 } else { 450 };
    let stories = [Story::delivered(), Story::withdrawn(), Story::apologised()];
    for at in 0..count {
        let change = ChangeId::from_u128((7 << 100) | u128::from(at));
        let ctx = Context::for_change(Actor::System, moment("2026-11-26T10:00"), change);
        let mut set = ChangeSet::new(&ctx);
        let story = &stories[at as usize % stories.len()];
        story.of_another(&ctx, &format!("/{at}")).keep(&mut set);
        store.commit(set).await.unwrap();
    }
    let began = Stopwatch::now();
    let folded = check(store).await.unwrap();
    let folding = began.elapsed().as_secs_f64();
    let began = Stopwatch::now();
    let report = store.check().await.unwrap();
    let rest = began.elapsed().as_secs_f64();
    println!(
        "{engine}: {} dossiers, {} events: folded in {folding:.2} s, {:.0} s a million events; \
         all else verified in {rest:.2} s, {:.0} s a million events",
        folded.dossiers,
        folded.events,
        folding * 1e6 / folded.events as f64,
        rest * 1e6 / report.events as f64
    );
    assert!(folded.is_clean(), "{}", folded.faults[0]);
    assert!(report.is_clean(), "{}", report.faults[0]);
    assert_eq!(folded.dossiers, u64::from(count));
    assert_eq!(folded.events, report.events, "every event is a dossier's");
    assert!(folded.events > 15 * u64::from(count), "{folded}");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_dossiers_are_folded_on_the_embedded_engine() {
    let folder = std::env::temp_dir().join(format!("motcua-folding-{}", std::process::id()));
    // Of a run that was killed.
    let _ = std::fs::remove_dir_all(&folder);
    let store = Store::create(&folder.to_string_lossy()).await.unwrap();
    folded_page_by_page(&store, "SQLite").await;
    drop(store);
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn many_dossiers_are_folded_on_postgresql() {
    let database = Cluster::shared().unwrap().empty_database().await.unwrap();
    let store = Store::create(database.url()).await.unwrap();
    folded_page_by_page(&store, "PostgreSQL").await;
}
