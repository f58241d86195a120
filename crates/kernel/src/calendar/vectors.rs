//! The vectors of ADR 3 and the rules around them, each by its name.

use super::samples::{at, on, province, rows};
use super::*;

fn limit(quantity: u32, unit: Unit) -> Limit {
    Limit::new(quantity, unit).unwrap()
}

fn pause(from: &str, to: &str) -> Pause {
    Pause::new(at(from), at(to)).unwrap()
}

fn due_of(received: &str, quantity: u32, unit: Unit) -> Due {
    due(&province(), at(received), limit(quantity, unit), &[])
}

/// The due moment, asserted to be inside a stretch: both sides of it are the same.
fn inside(due: Due) -> crate::Instant {
    assert_eq!(due.due, due.shown);
    due.due
}

#[test]
fn d1_three_working_days_over_national_day() {
    assert_eq!(
        inside(due_of("2025-08-29T16:00", 3, Unit::WorkingDay)),
        at("2025-09-05T16:00")
    );
}

#[test]
fn d2_a_make_up_saturday_counts() {
    assert_eq!(
        inside(due_of("2025-04-24T10:00", 2, Unit::WorkingDay)),
        at("2025-04-26T10:00")
    );
}

#[test]
fn d3_three_working_days_over_a_make_up_saturday() {
    assert_eq!(
        inside(due_of("2025-04-24T10:00", 3, Unit::WorkingDay)),
        at("2025-04-28T10:00")
    );
}

#[test]
fn d4_two_working_days_over_two_holidays_and_a_swapped_day_off() {
    assert_eq!(
        inside(due_of("2025-04-29T09:00", 2, Unit::WorkingDay)),
        at("2025-05-06T09:00")
    );
}

#[test]
fn d5_received_after_closing_starts_at_the_next_opening_and_is_shown_at_closing() {
    let due = due_of("2025-07-07T17:45", 1, Unit::WorkingDay);
    assert_eq!(due.started_at, at("2025-07-08T07:30"));
    assert_eq!(due.due, at("2025-07-09T07:30"));
    assert_eq!(due.shown, at("2025-07-08T17:30"));
}

#[test]
fn d6_four_working_hours_over_lunch() {
    assert_eq!(
        inside(due_of("2025-07-07T11:00", 4, Unit::WorkingHour)),
        at("2025-07-07T17:00")
    );
}

#[test]
fn d7_four_working_hours_over_night() {
    assert_eq!(
        inside(due_of("2025-07-07T16:30", 4, Unit::WorkingHour)),
        at("2025-07-08T10:30")
    );
}

#[test]
fn d8_calendar_days_that_end_on_a_day_off_move_to_the_next_working_day() {
    let due = due_of("2025-08-25T09:00", 5, Unit::CalendarDay);
    assert_eq!(due.unrolled.unwrap().date(), on("2025-08-30"));
    assert_eq!(inside(due), at("2025-09-03T17:30"));
}

#[test]
fn d9_same_day_received_after_three_is_due_at_the_end_of_the_next_working_day() {
    assert_eq!(
        inside(due_of("2025-08-29T15:30", 1, Unit::SameDay)),
        at("2025-09-03T17:30")
    );
    assert_eq!(
        inside(due_of("2025-08-29T15:00", 1, Unit::SameDay)),
        at("2025-08-29T17:30")
    );
    assert_eq!(
        inside(due_of("2025-08-30T09:00", 1, Unit::SameDay)),
        at("2025-09-03T17:30")
    );
}

#[test]
fn d10_a_pause_moves_the_due_moment_by_its_working_time() {
    let pauses = [pause("2025-09-03T10:00", "2025-09-05T10:00")];
    let due = due(&province(), at("2025-08-29T16:00"), limit(3, Unit::WorkingDay), &pauses);
    assert_eq!(inside(due), at("2025-09-09T16:00"));
}

#[test]
fn d12_the_last_day_for_an_apology_is_one_working_day_before() {
    let last = province().before(at("2025-09-05T16:00"), WorkingTime::DAY);
    assert_eq!(last.earlier, at("2025-09-04T16:00"));
}

