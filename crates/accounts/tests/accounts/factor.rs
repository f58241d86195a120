//! The second factor.

use crate::{Desk, PASSWORD, at, system};
use motcua_accounts::account::SignedIn;
use motcua_accounts::second_factor::sample::code_at;
use motcua_accounts::second_factor::{EnrolError, PassError, Way, begin, confirm, pass, reset};
use motcua_accounts::session::Standing;

/// Enrols an app; gives its key and the recovery codes.
async fn enrol(desk: &Desk, signed: &SignedIn, seconds: i64) -> (String, Vec<String>) {
    let session = signed.session.id;
    let invitation = begin(&desk.store, &desk.keys, session, "Motcua", &at(seconds))
        .await
        .unwrap();
    let again = begin(&desk.store, &desk.keys, session, "Motcua", &at(seconds))
        .await
        .unwrap();
    assert_eq!(again.key, invitation.key, "a page loaded twice shows the same key");
    let key = invitation.key.reveal().to_owned();
    let wrong = confirm(&desk.store, &desk.keys, session, "000000", &at(seconds)).await;
    assert!(matches!(wrong, Err(EnrolError::Wrong)));
    let form = at(seconds);
    let code = code_at(&key, form.now());
    let enrolled = confirm(&desk.store, &desk.keys, session, &code, &form).await.unwrap();
    let twice = confirm(&desk.store, &desk.keys, session, &code, &form).await.unwrap();
    assert_eq!(twice, enrolled, "a double click shows the codes that were kept");
    (key, enrolled.recovery.shown())
}

#[tokio::test]
async fn an_enrolled_factor_stands_between_password_and_work() {
    let desk = Desk::open().await;
    desk.officer("lan.nt").await;
    let first = desk.sign_in("lan.nt", PASSWORD, &at(0)).await.unwrap();
    let (key, _) = enrol(&desk, &first, 30).await;
    assert_eq!(desk.find(&first.token, &at(31)).await.unwrap().standing, Standing::Open);

    let second = desk.sign_in("lan.nt", PASSWORD, &at(100)).await.unwrap();
    assert_eq!(
        desk.find(&second.token, &at(100)).await.unwrap().standing,
        Standing::FactorDue
    );
    let code = code_at(&key, at(100).now());
    let way = pass(&desk.store, &desk.keys, second.session.id, &code, &at(100))
        .await
        .unwrap();
    assert_eq!(way, Way::App);
    let found = desk.find(&second.token, &at(101)).await.unwrap();
    assert!(found.standing == Standing::Open && found.stored.factor_is_fresh(at(101).now(), 300));

    // Who looked over the shoulder comes too late with the same code.
    let third = desk.sign_in("lan.nt", PASSWORD, &at(105)).await.unwrap();
    let replayed = pass(&desk.store, &desk.keys, third.session.id, &code, &at(105)).await;
    assert!(matches!(replayed, Err(PassError::Wrong)), "{replayed:?}");
}

#[tokio::test]
async fn of_two_who_send_the_same_code_at_once_one_gets_in() {
    let desk = Desk::open().await;
    desk.officer("lan.nt").await;
    let first = desk.sign_in("lan.nt", PASSWORD, &at(0)).await.unwrap();
    let (key, _) = enrol(&desk, &first, 30).await;
    let mut waiting = Vec::new();
    for _ in 0..4 {
        waiting.push(desk.sign_in("lan.nt", PASSWORD, &at(100)).await.unwrap().session.id);
    }
    let code = code_at(&key, at(100).now());
    let tries = waiting.iter().map(|session| {
        let code = code.clone();
        let desk = &desk;
        async move { pass(&desk.store, &desk.keys, *session, &code, &at(100)).await.is_ok() }
    });
    let passed = futures_util::future::join_all(tries).await;
    assert_eq!(passed.into_iter().filter(|passed| *passed).count(), 1);
}

#[tokio::test]
async fn a_recovery_code_gets_in_once_and_wrong_codes_make_wait() {
    let desk = Desk::open().await;
    desk.officer("lan.nt").await;
    let first = desk.sign_in("lan.nt", PASSWORD, &at(0)).await.unwrap();
    let (_, recovery) = enrol(&desk, &first, 30).await;
    let second = desk.sign_in("lan.nt", PASSWORD, &at(100)).await.unwrap();
    let pass_with =
        async |code: &str, seconds| pass(&desk.store, &desk.keys, second.session.id, code, &at(seconds)).await;
    assert_eq!(pass_with(&recovery[3], 101).await.unwrap(), Way::Recovery);
    assert!(matches!(pass_with(&recovery[3], 102).await, Err(PassError::Wrong)));
    for _ in 0..5 {
        assert!(matches!(pass_with("123456", 103).await, Err(PassError::Wrong)));
    }
    assert!(matches!(pass_with(&recovery[4], 104).await, Err(PassError::TooMany(_))));
}

#[tokio::test]
async fn changing_the_factor_needs_a_fresh_proof_and_resetting_it_ends_the_sessions() {
    let desk = Desk::open().await;
    let account = desk.officer("lan.nt").await;
    let signed = desk.sign_in("lan.nt", PASSWORD, &at(0)).await.unwrap();
    let (key, _) = enrol(&desk, &signed, 30).await;
    let late = begin(&desk.store, &desk.keys, signed.session.id, "Motcua", &at(930)).await;
    assert!(matches!(late, Err(EnrolError::StepUp(_))), "{late:?}");
    let code = code_at(&key, at(930).now());
    pass(&desk.store, &desk.keys, signed.session.id, &code, &at(930))
        .await
        .unwrap();
    assert!(
        begin(&desk.store, &desk.keys, signed.session.id, "Motcua", &at(931))
            .await
            .is_ok()
    );

    reset(&desk.store, account.id, &system(940)).await.unwrap();
    assert!(desk.find(&signed.token, &at(941)).await.is_none());
    let again = desk.sign_in("lan.nt", PASSWORD, &at(942)).await.unwrap();
    assert_eq!(
        desk.find(&again.token, &at(942)).await.unwrap().standing,
        Standing::Open
    );
}
