//! What holds for every calendar: odd hours, lunch breaks, make-up days, closures, holidays in a row.

use super::samples::on;
use super::*;
use crate::{Date, Instant};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The days that the random calendars and starts lie in.
const FIRST: &str = "2025-01-01";

fn day_hours() -> impl Strategy<Value = DayHours> {
    prop::collection::btree_set(0u16..1_440, 0..=6).prop_map(|times| {
        let times: Vec<TimeOfDay> = times
            .into_iter()
            .map(|minutes| TimeOfDay::new(minutes / 60, minutes % 60).unwrap())
            .collect();
        let pairs = times.chunks_exact(2).map(|pair| Stretch {
            from: pair[0],
            to: pair[1],
        });
        DayHours::new(pairs.collect()).unwrap()
    })
}

fn office_or_odd_hours() -> impl Strategy<Value = DayHours> {
    prop_oneof![3 => Just(DayHours::office_day()), 1 => day_hours(), 1 => Just(DayHours::closed())]
}

fn exception_of(kind: ExceptionKind, hours: Option<DayHours>) -> Exception {
    Exception {
        kind,
        name: "một ngày".into(),
        name_en: String::new(),
        source: "an example".into(),
        confirmed: true,
        hours,
    }
}

/// A day that is off or has an ordinary Friday's hours.
fn whole_day() -> impl Strategy<Value = Exception> {
    let kinds = [
        ExceptionKind::PublicHoliday,
        ExceptionKind::SwappedDayOff,
        ExceptionKind::LocalClosure,
    ];
    prop_oneof![
        3 => prop::sample::select(kinds.to_vec()).prop_map(|kind| exception_of(kind, None)),
        1 => Just(exception_of(ExceptionKind::MakeUpDay, Some(DayHours::office_day()))),
    ]
}

fn exception() -> impl Strategy<Value = Exception> {
    let part = day_hours().prop_map(|hours| exception_of(ExceptionKind::LocalClosure, Some(hours)));
    prop_oneof![3 => whole_day(), 1 => part]
}

fn calendar_of(
    week: impl Strategy<Value = Hours>,
    days: impl Strategy<Value = BTreeMap<Date, Exception>>,
) -> impl Strategy<Value = Calendar> {
    (week, days).prop_map(|(hours, exceptions)| {
        Calendar::new(CalendarFacts {
            name: "random".into(),
            version: 1,
            known_from: on("2024-01-01"),
            known_until: on("2029-12-31"),
            hours,
            exceptions,
        })
        .unwrap()
    })
}

fn calendar() -> impl Strategy<Value = Calendar> {
    let week = prop::collection::vec(office_or_odd_hours(), 7).prop_map(|days| {
        let mut days = days.into_iter();
        let mut next = || days.next().unwrap();
        let mut week = Hours {
            monday: next(),
            tuesday: next(),
            wednesday: next(),
            thursday: next(),
            friday: next(),
            saturday: next(),
            sunday: next(),
        };
        if Weekday::ALL.iter().all(|&weekday| week.on(weekday).is_closed()) {
            week.thursday = DayHours::office_day();
        }
        week
    });
    let days = prop::collection::btree_map((0i32..400).prop_map(|day| on(FIRST).plus_days(day)), exception(), 0..40);
    calendar_of(week, days)
}

/// Calendars whose working days all have eight hours, at office time.
fn office_calendar() -> impl Strategy<Value = Calendar> {
    let days = prop::collection::btree_map((0i32..400).prop_map(|day| on(FIRST).plus_days(day)), whole_day(), 0..60);
    calendar_of(Just(Hours::office()), days)
}

/// A moment within a year: any microsecond, or a whole half hour, where edges are.
fn moment() -> impl Strategy<Value = Instant> {
    let start = on(FIRST).start();
    prop_oneof![
        (0i64..365 * clock::DAY).prop_map(move |micros| start.plus_micros(micros)),
        (0i64..365 * 48).prop_map(move |halves| start.plus_micros(halves * clock::HOUR / 2)),
    ]
}

fn pauses() -> impl Strategy<Value = Vec<Pause>> {
    let pause = (moment(), 0i64..20 * clock::DAY)
        .prop_map(|(from, micros)| Pause::new(from, from.plus_micros(micros)).unwrap());
    prop::collection::vec(pause, 0..4)
}

fn unit() -> impl Strategy<Value = Unit> {
    prop::sample::select(&Unit::ALL[..])
}

fn of(quantity: u32, unit: Unit) -> Limit {
    Limit::new(quantity.min(unit.most()), unit).unwrap()
}

