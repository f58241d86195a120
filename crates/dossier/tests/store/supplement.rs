//! Supplement request before acceptance, all the way.

use crate::world::*;
use motcua_catalog::form::sample;
use motcua_dossier::filled::Filled;
use motcua_dossier::refuse::Ground;
use motcua_dossier::supplement::{
    Answer, AnswerError, AskError, LAPSE_TIMER, Request, answer, lapse, request, supplements_of,
};
use motcua_dossier::{Dossier, Stage};
use motcua_kernel::{Actor, Context, DossierId, SupplementId};
use motcua_org::unit::unit_id;

on_both_engines!(
    asked_once_answered_and_accepted,
    an_answer_after_the_last_day_is_late,
    lapsing_twice_does_nothing_more
);

fn ask(dossier: DossierId) -> Request {
    Request {
        dossier,
        centre: unit_id(&centre(OTHER)),
        checked: form_wrong(),
        form_remark: String::new(),
        reason: "Cần nơi thường trú cũ để xác minh.".into(),
        last_day: "2026-12-04".parse().unwrap(),
        again: None,
    }
}

/// Asks for what lacks, until 4 December.
pub async fn ask_for(world: &World, dossier: DossierId, ctx: &Context) -> SupplementId {
    request(&world.store, ask(dossier), ctx).await.unwrap()
}

fn reply(supplement: SupplementId) -> Answer {
    Answer {
        supplement,
        centre: None,
        filled: Filled::Typed(sample::valid()),
        version: None,
    }
}

async fn asked_once_answered_and_accepted(world: World) {
    let store = &world.store;
    let id = world.submitted("Trần Thị Bình", "2026-11-25T08:00").await;
    let counter = world.counter(&centre(OTHER), "2026-11-25T09:00");
    let supplement = request(store, ask(id), &counter).await.unwrap();
    assert_eq!(
        request(store, ask(id), &counter).await.unwrap(),
        supplement,
        "the same form twice asks once"
    );
    let life = world.life(id).await;
    assert_eq!(life.stage(), Stage::AwaitingCompletion);
    assert_eq!(life.dossier.due, None, "nothing runs against the office");

    let stranger = person("Somebody Else", "2026-12-04T10:00");
    let refused = answer(store, reply(supplement), &rules(), &stranger).await;
    assert!(matches!(refused, Err(AnswerError::NoSuchRequest)));
    let mut wrong = reply(supplement);
    wrong.filled = Filled::Typed(sample::invalid());
    let refused = answer(store, wrong, &rules(), &person("Trần Thị Bình", "2026-12-04T20:00")).await;
    assert!(matches!(refused, Err(AnswerError::Fields(problems)) if !problems.is_empty()));

    // The whole last day counts; the new first check counts from the next opening.
    let late_evening = person("Trần Thị Bình", "2026-12-04T23:59");
    answer(store, reply(supplement), &rules(), &late_evening).await.unwrap();
    let life = world.life(id).await;
    assert_eq!(life.stage(), Stage::Submitted);
    assert_eq!(life.dossier.counted_from, moment("2026-12-07T07:30"));
    life.check().unwrap();
    world.folds().await;

    // REC-09: a second request needs a ground, and shows.
    let mut again = ask(id);
    again.last_day = "2026-12-20".parse().unwrap();
    let counter = world.counter(&centre(OTHER), "2026-12-07T09:00");
    assert!(matches!(
        request(store, again.clone(), &counter).await,
        Err(AskError::AskedBefore)
    ));
    again.again = Some(Ground {
        basis: "Điều 9 Nghị định mẫu".into(),
        reason: "Phát hiện thêm.".into(),
    });
    request(store, again, &counter).await.unwrap();
    let dossier: Dossier = world.life(id).await.dossier;
    assert!(dossier.late_by_rule && dossier.is_late(moment("2026-12-07T09:01")));
}

async fn an_answer_after_the_last_day_is_late(world: World) {
    let id = world.submitted("Trần Thị Bình", "2026-11-25T08:00").await;
    let counter = world.counter(&centre(OTHER), "2026-11-25T09:00");
    let supplement = request(&world.store, ask(id), &counter).await.unwrap();
    let too_late = person("Trần Thị Bình", "2026-12-05T00:00");
    let refused = answer(&world.store, reply(supplement), &rules(), &too_late).await;
    assert!(matches!(refused, Err(AnswerError::Late { .. })));
}

async fn lapsing_twice_does_nothing_more(world: World) {
    let store = &world.store;
    let id = world.submitted("Trần Thị Bình", "2026-11-25T08:00").await;
    let counter = world.counter(&centre(OTHER), "2026-11-25T09:00");
    let supplement = request(store, ask(id), &counter).await.unwrap();
    let early = Context::new(Actor::System, moment("2026-12-04T23:59"));
    assert!(
        lapse(store, supplement, &early).await.is_err(),
        "not before the last day is over"
    );
    for minute in ["00", "01"] {
        let timer = Context::new(Actor::System, moment(&format!("2026-12-05T00:{minute}")));
        lapse(store, supplement, &timer).await.unwrap();
    }
    let life = world.life(id).await;
    assert_eq!(life.stage(), Stage::Lapsed);
    assert_eq!(life.dossier.closed_at, Some(moment("2026-12-05T00:00")));
    life.check().unwrap();
    world.folds().await;
    let read = store.read().await.unwrap();
    let kept = read.all(supplements_of(id)).await.unwrap();
    assert_eq!((kept.len(), kept[0].is_open()), (1, false));
    assert_eq!(LAPSE_TIMER, "dossier.supplement_lapse");
}
