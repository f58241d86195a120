//! Rules of opinions; the random lives of `properties` ask, answer, go on without and take back, too.

use super::*;
use crate::fact::Fact;
use crate::ledger::Axis;
use crate::life::Life;
use crate::samples::{Story, advisor, asking, at, calendar, colleague, handler, moment, step};
use crate::skeleton::Skeleton;
use crate::stage::WaitsFor;
use crate::step::pass_on::PassOnError;
use crate::step::{Hand, StepKind};
use crate::succession::{Heirs, Order};
use crate::worklist::Group;
use motcua_kernel::{Actor, Context};
use motcua_store::Number;

fn ctx(wall_clock: &str) -> Context {
    at(wall_clock, Actor::Officer(handler().officer))
}

fn open(life: &Life) -> OpinionId {
    life.opinions
        .iter()
        .find(|one| one.is_open())
        .map(|one| one.id)
        .unwrap()
}

#[test]
fn the_holder_keeps_the_dossier_and_its_clock_while_others_are_asked() {
    let before = Story::in_process().life;
    let life = Story::consulting().life;
    assert_eq!(life.dossier.holder, before.dossier.holder);
    assert_eq!(life.dossier.due, before.dossier.due, "the legal limit runs on");
    for axis in Axis::ALL {
        assert_eq!(life.ledger.on(axis).count(), before.ledger.on(axis).count());
    }
    assert_eq!(life.dossier.waits_for(), WaitsFor::Opinion);
    let group = Group::of(&life.dossier, handler().officer);
    assert_eq!(group, Group::Waits(WaitsFor::Opinion), "whoever asked waits");
    assert_eq!(life.dossier.questions, Questions { asked: 2, open: 1 });
    // A working day from half past ten.
    assert_eq!(life.opinions[0].due.at, moment("2026-11-26T10:30"));
}

#[test]
fn what_was_asked_is_joined_before_the_dossier_goes_on() {
    let life = Story::consulting().life;
    let next = step(StepKind::Propose);
    let now = ctx("2026-11-25T16:00");
    let stuck = life.clone().pass_on(handler(), &next, &now);
    assert!(matches!(stuck, Err(PassOnError::OpinionsOpen)), "{stuck:?}");
    let id = open(&life);
    // Before the due moment only taking it back helps, and it says why.
    let early = life.clone().lapse_opinion(handler(), id, "Tra được sổ", &now);
    assert!(matches!(early, Err(CloseOpinionError::TooSoon(_))), "{early:?}");
    let silent = life.clone().recall_opinion(handler(), id, " ", &now);
    assert!(matches!(silent, Err(CloseOpinionError::NoReason)), "{silent:?}");
    let other = life.clone().recall_opinion(colleague(), id, "Thôi", &now);
    assert!(matches!(other, Err(CloseOpinionError::NotHolder(_))), "{other:?}");
    let recalled = life.clone().recall_opinion(handler(), id, "Thôi", &now).unwrap().life;
    assert!(
        !recalled.opinion(id).unwrap().may_look(),
        "what was taken back is over for them"
    );
    recalled.pass_on(handler(), &next, &now).unwrap();

    let later = ctx("2026-11-26T10:30");
    let silent = life.clone().lapse_opinion(handler(), id, "", &later);
    assert!(
        matches!(silent, Err(CloseOpinionError::NoReason)),
        "silence is no consent"
    );
    let lapsed = life.lapse_opinion(handler(), id, "Tra được sổ", &later).unwrap().life;
    lapsed.pass_on(handler(), &next, &later).unwrap();
}

