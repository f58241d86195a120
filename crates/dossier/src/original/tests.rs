//! Random moves of originals: each is in exactly one place at any moment, and nothing is lost.

use super::*;
use crate::samples::at;
use motcua_kernel::Actor;
use proptest::prelude::*;

const UNITS: [UnitId; 3] = [UnitId::from_u128(1), UnitId::from_u128(2), UnitId::from_u128(3)];

fn officer(unit: UnitId) -> OfficerId {
    OfficerId::from_u128(uuid::Uuid::from(unit).as_u128() + 100)
}

fn hand(unit: UnitId) -> Hand {
    Hand {
        officer: officer(unit),
        unit,
    }
}

fn ctx() -> Context {
    at("2026-11-25T09:21", Actor::Officer(officer(UNITS[0])))
}

fn keeping() -> Keeping {
    Keeping {
        component: "giay_chung_nhan".into(),
        description: "Giấy chứng nhận AB 000123".into(),
        sheets: 2,
    }
}

fn fresh(place: usize, unit: UnitId) -> Went {
    let code = Label::Issued(format!("BG-{place:06}"));
    Original::keep(DossierId::from_u128(7), keeping(), code, hand(unit), &ctx()).unwrap()
}

/// What a die does to one original.
#[derive(Debug, Clone, Copy)]
enum Throw {
    List { list: u8, unit: usize },
    Unlist { list: u8 },
    Send { list: u8, to: usize },
    Arrive { list: u8, is_there: bool },
    Find { list: u8, unit: usize },
    Return { unit: usize },
}

fn throw() -> impl Strategy<Value = Throw> {
    let (list, unit) = (1u8..4, 0usize..3);
    prop_oneof![
        4 => (list.clone(), unit.clone()).prop_map(|(list, unit)| Throw::List { list, unit }),
        1 => list.clone().prop_map(|list| Throw::Unlist { list }),
        4 => (list.clone(), unit.clone()).prop_map(|(list, to)| Throw::Send { list, to }),
        4 => (list.clone(), any::<bool>()).prop_map(|(list, is_there)| Throw::Arrive { list, is_there }),
        4 => (list, unit.clone()).prop_map(|(list, unit)| Throw::Find { list, unit }),
        1 => unit.prop_map(|unit| Throw::Return { unit }),
    ]
}

fn go(original: Original, throw: Throw) -> Result<Went, OriginalError> {
    let id = |list: u8| HandOverId::from_u128(u128::from(list));
    let by = officer(UNITS[0]);
    match throw {
        Throw::List { list, unit } => original.list(id(list), UNITS[unit], by, &ctx()),
        Throw::Unlist { list } => original.unlist(id(list), by, &ctx()),
        Throw::Send { list, to } => original.send(id(list), UNITS[to], by, &ctx()),
        Throw::Arrive { list, is_there } => original.arrive(id(list), is_there, by, &ctx()),
        Throw::Find { list, unit } => original.find(id(list), hand(UNITS[unit]), &ctx()),
        Throw::Return { unit } => original.return_to("Nguyễn Thị Mùi", Evidence::Signature, hand(UNITS[unit]), &ctx()),
    }
}

/// The places that a word may come after: the whole machine.
fn may_follow(before: &str, after: &str) -> bool {
    matches!(
        (before, after),
        ("lying", "listed" | "returned")
            | ("listed", "lying" | "under_way")
            | ("under_way", "lying" | "missing")
            | ("missing", "lying")
    )
}

proptest! {
    #[test]
    fn each_original_is_in_one_place_and_none_is_lost(
        throws in prop::collection::vec((0usize..4, throw()), 0..60),
    ) {
        let mut all: Vec<Original> = Vec::new();
        let mut facts: Vec<Vec<Fact>> = Vec::new();
        for place in 0..4 {
            let (original, fact) = fresh(place, UNITS[place % 3]);
            all.push(original);
            facts.push(vec![fact]);
        }
        for (which, throw) in throws {
            let before = all[which].clone();
            match go(before.clone(), throw) {
                Ok((after, fact)) => {
                    prop_assert!(may_follow(before.whereabouts().word(), after.whereabouts().word()));
                    prop_assert_eq!(after.history().count(), before.history().count() + 1);
                    prop_assert!(after.since() >= before.since());
                    // Whoever is to answer for it follows from where it is; what was given back goes nowhere.
                    prop_assert_eq!(after.returned.is_some(), matches!(after.whereabouts(), Whereabouts::Returned { .. }));
                    all[which] = after;
                    facts[which].push(fact);
                }
                // Refused: it stays where it was.
                Err(error) => prop_assert!(matches!(error, OriginalError::Elsewhere(_))),
            }
        }
        prop_assert_eq!(all.len(), 4);
        for (original, facts) in all.iter().zip(&facts) {
            // What the chain tells is what is kept, move by move.
            let told: Vec<Whereabouts> = facts
                .iter()
                .filter_map(|fact| match fact {
                    Fact::OriginalMoved { whereabouts, original: id, .. } if *id == original.id => Some(*whereabouts),
                    _ => None,
                })
                .collect();
            let kept: Vec<Whereabouts> = original.history().map(|one| one.to).collect();
            prop_assert_eq!(told, kept);
        }
    }
}

#[test]
fn a_paper_without_a_name_or_with_an_impossible_count_is_not_kept() {
    let keep = |description: &str, sheets| {
        let keeping = Keeping {
            description: description.into(),
            sheets,
            ..keeping()
        };
        let code = Label::Issued("BG-000001".into());
        Original::keep(DossierId::from_u128(7), keeping, code, hand(UNITS[0]), &ctx()).map(|_| ())
    };
    assert!(matches!(keep("  ", 1), Err(OriginalError::NoDescription)));
    assert!(matches!(keep("Bản án", 0), Err(OriginalError::Sheets)));
    assert!(matches!(keep("Bản án", 2_001), Err(OriginalError::Sheets)));
    assert!(keep("Bản án", 2_000).is_ok());
}

#[test]
fn only_one_of_the_two_ends_finds_what_was_missing() {
    let list = HandOverId::from_u128(1);
    let by = officer(UNITS[0]);
    let (original, _) = fresh(0, UNITS[0]);
    let original = original.list(list, UNITS[0], by, &ctx()).unwrap().0;
    let original = original.send(list, UNITS[1], by, &ctx()).unwrap().0;
    let original = original.arrive(list, false, by, &ctx()).unwrap().0;
    assert!(
        original.clone().find(list, hand(UNITS[2]), &ctx()).is_err(),
        "a third unit"
    );
    let found = original.find(list, hand(UNITS[0]), &ctx()).unwrap().0;
    assert_eq!(found.whereabouts().unit(), Some(UNITS[0]));
    let refused = found
        .clone()
        .return_to(" ", Evidence::CardShown, hand(UNITS[0]), &ctx());
    assert!(matches!(refused, Err(OriginalError::NoTaker)));
}
