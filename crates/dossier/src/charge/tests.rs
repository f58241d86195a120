use super::*;
use crate::deliver::{DeliverError, Evidence, Pays};
use crate::samples::*;
use crate::stage::Stage;
use crate::step::Hand;
use crate::{Life, Skeleton};
use motcua_catalog::fee::BillLine;
use motcua_kernel::{Actor, Context};

fn bill(dong: i64) -> Bill {
    let line = BillLine {
        place: Some(0),
        label: "Bản sao".to_owned(),
        per: "bản".to_owned(),
        each: Money::dong(dong),
        count: 1,
        sum: Money::dong(dong),
    };
    Bill {
        lines: vec![line],
        ..Bill::default()
    }
}

fn unknown() -> Bill {
    Bill {
        unknown: vec![motcua_catalog::fee::UnknownLine {
            place: Some(0),
            label: "Lệ phí".to_owned(),
            doubt: motcua_catalog::fee::Doubt::CouncilSetsIt,
        }],
        ..Bill::default()
    }
}

fn pay() -> Settling {
    Settling::Pay {
        by: PayBy::Cash,
        receipt: " AA/24P  0000017 ".to_owned(),
    }
}

/// A result that lies ready at the desk, with a charge that was counted at the beginning.
fn ready(bill: Bill) -> (Life, Vec<crate::Fact>) {
    let mut story = Story::result_ready();
    let ctx = at("2026-11-26T08:00", Actor::Officer(counter().officer));
    let mut motion = crate::motion::Motion::new(story.life, &ctx);
    motion.count(bill);
    let moved = motion.done(());
    story.facts.extend(moved.facts);
    (moved.life, story.facts)
}

/// Each act has its own minute, and so its own ids.
fn now(told: &[crate::Fact]) -> Context {
    let minute = told.len() % 60;
    at(&format!("2026-11-27T09:{minute:02}"), Actor::Officer(counter().officer))
}

fn settle(told: &mut (Life, Vec<crate::Fact>), settling: Settling) -> Result<Option<Payment>, ChargeError> {
    let charge = told.0.dossier.charges.first().map(|charge| charge.id);
    let charge = charge.unwrap_or_else(|| ChargeId::from_u128(1));
    let moved = told.0.clone().settle(charge, settling, counter(), &now(&told.1))?;
    told.0 = moved.life;
    told.1.extend(moved.facts);
    Ok(moved.made)
}

/// The journal tells the same sums as the record, and the money axis follows from them.
fn holds(told: &(Life, Vec<crate::Fact>)) {
    assert_eq!(Skeleton::fold(&told.1).unwrap().charges, Skeleton::of(&told.0).charges);
    assert_eq!(dues(&told.0.dossier.charges), told.0.dossier.dues);
    told.0.check().unwrap();
}

fn deliver(life: Life, pays: Option<Pays>) -> Result<Vec<Payment>, DeliverError> {
    let hand: Hand = counter();
    let taken_by = applicant().name;
    let moved = life.deliver(hand, taken_by, Evidence::CardShown, pays, &now(&[]))?;
    assert_eq!(moved.life.stage(), Stage::Delivered);
    Ok(moved.made)
}

#[test]
fn a_result_waits_for_what_is_owed_and_goes_once_it_is_paid() {
    let mut told = ready(bill(8_000));
    assert_eq!(told.0.dossier.dues, Dues::Open);
    assert!(matches!(deliver(told.0.clone(), None), Err(DeliverError::DuesOpen)));
    let payment = settle(&mut told, pay()).unwrap().unwrap();
    assert_eq!(
        (payment.amount, payment.receipt.as_str()),
        (Money::dong(8_000), "AA/24P 0000017")
    );
    assert_eq!(told.0.dossier.dues, Dues::Paid);
    holds(&told);
    assert!(
        matches!(settle(&mut told, pay()), Err(ChargeError::Settled)),
        "nobody pays twice"
    );
    assert!(deliver(told.0, None).unwrap().is_empty());
}

#[test]
fn paying_and_fetching_is_one_press() {
    let told = ready(bill(8_000));
    let pays = Pays {
        by: PayBy::Transfer,
        receipt: String::new(),
    };
    let payments = deliver(told.0, Some(pays)).unwrap();
    assert_eq!(payments.len(), 1);
    assert_eq!(
        (payments[0].amount, payments[0].by),
        (Money::dong(8_000), PayBy::Transfer)
    );
}

#[test]
fn what_was_taken_by_mistake_is_given_back_once_and_the_way_it_came() {
    let mut told = ready(bill(8_000));
    let card = Settling::Pay {
        by: PayBy::Card,
        receipt: String::new(),
    };
    let taken = settle(&mut told, card).unwrap().unwrap();
    let reopen = |reason: &str| Settling::Reopen { reason: reason.into() };
    assert!(matches!(settle(&mut told, reopen(" ")), Err(ChargeError::NoGround)));
    let back = settle(&mut told, reopen("bấm nhầm người")).unwrap().unwrap();
    assert_eq!((back.amount, back.by), (Money::dong(-8_000), PayBy::Card));
    assert_eq!(back.reverses, Some((taken.id, "bấm nhầm người".to_owned())));
    assert_eq!(told.0.dossier.dues, Dues::Open);
    holds(&told);
    assert!(matches!(
        settle(&mut told, reopen("lần nữa")),
        Err(ChargeError::NothingTaken)
    ));
}

