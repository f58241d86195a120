//! IDN-08: the filter of lists and the verdict on single things never disagree, whoever asks for whatever.

use super::{Delegated, Grant, Party, Reach, Refused, Right, Rights, Subject};
use crate::Period;
use crate::appointment::Appointment;
use crate::delegation::{Deed, Delegation};
use crate::position::Role;
use motcua_kernel::{Actor, ClientId, Instant, MandateId, OfficerId, OrganisationId, PersonId, UnitId, named_id};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use std::collections::BTreeSet;

// Few ids, so that relations meet often.
fn unit() -> impl Strategy<Value = UnitId> {
    (1u128..6).prop_map(UnitId::from_u128)
}
fn person() -> impl Strategy<Value = PersonId> {
    (1u128..4).prop_map(PersonId::from_u128)
}
fn party() -> impl Strategy<Value = Party> {
    // A person and an organisation with the same bits are different parties.
    prop_oneof![
        person().prop_map(Party::Person),
        (11u128..13).prop_map(|bits| Party::Organisation(OrganisationId::from_u128(bits))),
    ]
}
fn mandate() -> impl Strategy<Value = MandateId> {
    (1u128..4).prop_map(MandateId::from_u128)
}
fn client() -> impl Strategy<Value = ClientId> {
    (1u128..3).prop_map(ClientId::from_u128)
}
fn role() -> impl Strategy<Value = Role> {
    proptest::sample::select(Role::ALL)
}
fn right() -> impl Strategy<Value = Right> {
    proptest::sample::select(Right::ALL)
}
fn moment(seconds: i64) -> Instant {
    Instant::from_micros(0).plus_seconds(seconds)
}
fn period() -> impl Strategy<Value = Period> {
    (option::of(0i64..10), option::of(0i64..10)).prop_map(|(from, to)| Period {
        from: from.map(moment),
        to: to.map(moment),
    })
}

fn subject() -> impl Strategy<Value = Subject> {
    (
        (
            option::of(unit()),
            option::of(unit()),
            option::of(unit()),
            option::of(unit()),
            option::of(unit()),
        ),
        vec(unit(), 0..3),
        (
            option::of(party()),
            option::of(person()),
            option::of(mandate()),
            option::of(client()),
        ),
    )
        .prop_map(|((deciding, receiving, delivering, helping, holding), steps, rest)| {
            let (applicant, submitter, mandate, client) = rest;
            Subject {
                deciding,
                receiving,
                delivering,
                helping,
                holding,
                steps,
                applicant,
                submitter,
                mandate,
                client,
            }
        })
}

const ME: OfficerId = OfficerId::from_u128(1);
const OTHER: OfficerId = OfficerId::from_u128(2);

fn appointment(officer: OfficerId) -> impl Strategy<Value = Appointment> {
    (role(), unit(), unit(), period())
        .prop_map(move |(role, unit, body, period)| Appointment::sample(officer, role, unit, body, period))
}

fn delegated() -> impl Strategy<Value = Delegated> {
    (appointment(OTHER), vec(right(), 0..6), period(), option::of(0i64..10)).prop_map(
        |(appointment, rights, period, revoked)| Delegated {
            delegation: Delegation {
                id: named_id("delegation", &appointment.id.to_string()),
                from: OTHER,
                appointment: appointment.id,
                to: ME,
                rights,
                period,
                deed: Deed {
                    number: "9/GUQ".into(),
                    signed_on: moment(0).date(),
                },
                revoked_at: revoked.map(moment),
            },
            appointment,
        },
    )
}

