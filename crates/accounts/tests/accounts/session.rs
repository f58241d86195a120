//! Sessions in the store.

use crate::{Desk, PASSWORD, at};
use motcua_accounts::account::{UnlockError, unlock_screen};
use motcua_accounts::password::Password;
use motcua_accounts::session::{
    SessionToken, Standing, end, end_all_of_officer, end_others, list_of, lock_screen, touch,
};

#[tokio::test]
async fn the_last_use_is_written_at_most_every_five_minutes() {
    let desk = Desk::open().await;
    desk.officer("lan.nt").await;
    let signed = desk.sign_in("lan.nt", PASSWORD, &at(0)).await.unwrap();
    for (seconds, version) in [(10, 1), (299, 1), (300, 2), (310, 2), (600, 3)] {
        let found = desk.find(&signed.token, &at(seconds)).await.unwrap();
        touch(&desk.store, &found, &at(seconds)).await.unwrap();
        let found = desk.find(&signed.token, &at(seconds)).await.unwrap();
        assert_eq!(found.stored.version, version, "after {seconds} s");
    }
}

#[tokio::test]
async fn a_stranger_s_token_finds_nothing() {
    let desk = Desk::open().await;
    desk.officer("lan.nt").await;
    desk.sign_in("lan.nt", PASSWORD, &at(0)).await.unwrap();
    assert!(desk.find(&SessionToken::make(&at(0)), &at(1)).await.is_none());
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_or_all() {
    let desk = Desk::open().await;
    let account = desk.officer("lan.nt").await;
    desk.officer("minh.pv").await;
    let mut mine = Vec::new();
    for seconds in 1..4 {
        mine.push(desk.sign_in("lan.nt", PASSWORD, &at(seconds)).await.unwrap());
    }
    let other = desk.sign_in("minh.pv", PASSWORD, &at(5)).await.unwrap();

    let read = desk.store.read().await.unwrap();
    let listed = list_of(&read, &mine[0].session, &at(6)).await.unwrap();
    let ids: Vec<_> = listed.iter().map(|session| session.id).collect();
    assert_eq!(
        ids,
        [mine[2].session.id, mine[1].session.id, mine[0].session.id],
        "the last used first"
    );

    assert!(
        end(&desk.store, &mine[0].session, other.session.id, &at(7))
            .await
            .is_err(),
        "not one's own"
    );
    assert!(desk.find(&other.token, &at(7)).await.is_some());
    end(&desk.store, &mine[0].session, mine[1].session.id, &at(8))
        .await
        .unwrap();
    assert!(desk.find(&mine[1].token, &at(8)).await.is_none());
    assert_eq!(end_others(&desk.store, &mine[0].session, &at(9)).await.unwrap(), 1);
    assert!(desk.find(&mine[0].token, &at(9)).await.is_some());

    // IDN-05: an officer who moved is out, in every browser.
    assert_eq!(
        end_all_of_officer(&desk.store, account.officer, &at(10)).await.unwrap(),
        1
    );
    assert!(desk.find(&mine[0].token, &at(10)).await.is_none());
    assert!(desk.find(&other.token, &at(10)).await.is_some());
}

#[tokio::test]
async fn a_locked_screen_opens_with_the_password_and_the_same_session() {
    let desk = Desk::open().await;
    desk.officer("lan.nt").await;
    let signed = desk.sign_in("lan.nt", PASSWORD, &at(0)).await.unwrap();
    lock_screen(&desk.store, signed.session.id, &at(10)).await.unwrap();
    lock_screen(&desk.store, signed.session.id, &at(10)).await.unwrap();
    assert_eq!(
        desk.find(&signed.token, &at(11)).await.unwrap().standing,
        Standing::Locked
    );

    let unlock = async |password: &str, seconds| {
        let password = Password::typed(password);
        unlock_screen(
            &desk.store,
            &desk.keys,
            &desk.hasher,
            signed.session.id,
            &password,
            &at(seconds),
        )
        .await
    };
    assert!(matches!(unlock("sai mật khẩu rồi", 12).await, Err(UnlockError::Wrong)));
    unlock(PASSWORD, 13).await.unwrap();
    unlock(PASSWORD, 13).await.unwrap();
    assert_eq!(
        desk.find(&signed.token, &at(14)).await.unwrap().standing,
        Standing::Open
    );
}
