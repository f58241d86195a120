//! Who may act for whom.

use crate::{Hall, OFFICER, UNIT, anyone, at, officer};
use motcua_kernel::{Actor, PersonId};
use motcua_people::mandate::{
    Authority, EndMandate, EndMandateError, GrantError, Principal, acts_for, agents_of, end, grant, may_act, sample,
};
use motcua_people::organisation::{self, enter};
use motcua_people::person::{self, bring_up_to_date, enrol_at_counter};

/// Sềnh, who is old, and An, who acts.
async fn two(hall: &Hall) -> (PersonId, PersonId) {
    let senh = enrol_at_counter(&hall.store, person::sample::senh(OFFICER, UNIT), &officer(0))
        .await
        .unwrap();
    let an = bring_up_to_date(&hall.store, person::sample::an(), &anyone(0))
        .await
        .unwrap();
    (senh, an)
}

#[tokio::test]
async fn a_relative_may_act_in_the_named_procedures_from_the_first_day() {
    let hall = Hall::open().await;
    let (senh, an) = two(&hall).await;
    let ctx = officer(1);
    let tomorrow = ctx.today().plus_days(1);
    let id = grant(&hall.store, sample::grandchild(senh, an, tomorrow), &ctx)
        .await
        .unwrap();
    let read = hall.store.read().await.unwrap();
    let principal = Principal::Person(senh);
    assert!(may_act(&read, an, principal, ctx.now()).await.unwrap().is_empty());
    let found = may_act(&read, an, principal, tomorrow.start()).await.unwrap();
    let covered = found.for_procedure(&"1.001193".parse().unwrap()).unwrap();
    assert_eq!(covered.mandate(), Some(id));
    assert_eq!(found.for_procedure(&"2.000635".parse().unwrap()), None);
    // Not the other way round, and everybody for themselves.
    assert!(
        may_act(&read, senh, Principal::Person(an), tomorrow.start())
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        may_act(&read, senh, principal, ctx.now()).await.unwrap().0,
        [Authority::Own]
    );
}

#[tokio::test]
async fn only_an_officer_keeps_a_mandate_between_known_parties() {
    let hall = Hall::open().await;
    let (senh, an) = two(&hall).await;
    let today = officer(1).today();
    for actor in [Actor::Person(senh), Actor::Person(an), Actor::Anyone] {
        let refused = grant(&hall.store, sample::grandchild(senh, an, today), &at(1, actor)).await;
        assert!(matches!(refused, Err(GrantError::NotAnOfficer)), "{refused:?}");
    }
    let stranger = PersonId::from_u128(404);
    for (principal, agent) in [(senh, stranger), (stranger, an)] {
        let refused = grant(&hall.store, sample::grandchild(principal, agent, today), &officer(1)).await;
        assert!(matches!(refused, Err(GrantError::NoSuchParty)), "{refused:?}");
    }
}

#[tokio::test]
async fn a_mandate_that_was_taken_back_holds_no_more_but_did() {
    let hall = Hall::open().await;
    let (senh, an) = two(&hall).await;
    let principal = Principal::Person(senh);
    let today = officer(1).today();
    let id = grant(&hall.store, sample::by_deed(principal, an, today), &officer(1))
        .await
        .unwrap();
    let ask = EndMandate { mandate: id };

    let stranger = at(2, Actor::Person(PersonId::from_u128(404)));
    for ctx in [stranger, anyone(2)] {
        let refused = end(&hall.store, ask, &ctx).await;
        assert!(matches!(refused, Err(EndMandateError::NoSuchMandate)), "{refused:?}");
    }
    let ctx = at(60, Actor::Person(senh));
    end(&hall.store, ask, &ctx).await.unwrap();
    let refused = end(&hall.store, ask, &officer(61)).await;
    assert!(matches!(refused, Err(EndMandateError::Over)), "{refused:?}");

    let read = hall.store.read().await.unwrap();
    assert!(may_act(&read, an, principal, ctx.now()).await.unwrap().is_empty());
    let before = may_act(&read, an, principal, ctx.now().plus_micros(-1)).await.unwrap();
    assert_eq!(before.0[0].mandate(), Some(id));
    assert_eq!(agents_of(&read, principal, 10).await.unwrap().len(), 1);
    assert_eq!(hall.story(id).await, ["mandate.granted", "mandate.ended"]);
    assert!(!hall.journal(id).await.contains("15/2026"));
}

#[tokio::test]
async fn the_representative_by_law_acts_and_ends_what_the_organisation_gave() {
    let hall = Hall::open().await;
    let (senh, an) = two(&hall).await;
    let ask = organisation::sample::boatyard(Some(senh), None);
    let yard = Principal::Organisation(enter(&hall.store, ask, &officer(1)).await.unwrap());
    let now = officer(2).now();
    let read = hall.store.read().await.unwrap();
    assert_eq!(may_act(&read, senh, yard, now).await.unwrap().0, [Authority::ByLaw]);
    // A person's own account is not the organisation's will (IDN-03).
    assert!(may_act(&read, an, yard, now).await.unwrap().is_empty());
    drop(read);

    let today = officer(2).today();
    let id = grant(&hall.store, sample::by_deed(yard, an, today), &officer(2))
        .await
        .unwrap();
    let read = hall.store.read().await.unwrap();
    let for_whom = acts_for(&read, an, now, 10).await.unwrap();
    assert_eq!(for_whom.iter().map(|(whom, _)| *whom).collect::<Vec<_>>(), [yard]);
    assert_eq!(
        acts_for(&read, senh, now, 10).await.unwrap(),
        [(yard, Authority::ByLaw)]
    );
    drop(read);
    end(&hall.store, EndMandate { mandate: id }, &at(3, Actor::Person(senh)))
        .await
        .unwrap();
    let read = hall.store.read().await.unwrap();
    assert!(acts_for(&read, an, officer(4).now(), 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_widest_authority_comes_first() {
    let hall = Hall::open().await;
    let (senh, an) = two(&hall).await;
    let principal = Principal::Person(senh);
    let today = officer(1).today();
    let narrow = grant(&hall.store, sample::grandchild(senh, an, today), &officer(1))
        .await
        .unwrap();
    let wide = grant(&hall.store, sample::by_deed(principal, an, today), &officer(2))
        .await
        .unwrap();
    let read = hall.store.read().await.unwrap();
    let found = may_act(&read, an, principal, officer(3).now()).await.unwrap();
    let order: Vec<_> = found.0.iter().filter_map(Authority::mandate).collect();
    assert_eq!(order, [wide, narrow]);
}
