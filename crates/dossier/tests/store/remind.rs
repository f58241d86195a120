//! Reminders, as the timer tells them.

use crate::world::*;
use motcua_dossier::remind::{Matter, REMIND_TIMER, Reminder, open_of, remind, saw_all, saw_one, unseen_count};
use motcua_dossier::step::{assign, take};
use motcua_kernel::{Actor, Context, DossierId, Instant, OfficerId};
use motcua_org::position::Role;

on_both_engines!(
    told_once_to_whoever_holds_it_and_over_when_somebody_acts,
    the_head_is_told_to_promise_anew_and_only_the_own_are_marked,
    a_supplement_that_does_not_come_is_asked_for_once_more
);

/// The office of the samples' ward, which handles.
fn office() -> String {
    format!("vp/{WARD}")
}

async fn wake(world: &World, id: DossierId, wall_clock: &str) {
    let ctx = Context::new(Actor::System, moment(wall_clock));
    remind(&world.store, id, &ctx).await.unwrap();
}

async fn open(world: &World, officer: OfficerId) -> Vec<Reminder> {
    let read = world.store.read().await.unwrap();
    let all = read.all(open_of(officer, 100)).await.unwrap();
    all.into_iter().map(|stored| stored.record).collect()
}

async fn matters(world: &World, officer: OfficerId) -> Vec<Matter> {
    let mut matters: Vec<Matter> = open(world, officer).await.iter().map(|told| told.matter).collect();
    matters.sort();
    matters
}

async fn unseen(world: &World, officer: OfficerId) -> i64 {
    let read = world.store.read().await.unwrap();
    read.first(unseen_count(officer, 100)).await.unwrap().unwrap().0
}

/// When the timer of a dossier wakes.
async fn wakes(world: &World, id: DossierId) -> Option<Instant> {
    let read = world.store.read().await.unwrap();
    let all = read.due_timers(moment("2027-12-31T00:00"), 100).await.unwrap();
    all.into_iter()
        .find(|timer| timer.kind == REMIND_TIMER && DossierId::from(timer.thing) == id)
        .map(|timer| timer.at)
}

async fn told_once_to_whoever_holds_it_and_over_when_somebody_acts(world: World) {
    let id = world.submitted("Trần Thị Bình", "2026-11-25T08:00").await;
    assert_eq!(
        wakes(&world, id).await,
        Some(moment("2026-11-25T08:01")),
        "every act sets it"
    );
    wake(&world, id, "2026-11-25T08:01").await;
    assert_eq!(
        wakes(&world, id).await,
        Some(moment("2026-11-25T16:00")),
        "the next thing to say"
    );
    let desk = world.officer(&centre(WARD), Role::ReceptionOfficer);
    assert_eq!(matters(&world, desk).await, []);

    wake(&world, id, "2026-11-25T16:00").await;
    assert_eq!(matters(&world, desk).await, [Matter::FirstCheckSoon]);
    assert_eq!(unseen(&world, desk).await, 1);
    wake(&world, id, "2026-11-25T16:05").await;
    assert_eq!(open(&world, desk).await.len(), 1, "woken twice, told once");

    world.accepted(id, &centre(WARD), "2026-11-25T16:30").await;
    wake(&world, id, "2026-11-25T16:31").await;
    assert_eq!((matters(&world, desk).await, unseen(&world, desk).await), (vec![], 0));

    // Nobody takes it for half a day; then a colleague does, and those who were told hear no more of it.
    let handler = world.officer(&office(), Role::HandlingOfficer);
    wake(&world, id, "2026-11-26T11:00").await;
    assert_eq!(matters(&world, handler).await, [Matter::NotTaken]);
    take(&world.store, id, &officer(handler, "2026-11-26T11:10"))
        .await
        .unwrap();
    wake(&world, id, "2026-11-26T11:11").await;
    assert_eq!(matters(&world, handler).await, []);
    world.folds().await;
}

