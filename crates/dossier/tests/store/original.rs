//! Originals: kept with the acceptance, handed over and counted at both ends, given back with the result.

use crate::world::*;
use motcua_dossier::accept::{Accept, AcceptError, accept};
use motcua_dossier::checklist::Verdict;
use motcua_dossier::deliver::{Deliver, DeliverError, Evidence, deliver};
use motcua_dossier::hand_over::{
    HandOver, HandOverError, Make, by_list_number, drop_list, make, open_lists, receive, send, settle,
};
use motcua_dossier::original::{
    GiveBack, KeepOriginal, Keeping, Original, OriginalError, Whereabouts, give_back, keep, lying_in, originals_of,
};
use motcua_dossier::paper::{PaperKind, find};
use motcua_dossier::step::{self, Propose};
use motcua_dossier::withdraw::{Withdraw, withdraw};
use motcua_dossier::{Decision, Stage};
use motcua_kernel::{Context, DossierId, HandOverId, Instant, OriginalId, UnitId};
use motcua_org::position::Role;
use motcua_org::unit::unit_id;
use motcua_papers::{Body, CopyKind};
use motcua_store::{CommitError, Stored};
use serde_json::json;
use std::collections::BTreeSet;

on_both_engines!(
    an_original_goes_with_its_dossier_and_comes_back_with_the_result,
    what_is_missing_on_arrival_stands_at_both_ends_until_one_has_it,
    of_two_officers_who_send_or_list_the_same_one_is_told,
    a_withdrawn_dossier_ends_and_its_original_stays_on_the_list,
    nobody_keeps_what_may_only_be_shown
);

fn left(component: &str) -> Keeping {
    Keeping {
        component: component.into(),
        description: "Giấy xác nhận số 12/2024".into(),
        sheets: 2,
    }
}

/// The old paper was handed in, and stays at the counter.
fn acceptance_with(dossier: DossierId, centre: &str, component: &str) -> Accept {
    let mut command = acceptance(dossier, centre);
    for line in &mut command.checked {
        if line.component == "giay_cu" {
            line.verdict = Verdict::HandedIn { copies: 1 };
        }
    }
    command.originals = vec![left(component)];
    command
}

/// Accepted at the other ward's centre with an original.
async fn accepted(world: &World, name: &str) -> (DossierId, OriginalId) {
    let id = world.submitted(name, "2026-11-25T08:00").await;
    let ctx = world.counter(&centre(OTHER), "2026-11-25T09:00");
    let command = acceptance_with(id, &centre(OTHER), "giay_cu");
    accept(&world.store, &world.directory, command, &ctx).await.unwrap();
    (id, originals(world, id).await[0].id)
}

async fn originals(world: &World, id: DossierId) -> Vec<Stored<Original>> {
    let read = world.store.read().await.unwrap();
    read.all(originals_of(id)).await.unwrap()
}

async fn whereabouts(world: &World, id: OriginalId) -> Whereabouts {
    let read = world.store.read().await.unwrap();
    read.get::<Original>(id).await.unwrap().whereabouts()
}

async fn list_of(world: &World, id: HandOverId) -> HandOver {
    world
        .store
        .read()
        .await
        .unwrap()
        .get::<HandOver>(id)
        .await
        .unwrap()
        .record
}

fn to(from: &str, to: &str, originals: &[OriginalId]) -> Make {
    Make {
        from: unit_id(from),
        to: unit_id(to),
        originals: originals.to_vec(),
        carrier: "Phan Văn Tú".into(),
    }
}

fn handing(id: DossierId) -> Deliver {
    Deliver {
        dossier: id,
        centre: unit_id(&centre(WARD)),
        taken_by: "Trần Thị Bình".into(),
        evidence: Evidence::CardShown,
        pays: None,
    }
}

/// Through the office to the delivery desk.
async fn issued(world: &World, id: DossierId) {
    let (store, directory) = (&world.store, &world.directory);
    let at = |key: String, role, wall_clock: &str| officer(world.officer(&key, role), wall_clock);
    let handler = |wall_clock| at(format!("vp/{WARD}"), Role::HandlingOfficer, wall_clock);
    step::take(store, id, &handler("2026-11-26T10:00")).await.unwrap();
    step::pass_on(store, directory, id, None, &handler("2026-11-26T11:00"))
        .await
        .unwrap();
    let proposal = Propose {
        dossier: id,
        decision: Decision::Grant,
        content: json!({"status": "chưa kết hôn"}),
    };
    step::propose(store, directory, proposal, &handler("2026-11-26T12:00"))
        .await
        .unwrap();
    let chair = at(format!("ubnd/{WARD}"), Role::ViceChair, "2026-11-26T15:00");
    step::sign(store, directory, id, &chair).await.unwrap();
    let clerk = at(format!("vp/{WARD}"), Role::RecordsClerk, "2026-11-26T16:00");
    step::issue(store, directory, id, &clerk).await.unwrap();
}

