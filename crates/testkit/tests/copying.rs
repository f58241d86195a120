//! The sample province from SQLite to PostgreSQL and back, by copy and by backup: the same rows and files, whole on each.

mod province;

use motcua_dossier::check::check;
use motcua_dossier::paper::{DossierPaper, Made, paper_by_code};
use motcua_dossier::samples::Story;
use motcua_kernel::{Actor, Context, ThingId};
use motcua_org::import::{ProvinceData, ProvinceFiles};
use motcua_pgtest::Cluster;
use motcua_store::{
    BackupFiles, BlobFolder, BlobPlace, ChangeSet, CopyPlaces, Event, HeadKey, Options, Store, copy_store_with,
};
use province::{NOW, fill};
use serde_json::json;
use std::path::PathBuf;
use std::sync::Arc;
use uuid::Uuid;

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

const FILE: &[u8] = b"%PDF-1.7, as it were";

fn place(files: &Folder) -> Arc<dyn BlobPlace> {
    Arc::new(BlobFolder::new(files.address()))
}

async fn open(address: &str, files: &Folder) -> Store {
    let options = Options {
        blobs: Some(place(files)),
        ..Options::default()
    };
    Store::open(address, options).await.unwrap()
}

/// Gives the receipt of the sample province a file.
async fn print_receipt(store: &Store) {
    let file = store.blobs().unwrap().keep("application/pdf", FILE).await.unwrap();
    let read = store.read().await.unwrap();
    let paper = read.first(paper_by_code("sample receipt")).await.unwrap().unwrap();
    drop(read);
    let ctx = Context::new(Actor::System, NOW);
    let made = Made { at: ctx.now(), file };
    let mut set = ChangeSet::new(&ctx);
    set.update(&paper.with(DossierPaper {
        made: Some(made),
        ..paper.record.clone()
    }));
    let thing = ThingId::from(Uuid::from(paper.dossier));
    set.journal(Event::new(thing, "sample.printed", &json!({})));
    store.commit(set).await.unwrap();
}

/// Everything is there and whole, dossiers stand where their journal says, and the receipt's file reads.
async fn whole(address: &str, files: &Folder) {
    let store = open(address, files).await;
    let report = store.check().await.unwrap();
    assert!(report.is_clean(), "{report}");
    assert!(
        report.events > 200 && report.records > 200 && report.blobs == 1,
        "{report}"
    );
    let folded = check(&store).await.unwrap();
    assert!(folded.is_clean() && folded.dossiers > 20, "{folded}");
    let read = store.read().await.unwrap();
    let paper = read.first(paper_by_code("sample receipt")).await.unwrap().unwrap();
    let file = &paper.made.as_ref().unwrap().file;
    assert_eq!(store.blobs().unwrap().read(file).await.unwrap(), FILE);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_province_moves_to_postgresql_and_back() {
    let data = ProvinceData::read(&ProvinceFiles::quang_ninh()).unwrap();
    let (from, back, backup) = (Folder::new("from"), Folder::new("back"), Folder::new("backup"));
    let (files, there_files, back_files) = (
        Folder::new("files"),
        Folder::new("there-files"),
        Folder::new("back-files"),
    );
    let server = Cluster::shared().unwrap().empty_database().await.unwrap();
    drop(Store::create(&from.address()).await.unwrap());
    let store = open(&from.address(), &files).await;
    fill(&store, &data, &Story::all()).await;
    print_receipt(&store).await;
    drop(store);
    let copy = async |from: &str, from_files: &Folder, to: &str, to_files: &Folder| {
        let places = CopyPlaces {
            from: Some(place(from_files)),
            to: Some(place(to_files)),
        };
        copy_store_with(from, to, places, &mut |_| {}).await.unwrap()
    };
    let there = copy(&from.address(), &files, server.url(), &there_files).await;
    whole(server.url(), &there_files).await;
    // From the server by a copy, and by a backup, which is a store of its own with its files beside it.
    let again = copy(server.url(), &there_files, &back.address(), &back_files).await;
    whole(&back.address(), &back_files).await;
    assert_eq!(there.tables, again.tables);
    assert_eq!((there.epoch, again.epoch), (2, 3));
    assert_eq!((there.position, there.hash), (again.position, again.hash));
    let key = HeadKey::read_or_make(&files.0.join("key")).unwrap();
    let store = open(server.url(), &there_files).await;
    let made = store
        .back_up(&backup.0, &key, BackupFiles::Included, &mut |_| {})
        .await
        .unwrap();
    assert_eq!(made.files.map(|files| (files.files, files.faults)), Some((1, vec![])));
    whole(&backup.address(), &Folder(backup.0.join("blobs"))).await;
}
