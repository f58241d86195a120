//! The feed: every event once, in one order that never changes.

use super::records::said;
use super::{Home, ctx, whole};
use motcua_kernel::{ChangeId, DossierId, ThingId};
use motcua_store::{ChangeSet, FeedEvent, Store};
use std::collections::HashMap;
use std::time::Duration;
use tokio::task::JoinHandle;

const WRITERS: usize = 32;
const TURNS: usize = 12;

/// Writers that commit events of a few shared things and of things of their own.
fn writers(stores: &[Store]) -> Vec<JoinHandle<usize>> {
    let shared: Vec<DossierId> = (0..4).map(|_| ctx().id()).collect();
    (0..WRITERS)
        .map(|writer| {
            let (store, shared) = (stores[writer % stores.len()].clone(), shared.clone());
            tokio::spawn(async move {
                let mut events = 0;
                for turn in 0..TURNS {
                    let ctx = ctx();
                    let mut set = ChangeSet::new(&ctx);
                    let own: DossierId = ctx.id();
                    set.journal(said(own, "suite.own"));
                    set.journal(said(shared[(writer + turn) % 4], "suite.shared"));
                    set.journal(said(own, "suite.own"));
                    events += 3;
                    store.commit(set).await.unwrap();
                }
                events
            })
        })
        .collect()
}

async fn page(store: &Store, after: i64, most: i64) -> Vec<FeedEvent> {
    store.read().await.unwrap().feed(after, most).await.unwrap()
}

async fn everything(store: &Store) -> Vec<FeedEvent> {
    store.numbered().await.unwrap();
    page(store, 0, i64::MAX).await
}

fn is_in_order(events: &[FeedEvent]) {
    let mut last: HashMap<ThingId, i64> = HashMap::new();
    for (at, event) in events.iter().enumerate() {
        assert_eq!(event.position, at as i64 + 1);
        let n = last.entry(event.event.thing).or_default();
        assert_eq!(
            event.event.n,
            *n + 1,
            "an event came before an earlier one of its thing"
        );
        *n += 1;
    }
}

fn key(event: &FeedEvent) -> (i64, ThingId, i64, ChangeId) {
    (event.position, event.event.thing, event.event.n, event.event.change)
}

pub async fn every_event_stands_once_in_one_order(home: &Home) {
    // Two processes write, and either may number.
    let stores = match home {
        Home::Folder(_) => vec![home.open().await],
        Home::Server(_) => vec![home.open().await, home.open().await],
    };
    let writing = writers(&stores);
    let store = stores[0].clone();
    // A reader beside the writers, who never looks back.
    let watching = tokio::spawn(async move {
        let mut seen: Vec<FeedEvent> = Vec::new();
        while seen.len() < WRITERS * TURNS * 3 {
            let events = page(&store, seen.len() as i64, 17).await;
            if events.is_empty() {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            seen.extend(events);
        }
        seen
    });
    let mut written = 0;
    for writer in writing {
        written += writer.await.unwrap();
    }
    let waited = tokio::time::timeout(Duration::from_secs(60), watching).await;
    let seen = waited.expect("the reader missed an event").unwrap();
    assert_eq!(seen.len(), written);
    is_in_order(&seen);
    // Who reads later reads the same.
    let later = everything(&stores[stores.len() - 1]).await;
    assert_eq!(
        seen.iter().map(key).collect::<Vec<_>>(),
        later.iter().map(key).collect::<Vec<_>>()
    );
    // Within a change the order is the one that it was said in.
    let mut of_change: HashMap<ChangeId, Vec<&str>> = HashMap::new();
    for event in &later {
        of_change.entry(event.event.change).or_default().push(&event.event.kind);
    }
    assert!(
        of_change
            .values()
            .all(|kinds| *kinds == ["suite.own", "suite.shared", "suite.own"])
    );
    whole(&stores[0]).await;
}

pub async fn a_killed_reader_goes_on(home: &Home) {
    let store = home.open().await;
    let writing = writers(std::slice::from_ref(&store));
    // What the reader has done, and how far: kept together, as a view keeps rows and cursor.
    let kept = std::sync::Arc::new(std::sync::Mutex::new((0_i64, Vec::new())));
    let mut killed = 0;
    loop {
        let (reading, keeping) = (store.clone(), std::sync::Arc::clone(&kept));
        let reader = tokio::spawn(async move {
            loop {
                let after = keeping.lock().unwrap().0;
                let events = page(&reading, after, 5).await;
                tokio::task::yield_now().await;
                let mut kept = keeping.lock().unwrap();
                if let Some(last) = events.last() {
                    kept.0 = last.position;
                    kept.1.extend(events.iter().map(key));
                }
            }
        });
        tokio::time::sleep(Duration::from_millis(3 + killed % 7)).await;
        reader.abort();
        let _ = reader.await;
        killed += 1;
        if kept.lock().unwrap().1.len() == WRITERS * TURNS * 3 || killed > 5_000 {
            break;
        }
    }
    for writer in writing {
        writer.await.unwrap();
    }
    let all: Vec<_> = everything(&store).await.iter().map(key).collect();
    assert_eq!(kept.lock().unwrap().1, all);
    assert!(killed > 2, "the reader was killed in the middle of its work");
}

pub async fn the_hint_wakes_a_reader(home: &Home) {
    let store = home.open().await;
    let other = home.open().await;
    let mut hint = store.hint();
    hint.mark_unchanged();
    let mut set = ChangeSet::new(&ctx());
    let id: DossierId = ctx().id();
    set.journal(said(id, "suite.hinted"));
    store.commit(set).await.unwrap();
    tokio::time::timeout(Duration::from_secs(5), hint.changed())
        .await
        .expect("the hint comes soon")
        .unwrap();
    let position = *hint.borrow();
    let events = page(&other, position - 1, 9).await;
    assert_eq!(events[0].event.kind, "suite.hinted");
}
