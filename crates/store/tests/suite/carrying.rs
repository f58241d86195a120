//! Files in backups and copies: they come back as they were, and what is wrong with one is told with its owner.

use super::blobs::{file_of, lying, open_at};
use super::files::{Files, flip};
use super::records::{Copy, Folder, said};
use super::{Home, ctx, fresh_folder, whole};
use motcua_kernel::{DossierId, DraftId};
use motcua_pgtest::Cluster;
use motcua_store::{
    BackedUp, BackupError, BackupFiles, Blob, BlobFolder, BlobPlace, ChangeSet, CopyError, CopyPlaces, CopyProgress,
    CopyReport, FILES, HeadKey, ReadError, Store, copy_store_with, verify_backup,
};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a store holds of files: a folder's scans, and a paper's copy.
struct Kept {
    scans: Vec<(Blob, Vec<u8>)>,
    folder: DraftId,
    copy: DossierId,
}

/// Files of several sizes, an empty one and one that two records name among them.
async fn keep(store: &Store) -> Kept {
    let mut scans = Vec::new();
    for size in [0_usize, 1, 65_536, 1_100_001, 40_000, 40_001] {
        let bytes: Vec<u8> = (0..size).map(|at| (at * 13 + at / 257 + size) as u8).collect();
        let blob = store.blobs().unwrap().keep("image/png", &bytes).await.unwrap();
        scans.push((blob, bytes));
    }
    let ctx = ctx();
    let folder = Folder {
        id: ctx.id(),
        scans: scans.iter().map(|(blob, _)| blob.clone()).collect(),
        until: None,
    };
    let copy = Copy {
        id: ctx.id(),
        scan: Some(scans[3].0.clone()),
        said: format!("kept {}", ctx.change()),
    };
    let mut set = ChangeSet::new(&ctx);
    set.insert(&folder).insert(&copy).journal(said(copy.id, "copy.made"));
    store.commit(set).await.unwrap();
    Kept {
        scans,
        folder: folder.id,
        copy: copy.id,
    }
}

/// Every file reads as it was, by the key that stands in its record.
async fn all_read(store: &Store, kept: &Kept) {
    let read = store.read().await.unwrap();
    let folder = read.get::<Folder>(kept.folder).await.unwrap();
    drop(read);
    assert_eq!(folder.scans.len(), kept.scans.len());
    for (blob, (_, bytes)) in folder.scans.iter().zip(&kept.scans) {
        assert_eq!(store.blobs().unwrap().read(blob).await.unwrap(), *bytes);
    }
    whole(store).await;
}

/// The files of a backup, which lie in a folder wherever those of its store do.
fn backed_up(backup: &Path) -> Arc<dyn BlobPlace> {
    Arc::new(BlobFolder::new(backup.join("blobs")))
}

/// An empty place of the same engine, and one of the other.
async fn empty(home: &Home, other: bool) -> Home {
    match (home, other) {
        (Home::Folder(_), false) | (Home::Server(_), true) => Home::Folder(fresh_folder(&std::env::temp_dir())),
        _ => Home::Server(Cluster::shared().unwrap().empty_database().await.unwrap()),
    }
}

async fn copy(from: &str, to: &str, from_files: &Files, to_files: &Files) -> Result<CopyReport, CopyError> {
    let places = CopyPlaces {
        from: Some(from_files.place()),
        to: Some(to_files.place()),
    };
    copy_store_with(from, to, places, &mut |_| {}).await
}

/// Brings a backup back into an empty place.
async fn bring_back(backup: &Path, to: &Home, files: &Files) {
    let places = CopyPlaces {
        from: Some(backed_up(backup)),
        to: Some(files.place()),
    };
    let from = backup.to_string_lossy();
    copy_store_with(&from, &to.address(), places, &mut |_| {})
        .await
        .unwrap();
}

async fn back_up(store: &Store, to: &Path, key: &HeadKey) -> BackedUp {
    let made = store.back_up(to, key, BackupFiles::Included, &mut |_| {}).await;
    made.unwrap()
}

fn faults(backup: &Path) -> Vec<String> {
    verify_backup(backup, &mut |_| {}).unwrap().faults
}

/// Where everything of a test lies beside its store.
struct Around {
    folder: super::Folder,
    key: HeadKey,
}

