//! API clients.

use crate::{Desk, at, system};
use motcua_accounts::client::{ClientError, NewClient, close, find, list_clients, open, renew};
use motcua_org::rights::Right;

#[tokio::test]
async fn a_client_is_known_by_its_token_until_it_is_closed() {
    let desk = Desk::open().await;
    let new = || NewClient {
        name: "  Kho dữ liệu  ".into(),
        unit: at(0).id(),
        rights: vec![Right::Submit],
        source: None,
        receives_at: None,
        vouches_for: 0,
    };
    let client = open(&desk.store, new(), &system(0)).await.unwrap();
    assert!(matches!(
        open(&desk.store, new(), &system(1)).await,
        Err(ClientError::NameTaken(_))
    ));
    let end = at(1_000).now();
    let form = system(2);
    let token = renew(&desk.store, client, end, &form).await.unwrap();
    assert!(matches!(
        renew(&desk.store, client, end, &form).await,
        Err(ClientError::Shown)
    ));

    let header = format!("Bearer {}", token.secret().reveal());
    let known = async |seconds| {
        let read = desk.store.read().await.unwrap();
        find(&read, &header, at(seconds).now())
            .await
            .unwrap()
            .map(|client| client.record.name)
    };
    assert_eq!(known(3).await.as_deref(), Some("Kho dữ liệu"));
    assert_eq!(known(1_000).await, None);
    close(&desk.store, client, &system(4)).await.unwrap();
    assert_eq!(known(5).await, None);
    let read = desk.store.read().await.unwrap();
    assert_eq!(read.all(list_clients(10)).await.unwrap().len(), 1);
}
