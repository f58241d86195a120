//! Organisations and their codes.

use crate::{Hall, OFFICER, UNIT, anyone, at, officer};
use motcua_kernel::{Actor, PersonId};
use motcua_people::organisation::{
    Amend, AmendError, Enter, EnterError, Organisation, OrganisationKind, amend, enter, find_by_tax_code,
    represented_by, sample,
};
use motcua_people::person::{self, enrol_at_counter};
use motcua_store::CommitError;

async fn cuc(hall: &Hall) -> PersonId {
    enrol_at_counter(&hall.store, person::sample::cuc(OFFICER, UNIT, None), &officer(0))
        .await
        .unwrap()
}

#[tokio::test]
async fn an_organisation_is_found_by_code_and_by_representative() {
    let hall = Hall::open().await;
    let owner = cuc(&hall).await;
    let yard = enter(&hall.store, sample::boatyard(Some(owner), None), &officer(1))
        .await
        .unwrap();
    let noodles = enter(&hall.store, sample::noodles(owner, None), &officer(2))
        .await
        .unwrap();
    let read = hall.store.read().await.unwrap();
    let found = find_by_tax_code(&read, &"5700 123 454".parse().unwrap()).await.unwrap();
    assert_eq!(found.unwrap().id, yard);
    let all = represented_by(&read, owner, 10).await.unwrap();
    assert_eq!(all.iter().map(|known| known.id).collect::<Vec<_>>(), [yard, noodles]);
    let journal = hall.journal(noodles).await;
    assert!(
        !journal.contains("022188007890") && !journal.contains("Cúc"),
        "{journal}"
    );
}

#[tokio::test]
async fn only_an_officer_enters_an_organisation_and_only_once() {
    let hall = Hall::open().await;
    let owner = cuc(&hall).await;
    for actor in [Actor::Person(owner), Actor::Anyone, Actor::System] {
        let refused = enter(&hall.store, sample::boatyard(Some(owner), None), &at(1, actor)).await;
        assert!(matches!(refused, Err(EnterError::NotAnOfficer)), "{refused:?}");
    }
    enter(&hall.store, sample::boatyard(None, None), &officer(2))
        .await
        .unwrap();
    let refused = enter(&hall.store, sample::boatyard(None, None), &officer(3)).await;
    assert!(
        matches!(refused, Err(EnterError::Commit(CommitError::Taken { .. }))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn name_code_and_representative_must_do() {
    let hall = Hall::open().await;
    let refused = async |ask| enter(&hall.store, ask, &officer(1)).await.unwrap_err();
    let nameless = Enter {
        name: " ".into(),
        ..sample::boatyard(None, None)
    };
    assert!(matches!(refused(nameless).await, EnterError::Nameless));
    let personal = Enter {
        tax_code: Some("022188007890".parse().unwrap()),
        ..sample::boatyard(None, None)
    };
    assert!(matches!(refused(personal).await, EnterError::WrongCode));
    let branch = Enter {
        kind: OrganisationKind::HouseholdBusiness,
        tax_code: Some("5700145673-001".parse().unwrap()),
        ..sample::boatyard(None, None)
    };
    assert!(matches!(refused(branch).await, EnterError::WrongCode));
    let stranger = sample::boatyard(Some(PersonId::from_u128(404)), None);
    assert!(matches!(refused(stranger).await, EnterError::NoSuchPerson));
}

#[tokio::test]
async fn an_amendment_is_refused_when_somebody_was_faster() {
    let hall = Hall::open().await;
    let owner = cuc(&hall).await;
    let yard = enter(&hall.store, sample::boatyard(None, None), &officer(1))
        .await
        .unwrap();
    let ask = |name: &str, version| Amend {
        organisation: yard,
        version,
        name: name.into(),
        tax_code: Some("5700134569".parse().unwrap()),
        seat: None,
        represented_by: Some(owner),
        phone: None,
    };
    let refused = amend(&hall.store, ask("Sóng Biếc", 1), &anyone(2)).await;
    assert!(matches!(refused, Err(AmendError::NotAnOfficer)), "{refused:?}");
    amend(&hall.store, ask("Sóng Biếc", 1), &officer(3)).await.unwrap();
    let refused = amend(&hall.store, ask("Sóng Xanh", 1), &officer(4)).await;
    assert!(
        matches!(refused, Err(AmendError::Commit(CommitError::Stale { .. }))),
        "{refused:?}"
    );
    let read = hall.store.read().await.unwrap();
    let now = read.get::<Organisation>(yard).await.unwrap();
    assert_eq!((now.name.as_str(), now.represented_by), ("Sóng Biếc", Some(owner)));
    assert_eq!(hall.story(yard).await, ["organisation.entered", "organisation.amended"]);
}
