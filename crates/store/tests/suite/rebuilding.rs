//! A view built again beside the old one.

use super::records::{inserting, paper};
use super::{Home, ctx, strike, whole};
use motcua_kernel::DossierId;
use motcua_store::{
    ChangeSet, Column, FeedEvent, Read, ReadError, Record, RecordKind, Row, Store, View, query, record, view, views,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How many papers were made, by the last digit of the event's position.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Made {
    id: DossierId,
    count: i64,
}

impl Record for Made {
    type Id = DossierId;
    const TABLE: &'static str = "suite_made";
    const KIND: RecordKind = RecordKind::View;
    const COLUMNS: &'static [Column] = &[Column::int("count")];
    const INDEXES: &'static [&'static str] = &["count, id"];
    fn id(&self) -> DossierId {
        self.id
    }
    fn columns(&self, row: &mut Row) {
        row.set("count", self.count);
    }
}
record!(Made);

query! {
    /// What was counted, largest first.
    pub fn made_counts() -> (DossierId, i64) = "SELECT id, suite_made.count FROM suite_made ORDER BY count DESC, id";
}

/// Counts with a weight, as a release that counted wrongly did.
struct Counting(i64);

impl View for Counting {
    const NAME: &'static str = "suite_made";
    const TABLES: &'static [&'static str] = &["suite_made"];
    async fn apply(&self, read: &Read, event: &FeedEvent, set: &mut ChangeSet) -> Result<(), ReadError> {
        let id = DossierId::from_u128(1 + event.position as u128 % 10);
        match read.find::<Made>(id).await? {
            Some(made) => {
                let count = made.count + self.0;
                set.update(&made.with(Made { id, count }))
            }
            None => set.insert(&Made { id, count: self.0 }),
        };
        Ok(())
    }
}
view!(Counting: Counting(1));

/// Says something while it is applied: no view may.
struct Loud;

impl View for Loud {
    const NAME: &'static str = "suite_loud";
    const TABLES: &'static [&'static str] = &["suite_made"];
    async fn apply(&self, _: &Read, event: &FeedEvent, set: &mut ChangeSet) -> Result<(), ReadError> {
        set.wake("suite.loud", DossierId::from_u128(1), event.event.recorded_at);
        Ok(())
    }
}

async fn make(store: &Store, count: usize) {
    for _ in 0..count {
        let ctx = ctx();
        store.commit(inserting(&ctx, &paper(&ctx, "made"))).await.unwrap();
    }
}

async fn total(read: &Read) -> i64 {
    read.all(made_counts())
        .await
        .unwrap()
        .iter()
        .map(|(_, count)| count)
        .sum()
}

async fn total_now(store: &Store) -> i64 {
    total(&store.read().await.unwrap()).await
}

async fn apply_all(store: &Store, view: &Counting) {
    store.numbered().await.unwrap();
    while store.catch_up(view, 50).await.unwrap() > 0 {}
}

pub async fn readers_keep_the_old_view_until_the_switch(home: &Home) {
    let store = home.open().await;
    make(&store, 60).await;
    apply_all(&store, &Counting(100)).await;
    let before = store.read().await.unwrap();
    assert_eq!(total(&before).await, 6_000);
    let reading = store.clone();
    let reader = tokio::spawn(async move {
        let mut seen = vec![6_000];
        while seen.last() != Some(&60) {
            let now = total_now(&reading).await;
            if seen.last() != Some(&now) {
                seen.push(now);
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        seen
    });
    let mut told = Vec::new();
    let position = store
        .rebuild_view(&Counting(1), &mut |progress| told.push(progress.position))
        .await
        .unwrap();
    assert_eq!((position, told.last()), (60, Some(&60)));
    assert_eq!(reader.await.unwrap(), [6_000, 60], "nobody saw a view half built");
    assert_eq!(total(&before).await, 6_000, "a snapshot is one moment");
    drop(before);
    make(&store, 5).await;
    apply_all(&store, &Counting(1)).await;
    assert_eq!(total_now(&store).await, 65);
    whole(&store).await;
    // By its name, and again: the changes of another rebuild are not taken for this one's.
    let named = views().into_iter().find(|view| view.name == "suite_made").unwrap();
    assert_eq!((named.rebuild)(&store, &mut |_| {}).await.unwrap(), 65);
    assert_eq!(total_now(&store).await, 65);
    whole(&store).await;
}

pub async fn events_come_in_while_a_view_is_rebuilt(home: &Home) {
    let store = home.open().await;
    make(&store, 30).await;
    let (writing, applying) = (store.clone(), store.clone());
    let writer = tokio::spawn(async move { make(&writing, 60).await });
    let applier = tokio::spawn(async move {
        loop {
            applying.catch_up(&Counting(1), 3).await.unwrap();
            tokio::task::yield_now().await;
        }
    });
    for _ in 0..4 {
        store.rebuild_view(&Counting(1), &mut |_| {}).await.unwrap();
    }
    writer.await.unwrap();
    applier.abort();
    let _ = applier.await;
    apply_all(&store, &Counting(1)).await;
    assert_eq!(total_now(&store).await, 90);
    whole(&store).await;
}

pub async fn a_killed_rebuild_leaves_the_old_view(home: &Home) {
    let store = home.open().await;
    make(&store, 700).await;
    apply_all(&store, &Counting(2)).await;
    let rebuilding = store.clone();
    let killed = tokio::spawn(async move {
        let stop = &mut |progress: motcua_store::Progress| assert!(progress.position < 500, "stopped here");
        rebuilding.rebuild_view(&Counting(1), stop).await
    });
    assert!(killed.await.is_err());
    assert_eq!(total_now(&store).await, 1_400);
    make(&store, 1).await;
    apply_all(&store, &Counting(2)).await;
    assert_eq!(total_now(&store).await, 1_402);
    assert_eq!(store.rebuild_view(&Counting(1), &mut |_| {}).await.unwrap(), 701);
    assert_eq!(total_now(&store).await, 701);
    whole(&store).await;
    assert_eq!(
        strike(home, "DELETE FROM store_reader WHERE name = 'suite_made/next'").await,
        0
    );
}

pub async fn a_view_that_does_more_than_count_is_not_rebuilt(home: &Home) {
    let store = home.open().await;
    make(&store, 2).await;
    apply_all(&store, &Counting(1)).await;
    let refused = store.rebuild_view(&Loud, &mut |_| {}).await.unwrap_err().to_string();
    assert!(refused.contains("suite_loud") && refused.contains("timer"), "{refused}");
    assert_eq!(total_now(&store).await, 2);
    assert!(
        store
            .read()
            .await
            .unwrap()
            .due_timers(ctx().now(), 9)
            .await
            .unwrap()
            .is_empty()
    );
}