fn rights() -> impl Strategy<Value = Rights> {
    prop_oneof![
        4 => (vec(appointment(ME), 0..4), vec(delegated(), 0..3), 0i64..10)
            .prop_map(|(own, given, at)| Rights::of(ME, &own, &given, moment(at))),
        2 => (person(), vec(party(), 0..2), vec(mandate(), 0..2))
            .prop_map(|(me, principals, mandates)| Rights::of_person(me, &principals, &mandates)),
        1 => (client(), vec(right(), 0..6), proptest::option::of(unit()))
            .prop_map(|(me, rights, centre)| Rights::of_client(me, &rights, centre)),
        1 => Just(Rights::of_system()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn scope_and_may_agree(rights in rights(), right in right(), subject in subject()) {
        let scope = rights.scope(right);
        prop_assert_eq!(scope.covers(&subject), rights.may(right, &subject));
        // Search takes the scope as words: they must meet exactly when the verdict is yes.
        let on_thing: BTreeSet<String> = subject.search_words().into_iter().collect();
        let found = scope.search_words().iter().any(|word| on_thing.contains(word));
        prop_assert_eq!(found, rights.may(right, &subject));
        prop_assert_eq!(scope.is_nothing(), !rights.has(right));
    }

    #[test]
    fn a_delegation_gives_at_most_what_its_giver_holds(
        given in delegated(), at in 0i64..10, right in right(), subject in subject()
    ) {
        let at = moment(at);
        let mine = Rights::of(ME, &[], std::slice::from_ref(&given), at);
        let theirs = Rights::of(OTHER, std::slice::from_ref(&given.appointment), &[], at);
        if mine.may(right, &subject) {
            prop_assert!(theirs.may(right, &subject));
            prop_assert!(given.delegation.holds(at));
            prop_assert!(right != Right::Delegate);
        }
    }

    #[test]
    fn nobody_has_rights_outside_their_appointment(held in appointment(ME), at in 0i64..10) {
        let at = moment(at);
        let rights = Rights::of(ME, std::slice::from_ref(&held), &[], at);
        prop_assert_eq!(rights.posts().is_empty(), !held.period.holds(at));
        prop_assert!(held.period.holds(at) || rights.grants().is_empty());
    }
}

fn all_rights_of(role: Role) -> Rights {
    let here = UnitId::from_u128(1);
    Rights::of(
        ME,
        &[Appointment::sample(ME, role, here, here, Period::ALWAYS)],
        &[],
        moment(5),
    )
}

#[test]
fn those_who_look_after_machines_and_catalogues_open_no_dossier() {
    // IDN-06: every one of these roles, over every relation that a dossier can have to their unit.
    let here = UnitId::from_u128(1);
    let mine = Subject {
        deciding: Some(here),
        receiving: Some(here),
        delivering: Some(here),
        helping: Some(here),
        holding: Some(here),
        steps: vec![here],
        ..Subject::default()
    };
    for role in [
        Role::Technician,
        Role::Administrator,
        Role::ControlOperator,
        Role::DataInspector,
    ] {
        let rights = all_rights_of(role);
        for right in Right::ALL.iter().filter(|right| right.touches_dossiers()) {
            assert!(!rights.may(*right, &mine), "{role:?} may {right:?}");
        }
        assert!(!rights.grants().is_empty(), "{role:?} may do nothing at all");
    }
}

#[test]
fn every_role_may_do_something_and_every_right_is_somebodys() {
    for role in Role::ALL {
        assert!(!all_rights_of(*role).grants().is_empty(), "{role:?}");
    }
    let officers: BTreeSet<Right> = Role::ALL
        .iter()
        .flat_map(|role| all_rights_of(*role).grants().to_vec())
        .map(|Grant { right, .. }| right)
        .collect();
    for right in Right::ALL {
        let elsewhere = [super::table::PERSON, super::table::CLIENT]
            .iter()
            .any(|table| table.contains(right));
        assert!(officers.contains(right) || elsewhere, "nobody may {right:?}");
    }
}

#[test]
fn a_dossier_received_at_a_for_b_is_seen_at_a_and_b_and_nowhere_else() {
    // case-handling.md §2.4, invariant 22.
    let [a, b_office, b, c] = [1, 2, 3, 4].map(UnitId::from_u128);
    let dossier = Subject {
        deciding: Some(b),
        receiving: Some(a),
        delivering: Some(a),
        holding: Some(b_office),
        steps: vec![a, b_office, b],
        ..Subject::default()
    };
    let post = |role, unit, body| {
        Rights::of(
            ME,
            &[Appointment::sample(ME, role, unit, body, Period::ALWAYS)],
            &[],
            moment(1),
        )
    };
    assert!(post(Role::ReceptionOfficer, a, a).may(Right::SeeDossier, &dossier));
    assert!(post(Role::DeliveryOfficer, a, a).may(Right::Deliver, &dossier));
    assert!(post(Role::HandlingOfficer, b_office, b).may(Right::Propose, &dossier));
    assert!(post(Role::Chair, b, b).may(Right::Sign, &dossier));
    for role in Role::ALL {
        let elsewhere = post(*role, c, c);
        assert!(!elsewhere.may(Right::SeeDossier, &dossier), "{role:?} of another unit");
        assert_eq!(elsewhere.require(Right::SeeDossier, &dossier), Err(Refused::Unknown));
    }
    // Who may see it is told that an act is not theirs; who may not see it is told nothing.
    let desk = post(Role::ReceptionOfficer, a, a);
    assert_eq!(
        desk.require(Right::Sign, &dossier),
        Err(Refused::NotAllowed(Right::Sign))
    );
}

#[test]
fn a_person_sees_their_own_and_what_they_may_do_for_others() {
    let [me, mother, stranger] = [1, 2, 3].map(PersonId::from_u128);
    let own = Subject::of_person(me);
    let hers = Subject::of_person(mother);
    let mandate = MandateId::from_u128(7);
    let under_mandate = Subject {
        mandate: Some(mandate),
        ..Subject::of_person(stranger)
    };
    let alone = Rights::of_person(me, &[], &[]);
    assert!(alone.may(Right::SeeDossier, &own) && !alone.may(Right::SeeDossier, &hers));
    assert!(Rights::of_person(me, &[Party::Person(mother)], &[]).may(Right::SeeDossier, &hers));
    assert!(Rights::of_person(me, &[], &[mandate]).may(Right::SeeDossier, &under_mandate));
    assert!(!alone.may(Right::SeeDossier, &under_mandate));
    assert!(!alone.may(Right::Sign, &own));
}

#[test]
fn an_ended_appointment_and_a_revoked_delegation_give_nothing() {
    let here = UnitId::from_u128(1);
    let until = Period {
        from: None,
        to: Some(moment(5)),
    };
    let chair = Appointment::sample(OTHER, Role::Chair, here, here, until);
    let mut delegation = Delegation {
        id: named_id("delegation", "1"),
        from: OTHER,
        appointment: chair.id,
        to: ME,
        rights: vec![Right::Sign],
        period: Period {
            from: Some(moment(0)),
            to: Some(moment(9)),
        },
        deed: Deed {
            number: "9/GUQ".into(),
            signed_on: moment(0).date(),
        },
        revoked_at: None,
    };
    let matter = Subject {
        deciding: Some(here),
        ..Subject::default()
    };
    let may = |delegation: &Delegation, at: i64| {
        let given = [Delegated {
            delegation: delegation.clone(),
            appointment: chair.clone(),
        }];
        Rights::of(ME, &[], &given, moment(at)).may(Right::Sign, &matter)
    };
    assert!(may(&delegation, 4));
    assert!(!may(&delegation, 5), "the giver's appointment is over");
    delegation.revoked_at = Some(moment(3));
    assert!(may(&delegation, 2) && !may(&delegation, 3));
}

#[test]
fn the_platform_itself_reaches_everything_and_a_stranger_nothing() {
    assert!(Rights::of_system().may(Right::Accept, &Subject::default()));
    assert!(Rights::of_system().has_everywhere(Right::Accept));
    assert!(!Rights::none(Actor::Anyone).has(Right::Submit));
    assert!(!Subject::default().has(Reach::Deciding(UnitId::from_u128(1))));
}
