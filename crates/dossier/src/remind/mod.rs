//! Reminders (nhắc việc, PRO-12, PRO-18): what somebody should be told because time passes and nothing happens.
//!
//! [`reminders`] is pure: a life, the last note on it and the calendar give every reminder with the moments between
//! which it holds. [`remind`] is the timer's act: it tells what holds now to whom it concerns, ends what holds no
//! more, and sets the timer to the next moment at which that changes. Told once is told: the id of a reminder follows
//! from dossier, topic, moment and officer.

mod act;
mod record;
mod rule;
mod seen;
#[cfg(test)]
mod tests;

pub use act::{RemindError, remind};
pub use record::{open_of, unseen_count};
pub use rule::{Call, reminders, step_due};
pub use seen::{SeenError, saw_all, saw_one};

use motcua_kernel::{DossierId, Instant, OfficerId, ReminderId, named_id};
use serde::{Deserialize, Serialize};

/// The kind of the timer; it wakes with the dossier's id.
pub const REMIND_TIMER: &str = "dossier.remind";

/// After an act so many seconds pass before the reminders of a dossier are looked at: several acts, one look.
pub(crate) const SETTLE_SECONDS: i64 = 60;

/// What somebody is reminded of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// The first check is due in two working hours (REC-04).
    FirstCheckSoon,
    /// The eight working hours of the first check are over.
    FirstCheckOver,
    /// It was accepted or passed on, and nobody has taken it.
    NotTaken,
    /// Still nobody has.
    NotTakenLong,
    /// The norm of the step ends soon: an internal due moment, the legal one stands above it (PRO-05).
    StepSoon,
    /// The norm of the step is over.
    StepOver,
    /// The promised moment comes near.
    DueSoon,
    /// The promised moment is over.
    Overdue,
    /// It has been over for a working day.
    OverdueLong,
    /// If the promised moment cannot be kept, Form 04 must be made now (PRO-12, D12).
    ApologyNow,
    /// Nobody has touched it for days.
    Forgotten,
    /// The last day for the applicant's supplement comes near.
    SupplementEnding,
    /// The answer of a unit that was asked is due soon.
    OpinionSoon,
    /// A unit that was asked has not answered in time.
    OpinionOver,
}

/// Whom it concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum To {
    /// Whoever holds the dossier; those of the unit who could take it, while nobody has.
    Holder,
    /// The heads of the unit that holds it.
    Heads,
    /// Those who may promise a new moment.
    Promising,
    /// The people of the dossier, by a notice.
    People,
    /// Those who answer for a unit that was asked.
    Asked,
}

impl Matter {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::FirstCheckSoon,
        Self::FirstCheckOver,
        Self::NotTaken,
        Self::NotTakenLong,
        Self::StepSoon,
        Self::StepOver,
        Self::DueSoon,
        Self::Overdue,
        Self::OverdueLong,
        Self::ApologyNow,
        Self::Forgotten,
        Self::SupplementEnding,
        Self::OpinionSoon,
        Self::OpinionOver,
    ];

    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::FirstCheckSoon => "first_check_soon",
            Self::FirstCheckOver => "first_check_over",
            Self::NotTaken => "not_taken",
            Self::NotTakenLong => "not_taken_long",
            Self::StepSoon => "step_soon",
            Self::StepOver => "step_over",
            Self::DueSoon => "due_soon",
            Self::Overdue => "overdue",
            Self::OverdueLong => "overdue_long",
            Self::ApologyNow => "apology_now",
            Self::Forgotten => "forgotten",
            Self::SupplementEnding => "supplement_ending",
            Self::OpinionSoon => "opinion_soon",
            Self::OpinionOver => "opinion_over",
        }
    }

    /// What it is about, told to one officer once: a head who holds a late dossier hears of it once, not twice.
    pub const fn topic(self) -> &'static str {
        match self {
            Self::FirstCheckSoon => "first_check_soon",
            Self::FirstCheckOver => "first_check_over",
            Self::NotTaken | Self::NotTakenLong => "not_taken",
            Self::StepSoon => "step_soon",
            Self::StepOver => "step_over",
            Self::DueSoon => "due_soon",
            Self::Overdue | Self::OverdueLong => "overdue",
            Self::ApologyNow => "apology_now",
            Self::Forgotten => "forgotten",
            Self::SupplementEnding => "supplement_ending",
            Self::OpinionSoon => "opinion_soon",
            Self::OpinionOver => "opinion_over",
        }
    }

    /// Whom it concerns.
    pub const fn to(self) -> To {
        match self {
            Self::FirstCheckSoon
            | Self::NotTaken
            | Self::StepSoon
            | Self::StepOver
            | Self::DueSoon
            | Self::Overdue
            | Self::OpinionOver
            | Self::Forgotten => To::Holder,
            Self::FirstCheckOver | Self::NotTakenLong | Self::OverdueLong => To::Heads,
            Self::ApologyNow => To::Promising,
            Self::SupplementEnding => To::People,
            Self::OpinionSoon => To::Asked,
        }
    }
}

/// A reminder that was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// Its id ([`reminder_id`]).
    pub id: ReminderId,
    /// The dossier.
    pub dossier: DossierId,
    /// What it says.
    pub matter: Matter,
    /// The moment that it is about: what is due then, or since when nothing happened.
    pub about: Instant,
    /// The officer who is told; none when the dossier's people were, by a notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<OfficerId>,
    /// When.
    pub told_at: Instant,
    /// When the officer marked it as seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<Instant>,
    /// When it held no more: somebody acted, or the dossier was paused or ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over_at: Option<Instant>,
}

impl Reminder {
    /// Whether something is still to be done.
    pub const fn is_open(&self) -> bool {
        self.over_at.is_none()
    }

    /// Whether it counts as new.
    pub const fn is_unseen(&self) -> bool {
        self.is_open() && self.seen_at.is_none()
    }
}

/// The id of what is told: nobody is told the same thing twice (PRO-18).
pub fn reminder_id(dossier: DossierId, call: &Call, officer: Option<OfficerId>) -> ReminderId {
    let who = officer.map_or_else(|| "people".to_owned(), |officer| officer.to_string());
    named_id(
        "reminder",
        &format!("{dossier} {} {} {who}", call.matter.topic(), call.about.as_micros()),
    )
}
