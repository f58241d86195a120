//! Random command sequences against a small model that knows stages and hands only.

mod model;
mod world;

use self::model::{Model, throw};
use self::world::{World, context, more_days, worker};
use crate::fact::Fact;
use crate::remind::reminders;
use crate::samples::*;
use crate::skeleton::Skeleton;
use crate::stage::{Stage, WAYS};
use crate::step::StepKind;
use motcua_store::Number;
use proptest::prelude::*;
use serde_json::json;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn random_lives_agree_with_the_model(throws in prop::collection::vec(throw(), 1..40)) {
        let story = Story::submitted();
        let mut now = story.life.dossier.submitted_at;
        let mut world =
            World { life: story.life, facts: story.facts, supplement: None, result: None, rounds: 0, taken: 0 };
        let mut model = Model {
            stage: Stage::Submitted,
            taken: None,
            kind: StepKind::Receive,
            done: Vec::new(),
            brought: false,
            open: 0,
            answerable: 0,
            question_over: false,
            asked: 0,
            last_day_over: false,
            apologised: false,
            too_late_to_promise: false,
            sums: Vec::new(),
        };
        world.check(now);
        for (place, throw) in throws.into_iter().enumerate() {
            now = now.plus_seconds(throw.seconds);
            let ctx = context(now, place);
            let before = world.life.clone();
            let last_day = world.supplement.as_ref().map(|supplement| supplement.last_day);
            let apology = world.life.dossier.due.map(|due| more_days().after(&calendar(), &due));
            model.too_late_to_promise = apology.is_some_and(|promised| promised.at <= now);
            model.last_day_over = last_day.is_some_and(|last_day| now.date() > last_day);
            model.question_over = world.open_question().is_some_and(|opinion| opinion.due.at <= now);
            let command = throw.command(&model);
            let told = world.facts.len();
            let taken = world.run(command, &ctx);
            match model.next(command) {
                Some(next) => {
                    prop_assert!(taken.is_ok(), "{command:?} at {:?}: {taken:?}", before.stage());
                    prop_assert_eq!(world.life.stage(), next.stage);
                    let way = (before.stage(), command.act(), next.stage);
                    prop_assert!(WAYS.contains(&way), "{way:?}");
                    let (from, to) = (before.stage().national(), next.stage.national());
                    prop_assert!(from == to || to.may_follow(from), "{from:?} to {to:?}");
                    if let Some(number) = before.dossier.number() {
                        prop_assert_eq!(Some(number), world.life.dossier.number(), "a number never changes");
                    }
                    prop_assert_eq!(world.life.dossier.late_by_rule, next.asked > 1, "D11");
                    let holder = world.life.dossier.holder.and_then(|holder| holder.officer);
                    if next.stage == Stage::InProcess {
                        prop_assert_eq!(holder, next.taken.map(|second| worker(second).officer));
                        prop_assert_eq!(world.life.dossier.handler, holder);
                        prop_assert_eq!(world.life.dossier.kind, Some(next.kind));
                    }
                    model = next;
                }
                None => {
                    prop_assert!(taken.is_err(), "{command:?} at {:?}", before.stage());
                    prop_assert_eq!(&world.life, &before, "a refusal changes nothing");
                    prop_assert_eq!(world.facts.len(), told);
                }
            }
            world.check(now);
        }
        // PRO-18: what is over, or lies ready, reminds nobody.
        let quiet = world.life.dossier.closed_at.is_some() || world.life.stage() == Stage::ResultReady;
        let calls = reminders(&world.life, None, &calendar());
        prop_assert!(!quiet || calls.is_empty(), "{calls:?}");
        let numbers = world.facts.iter().filter(|fact| matches!(fact, Fact::Accepted { .. })).count();
        prop_assert!(numbers <= 1, "numbered once");
        if world.life.stage().is_final() {
            prop_assert!(world.life.stage().acts().is_empty());
        }
    }

    #[test]
    fn clocks_of_two_machines_never_run_a_ledger_backwards(early in 0i64..7_200) {
        let story = Story::submitted();
        let ctx = context(story.life.dossier.submitted_at.plus_seconds(-early), 1);
        let moved = story.life.clone().refuse(counter(), ground(), Number::Issued(1), &ctx).unwrap();
        moved.life.check().unwrap();
        prop_assert_eq!(moved.life.dossier.closed_at, Some(story.life.dossier.submitted_at));
    }
}

#[test]
fn facts_read_back_from_their_events() {
    for story in Story::all() {
        for fact in &story.facts {
            let written = serde_json::to_value(fact).unwrap();
            assert_eq!(written["kind"], fact.kind());
            let read = Fact::read(fact.kind(), &written["facts"]).unwrap();
            assert_eq!(read.as_ref(), Some(fact));
        }
        let told = Skeleton::fold(&story.facts).unwrap();
        assert_eq!(told, Skeleton::of(&story.life));
        story.life.check().unwrap();
    }
    assert_eq!(Fact::read("dossier.of_a_later_release", &json!({})).unwrap(), None);
}

#[test]
fn facts_hold_no_names_and_no_free_text() {
    for story in Story::all() {
        let told = serde_json::to_string(&story.facts).unwrap();
        for secret in [
            "Mùi",
            "0912000678",
            "022190004873",
            "thường trú",
            "Điều 22",
            "chưa kết hôn",
        ] {
            assert!(
                !told.contains(secret),
                "{secret} stands in the facts of {}",
                story.life.stage()
            );
        }
    }
}

#[test]
fn bodies_read_back() {
    for story in Story::all() {
        let body = serde_json::to_value(&story.life.dossier).unwrap();
        assert_eq!(
            serde_json::from_value::<crate::Dossier>(body).unwrap(),
            story.life.dossier
        );
        for interval in story.life.ledger.intervals() {
            let body = serde_json::to_value(interval).unwrap();
            assert_eq!(
                &serde_json::from_value::<crate::ledger::Interval>(body).unwrap(),
                interval
            );
        }
    }
}