#[test]
fn an_unknown_amount_is_set_with_its_text_and_then_paid() {
    let mut told = ready(unknown());
    assert_eq!(told.0.dossier.dues, Dues::Unknown);
    assert!(matches!(settle(&mut told, pay()), Err(ChargeError::NoAmount)));
    let set = |dong, basis: &str| Settling::Set {
        amount: Money::dong(dong),
        basis: basis.into(),
    };
    assert!(matches!(settle(&mut told, set(50_000, "")), Err(ChargeError::NoGround)));
    for wrong in [0, -1, 1_000_000_001] {
        assert!(matches!(
            settle(&mut told, set(wrong, "NQ 12")),
            Err(ChargeError::Amount)
        ));
    }
    assert!(
        settle(&mut told, set(50_000, "Nghị quyết 62/2020/NQ-HĐND"))
            .unwrap()
            .is_none()
    );
    assert_eq!(told.0.dossier.dues, Dues::Open);
    assert_eq!(settle(&mut told, pay()).unwrap().unwrap().amount, Money::dong(50_000));
    holds(&told);
}

#[test]
fn a_waiver_names_its_ground_and_can_be_taken_back() {
    let mut told = ready(bill(8_000));
    let waive = |reason: &str| Settling::Waive {
        exemption: None,
        ground: Ground {
            basis: "Luật Hộ tịch, Điều 11".into(),
            reason: reason.into(),
        },
    };
    assert!(matches!(settle(&mut told, waive("")), Err(ChargeError::NoGround)));
    assert!(settle(&mut told, waive("đã xem sổ hộ nghèo")).unwrap().is_none());
    assert_eq!(told.0.dossier.dues, Dues::Waived);
    holds(&told);
    let back = settle(
        &mut told,
        Settling::Reopen {
            reason: "sổ hết hạn".into(),
        },
    );
    assert!(back.unwrap().is_none(), "no money moved");
    assert_eq!(told.0.dossier.dues, Dues::Open);
    holds(&told);
}

#[test]
fn the_result_does_not_wait_for_what_one_may_do_without() {
    let mut told = ready(Bill::default());
    assert_eq!(told.0.dossier.dues, Dues::Nothing);
    let add = |mandatory| Settling::Add {
        label: "Thêm 1 bản sao".into(),
        amount: Money::dong(8_000),
        mandatory,
    };
    settle(&mut told, add(false)).unwrap();
    assert_eq!(told.0.dossier.dues, Dues::Nothing);
    holds(&told);
    assert!(deliver(told.0.clone(), None).is_ok());
    settle(&mut told, add(true)).unwrap();
    assert_eq!(told.0.dossier.dues, Dues::Open);
    holds(&told);
    assert!(matches!(deliver(told.0, None), Err(DeliverError::DuesOpen)));
}

#[test]
fn a_bill_is_counted_anew_until_somebody_settles_it() {
    let mut told = ready(bill(8_000));
    let count = |told: &mut (Life, Vec<crate::Fact>), bill| {
        let ctx = now(&told.1);
        let mut motion = crate::motion::Motion::new(told.0.clone(), &ctx);
        motion.count(bill);
        let moved = motion.done(());
        told.1.extend(moved.facts);
        told.0 = moved.life;
        holds(told);
    };
    count(&mut told, bill(16_000));
    assert_eq!(told.0.dossier.charges[0].amount(), Some(Money::dong(16_000)));
    count(&mut told, Bill::default());
    assert!(told.0.dossier.charges.is_empty());
    count(&mut told, bill(8_000));
    settle(&mut told, pay()).unwrap();
    count(&mut told, bill(16_000));
    assert_eq!(
        told.0.dossier.charges[0].amount(),
        Some(Money::dong(8_000)),
        "paid is paid"
    );
}

#[test]
fn nothing_is_owed_for_a_dossier_that_ended_without_a_result() {
    let story = Story::in_process();
    let ctx = at("2026-11-25T11:00", Actor::Officer(signer().officer));
    let mut motion = crate::motion::Motion::new(story.life, &ctx);
    motion.count(bill(8_000));
    let counted = motion.done(());
    let stopped = counted
        .life
        .stop(signer(), ground(), motcua_store::Number::Issued(1), &ctx)
        .unwrap();
    assert_eq!(stopped.life.dossier.dues, Dues::Nothing);
    let facts: Vec<crate::Fact> = story
        .facts
        .into_iter()
        .chain(counted.facts)
        .chain(stopped.facts)
        .collect();
    holds(&(stopped.life, facts));
}
