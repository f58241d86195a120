//! The proxy against a real server: what is done, what is not, and what the client learns of it.

use std::time::{Duration, Instant};

use motcua_pgtest::{At, Cluster, Database, Fault, FaultProxy, Odds, PgTestError, SqlState, connect};
use tokio_postgres::Client;
use tokio_postgres::error::SqlState as Code;

async fn migrate(url: String) -> Result<(), PgTestError> {
    let client = connect(&url).await?;
    client
        .batch_execute("CREATE TABLE paper (id int PRIMARY KEY, text text)")
        .await?;
    Ok(())
}

/// A database, a proxy before it, and a client that goes through the proxy.
async fn line() -> (Database, FaultProxy, Client) {
    let database = Cluster::shared().unwrap().database("fault", migrate).await.unwrap();
    let proxy = FaultProxy::start(&database).await.unwrap();
    let client = connect(proxy.url()).await.unwrap();
    (database, proxy, client)
}

/// The ids that are really there, asked without the proxy.
async fn kept(database: &Database) -> Vec<i32> {
    let client = database.connect().await.unwrap();
    let rows = client.query("SELECT id FROM paper ORDER BY id", &[]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

/// Waits for a row that a cut line may still be committing.
async fn kept_soon(database: &Database, wanted: &[i32]) -> bool {
    for _ in 0..100 {
        if kept(database).await == wanted {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    false
}

#[tokio::test]
async fn without_faults_everything_passes() {
    let (database, proxy, client) = line().await;
    let long = "ờ".repeat(3 << 20);
    client
        .execute("INSERT INTO paper VALUES (1, $1)", &[&long])
        .await
        .unwrap();
    let back: String = client.query_one("SELECT text FROM paper", &[]).await.unwrap().get(0);
    assert_eq!(back, long);
    let refused = client
        .execute("INSERT INTO paper VALUES (1, '')", &[])
        .await
        .unwrap_err();
    assert_eq!(refused.code(), Some(&Code::UNIQUE_VIOLATION));
    assert_eq!(kept(&database).await, [1]);
    assert_eq!(proxy.counts().connections, 1);
    assert_eq!(proxy.counts().statements, 3);
}

#[tokio::test]
async fn a_commit_whose_answer_is_lost_is_kept() {
    let (database, proxy, client) = line().await;
    proxy.once(At::Commit, Fault::LoseAnswer);
    client
        .batch_execute("BEGIN; INSERT INTO paper VALUES (1)")
        .await
        .unwrap();
    let lost = client.batch_execute("COMMIT").await.unwrap_err();
    assert!(lost.code().is_none(), "the server said nothing: {lost}");
    assert!(client.is_closed());
    assert_eq!(kept(&database).await, [1]);
    assert_eq!(
        (proxy.counts().answers_lost, proxy.counts().committed, proxy.waiting()),
        (1, 1, 0)
    );
}

#[tokio::test]
async fn a_prepared_commit_whose_answer_is_lost_is_kept() {
    let (database, proxy, client) = line().await;
    proxy.once(At::Commit, Fault::LoseAnswer);
    let commit = client.prepare("COMMIT").await.unwrap();
    client.batch_execute("BEGIN").await.unwrap();
    client
        .execute("INSERT INTO paper VALUES ($1)", &[&1_i32])
        .await
        .unwrap();
    assert!(client.execute(&commit, &[]).await.unwrap_err().code().is_none());
    assert_eq!(kept(&database).await, [1]);
}

#[tokio::test]
async fn a_commit_in_a_pipeline_loses_only_its_own_answer() {
    let (database, proxy, client) = line().await;
    let insert = client.prepare("INSERT INTO paper VALUES ($1)").await.unwrap();
    let commit = client.prepare("COMMIT").await.unwrap();
    proxy.once(At::Commit, Fault::LoseAnswer);
    client.batch_execute("BEGIN").await.unwrap();
    // Polled together, so that all three are sent before the first answer is read.
    let (first, second, end) = tokio::join!(
        client.execute_raw(&insert, [1_i32]),
        client.execute_raw(&insert, [2_i32]),
        client.execute_raw(&commit, [0_i32; 0]),
    );
    assert_eq!((first.unwrap(), second.unwrap()), (1, 1));
    assert!(end.unwrap_err().code().is_none());
    assert_eq!(kept(&database).await, [1, 2]);
}

#[tokio::test]
async fn a_line_cut_before_the_commit_keeps_nothing() {
    let (database, proxy, client) = line().await;
    proxy.once(At::Commit, Fault::CutBefore);
    client
        .batch_execute("BEGIN; INSERT INTO paper VALUES (1)")
        .await
        .unwrap();
    assert!(client.batch_execute("COMMIT").await.unwrap_err().code().is_none());
    assert!(kept(&database).await.is_empty());
    assert_eq!((proxy.counts().cut_before, proxy.counts().committed), (1, 0));
}

#[tokio::test]
async fn a_line_cut_while_the_commit_travels_leaves_all_or_nothing() {
    let (database, proxy, client) = line().await;
    proxy.once(At::Commit, Fault::CutWhile);
    client
        .batch_execute("BEGIN; INSERT INTO paper VALUES (1); INSERT INTO paper VALUES (2)")
        .await
        .unwrap();
    assert!(client.batch_execute("COMMIT").await.is_err());
    tokio::time::sleep(Duration::from_millis(200)).await;
    let kept = kept(&database).await;
    assert!(kept.is_empty() || kept == [1, 2], "{kept:?}");
}

#[tokio::test]
async fn a_statement_fails_in_the_middle_of_a_pipeline() {
    let (database, proxy, client) = line().await;
    let insert = client.prepare("INSERT INTO paper VALUES ($1)").await.unwrap();
    client.batch_execute("BEGIN").await.unwrap();
    proxy.once(At::Text("INSERT".into()), Fault::DelayAnswer(Duration::from_millis(1)));
    proxy.once(At::Statement, Fault::Fail(SqlState::SerializationFailure));
    let (first, second, third) = tokio::join!(
        client.execute_raw(&insert, [1_i32]),
        client.execute_raw(&insert, [2_i32]),
        client.execute_raw(&insert, [3_i32]),
    );
    assert_eq!(first.unwrap(), 1);
    assert_eq!(second.unwrap_err().code(), Some(&Code::T_R_SERIALIZATION_FAILURE));
    assert_eq!(third.unwrap_err().code(), Some(&Code::IN_FAILED_SQL_TRANSACTION));
    client.batch_execute("ROLLBACK").await.unwrap();
    client.execute(&insert, &[&4_i32]).await.unwrap();
    assert_eq!(kept(&database).await, [4]);
}

#[tokio::test]
async fn a_commit_that_fails_ends_the_transaction() {
    for state in [SqlState::SerializationFailure, SqlState::DeadlockDetected] {
        for prepared in [false, true] {
            let (database, proxy, client) = line().await;
            let commit = client.prepare("COMMIT").await.unwrap();
            proxy.once(At::Commit, Fault::Fail(state));
            client
                .batch_execute("BEGIN; INSERT INTO paper VALUES (1)")
                .await
                .unwrap();
            let failed = match prepared {
                true => client.execute(&commit, &[]).await.map(|_| ()),
                false => client.batch_execute("COMMIT").await,
            };
            assert_eq!(failed.unwrap_err().code().map(Code::code), Some(state.code()));
            // Outside of a transaction, so this is kept at once.
            client.batch_execute("INSERT INTO paper VALUES (2)").await.unwrap();
            assert_eq!(kept(&database).await, [2], "{state:?} prepared={prepared}");
            assert_eq!((proxy.counts().failures, proxy.counts().committed), (1, 0));
        }
    }
}

#[tokio::test]
async fn a_commit_of_an_aborted_transaction_does_not_use_the_rule_up() {
    let (database, proxy, client) = line().await;
    proxy.once(At::Commit, Fault::LoseAnswer);
    assert!(client.batch_execute("BEGIN; SELECT 1/0").await.is_err());
    client.batch_execute("COMMIT").await.unwrap();
    assert_eq!(proxy.waiting(), 1);
    client
        .batch_execute("BEGIN; INSERT INTO paper VALUES (1)")
        .await
        .unwrap();
    assert!(client.batch_execute("COMMIT").await.is_err());
    assert_eq!((kept(&database).await, proxy.waiting()), (vec![1], 0));
}

#[tokio::test]
async fn a_statement_whose_answer_is_lost_is_done_when_it_stands_alone() {
    let (database, proxy, client) = line().await;
    proxy.once(At::Statement, Fault::LoseAnswer);
    assert!(
        client
            .execute("INSERT INTO paper VALUES ($1)", &[&1_i32])
            .await
            .is_err()
    );
    // Here it is the Sync behind the statement that commits, after the answer.
    assert!(kept_soon(&database, &[1]).await);
}

#[tokio::test]
async fn connections_are_refused_for_a_time() {
    let (_database, proxy, client) = line().await;
    proxy.refuse_for(Duration::from_millis(400));
    tokio::time::sleep(Duration::from_millis(50)).await;
    let PgTestError::Postgres(refused) = connect(proxy.url()).await.unwrap_err() else {
        panic!()
    };
    let cause = std::error::Error::source(&refused)
        .unwrap()
        .downcast_ref::<std::io::Error>()
        .unwrap();
    assert_eq!(cause.kind(), std::io::ErrorKind::ConnectionRefused);
    client.batch_execute("SELECT 1").await.unwrap();
    tokio::time::sleep(Duration::from_millis(500)).await;
    connect(proxy.url()).await.unwrap();
}

#[tokio::test]
async fn delays_are_felt_and_lines_can_all_be_cut() {
    let (_database, proxy, client) = line().await;
    let begun = Instant::now();
    proxy.once(At::Statement, Fault::Delay(Duration::from_millis(120)));
    client.batch_execute("SELECT 1").await.unwrap();
    proxy.once(At::Statement, Fault::DelayAnswer(Duration::from_millis(120)));
    client.batch_execute("SELECT 1").await.unwrap();
    proxy.latency(Duration::from_millis(60), Duration::from_millis(60));
    client.batch_execute("SELECT 1").await.unwrap();
    assert!(begun.elapsed() >= Duration::from_millis(360), "{:?}", begun.elapsed());
    assert_eq!(proxy.counts().delays, 2);
    proxy.cut_all();
    assert!(client.batch_execute("SELECT 1").await.is_err());
}

#[tokio::test]
async fn a_cancel_request_reaches_the_server() {
    let (_database, _proxy, client) = line().await;
    let cancel = client.cancel_token();
    let (slept, ()) = tokio::join!(client.batch_execute("SELECT pg_sleep(20)"), async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        cancel.cancel_query(tokio_postgres::NoTls).await.unwrap();
    });
    assert_eq!(slept.unwrap_err().code(), Some(&Code::QUERY_CANCELED));
}

/// Commits one row, again and again until the answer is known.
async fn insist(proxy: &FaultProxy, id: i32) {
    for _ in 0..200 {
        let Ok(client) = connect(proxy.url()).await else {
            continue;
        };
        let insert = format!("INSERT INTO paper VALUES ({id}) ON CONFLICT DO NOTHING");
        let done = async {
            client.batch_execute("BEGIN ISOLATION LEVEL SERIALIZABLE").await?;
            client.batch_execute(&insert).await?;
            client.batch_execute("COMMIT").await
        };
        if done.await.is_ok() {
            return;
        }
    }
    panic!("200 tries were not enough for {id}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn by_chance_everything_breaks_and_nothing_is_lost() {
    let (database, proxy, client) = line().await;
    drop(client);
    proxy.random(
        42,
        Odds {
            cut_before_commit: 0.15,
            cut_while_commit: 0.1,
            lose_commit_answer: 0.15,
            cut_statement: 0.1,
            serialization_failure: 0.15,
            deadlock: 0.05,
            delay: 0.1,
            longest_delay: Duration::from_millis(5),
        },
    );
    let proxy = std::sync::Arc::new(proxy);
    let clients = (0..4).map(|n| {
        let proxy = proxy.clone();
        tokio::spawn(async move {
            for k in 0..25 {
                insist(&proxy, n * 25 + k).await;
            }
        })
    });
    for client in clients.collect::<Vec<_>>() {
        client.await.unwrap();
    }
    assert_eq!(kept(&database).await, (0..100).collect::<Vec<_>>());
    let counts = proxy.counts();
    println!("{counts:?}");
    let each = [
        counts.cut_before,
        counts.cut_while,
        counts.answers_lost,
        counts.failures,
        counts.delays,
    ];
    assert!(each.iter().all(|count| *count > 0), "{counts:?}");
}
