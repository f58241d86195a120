//! Signing in, and not.

use crate::{Desk, PASSWORD, at, system};
use motcua_accounts::account::{self, CloseError, NewAccount, OpenError, SignInError};
use motcua_accounts::password::Password;
use motcua_accounts::second_factor::{Demand, FactorPolicy};
use motcua_accounts::session::{Standing, VisitorToken};
use motcua_kernel::{Actor, Context};

#[tokio::test]
async fn the_right_password_opens_a_session_for_the_officer() {
    let desk = Desk::open().await;
    let account = desk.officer("lan.nt").await;
    let signed = desk.sign_in(" Lan.NT ", PASSWORD, &at(1)).await.unwrap();
    let found = desk.find(&signed.token, &at(2)).await.unwrap();
    assert_eq!(found.stored.actor(at(2).now()), Actor::Officer(account.officer));
    assert_eq!(
        desk.story(account.id).await,
        [
            "account.opened",
            "account.slip_issued",
            "account.slip_used",
            "account.password_set",
            "account.password_passed"
        ]
    );
}

#[tokio::test]
async fn an_unknown_name_a_wrong_password_and_an_account_without_one_get_the_same_words() {
    let desk = Desk::open().await;
    desk.officer("lan.nt").await;
    desk.waiting("moi.nv").await;
    for (login, password) in [
        ("lan.nt", "sai mật khẩu rồi"),
        ("khong.co", PASSWORD),
        ("moi.nv", PASSWORD),
        ("đ", PASSWORD),
    ] {
        let error = desk.sign_in(login, password, &at(1)).await.unwrap_err();
        assert!(matches!(error, SignInError::Wrong), "{login}: {error}");
    }
}

#[tokio::test]
async fn too_many_wrong_passwords_make_even_the_right_one_wait_and_an_unknown_name_waits_alike() {
    let desk = Desk::open().await;
    desk.officer("lan.nt").await;
    for login in ["lan.nt", "khong.co"] {
        // The same form sent again and again: each try counts.
        let form = at(1);
        for _ in 0..6 {
            assert!(matches!(
                desk.sign_in(login, "sai mật khẩu rồi", &form).await,
                Err(SignInError::Wrong)
            ));
        }
        let refused = desk.sign_in(login, PASSWORD, &at(2)).await.unwrap_err();
        assert!(
            matches!(refused, SignInError::TooMany(ref wait) if wait.until == at(31).now()),
            "{login}: {refused}"
        );
    }
    assert!(desk.sign_in("lan.nt", PASSWORD, &at(31)).await.is_ok());
    assert!(desk.sign_in("lan.nt", "sai mật khẩu rồi", &at(32)).await.is_err());
    assert!(
        desk.sign_in("lan.nt", PASSWORD, &at(33)).await.is_ok(),
        "what was right forgets what was wrong"
    );
}

#[tokio::test]
async fn wrong_tries_at_the_same_moment_are_all_counted() {
    let desk = Desk::open().await;
    desk.officer("lan.nt").await;
    let tries = (0..8).map(|_| async { desk.sign_in("lan.nt", "sai mật khẩu rồi", &at(1)).await.is_err() });
    let wrong = futures_util::future::join_all(tries).await;
    assert!(wrong.into_iter().all(|wrong| wrong));
    assert!(matches!(
        desk.sign_in("lan.nt", PASSWORD, &at(2)).await,
        Err(SignInError::TooMany(_))
    ));
}

#[tokio::test]
async fn two_machines_at_the_same_moment_are_both_let_in() {
    let desk = Desk::open().await;
    desk.officer("lan.nt").await;
    let tries = (0..3).map(|_| async { desk.sign_in("lan.nt", PASSWORD, &at(1)).await });
    for signed in futures_util::future::join_all(tries).await {
        let signed = signed.unwrap();
        assert!(desk.find(&signed.token, &at(2)).await.is_some());
    }
}

#[tokio::test]
async fn closing_an_account_ends_its_sessions_and_lets_nobody_in_again() {
    let desk = Desk::open().await;
    let account = desk.officer("lan.nt").await;
    let one = desk.sign_in("lan.nt", PASSWORD, &at(1)).await.unwrap();
    let two = desk.sign_in("lan.nt", PASSWORD, &at(1)).await.unwrap();
    assert!(desk.find(&one.token, &at(2)).await.is_some() && desk.find(&two.token, &at(2)).await.is_some());
    account::close(&desk.store, account.id, &system(3)).await.unwrap();
    assert!(desk.find(&one.token, &at(3)).await.is_none() && desk.find(&two.token, &at(3)).await.is_none());
    assert!(matches!(
        desk.sign_in("lan.nt", PASSWORD, &at(4)).await,
        Err(SignInError::Wrong)
    ));
    let again = account::close(&desk.store, account.id, &system(5)).await;
    assert!(matches!(again, Err(CloseError::State(_))));
}

