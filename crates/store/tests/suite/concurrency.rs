//! 64 clients at once.

use super::records::{Paper, Seat, inserting, paper, said, thing, updating};
use super::{Home, ctx, whole};
use motcua_kernel::DossierId;
use motcua_store::{ChangeSet, CommitError, Committed, Store};
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::sync::Barrier;

const CLIENTS: usize = 64;

/// Commits change sets at the same moment, each on a task of its own.
async fn at_once(store: &Store, sets: Vec<ChangeSet>) -> Vec<Result<Committed, CommitError>> {
    let barrier = Arc::new(Barrier::new(sets.len()));
    let tasks: Vec<_> = sets
        .into_iter()
        .map(|set| {
            let (store, barrier) = (store.clone(), Arc::clone(&barrier));
            tokio::spawn(async move {
                barrier.wait().await;
                store.commit(set).await
            })
        })
        .collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}

pub async fn numbers_come_once_and_without_gap(home: &Home) {
    let store = home.open().await;
    let first = ctx();
    let gone = paper(&first, "gone");
    store.commit(inserting(&first, &gone)).await.unwrap();
    let old = store.read().await.unwrap().get::<Paper>(gone.id).await.unwrap();
    store.commit(updating(&ctx(), &old)).await.unwrap();

    let tasks: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let (store, old) = (store.clone(), old.clone());
            tokio::spawn(async move {
                let mut got = Vec::new();
                for turn in 0..5 {
                    let ctx = ctx();
                    let mut set = ChangeSet::new(&ctx);
                    let label = set.label("suite/numbers", "H49-", 4);
                    let mut made = paper(&ctx, "numbered");
                    made.number = Some(label.clone());
                    set.insert(&made).journal(said(made.id, "paper.made"));
                    // Every fifth is refused after it took a number: the number is not used up.
                    let refused = (client + turn) % 5 == 0;
                    if refused {
                        set.expect(&old);
                    }
                    match store.commit(set).await {
                        Ok(committed) if !refused => got.push((committed.numbers[0], committed.label(&label))),
                        Err(CommitError::Stale { table, .. }) if refused => assert_eq!(table, "suite_paper"),
                        other => panic!("refused: {refused}, {other:?}"),
                    }
                }
                got
            })
        })
        .collect();
    let mut numbers = Vec::new();
    for task in tasks {
        for (number, label) in task.await.unwrap() {
            assert_eq!(label, Some(format!("H49-{number:04}")));
            numbers.push(number);
        }
    }
    numbers.sort_unstable();
    let wanted: Vec<u64> = (1..=(CLIENTS as u64 * 4)).collect();
    assert_eq!(numbers, wanted, "none twice, no gap");
    whole(&store).await;
}

pub async fn places_are_never_given_twice(home: &Home) {
    let store = home.open().await;
    let take = |count: i64| {
        let mut set = ChangeSet::new(&ctx());
        set.take("suite/slot", count, 20);
        set
    };
    let results = at_once(&store, (0..CLIENTS).map(|_| take(1)).collect()).await;
    let given = results.iter().filter(|result| result.is_ok()).count();
    assert_eq!(given, 20);
    for refusal in results.into_iter().filter_map(Result::err) {
        let full = CommitError::Full {
            counter: "suite/slot".into(),
        };
        assert_eq!(refusal, full);
    }
    store.commit(take(-2)).await.unwrap();
    store.commit(take(3)).await.unwrap_err();
    store.commit(take(2)).await.unwrap();
    store.commit(take(1)).await.unwrap_err();
    // The limit was lowered since: places can still be given back, and none is given.
    let lowered = |count: i64| {
        let mut set = ChangeSet::new(&ctx());
        set.take("suite/slot", count, 5);
        set
    };
    store.commit(lowered(-1)).await.unwrap();
    store.commit(lowered(1)).await.unwrap_err();
    // More back than was taken would later give more than there is.
    assert!(matches!(store.commit(take(-20)).await, Err(CommitError::Invalid(_))));
    // A first taker who wants more than there is, of a counter that nobody has touched.
    let mut set = ChangeSet::new(&ctx());
    set.take("suite/other", 3, 2);
    assert!(matches!(store.commit(set).await, Err(CommitError::Full { .. })));
    let mut set = ChangeSet::new(&ctx());
    set.take("suite/other", 2, 2);
    store.commit(set).await.unwrap();
}

