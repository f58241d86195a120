//! Signing in, standing at a counter, being found.

use crate::{Hall, OFFICER, UNIT, anyone, at, officer};
use motcua_kernel::{Actor, AreaId, Context, OfficerId, UnitId};
use motcua_people::person::{
    Channel, Claims, ConfirmError, EnrolAtCounter, EnrolError, Level, PROVINCE_SCOPE, SetContact, SetContactError,
    Source, UpToDateError, bring_up_to_date, confirm_residence, enrol_at_counter, find, sample, search, set_contact,
    unit_scope,
};
use motcua_store::CommitError;
use std::collections::BTreeSet;

#[tokio::test]
async fn signing_in_again_changes_nothing() {
    let hall = Hall::open().await;
    let ctx = anyone(0);
    let id = bring_up_to_date(&hall.store, sample::an(), &ctx).await.unwrap();
    let first = hall.person(id).await;
    assert_eq!(first.name.value, "Nguyễn Văn An");
    assert_eq!(hall.by_number("022095001234").await, Some(id));

    // The same request again, and another one a day later.
    let again = Context::for_change(Actor::Anyone, ctx.now(), ctx.change());
    assert_eq!(bring_up_to_date(&hall.store, sample::an(), &again).await.unwrap(), id);
    let later = anyone(86_400);
    assert_eq!(bring_up_to_date(&hall.store, sample::an(), &later).await.unwrap(), id);
    assert_eq!(hall.person(id).await, first);
    assert_eq!(hall.story(id).await, ["person.signed_in_first"]);
}

