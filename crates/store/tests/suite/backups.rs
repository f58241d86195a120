//! Backups, and what they prove of the store that went on.

use super::records::{Paper, inserting, paper, updating};
use super::{Home, ctx, fresh_folder, strike, whole};
use motcua_store::{BackupError, BackupFiles, HeadKey, Options, SignedHead, Store, copy_store, verify_backup};
use std::path::{Path, PathBuf};

async fn keep(store: &Store, count: usize) -> Vec<Paper> {
    let mut papers = Vec::new();
    for _ in 0..count {
        let ctx = ctx();
        let made = paper(&ctx, "kept");
        store.commit(inserting(&ctx, &made)).await.unwrap();
        papers.push(made);
    }
    papers
}

async fn back_up(store: &Store, to: &Path, key: &HeadKey) -> SignedHead {
    store
        .back_up(to, key, BackupFiles::Included, &mut |_| {})
        .await
        .unwrap()
        .head
}

fn faults(backup: &Path) -> Vec<String> {
    verify_backup(backup, &mut |_| {}).unwrap().faults
}

pub async fn a_backup_is_whole_and_can_be_brought_back(home: &Home) {
    let place = fresh_folder(&std::env::temp_dir());
    let key = HeadKey::read_or_make(&place.path().join("key")).unwrap();
    let (to, back) = (place.path().join("backup"), place.path().join("back"));
    let store = home.open().await;
    keep(&store, 20).await;
    let head = back_up(&store, &to, &key).await;
    store.numbered().await.unwrap();
    let read = store.read().await.unwrap();
    assert_eq!((head.position, head.hash.clone()), read.feed_head().await.unwrap());
    assert_eq!((head.epoch, head.position, head.key.clone()), (1, 20, key.public()));
    let digests = read.digests().await.unwrap();
    drop(read);
    let report = verify_backup(&to, &mut |_| {}).unwrap();
    assert_eq!((report.faults, report.head), (vec![], head));
    assert!(matches!(
        store.back_up(&to, &key, BackupFiles::Included, &mut |_| {}).await,
        Err(BackupError::Exists(_))
    ));
    // The store goes on; the backup comes back as a store of the next epoch, which goes on from it too.
    keep(&store, 3).await;
    assert_eq!(store.goes_on_from(&to).await.unwrap(), Vec::<String>::new());
    let restored = copy_store(&to.to_string_lossy(), &back.to_string_lossy(), &mut |_| {}).await;
    let restored = restored.unwrap();
    assert_eq!((restored.epoch, restored.tables), (2, digests));
    let restored = Store::open(&back.to_string_lossy(), Options::default()).await.unwrap();
    assert_eq!(restored.goes_on_from(&to).await.unwrap(), Vec::<String>::new());
    keep(&restored, 1).await;
    whole(&restored).await;
    // A store that was opened in the backup's folder has not disturbed the data.
    assert_eq!(faults(&to), Vec::<String>::new());
}

pub async fn a_cut_tail_or_another_past_shows(home: &Home) {
    let place = fresh_folder(&std::env::temp_dir());
    let key = HeadKey::read_or_make(&place.path().join("key")).unwrap();
    let (early, late) = (place.path().join("early"), place.path().join("late"));
    let store = home.open().await;
    let papers = keep(&store, 9).await;
    back_up(&store, &early, &key).await;
    let read = store.read().await.unwrap();
    let stored = read.get::<Paper>(papers[3].id).await.unwrap();
    drop(read);
    store.commit(updating(&ctx(), &stored)).await.unwrap();
    keep(&store, 4).await;
    back_up(&store, &late, &key).await;
    assert_eq!(store.goes_on_from(&late).await.unwrap(), Vec::<String>::new());

    // The tail is cut off everywhere, so that the store alone looks whole.
    for blow in [
        "DELETE FROM suite_paper WHERE id IN (SELECT thing FROM store_feed WHERE position > 12)",
        "DELETE FROM store_chain WHERE thing IN (SELECT thing FROM store_feed WHERE position > 12)",
        "DELETE FROM store_event WHERE thing IN (SELECT thing FROM store_feed WHERE position > 12)",
        "DELETE FROM store_feed WHERE position > 12",
    ] {
        assert_eq!(strike(home, blow).await, 2, "{blow}");
    }
    let report = store.check().await.unwrap();
    assert!(report.is_clean(), "{report}");
    assert_eq!(store.goes_on_from(&early).await.unwrap(), Vec::<String>::new());
    let faults = store.goes_on_from(&late).await.unwrap();
    assert_eq!(
        faults,
        ["the store's feed ends at position 12, the backup's at 14: 2 events are gone"]
    );

    // A hash in the middle is another: the first position that differs is named.
    assert_eq!(
        strike(home, "UPDATE store_feed SET hash = 'x' WHERE position >= 6").await,
        7
    );
    let faults = store.goes_on_from(&early).await.unwrap();
    assert!(
        faults.len() == 1 && faults[0].contains("from position 6 on"),
        "{faults:?}"
    );
}

pub async fn a_changed_backup_shows(home: &Home) {
    let place = fresh_folder(&std::env::temp_dir());
    let key = HeadKey::read_or_make(&place.path().join("key")).unwrap();
    let store = home.open().await;
    keep(&store, 5).await;
    let to = |name: &str| -> PathBuf { place.path().join(name) };
    for name in ["data", "manifest", "head", "cut"] {
        back_up(&store, &to(name), &key).await;
    }
    let edit = |file: PathBuf, from: &str, to: &str| {
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains(from), "{from} in {text}");
        std::fs::write(file, text.replacen(from, to, 1)).unwrap();
    };
    let data = rusqlite::Connection::open(to("data").join("motcua.sqlite")).unwrap();
    data.execute(
        "UPDATE suite_paper SET title = 'other' WHERE id = (SELECT min(id) FROM suite_paper)",
        [],
    )
    .unwrap();
    drop(data);
    let found = faults(&to("data")).join("\n");
    assert!(
        found.contains("the data file is not the one") && found.contains("suite_paper is not what was signed"),
        "{found}"
    );
    edit(to("manifest").join("manifest.json"), "\"rows\": 5", "\"rows\": 6");
    assert!(
        faults(&to("manifest"))
            .join("\n")
            .contains("the manifest is not the one")
    );
    edit(to("head").join("head.json"), "\"position\": 5", "\"position\": 4");
    let found = faults(&to("head")).join("\n");
    assert!(
        found.contains("the head was changed") && found.contains("does not end in the signed head"),
        "{found}"
    );
    let file = to("cut").join("motcua.sqlite");
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    assert!(!faults(&to("cut")).is_empty());
    std::fs::remove_file(to("cut").join("head.json")).unwrap();
    assert!(matches!(
        verify_backup(&to("cut"), &mut |_| {}),
        Err(BackupError::NotABackup(..))
    ));
}