async fn an_original_goes_with_its_dossier_and_comes_back_with_the_result(world: World) {
    let store = &world.store;
    let (id, original) = accepted(&world, "Trần Thị Bình").await;
    let other = unit_id(&centre(OTHER));
    assert!(matches!(whereabouts(&world, original).await, Whereabouts::Lying { unit, .. } if unit == other));
    let kept = &originals(&world, id).await[0];
    assert_eq!(kept.code.issued(), Some("BG-000001"));

    // Form 01 names it as an original that stayed.
    let read = store.read().await.unwrap();
    let receipt = find(&read, id, PaperKind::Receipt).await.unwrap().unwrap();
    let Body::Receipt(receipt) = receipt.fixed.body else {
        panic!("no receipt")
    };
    let line = receipt
        .components
        .iter()
        .find(|line| line.kind == CopyKind::Original)
        .unwrap();
    assert!(line.name.ends_with(": Giấy xác nhận số 12/2024"), "{}", line.name);
    drop(read);

    issued(&world, id).await;
    // The result lies at one centre and the original at another: the dossier does not close.
    let desk = world.officer(&centre(WARD), Role::DeliveryOfficer);
    let refused = deliver(store, handing(id), &officer(desk, "2026-11-27T08:00")).await;
    assert!(
        matches!(refused, Err(DeliverError::OriginalsElsewhere(1))),
        "{refused:?}"
    );
    assert_eq!(world.life(id).await.stage(), Stage::ResultReady);

    let counter = |wall_clock: &str| world.counter(&centre(OTHER), wall_clock);
    let made = counter("2026-11-27T08:10");
    let list = make(store, to(&centre(OTHER), &centre(WARD), &[original]), &made)
        .await
        .unwrap();
    // A double click makes one list.
    let again = Context::for_change(made.actor(), made.now(), made.change());
    let same = make(store, to(&centre(OTHER), &centre(WARD), &[original]), &again)
        .await
        .unwrap();
    assert_eq!(list, same);
    let kept = list_of(&world, list).await;
    assert_eq!(kept.number.issued(), Some("BB-26-0001"));
    let Body::HandOver(sheet) = &kept.paper.fixed.body else {
        panic!("no list")
    };
    assert_eq!(
        (sheet.originals.len(), sheet.originals[0].code.as_str()),
        (1, "BG-000001")
    );
    assert_eq!(sheet.purpose, "chuyển bản gốc để trả lại cho người dân");
    assert_eq!(sheet.originals[0].dossier, "H49.102-261125-0001");

    // Nobody of the other end sends it, and nobody receives what has not left.
    let desk_at = |wall_clock: &str| officer(desk, wall_clock);
    let refused = send(store, list, &desk_at("2026-11-27T08:20")).await;
    assert!(matches!(refused, Err(HandOverError::NotAllowed)), "{refused:?}");
    let refused = receive(store, list, &BTreeSet::new(), &desk_at("2026-11-27T08:20")).await;
    assert!(matches!(refused, Err(HandOverError::WrongState)), "{refused:?}");
    send(store, list, &counter("2026-11-27T08:30")).await.unwrap();
    assert!(matches!(
        whereabouts(&world, original).await,
        Whereabouts::UnderWay { .. }
    ));
    let refused = deliver(store, handing(id), &desk_at("2026-11-27T09:00")).await;
    assert!(
        matches!(refused, Err(DeliverError::OriginalsElsewhere(1))),
        "{refused:?}"
    );
    let read = store.read().await.unwrap();
    let found = read.first(by_list_number("BB-26-0001")).await.unwrap().unwrap();
    assert_eq!((found.id, found.word()), (list, "sent"));
    drop(read);
    receive(store, list, &BTreeSet::new(), &desk_at("2026-11-27T10:00"))
        .await
        .unwrap();
    assert_eq!(list_of(&world, list).await.word(), "received");

    // One press hands out both.
    deliver(store, handing(id), &desk_at("2026-11-27T14:00")).await.unwrap();
    assert_eq!(world.life(id).await.stage(), Stage::Delivered);
    let kept = &originals(&world, id).await[0];
    assert!(matches!(kept.whereabouts(), Whereabouts::Returned { unit } if unit == unit_id(&centre(WARD))));
    assert_eq!(kept.returned.as_ref().unwrap().taken_by, "Trần Thị Bình");
    assert_eq!(kept.history().count(), 5, "kept, listed, sent, received, given back");
    world.folds().await;
}