#[test]
fn the_household_business_owner_is_told_friday_evening() {
    // Sent at 21:47 on 24 November, a holiday; three working days.
    let due = due_of("2026-11-24T21:47", 3, Unit::WorkingDay);
    assert_eq!(due.started_at, at("2026-11-25T07:30"));
    assert_eq!(due.shown, at("2026-11-27T17:30"));
    assert_eq!(due.due, at("2026-11-30T07:30"));
}

#[test]
fn a_due_moment_at_lunch_is_shown_at_half_past_eleven() {
    let due = due_of("2025-07-07T07:30", 4, Unit::WorkingHour);
    assert_eq!((due.shown, due.due), (at("2025-07-07T11:30"), at("2025-07-07T13:30")));
}

#[test]
fn received_at_lunch_starts_in_the_afternoon() {
    assert_eq!(
        due_of("2025-07-07T12:10", 1, Unit::WorkingHour).started_at,
        at("2025-07-07T13:30")
    );
}

#[test]
fn months_end_on_the_corresponding_day_or_the_last_of_the_month() {
    assert_eq!(due_of("2025-10-15T09:00", 1, Unit::Month).due, at("2025-11-17T17:30"));
    let due = due_of("2026-01-30T09:00", 1, Unit::Month);
    assert_eq!(due.unrolled.unwrap().date(), on("2026-02-28"));
    assert_eq!(due.due, at("2026-03-02T17:30"));
}

#[test]
fn calendar_days_of_what_came_after_closing_run_from_the_effective_day() {
    // INT-07: received on Friday evening, effective on Monday; the first day is Tuesday.
    let due = due_of("2025-07-11T18:00", 1, Unit::CalendarDay);
    assert_eq!(due.started_at, at("2025-07-14T07:30"));
    assert_eq!(due.due, at("2025-07-15T17:30"));
}

#[test]
fn a_pause_of_a_limit_of_days_adds_its_working_time_to_the_end() {
    let pauses = [pause("2025-08-27T10:00", "2025-08-28T10:00")];
    let due = due(
        &province(),
        at("2025-08-25T09:00"),
        limit(5, Unit::CalendarDay),
        &pauses,
    );
    assert_eq!(inside(due), at("2025-09-04T17:30"));
}

#[test]
fn a_pause_after_the_end_changes_nothing() {
    let pauses = [pause("2025-09-05T16:01", "2025-09-09T10:00")];
    let due = due(&province(), at("2025-08-29T16:00"), limit(3, Unit::WorkingDay), &pauses);
    assert_eq!(due.due, at("2025-09-05T16:00"));
}

#[test]
fn a_pause_from_the_last_moment_on_leaves_nothing_but_its_end() {
    let pauses = [pause("2025-07-08T17:45", "2025-07-10T12:00")];
    let due = due(&province(), at("2025-07-07T17:45"), limit(1, Unit::WorkingDay), &pauses);
    // Not 11:30, which lies in the pause.
    assert_eq!((due.due, due.shown), (at("2025-07-10T13:30"), at("2025-07-10T13:30")));
}

#[test]
fn a_half_day_closure_moves_the_end_by_half_a_day() {
    let morning = DayHours::new(vec![DayHours::office_day().stretches()[0]]).unwrap();
    let storm = Exception {
        kind: ExceptionKind::LocalClosure,
        name: "Nghỉ tránh bão".into(),
        name_en: "Storm".into(),
        source: "an example".into(),
        confirmed: true,
        hours: Some(morning),
    };
    let calendar = province().revised([(on("2025-07-08"), storm)]).unwrap();
    assert_eq!(calendar.version(), 2);
    let due = due(&calendar, at("2025-07-07T10:00"), limit(2, Unit::WorkingDay), &[]);
    assert_eq!(
        due.due,
        at("2025-07-09T16:00"),
        "10:00 and four working hours, over lunch"
    );
}

#[test]
fn beyond_what_the_calendar_knows_the_moment_is_provisional() {
    assert!(!due_of("2026-12-30T09:00", 1, Unit::WorkingDay).provisional);
    assert!(due_of("2026-12-31T09:00", 1, Unit::WorkingDay).provisional);
    assert!(due_of("2024-12-30T09:00", 5, Unit::WorkingDay).provisional);
    // Shown on the last known day, but its other side lies beyond it.
    assert!(due_of("2026-12-31T07:30", 1, Unit::WorkingDay).provisional);
}