/// Working time between two moments, walked stretch by stretch: the slow judge of the line.
fn walked(calendar: &Calendar, from: Instant, to: Instant) -> i64 {
    let (mut day, mut sum) = (from.date(), 0);
    while day <= to.date() {
        for stretch in calendar.hours_on(day).stretches() {
            let opens = day
                .start()
                .plus_micros(i64::from(stretch.from.as_minutes()) * 60_000_000);
            let closes = day.start().plus_micros(i64::from(stretch.to.as_minutes()) * 60_000_000);
            sum += closes.min(to).micros_since(opens.max(from)).max(0);
        }
        day = day.plus_days(1);
    }
    sum
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn working_time_between_start_and_due_is_the_limit(
        calendar in calendar(), start in moment(), quantity in 1u32..40, days in any::<bool>(),
    ) {
        let unit = if days { Unit::WorkingDay } else { Unit::WorkingHour };
        let due = due(&calendar, start, of(quantity, unit), &[]);
        let hours = i64::from(quantity) * if days { 8 } else { 1 };
        prop_assert_eq!(walked(&calendar, start, due.due), hours * clock::HOUR);
        prop_assert_eq!(walked(&calendar, start, due.shown), hours * clock::HOUR);
        prop_assert_eq!(calendar.working_between(start, due.due), WorkingTime::hours(hours as u32));
        prop_assert_eq!(walked(&calendar, start, due.started_at), 0);
        prop_assert!(start <= due.started_at && due.started_at < due.shown && due.shown <= due.due);
    }

    #[test]
    fn limits_of_working_time_add_up(
        calendar in calendar(), start in moment(), x in 1u32..30, y in 1u32..30, days in any::<bool>(),
    ) {
        let unit = if days { Unit::WorkingDay } else { Unit::WorkingHour };
        let at_once = due(&calendar, start, of(x + y, unit), &[]);
        let first = due(&calendar, start, of(x, unit), &[]);
        for between in [first.due, first.shown] {
            let then = due(&calendar, between, of(y, unit), &[]);
            prop_assert_eq!((then.due, then.shown), (at_once.due, at_once.shown));
        }
    }

    #[test]
    fn due_names_the_later_side_and_shown_the_earlier(calendar in calendar(), start in moment(), hours in 1u32..200) {
        let due = due(&calendar, start, of(hours, Unit::WorkingHour), &[]);
        // Any microsecond later, working time has passed; any earlier than shown, some is missing.
        prop_assert!(walked(&calendar, start, due.due.plus_micros(1)) > i64::from(hours) * clock::HOUR);
        prop_assert!(walked(&calendar, start, due.shown.plus_micros(-1)) < i64::from(hours) * clock::HOUR);
    }

    #[test]
    fn a_day_of_eight_hours_keeps_the_time_of_day(calendar in office_calendar(), start in moment(), n in 1u32..60) {
        let due = due(&calendar, start, of(n, Unit::WorkingDay), &[]);
        prop_assert_eq!(clock::split(due.due).1, clock::split(due.started_at).1);
        let mut day = due.started_at.date();
        for _ in 0..n {
            day = day.plus_days(1);
            while !calendar.is_working_day(day) {
                day = day.plus_days(1);
            }
        }
        prop_assert_eq!(due.due.date(), day);
    }

    #[test]
    fn a_later_start_or_a_longer_limit_is_never_due_earlier(
        calendar in calendar(), a in moment(), b in moment(), quantity in 1u32..40, unit in unit(),
    ) {
        let (a, b) = (a.min(b), a.max(b));
        let (from_a, from_b) = (due(&calendar, a, of(quantity, unit), &[]), due(&calendar, b, of(quantity, unit), &[]));
        prop_assert!(from_a.due <= from_b.due && from_a.shown <= from_b.shown);
        let longer = due(&calendar, a, of(quantity + 1, unit), &[]);
        prop_assert!(from_a.due <= longer.due && from_a.shown <= longer.shown);
    }

    #[test]
    fn unrolled_ends_add_up_and_are_the_limit(
        calendar in calendar(), start in moment(), x in 1u32..40, y in 1u32..8,
    ) {
        let due = due(&calendar, start, of(x, Unit::CalendarDay), &[]);
        let end = due.unrolled.unwrap();
        prop_assert_eq!(end.date().days_since(due.started_at.date()), x as i32);
        let event = UnrolledEnd::of_event(due.started_at.date());
        prop_assert_eq!(event.plus_days(x).plus_days(y), event.plus_days(x + y));
        prop_assert_eq!(event.plus_months(x).plus_months(y), event.plus_months(x + y));
        prop_assert!(due.due.date() >= end.date() && calendar.is_working_day(due.due.date()));
        let mut day = end.date();
        while day < due.due.date() {
            prop_assert!(!calendar.is_working_day(day), "rolled over a working day");
            day = day.plus_days(1);
        }
    }

    #[test]
    fn months_are_monotone_before_and_after_rolling(a in 0i32..800, b in 0i32..800, months in 1u32..30) {
        let (a, b) = (on(FIRST).plus_days(a.min(b)), on(FIRST).plus_days(a.max(b)));
        let end = |day| UnrolledEnd::of_event(day).plus_months(months).date();
        prop_assert!(end(a) <= end(b));
    }

    #[test]
    fn pauses_move_the_end_by_their_working_time(
        calendar in calendar(), start in moment(), quantity in 1u32..30, unit in unit(), pauses in pauses(),
    ) {
        let limit = of(quantity, unit);
        let plain = due(&calendar, start, limit, &[]);
        let moved = due(&calendar, start, limit, &pauses);
        prop_assert!(plain.due <= moved.due);
        // Take the paused microseconds out again, walking: what ran is the limit.
        let mut spans: Vec<(Instant, Instant)> = pauses.iter().map(|pause| (pause.from(), pause.to())).collect();
        spans.sort();
        let (mut cursor, mut ran) = (start, 0);
        for (from, to) in spans {
            if from > cursor {
                ran += walked(&calendar, cursor, from.min(moved.due));
            }
            cursor = cursor.max(to).min(moved.due);
        }
        ran += walked(&calendar, cursor, moved.due);
        prop_assert_eq!(ran, allowance(&calendar, start, limit).as_micros());
    }

    #[test]
    fn an_explanation_adds_up_to_the_limit(
        calendar in calendar(), start in moment(), quantity in 1u32..30, unit in unit(), pauses in pauses(),
    ) {
        let limit = of(quantity, unit);
        let due = due(&calendar, start, limit, &pauses);
        let lines = explain(&calendar, start, limit, &pauses);
        let last = lines.last().unwrap();
        prop_assert_eq!(lines[0].date, start.date());
        prop_assert_eq!(last.date, due.shown.date());
        prop_assert!(lines.windows(2).all(|pair| pair[1].date == pair[0].date.plus_days(1)));
        prop_assert!(lines.iter().all(|line| line.counted >= WorkingTime::ZERO));
        prop_assert!(lines.iter().all(|line| line.reason != Reason::Counted || line.days.is_some()
            || line.counted > WorkingTime::ZERO || unit == Unit::SameDay));
        match unit {
            Unit::WorkingHour => prop_assert_eq!(last.total, WorkingTime::hours(quantity)),
            Unit::WorkingDay => prop_assert_eq!(last.total, WorkingTime::days(quantity)),
            Unit::CalendarDay => {
                let days = lines.iter().filter_map(|line| line.days).max();
                prop_assert_eq!(days, Some(quantity));
            }
            Unit::Month | Unit::SameDay => {}
        }
    }

    #[test]
    fn a_ledger_and_its_pauses_give_the_same_moment(
        calendar in calendar(), start in moment(), gaps in prop::collection::vec((1i64..6 * clock::DAY, 1i64..6 * clock::DAY), 0..4),
        quantity in 1u32..30, unit in unit(),
    ) {
        let limit = of(quantity, unit);
        let (mut stretches, mut pauses, mut from) = (Vec::new(), Vec::new(), start);
        for (ran, stood) in gaps {
            let to = from.plus_micros(ran);
            stretches.push(Running { from, to: Some(to) });
            from = to.plus_micros(stood);
            pauses.push(Pause::new(to, from).unwrap());
        }
        stretches.push(Running { from, to: None });
        let running = Ledger::new(stretches.clone()).unwrap();
        let found = due(&calendar, start, limit, &pauses);
        prop_assert_eq!(due_from_ledger(&calendar, limit, &running), Standing::Due(found));
        // At the due moment exactly the allowance is used, unless the clock had run out before a pause.
        if from <= found.due {
            prop_assert_eq!(consumed(&calendar, &running, found.due), allowance(&calendar, start, limit));
        }
        // Paused now and resumed at `from`: what is left runs out at the same moment.
        stretches.pop();
        if !stretches.is_empty() {
            let paused = Ledger::new(stretches).unwrap();
            if let Standing::Paused { consumed, remaining } = due_from_ledger(&calendar, limit, &paused) {
                prop_assert_eq!(consumed + remaining, allowance(&calendar, start, limit));
                let end = calendar.after(from, remaining);
                prop_assert!([end.earlier, end.later].contains(&found.due));
            }
        }
    }

    #[test]
    fn before_undoes_after(calendar in calendar(), moment in moment(), minutes in 0i64..100_000) {
        let time = WorkingTime::from_micros(minutes * clock::MINUTE);
        let there = calendar.after(moment, time);
        for side in [there.earlier, there.later] {
            prop_assert_eq!(calendar.before(side, time).later, calendar.effective(moment));
        }
    }
}

/// A guard against walking over days: in an optimised build this is well under a microsecond each.
#[test]
fn a_hundred_working_days_are_found_quickly() {
    let calendar = super::samples::province();
    let start = super::samples::at("2025-04-24T10:00");
    let limit = of(100, Unit::WorkingDay);
    let began = std::time::Instant::now();
    for _ in 0..1_000 {
        std::hint::black_box(due(&calendar, std::hint::black_box(start), limit, &[]));
    }
    let each = began.elapsed() / 1_000;
    eprintln!("a due moment takes {each:?} in this build");
    // Generous: an unoptimised build on a busy machine must pass too.
    assert!(each < std::time::Duration::from_millis(1), "{each:?}");
}
