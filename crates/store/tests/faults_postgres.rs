//! Broken lines, lost answers, refused transactions and a server that dies: what only PostgreSQL knows.

mod suite;

use motcua_kernel::DossierId;
use motcua_pgtest::{At, Cluster, Fault, FaultProxy, Odds, SqlState};
use motcua_store::{ChangeSet, CommitError, Store};
use std::collections::BTreeSet;
use std::time::Duration;
use suite::records::{paper, said, thing};
use suite::{Home, ctx, options, whole};

async fn through_proxy() -> (Home, FaultProxy, Store) {
    let home = Home::server().await;
    let proxy = FaultProxy::before(&home.address()).await.unwrap();
    let store = Store::open(proxy.url(), options()).await.unwrap();
    (home, proxy, store)
}

/// A change that takes a number and makes a paper.
fn change(series: &str) -> (DossierId, ChangeSet) {
    let ctx = ctx();
    let mut set = ChangeSet::new(&ctx);
    set.number(series);
    let made = paper(&ctx, "through a broken line");
    set.insert(&made).journal(said(made.id, "paper.made"));
    (made.id, set)
}

/// The store behind the proxy with the numberer quiet, so that the next COMMIT is the test's own.
async fn quiet_proxy() -> (Home, FaultProxy, Store) {
    let home = Home::server().await;
    let proxy = FaultProxy::before(&home.address()).await.unwrap();
    let quiet = motcua_store::Options {
        numbers_feed: false,
        ..options()
    };
    let store = Store::open(proxy.url(), quiet).await.unwrap();
    (home, proxy, store)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_asked_for_again() {
    let (home, proxy, store) = quiet_proxy().await;
    let (id, set) = change("lost");
    proxy.once(At::Commit, Fault::LoseAnswer);
    let committed = store.commit(set.clone()).await.unwrap();
    assert_eq!(proxy.counts().answers_lost, 1);
    assert!(committed.repeated, "the second try found the first");
    assert_eq!(committed.numbers, vec![1]);
    // Another process repeats it too: the same answer, nothing new.
    let other = home.open().await;
    let again = other.commit(set).await.unwrap();
    assert_eq!((again.repeated, &again.numbers), (true, &committed.numbers));
    let (_, next) = change("lost");
    assert_eq!(other.commit(next).await.unwrap().numbers, vec![2]);
    assert_eq!(other.read().await.unwrap().events(thing(id)).await.unwrap().len(), 1);
    whole(&other).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stays_in_doubt_is_said_and_may_be_repeated() {
    let (home, proxy, store) = quiet_proxy().await;
    let (id, set) = change("doubt");
    proxy.once(At::Commit, Fault::LoseAnswer);
    let away = async {
        while proxy.counts().answers_lost == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        proxy.refuse_for(Duration::from_secs(4));
    };
    let (result, ()) = tokio::join!(store.commit(set.clone()), away);
    assert!(
        matches!(result, Err(CommitError::Unavailable { in_doubt: true, .. })),
        "{result:?}"
    );
    let other = home.open().await;
    let committed = other.commit(set).await.unwrap();
    assert!(committed.repeated);
    assert_eq!(committed.numbers, vec![1]);
    assert_eq!(other.read().await.unwrap().events(thing(id)).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_cut_before_the_commit_does_nothing_twice() {
    let (_home, proxy, store) = quiet_proxy().await;
    for (at, fault) in [
        (At::Commit, Fault::CutBefore),
        (At::Commit, Fault::CutWhile),
        (At::Statement, Fault::CutBefore),
        (At::Text("store_event".into()), Fault::LoseAnswer),
        (At::Commit, Fault::Fail(SqlState::SerializationFailure)),
        (At::Statement, Fault::Fail(SqlState::DeadlockDetected)),
        (
            At::Text("store_chain".into()),
            Fault::Fail(SqlState::SerializationFailure),
        ),
    ] {
        let (id, set) = change("cut");
        proxy.once(at.clone(), fault);
        store.commit(set).await.unwrap();
        assert_eq!(proxy.waiting(), 0, "{at:?} {fault:?} did not happen");
        assert_eq!(store.read().await.unwrap().events(thing(id)).await.unwrap().len(), 1);
    }
    let (_, set) = change("cut");
    assert_eq!(store.commit(set).await.unwrap().numbers, vec![8], "no number was lost");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn failures_by_chance_are_not_seen_by_callers() {
    let (home, proxy, store) = through_proxy().await;
    proxy.random(
        20_261_124,
        Odds {
            cut_before_commit: 0.02,
            cut_while_commit: 0.02,
            lose_commit_answer: 0.05,
            cut_statement: 0.002,
            serialization_failure: 0.01,
            deadlock: 0.005,
            delay: 0.05,
            longest_delay: Duration::from_millis(5),
        },
    );
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut kept = Vec::new();
                for _ in 0..20 {
                    let (id, set) = change("chance");
                    // A caller may be told that it is not known; then it repeats the same change set.
                    let mut tries = 0;
                    let committed = loop {
                        match store.commit(set.clone()).await {
                            Ok(committed) => break committed,
                            Err(CommitError::Unavailable { .. }) if tries < 3 => tries += 1,
                            Err(other) => panic!("{other:?}"),
                        }
                    };
                    kept.push((id, committed.numbers[0], tries));
                }
                kept
            })
        })
        .collect();
    let mut kept = Vec::new();
    for task in tasks {
        kept.extend(task.await.unwrap());
    }
    proxy.heal();
    let counts = proxy.counts();
    assert!(counts.answers_lost > 3 && counts.failures > 3, "{counts:?}");
    let told: usize = kept.iter().map(|(_, _, tries)| tries).sum();
    assert!(told < 3, "{told} of {} callers had to repeat", kept.len());
    let numbers: BTreeSet<u64> = kept.iter().map(|(_, number, _)| *number).collect();
    assert_eq!(numbers, (1..=320).collect());
    let other = home.open().await;
    let read = other.read().await.unwrap();
    for (id, ..) in kept {
        assert_eq!(read.events(thing(id)).await.unwrap().len(), 1);
    }
    drop(read);
    whole(&other).await;
}

/// A commit that began early and ends late comes later in the feed, and no reader misses it.
#[tokio::test(flavor = "multi_thread")]
async fn a_slow_commit_comes_later_in_the_feed() {
    let (home, proxy, slow) = through_proxy().await;
    let fast = home.open().await;
    let (late, set) = change("slow");
    proxy.once(At::Text("paper.made".into()), Fault::Delay(Duration::from_millis(1)));
    proxy.once(
        At::Text("store_unnumbered (thing".into()),
        Fault::Delay(Duration::from_millis(400)),
    );
    let committing = tokio::spawn(async move { slow.commit(set).await });
    tokio::time::sleep(Duration::from_millis(100)).await;
    let mut fast_ids = Vec::new();
    for _ in 0..5 {
        let (id, set) = change("fast");
        fast.commit(set).await.unwrap();
        fast_ids.push(id);
    }
    fast.numbered().await.unwrap();
    let before = fast.read().await.unwrap().feed(0, 99).await.unwrap();
    assert_eq!(before.len(), 5, "the slow one is not there yet");
    committing.await.unwrap().unwrap();
    fast.numbered().await.unwrap();
    let after = fast.read().await.unwrap().feed(0, 99).await.unwrap();
    assert_eq!(after[..5], before[..]);
    assert_eq!(after[5].event.thing, thing(late));
    whole(&fast).await;
}

/// The process that numbers goes away; another one goes on, after the last position.
#[tokio::test(flavor = "multi_thread")]
async fn another_process_takes_the_numbering_over() {
    let home = Home::server().await;
    let proxy = FaultProxy::before(&home.address()).await.unwrap();
    let first = Store::open(proxy.url(), options()).await.unwrap();
    first.commit(change("over").1).await.unwrap();
    assert_eq!(first.numbered().await.unwrap(), 1);
    let second = home.open().await;
    // The holder hangs, its lease still running: its line is dead and it cannot come back.
    proxy.cut_all();
    proxy.refuse_for(Duration::from_secs(60));
    second.commit(change("over").1).await.unwrap();
    let began = std::time::Instant::now();
    assert_eq!(second.numbered().await.unwrap(), 2);
    assert!(began.elapsed() < Duration::from_secs(5));
    whole(&second).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_dies_loses_nothing_acknowledged() {
    let cluster = Cluster::private().unwrap();
    let database = cluster.empty_database().await.unwrap();
    let store = Store::create_with(database.url(), options()).await.unwrap();
    let mut kept = Vec::new();
    for round in 0..3 {
        let writers: Vec<_> = (0..8)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut kept = Vec::new();
                    for _ in 0..200 {
                        let (id, set) = change("dying");
                        match store.commit(set).await {
                            Ok(_) => kept.push(id),
                            Err(CommitError::Unavailable { .. }) => break,
                            Err(other) => panic!("{other:?}"),
                        }
                    }
                    kept
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(250)).await;
        if round == 1 {
            cluster.kill().unwrap();
            cluster.start_again().unwrap();
        } else {
            cluster.restart_immediate().unwrap();
        }
        for writer in writers {
            kept.extend(writer.await.unwrap());
        }
    }
    assert!(kept.len() > 100, "only {} were kept", kept.len());
    let read = store.read().await.unwrap();
    for id in &kept {
        assert_eq!(read.events(thing(*id)).await.unwrap().len(), 1);
    }
    drop(read);
    whole(&store).await;
}

/// Two processes make the tables at once.
#[tokio::test(flavor = "multi_thread")]
async fn many_processes_may_create_at_once() {
    let database = Cluster::shared().unwrap().empty_database().await.unwrap();
    let tasks: Vec<_> = (0..6)
        .map(|_| {
            let url = database.url().to_owned();
            tokio::spawn(async move { Store::create_with(&url, options()).await.map(drop) })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let store = Store::open(database.url(), options()).await.unwrap();
    store.commit(change("created").1).await.unwrap();
    whole(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_cannot_be_used_is_said_without_its_password() {
    for address in ["mysql://root:secret@db/x", "postgres://u:secret@127.0.0.1:notaport/x"] {
        let error = Store::create(address).await.err().unwrap().to_string();
        assert!(!error.contains("secret"), "{error}");
        assert!(error.contains("is no store"), "{error}");
    }
    let error = Store::create("postgres://u:secret@127.0.0.1:1/x").await.err().unwrap();
    assert!(!error.to_string().contains("secret"), "{error}");
}
