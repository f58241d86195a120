//! The private server: databases from templates, and what survives a crash.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use motcua_pgtest::{Cluster, Database, PgTestError, connect};

async fn migrate(url: String) -> Result<(), PgTestError> {
    let client = connect(&url).await?;
    client
        .batch_execute("CREATE TABLE paper (id int PRIMARY KEY); INSERT INTO paper VALUES (1)")
        .await?;
    Ok(())
}

async fn papers(database: &Database) -> i64 {
    let client = database.connect().await.unwrap();
    client
        .query_one("SELECT count(*) FROM paper", &[])
        .await
        .unwrap()
        .get(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_template_is_made_once_and_copies_do_not_see_each_other() {
    let cluster = Cluster::shared().unwrap();
    let made = Arc::new(AtomicU32::new(0));
    let copies = (0..8).map(|_| {
        let made = made.clone();
        tokio::spawn(async move {
            cluster
                .database("made once", move |url| {
                    made.fetch_add(1, Ordering::SeqCst);
                    migrate(url)
                })
                .await
        })
    });
    let mut databases = Vec::new();
    for copy in copies.collect::<Vec<_>>() {
        databases.push(copy.await.unwrap().unwrap());
    }
    assert_eq!(made.load(Ordering::SeqCst), 1);
    let one = databases[0].connect().await.unwrap();
    one.batch_execute("INSERT INTO paper VALUES (2)").await.unwrap();
    assert_eq!(papers(&databases[0]).await, 2);
    assert_eq!(papers(&databases[1]).await, 1);
}

#[tokio::test]
async fn a_migration_that_fails_is_told_and_tried_again() {
    let cluster = Cluster::shared().unwrap();
    let refused = cluster
        .database("fails first", |_| async { Err("no such column: unti") })
        .await
        .unwrap_err();
    assert!(matches!(&refused, PgTestError::Migrate { source, .. } if source.to_string().contains("unti")));
    let database = cluster.database("fails first", migrate).await.unwrap();
    assert_eq!(papers(&database).await, 1);
}

#[tokio::test]
async fn a_database_is_gone_when_it_is_dropped() {
    let cluster = Cluster::shared().unwrap();
    let database = cluster.empty_database().await.unwrap();
    let name = database.name().to_owned();
    let still_connected = database.connect().await.unwrap();
    drop(database);
    let admin = connect(cluster.url()).await.unwrap();
    let left = admin
        .query_opt("SELECT 1 FROM pg_database WHERE datname = $1", &[&name])
        .await
        .unwrap();
    assert!(left.is_none());
    drop(still_connected);
}

#[tokio::test]
async fn a_copy_is_quick() {
    let cluster = Cluster::shared().unwrap();
    drop(cluster.database("quick", migrate).await.unwrap());
    let mut made = Vec::new();
    let mut dropped = Vec::new();
    for _ in 0..10 {
        let begun = Instant::now();
        let database = cluster.database("quick", migrate).await.unwrap();
        made.push(begun.elapsed());
        let begun = Instant::now();
        drop(database);
        dropped.push(begun.elapsed());
    }
    made.sort();
    dropped.sort();
    println!(
        "a copy takes {:?} (median), {:?} at most; a drop {:?}, {:?}",
        made[5], made[9], dropped[5], dropped[9]
    );
    // Generous, since the machine is shared: the point is that nobody copies by dump and restore.
    assert!(made[5] < Duration::from_secs(1), "{:?}", made[5]);
}

#[tokio::test]
async fn the_shared_server_cannot_be_killed() {
    let cluster = Cluster::shared().unwrap();
    assert!(matches!(cluster.kill(), Err(PgTestError::Shared)));
    assert!(matches!(cluster.restart_immediate(), Err(PgTestError::Shared)));
}

#[tokio::test]
async fn what_was_committed_survives_a_crash_and_a_kill() {
    let cluster = Cluster::private().unwrap();
    let database = cluster.database("crash", migrate).await.unwrap();
    let client = database.connect().await.unwrap();
    client.batch_execute("INSERT INTO paper VALUES (2)").await.unwrap();
    client
        .batch_execute("BEGIN; INSERT INTO paper VALUES (3)")
        .await
        .unwrap();
    cluster.restart_immediate().unwrap();
    assert!(client.batch_execute("COMMIT").await.is_err());
    assert_eq!(papers(&database).await, 2);

    cluster.kill().unwrap();
    assert!(database.connect().await.is_err());
    cluster.start_again().unwrap();
    assert_eq!(papers(&database).await, 2);
}

#[tokio::test]
async fn the_order_of_text_is_vietnamese_unless_a_collation_is_named() {
    let database = Cluster::shared().unwrap().empty_database().await.unwrap();
    let client = database.connect().await.unwrap();
    let words = "(VALUES ('Đông'), ('E'), ('Dương')) AS v(w)";
    let list = |order: &str| format!("SELECT string_agg(w, ' ' ORDER BY w {order}) FROM {words}");
    let plain: String = client.query_one(&list(""), &[]).await.unwrap().get(0);
    assert_eq!(plain, "Dương Đông E");
    let bytes: String = client.query_one(&list("COLLATE \"C\""), &[]).await.unwrap().get(0);
    assert_eq!(bytes, "Dương E Đông");
}