async fn what_is_missing_on_arrival_stands_at_both_ends_until_one_has_it(world: World) {
    let store = &world.store;
    let (_, one) = accepted(&world, "Trần Thị Bình").await;
    let (_, other) = accepted(&world, "Nguyễn Văn An").await;
    let office = format!("vp/{WARD}");
    let counter = |wall_clock: &str| world.counter(&centre(OTHER), wall_clock);
    let handler = |wall_clock: &str| officer(world.officer(&office, Role::HandlingOfficer), wall_clock);
    let both = to(&centre(OTHER), &office, &[one, other]);
    let list = make(store, both, &counter("2026-11-25T10:00")).await.unwrap();
    send(store, list, &counter("2026-11-25T10:10")).await.unwrap();
    let gone = BTreeSet::from([other]);
    receive(store, list, &gone, &handler("2026-11-25T11:00")).await.unwrap();
    assert!(matches!(whereabouts(&world, other).await, Whereabouts::Missing { .. }));
    let Body::HandOver(sheet) = list_of(&world, list).await.paper.fixed.body else {
        panic!("no list")
    };
    assert_eq!(sheet.purpose, "chuyển bản gốc kèm hồ sơ để giải quyết");

    let ends: [UnitId; 2] = [unit_id(&centre(OTHER)), unit_id(&office)];
    for end in ends {
        let read = store.read().await.unwrap();
        let open = open_lists(&read, &[end], 10).await.unwrap();
        assert_eq!(open.differing.len(), 1);
        assert_eq!(open.differing[0].looked_for().collect::<Vec<_>>(), [other]);
        assert!(open.made.is_empty() && open.leaving.is_empty() && open.arriving.is_empty());
    }
    // A third unit does not even know of the list.
    let third = world.counter(&centre(WARD), "2026-11-25T12:00");
    let refused = settle(store, list, other, unit_id(&centre(WARD)), &third).await;
    assert!(matches!(refused, Err(HandOverError::NoSuchHandOver)), "{refused:?}");
    // What is not there cannot be found twice, and what was there was never missing.
    let refused = settle(store, list, one, ends[0], &counter("2026-11-25T12:00")).await;
    assert!(matches!(refused, Err(HandOverError::WrongState)), "{refused:?}");
    settle(store, list, other, ends[0], &counter("2026-11-25T13:00"))
        .await
        .unwrap();
    assert!(matches!(whereabouts(&world, other).await, Whereabouts::Lying { unit, .. } if unit == ends[0]));
    assert_eq!(list_of(&world, list).await.word(), "received");
    let read = store.read().await.unwrap();
    let start = (Instant::from_micros(0), OriginalId::from_u128(0));
    for (end, original) in ends.into_iter().zip([other, one]) {
        let lying = lying_in(&read, &[end], start, 10).await.unwrap();
        assert_eq!(
            lying.iter().map(|lying| lying.original.id).collect::<Vec<_>>(),
            [original]
        );
    }
    drop(read);
    world.folds().await;
}

async fn of_two_officers_who_send_or_list_the_same_one_is_told(world: World) {
    let store = &world.store;
    let (_, original) = accepted(&world, "Trần Thị Bình").await;
    let (here, there) = (centre(OTHER), centre(WARD));
    let first = world.counter(&here, "2026-11-25T10:00");
    let second = world.counter(&here, "2026-11-25T10:00");
    let (one, other) = tokio::join!(
        make(store, to(&here, &there, &[original]), &first),
        make(store, to(&here, &there, &[original]), &second),
    );
    let told = |error: &HandOverError| {
        matches!(
            error,
            HandOverError::Commit(CommitError::Stale { .. })
                | HandOverError::Original(OriginalError::Elsewhere("listed"))
        )
    };
    let list = match (one, other) {
        (Ok(list), Err(error)) | (Err(error), Ok(list)) => {
            assert!(told(&error), "{error:?}");
            list
        }
        both => panic!("an original is on one list: {both:?}"),
    };
    let (first, second) = (
        world.counter(&here, "2026-11-25T10:05"),
        world.counter(&here, "2026-11-25T10:05"),
    );
    let (one, other) = tokio::join!(send(store, list, &first), drop_list(store, list, &second));
    assert_ne!(one.is_ok(), other.is_ok(), "{one:?} {other:?}");
    let is_sent = matches!(whereabouts(&world, original).await, Whereabouts::UnderWay { .. });
    assert_eq!(is_sent, one.is_ok());
    world.folds().await;
}