#[tokio::test]
async fn a_locked_account_tells_so_only_to_who_knows_the_password() {
    let desk = Desk::open().await;
    let account = desk.officer("lan.nt").await;
    let signed = desk.sign_in("lan.nt", PASSWORD, &at(1)).await.unwrap();
    account::lock(&desk.store, account.id, &system(2)).await.unwrap();
    assert!(desk.find(&signed.token, &at(2)).await.is_none());
    assert!(matches!(
        desk.sign_in("lan.nt", "sai mật khẩu rồi", &at(3)).await,
        Err(SignInError::Wrong)
    ));
    assert!(matches!(
        desk.sign_in("lan.nt", PASSWORD, &at(3)).await,
        Err(SignInError::Locked)
    ));
    account::unlock(&desk.store, account.id, &system(4)).await.unwrap();
    assert!(desk.sign_in("lan.nt", PASSWORD, &at(5)).await.is_ok());
}

#[tokio::test]
async fn one_browser_has_one_session() {
    let desk = Desk::open().await;
    desk.officer("lan.nt").await;
    let visitor = VisitorToken::make(&at(0));
    let sign_in = async |ctx: Context| {
        desk.sign_in_from(
            "lan.nt",
            PASSWORD,
            visitor.clone(),
            FactorPolicy::Rights(Vec::new()),
            &ctx,
        )
        .await
        .unwrap()
    };
    let first = sign_in(at(1)).await;
    let second = sign_in(at(2)).await;
    assert!(desk.find(&first.token, &at(3)).await.is_none());
    assert!(desk.find(&second.token, &at(3)).await.is_some());
}

#[tokio::test]
async fn a_demanded_factor_that_is_not_enrolled_opens_only_its_enrolment() {
    let desk = Desk::open().await;
    desk.officer("lan.nt").await;
    let visitor = VisitorToken::make(&at(0));
    let signed = desk
        .sign_in_from("lan.nt", PASSWORD, visitor, FactorPolicy::Everybody, &at(1))
        .await
        .unwrap();
    let found = desk.find(&signed.token, &at(2)).await.unwrap();
    assert_eq!(found.standing, Standing::EnrolmentDue);
    assert_eq!(found.stored.actor(at(2).now()), Actor::Anyone);
}

#[tokio::test]
async fn a_login_name_is_given_once_and_an_officer_has_one_account() {
    let desk = Desk::open().await;
    let account = desk.officer("lan.nt").await;
    account::close(&desk.store, account.id, &system(1)).await.unwrap();
    let new = |login: &str, officer| NewAccount {
        officer,
        login: account::Login::parse(login).unwrap(),
        demand: Demand::AsPositions,
    };
    let taken = account::open(&desk.store, new("lan.nt", at(2).id()), &system(2)).await;
    assert!(matches!(taken, Err(OpenError::LoginTaken(_))), "{taken:?}");
    account::open(&desk.store, new("lan.nt2", account.officer), &system(3))
        .await
        .unwrap();
    let second = account::open(&desk.store, new("lan.nt3", account.officer), &system(4)).await;
    assert!(matches!(second, Err(OpenError::HasAccount(_))), "{second:?}");
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_keeps_this_one() {
    let desk = Desk::open().await;
    desk.officer("lan.nt").await;
    let here = desk.sign_in("lan.nt", PASSWORD, &at(1)).await.unwrap();
    let there = desk.sign_in("lan.nt", PASSWORD, &at(1)).await.unwrap();
    let change = async |old: &str, new: &str| {
        let (old, new) = (Password::typed(old), Password::typed(new));
        account::change_password(
            &desk.store,
            &desk.keys,
            &desk.hasher,
            here.session.id,
            &old,
            &new,
            &at(2),
        )
        .await
    };
    assert!(change("sai mật khẩu rồi", "gió đưa cành trúc la đà").await.is_err());
    assert!(change(PASSWORD, "matkhau123456").await.is_err());
    change(PASSWORD, "gió đưa cành trúc la đà").await.unwrap();
    assert!(desk.find(&here.token, &at(3)).await.is_some() && desk.find(&there.token, &at(3)).await.is_none());
    assert!(desk.sign_in("lan.nt", "gió đưa cành trúc la đà", &at(4)).await.is_ok());
    assert!(desk.sign_in("lan.nt", PASSWORD, &at(5)).await.is_err());
}

#[tokio::test]
async fn accounts_are_listed_by_name_page_by_page_and_found_for_the_officers_of_a_centre() {
    let desk = Desk::open().await;
    let mut officers = Vec::new();
    for login in ["minh.pv", "an.tt", "lan.nt"] {
        officers.push(desk.officer(login).await.officer);
    }
    desk.waiting("moi.nv").await;
    let read = desk.store.read().await.unwrap();
    let names = |accounts: Vec<motcua_store::Stored<account::Account>>| -> Vec<String> {
        accounts
            .into_iter()
            .map(|account| account.record.login.into())
            .collect()
    };
    assert_eq!(
        names(read.all(account::list_accounts("active", "", 2)).await.unwrap()),
        ["an.tt", "lan.nt"]
    );
    assert_eq!(
        names(read.all(account::list_accounts("active", "lan.nt", 2)).await.unwrap()),
        ["minh.pv"]
    );
    assert_eq!(
        names(read.all(account::list_accounts("waiting", "", 2)).await.unwrap()),
        ["moi.nv"]
    );
    assert_eq!(
        names(read.all(account::of_officers(&officers[..2], 9)).await.unwrap()),
        ["an.tt", "minh.pv"]
    );
    assert_eq!(
        names(
            read.first(account::of_officer(officers[2]))
                .await
                .unwrap()
                .into_iter()
                .collect()
        ),
        ["lan.nt"]
    );
}
