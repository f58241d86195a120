//! Opinions of other units on a real store: asked at once, answered, gone on without, and what the asked may see.

use crate::world::*;
use motcua_dossier::access::subject;
use motcua_dossier::opinion::{
    AnswerOpinionError, Answered, Ask, AskOpinionError, CloseOpinionError, OpinionState, Stance, answer_opinion,
    ask_opinion, asked_of, lapse_opinion, opinions_of, recall_opinion,
};
use motcua_dossier::remind::{Matter, open_of, remind};
use motcua_dossier::step;
use motcua_dossier::step::pass_on::PassOnError;
use motcua_kernel::{Actor, Context, DossierId};
use motcua_org::Right;
use motcua_org::position::Role;
use motcua_org::rights::load::load_officer;
use motcua_org::unit::unit_id;

on_both_engines!(units_are_asked_at_once_answer_and_the_dossier_goes_on);

fn system(wall_clock: &str) -> Context {
    Context::new(Actor::System, moment(wall_clock))
}

/// Accepted and taken at half past nine.
async fn taken(world: &World) -> DossierId {
    let id = world.submitted("Trần Thị Bình", "2026-11-25T08:00").await;
    world.accepted(id, &centre(WARD), "2026-11-25T09:00").await;
    let handler = world.officer(&format!("vp/{WARD}"), Role::HandlingOfficer);
    step::take(&world.store, id, &officer(handler, "2026-11-25T09:30"))
        .await
        .unwrap();
    id
}

async fn units_are_asked_at_once_answer_and_the_dossier_goes_on(world: World) {
    let (store, directory) = (&world.store, &world.directory);
    let id = taken(&world).await;
    let handler = world.officer(&format!("vp/{WARD}"), Role::HandlingOfficer);
    let asked = world.officer(&format!("vp/{OTHER}"), Role::HandlingOfficer);
    let (first, second) = (unit_id(&format!("vp/{OTHER}")), unit_id(&format!("vhxh/{WARD}")));
    let command = |units| Ask {
        dossier: id,
        units,
        question: "Có đăng ký kết hôn không?".into(),
        days: 0,
    };

    // A centre and a committee give no opinions; the asked unit knows of nothing before.
    let centre_asked = command(vec![unit_id(&centre(WARD))]);
    let refused = ask_opinion(store, centre_asked, &officer(handler, "2026-11-25T10:00")).await;
    assert!(matches!(refused, Err(AskOpinionError::NotAsked)), "{refused:?}");
    let sees = async || {
        let read = store.read().await.unwrap();
        let rights = load_officer(&read, asked, moment("2026-11-25T10:00")).await.unwrap();
        drop(read);
        rights.may(Right::SeeDossier, &subject(&world.life(id).await))
    };
    assert!(!sees().await);
    let stranger = ask_opinion(store, command(vec![second]), &officer(asked, "2026-11-25T10:00")).await;
    assert!(matches!(stranger, Err(AskOpinionError::NoSuchDossier)), "{stranger:?}");

    let both = || command(vec![first, second]);
    let ctx = officer(handler, "2026-11-25T10:00");
    ask_opinion(store, both(), &ctx).await.unwrap();
    ask_opinion(store, both(), &ctx).await.unwrap();
    let life = world.life(id).await;
    assert_eq!(life.opinions.len(), 2, "the same change asks once");
    // By the workflow: eight working hours.
    assert_eq!(life.opinions[0].due.at, moment("2026-11-26T10:00"));
    assert!(sees().await, "while it is asked");
    world.folds().await;
    let read = store.read().await.unwrap();
    let waiting = read.all(asked_of(&[first], 10)).await.unwrap();
    assert_eq!(waiting.len(), 1);
    drop(read);
    let stuck = step::pass_on(store, directory, id, None, &officer(handler, "2026-11-25T10:30")).await;
    assert!(matches!(stuck, Err(PassOnError::OpinionsOpen)), "{stuck:?}");

    // Reminded before it is due; who asked, once it is over.
    remind(store, id, &system("2026-11-26T09:00")).await.unwrap();
    let read = store.read().await.unwrap();
    let told = read.all(open_of(asked, 10)).await.unwrap();
    assert!(told.iter().any(|one| one.matter == Matter::OpinionSoon), "{told:?}");
    drop(read);

    let mine = waiting[0].id;
    let answer = |opinion| Answered {
        opinion,
        stance: Stance::Agrees,
        text: "Không có dữ liệu kết hôn".into(),
    };
    let wrong = answer_opinion(store, answer(mine), &officer(handler, "2026-11-26T09:10")).await;
    assert!(matches!(wrong, Err(AnswerOpinionError::NotAllowed)), "{wrong:?}");
    let wrong = recall_opinion(store, mine, "Thôi", &officer(asked, "2026-11-26T09:10")).await;
    assert!(matches!(wrong, Err(CloseOpinionError::NotAllowed)), "{wrong:?}");
    answer_opinion(store, answer(mine), &officer(asked, "2026-11-26T09:10"))
        .await
        .unwrap();
    world.folds().await;

    let read = store.read().await.unwrap();
    let opinions = read.all(opinions_of(id)).await.unwrap();
    drop(read);
    let silent = opinions.iter().find(|one| one.is_open()).unwrap().id;
    let early = lapse_opinion(store, silent, "Tra được sổ gốc", &officer(handler, "2026-11-26T09:30")).await;
    assert!(matches!(early, Err(CloseOpinionError::TooSoon(_))), "{early:?}");
    remind(store, id, &system("2026-11-26T10:05")).await.unwrap();
    let read = store.read().await.unwrap();
    let told = read.all(open_of(handler, 10)).await.unwrap();
    assert!(told.iter().any(|one| one.matter == Matter::OpinionOver), "{told:?}");
    drop(read);
    lapse_opinion(store, silent, "Tra được sổ gốc", &officer(handler, "2026-11-26T10:10"))
        .await
        .unwrap();
    step::pass_on(store, directory, id, None, &officer(handler, "2026-11-26T10:20"))
        .await
        .unwrap();
    let life = world.life(id).await;
    assert!(matches!(
        life.opinion(silent).unwrap().state,
        OpinionState::Lapsed { .. }
    ));
    life.check().unwrap();
    assert!(sees().await, "and afterwards, as a unit that had to do with it");
    world.folds().await;
}