#[test]
fn a_late_answer_stands_beside_what_was_there() {
    let story = Story::consulting();
    let id = open(&story.life);
    let unit = story.life.opinion(id).unwrap().unit;
    let hand = Hand { unit, ..advisor() };
    let later = ctx("2026-11-26T11:00");
    let lapsed = story.life.lapse_opinion(handler(), id, "Tra được sổ", &later).unwrap();
    let silent = lapsed
        .life
        .clone()
        .answer_opinion(hand, id, Stance::Disagrees, " ", &later);
    assert!(matches!(silent, Err(AnswerOpinionError::NoText)));
    let first = lapsed
        .life
        .answer_opinion(hand, id, Stance::Disagrees, "Có kết hôn năm 2018", &later)
        .unwrap();
    let second = first.life.answer_opinion(hand, id, Stance::Agrees, "", &later).unwrap();
    let opinion = second.life.opinion(id).unwrap();
    assert!(matches!(opinion.state, OpinionState::Lapsed { .. }));
    let stances: Vec<Stance> = opinion.answers.iter().map(|answer| answer.stance).collect();
    assert_eq!(stances, [Stance::Disagrees, Stance::Agrees]);
    let facts: Vec<Fact> = [story.facts, lapsed.facts, first.facts, second.facts].concat();
    assert_eq!(Skeleton::fold(&facts).unwrap(), Skeleton::of(&second.life));
    // Only the unit that was asked answers.
    let other = second.life.answer_opinion(advisor(), id, Stance::Agrees, "", &later);
    assert!(matches!(other, Err(AnswerOpinionError::NotAllowed)) || advisor().unit == unit);
}

#[test]
fn a_question_has_words_a_unit_and_a_term() {
    let life = || Story::in_process().life;
    let now = ctx("2026-11-25T10:30");
    let ask = |asking: Asking| {
        life()
            .ask_opinion(handler(), asking, &calendar(), &now)
            .map(|moved| moved.life)
    };
    let nobody = ask(Asking {
        units: Vec::new(),
        ..asking()
    });
    assert!(matches!(nobody, Err(AskOpinionError::Nobody)));
    let own = ask(Asking {
        units: vec![handler().unit],
        ..asking()
    });
    assert!(matches!(own, Err(AskOpinionError::OwnUnit)));
    let silent = ask(Asking {
        question: " \n".into(),
        ..asking()
    });
    assert!(matches!(silent, Err(AskOpinionError::NoQuestion)));
    for days in [0, Term::MOST_DAYS + 1] {
        let wrong = ask(Asking {
            term: Term::Internal { days },
            ..asking()
        });
        assert!(matches!(wrong, Err(AskOpinionError::NoTerm)));
    }
    // Never beyond the dossier's own due moment.
    let long = ask(Asking {
        term: Term::Internal { days: 10 },
        ..asking()
    })
    .unwrap();
    assert_eq!(Some(long.opinions[0].due), long.dossier.due);
    let again = long.ask_opinion(handler(), asking(), &calendar(), &now);
    assert!(matches!(again, Err(AskOpinionError::AskedAlready)));
}

#[test]
fn with_the_dossier_its_questions_end() {
    let life = Story::consulting().life;
    let now = ctx("2026-11-25T16:00");
    let stopped = life.stop(
        crate::samples::signer(),
        crate::samples::ground(),
        Number::Issued(1),
        &now,
    );
    let life = stopped.unwrap().life;
    life.check().unwrap();
    assert_eq!(life.dossier.questions.open, 0);
    assert!(
        life.opinions
            .iter()
            .any(|one| matches!(one.state, OpinionState::Cut { .. }))
    );
    assert!(life.opinions.iter().all(|one| one.may_look() != one.answers.is_empty()));
}

#[test]
fn the_unit_that_follows_is_asked_in_the_stead_of_one_that_closes() {
    let story = Story::consulting();
    let id = open(&story.life);
    let heirs = Heirs::new([(story.life.opinion(id).unwrap().unit, handler().unit)]);
    let order = Order {
        heirs: &heirs,
        at: moment("2026-11-25T17:00"),
        basis: "12/NQ",
    };
    let moved = story
        .life
        .succeed(order, |_| true, &ctx("2026-11-25T17:00"))
        .expect("one of its units closed");
    assert_eq!(moved.life.opinion(id).unwrap().unit, handler().unit);
    moved.life.check().unwrap();
    let facts: Vec<Fact> = [story.facts, moved.facts].concat();
    assert_eq!(Skeleton::fold(&facts).unwrap(), Skeleton::of(&moved.life));
}
