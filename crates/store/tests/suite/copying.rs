//! A store moved to another engine and back.

use super::records::{Seat, inserting, paper, said, thing, updating};
use super::{Home, ctx, fresh_folder, options, whole};
use motcua_kernel::{DossierId, PersonId};
use motcua_pgtest::Cluster;
use motcua_store::{
    ChangeSet, CopyError, Event, FeedEvent, Look, Message, Read, ReadError, Store, StoreError, TableDigest, View,
    copy_store,
};
use serde_json::json;
use std::time::Duration;

/// Applies nothing: only its cursor is of interest.
struct Watcher;

impl View for Watcher {
    const NAME: &'static str = "suite_watcher";
    async fn apply(&self, _: &Read, _: &FeedEvent, _: &mut ChangeSet) -> Result<(), ReadError> {
        Ok(())
    }
}

/// An empty place, of the other engine or of the same.
async fn empty(home: &Home, other: bool) -> Home {
    match (home, other) {
        (Home::Folder(_), false) | (Home::Server(_), true) => Home::Folder(fresh_folder(&std::env::temp_dir())),
        _ => Home::Server(Cluster::shared().unwrap().empty_database().await.unwrap()),
    }
}

async fn copy(from: &Home, to: &Home) -> Result<motcua_store::CopyReport, CopyError> {
    copy_store(&from.address(), &to.address(), &mut |_| {}).await
}

/// Something of everything that a change set may hold. Gives one change to repeat.
async fn fill(store: &Store) -> ChangeSet {
    let mut last = None;
    for at in 0..700_i64 {
        let ctx = ctx();
        let mut made = paper(&ctx, ["Đơn", "đơn", "Z", ""][(at % 4) as usize]);
        made.unit = (at % 3 == 0).then(|| ctx.id());
        made.due_at = (at % 5 != 0).then(|| ctx.now().plus_seconds(-at));
        made.count = at - 350;
        made.open = at % 2 == 0;
        let mut set = inserting(&ctx, &made);
        if at % 50 == 0 {
            let person: PersonId = ctx.id();
            set = ChangeSet::new(&ctx);
            made.number = Some(set.label("suite/copied", "C-", 4));
            set.insert(&made)
                .insert(&Seat {
                    id: ctx.id(),
                    place: format!("ghế {at}"),
                })
                .journal(Event::new(
                    thing(made.id),
                    "paper.made",
                    &json!({"number": made.number}),
                ))
                .journal(said(made.id, "paper.seen"))
                .send(Message::new("suite.copied", &json!({"at": at})))
                .take("suite/places", 1, 100)
                .wake("suite.ring", made.id, ctx.now().plus_seconds(at))
                .answer(format!("key {at}"), "digest", &json!({"at": at}))
                .receive("suite", format!("foreign {at}"));
            set.index("paper", made.id, ctx.now(), &["all"], "Nguyễn Thị Hoà");
            let look = Look {
                actor: motcua_kernel::Actor::System,
                person,
                reason: "handling".into(),
                subject: None,
                unit: None,
                at: ctx.now(),
                request: ctx.id(),
            };
            store.look(&[look]).await.unwrap();
            last = Some(set.clone());
        }
        store.commit(set).await.unwrap();
        if at % 7 == 0 {
            let read = store.read().await.unwrap();
            let stored = read.get::<super::records::Paper>(made.id).await.unwrap();
            store.commit(updating(&super::ctx(), &stored)).await.unwrap();
        }
    }
    store.numbered().await.unwrap();
    assert_eq!(store.catch_up(&Watcher, 5).await.unwrap(), 5);
    last.unwrap()
}

async fn digests(store: &Store) -> Vec<TableDigest> {
    store.numbered().await.unwrap();
    store.read().await.unwrap().digests().await.unwrap()
}

async fn epoch(store: &Store) -> i64 {
    store.read().await.unwrap().feed_epoch().await.unwrap()
}

