use super::*;
use crate::life::Life;
use crate::samples::*;
use motcua_kernel::{Actor, Instant};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn due_of(life: &Life, wall_clock: &str) -> Vec<Matter> {
    let mut matters: Vec<Matter> = reminders(life, None, &calendar())
        .into_iter()
        .filter(|call| call.holds(moment(wall_clock)))
        .map(|call| call.matter)
        .collect();
    matters.sort();
    matters
}

fn call(life: &Life, matter: Matter) -> Call {
    let calls = reminders(life, None, &calendar());
    let found: Vec<_> = calls.into_iter().filter(|call| call.matter == matter).collect();
    assert_eq!(found.len(), 1, "one {matter:?}");
    found[0]
}

/// REC-04: the first check has eight working hours, and the desk hears of it at six.
#[test]
fn the_first_check_is_reminded_of_at_six_hours_and_its_end_tells_the_head() {
    let life = Story::submitted().life;
    assert_eq!(due_of(&life, "2026-11-25T15:59"), []);
    assert_eq!(due_of(&life, "2026-11-25T16:00"), [Matter::FirstCheckSoon]);
    assert_eq!(due_of(&life, "2026-11-26T08:00"), [Matter::FirstCheckOver]);
    assert_eq!(Matter::FirstCheckOver.to(), To::Heads);
}

#[test]
fn what_nobody_takes_is_told_to_the_unit_and_then_to_its_head() {
    let life = Story::accepted().life;
    assert_eq!(due_of(&life, "2026-11-25T14:20"), []);
    assert_eq!(due_of(&life, "2026-11-25T15:21"), [Matter::NotTaken]);
    assert_eq!(
        due_of(&life, "2026-11-26T09:21"),
        [Matter::NotTaken, Matter::NotTakenLong]
    );
    assert_eq!(due_of(&Story::in_process().life, "2026-11-25T15:21"), []);
}

/// PRO-12, D12: accepted on Wednesday 25 at 9:21 with three working days, due on Monday 30 at 9:21; Form 04 must exist
/// on Friday 27 at 9:21, and the head hears of it half a day before.
#[test]
fn the_head_is_told_to_make_form_04_before_the_last_moment_for_it() {
    let life = Story::in_process().life;
    let apology = call(&life, Matter::ApologyNow);
    assert_eq!(apology.about, moment("2026-11-27T09:21"));
    assert_eq!(apology.from, moment("2026-11-26T15:21"));
    assert_eq!(apology.until, Some(moment("2026-11-30T09:21")));
    let promised = Story::apologised().life;
    assert!(
        !reminders(&promised, None, &calendar())
            .iter()
            .any(|call| call.matter == Matter::ApologyNow),
        "one new moment at most"
    );
    assert_eq!(
        call(&promised, Matter::Overdue).about,
        promised.dossier.promised().unwrap().at,
        "after an apology what counts for reminders is the new promise"
    );
}

#[test]
fn the_holder_is_told_before_the_moment_and_the_head_a_day_after_it() {
    let life = Story::in_process().life;
    // Half of three working days before Monday 9:21.
    assert_eq!(call(&life, Matter::DueSoon).from, moment("2026-11-26T15:21"));
    assert!(due_of(&life, "2026-11-30T09:20").contains(&Matter::DueSoon));
    let over = due_of(&life, "2026-11-30T09:21");
    assert!(over.contains(&Matter::Overdue) && !over.contains(&Matter::DueSoon));
    assert_eq!(call(&life, Matter::OverdueLong).from, moment("2026-12-01T09:21"));
}

/// The step may take 12 working hours from Wednesday 9:21, until Thursday 15:21.
#[test]
fn the_norm_of_a_step_is_an_internal_due_moment_until_the_legal_one_is_near() {
    let life = Story::in_process().life;
    let over = step_due(&life, &calendar()).unwrap();
    assert_eq!(over, moment("2026-11-26T15:21"));
    let soon = call(&life, Matter::StepSoon);
    assert_eq!((soon.from, soon.until), (moment("2026-11-26T10:21"), Some(over)));
    assert!(due_of(&life, "2026-11-26T10:21").contains(&Matter::StepSoon));
    // The norm ends when the legal moment comes near: that is what is spoken of then.
    assert!(!due_of(&life, "2026-11-26T15:21").contains(&Matter::StepOver));
}

