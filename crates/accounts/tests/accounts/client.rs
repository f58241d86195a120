//! API clients.

use crate::{Desk, at, system};
use motcua_accounts::client::{ClientError, NewClient, Standing, close, find, open, overview, renew};
use motcua_org::rights::Right;

#[tokio::test]
async fn a_client_is_known_by_its_token_until_it_is_closed() {
    let desk = Desk::open().await;
    let new = || NewClient {
        name: "  Kho dữ liệu  ".into(),
        unit: at(0).id(),
        rights: vec![Right::Submit],
        source: Some("warehouse".parse().unwrap()),
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
    let all = overview(&read, 10).await.unwrap();
    assert_eq!(all.len(), 1, "a closed one stays on the list");
    assert_eq!(all[0].client.standing(at(5).now()), Standing::Closed(at(4).now()));
    let opened = all[0].opened.unwrap();
    assert_eq!((opened.by, opened.at), (None, at(0).now()));
    let connection = all[0].connection.as_ref().unwrap();
    assert_eq!(connection.rights, [Right::Submit, Right::ActAsClient]);
}

#[tokio::test]
async fn a_client_is_opened_only_whole() {
    let desk = Desk::open().await;
    let whole = || NewClient {
        name: "Cổng".into(),
        unit: at(0).id(),
        rights: vec![Right::SeeDossier],
        source: Some("portal".parse().unwrap()),
        receives_at: None,
        vouches_for: 0,
    };
    let refused = async |new: NewClient| open(&desk.store, new, &system(0)).await.unwrap_err();
    let nameless = NewClient {
        name: " ".into(),
        ..whole()
    };
    assert!(matches!(refused(nameless).await, ClientError::NoName));
    let long = NewClient {
        name: "đ".repeat(101),
        ..whole()
    };
    assert!(matches!(refused(long).await, ClientError::LongName));
    let for_nobody = NewClient {
        rights: vec![Right::Submit],
        source: None,
        ..whole()
    };
    assert!(matches!(refused(for_nobody).await, ClientError::NoSource));
    let nowhere = NewClient {
        rights: vec![Right::Accept],
        ..whole()
    };
    assert!(matches!(refused(nowhere).await, ClientError::NoCentre));
    let signs = NewClient {
        rights: vec![Right::Sign],
        ..whole()
    };
    assert!(matches!(refused(signs).await, ClientError::NotForClients(Right::Sign)));

    let client = open(&desk.store, whole(), &system(1)).await.unwrap();
    let twin = NewClient {
        name: "Cổng khác".into(),
        ..whole()
    };
    assert!(matches!(refused(twin).await, ClientError::SourceTaken));
    let far = at(731 * 86_400).now();
    assert!(matches!(
        renew(&desk.store, client, far, &system(2)).await,
        Err(ClientError::TooLong)
    ));
    assert!(matches!(
        renew(&desk.store, client, at(0).now(), &system(2)).await,
        Err(ClientError::Over)
    ));
}