impl Around {
    fn new() -> Self {
        let folder = fresh_folder(&std::env::temp_dir());
        let key = HeadKey::read_or_make(&folder.path().join("key")).unwrap();
        Self { folder, key }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn files(&self, name: &str) -> Files {
        Files::at(&self.at(name))
    }
}

pub async fn a_backup_brings_its_files_back(home: &Home) {
    let around = Around::new();
    let (files, to) = (around.files("files"), around.at("backup"));
    let store = open_at(home, files.place(), 0).await;
    let kept = keep(&store).await;
    let made = back_up(&store, &to, &around.key).await.files.unwrap();
    assert_eq!(
        (made.files, made.copied, made.faults.len(), made.gone.len()),
        (6, 6, 0, 0)
    );
    let mut told = Vec::new();
    let report = verify_backup(&to, &mut |progress| {
        told.push((progress.table.to_owned(), progress.rows))
    })
    .unwrap();
    assert_eq!((&report.faults, report.files), (&vec![], Some((6, made.bytes))));
    assert_eq!(told.last().unwrap(), &(FILES.to_owned(), 6));
    // Sealed as they were: nothing of a content stands in the backup.
    for (blob, _) in &kept.scans {
        let sealed = std::fs::read(file_of(&to.join("blobs"), blob)).unwrap();
        assert_eq!(sealed, files.bytes(blob).await);
    }
    // Everything is lost; the backup comes back into empty places of both engines.
    drop(store);
    files.lose().await;
    for other in [false, true] {
        let (back, back_files) = (empty(home, other).await, around.files(&format!("back-{other}")));
        let places = CopyPlaces {
            from: None,
            to: Some(back_files.place()),
        };
        let (from, to) = (to.to_string_lossy(), back.address());
        let report = copy_store_with(&from, &to, places, &mut |_| {}).await.unwrap();
        assert_eq!((report.files.files, report.files.faults.len()), (6, 0));
        let restored = open_at(&back, back_files.place(), 0).await;
        all_read(&restored, &kept).await;
        assert_eq!(restored.check().await.unwrap().blobs, 7);
        keep(&restored).await;
        whole(&restored).await;
    }
    assert_eq!(
        faults(&to),
        Vec::<String>::new(),
        "bringing it back has not disturbed it"
    );
}

pub async fn files_go_over_and_back(home: &Home) {
    let around = Around::new();
    let (files, there_files, back_files) = (around.files("files"), around.files("there"), around.files("back"));
    let store = open_at(home, files.place(), 0).await;
    let kept = keep(&store).await;
    let (there, back) = (empty(home, true).await, empty(home, false).await);
    let mut told = 0;
    let places = CopyPlaces {
        from: Some(files.place()),
        to: Some(there_files.place()),
    };
    let telling = &mut |progress: CopyProgress<'_>| {
        if progress.table == FILES {
            assert!(progress.bytes.is_some() && progress.rows >= told, "it only grows");
            told = progress.rows;
        }
    };
    let report = copy_store_with(&home.address(), &there.address(), places, telling)
        .await
        .unwrap();
    assert_eq!((told, report.files.files, report.files.copied), (6, 6, 6));
    all_read(&open_at(&there, there_files.place(), 0).await, &kept).await;
    copy(&there.address(), &back.address(), &there_files, &back_files)
        .await
        .unwrap();
    all_read(&open_at(&back, back_files.place(), 0).await, &kept).await;
    // What nobody names stays behind.
    store.blobs().unwrap().keep("text/plain", b"unnamed").await.unwrap();
    assert_eq!((files.lying().await.len(), back_files.lying().await.len()), (7, 6));
    // Both sides may keep them in one place: then they are looked at, and left.
    let same = empty(home, true).await;
    let report = copy(&home.address(), &same.address(), &files, &files).await.unwrap();
    assert_eq!((report.files.files, report.files.copied), (6, 0));
    assert_eq!(files.lying().await.len(), 7);
    all_read(&open_at(&same, files.place(), 0).await, &kept).await;
}