#[test]
fn a_telephone_call_is_work_and_what_nobody_touches_is_forgotten() {
    let life = Story::in_process().life;
    let forgotten = |noted| {
        let calls = reminders(&life, noted, &calendar());
        let of_it = calls.into_iter().find(|call| call.matter == Matter::Forgotten);
        of_it.unwrap().from
    };
    assert_eq!(forgotten(None), moment("2026-12-02T10:00"));
    assert_eq!(forgotten(Some(moment("2026-11-27T10:00"))), moment("2026-12-04T10:00"));
}

#[test]
fn whoever_was_asked_for_a_supplement_hears_once_more_before_the_last_day() {
    for life in [Story::awaiting_completion().life, Story::paused().life] {
        let calls = reminders(&life, None, &calendar());
        assert_eq!(
            calls.len(),
            1,
            "while it waits for the applicant nobody else is told anything"
        );
        assert_eq!(calls[0].matter, Matter::SupplementEnding);
        assert_eq!(
            calls[0].from,
            moment("2026-12-03T07:30"),
            "the last day is Friday 4 December"
        );
        assert_eq!(calls[0].until, Some(moment("2026-12-05T00:00")));
    }
    // Asked on Wednesday until Friday: that was said a moment ago.
    let ctx = at("2026-11-25T09:00", Actor::Officer(counter().officer));
    let life = Story::submitted().life;
    let moved = life.ask_supplement(ask("2026-11-27"), counter(), motcua_store::Number::Issued(3), &ctx);
    assert_eq!(reminders(&moved.unwrap().life, None, &calendar()), []);
}

#[test]
fn nothing_is_said_of_what_is_over_or_lies_ready() {
    let over = [
        Story::result_ready(),
        Story::delivered(),
        Story::refused(),
        Story::lapsed(),
        Story::withdrawn(),
        Story::stopped(),
    ];
    for story in over {
        assert_eq!(
            reminders(&story.life, None, &calendar()),
            [],
            "{:?}",
            story.life.stage()
        );
    }
}

#[test]
fn a_head_who_holds_a_late_dossier_is_told_once() {
    let life = Story::in_process().life;
    let (first, second) = (call(&life, Matter::Overdue), call(&life, Matter::OverdueLong));
    let head = Some(signer().officer);
    let id = life.dossier.id;
    assert_eq!(reminder_id(id, &first, head), reminder_id(id, &second, head));
    assert_ne!(
        reminder_id(id, &first, head),
        reminder_id(id, &first, Some(handler().officer))
    );
    assert_ne!(
        reminder_id(id, &first, head),
        reminder_id(id, &call(&Story::apologised().life, Matter::Overdue), head),
        "another promise is another thing"
    );
}

/// The calls that hold at a moment, by what is told.
fn held(life: &Life, now: Instant) -> Vec<(&'static str, Instant, To)> {
    let calls = reminders(life, None, &calendar());
    let held = calls.iter().filter(|call| call.holds(now));
    held.map(|call| (call.matter.topic(), call.about, call.matter.to()))
        .collect()
}

proptest! {
    /// PRO-18: at no moment of any life is the same thing said twice to the same people; and between two moments at
    /// which the timer wakes nothing changes, so waking then is enough.
    #[test]
    fn nothing_is_said_twice_and_the_timer_misses_nothing(
        place in 0usize..13, after in 0i64..86_400 * 40, part in 0i64..=1_000,
    ) {
        let stories = Story::all();
        let life = &stories[place % stories.len()].life;
        let now = life.ledger.latest().unwrap().plus_seconds(after);
        let told = held(life, now);
        let once: BTreeSet<_> = told.iter().map(|(topic, about, to)| (topic, about.as_micros(), format!("{to:?}"))).collect();
        prop_assert_eq!(once.len(), told.len(), "{:?}", told);
        if life.dossier.closed_at.is_some() {
            prop_assert_eq!(&told, &[], "none after the end");
        }
        let waits = matches!(life.stage(), crate::Stage::AwaitingCompletion | crate::Stage::Paused);
        prop_assert!(!waits || told.iter().all(|(_, _, to)| *to == To::People));
        let calls = reminders(life, None, &calendar());
        let next = calls.iter().filter_map(|call| call.turns(now)).min();
        let between = match next {
            Some(next) => now.plus_micros(next.micros_since(now) / 1_001 * part),
            None => now.plus_seconds(part * 86_400),
        };
        prop_assert_eq!(held(life, between), told);
    }
}
