//! Files: kept before they are named, read as they were, missed when they are not.

use super::files::Files;
use super::records::{Copy, Folder, said};
use super::{Home, ctx, options, whole};
use motcua_store::{Blob, BlobError, BlobFolder, BlobPlace, ChangeSet, Options, Store};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A store with a folder for files, whichever engine keeps its records, and a clock so many hours ahead.
pub async fn open(home: &Home, files: &Path, hours: i64) -> Store {
    open_at(home, Arc::new(BlobFolder::new(files)), hours).await
}

/// The same, wherever the files lie.
pub async fn open_at(home: &Home, place: Arc<dyn BlobPlace>, hours: i64) -> Store {
    let clock = options().clock;
    let options = Options {
        blobs: Some(place),
        clock: Arc::new(move || clock().plus_seconds(hours * 3_600)),
        ..options()
    };
    Store::create_with(&home.address(), options).await.unwrap()
}

/// The files that lie in a folder, unfinished ones too, by name.
pub fn lying(files: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for shelf in fs::read_dir(files).into_iter().flatten().flatten() {
        found.extend(fs::read_dir(shelf.path()).unwrap().map(|entry| entry.unwrap().path()));
    }
    found.sort();
    found
}

pub fn file_of(files: &Path, blob: &Blob) -> PathBuf {
    let name = blob.id().to_string();
    files.join(&name[34..]).join(name)
}

pub async fn sweep_files(store: &Store) -> u64 {
    let mut removed = 0;
    for shelf in 0..=u8::MAX {
        removed += store.sweep_blobs(shelf).await.unwrap();
    }
    removed
}

fn folder(scans: Vec<Blob>) -> (ChangeSet, Folder) {
    let ctx = ctx();
    let folder = Folder {
        id: ctx.id(),
        scans,
        until: None,
    };
    let mut set = ChangeSet::new(&ctx);
    set.insert(&folder);
    (set, folder)
}