pub async fn one_of_many_gets_a_unique_value(home: &Home) {
    let store = home.open().await;
    let papers: Vec<(Paper, ChangeSet)> = (0..CLIENTS)
        .map(|_| {
            let ctx = ctx();
            let mut made = paper(&ctx, "wanted");
            made.desk = Some("desk 7".into());
            let set = inserting(&ctx, &made);
            (made, set)
        })
        .collect();
    let results = at_once(&store, papers.iter().map(|(_, set)| set.clone()).collect()).await;
    let read = store.read().await.unwrap();
    let mut winners = 0;
    for ((made, _), result) in papers.iter().zip(results) {
        let kept = read.find::<Paper>(made.id).await.unwrap();
        match result {
            Ok(_) => {
                winners += 1;
                assert!(kept.is_some());
            }
            Err(CommitError::Taken { table, key }) => {
                assert_eq!((table.as_str(), key.as_str()), ("suite_paper", "desk"));
                assert!(kept.is_none());
                assert!(read.events(thing(made.id)).await.unwrap().is_empty());
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(winners, 1);
    drop(read);

    // The same for ids.
    let ctx = ctx();
    let seat = Seat {
        id: ctx.id(),
        place: "A1".into(),
    };
    let sets = (0..CLIENTS).map(|at| {
        let mut set = ChangeSet::new(&super::ctx());
        set.insert(&Seat {
            place: format!("A{at}"),
            ..seat.clone()
        });
        set
    });
    let results = at_once(&store, sets.collect()).await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    let taken = CommitError::Taken {
        table: "suite_seat".into(),
        key: "id".into(),
    };
    for refusal in results.into_iter().filter_map(Result::err) {
        assert_eq!(refusal, taken);
    }
    whole(&store).await;
}

pub async fn one_change_committed_by_many_is_applied_once(home: &Home) {
    let (one, other) = (home.open().await, home.open().await);
    for _ in 0..8 {
        let ctx = ctx();
        let mut set = ChangeSet::new(&ctx);
        let number = set.number("suite/once");
        let made = paper(&ctx, "once");
        set.insert(&made).journal(said(made.id, "paper.made"));
        let times = || vec![set.clone(); 8];
        let (mine, theirs) = tokio::join!(at_once(&one, times()), at_once(&other, times()));
        let all: Vec<Committed> = mine.into_iter().chain(theirs).map(Result::unwrap).collect();
        assert_eq!(all.iter().filter(|committed| !committed.repeated).count(), 1);
        let issued: BTreeSet<_> = all.iter().map(|committed| committed.number(&number)).collect();
        assert_eq!(issued.len(), 1, "{issued:?}");
        let versions: BTreeSet<_> = all.iter().map(|committed| committed.versions.clone()).collect();
        assert_eq!(versions.len(), 1);
        let read = other.read().await.unwrap();
        assert_eq!(read.events(thing(made.id)).await.unwrap().len(), 1);
        assert!(read.was_applied(set.id()).await.unwrap());
    }
    // Eight changes, eight numbers: the repeats took none.
    let mut set = ChangeSet::new(&ctx());
    set.number("suite/once");
    assert_eq!(one.commit(set).await.unwrap().numbers, vec![9]);
    whole(&one).await;
}

/// Of two papers one must stay open. Each closer sees the other one open and closes its own.
pub async fn write_skew_is_refused(home: &Home) {
    let store = home.open().await;
    for _ in 0..16 {
        let (mut ids, mut stored) = (Vec::new(), Vec::new());
        for title in ["left", "right"] {
            let ctx = ctx();
            let made = paper(&ctx, title);
            store.commit(inserting(&ctx, &made)).await.unwrap();
            ids.push(made.id);
        }
        let read = store.read().await.unwrap();
        for id in &ids {
            stored.push(read.get::<Paper>(*id).await.unwrap());
        }
        drop(read);
        let closing = |mine: usize, other: usize| {
            let closed = stored[mine].with(Paper {
                open: false,
                ..stored[mine].record.clone()
            });
            let mut set = updating(&ctx(), &closed);
            set.expect(&stored[other]);
            set
        };
        let results = at_once(&store, vec![closing(0, 1), closing(1, 0)]).await;
        let refused: Vec<_> = results.into_iter().filter_map(Result::err).collect();
        assert!(matches!(refused.as_slice(), [CommitError::Stale { .. }]), "{refused:?}");
        let read = store.read().await.unwrap();
        let mut open = 0;
        for id in ids {
            open += usize::from(read.get::<Paper>(id).await.unwrap().open);
        }
        assert_eq!(open, 1);
    }
}

pub async fn dropped_requests_tear_nothing(home: &Home) {
    let store = home.open().await;
    let mut made: Vec<(DossierId, ChangeSet)> = Vec::new();
    for at in 0..60_u64 {
        let ctx = ctx();
        let mut set = ChangeSet::new(&ctx);
        set.number("suite/dropped");
        let one = paper(&ctx, "dropped");
        set.insert(&one).journal(said(one.id, "paper.made"));
        made.push((one.id, set.clone()));
        let dropped = store.commit(set);
        // Most of them are dropped in the middle of something.
        let _ = tokio::time::timeout(std::time::Duration::from_micros(at * 60), dropped).await;
    }
    let mut numbers = BTreeSet::new();
    for (id, set) in made {
        // Committing it again waits for the first try, if that still runs.
        numbers.extend(store.commit(set).await.unwrap().numbers);
        let read = store.read().await.unwrap();
        assert_eq!(read.events(thing(id)).await.unwrap().len(), 1);
    }
    assert_eq!(numbers, (1..=60).collect());
    whole(&store).await;
}

pub async fn one_chain_grows_under_many_writers(home: &Home) {
    let store = home.open().await;
    let ctx = ctx();
    let id: DossierId = ctx.id();
    let sets = (0..CLIENTS).map(|_| {
        let mut set = ChangeSet::new(&super::ctx());
        set.journal(said(id, "paper.seen"));
        set
    });
    for result in at_once(&store, sets.collect()).await {
        result.unwrap();
    }
    let events = store.read().await.unwrap().events(thing(id)).await.unwrap();
    let ns: Vec<i64> = events.iter().map(|event| event.n).collect();
    assert_eq!(ns, (1..=CLIENTS as i64).collect::<Vec<_>>());
    assert!(events.windows(2).all(|two| two[0].happened_at <= two[1].happened_at));
    whole(&store).await;
}