pub async fn everything_goes_over_and_back(home: &Home) {
    let (other, back) = (empty(home, true).await, empty(home, false).await);
    let store = home.open().await;
    let repeated = fill(&store).await;
    let first = store.commit(repeated.clone()).await.unwrap();
    assert!(first.repeated);
    let before = digests(&store).await;
    assert_eq!(epoch(&store).await, 1);
    drop(store);

    let report = copy(home, &other).await.unwrap();
    assert_eq!((&report.tables, report.epoch), (&before, 2));
    let report = copy(&other, &back).await.unwrap();
    assert_eq!((&report.tables, report.epoch), (&before, 3));
    let filled = |name: &str| before.iter().find(|table| table.table == name).unwrap().rows;
    for (table, rows) in [
        ("suite_paper", 700),
        ("suite_seat", 14),
        ("store_timer", 14),
        ("store_message", 14),
        ("store_answer", 14),
        ("store_inbox", 14),
        ("store_look", 14),
        ("store_series", 1),
        ("store_counter", 1),
        ("store_word", 42),
    ] {
        assert_eq!(filled(table), rows, "{table}");
    }
    assert_eq!(filled("store_feed"), filled("store_event"));

    for copied in [&other, &back] {
        let store = copied.open().await;
        whole(&store).await;
        assert_eq!(digests(&store).await, before);
        // It goes on where the first one stood: a repeat is known, the next number and position follow.
        assert_eq!(store.commit(repeated.clone()).await.unwrap().numbers, first.numbers);
        let head = store.read().await.unwrap().feed_head().await.unwrap();
        assert_eq!(head.0, report.position);
        let ctx = ctx();
        let mut set = ChangeSet::new(&ctx);
        let id: DossierId = ctx.id();
        set.number("suite/copied");
        set.journal(said(id, "suite.after"));
        assert_eq!(store.commit(set).await.unwrap().numbers, [15]);
        assert_eq!(store.numbered().await.unwrap(), report.position + 1);
        assert_eq!(store.catch_up(&Watcher, 1).await.unwrap(), 1);
        whole(&store).await;
    }
}

pub async fn a_copy_beside_writers_is_one_moment(home: &Home) {
    let other = empty(home, true).await;
    let store = home.open().await;
    fill(&store).await;
    let writing = store.clone();
    let writer = tokio::spawn(async move {
        loop {
            let ctx = ctx();
            writing.commit(inserting(&ctx, &paper(&ctx, "later"))).await.unwrap();
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    });
    let report = copy(home, &other).await.unwrap();
    writer.abort();
    let _ = writer.await;
    let copied = other.open().await;
    whole(&copied).await;
    assert_eq!(digests(&copied).await, report.tables);
}

pub async fn a_copy_goes_only_into_an_empty_store(home: &Home) {
    let full = empty(home, true).await;
    let store = home.open().await;
    let made = ctx();
    store.commit(inserting(&made, &paper(&made, "here"))).await.unwrap();
    drop(store);
    let there = full.open().await;
    let made = ctx();
    there.commit(inserting(&made, &paper(&made, "there"))).await.unwrap();
    let before = digests(&there).await;
    let refused = copy(home, &full).await;
    assert!(matches!(refused, Err(CopyError::NotEmpty { .. })), "{refused:?}");
    assert_eq!(digests(&there).await, before);
    whole(&there).await;
}

pub async fn a_stopped_copy_is_noticed(home: &Home) {
    let other = empty(home, true).await;
    let store = home.open().await;
    fill(&store).await;
    drop(store);
    let (from, to) = (home.address(), other.address());
    let stopped = tokio::spawn(async move {
        copy_store(&from, &to, &mut |progress| {
            assert!(progress.table != "suite_paper" || progress.rows == 0)
        })
        .await
    });
    assert!(stopped.await.is_err(), "the copy was stopped in the middle of a table");
    for refused in [
        Store::open(&other.address(), options()).await.err(),
        Store::create_with(&other.address(), options()).await.err(),
    ] {
        assert!(matches!(refused, Some(StoreError::Unfinished(_))), "{refused:?}");
    }
    let again = copy(home, &other).await;
    assert!(
        matches!(again, Err(CopyError::Store(StoreError::Unfinished(_)))),
        "{again:?}"
    );
}
