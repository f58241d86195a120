//! One unit closes and is followed by another while ten of its dossiers run.

use crate::world::*;
use motcua_dossier::Stage;
use motcua_dossier::access::subject;
use motcua_dossier::hand_over::{Make, make, open_lists, send};
use motcua_dossier::original::{KeepOriginal, Keeping, Original, keep};
use motcua_dossier::refuse::Ground;
use motcua_dossier::step::{self, Propose};
use motcua_dossier::succession::{self, SuccessionError};
use motcua_dossier::transfer::{TransferDossier, TransferError, transfer};
use motcua_dossier::worklist::{Place, waiting_in_unit};
use motcua_dossier::{Decision, Life};
use motcua_kernel::{Actor, Context, DossierId, OriginalId};
use motcua_org::import::{ProvinceData, ProvinceFiles};
use motcua_org::position::Role;
use motcua_org::rights::load::load_officer;
use motcua_org::unit::succeed::{SUCCESSION_TIMER, Succeed, SucceedError, succeed};
use motcua_org::unit::unit_id;
use motcua_org::{Directory, Right};
use serde_json::json;

on_both_engines!(
    ten_dossiers_follow_a_unit_that_closes,
    a_head_gives_a_dossier_to_the_body_that_is_competent
);

fn system(wall_clock: &str) -> Context {
    Context::new(Actor::System, moment(wall_clock))
}

fn order(unit: &str, successor: &str, wall_clock: &str) -> Succeed {
    Succeed {
        unit: unit_id(unit),
        successor: unit_id(successor),
        at: moment(wall_clock),
        basis: "12/NQ-HĐND".into(),
        with_officers: true,
    }
}

/// Ten dossiers of Bãi Cháy at different places of their lives.
async fn ten(world: &World) -> Vec<DossierId> {
    let (store, directory) = (&world.store, &world.directory);
    let handler = world.officer(&format!("vp/{WARD}"), Role::HandlingOfficer);
    let mut ids = Vec::new();
    for place in 0..10 {
        let id = world.submitted(&format!("Người {place}"), "2026-11-25T08:10").await;
        ids.push(id);
        if place < 2 {
            continue;
        }
        world.accepted(id, &centre(OTHER), "2026-11-25T09:00").await;
        if place < 4 {
            continue;
        }
        step::take(store, id, &officer(handler, "2026-11-25T10:00"))
            .await
            .unwrap();
        if place < 7 {
            continue;
        }
        step::pass_on(store, directory, id, None, &officer(handler, "2026-11-25T11:00"))
            .await
            .unwrap();
        let proposal = Propose {
            dossier: id,
            decision: Decision::Grant,
            content: json!({"status": "chưa kết hôn"}),
        };
        step::propose(store, directory, proposal, &officer(handler, "2026-11-25T14:00"))
            .await
            .unwrap();
        if place == 9 {
            let chair = world.officer(&format!("ubnd/{WARD}"), Role::ViceChair);
            step::sign(store, directory, id, &officer(chair, "2026-11-25T15:00"))
                .await
                .unwrap();
        }
    }
    ids
}

/// Two originals that the office of Bãi Cháy keeps of a dossier: one in a drawer, one on a list that has not left.
async fn originals(world: &World, dossier: DossierId) -> (OriginalId, OriginalId) {
    let store = &world.store;
    let unit = unit_id(&format!("vp/{WARD}"));
    let handler = world.officer(&format!("vp/{WARD}"), Role::HandlingOfficer);
    let mut kept = Vec::new();
    for _ in 0..2 {
        let command = KeepOriginal {
            dossier,
            unit,
            keeping: Keeping {
                component: "giay_cu".into(),
                description: "Giấy xác nhận số 12/2024".into(),
                sheets: 1,
            },
        };
        kept.push(
            keep(store, command, &officer(handler, "2026-11-25T10:30"))
                .await
                .unwrap(),
        );
    }
    let command = Make {
        from: unit,
        to: unit_id(&centre(OTHER)),
        originals: vec![kept[1]],
        carrier: String::new(),
    };
    make(store, command, &officer(handler, "2026-11-25T10:40"))
        .await
        .unwrap();
    (kept[0], kept[1])
}

