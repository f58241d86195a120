//! The sample province from SQLite to PostgreSQL and back: the same rows, whole on each.

mod province;

use motcua_dossier::samples::Story;
use motcua_org::import::{ProvinceData, ProvinceFiles};
use motcua_pgtest::Cluster;
use motcua_store::{Options, Store, copy_store};
use province::fill;
use std::path::PathBuf;

use {motcua_api as _, motcua_background as _, motcua_web as _};

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("motcua-copying-{name}-{}", std::process::id()));
        // Of a run that was killed.
        let _ = std::fs::remove_dir_all(&folder);
        Self(folder)
    }

    fn address(&self) -> String {
        self.0.to_string_lossy().into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn whole(address: &str) {
    let store = Store::open(address, Options::default()).await.unwrap();
    let report = store.check().await.unwrap();
    assert!(report.is_clean(), "{report}");
    assert!(report.events > 200 && report.records > 200, "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_province_moves_to_postgresql_and_back() {
    let data = ProvinceData::read(&ProvinceFiles::quang_ninh()).unwrap();
    let (from, back) = (Folder::new("from"), Folder::new("back"));
    let server = Cluster::shared().unwrap().empty_database().await.unwrap();
    let store = Store::create(&from.address()).await.unwrap();
    fill(&store, &data, &Story::all()).await;
    drop(store);
    let there = copy_store(&from.address(), server.url(), &mut |_| {}).await.unwrap();
    whole(server.url()).await;
    let again = copy_store(server.url(), &back.address(), &mut |_| {}).await.unwrap();
    whole(&back.address()).await;
    assert_eq!(there.tables, again.tables);
    assert_eq!((there.epoch, again.epoch), (2, 3));
    assert_eq!((there.position, there.hash), (again.position, again.hash));
}
