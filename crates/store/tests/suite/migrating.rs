//! A store of another release.

use super::records::{Paper, inserting, paper, papers_titled};
use super::{Home, ctx, options, strike, whole};
use motcua_store::{Store, StoreError};

/// What a release that did not know the title would have left.
pub async fn a_missing_column_is_filled_from_the_bodies(home: &Home) {
    let store = home.open().await;
    for _ in 0..7 {
        let ctx = ctx();
        store.commit(inserting(&ctx, &paper(&ctx, "filled"))).await.unwrap();
    }
    store.numbered().await.unwrap();
    drop(store);
    strike(home, "ALTER TABLE suite_paper DROP COLUMN title").await;
    let unknown = "UPDATE store_table SET columns = replace(columns, ' title', '') WHERE name = 'suite_paper'";
    assert_eq!(strike(home, unknown).await, 1);
    assert_eq!(
        strike(home, "UPDATE store_fact SET value = 'older' WHERE name = 'tables'").await,
        1
    );

    let refused = Store::open(&home.address(), options()).await.err();
    assert!(matches!(refused, Some(StoreError::Older { .. })), "{refused:?}");
    let store = Store::create_with(&home.address(), options()).await.unwrap();
    let read = store.read().await.unwrap();
    assert_eq!(read.all(papers_titled("filled")).await.unwrap(), vec![(7,)]);
    drop(read);
    whole(&store).await;
    // It is one store again, for opening and for writing.
    let store = Store::open(&home.address(), options()).await.unwrap();
    let ctx = ctx();
    let made = paper(&ctx, "filled");
    store.commit(inserting(&ctx, &made)).await.unwrap();
    store.read().await.unwrap().get::<Paper>(made.id).await.unwrap();
}

pub async fn another_schema_is_refused(home: &Home) {
    drop(home.open().await);
    assert_eq!(
        strike(home, "UPDATE store_fact SET value = '99' WHERE name = 'schema'").await,
        1
    );
    for refused in [
        Store::open(&home.address(), options()).await.err(),
        Store::create_with(&home.address(), options()).await.err(),
    ] {
        assert!(
            matches!(refused, Some(StoreError::Newer { found: 99, .. })),
            "{refused:?}"
        );
    }
}

pub async fn an_empty_place_is_no_store(home: &Home) {
    match home {
        Home::Folder(_) => {
            let refused = Store::open(&home.address(), options()).await.err();
            assert!(matches!(refused, Some(StoreError::Address(_))), "{refused:?}");
        }
        Home::Server(_) => {
            strike(home, "DROP TABLE store_fact").await;
            let refused = Store::open(&home.address(), options()).await.err();
            assert!(
                matches!(refused, Some(StoreError::Older { found: 0, .. })),
                "{refused:?}"
            );
        }
    }
}
