//! "Mai tôi mang": a slip instead of a dossier, and any centre goes on with the draft.

use crate::world::*;
use motcua_catalog::form::sample;
use motcua_catalog::version::sample::marriage_status;
use motcua_dossier::draft::{Draft, Help, SaveDraft, save};
use motcua_dossier::guidance::{
    Give, Guidance, GuidanceError, GuidanceState, code_of, give, guidances_of_person, guidances_of_unit,
    newest_by_code, resume, sheet_by_code,
};
use motcua_dossier::submit::{Submit, submit};
use motcua_dossier::{Channel, Identity, Parties};
use motcua_kernel::{Context, DraftId, GuidanceId, ThingId};
use motcua_org::position::Role;
use motcua_org::unit::unit_id;
use motcua_papers::Body;
use std::collections::BTreeMap;
use uuid::Uuid;

on_both_engines!(
    who_lacks_a_paper_gets_a_slip_and_goes_on_anywhere,
    a_slip_asks_for_something_and_for_nothing_beyond_the_list
);

const NAME: &str = "Trần Thị Bình";

/// A draft that the counter officer of the other ward fills in for somebody.
async fn draft(world: &World) -> (DraftId, Context) {
    let ctx = world.counter(&centre(OTHER), "2026-11-25T08:00");
    let command = SaveDraft {
        draft: None,
        procedure: marriage_status().procedure,
        help: Some(Help {
            centre: unit_id(&centre(OTHER)),
            person: person_id(NAME),
        }),
        territory: Some(ward()),
        typed: sample::valid(),
        section: None,
        go_to: 3,
    };
    let id = save(&world.store, command, &ctx).await.unwrap();
    (id, world.counter(&centre(OTHER), "2026-11-25T08:10"))
}

fn lacking(draft: DraftId, keys: &[&str]) -> Give {
    Give {
        draft,
        centre: unit_id(&centre(OTHER)),
        bring: keys.iter().map(|key| ((*key).to_owned(), String::new())).collect(),
        not_needed: vec!["uy_quyen".into()],
        day: Some("2026-11-26".parse().unwrap()),
        note: "Nhớ mang bản chính.".into(),
    }
}

async fn kept(world: &World, id: GuidanceId) -> Guidance {
    world
        .store
        .read()
        .await
        .unwrap()
        .get::<Guidance>(id)
        .await
        .unwrap()
        .record
}

