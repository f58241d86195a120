//! The check of all statements finds what is wrong, and only that.
#![cfg(feature = "suite")]

mod suite;

use motcua_kernel::Instant;
use motcua_store::{ChangeSet, query, statements};
use suite::records::{paper, said};
use suite::{Home, ctx};

query! {
    /// Compares a moment with text.
    pub fn wrong_type(title: Instant) -> (i64,) = "SELECT count FROM suite_paper WHERE title < $1 ORDER BY id";
    /// Names no column.
    pub fn wrong_column(most: i64) -> (i64,) = "SELECT cuont FROM suite_paper ORDER BY id LIMIT $1";
    /// Gives another kind than is declared: a sum is a numeric on PostgreSQL.
    pub fn wrong_kind(title: &str) -> (i64,) = "SELECT SUM(count) FROM suite_paper WHERE title = $1";
    /// Empty values come first on one engine, last on the other.
    pub fn wrong_order(most: i64) -> (Option<String>,) = "SELECT desk FROM suite_paper ORDER BY desk LIMIT $1";
}

#[tokio::test(flavor = "multi_thread")]
async fn only_wrong_statements_are_named() {
    let (sqlite, postgres) = (Home::folder(), Home::server().await);
    let (sqlite, postgres) = (sqlite.open().await, postgres.open().await);
    for at in 0..5_i64 {
        let ctx = ctx();
        let mut made = paper(&ctx, "compared");
        made.desk = (at % 2 == 0).then(|| format!("desk {at}"));
        made.due_at = Some(ctx.now());
        made.count = at;
        let mut set = ChangeSet::new(&ctx);
        set.insert(&made).journal(said(made.id, "paper.made"));
        sqlite.commit(set.clone()).await.unwrap();
        postgres.commit(set).await.unwrap();
    }
    let report = statements::check_all(&sqlite, &postgres).await.unwrap();
    for wrong in ["wrong_type", "wrong_column", "wrong_kind", "wrong_order"] {
        assert!(
            report.faults.iter().any(|fault| fault.contains(wrong)),
            "{wrong}: {report:#?}"
        );
    }
    let innocent: Vec<_> = report.faults.iter().filter(|fault| !fault.contains("wrong_")).collect();
    assert!(innocent.is_empty(), "{innocent:#?}");
    assert!(
        report.rows.iter().filter(|(_, rows)| *rows > 0).count() >= 3 && report.statements >= 7,
        "{report:#?}"
    );
}
