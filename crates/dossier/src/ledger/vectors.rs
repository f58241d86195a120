//! The vectors D10 to D12 of law.md §15, over the dates that it gives.

use super::{Accountable, Axis, Clock, Due, Entry, Ledger, apology_by, first_check_due, legal_due, remaining};
use motcua_kernel::calendar::{Calendar, CalendarFacts, Exception, ExceptionKind, Hours, Limit, Unit, WorkingTime};
use motcua_kernel::{Date, DossierId, Instant, IntervalId};
use proptest::prelude::*;

fn moment(wall_clock: &str) -> Instant {
    Instant::from_civil(wall_clock.parse().unwrap())
}

/// 2025 with the holiday block of 2 September.
fn calendar() -> Calendar {
    let day_off = |day: &str| {
        let exception = Exception {
            kind: ExceptionKind::PublicHoliday,
            name: "Quốc khánh".into(),
            name_en: String::new(),
            source: "law.md §15".into(),
            confirmed: true,
            hours: None,
        };
        (day.parse::<Date>().unwrap(), exception)
    };
    Calendar::new(CalendarFacts {
        name: "vectors".into(),
        version: 1,
        known_from: "2025-01-01".parse().unwrap(),
        known_until: "2025-12-31".parse().unwrap(),
        hours: Hours::office(),
        exceptions: [day_off("2025-09-01"), day_off("2025-09-02")].into(),
    })
    .unwrap()
}

/// A clock that was set so, each entry in force until the next.
fn ledger(entries: &[(Instant, Clock)]) -> Ledger {
    let mut ledger = Ledger::default();
    for (place, (at, clock)) in entries.iter().enumerate() {
        let entry = Entry::Clock {
            clock: *clock,
            accountable: Accountable::Office,
            ground: None,
        };
        ledger.enter(
            DossierId::from_u128(1),
            IntervalId::from_u128(place as u128),
            *at,
            entry,
        );
    }
    ledger
}

fn three_days() -> Limit {
    Limit::new(3, Unit::WorkingDay).unwrap()
}

#[test]
fn d10_a_pause_moves_the_due_moment_by_its_working_time() {
    let start = moment("2025-08-29T16:00");
    let running = ledger(&[(start, Clock::Working)]);
    assert_eq!(
        legal_due(&calendar(), three_days(), &running).unwrap().at,
        moment("2025-09-05T16:00"),
        "D1"
    );
    let paused = [
        (start, Clock::Working),
        (moment("2025-09-03T10:00"), Clock::Paused),
        (moment("2025-09-05T10:00"), Clock::Working),
    ];
    assert_eq!(
        legal_due(&calendar(), three_days(), &ledger(&paused[..2])),
        None,
        "nobody knows while it lasts"
    );
    let resumed = ledger(&paused);
    assert_eq!(
        legal_due(&calendar(), three_days(), &resumed).unwrap().at,
        moment("2025-09-09T16:00")
    );
    let left = remaining(&calendar(), three_days(), &resumed, moment("2025-09-09T16:00")).unwrap();
    assert_eq!((left.allowed, left.left()), (WorkingTime::days(3), WorkingTime::ZERO));
}

#[test]
fn d12_the_apology_must_exist_a_working_day_before() {
    let at = moment("2025-09-05T16:00");
    let due = Due {
        at,
        shown: at,
        provisional: false,
    };
    assert_eq!(apology_by(&calendar(), &due), moment("2025-09-04T16:00"));
}

#[test]
fn the_first_check_has_eight_working_hours() {
    let due = first_check_due(&calendar(), moment("2025-07-07T16:30")).unwrap();
    assert_eq!(due.at, moment("2025-07-08T16:30"));
    // INT-07: what comes on Saturday night counts from Monday's opening.
    let due = first_check_due(&calendar(), moment("2025-07-05T23:00")).unwrap();
    assert_eq!(
        (due.shown, due.at),
        (moment("2025-07-07T17:30"), moment("2025-07-08T07:30"))
    );
}

#[test]
fn nothing_is_due_before_acceptance() {
    let ledger = ledger(&[(moment("2025-07-07T08:00"), Clock::NotStarted)]);
    assert_eq!(legal_due(&calendar(), three_days(), &ledger), None);
    assert_eq!(ledger.on(Axis::Ownership).count(), 0);
}

proptest! {
    #[test]
    fn what_is_used_up_at_the_due_moment_is_the_limit(
        start in 0i64..86_400 * 200,
        days in 1u32..20,
        pauses in prop::collection::vec((1i64..86_400 * 3, 1i64..86_400 * 3), 0..5),
    ) {
        let calendar = calendar();
        let limit = Limit::new(days, Unit::WorkingDay).unwrap();
        let mut at = moment("2025-01-01T00:00").plus_seconds(start);
        let mut entries = vec![(at, Clock::Working)];
        for (runs, stops) in pauses {
            // A pause that begins after the limit is used up is none: it is late then.
            let so_far = remaining(&calendar, limit, &ledger(&entries), at.plus_seconds(runs)).unwrap();
            if so_far.left() <= WorkingTime::ZERO {
                break;
            }
            at = at.plus_seconds(runs);
            entries.push((at, Clock::Paused));
            at = at.plus_seconds(stops);
            entries.push((at, Clock::Working));
        }
        let ledger = ledger(&entries);
        let due = legal_due(&calendar, limit, &ledger).unwrap();
        prop_assert_eq!(legal_due(&calendar, limit, &ledger).unwrap(), due, "deterministic");
        let left = remaining(&calendar, limit, &ledger, due.at).unwrap();
        prop_assert_eq!(left.left(), WorkingTime::ZERO);
    }
}
