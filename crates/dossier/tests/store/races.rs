//! What happens when two do the same at once.

use crate::world::*;
use motcua_catalog::form::sample;
use motcua_catalog::version::sample::marriage_status;
use motcua_dossier::accept::{AcceptError, accept};
use motcua_dossier::draft::{Draft, SaveDraft, save};
use motcua_dossier::submit::submit;
use motcua_kernel::Context;
use motcua_org::position::Role;
use motcua_store::CommitError;
use std::collections::BTreeSet;
use std::sync::Arc;

on_both_engines!(
    the_same_form_twice_makes_one_dossier,
    two_officers_accept_at_once_and_one_is_told,
    numbers_have_no_gap_under_32_acceptances_at_once,
    a_second_acceptance_is_refused
);

async fn the_same_form_twice_makes_one_dossier(world: World) {
    let draft = SaveDraft {
        draft: None,
        procedure: marriage_status().procedure,
        help: None,
        territory: Some(ward()),
        typed: sample::valid(),
        section: None,
        go_to: 2,
    };
    let begun = person("Trần Thị Bình", "2026-11-25T08:00");
    let id = save(&world.store, draft, &begun).await.unwrap();
    let kept = world.store.read().await.unwrap().get::<Draft>(id).await.unwrap();
    assert_eq!(
        (kept.section, kept.typed == sample::valid()),
        (2, true),
        "a phone comes back to the same step"
    );

    let first = person("Trần Thị Bình", "2026-11-25T08:10");
    let made = submit(
        &world.store,
        &world.directory,
        submission(id, "Trần Thị Bình"),
        &rules(),
        &first,
    )
    .await
    .unwrap();
    let again = Context::for_change(first.actor(), moment("2026-11-25T08:11"), first.change());
    let same = submit(
        &world.store,
        &world.directory,
        submission(id, "Trần Thị Bình"),
        &rules(),
        &again,
    )
    .await
    .unwrap();
    assert_eq!(made, same);
    let read = world.store.read().await.unwrap();
    assert_eq!(
        read.all(motcua_dossier::worklist::incoming_anywhere(
            motcua_dossier::worklist::Place::START,
            10
        ))
        .await
        .unwrap()
        .len(),
        1
    );
    assert!(
        read.find::<Draft>(id).await.unwrap().is_none(),
        "the draft has become the dossier"
    );
}

async fn two_officers_accept_at_once_and_one_is_told(world: World) {
    let id = world.submitted("Trần Thị Bình", "2026-11-25T08:00").await;
    let here = world.counter(&centre(WARD), "2026-11-25T09:00");
    let there = world.counter(&centre(OTHER), "2026-11-25T09:00");
    let (one, two) = tokio::join!(
        accept(&world.store, &world.directory, acceptance(id, &centre(WARD)), &here),
        accept(&world.store, &world.directory, acceptance(id, &centre(OTHER)), &there),
    );
    let (won, lost) = if one.is_ok() { (one, two) } else { (two, one) };
    let number = won.unwrap();
    let told = matches!(
        lost,
        Err(AcceptError::Commit(CommitError::Stale { .. })) | Err(AcceptError::WrongStage(_))
    );
    assert!(told, "{lost:?}");
    let life = world.life(id).await;
    assert_eq!(life.dossier.number().unwrap().issued(), Some(number.as_str()));
    life.check().unwrap();
    world.folds().await;
}

async fn numbers_have_no_gap_under_32_acceptances_at_once(world: World) {
    let world = Arc::new(world);
    let mut ids = Vec::new();
    for place in 0..32 {
        ids.push(world.submitted(&format!("Người {place}"), "2026-11-25T08:00").await);
    }
    let acts = ids.into_iter().map(|id| {
        let world = Arc::clone(&world);
        tokio::spawn(async move {
            let ctx = officer(world.officer(&centre(WARD), Role::ReceptionOfficer), "2026-11-25T09:00");
            accept(&world.store, &world.directory, acceptance(id, &centre(WARD)), &ctx)
                .await
                .unwrap()
        })
    });
    let mut numbers = BTreeSet::new();
    for act in acts.collect::<Vec<_>>() {
        numbers.insert(act.await.unwrap());
    }
    let expected: BTreeSet<String> = (1..=32).map(|number| format!("H49.105-261125-{number:04}")).collect();
    assert_eq!(numbers, expected);
}

async fn a_second_acceptance_is_refused(world: World) {
    let id = world.submitted("Trần Thị Bình", "2026-11-25T08:00").await;
    let ctx = world.counter(&centre(WARD), "2026-11-25T09:00");
    accept(&world.store, &world.directory, acceptance(id, &centre(WARD)), &ctx)
        .await
        .unwrap();
    let second = world.counter(&centre(WARD), "2026-11-25T09:01");
    let refused = accept(&world.store, &world.directory, acceptance(id, &centre(WARD)), &second).await;
    assert!(matches!(refused, Err(AcceptError::WrongStage(_))), "REC-07");
}
