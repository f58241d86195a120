//! The check that folds every chain: clean after real acts, and naming whatever does not follow.

use crate::world::*;
use motcua_dossier::check::check;
use motcua_dossier::{Dossier, Fact, State, kept};
use motcua_kernel::{Actor, Context, DossierId, Instant, NoteId, StepId, ThingId};
use motcua_store::{ChangeSet, Event, Stored};
use serde_json::json;
use uuid::Uuid;

on_both_engines!(
    acts_leave_chain_and_dossier_alike,
    a_dossier_that_moved_without_its_event_is_named,
    an_event_that_cannot_be_read_names_its_dossier_and_no_other
);

async fn acts_leave_chain_and_dossier_alike(world: World) {
    assert_eq!(world.folds().await.dossiers, 0);
    let one = world.submitted("Trần Thị Bình", "2026-11-25T21:47").await;
    world.submitted("Lê Văn Hùng", "2026-11-25T22:00").await;
    assert_eq!(world.folds().await.dossiers, 2);
    world.accepted(one, &centre(OTHER), "2026-11-26T09:21").await;
    let folded = world.folds().await;
    assert!(
        folded.to_string().contains("2 dossiers stand where their journal says"),
        "{folded}"
    );
}

/// Writes what no act of the room would write, through the port: every digest and hash is right.
async fn tamper(world: &World, id: DossierId, wall_clock: &str, change: impl FnOnce(&mut Dossier)) {
    let read = world.store.read().await.unwrap();
    let stored: Stored<Dossier> = read.get(id).await.unwrap();
    drop(read);
    let ctx = Context::new(Actor::System, moment(wall_clock));
    let mut dossier = stored.record.clone();
    change(&mut dossier);
    let mut set = ChangeSet::new(&ctx);
    let note: NoteId = ctx.id();
    set.update(&stored.with(dossier))
        .journal(Fact::Noted { at: ctx.now(), note }.event(id));
    world.store.commit(set).await.unwrap();
}

async fn a_dossier_that_moved_without_its_event_is_named(world: World) {
    let id = world.submitted("Trần Thị Bình", "2026-11-25T21:47").await;
    let other = world.submitted("Lê Văn Hùng", "2026-11-25T22:00").await;
    world.accepted(id, &centre(OTHER), "2026-11-26T09:21").await;
    let sound = world.life(id).await.dossier;
    type Change = fn(&mut Dossier);
    let changes: [(Change, &str); 6] = [
        (|dossier| dossier.holder = None, "the holder is None"),
        (
            |dossier| dossier.due.as_mut().unwrap().at = moment("2027-01-04T09:00"),
            "keeps 2027-01-04",
        ),
        (
            |dossier| {
                dossier.state = State::Submitted {
                    since: dossier.submitted_at,
                }
            },
            "the stage is Submitted, the journal says Accepted",
        ),
        (|dossier| dossier.kind = None, "disagree about the kind of its step"),
        (
            |dossier| dossier.supplements_asked = 1,
            "the count of supplement requests is 1, the journal says 0",
        ),
        (
            |dossier| dossier.closed_at = Some(Instant::from_micros(0)),
            "the end is Some",
        ),
    ];
    for (change, word) in changes {
        tamper(&world, id, "2026-11-26T10:00", change).await;
        // Nobody's bytes were changed, so what looks at bytes is content.
        let report = world.store.check().await.unwrap();
        assert!(report.is_clean(), "{report}");
        let folded = check(&world.store).await.unwrap();
        let text = folded.to_string();
        assert!(
            text.contains(word) && text.contains(&format!("dossier {id}: ")),
            "{word}: {text}"
        );
        assert!(!text.contains(&other.to_string()), "{text}");
        assert!(text.contains("do NOT all stand"), "{text}");
        tamper(&world, id, "2026-11-26T10:00", |dossier| *dossier = sound.clone()).await;
        world.folds().await;
    }
    // An event of a step that nobody opened.
    let ctx = Context::new(Actor::System, moment("2026-11-26T10:00"));
    let opened = Fact::StepOpened {
        at: ctx.now(),
        step: ctx.id::<StepId>(),
        key: "ky".into(),
        kind: motcua_dossier::step::StepKind::Sign,
        unit: sound.places.deciding,
    };
    let mut set = ChangeSet::new(&ctx);
    set.journal(opened.event(id));
    world.store.commit(set).await.unwrap();
    let text = check(&world.store).await.unwrap().to_string();
    assert!(
        text.contains("the stage is Accepted, the journal says AwaitingSignature"),
        "{text}"
    );
}

async fn an_event_that_cannot_be_read_names_its_dossier_and_no_other(world: World) {
    let id = world.submitted("Trần Thị Bình", "2026-11-25T21:47").await;
    let other = world.submitted("Lê Văn Hùng", "2026-11-25T22:00").await;
    let mut set = ChangeSet::new(&Context::new(Actor::System, moment("2026-11-26T10:00")));
    let thing = ThingId::from(Uuid::from(id));
    set.journal(Event::new(thing, "dossier.of_a_later_release", &json!({"at": 1})));
    world.store.commit(set).await.unwrap();
    world.folds().await;
    let mut set = ChangeSet::new(&Context::new(Actor::System, moment("2026-11-26T10:00")));
    set.journal(Event::new(thing, "dossier.closed", &json!({"at": "never"})));
    world.store.commit(set).await.unwrap();
    let folded = check(&world.store).await.unwrap();
    assert_eq!((folded.dossiers, folded.faults.len()), (1, 1), "{folded}");
    assert!(
        folded.faults[0].starts_with(&format!("dossier {id} cannot be read: event 6 of dossier.closed")),
        "{folded}"
    );
    assert!(
        kept::load(&world.store.read().await.unwrap(), other)
            .await
            .unwrap()
            .is_some()
    );
}