async fn ten_dossiers_follow_a_unit_that_closes(world: World) {
    let store = &world.store;
    let ids = ten(&world).await;
    let (lying, listed) = originals(&world, ids[5]).await;
    let mut before: Vec<Life> = Vec::new();
    for id in &ids {
        before.push(world.life(*id).await);
    }
    let (old, new) = (format!("ubnd/{WARD}"), format!("ubnd/{OTHER}"));

    // The office says so once; nobody may close a unit in favour of one that does something else.
    let unfit = succeed(
        store,
        order(&old, &centre(OTHER), "2026-11-26T00:00"),
        &system("2026-11-25T16:00"),
    )
    .await;
    assert!(matches!(unfit, Err(SucceedError::Unfit(_))), "{unfit:?}");
    let over = succeed(
        store,
        order(&old, &new, "2026-11-25T15:00"),
        &system("2026-11-25T16:00"),
    )
    .await;
    assert!(matches!(over, Err(SucceedError::WrongMoment)), "{over:?}");
    let done = succeed(
        store,
        order(&old, &new, "2026-11-26T00:00"),
        &system("2026-11-25T16:00"),
    )
    .await
    .unwrap();
    assert_eq!(done.closed, 4, "the committee and its three offices");
    assert_eq!(done.without_seat.len(), 4, "a chair and three heads of offices");
    assert_eq!(done.went_along, 8);
    let again = succeed(
        store,
        order(&old, &new, "2026-11-26T00:00"),
        &system("2026-11-25T16:01"),
    )
    .await;
    assert!(matches!(again, Err(SucceedError::NoSuchThing)), "{again:?}");
    let early = succession::run(store, unit_id(&old), &system("2026-11-25T23:59")).await;
    assert!(matches!(early, Err(SuccessionError::TooSoon(_))), "{early:?}");
    let read = store.read().await.unwrap();
    let timers = read.due_timers(moment("2026-11-26T00:00"), 200).await.unwrap();
    assert!(timers.iter().any(|timer| timer.kind == SUCCESSION_TIMER), "{timers:?}");
    drop(read);

    let moved = succession::run(store, unit_id(&old), &system("2026-11-26T00:00:05"))
        .await
        .unwrap();
    assert_eq!(moved, 12, "ten dossiers, an original in a drawer, a list with another");
    assert_eq!(
        succession::run(store, unit_id(&old), &system("2026-11-26T00:01"))
            .await
            .unwrap(),
        0
    );

    let handler = world.officer(&format!("vp/{WARD}"), Role::HandlingOfficer);
    let head = world.officer(&new, Role::Chair);
    let read = store.read().await.unwrap();
    let theirs = load_officer(&read, handler, moment("2026-11-26T08:00")).await.unwrap();
    let chairs = load_officer(&read, head, moment("2026-11-26T08:00")).await.unwrap();
    drop(read);
    for (id, before) in ids.iter().zip(&before) {
        let after = world.life(*id).await;
        after.check().unwrap();
        let (dossier, was) = (&after.dossier, &before.dossier);
        // Same step, same clock, same date, same number.
        assert_eq!(after.stage(), before.stage());
        assert_eq!(after.step().map(|step| step.id), before.step().map(|step| step.id));
        assert_eq!(dossier.clock, was.clock);
        assert_eq!((dossier.due, dossier.promised()), (was.due, was.promised()));
        assert_eq!(dossier.number(), was.number());
        assert_eq!(dossier.places.reception, was.places.reception);
        assert_eq!(dossier.places.delivery, was.places.delivery);
        // Another body decides, from the order's moment on.
        assert_eq!(dossier.places.deciding, unit_id(&new));
        assert_eq!(dossier.relocations.len(), 1);
        assert_eq!(dossier.relocations[0].at, moment("2026-11-26T00:00"));
        if before.stage() != Stage::Submitted {
            let holder = dossier.holder.unwrap();
            assert_ne!(Some(holder.unit), was.holder.map(|holder| holder.unit));
            assert_eq!(holder.officer, was.holder.unwrap().officer, "their officers went along");
            let seam = after
                .ledger
                .on(motcua_dossier::ledger::Axis::Ownership)
                .next_back()
                .unwrap();
            assert_eq!(seam.from, moment("2026-11-26T00:00"), "split at the instant");
            assert!(theirs.may(Right::SeeDossier, &subject(&after)));
            assert!(
                subject(&after).steps.contains(&unit_id(&format!("vp/{WARD}"))),
                "the old unit finds it"
            );
        }
        assert!(chairs.may(Right::SeeDossier, &subject(&after)));
    }
    world.folds().await;

    // The papers in the drawers have an owner, and a list that was made can leave.
    let read = store.read().await.unwrap();
    let office = unit_id(&format!("vp/{OTHER}"));
    for original in [lying, listed] {
        let whereabouts = read.get::<Original>(original).await.unwrap().whereabouts();
        assert_eq!(whereabouts.unit(), Some(office));
    }
    let made = open_lists(&read, &[office], 10).await.unwrap().made;
    assert_eq!(made.len(), 1);
    drop(read);
    send(store, made[0].id, &officer(handler, "2026-11-26T08:30"))
        .await
        .unwrap();
    // They go on where they were, in the same hands; what lay in a list is taken there.
    let words = ProvinceData::read(&ProvinceFiles::quang_ninh()).unwrap().words;
    let directory = Directory::load(&store.read().await.unwrap(), words).await.unwrap();
    step::pass_on(store, &directory, ids[4], None, &officer(handler, "2026-11-26T09:00"))
        .await
        .unwrap();
    step::take(store, ids[2], &officer(handler, "2026-11-26T09:10"))
        .await
        .unwrap();
    let waiting = waiting_in_unit(&[office], "taking", Place::START, 100);
    let lying = store.read().await.unwrap().all(waiting).await.unwrap();
    assert_eq!(lying.len(), 1, "the other accepted one");
    let chair = world.officer(&new, Role::ViceChair);
    step::sign(store, &directory, ids[8], &officer(chair, "2026-11-26T10:00"))
        .await
        .unwrap();
    // What is handed in now for the old ward is decided by the unit that followed.
    let area = ward();
    let deciding = directory
        .deciding_unit(motcua_org::area::Level::Commune, area, moment("2026-11-26T10:00"))
        .unwrap();
    assert_eq!(deciding.id, unit_id(&new));
    world.folds().await;
}

