//! When something is due.

use super::limit::{Limit, Unit, WorkingTime};
use super::{Calendar, TimeOfDay, clock};
use crate::{Date, Instant};

/// A same-day matter received later than this is due a working day later (ADR 3, rule 5; REC-08).
pub const SAME_DAY_CUT_OFF: TimeOfDay = TimeOfDay::known(15, 0);

/// One moment of working time with two names, since between two stretches of work no time passes: the end of the
/// one and the beginning of the next. Inside a stretch both are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Edge {
    /// The end of the earlier stretch (17:30 on Friday): what papers and screens say.
    pub earlier: Instant,
    /// The beginning of the later one (07:30 on Monday): what the rules compare with.
    pub later: Instant,
}

/// A pause that begins after it ends.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a pause from {from} to {to} ends before it begins; swap the two moments")]
pub struct PauseError {
    /// Where it would begin.
    pub from: Instant,
    /// Where it would end.
    pub to: Instant,
}

/// A stretch in which the time limit does not run (PRO-11). Whether it may pause is the dossier's to judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pause {
    from: Instant,
    to: Instant,
}

impl Pause {
    /// A pause that has ended. One that has not is no pause yet but an open end of the ledger: [`super::Standing`].
    ///
    /// # Errors
    ///
    /// Fails when it ends before it begins.
    pub const fn new(from: Instant, to: Instant) -> Result<Self, PauseError> {
        if to.as_micros() < from.as_micros() {
            return Err(PauseError { from, to });
        }
        Ok(Self { from, to })
    }

    /// When the clock stopped.
    pub const fn from(self) -> Instant {
        self.from
    }

    /// When it ran again.
    pub const fn to(self) -> Instant {
        self.to
    }
}

/// The end of a limit of days or months before it is moved off a day without work.
///
/// It remembers the day of the month that it aims at. So 31 January and two months is 31 March, whether the two are
/// added at once or one by one over 28 February, and ends add up: `a.plus_months(x).plus_months(y)` is
/// `a.plus_months(x + y)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnrolledEnd {
    date: Date,
    aims_at: i8,
}

impl UnrolledEnd {
    /// The day of the event. It is not counted itself (Civil Code Art. 147).
    pub fn of_event(date: Date) -> Self {
        Self {
            date,
            aims_at: date.civil().day(),
        }
    }

    /// So many days on.
    #[must_use]
    pub fn plus_days(self, days: u32) -> Self {
        Self::of_event(self.date.plus_days(i32::try_from(days).unwrap_or(i32::MAX)))
    }

    /// The corresponding day so many months on, or the last one of a month that has none (Civil Code Art. 148).
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let first = self.date.civil().first_of_month();
        let month = first.saturating_add(jiff::Span::new().months(i64::from(months.min(100_000))));
        let day = self.aims_at.min(month.days_in_month());
        Self {
            date: Date::from(month).plus_days(i32::from(day) - 1),
            aims_at: self.aims_at,
        }
    }

    /// The day.
    pub const fn date(self) -> Date {
        self.date
    }
}

/// When something is due, and how that came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// When the clock started: the reception, or the next opening after it.
    pub started_at: Instant,
    /// The due moment. At the edge between two stretches of work it is the later side (vector D5). Limits of days,
    /// months and the same day end with the work of a day, and are never named by the next one.
    pub due: Instant,
    /// The same moment for papers and screens: at an edge the earlier side.
    pub shown: Instant,
    /// For days and months: the end before it was moved to a working day and shifted by pauses.
    pub unrolled: Option<UnrolledEnd>,
    /// Whether the calendar may still change what was counted: the days lie outside what it knows, or a working day
    /// was counted that is not confirmed. (A day *off* that is not confirmed can only bring the end nearer, and a
    /// promise never moves nearer.)
    pub provisional: bool,
}

/// When something received at `received` is due, with the clock stopped during `pauses` (in any order; what lies
/// before the start or overlaps counts once).
///
/// Each pause moves the end by its working time (ADR 3, rule 6), if it begins no later than the end as the
/// pauses before it have left it.
///
/// ```
/// use motcua_kernel::calendar::{Calendar, CalendarFacts, Hours, Limit, Unit, due};
///
/// let calendar = Calendar::new(CalendarFacts {
///     name: "example".into(),
///     version: 1,
///     known_from: "2025-01-01".parse()?,
///     known_until: "2025-12-31".parse()?,
///     hours: Hours::office(),
///     exceptions: Default::default(),
/// })?;
/// let received = "2025-07-07T16:30:00+07:00".parse()?;
/// let due = due(&calendar, received, Limit::new(4, Unit::WorkingHour)?, &[]);
/// assert_eq!(due.due, "2025-07-08T10:30:00+07:00".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn due(calendar: &Calendar, received: Instant, limit: Limit, pauses: &[Pause]) -> Due {
    Reckoning::new(calendar, received, limit, pauses).due(calendar)
}