#[test]
fn a_day_off_that_is_not_confirmed_is_marked_but_the_moment_is_not_provisional() {
    let (calendar, received, limit) = (province(), at("2026-11-23T09:00"), limit(1, Unit::WorkingDay));
    let due = due(&calendar, received, limit, &[]);
    assert_eq!(due.due, at("2026-11-25T09:00"));
    assert!(!due.provisional);
    let lines = explain(&calendar, received, limit, &[]);
    assert_eq!(
        lines.iter().map(|line| line.certain).collect::<Vec<_>>(),
        [true, false, true]
    );
}

#[test]
fn a_make_up_day_that_is_not_confirmed_makes_the_moment_provisional() {
    let mut rows = rows();
    for row in &mut rows {
        if row.date == on("2025-04-26") {
            row.status = "announced".into();
        }
    }
    let calendar = Calendar::from_holidays("example", 1, Hours::office(), &rows).unwrap();
    assert!(due(&calendar, at("2025-04-24T10:00"), limit(3, Unit::WorkingDay), &[]).provisional);
    assert!(!due(&calendar, at("2025-04-24T10:00"), limit(1, Unit::WorkingDay), &[]).provisional);
    assert!(!due(&calendar, at("2025-04-24T10:00"), limit(5, Unit::CalendarDay), &[]).provisional);
}

#[test]
fn an_explanation_tells_why_each_day_counts() {
    let told = |received: &str, limit: Limit, pauses: &[Pause]| -> Vec<String> {
        explain(&province(), at(received), limit, pauses)
            .iter()
            .map(|line| {
                let days = line.days.map_or(String::new(), |days| format!(" day {days}"));
                format!(
                    "{} {:?} {:?} {} {}{days}",
                    line.date, line.day, line.reason, line.counted, line.total
                )
            })
            .collect()
    };
    assert_eq!(
        told("2025-07-07T17:45", limit(1, Unit::WorkingDay), &[]),
        [
            "2025-07-07 WorkingDay AfterClosing PT0S PT0S",
            "2025-07-08 WorkingDay Counted PT8H PT8H"
        ]
    );
    assert_eq!(
        told(
            "2025-08-29T16:00",
            limit(3, Unit::WorkingDay),
            &[pause("2025-09-03T10:00", "2025-09-05T10:00")]
        ),
        [
            "2025-08-29 WorkingDay Counted PT1H30M PT1H30M",
            "2025-08-30 Weekend DayOff PT0S PT1H30M",
            "2025-08-31 Weekend DayOff PT0S PT1H30M",
            "2025-09-01 PublicHoliday DayOff PT0S PT1H30M",
            "2025-09-02 PublicHoliday DayOff PT0S PT1H30M",
            "2025-09-03 WorkingDay Counted PT2H30M PT4H",
            "2025-09-04 WorkingDay Paused PT0S PT4H",
            "2025-09-05 WorkingDay Counted PT5H30M PT9H30M",
            "2025-09-06 Weekend DayOff PT0S PT9H30M",
            "2025-09-07 Weekend DayOff PT0S PT9H30M",
            "2025-09-08 WorkingDay Counted PT8H PT17H30M",
            "2025-09-09 WorkingDay Counted PT6H30M PT24H",
        ]
    );
    assert_eq!(
        told(
            "2025-08-28T18:00",
            limit(1, Unit::CalendarDay),
            &[pause("2025-08-29T10:00", "2025-09-03T08:30")]
        ),
        [
            "2025-08-28 WorkingDay AfterClosing PT0S PT0S",
            "2025-08-29 WorkingDay DayOfEvent PT0S PT0S day 0",
            "2025-08-30 Weekend Counted PT0S PT0S day 1",
            "2025-08-31 Weekend MovedOn PT0S PT0S day 1",
            "2025-09-01 PublicHoliday MovedOn PT0S PT0S day 1",
            "2025-09-02 PublicHoliday MovedOn PT0S PT0S day 1",
            "2025-09-03 WorkingDay MovedOn PT0S PT0S day 1",
            "2025-09-04 WorkingDay PauseMadeUp PT6H30M PT6H30M",
        ]
    );
    assert_eq!(
        told("2025-08-29T15:30", Limit::SAME_DAY, &[]),
        [
            "2025-08-29 WorkingDay AfterCutOff PT0S PT0S",
            "2025-08-30 Weekend DayOff PT0S PT0S",
            "2025-08-31 Weekend DayOff PT0S PT0S",
            "2025-09-01 PublicHoliday DayOff PT0S PT0S",
            "2025-09-02 PublicHoliday DayOff PT0S PT0S",
            "2025-09-03 WorkingDay Counted PT0S PT0S",
        ]
    );
}

