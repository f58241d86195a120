//! A backup after a backup: what the earlier one holds whole is not copied again, and each is whole by itself.

use super::blobs::{file_of, lying, open_at};
use super::files::{Files, flip};
use super::records::Folder;
use super::{Home, ctx, fresh_folder};
use motcua_store::{BackupError, BackupFiles, Blob, Carried, ChangeSet, HeadKey, Store, newest_beside, verify_backup};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

/// Three files of a folder's.
async fn keep(store: &Store) -> Vec<Blob> {
    let mut scans = Vec::new();
    for size in [10_000_usize, 70_000, 200_000] {
        let bytes = uuid::Uuid::new_v4().as_bytes().repeat(size / 16);
        scans.push(store.blobs().unwrap().keep("image/png", &bytes).await.unwrap());
    }
    let ctx = ctx();
    let mut set = ChangeSet::new(&ctx);
    set.insert(&Folder {
        id: ctx.id(),
        scans: scans.clone(),
        until: None,
    });
    store.commit(set).await.unwrap();
    scans
}

async fn back_up(store: &Store, earlier: Option<&Path>, to: &Path, key: &HeadKey) -> Carried {
    let made = store
        .back_up_after(earlier, to, key, BackupFiles::Included, &mut |_| {})
        .await;
    made.unwrap().files.unwrap()
}

fn faults(backup: &Path) -> Vec<String> {
    verify_backup(backup, &mut |_| {}).unwrap().faults
}

/// How many names the file has that a backup holds of a blob.
fn names(backup: &Path, blob: &Blob) -> u64 {
    std::fs::metadata(file_of(&backup.join("blobs"), blob)).unwrap().nlink()
}

pub async fn a_later_backup_takes_over_what_an_earlier_one_holds_whole(home: &Home) {
    let around = fresh_folder(&std::env::temp_dir());
    let at = |name: &str| around.path().join(name);
    let key = HeadKey::read_or_make(&at("key")).unwrap();
    let files = Files::at(&at("files"));
    let store = open_at(home, files.place(), 0).await;
    let old = keep(&store).await;
    assert_eq!(newest_beside(&at("one")).unwrap(), None);
    let one = back_up(&store, None, &at("one"), &key).await;
    assert_eq!((one.files, one.copied, one.linked), (3, 3, 0));

    let new = keep(&store).await;
    assert_eq!(newest_beside(&at("two")).unwrap(), Some(at("one")));
    let two = back_up(&store, Some(&at("one")), &at("two"), &key).await;
    assert_eq!((two.files, two.copied, two.linked), (6, 3, 3), "{two:?}");
    assert_eq!((names(&at("two"), &old[0]), names(&at("two"), &new[0])), (2, 1));
    assert_eq!(faults(&at("two")), Vec::<String>::new());

    // What broke in the earlier one, or went from it, is copied from the store again and mends nothing there.
    flip(&file_of(&at("two/blobs"), &new[1]));
    std::fs::remove_file(file_of(&at("two/blobs"), &new[2])).unwrap();
    assert_eq!(newest_beside(&at("three")).unwrap(), Some(at("two")));
    let three = back_up(&store, Some(&at("two")), &at("three"), &key).await;
    assert_eq!((three.files, three.copied, three.linked), (6, 2, 4), "{three:?}");
    assert_eq!(faults(&at("three")), Vec::<String>::new());
    assert_eq!(faults(&at("two")).len(), 2);

    // Either may go: the others stay whole.
    std::fs::remove_dir_all(at("one")).unwrap();
    std::fs::remove_dir_all(at("two")).unwrap();
    assert_eq!(faults(&at("three")), Vec::<String>::new());
    assert_eq!(lying(&at("three/blobs")).len(), 6);

    std::fs::remove_file(at("three/head.json")).unwrap();
    assert_eq!(
        newest_beside(&at("four")).unwrap(),
        None,
        "not finished, it is no backup"
    );
    let refused = store
        .back_up_after(
            Some(&at("three")),
            &at("four"),
            &key,
            BackupFiles::Included,
            &mut |_| {},
        )
        .await;
    assert!(matches!(refused, Err(BackupError::NotABackup(..))), "{refused:?}");
}