/// How much working time a limit gives from a start to its end, whatever its unit: what a ledger draws on.
pub fn allowance(calendar: &Calendar, received: Instant, limit: Limit) -> WorkingTime {
    let reckoning = Reckoning::new(calendar, received, limit, &[]);
    WorkingTime::from_micros(reckoning.end - reckoning.start)
}

/// A due moment on the line of working time, before it is named.
pub(super) struct Reckoning {
    /// Position of the start.
    pub start: i64,
    /// Position of the end without pauses.
    pub end: i64,
    /// Position of the end with them.
    pub shifted_end: i64,
    /// The pauses that moved it, in order, apart from each other.
    pub pauses: Vec<(i64, i64)>,
    /// The day that the clock starts on.
    pub start_day: i32,
    /// For limits that end with a day: the day they end on, before pauses.
    pub end_day: Option<i32>,
    /// For days and months: the end before it moved.
    pub unrolled: Option<UnrolledEnd>,
}

impl Reckoning {
    pub(super) fn new(calendar: &Calendar, received: Instant, limit: Limit, pauses: &[Pause]) -> Self {
        let start = calendar.line.position(received);
        let (start_day, start_time) = clock::split(calendar.effective(received));
        let event = || UnrolledEnd::of_event(clock::date_of(start_day));
        let unrolled = match limit.unit() {
            Unit::WorkingHour | Unit::WorkingDay | Unit::SameDay => None,
            Unit::CalendarDay => Some(event().plus_days(limit.quantity())),
            Unit::Month => Some(event().plus_months(limit.quantity())),
        };
        let end_day = match (limit.unit(), unrolled) {
            (Unit::SameDay, _) if start_time > SAME_DAY_CUT_OFF.micros() => {
                Some(calendar.working_day_from(start_day + 1))
            }
            (Unit::SameDay, _) => Some(start_day),
            // Civil Code Art. 148: an end on a day off moves to the next working day.
            (_, Some(end)) => Some(calendar.working_day_from(clock::day_of(end.date()))),
            (_, None) => None,
        };
        let end = match (end_day, limit.unit()) {
            (Some(day), _) => calendar.line.at_midnight(day + 1),
            (None, Unit::WorkingHour) => start + WorkingTime::hours(limit.quantity()).as_micros(),
            // ADR 3, rule 1: 8 working hours are a working day, also where a day is shorter (ADR 3).
            (None, _) => start + WorkingTime::days(limit.quantity()).as_micros(),
        };
        let mut reckoning = Self {
            start,
            end,
            shifted_end: end,
            pauses: Vec::new(),
            start_day,
            end_day,
            unrolled,
        };
        reckoning.shift(calendar, pauses);
        reckoning
    }

    /// Moves the end by the working time of the pauses that begin before it is over.
    fn shift(&mut self, calendar: &Calendar, pauses: &[Pause]) {
        let mut spans: Vec<(i64, i64)> = pauses
            .iter()
            .map(|pause| (calendar.line.position(pause.from), calendar.line.position(pause.to)))
            .map(|(from, to)| (from.max(self.start), to))
            .filter(|(from, to)| to > from)
            .collect();
        spans.sort_unstable();
        for (from, to) in spans {
            let from = from.max(self.pauses.last().map_or(from, |&(_, before)| before));
            if to <= from {
                continue;
            }
            if from > self.shifted_end {
                break;
            }
            self.shifted_end += to - from;
            self.pauses.push((from, to));
        }
    }

    pub(super) fn due(&self, calendar: &Calendar) -> Due {
        let edge = calendar.line.edge(self.shifted_end);
        // Nothing of the limit was left when the clock ran again: the moment it ran again is the end, and its
        // earlier side lies in the pause.
        let ends_with_a_pause = self.pauses.last().is_some_and(|&(_, to)| to == self.shifted_end);
        let shown = if ends_with_a_pause { edge.later } else { edge.earlier };
        let due = if self.end_day.is_some() { shown } else { edge.later };
        Due {
            started_at: calendar.line.edge(self.start).later,
            due,
            shown,
            unrolled: self.unrolled,
            provisional: self.is_provisional(calendar, due),
        }
    }

    fn is_provisional(&self, calendar: &Calendar, due: Instant) -> bool {
        let (first, last) = (clock::date_of(self.start_day), due.date());
        // What lies between start and end of a limit of days is counted whether people work or not.
        let counted_from = self.end_day.map_or(first, clock::date_of);
        let mut counted = calendar.facts().exceptions.range(counted_from.min(last)..=last);
        !calendar.knows(first)
            || !calendar.knows(last)
            || counted.any(|(&date, day)| !day.confirmed && calendar.is_working_day(date))
    }
}
