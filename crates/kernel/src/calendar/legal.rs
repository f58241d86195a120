//! The legal calendar: the one that time limits are counted by.

use super::exception::{DayKind, Exception, TakesHours};
use super::hours::{DayHours, Hours, HoursError, Weekday};
use super::limit::WorkingTime;
use super::timeline::Timeline;
use super::{Edge, clock};
use crate::{Date, Instant};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A calendar that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// A week without a single hour: no time limit would ever end.
    #[error("the week has no working hours; give at least one weekday its hours")]
    NeverOpen,
    /// Known until before it is known from.
    #[error("the calendar is known from {from} until {until}, which is no time at all; swap the two dates")]
    KnownBackwards {
        /// The first day it knows.
        from: Date,
        /// The last day it knows.
        until: Date,
    },
    /// A day outside the years that the calendar claims to know.
    #[error("{0} lies outside the days that the calendar knows; widen known_from or known_until")]
    Unknown(Date),
    /// Hours where the kind of day has none, or none where it needs them.
    #[error("{date} is a {kind:?} and so {}", if *.needs { "must name its hours" } else { "cannot have hours" })]
    ExceptionHours {
        /// The day.
        date: Date,
        /// What kind of day it is.
        kind: super::ExceptionKind,
        /// Whether hours are missing, or too many.
        needs: bool,
    },
    /// A make-up day without hours in a calendar whose Fridays have none.
    #[error("{0} makes up for a day off, but Fridays have no hours that it could take; give it hours of its own")]
    MakeUpWithoutHours(Date),
    /// Hours up to 24:00: a limit that ends with them would be named by the next day.
    #[error("legal hours may not reach 24:00; end them earlier, and give a desk around the clock service hours")]
    ReachesMidnight,
    /// Wrong hours.
    #[error(transparent)]
    Hours(#[from] HoursError),
}

/// What a calendar states, as it is written down. [`Calendar`] is this, checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarFacts {
    /// Whose calendar it is.
    pub name: String,
    /// Raised with every change; a dossier's ledger says which version it was counted by.
    pub version: u32,
    /// The first day whose holidays are entered.
    pub known_from: Date,
    /// The last day whose holidays are entered. A moment beyond it is provisional.
    pub known_until: Date,
    /// The ordinary week.
    pub hours: Hours,
    /// Days that differ from it.
    #[serde(default)]
    pub exceptions: BTreeMap<Date, Exception>,
}

/// A legal calendar (thời gian làm việc tính thời hạn): when the clock of time limits runs.
///
/// It is a value: another version is another value. When a point *serves* people is another matter and another
/// type, [`super::ServiceHours`]. Cloning is cheap.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "CalendarFacts", into = "CalendarFacts")]
pub struct Calendar {
    facts: Arc<CalendarFacts>,
    pub(super) line: Arc<Timeline>,
}

impl Calendar {
    /// A calendar of these facts.
    ///
    /// # Errors
    ///
    /// Fails when the week has no hours, when days lie outside what is known, or when a day's hours and its kind
    /// contradict each other.
    pub fn new(facts: CalendarFacts) -> Result<Self, CalendarError> {
        if facts.known_from > facts.known_until {
            return Err(CalendarError::KnownBackwards {
                from: facts.known_from,
                until: facts.known_until,
            });
        }
        if Weekday::ALL.iter().all(|&weekday| facts.hours.on(weekday).is_closed()) {
            return Err(CalendarError::NeverOpen);
        }
        let mut special = Vec::with_capacity(facts.exceptions.len());
        for (&date, exception) in &facts.exceptions {
            if date < facts.known_from || date > facts.known_until {
                return Err(CalendarError::Unknown(date));
            }
            special.push((clock::day_of(date), hours_of(date, exception, &facts.hours)?));
        }
        let week = Weekday::ALL.iter().map(|&weekday| facts.hours.on(weekday));
        if week
            .chain(special.iter().map(|(_, hours)| hours))
            .any(DayHours::reaches_midnight)
        {
            return Err(CalendarError::ReachesMidnight);
        }
        let line = Timeline::new(facts.hours.clone(), special.into_iter()).ok_or(CalendarError::NeverOpen)?;
        Ok(Self {
            facts: Arc::new(facts),
            line: Arc::new(line),
        })
    }

    /// The next version, with these days entered over what stood there: a storm, a make-up day announced in
    /// mid-year, a local holiday.
    ///
    /// # Errors
    ///
    /// As [`Calendar::new`].
    pub fn revised(&self, days: impl IntoIterator<Item = (Date, Exception)>) -> Result<Self, CalendarError> {
        let mut facts = CalendarFacts::clone(&self.facts);
        facts.version += 1;
        facts.exceptions.extend(days);
        Self::new(facts)
    }

