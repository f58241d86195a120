//! What is erased is gone, what says so stays.

use super::blobs::{file_of, lying, open};
use super::records::{Copy, Paper, inserting, paper, said, thing};
use super::{Home, ctx, strike, whole};
use motcua_store::{Blob, BlobError, ChangeSet, CommitError, Erasure, ReadError, Store, StoreError, Stored};
use std::path::Path;
use std::time::Duration;

/// A word that stands nowhere else.
const WORD: &str = "Khuếchtrươngthanhthế";

fn copying(scan: Option<Blob>, said_word: &str) -> (ChangeSet, Copy) {
    let ctx = ctx();
    let copy = Copy {
        id: ctx.id(),
        scan,
        said: said_word.into(),
    };
    let mut set = ChangeSet::new(&ctx);
    set.insert(&copy)
        .journal(said(copy.id, "copy.made"))
        .index("copy", copy.id, ctx.now(), &["all"], said_word);
    (set, copy)
}

async fn stored(store: &Store, copy: &Copy) -> Stored<Copy> {
    store.read().await.unwrap().get::<Copy>(copy.id).await.unwrap()
}

async fn erase(store: &Store, copy: &Copy) {
    let stored = stored(store, copy).await;
    let mut set = ChangeSet::new(&ctx());
    set.erase(&stored);
    store.commit(set).await.unwrap();
}

async fn found(store: &Store, kind: &str, word: &str) -> usize {
    let read = store.read().await.unwrap();
    read.search(kind, &["all".into()], word, 9).await.unwrap().ids.len()
}

async fn is_erased(store: &Store, copy: &Copy) -> bool {
    let read = store.read().await.unwrap();
    let answers = [
        read.get::<Copy>(copy.id).await.err(),
        read.find::<Copy>(copy.id).await.err(),
        read.body::<Copy>(copy.id).await.err(),
    ];
    answers.iter().all(
        |answer| matches!(answer, Some(ReadError::Erased { table: "suite_copy", id, .. }) if *id == uuid::Uuid::from(copy.id)),
    )
}

pub async fn what_is_erased_says_so_and_the_journal_stays(home: &Home) {
    let files = super::fresh_folder(&std::env::temp_dir());
    let store = open(home, files.path(), 0).await;
    let blobs = store.blobs().unwrap();
    let mine = blobs.keep("text/plain", b"mine").await.unwrap();
    let shared = blobs.keep("text/plain", b"shared").await.unwrap();
    let (set, first) = copying(Some(mine.clone()), WORD);
    store.commit(set).await.unwrap();
    let (set, sharing) = copying(Some(shared.clone()), "sharing");
    store.commit(set).await.unwrap();
    let (set, other) = copying(Some(shared.clone()), "other");
    store.commit(set).await.unwrap();
    // Another kind of words comes before, and one after.
    for kind in ["a", "z"] {
        let ctx = ctx();
        let mut set = ChangeSet::new(&ctx);
        set.index(kind, other.id, ctx.now(), &["all"], WORD);
        store.commit(set).await.unwrap();
    }
    let before = stored(&store, &first).await;
    assert_eq!(
        (found(&store, "copy", WORD).await, found(&store, "z", WORD).await),
        (1, 1)
    );

    erase(&store, &first).await;
    erase(&store, &sharing).await;
    assert!(is_erased(&store, &first).await && is_erased(&store, &sharing).await);
    assert!(!is_erased(&store, &other).await);
    let told = store.read().await.unwrap().get::<Copy>(first.id).await.unwrap_err();
    assert!(told.to_string().contains("was erased"), "{told}");
    let read = store.read().await.unwrap();
    let never = ctx().id();
    assert!(
        read.find::<Copy>(never).await.unwrap().is_none(),
        "what never was is not erased"
    );
    let events = read.events(thing(first.id)).await.unwrap();
    drop(read);
    let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(kinds, ["copy.made", "store.erased"]);
    assert_eq!(events[1].body["facts"]["table"], "suite_copy");
    assert!(events[1].body["records"][0]["digest"].is_null());
    assert_eq!(
        (found(&store, "copy", WORD).await, found(&store, "z", WORD).await),
        (0, 1)
    );

    // Its file is gone at once, the one that another copy names is not.
    assert_eq!(lying(files.path()), [file_of(files.path(), &shared)]);
    assert!(matches!(blobs.read(&mine).await, Err(BlobError::Missing(_))));
    assert_eq!(
        blobs
            .read(stored(&store, &other).await.scan.as_ref().unwrap())
            .await
            .unwrap(),
        b"shared"
    );
    whole(&store).await;

    // Nobody writes over it, nobody erases it twice, and its unique value is free.
    let mut late = ChangeSet::new(&ctx());
    late.update(&before).journal(said(first.id, "copy.changed"));
    assert!(matches!(store.commit(late).await, Err(CommitError::Stale { .. })));
    let mut twice = ChangeSet::new(&ctx());
    twice.erase(&before);
    assert!(matches!(store.commit(twice).await, Err(CommitError::Stale { .. })));
    store.commit(copying(None, WORD).0).await.unwrap();
    whole(&store).await;
}

