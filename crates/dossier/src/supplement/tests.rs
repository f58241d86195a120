//! A request during appraisal: what it does to clock, holder and promise.

use super::{Phase, SupplementState};
use crate::ledger::Clock;
use crate::party::By;
use crate::samples::*;
use crate::stage::{Stage, WaitsFor};
use crate::supplement::AskError;
use motcua_catalog::fee::Bill;
use motcua_kernel::{Actor, named_id};
use motcua_store::Number;
use serde_json::json;

fn applicant_at(wall_clock: &str) -> motcua_kernel::Context {
    at(wall_clock, Actor::Person(named_id("person", "Nguyễn Thị Mùi")))
}

#[test]
fn the_limit_pauses_and_the_officer_keeps_the_dossier() {
    let story = Story::paused();
    let dossier = &story.life.dossier;
    assert_eq!(story.supplement.as_ref().unwrap().phase, Phase::Appraisal);
    assert_eq!(dossier.stage(), Stage::Paused);
    assert_eq!(dossier.waits_for(), WaitsFor::Applicant);
    assert_eq!(dossier.clock, Some(Clock::Paused));
    assert_eq!(dossier.holder.unwrap().officer, Some(handler().officer));
    // The centre of reception stays: Form 02 is the handling unit's here.
    assert_eq!(
        dossier.places.reception,
        Story::in_process().life.dossier.places.reception
    );
    assert_eq!(dossier.owed_at(), None);
    assert!(
        !dossier.is_late(moment("2027-06-01T08:00")),
        "nobody is late while the applicant completes"
    );
}

#[test]
fn an_answer_moves_the_due_moment_by_the_working_time_of_the_pause() {
    let story = Story::paused();
    let before = Story::in_process().life.dossier.due.unwrap();
    // Paused on Wednesday at 14:00, answered on Friday at 14:00: two working days.
    let ctx = applicant_at("2026-11-27T14:00");
    let by = By::from(ctx.actor());
    let supplement = story.supplement.unwrap();
    let moved = story
        .life
        .answer_supplement(supplement, json!({}), 1, by, (&calendar(), Bill::default()), &ctx)
        .unwrap();
    let dossier = &moved.life.dossier;
    assert_eq!(dossier.stage(), Stage::InProcess);
    assert_eq!(dossier.clock, Some(Clock::Working));
    assert_eq!(
        dossier.holder.unwrap().officer,
        Some(handler().officer),
        "the same officer goes on"
    );
    let two_days = motcua_kernel::calendar::WorkingTime::days(2);
    assert_eq!(calendar().working_between(before.at, dossier.due.unwrap().at), two_days);
    assert_eq!(dossier.filing, moved.made.filing.id);
    moved.life.check().unwrap();
}

#[test]
fn when_nobody_answers_the_officer_has_it_back_and_time_runs_on() {
    let story = Story::paused();
    let ctx = at("2026-12-05T00:00", Actor::System);
    let moved = story
        .life
        .lapse_supplement(story.supplement.unwrap(), &calendar(), &ctx)
        .unwrap();
    assert_eq!(moved.life.stage(), Stage::InProcess);
    assert_eq!(moved.life.dossier.clock, Some(Clock::Working));
    assert!(moved.life.dossier.due.is_some());
    assert!(matches!(moved.made.state, SupplementState::Lapsed { .. }));
}

#[test]
fn a_second_request_needs_a_ground_and_is_late_by_rule() {
    let story = Story::paused();
    let ctx = applicant_at("2026-11-27T14:00");
    let by = By::from(ctx.actor());
    let life = story
        .life
        .answer_supplement(
            story.supplement.unwrap(),
            json!({}),
            1,
            by,
            (&calendar(), Bill::default()),
            &ctx,
        )
        .unwrap()
        .life;
    let ctx = at("2026-11-27T15:00", Actor::Officer(handler().officer));
    let refused = life
        .clone()
        .ask_supplement(ask("2026-12-10"), handler(), Number::Issued(9), &ctx);
    assert!(matches!(refused, Err(AskError::AskedBefore)));
    let mut again = ask("2026-12-10");
    again.again = Some(ground());
    let moved = life.ask_supplement(again, handler(), Number::Issued(9), &ctx).unwrap();
    assert!(moved.life.dossier.late_by_rule, "D11");
}

#[test]
fn only_the_officer_who_holds_it_asks_during_appraisal() {
    let life = Story::in_process().life;
    let ctx = at("2026-11-25T15:00", Actor::Officer(colleague().officer));
    let asked = life.ask_supplement(ask("2026-12-10"), colleague(), Number::Issued(9), &ctx);
    assert!(matches!(asked, Err(AskError::NotHolder(_))));
}

#[test]
fn a_moment_promised_anew_moves_with_a_pause() {
    let life = Story::apologised().life;
    let promised = life.dossier.promised().unwrap();
    assert!(promised.at > life.dossier.due.unwrap().at);
    let ctx = at("2026-11-26T10:00", Actor::Officer(handler().officer));
    let asked = life
        .ask_supplement(ask("2026-12-04"), handler(), Number::Issued(7), &ctx)
        .unwrap();
    assert_eq!(asked.life.dossier.promised(), None, "nobody knows while it is paused");
    let ctx = applicant_at("2026-11-27T10:00");
    let by = By::from(ctx.actor());
    let answered = asked
        .life
        .answer_supplement(asked.made, json!({}), 1, by, (&calendar(), Bill::default()), &ctx)
        .unwrap();
    let day = motcua_kernel::calendar::WorkingTime::DAY;
    let later = answered.life.dossier.promised().unwrap();
    assert_eq!(calendar().working_between(promised.at, later.at), day);
}