async fn who_lacks_a_paper_gets_a_slip_and_goes_on_anywhere(world: World) {
    let store = &world.store;
    let (id, ctx) = draft(&world).await;
    let first = give(store, lacking(id, &["giay_cu", "noi_cu_tru"]), &ctx)
        .await
        .unwrap();
    // A double click gives one slip.
    let again = Context::for_change(ctx.actor(), ctx.now(), ctx.change());
    assert_eq!(give(store, lacking(id, &["giay_cu"]), &again).await.unwrap(), first);
    let slip = kept(&world, first).await;
    assert_eq!((slip.code.as_str(), slip.is_open()), (code_of(id).as_str(), true));
    let Body::Guidance(sheet) = &slip.paper.fixed.body else {
        panic!("no sheet")
    };
    let have: Vec<(&str, bool)> = sheet
        .preparations
        .iter()
        .map(|line| (line.name.split(':').next().unwrap_or_default(), line.have))
        .collect();
    assert_eq!(
        have.len(),
        4,
        "the form is filled in here and the mandate not needed: {have:?}"
    );
    assert_eq!(have.iter().filter(|(_, have)| !have).count(), 2);
    assert!(
        sheet.notes.iter().any(|note| note.contains(&slip.code)),
        "{:?}",
        sheet.notes
    );
    assert!(
        sheet.notes.iter().any(|note| note.contains("26/11/2026")),
        "{:?}",
        sheet.notes
    );

    // They come back with one of two: the second slip takes the place of the first, under the same code.
    let later = world.counter(&centre(OTHER), "2026-11-26T08:00");
    let second = give(store, lacking(id, &["noi_cu_tru"]), &later).await.unwrap();
    assert_eq!(kept(&world, first).await.state, GuidanceState::Replaced);
    let read = store.read().await.unwrap();
    let newest = read.first(newest_by_code(&slip.code)).await.unwrap().unwrap();
    assert_eq!(newest.id, second);
    let theirs = read.all(guidances_of_person(person_id(NAME), 10)).await.unwrap();
    assert_eq!(theirs.iter().map(|slip| slip.id).collect::<Vec<_>>(), [second]);
    let given = read.all(guidances_of_unit(unit_id(&centre(OTHER)), 10)).await.unwrap();
    assert_eq!(given.len(), 1);
    let scanned = read.first(sheet_by_code(&newest.paper.code)).await.unwrap().unwrap();
    assert_eq!(scanned.id, second);
    drop(read);

    // The next day at another centre. The first officer has it no more.
    let ward_centre = unit_id(&centre(WARD));
    let neighbour = world.counter(&centre(WARD), "2026-11-27T08:00");
    assert_eq!(resume(store, second, ward_centre, &neighbour).await.unwrap(), id);
    let read = store.read().await.unwrap();
    let taken = read.get::<Draft>(id).await.unwrap();
    assert!(taken.belongs_to(neighbour.actor()) && !taken.belongs_to(ctx.actor()));
    assert_eq!((taken.help, taken.section), (Some(ward_centre), 3));
    drop(read);
    let officer_id = world.officer(&centre(WARD), Role::ReceptionOfficer);
    let ctx = world.counter(&centre(WARD), "2026-11-27T08:10");
    let command = Submit {
        identity: Identity::CardSeen { officer: officer_id },
        channel: Channel::Direct,
        parties: Parties {
            helper: Some(officer_id),
            ..submission(id, NAME).parties
        },
        ..submission(id, NAME)
    };
    submit(store, &world.directory, command, &rules(), &ctx).await.unwrap();
    assert!(matches!(
        kept(&world, second).await.state,
        GuidanceState::Answered { .. }
    ));
    let gone = resume(store, second, ward_centre, &neighbour).await;
    assert!(gone.is_err(), "what was handed in is a dossier");

    // Counted: sent away twice, came back once; without a name.
    let read = store.read().await.unwrap();
    let events = read.events(ThingId::from(Uuid::from(id))).await.unwrap();
    let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(
        kinds,
        [
            "guidance.given",
            "guidance.given",
            "guidance.resumed",
            "guidance.answered"
        ]
    );
    let facts: serde_json::Value = events[0].facts().unwrap();
    assert_eq!(facts["lacking"], 2);
    assert!(!facts.to_string().contains("Bình"));
}

async fn a_slip_asks_for_something_and_for_nothing_beyond_the_list(world: World) {
    let store = &world.store;
    let (id, ctx) = draft(&world).await;
    let refused = give(store, lacking(id, &[]), &ctx).await;
    assert!(matches!(refused, Err(GuidanceError::Nothing)), "{refused:?}");
    let refused = give(store, lacking(id, &["ho_khau"]), &ctx).await;
    assert!(
        matches!(refused, Err(GuidanceError::NotAComponent(key)) if key == "ho_khau"),
        "INT-08"
    );
    for day in ["2026-11-24", "2026-12-26"] {
        let late = Give {
            day: Some(day.parse().unwrap()),
            ..lacking(id, &["giay_cu"])
        };
        let refused = give(store, late, &ctx).await;
        assert!(matches!(refused, Err(GuidanceError::Day)), "{day}: {refused:?}");
    }
    // Nobody else's draft, and nobody who helps at no centre.
    let neighbour = world.counter(&centre(WARD), "2026-11-25T09:00");
    let theirs = Give {
        centre: unit_id(&centre(WARD)),
        bring: BTreeMap::from([("giay_cu".to_owned(), String::new())]),
        ..lacking(id, &[])
    };
    let refused = give(store, theirs, &neighbour).await;
    assert!(matches!(refused, Err(GuidanceError::NoSuchDraft)), "{refused:?}");
    let slip = give(store, lacking(id, &["giay_cu"]), &ctx).await.unwrap();
    let chair = officer(
        world.officer(&format!("ubnd/{WARD}"), Role::ViceChair),
        "2026-11-25T09:00",
    );
    let refused = resume(store, slip, unit_id(&centre(WARD)), &chair).await;
    assert!(matches!(refused, Err(GuidanceError::NotAllowed)), "{refused:?}");
}
