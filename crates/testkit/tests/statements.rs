//! Every SQL statement of the workspace, on the sample province, on both engines: rows compared.

mod province;

use motcua_dossier::samples::Story;
use motcua_org::import::{ProvinceData, ProvinceFiles};
use motcua_pgtest::Cluster;
use motcua_store::statements::check_all;
use motcua_store::{Options, Store};
use province::{NOW, fill};
use std::path::Path;
use std::sync::Arc;

// Rooms that no other line here names: a crate that is not linked brings no statements.
use {motcua_api as _, motcua_background as _, motcua_web as _};

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
    println!("{:#?}", report.empty);
    drop(sqlite);
    let _ = std::fs::remove_dir_all(Path::new(&folder));
}