async fn a_withdrawn_dossier_ends_and_its_original_stays_on_the_list(world: World) {
    let store = &world.store;
    let (id, original) = accepted(&world, "Trần Thị Bình").await;
    let command = Withdraw {
        dossier: id,
        centre: None,
        reason: None,
        version: None,
    };
    withdraw(store, command, &person("Trần Thị Bình", "2026-11-25T15:00"))
        .await
        .unwrap();
    assert_eq!(world.life(id).await.stage(), Stage::Withdrawn);
    let here = unit_id(&centre(OTHER));
    let read = store.read().await.unwrap();
    let start = (Instant::from_micros(0), OriginalId::from_u128(0));
    let lying = lying_in(&read, &[here], start, 10).await.unwrap();
    assert!(lying[0].dossier.stage().is_final() && lying[0].original.is_owed());
    drop(read);
    let back = || GiveBack {
        original,
        taken_by: "Trần Thị Bình".into(),
        evidence: Evidence::CardShown,
    };
    // Another centre cannot give back what it does not have.
    let refused = give_back(store, back(), &world.counter(&centre(WARD), "2026-11-25T16:00")).await;
    assert!(matches!(refused, Err(OriginalError::NotAllowed)), "{refused:?}");
    give_back(store, back(), &world.counter(&centre(OTHER), "2026-11-26T08:00"))
        .await
        .unwrap();
    let twice = give_back(store, back(), &world.counter(&centre(OTHER), "2026-11-26T08:01")).await;
    assert!(matches!(twice, Err(OriginalError::Elsewhere("returned"))), "{twice:?}");
    // What is over keeps nothing new.
    let late = KeepOriginal {
        dossier: id,
        unit: here,
        keeping: left("giay_cu"),
    };
    let refused = keep(store, late, &world.counter(&centre(OTHER), "2026-11-26T09:00")).await;
    assert!(matches!(refused, Err(OriginalError::NothingKept)), "{refused:?}");
    world.folds().await;
}

async fn nobody_keeps_what_may_only_be_shown(world: World) {
    let id = world.submitted("Trần Thị Bình", "2026-11-25T08:00").await;
    let ctx = || world.counter(&centre(OTHER), "2026-11-25T09:00");
    // INT-08: the identity card goes home; a component that was not handed in cannot be kept.
    let shown = acceptance_with(id, &centre(OTHER), "giay_to_tuy_than");
    let refused = accept(&world.store, &world.directory, shown, &ctx()).await;
    assert!(
        matches!(&refused, Err(AcceptError::Original(OriginalError::NotAComponent(key))) if key == "giay_to_tuy_than"),
        "{refused:?}"
    );
    world.accepted(id, &centre(OTHER), "2026-11-25T09:10").await;
    let keeping = |component: &str| KeepOriginal {
        dossier: id,
        unit: unit_id(&centre(OTHER)),
        keeping: left(component),
    };
    let refused = keep(&world.store, keeping("giay_to_tuy_than"), &ctx()).await;
    assert!(matches!(refused, Err(OriginalError::NotAComponent(_))), "{refused:?}");
    // Brought in the afternoon, kept then.
    keep(&world.store, keeping("giay_cu"), &ctx()).await.unwrap();
    assert_eq!(originals(&world, id).await.len(), 1);
    // Not for a unit at which they do not sit.
    let elsewhere = KeepOriginal {
        unit: unit_id(&centre(WARD)),
        ..keeping("giay_cu")
    };
    let refused = keep(&world.store, elsewhere, &ctx()).await;
    assert!(matches!(refused, Err(OriginalError::NotAllowed)), "{refused:?}");
    world.folds().await;
}