pub async fn a_copy_without_a_place_for_files_says_so(home: &Home) {
    let around = Around::new();
    let files = around.files("files");
    let store = open_at(home, files.place(), 0).await;
    keep(&store).await;
    let server = Cluster::shared().unwrap().empty_database().await.unwrap();
    let places = CopyPlaces {
        from: Some(files.place()),
        to: None,
    };
    let refused = copy_store_with(&home.address(), server.url(), places, &mut |_| {})
        .await
        .unwrap_err();
    assert!(matches!(refused, CopyError::NoPlace { side: "to" }), "{refused}");
    assert!(refused.to_string().contains("--to-blobs"), "{refused}");
    // Nothing was begun there.
    copy(&home.address(), server.url(), &files, &around.files("there"))
        .await
        .unwrap();
    if let Home::Server(_) = home {
        let refused = copy_store_with(&home.address(), server.url(), CopyPlaces::default(), &mut |_| {}).await;
        assert!(
            matches!(refused, Err(CopyError::NoPlace { side: "from" })),
            "{refused:?}"
        );
        let blind = home.open().await;
        let refused = blind
            .back_up(&around.at("b"), &around.key, BackupFiles::Included, &mut |_| {})
            .await;
        assert!(refused.unwrap_err().to_string().contains("no place for files"));
        let made = blind
            .back_up(&around.at("b"), &around.key, BackupFiles::LeftOut, &mut |_| {})
            .await;
        assert_eq!(made.unwrap().files, None);
        let report = verify_backup(&around.at("b"), &mut |_| {}).unwrap();
        assert_eq!((report.files, report.faults.len()), (None, 0));
    }
}

pub async fn a_missing_or_damaged_file_is_told_with_its_owner(home: &Home) {
    let around = Around::new();
    let (files, to) = (around.files("files"), around.at("backup"));
    let store = open_at(home, files.place(), 0).await;
    let kept = keep(&store).await;
    let (missing, damaged) = (&kept.scans[2].0, &kept.scans[3].0);
    files.remove(missing).await;
    files.flip(damaged).await;
    let made = back_up(&store, &to, &around.key).await.files.unwrap();
    assert_eq!(
        (made.files, made.faults.len()),
        (4, 2),
        "the others are brought: {made:?}"
    );
    let told = made.faults.join("\n");
    let folder = format!(
        "suite_folder {} names a file: the file {} is not there",
        kept.folder,
        missing.id()
    );
    assert!(told.contains(&folder), "{told}");
    // Two records name it; one is enough to find it by.
    let paper = format!(
        "suite_copy {} names a file: the file {} is not as it was kept",
        kept.copy,
        damaged.id()
    );
    assert!(told.contains(&paper), "{told}");
    let found = faults(&to).join("\n");
    let owners = format!(
        "the file {} of suite_copy {}, suite_folder {} is not in the backup",
        damaged.id(),
        kept.copy,
        kept.folder
    );
    assert!(found.contains(&owners), "{found}");
    assert!(
        found.contains(&format!("{} of suite_folder {} is not in", missing.id(), kept.folder)),
        "{found}"
    );
    let there = empty(home, true).await;
    let report = copy(&home.address(), &there.address(), &files, &around.files("there"))
        .await
        .unwrap();
    assert_eq!((report.files.files, report.files.faults), (4, made.faults));
}

pub async fn a_changed_file_of_a_backup_is_told_with_its_owner(home: &Home) {
    let around = Around::new();
    let store = open_at(home, around.files("files").place(), 0).await;
    let kept = keep(&store).await;
    let blob = &kept.scans[4].0;
    let owner = format!("the file {} of suite_folder {}", blob.id(), kept.folder);
    type Blow<'a> = (&'a str, &'a dyn Fn(&Path), String);
    let blows: [Blow<'_>; 5] = [
        (
            "changed",
            &|to| flip(&file_of(&to.join("blobs"), blob)),
            format!("{owner} is not as it was written"),
        ),
        (
            "cut",
            &|to| std::fs::write(file_of(&to.join("blobs"), blob), b"").unwrap(),
            format!("{owner} is not as it was written: 0 bytes"),
        ),
        (
            "gone",
            &|to| std::fs::remove_file(file_of(&to.join("blobs"), blob)).unwrap(),
            format!("{owner} cannot be read"),
        ),
        (
            "more",
            &|to| {
                let other = uuid::Uuid::new_v4().to_string();
                let shelf = to.join("blobs").join(&other[34..]);
                std::fs::create_dir_all(&shelf).unwrap();
                std::fs::write(shelf.join(other), b"x").unwrap();
            },
            "lies in the backup and is not in its list".into(),
        ),
        (
            "list",
            &|to| {
                let text = std::fs::read_to_string(to.join("files.txt")).unwrap();
                let kept: Vec<&str> = text
                    .lines()
                    .filter(|line| !line.starts_with(&blob.id().to_string()))
                    .collect();
                std::fs::write(to.join("files.txt"), kept.join("\n") + "\n").unwrap();
            },
            "the list of files is not the one that was signed".into(),
        ),
    ];
    for (name, blow, word) in blows {
        let to = around.at(name);
        back_up(&store, &to, &around.key).await;
        assert_eq!(faults(&to), Vec::<String>::new());
        blow(&to);
        let found = faults(&to).join("\n");
        assert!(found.contains(&word), "{name}: {found}");
    }
}