    /// What the calendar states.
    pub fn facts(&self) -> &CalendarFacts {
        &self.facts
    }

    /// Whose calendar it is.
    pub fn name(&self) -> &str {
        &self.facts.name
    }

    /// Its version. A later version never gives a dossier an earlier promised moment: that is the dossier's rule,
    /// kept in its ledger (architecture, invariant 6).
    pub fn version(&self) -> u32 {
        self.facts.version
    }

    /// The first day whose holidays are entered.
    pub fn known_from(&self) -> Date {
        self.facts.known_from
    }

    /// The last day whose holidays are entered.
    pub fn known_until(&self) -> Date {
        self.facts.known_until
    }

    /// Whether the holidays of a day are entered.
    pub fn knows(&self, date: Date) -> bool {
        (self.known_from()..=self.known_until()).contains(&date)
    }

    /// What differs on a day, if anything does.
    pub fn exception(&self, date: Date) -> Option<&Exception> {
        self.facts.exceptions.get(&date)
    }

    /// The hours of a day.
    pub fn hours_on(&self, date: Date) -> &DayHours {
        self.line.hours(clock::day_of(date))
    }

    /// Whether anybody works on a day, if only for a part of it.
    pub fn is_working_day(&self, date: Date) -> bool {
        !self.hours_on(date).is_closed()
    }

    /// What a day is.
    pub fn kind_of(&self, date: Date) -> DayKind {
        match self.exception(date) {
            Some(exception) => exception.kind.into(),
            None if self.is_working_day(date) => DayKind::WorkingDay,
            None => DayKind::Weekend,
        }
    }

    /// Working time from one moment to a later one; none if it is not later.
    pub fn working_between(&self, from: Instant, to: Instant) -> WorkingTime {
        WorkingTime::from_micros((self.line.position(to) - self.line.position(from)).max(0))
    }

    /// The moment so much working time after another.
    pub fn after(&self, moment: Instant, time: WorkingTime) -> Edge {
        self.line
            .edge(self.line.position(moment).saturating_add(time.as_micros()))
    }

    /// The moment so much working time before another: the last day for Form 04, the hour by which a paper must
    /// lie before the signer.
    pub fn before(&self, moment: Instant, time: WorkingTime) -> Edge {
        self.line
            .edge(self.line.position(moment).saturating_sub(time.as_micros()))
    }

    /// When the clock starts for something received at a moment: then, or at the next opening (INT-07).
    pub fn effective(&self, received: Instant) -> Instant {
        self.after(received, WorkingTime::ZERO).later
    }

    /// The first working day from `day` on.
    pub(super) fn working_day_from(&self, day: i32) -> i32 {
        let mut day = day;
        // Ends: the week has hours, and exceptions are finite.
        while self.line.hours(day).is_closed() {
            day += 1;
        }
        day
    }
}

impl PartialEq for Calendar {
    fn eq(&self, other: &Self) -> bool {
        self.facts == other.facts
    }
}

impl Eq for Calendar {}

impl TryFrom<CalendarFacts> for Calendar {
    type Error = CalendarError;
    fn try_from(facts: CalendarFacts) -> Result<Self, CalendarError> {
        Self::new(facts)
    }
}

impl From<Calendar> for CalendarFacts {
    fn from(calendar: Calendar) -> Self {
        Arc::unwrap_or_clone(calendar.facts)
    }
}

/// The hours that an exception gives its day.
fn hours_of(date: Date, exception: &Exception, week: &Hours) -> Result<DayHours, CalendarError> {
    let takes = exception.kind.takes_hours();
    let wrong = |needs| CalendarError::ExceptionHours {
        date,
        kind: exception.kind,
        needs,
    };
    match &exception.hours {
        Some(_) if takes == TakesHours::No => Err(wrong(false)),
        Some(hours) if hours.is_closed() && takes == TakesHours::Yes => Err(wrong(true)),
        Some(hours) => Ok(hours.clone()),
        None if takes == TakesHours::Yes => Err(wrong(true)),
        None if exception.kind == super::ExceptionKind::MakeUpDay => {
            // What is made up for is an ordinary day of the week: a Friday stands for it.
            let friday = week.on(Weekday::Friday);
            if friday.is_closed() {
                Err(CalendarError::MakeUpWithoutHours(date))
            } else {
                Ok(friday.clone())
            }
        }
        None => Ok(DayHours::closed()),
    }
}
