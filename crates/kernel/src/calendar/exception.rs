//! Days that differ from the ordinary week, each with its name and source.

use super::hours::DayHours;
use serde::{Deserialize, Serialize};

/// Why a day differs from the ordinary week (ADR 3, rule 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExceptionKind {
    /// A public holiday (ngày nghỉ lễ, tết; Labour Code Art. 112).
    PublicHoliday,
    /// The day off for a holiday that falls on the weekend (nghỉ bù; Labour Code Art. 111).
    SubstituteDay,
    /// A day off that is worked on another day (nghỉ hoán đổi).
    SwappedDayOff,
    /// The Saturday that makes up for a swapped day off (làm bù). It has a Friday's hours unless it names its own.
    MakeUpDay,
    /// Closed by a local decision or an emergency; its hours are those that stay open, if any.
    LocalClosure,
    /// Open, at other hours than usual; it names them.
    ChangedHours,
}

impl ExceptionKind {
    /// Whether a day of this kind may, must or must not name hours of its own.
    pub(super) const fn takes_hours(self) -> TakesHours {
        match self {
            Self::PublicHoliday | Self::SubstituteDay | Self::SwappedDayOff => TakesHours::No,
            Self::MakeUpDay | Self::LocalClosure => TakesHours::Maybe,
            Self::ChangedHours => TakesHours::Yes,
        }
    }
}

#[derive(PartialEq, Eq)]
pub(super) enum TakesHours {
    No,
    Maybe,
    Yes,
}

/// A day that differs from the ordinary week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// Why it differs.
    pub kind: ExceptionKind,
    /// What the day is called, in Vietnamese.
    pub name: String,
    /// What the day is called, in English; empty if nobody wrote it.
    #[serde(default)]
    pub name_en: String,
    /// The decision or law that says so.
    pub source: String,
    /// Whether that source is in force. A day that is only announced stands in the calendar all the same.
    pub confirmed: bool,
    /// Hours of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<DayHours>,
}

/// What a day is, as an explanation names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// An ordinary day of work.
    WorkingDay,
    /// A day without work in the ordinary week: mostly Saturday and Sunday.
    Weekend,
    /// See [`ExceptionKind::PublicHoliday`].
    PublicHoliday,
    /// See [`ExceptionKind::SubstituteDay`].
    SubstituteDay,
    /// See [`ExceptionKind::SwappedDayOff`].
    SwappedDayOff,
    /// See [`ExceptionKind::MakeUpDay`].
    MakeUpDay,
    /// See [`ExceptionKind::LocalClosure`].
    LocalClosure,
    /// See [`ExceptionKind::ChangedHours`].
    ChangedHours,
}

impl From<ExceptionKind> for DayKind {
    fn from(kind: ExceptionKind) -> Self {
        match kind {
            ExceptionKind::PublicHoliday => Self::PublicHoliday,
            ExceptionKind::SubstituteDay => Self::SubstituteDay,
            ExceptionKind::SwappedDayOff => Self::SwappedDayOff,
            ExceptionKind::MakeUpDay => Self::MakeUpDay,
            ExceptionKind::LocalClosure => Self::LocalClosure,
            ExceptionKind::ChangedHours => Self::ChangedHours,
        }
    }
}
