//! The two calendars, kept: the legal one of the province, and the service hours of each point.
//!
//! Versions are only added. A dossier says which version it was counted by, so that its due moment can be
//! computed again for ever.

pub mod record;
mod revise;

pub use revise::{ReviseError, revise};

use crate::Period;
use crate::origin::Origin;
use motcua_kernel::calendar::{Calendar, ServiceHours};
use motcua_kernel::{CalendarId, Instant, PointId, named_id};
use serde::{Deserialize, Serialize};

/// One version of the legal calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalVersion {
    /// Where it came from.
    pub origin: Origin,
    /// The calendar, with its number.
    pub calendar: Calendar,
}

/// The legal calendar of the province with all its versions, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalCalendar {
    /// The id.
    pub id: CalendarId,
    /// All versions; never empty.
    pub versions: Vec<LegalVersion>,
}

impl LegalCalendar {
    /// The id of the province's legal calendar.
    pub fn province_id() -> CalendarId {
        named_id("calendar", "legal/province")
    }

    /// The version that new dossiers are counted by.
    pub fn current(&self) -> Option<&Calendar> {
        self.versions.last().map(|version| &version.calendar)
    }

    /// A version by its number.
    pub fn version(&self, number: u32) -> Option<&Calendar> {
        self.versions
            .iter()
            .map(|version| &version.calendar)
            .find(|calendar| calendar.version() == number)
    }
}

/// Hours of a point for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursVersion {
    /// When they apply.
    pub period: Period,
    /// The hours.
    pub hours: ServiceHours,
    /// Whether they are our proposal that nobody has confirmed.
    pub proposed: bool,
    /// Where they came from.
    pub origin: Origin,
}

/// When a point serves: all versions, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointHours {
    /// The point.
    pub point: PointId,
    /// All versions.
    pub versions: Vec<HoursVersion>,
}

impl PointHours {
    /// The hours at a moment: of the versions that hold, the one entered last.
    pub fn at(&self, moment: Instant) -> Option<&ServiceHours> {
        self.versions
            .iter()
            .rev()
            .find(|version| version.period.holds(moment))
            .map(|version| &version.hours)
    }
}