pub async fn a_backup_that_was_broken_off_goes_on(home: &Home) {
    let around = Around::new();
    let (files, to) = (around.files("files"), around.at("backup"));
    let store = open_at(home, files.place(), 0).await;
    let kept = [keep(&store).await, keep(&store).await];
    let stop = tokio::sync::Notify::new();
    let mut brought = 0;
    let told = &mut |progress: CopyProgress<'_>| {
        if progress.table == FILES {
            brought = progress.rows;
            if brought == 7 {
                stop.notify_one();
            }
        }
    };
    tokio::select! {
        biased;
        () = stop.notified() => {}
        made = store.back_up(&to, &around.key, BackupFiles::Included, told) => panic!("not broken off: {made:?}"),
    }
    assert!(matches!(
        verify_backup(&to, &mut |_| {}),
        Err(BackupError::NotABackup(..))
    ));
    let there = lying(&to.join("blobs"));
    assert!(there.len() >= 7, "{there:?}");
    // Meanwhile one that was brought breaks, one is let go by its record, and half of one lies about.
    let hurt = there
        .iter()
        .find(|file| std::fs::metadata(file).unwrap().len() > 1_000)
        .unwrap();
    flip(hurt);
    std::fs::create_dir_all(to.join("blobs/new")).unwrap();
    std::fs::write(to.join("blobs/new").join(kept[1].scans[5].0.id().to_string()), b"half").unwrap();
    let read = store.read().await.unwrap();
    let first = read.get::<Folder>(kept[0].folder).await.unwrap();
    drop(read);
    let mut set = ChangeSet::new(&ctx());
    set.delete(&first);
    store.commit(set).await.unwrap();

    let made = back_up(&store, &to, &around.key).await.files.unwrap();
    // Of the first six only the one that the paper's copy names, and all of the second.
    assert_eq!((made.files, made.faults.len()), (7, 0), "{made:?}");
    assert!(made.copied < 7, "what was there is not copied again: {made:?}");
    assert_eq!(faults(&to), Vec::<String>::new());
    assert_eq!(lying(&to.join("blobs")).len(), 7, "nothing of the first try stays");
    let again = store
        .back_up(&to, &around.key, BackupFiles::Included, &mut |_| {})
        .await;
    assert!(
        matches!(again, Err(BackupError::Exists(_))),
        "a finished one is not touched"
    );
    let (back, back_files) = (empty(home, false).await, around.files("back"));
    bring_back(&to, &back, &back_files).await;
    all_read(&open_at(&back, back_files.place(), 0).await, &kept[1]).await;
}

pub async fn an_erased_file_stays_erased_after_a_restore(home: &Home) {
    let around = Around::new();
    let (files, to) = (around.files("files"), around.at("backup"));
    let store = open_at(home, files.place(), 0).await;
    let kept = keep(&store).await;
    back_up(&store, &to, &around.key).await;
    let read = store.read().await.unwrap();
    let (folder, paper) = (
        read.get::<Folder>(kept.folder).await.unwrap(),
        read.get::<Copy>(kept.copy).await.unwrap(),
    );
    drop(read);
    let mut set = ChangeSet::new(&ctx());
    set.erase(&folder).erase(&paper);
    store.commit(set).await.unwrap();
    assert!(files.lying().await.is_empty());
    let list = store.read().await.unwrap().erasures(None, 9).await.unwrap();

    let (back, back_files) = (empty(home, true).await, around.files("back"));
    bring_back(&to, &back, &back_files).await;
    let restored = open_at(&back, back_files.place(), 0).await;
    all_read(&restored, &kept).await;
    assert_eq!(restored.reapply_erasures(&list, ctx().now()).await.unwrap(), 2);
    assert!(back_files.lying().await.is_empty());
    let read = restored.read().await.unwrap();
    assert!(matches!(
        read.find::<Folder>(kept.folder).await,
        Err(ReadError::Erased { .. })
    ));
    drop(read);
    whole(&restored).await;
    assert_eq!(restored.reapply_erasures(&list, ctx().now()).await.unwrap(), 0);
}
