//! Money on the store: taken once, given back once, and the cash book is its sum.

use crate::story::check_chain;
use crate::world::*;
use motcua_dossier::charge::{ChargeError, PayBy, SettleCharge, Settling, cash_book, payments_of, settle};
use motcua_dossier::{Dues, Stage, accept};
use motcua_kernel::{Actor, ChangeId, Context, DossierId, Money, OfficerId};
use motcua_org::position::Role;
use motcua_org::unit::unit_id;

on_both_engines!(is_taken_with_the_acceptance_and_given_back_once, is_nobody_elses);

fn pay() -> Settling {
    Settling::Pay {
        by: PayBy::Cash,
        receipt: "AA/26P 0000123".into(),
    }
}

fn set() -> Settling {
    Settling::Set {
        amount: Money::dong(15_000),
        basis: "Nghị quyết mẫu".into(),
    }
}

async fn command(world: &World, dossier: DossierId, settling: Settling) -> SettleCharge {
    let life = world.life(dossier).await;
    SettleCharge {
        dossier,
        charge: life.dossier.charges[0].id,
        centre: unit_id(&centre(WARD)),
        settling,
    }
}

async fn taken(world: &World, id: DossierId) -> Vec<i64> {
    let read = world.store.read().await.unwrap();
    let payments = read.all(payments_of(id)).await.unwrap();
    payments.iter().map(|payment| payment.amount.as_dong()).collect()
}

fn acting(officer: OfficerId, wall_clock: &str) -> Context {
    crate::world::officer(officer, wall_clock)
}

async fn is_taken_with_the_acceptance_and_given_back_once(world: World) {
    let store = &world.store;
    let id = world.submitted("Trần Thị Bình", "2026-11-25T08:00").await;
    assert_eq!(
        world.life(id).await.dossier.dues,
        Dues::Unknown,
        "the council has not said it"
    );
    let desk = world.officer(&centre(WARD), Role::ReceptionOfficer);
    // One press: the amount by its resolution, the money, the acceptance.
    let with = accept::Accept {
        settled: vec![set(), pay()],
        ..acceptance(id, &centre(WARD))
    };
    accept::accept(store, &world.directory, with, &acting(desk, "2026-11-25T09:00"))
        .await
        .unwrap();
    let life = world.life(id).await;
    assert_eq!((life.stage(), life.dossier.dues), (Stage::Accepted, Dues::Paid));
    assert_eq!(taken(&world, id).await, [15_000]);
    check_chain(&world, id).await;

    // Nobody pays twice, and the same form twice is one act.
    let twice = settle(
        store,
        command(&world, id, pay()).await,
        &acting(desk, "2026-11-25T09:05"),
    )
    .await;
    assert!(matches!(twice, Err(ChargeError::Settled)), "{twice:?}");
    let back = command(
        &world,
        id,
        Settling::Reopen {
            reason: "bấm nhầm".into(),
        },
    )
    .await;
    let change = ChangeId::from_u128(77);
    for _ in 0..2 {
        let ctx = Context::for_change(Actor::Officer(desk), moment("2026-11-25T09:10"), change);
        settle(store, back.clone(), &ctx).await.unwrap();
    }
    assert_eq!(taken(&world, id).await, [15_000, -15_000]);
    check_chain(&world, id).await;

    // Two desks at once: one of them takes the money.
    let other = world.officer(&centre(OTHER), Role::ReceptionOfficer);
    let here = command(&world, id, pay()).await;
    let there = SettleCharge {
        centre: unit_id(&centre(OTHER)),
        ..here.clone()
    };
    let (one, two) = (acting(desk, "2026-11-25T10:00"), acting(other, "2026-11-25T10:00"));
    let (here, there) = tokio::join!(settle(store, here, &one), settle(store, there, &two));
    assert!(here.is_ok() != there.is_ok(), "{here:?} {there:?}");
    assert_eq!(taken(&world, id).await.iter().sum::<i64>(), 15_000);

    // The books of both centres add up to what is paid, and yesterday's is empty.
    let read = store.read().await.unwrap();
    let mut all = Money::ZERO;
    for unit in [centre(WARD), centre(OTHER)] {
        let book = cash_book(&read, unit_id(&unit), "2026-11-25".parse().unwrap())
            .await
            .unwrap();
        assert_eq!(book.total(), book.sum(PayBy::Cash));
        all = all + book.total();
        let before = cash_book(&read, unit_id(&unit), "2026-11-24".parse().unwrap())
            .await
            .unwrap();
        assert!(before.lines.is_empty() && before.total() == Money::ZERO);
    }
    assert_eq!(all, Money::dong(15_000));
}

async fn is_nobody_elses(world: World) {
    let id = world.submitted("Trần Thị Bình", "2026-11-25T08:00").await;
    world.accepted(id, &centre(WARD), "2026-11-25T09:00").await;
    let handler = world.officer(&format!("vp/{WARD}"), Role::HandlingOfficer);
    let ctx = acting(handler, "2026-11-25T10:00");
    let refused = settle(&world.store, command(&world, id, set()).await, &ctx).await;
    assert!(
        matches!(refused, Err(ChargeError::NotAllowed | ChargeError::NoSuchDossier)),
        "{refused:?}"
    );
    let desk = world.officer(&centre(WARD), Role::ReceptionOfficer);
    let ctx = acting(desk, "2026-11-25T10:00");
    let wrong = Settling::Waive {
        exemption: Some(99),
        ground: motcua_dossier::refuse::Ground {
            basis: "Luật".into(),
            reason: "đã xem sổ".into(),
        },
    };
    let refused = settle(&world.store, command(&world, id, wrong).await, &ctx).await;
    assert!(matches!(refused, Err(ChargeError::NoSuchExemption)), "{refused:?}");
    // Another centre than their own is not theirs either.
    // A waiver is written down with the text and what was seen.
    let waive = Settling::Waive {
        exemption: None,
        ground: motcua_dossier::refuse::Ground {
            basis: "Luật".into(),
            reason: "đã xem sổ".into(),
        },
    };
    settle(&world.store, command(&world, id, waive).await, &ctx)
        .await
        .unwrap();
    assert_eq!(world.life(id).await.dossier.dues, Dues::Waived);
    check_chain(&world, id).await;
    // Another centre than their own is not theirs either.
    let desk = world.officer(&centre(OTHER), Role::ReceptionOfficer);
    let ctx = acting(desk, "2026-11-25T10:00");
    let elsewhere = command(&world, id, set()).await;
    let refused = settle(&world.store, elsewhere, &ctx).await;
    assert!(
        matches!(refused, Err(ChargeError::NotAllowed | ChargeError::NoSuchDossier)),
        "{refused:?}"
    );
    assert!(taken(&world, id).await.is_empty());
}
