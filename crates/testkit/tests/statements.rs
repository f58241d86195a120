//! Every SQL statement of the workspace, on the sample province, on both engines: rows compared.

mod province;

use motcua_dossier::samples::Story;
use motcua_org::import::{ProvinceData, ProvinceFiles};
use motcua_pgtest::Cluster;
use motcua_store::statements::check_all;
use motcua_store::{Options, Store, copy_store};
use province::{NOW, fill};
use std::path::Path;
use std::sync::Arc;

// Rooms that no other line here names: a crate that is not linked brings no statements.
use {motcua_api as _, motcua_background as _, motcua_web as _};

/// Statements that give no row on the sample province, and why. None so far.
const MAY_BE_EMPTY: [(&str, &str); 0] = [];

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
    let address = folder.to_string_lossy().into_owned();
    let sqlite = Store::create_with(&address, options()).await.unwrap();
    fill(&sqlite, &data, &stories).await;
    // What is random (secrets of sessions and clients) is the same on both only if it was made once.
    let database = Cluster::shared().unwrap().empty_database().await.unwrap();
    copy_store(&address, database.url(), &mut |_| {}).await.unwrap();
    let postgres = Store::open(database.url(), options()).await.unwrap();

    let report = check_all(&sqlite, &postgres).await.unwrap();
    let (empty, one): (Vec<_>, Vec<_>) = report.rows.iter().partition(|(_, rows)| *rows == 0);
    let one = one.iter().filter(|(_, rows)| *rows == 1).map(|(name, _)| *name);
    println!(
        "{} statements; without rows: {:#?}; with one row, which shows no order: {:#?}",
        report.statements,
        empty,
        one.collect::<Vec<_>>()
    );
    assert!(report.faults.is_empty(), "{:#?}", report.faults);
    // A crate that is not linked is silently absent: raise this when rooms declare more.
    assert!(report.statements >= 64, "{report:?}");
    let unexpected: Vec<_> = empty
        .iter()
        .filter(|(name, _)| !MAY_BE_EMPTY.iter().any(|(may, _)| may == name))
        .collect();
    assert!(
        unexpected.is_empty(),
        "these compare nothing with nothing; add to crates/testkit/tests/province what they look for: {unexpected:#?}"
    );
    let outdated: Vec<_> = MAY_BE_EMPTY
        .iter()
        .filter(|(name, _)| !empty.iter().any(|(found, _)| found == name))
        .collect();
    assert!(
        outdated.is_empty(),
        "these give rows, and need no excuse any more: {outdated:#?}"
    );
    drop(sqlite);
    let _ = std::fs::remove_dir_all(Path::new(&folder));
}