async fn a_head_gives_a_dossier_to_the_body_that_is_competent(world: World) {
    let (store, directory) = (&world.store, &world.directory);
    let id = world.submitted("Trần Thị Bình", "2026-11-25T08:10").await;
    let number = world.accepted(id, &centre(WARD), "2026-11-25T09:00").await;
    let handler = world.officer(&format!("vp/{WARD}"), Role::HandlingOfficer);
    step::take(store, id, &officer(handler, "2026-11-25T10:00"))
        .await
        .unwrap();
    let command = |to: &str, reason: &str| TransferDossier {
        dossier: id,
        to: unit_id(to),
        ground: Ground {
            basis: "Điều 33 Luật Hộ tịch".into(),
            reason: reason.into(),
        },
    };
    let other = format!("ubnd/{OTHER}");
    let head = world.officer(&format!("vp/{WARD}"), Role::HeadOfOffice);
    let ctx = |wall_clock: &str| officer(head, wall_clock);
    let by_officer = transfer(
        store,
        directory,
        command(&other, "Thường trú ở Hà Tu."),
        &officer(handler, "2026-11-25T11:00"),
    )
    .await;
    assert!(matches!(by_officer, Err(TransferError::NotAllowed)), "{by_officer:?}");
    let no_reason = transfer(store, directory, command(&other, " "), &ctx("2026-11-25T11:00")).await;
    assert!(matches!(no_reason, Err(TransferError::NoGround)), "{no_reason:?}");
    let desk = transfer(store, directory, command(&centre(OTHER), "x"), &ctx("2026-11-25T11:00")).await;
    assert!(matches!(desk, Err(TransferError::DecidesNothing)), "{desk:?}");
    let same = transfer(
        store,
        directory,
        command(&format!("ubnd/{WARD}"), "x"),
        &ctx("2026-11-25T11:00"),
    )
    .await;
    assert!(matches!(same, Err(TransferError::SameUnit)), "{same:?}");

    let due = world.life(id).await.dossier.promised();
    let once = ctx("2026-11-25T11:00");
    for _ in 0..2 {
        transfer(store, directory, command(&other, "Thường trú ở Hà Tu."), &once)
            .await
            .unwrap();
    }
    let life = world.life(id).await;
    assert_eq!(life.stage(), Stage::InProcess);
    assert_eq!(life.dossier.number().unwrap().issued(), Some(number.as_str()));
    assert_eq!(life.dossier.promised(), due, "nothing that was promised changes");
    assert_eq!(life.dossier.places.deciding, unit_id(&other));
    assert_eq!(
        life.ledger.accountable(),
        Some(unit_id(&format!("vp/{WARD}"))),
        "until it is taken there"
    );
    let there = world.officer(&format!("vp/{OTHER}"), Role::HandlingOfficer);
    step::take(store, id, &officer(there, "2026-11-25T14:00"))
        .await
        .unwrap();
    assert_eq!(
        world.life(id).await.ledger.accountable(),
        Some(unit_id(&format!("vp/{OTHER}")))
    );
    world.folds().await;
}