#[tokio::test]
async fn only_what_changed_is_written_and_the_journal_has_no_names() {
    let hall = Hall::open().await;
    let id = bring_up_to_date(&hall.store, sample::an(), &anyone(0)).await.unwrap();
    let before = hall.person(id).await;
    let moved = Claims {
        address: Some("Khu 2, Bãi Cháy, Quảng Ninh".into()),
        ..sample::an()
    };
    bring_up_to_date(&hall.store, moved, &anyone(60)).await.unwrap();
    let after = hall.person(id).await;
    assert_eq!(
        after.residence.as_ref().unwrap().value.as_written,
        "Khu 2, Bãi Cháy, Quảng Ninh"
    );
    assert_eq!((&after.name, &after.id_number), (&before.name, &before.id_number));
    assert_eq!(hall.story(id).await, ["person.signed_in_first", "person.updated"]);
    let journal = hall.journal(id).await;
    assert!(journal.contains(r#""fields":["residence"]"#), "{journal}");
    for secret in ["Văn An", "Bãi Cháy", "022095001234", "912345678", "1995"] {
        assert!(!journal.contains(secret), "{secret} stands in the journal");
    }
}

#[tokio::test]
async fn who_was_enrolled_at_a_counter_is_the_same_person_when_signing_in() {
    let hall = Hall::open().await;
    let id = enrol_at_counter(&hall.store, sample::cuc(OFFICER, UNIT, None), &officer(0))
        .await
        .unwrap();
    let claims = Claims {
        subject: "7d-cuc".into(),
        name: "Hoàng Thị Cúc".into(),
        id_number: Some("022188007890".parse().unwrap()),
        ..sample::an()
    };
    assert_eq!(bring_up_to_date(&hall.store, claims, &anyone(60)).await.unwrap(), id);
    let person = hall.person(id).await;
    assert_eq!(person.subject.as_deref(), Some("7d-cuc"));
    assert_eq!(person.level, Some(Level::Two));
}

#[tokio::test]
async fn a_number_claimed_at_level_one_leads_to_nobody() {
    let hall = Hall::open().await;
    let real = enrol_at_counter(&hall.store, sample::cuc(OFFICER, UNIT, None), &officer(0))
        .await
        .unwrap();
    let claims = Claims {
        id_number: Some("022188007890".parse().unwrap()),
        ..sample::binh()
    };
    let account = bring_up_to_date(&hall.store, claims.clone(), &anyone(60))
        .await
        .unwrap();
    assert_ne!(account, real);
    assert_eq!(hall.by_number("022188007890").await, Some(real));

    // At level 2 the number is proven: the account moves to the person known at the counter.
    let proven = Claims {
        level: Level::Two,
        ..claims
    };
    assert_eq!(
        bring_up_to_date(&hall.store, proven.clone(), &anyone(120))
            .await
            .unwrap(),
        real
    );
    assert_eq!(hall.person(account).await.replaced_by, Some(real));
    let read = hall.store.read().await.unwrap();
    assert_eq!(find(&read, account).await.unwrap().unwrap().id, real);
    assert_eq!(hall.story(account).await, ["person.signed_in_first", "person.replaced"]);
    assert_eq!(bring_up_to_date(&hall.store, proven, &anyone(180)).await.unwrap(), real);
}

#[tokio::test]
async fn subject_and_number_of_two_persons_are_refused() {
    let hall = Hall::open().await;
    bring_up_to_date(&hall.store, sample::an(), &anyone(0)).await.unwrap();
    let binh = Claims {
        level: Level::Two,
        ..sample::binh()
    };
    bring_up_to_date(&hall.store, binh, &anyone(1)).await.unwrap();
    let crossed = Claims {
        subject: sample::binh().subject,
        ..sample::an()
    };
    let refused = bring_up_to_date(&hall.store, crossed, &anyone(2)).await;
    assert!(matches!(refused, Err(UpToDateError::TwoPersons { .. })), "{refused:?}");
    let nameless = Claims {
        name: " ".into(),
        ..sample::an()
    };
    let refused = bring_up_to_date(&hall.store, nameless, &anyone(3)).await;
    assert!(matches!(refused, Err(UpToDateError::Nameless)), "{refused:?}");
}

#[tokio::test]
async fn an_account_that_was_made_anew_leads_to_the_same_person() {
    let hall = Hall::open().await;
    let id = bring_up_to_date(&hall.store, sample::an(), &anyone(0)).await.unwrap();
    // At level 1 first, where the number leads to nobody.
    let anew = Claims {
        subject: "another-subject".into(),
        level: Level::One,
        ..sample::an()
    };
    let account = bring_up_to_date(&hall.store, anew.clone(), &anyone(1)).await.unwrap();
    assert_ne!(account, id);
    let proven = Claims {
        level: Level::Two,
        ..anew
    };
    assert_eq!(bring_up_to_date(&hall.store, proven, &anyone(2)).await.unwrap(), id);
    assert_eq!(hall.person(id).await.subject.as_deref(), Some("another-subject"));
    // Who was replaced is found no more.
    let read = hall.store.read().await.unwrap();
    let (found, _) = search(&read, &[PROVINCE_SCOPE.into()], "nguyen van an", 10)
        .await
        .unwrap();
    assert_eq!(found.iter().map(|person| person.id).collect::<Vec<_>>(), [id]);
}

#[tokio::test]
async fn two_counters_that_see_one_card_at_once_keep_one_person() {
    let hall = Hall::open().await;
    let mut tasks = Vec::new();
    for desk in 0..6 {
        let store = hall.store.clone();
        tasks.push(tokio::spawn(async move {
            let unit = UnitId::from_u128(desk);
            enrol_at_counter(&store, sample::cuc(OFFICER, unit, None), &officer(0)).await
        }));
    }
    let mut ids = BTreeSet::new();
    for task in tasks {
        // Who met too many others is told to try again; nobody is kept twice.
        match task.await.unwrap() {
            Ok(id) => {
                ids.insert(id);
            }
            Err(EnrolError::Commit(CommitError::Stale { .. })) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(ids.len(), 1);
}

#[tokio::test]
async fn two_browsers_that_come_back_at_once_make_one_person() {
    let hall = Hall::open().await;
    let mut tasks = Vec::new();
    for _ in 0..6 {
        let store = hall.store.clone();
        tasks.push(tokio::spawn(async move {
            bring_up_to_date(&store, sample::an(), &anyone(0)).await.unwrap()
        }));
    }
    let mut ids = Vec::new();
    for task in tasks {
        ids.push(task.await.unwrap());
    }
    ids.dedup();
    assert_eq!(ids.len(), 1);
}

#[tokio::test]
async fn the_same_counter_form_twice_keeps_one_person() {
    let hall = Hall::open().await;
    let ctx = officer(0);
    let again = Context::for_change(ctx.actor(), ctx.now(), ctx.change());
    // A foreigner without a number: nothing but the change id tells that it is the same form.
    let foreigner = EnrolAtCounter {
        id_number: None,
        ..sample::cuc(OFFICER, UNIT, None)
    };
    let first = enrol_at_counter(&hall.store, foreigner.clone(), &ctx).await.unwrap();
    let second = enrol_at_counter(&hall.store, foreigner, &again).await.unwrap();
    assert_eq!(first, second);
    assert_eq!(hall.story(first).await, ["person.enrolled"]);
}

#[tokio::test]
async fn an_officer_answers_only_for_what_they_saw_themselves() {
    let hall = Hall::open().await;
    let other = OfficerId::from_u128(0xbad);
    let refused = enrol_at_counter(&hall.store, sample::cuc(other, UNIT, None), &officer(0)).await;
    assert!(matches!(refused, Err(EnrolError::NotTheOfficer)), "{refused:?}");
    let own = EnrolAtCounter {
        source: Source::Own,
        ..sample::cuc(OFFICER, UNIT, None)
    };
    let refused = enrol_at_counter(&hall.store, own, &officer(0)).await;
    assert!(matches!(refused, Err(EnrolError::NotTheOfficer)), "{refused:?}");
}

#[tokio::test]
async fn a_stated_number_of_another_name_is_refused_and_a_seen_card_corrects() {
    let hall = Hall::open().await;
    let id = enrol_at_counter(&hall.store, sample::senh(OFFICER, UNIT), &officer(0))
        .await
        .unwrap();
    let wrong = EnrolAtCounter {
        name: "Lý Thị Mẩy".into(),
        ..sample::senh(OFFICER, UNIT)
    };
    let refused = enrol_at_counter(&hall.store, wrong.clone(), &officer(1)).await;
    assert!(
        matches!(refused, Err(EnrolError::OtherName { person }) if person == id),
        "{refused:?}"
    );
    let seen = EnrolAtCounter {
        source: Source::CardSeen { officer: OFFICER },
        ..wrong
    };
    assert_eq!(enrol_at_counter(&hall.store, seen, &officer(2)).await.unwrap(), id);
    assert_eq!(hall.person(id).await.name.value, "Lý Thị Mẩy");
}

#[tokio::test]
async fn officers_find_by_name_only_who_was_seen_at_their_unit() {
    let hall = Hall::open().await;
    let other_unit = UnitId::from_u128(0x0099);
    let cuc = enrol_at_counter(&hall.store, sample::cuc(OFFICER, UNIT, None), &officer(0))
        .await
        .unwrap();
    let an = bring_up_to_date(&hall.store, sample::an(), &anyone(1)).await.unwrap();
    let names = async |scope: String, words: &str| {
        let read = hall.store.read().await.unwrap();
        let (found, more) = search(&read, &[scope], words, 10).await.unwrap();
        assert!(!more);
        found.into_iter().map(|person| person.id).collect::<Vec<_>>()
    };
    assert_eq!(names(unit_scope(UNIT), "hoang cuc").await, [cuc]);
    assert_eq!(names(unit_scope(UNIT), "0221880").await, [cuc]);
    assert!(names(unit_scope(other_unit), "hoang cuc").await.is_empty());
    assert!(names(unit_scope(UNIT), "nguyen van an").await.is_empty());
    assert_eq!(names(PROVINCE_SCOPE.into(), "0912345").await, [an]);

    // Seen at the other unit too, both find her.
    enrol_at_counter(&hall.store, sample::cuc(OFFICER, other_unit, None), &officer(2))
        .await
        .unwrap();
    assert_eq!(names(unit_scope(other_unit), "cúc").await, [cuc]);
    assert_eq!(names(unit_scope(UNIT), "Cúc").await, [cuc]);
}

#[tokio::test]
async fn contact_is_set_by_the_person_or_an_officer_and_by_nobody_else() {
    let hall = Hall::open().await;
    let id = bring_up_to_date(&hall.store, sample::binh(), &anyone(0)).await.unwrap();
    let ask = |phone: Option<&str>, prefers| SetContact {
        person: id,
        phone: phone.map(|phone| phone.parse().unwrap()),
        prefers,
    };
    let own = |seconds| at(seconds, Actor::Person(id));
    let refused = set_contact(&hall.store, ask(None, Channel::Sms), &own(1)).await;
    assert!(matches!(refused, Err(SetContactError::NoPhone)), "{refused:?}");
    set_contact(&hall.store, ask(Some("0868123456"), Channel::Sms), &own(2))
        .await
        .unwrap();
    let contact = hall.person(id).await.contact;
    assert_eq!(contact.phone.as_ref().unwrap().value.as_str(), "+84868123456");
    assert_eq!(contact.phone.unwrap().source, Source::Own);

    let stranger = bring_up_to_date(&hall.store, sample::an(), &anyone(3)).await.unwrap();
    let refused = set_contact(&hall.store, ask(None, Channel::Page), &at(4, Actor::Person(stranger))).await;
    assert!(matches!(refused, Err(SetContactError::NoSuchPerson)), "{refused:?}");
    set_contact(&hall.store, ask(None, Channel::Page), &officer(5))
        .await
        .unwrap();
    assert_eq!(hall.person(id).await.contact.phone, None);
    assert_eq!(
        hall.story(id).await,
        ["person.signed_in_first", "person.contact_set", "person.contact_set"]
    );
}

#[tokio::test]
async fn a_confirmed_area_outlives_the_next_sign_in() {
    let hall = Hall::open().await;
    let guess = Claims {
        area: Some(AreaId::from_u128(1)),
        ..sample::an()
    };
    let id = bring_up_to_date(&hall.store, guess.clone(), &anyone(0)).await.unwrap();
    let right = AreaId::from_u128(2);
    let refused = confirm_residence(&hall.store, id, right, &anyone(1)).await;
    assert!(matches!(refused, Err(ConfirmError::NoSuchPerson)), "{refused:?}");
    confirm_residence(&hall.store, id, right, &at(2, Actor::Person(id)))
        .await
        .unwrap();
    bring_up_to_date(&hall.store, guess, &anyone(3)).await.unwrap();
    let residence = hall.person(id).await.residence.unwrap().value;
    assert_eq!((residence.area, residence.confirmed), (Some(right), true));
    assert_eq!(
        hall.story(id).await,
        ["person.signed_in_first", "person.residence_confirmed"]
    );
}