#[test]
fn a_ledger_in_a_pause_has_no_due_moment_but_what_is_left() {
    let calendar = province();
    let limit = limit(3, Unit::WorkingDay);
    let running = |from: &str, to: Option<&str>| Running {
        from: at(from),
        to: to.map(at),
    };
    let stopped = Ledger::new(vec![running("2025-08-29T16:00", Some("2025-09-03T10:00"))]).unwrap();
    assert_eq!(
        due_from_ledger(&calendar, limit, &stopped),
        Standing::Paused {
            consumed: WorkingTime::hours(4),
            remaining: WorkingTime::hours(20)
        }
    );
    let resumed = Ledger::new(vec![
        running("2025-08-29T16:00", Some("2025-09-03T10:00")),
        running("2025-09-05T10:00", None),
    ])
    .unwrap();
    let Standing::Due(due) = due_from_ledger(&calendar, limit, &resumed) else {
        panic!("the clock runs")
    };
    assert_eq!(due.due, at("2025-09-09T16:00"));
    assert_eq!(
        consumed(&calendar, &resumed, at("2025-09-05T11:00")),
        WorkingTime::hours(5)
    );
    // Stopped a day too late: the due moment stands.
    let late = Ledger::new(vec![running("2025-08-29T16:00", Some("2025-09-08T16:00"))]).unwrap();
    let Standing::Due(due) = due_from_ledger(&calendar, limit, &late) else {
        panic!("its end has passed")
    };
    assert_eq!(due.due, at("2025-09-05T16:00"));
}

#[test]
fn a_ledger_that_overlaps_or_runs_backwards_is_refused() {
    let running = |from: &str, to: Option<&str>| Running {
        from: at(from),
        to: to.map(at),
    };
    assert_eq!(Ledger::new(Vec::new()), Err(LedgerError::Empty));
    let open_before = vec![running("2025-07-07T08:00", None), running("2025-07-08T08:00", None)];
    assert!(matches!(Ledger::new(open_before), Err(LedgerError::Overlap(_))));
    let back = vec![running("2025-07-07T08:00", Some("2025-07-07T07:00"))];
    assert!(matches!(Ledger::new(back), Err(LedgerError::Reversed { .. })));
}

#[test]
fn a_calendar_reads_back_what_it_wrote_and_refuses_nonsense() {
    let calendar = province();
    let text = serde_json::to_string(&calendar).unwrap();
    assert_eq!(serde_json::from_str::<Calendar>(&text).unwrap(), calendar);
    let mut facts = calendar.facts().clone();
    facts.hours = Hours::default();
    assert_eq!(Calendar::new(facts.clone()), Err(CalendarError::NeverOpen));
    facts.hours.monday = DayHours::office_day();
    assert_eq!(
        Calendar::new(facts),
        Err(CalendarError::MakeUpWithoutHours(on("2025-04-26")))
    );
}

#[test]
fn a_holiday_table_that_contradicts_itself_is_refused() {
    let wrong = |change: fn(&mut Vec<HolidayRow>)| {
        let mut rows = rows();
        change(&mut rows);
        Calendar::from_holidays("example", 1, Hours::office(), &rows)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(wrong(Vec::clear), "the holiday table is empty");
    assert_eq!(
        wrong(|rows| rows[0].weekday = "Thu".into()),
        "2025-01-01: the day is a Wed, not a Thu"
    );
    assert_eq!(
        wrong(|rows| rows.push(rows[0].clone())),
        "2025-01-01: the day stands in the table twice"
    );
    assert_eq!(
        wrong(|rows| rows.retain(|row| row.date != on("2025-05-02"))),
        "2025-04-26: 2025-05-02 is no swapped_day_off that names this day in turn"
    );
    assert_eq!(
        wrong(|rows| {
            rows.retain(|row| row.date < on("2026-01-01"));
            let mut later = rows[0].clone();
            (later.date, later.weekday) = (on("2027-01-01"), "Fri".into());
            rows.push(later);
        }),
        "the table has no row for 2026; enter its holidays or leave out the years after it"
    );
}