async fn the_head_is_told_to_promise_anew_and_only_the_own_are_marked(world: World) {
    let id = world.submitted("Trần Thị Bình", "2026-11-25T08:00").await;
    world.accepted(id, &centre(WARD), "2026-11-25T09:21").await;
    let handler = world.officer(&office(), Role::HandlingOfficer);
    let head = world.officer(&office(), Role::HeadOfOffice);
    take(&world.store, id, &officer(handler, "2026-11-25T10:00"))
        .await
        .unwrap();
    let due = world.life(id).await.dossier.due.unwrap().at;
    let life = world.life(id).await;
    let calendar = {
        let read = world.store.read().await.unwrap();
        motcua_org::calendar::record::current_legal_calendar(&read)
            .await
            .unwrap()
    };
    let by = motcua_dossier::ledger::apology_by(&calendar, &life.dossier.due.unwrap());
    remind(&world.store, id, &Context::new(Actor::System, by))
        .await
        .unwrap();
    assert!(matters(&world, head).await.contains(&Matter::ApologyNow));
    assert!(matters(&world, handler).await.contains(&Matter::DueSoon));

    let later = due.plus_seconds(86_400 * 4);
    remind(&world.store, id, &Context::new(Actor::System, later))
        .await
        .unwrap();
    assert!(matters(&world, handler).await.contains(&Matter::Overdue));
    let late = open(&world, head).await;
    assert!(
        late.iter()
            .any(|told| told.matter == Matter::OverdueLong && told.about == due)
    );

    let mine = late[0].id;
    let seen = Context::new(Actor::Officer(head), later.plus_seconds(60));
    let other = Context::new(Actor::Officer(handler), later.plus_seconds(60));
    assert!(
        saw_one(&world.store, mine, &other).await.is_err(),
        "marked by its own officer only"
    );
    assert_eq!(saw_one(&world.store, mine, &seen).await.unwrap(), id);
    saw_all(
        &world.store,
        &Context::new(Actor::Officer(head), later.plus_seconds(61)),
    )
    .await
    .unwrap();
    assert_eq!(unseen(&world, head).await, 0);
    assert!(!open(&world, head).await.is_empty(), "seen is not done");

    // Given back and forth: who was told stays told.
    let before = open(&world, handler).await.len();
    let give = |to, at: Instant| (to, Context::new(Actor::Officer(head), at));
    let (to, ctx) = give(head, later.plus_seconds(100));
    assign(&world.store, id, to, &ctx).await.unwrap();
    remind(&world.store, id, &Context::new(Actor::System, later.plus_seconds(200)))
        .await
        .unwrap();
    assert_eq!(open(&world, handler).await, [], "no longer theirs");
    let (to, ctx) = give(handler, later.plus_seconds(300));
    assign(&world.store, id, to, &ctx).await.unwrap();
    remind(&world.store, id, &Context::new(Actor::System, later.plus_seconds(400)))
        .await
        .unwrap();
    let again = open(&world, handler).await;
    assert!(!again.is_empty() && again.len() <= before);
    assert!(
        again.iter().all(|told| told.told_at < later.plus_seconds(1)),
        "nothing is told anew"
    );
}

async fn a_supplement_that_does_not_come_is_asked_for_once_more(world: World) {
    let id = world.submitted("Trần Thị Bình", "2026-11-25T08:00").await;
    let counter = world.counter(&centre(OTHER), "2026-11-25T09:00");
    crate::supplement::ask_for(&world, id, &counter).await;
    wake(&world, id, "2026-11-25T09:01").await;
    assert_eq!(wakes(&world, id).await, Some(moment("2026-12-03T07:30")));
    for minute in ["30", "31"] {
        wake(&world, id, &format!("2026-12-03T07:{minute}")).await;
    }
    let claimed = world
        .store
        .claim_messages(moment("2026-12-03T08:00"), moment("2026-12-03T08:10"), 100)
        .await
        .unwrap();
    let reminding = claimed
        .iter()
        .filter(|message| message.kind == "notice.supplement_ending");
    assert_eq!(reminding.count(), 1);
}