pub async fn a_file_comes_back_as_it_was(home: &Home) {
    let files = Files::fresh();
    let store = open_at(home, files.place(), 0).await;
    let blobs = store.blobs().unwrap();
    // Some megabytes, more than a bucket takes at once, written in pieces that fit no chunk.
    let bytes: Vec<u8> = (0..5_300_007_usize).map(|at| (at * 7 + at / 999) as u8).collect();
    let mut writer = blobs.begin("application/pdf").await.unwrap();
    for piece in bytes.chunks(70_001) {
        writer.write(piece).await.unwrap();
    }
    let big = writer.finish().await.unwrap();
    let empty = blobs.keep("text/plain", b"").await.unwrap();
    assert_eq!((big.size(), empty.size()), (5_300_007, 0));
    assert_eq!(
        empty.digest(),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    let (set, kept) = folder(vec![big.clone(), empty, big]);
    store.commit(set).await.unwrap();
    let read = store.read().await.unwrap();
    let kept = read.get::<Folder>(kept.id).await.unwrap();
    drop(read);
    assert_eq!(blobs.read(&kept.scans[0]).await.unwrap(), bytes);
    assert!(blobs.read(&kept.scans[1]).await.unwrap().is_empty());
    // Nothing of the content stands where it lies.
    let sealed = files.bytes(&kept.scans[0]).await;
    assert!(!sealed.windows(64).any(|window| window == &bytes[..64]));
    whole(&store).await;
    assert_eq!(store.check().await.unwrap().blobs, 2);
}

pub async fn a_file_that_is_not_as_it_was_is_refused(home: &Home) {
    let files = Files::fresh();
    let store = open_at(home, files.place(), 0).await;
    let blobs = store.blobs().unwrap();
    let (one, other) = (vec![1; 200_000], vec![2; 200_000]);
    let one = blobs.keep("image/png", &one).await.unwrap();
    let other = blobs.keep("image/png", &other).await.unwrap();
    let (set, _) = folder(vec![one.clone(), other.clone()]);
    store.commit(set).await.unwrap();
    whole(&store).await;
    let (sound, others) = (files.bytes(&one).await, files.bytes(&other).await);
    let mut changed = sound.clone();
    changed[70_000] ^= 1;
    let mut headless = sound.clone();
    headless[3] = b'X';
    let damages = [
        (changed, "byte 65536 was changed"),
        (sound[..sound.len() - 1].to_vec(), "bytes long, not"),
        (Vec::new(), "0 bytes long"),
        ([sound.clone(), vec![0]].concat(), "bytes long, not"),
        (headless, "does not begin"),
        (others, "byte 0 was changed"),
    ];
    for (damaged, word) in damages {
        files.put(&one, damaged).await;
        let refused = blobs.read(&one).await.unwrap_err();
        assert!(matches!(refused, BlobError::Damaged { .. }), "{refused}");
        assert!(refused.to_string().contains(word), "{refused}");
        let report = store.check().await.unwrap();
        assert_eq!(report.faults.len(), 1, "{report}");
        assert!(report.faults[0].contains(word), "{report}");
    }
    files.remove(&one).await;
    assert!(matches!(blobs.read(&one).await, Err(BlobError::Missing(id)) if id == one.id()));
    assert!(store.check().await.unwrap().to_string().contains("is not there"));
    files.put(&one, sound).await;
    whole(&store).await;
}

pub async fn a_file_that_nobody_names_goes_after_a_day(home: &Home) {
    let files = Files::fresh();
    let store = open_at(home, files.place(), 0).await;
    let blobs = store.blobs().unwrap();
    let [named, left, moved] = ["named", "left", "moved"].map(str::as_bytes);
    let named = blobs.keep("text/plain", named).await.unwrap();
    let left = blobs.keep("text/plain", left).await.unwrap();
    let moved = blobs.keep("text/plain", moved).await.unwrap();
    let mut unfinished = blobs.begin("text/plain").await.unwrap();
    unfinished.write(&vec![0; 7_000_000]).await.unwrap();
    let (set, first) = folder(vec![named.clone(), moved.clone()]);
    store.commit(set).await.unwrap();
    assert_eq!(files.lying().await.len(), 3);
    assert_eq!(sweep_files(&store).await, 0, "the change set may be on its way");
    assert_eq!(store.check().await.unwrap().unnamed_blobs, 1);

    // A copy takes one over, in the same change set in which the folder lets it go.
    let ctx = ctx();
    let read = store.read().await.unwrap();
    let first = read.get::<Folder>(first.id).await.unwrap();
    drop(read);
    let copy = Copy {
        id: ctx.id(),
        scan: Some(moved.clone()),
        said: "moved".into(),
    };
    let mut set = ChangeSet::new(&ctx);
    set.update(&first.with(Folder {
        scans: vec![named.clone()],
        ..first.record.clone()
    }))
    .insert(&copy)
    .journal(said(copy.id, "copy.made"));
    store.commit(set).await.unwrap();

    let tomorrow = open_at(home, files.place(), 25).await;
    assert_eq!(sweep_files(&tomorrow).await, 2, "the left one and the unfinished one");
    drop(unfinished);
    let mut there = [named.id(), moved.id()];
    there.sort();
    assert_eq!(files.lying().await, there);
    assert!(matches!(blobs.read(&left).await, Err(BlobError::Missing(_))));
    assert_eq!(blobs.read(&moved).await.unwrap(), b"moved");
    whole(&store).await;

    // With its owner goes the file.
    let read = store.read().await.unwrap();
    let first = read.get::<Folder>(first.record.id).await.unwrap();
    drop(read);
    let mut set = ChangeSet::new(&super::ctx());
    set.delete(&first);
    store.commit(set).await.unwrap();
    assert_eq!(sweep_files(&tomorrow).await, 1);
    assert_eq!(files.lying().await, [moved.id()]);
    whole(&store).await;
}

pub async fn notes_of_files_agree_with_bodies(home: &Home) {
    let files = Files::fresh();
    let store = open_at(home, files.place(), 0).await;
    let blob = store.blobs().unwrap().keep("text/plain", b"noted").await.unwrap();
    let (set, _) = folder(vec![blob]);
    store.commit(set).await.unwrap();
    whole(&store).await;
    for (blow, word) in [
        ("UPDATE store_blob SET record = 'suite_copy'", "gone"),
        ("UPDATE store_blob SET record = 'suite_folder'", ""),
        ("DELETE FROM store_blob", "names the file, but it is not noted"),
    ] {
        assert_eq!(super::strike(home, blow).await, 1);
        let report = store.check().await.unwrap();
        assert_eq!(report.is_clean(), word.is_empty(), "{blow}: {report}");
        assert!(report.to_string().contains(word), "{blow}: {report}");
    }
}

pub async fn a_server_without_a_folder_says_so(home: &Home) {
    let store = home.open().await;
    match (home, store.blobs()) {
        (Home::Folder(folder), Ok(blobs)) => {
            let blob = blobs.keep("text/plain", b"beside").await.unwrap();
            assert!(file_of(&folder.path().join("blobs"), &blob).exists());
        }
        (Home::Server(_), Err(error)) => assert!(error.to_string().contains("`blobs`"), "{error}"),
        (_, other) => panic!("{:?}", other.err()),
    }
}