/// The erased word stands nowhere in the engine's file, once the log is folded in.
pub async fn no_byte_of_it_stays_in_the_embedded_file(home: &Home) {
    let Home::Folder(folder) = home else { return };
    let store = home.open().await;
    let ctx = ctx();
    let made = paper(&ctx, &format!("{WORD} {}", "dài ".repeat(3_000)));
    store.commit(inserting(&ctx, &made)).await.unwrap();
    let stored = store.read().await.unwrap().get::<Paper>(made.id).await.unwrap();
    // A version that was written over goes as surely as the last one.
    let mut set = ChangeSet::new(&super::ctx());
    set.update(&stored.with(Paper {
        title: format!("{WORD} again"),
        ..stored.record.clone()
    }))
    .journal(said(made.id, "paper.changed"));
    store.commit(set).await.unwrap();
    assert!(stands(folder.path()), "the test would see it");
    let stored = store.read().await.unwrap().get::<Paper>(made.id).await.unwrap();
    let mut set = ChangeSet::new(&super::ctx());
    set.erase(&stored);
    store.commit(set).await.unwrap();
    whole(&store).await;
    drop(store);
    for _ in 0..100 {
        if !stands(folder.path()) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the erased word stands in the file");
}

fn stands(folder: &Path) -> bool {
    ["motcua.sqlite", "motcua.sqlite-wal"].iter().any(|name| {
        let bytes = std::fs::read(folder.join(name)).unwrap_or_default();
        bytes.windows(WORD.len()).any(|window| window == WORD.as_bytes())
    })
}

pub async fn an_erasure_is_applied_again_after_a_restore(home: &Home) {
    let files = super::fresh_folder(&std::env::temp_dir());
    let store = open(home, files.path(), 0).await;
    let scan = store.blobs().unwrap().keep("text/plain", b"scan").await.unwrap();
    let (first, copy) = copying(Some(scan.clone()), WORD);
    let (second, kept) = copying(None, "kept");
    let (late, later) = copying(None, "made after the backup");
    for set in [&first, &second, &late] {
        store.commit(set.clone()).await.unwrap();
    }
    // The restored store holds what had been committed when the backup was made, and the files of that day.
    let (restored_home, old_files) = match home {
        Home::Folder(_) => (Home::folder(), super::fresh_folder(&std::env::temp_dir())),
        Home::Server(_) => (Home::server().await, super::fresh_folder(&std::env::temp_dir())),
    };
    let restored = open(&restored_home, old_files.path(), 0).await;
    for set in [first, second] {
        restored.commit(set).await.unwrap();
    }
    let place = file_of(old_files.path(), &scan);
    std::fs::create_dir_all(place.parent().unwrap()).unwrap();
    std::fs::copy(file_of(files.path(), &scan), &place).unwrap();
    whole(&restored).await;

    erase(&store, &copy).await;
    erase(&store, &later).await;
    let read = store.read().await.unwrap();
    let one = read.erasures(None, 1).await.unwrap();
    let mut list = one.clone();
    list.extend(read.erasures(one.last(), 9).await.unwrap());
    drop(read);
    assert_eq!(list.len(), 2);
    let text = serde_json::to_string(&list).unwrap();
    assert!(!text.contains(WORD));
    let list: Vec<Erasure> = serde_json::from_str(&text).unwrap();

    let now = ctx().now();
    assert_eq!(restored.reapply_erasures(&list, now).await.unwrap(), 2);
    assert_eq!(
        restored.reapply_erasures(&list, now).await.unwrap(),
        0,
        "again it does nothing"
    );
    assert!(is_erased(&restored, &copy).await && is_erased(&restored, &later).await);
    assert_eq!(stored(&restored, &kept).await.said, "kept");
    assert!(!place.exists() && found(&restored, "copy", WORD).await == 0);
    whole(&restored).await;
    let unknown = Erasure {
        table: "no_such_table".into(),
        ..list[0].clone()
    };
    let refused = restored.reapply_erasures(&[unknown], now).await;
    assert!(matches!(refused, Err(StoreError::UnknownTable(_))), "{refused:?}");
}

pub async fn an_erasure_that_is_not_true_is_found(home: &Home) {
    let store = home.open().await;
    let (set, erased) = copying(None, "erased");
    store.commit(set).await.unwrap();
    let (set, there) = copying(None, "there");
    store.commit(set).await.unwrap();
    erase(&store, &erased).await;
    whole(&store).await;
    let hex = |id: uuid::Uuid| match home {
        Home::Folder(_) => format!("x'{}'", id.simple()),
        Home::Server(_) => format!("'{id}'"),
    };
    let (there_id, erased_id) = (hex(there.id.into()), hex(erased.id.into()));
    assert_eq!(
        strike(home, &format!("UPDATE store_erased SET id = {there_id}")).await,
        1
    );
    let report = store.check().await.unwrap();
    assert!(report.to_string().contains("is there again"), "{report}");
    let blow = format!("UPDATE store_erased SET id = {erased_id}, change = {there_id}");
    assert_eq!(strike(home, &blow).await, 1);
    let report = store.check().await.unwrap();
    assert!(report.to_string().contains("no event says so"), "{report}");
}
