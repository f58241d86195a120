//! Maintenance (bảo trì): said to everybody on every page, before it begins and while it lasts.

mod act;
mod record;

pub use act::{Announce, AnnounceError, announce, call_off};
pub use record::planned_after;

use motcua_kernel::{Instant, MaintenanceId, OfficerId};
use motcua_people::person::Language;
use serde::{Deserialize, Serialize};

/// A maintenance that somebody announced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Maintenance {
    /// Its id.
    pub id: MaintenanceId,
    /// When it begins.
    pub from: Instant,
    /// When it should be over.
    pub until: Instant,
    /// What does not work and what still does, in Vietnamese.
    pub text: String,
    /// The same in English.
    pub text_en: String,
    /// Who announced it.
    pub announced_by: OfficerId,
    /// When.
    pub announced_at: Instant,
    /// When it was called off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_off_at: Option<Instant>,
}

impl Maintenance {
    /// So long before it begins pages say so.
    pub const AHEAD_SECONDS: i64 = 3 * 86_400;

    /// Its text.
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Vi => &self.text,
            Language::En => &self.text_en,
        }
    }

    /// Whether it is still to come, or lasts.
    pub fn is_planned(&self, now: Instant) -> bool {
        self.called_off_at.is_none() && now < self.until
    }

    /// Whether pages say so.
    pub fn is_shown(&self, now: Instant) -> bool {
        self.is_planned(now) && self.from <= now.plus_seconds(Self::AHEAD_SECONDS)
    }

    /// Whether it lasts.
    pub fn is_running(&self, now: Instant) -> bool {
        self.is_planned(now) && self.from <= now
    }

    /// Whether two of them overlap.
    pub const fn meets(&self, from: Instant, until: Instant) -> bool {
        self.from.as_micros() < until.as_micros() && from.as_micros() < self.until.as_micros()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600;

    #[test]
    fn it_is_said_three_days_ahead_until_it_is_over_or_called_off() {
        let at = |seconds| Instant::from_micros(0).plus_seconds(seconds);
        let from = 10 * 86_400;
        let planned = Maintenance {
            id: MaintenanceId::from_u128(1),
            from: at(from),
            until: at(from + 2 * HOUR),
            text: "Tạm ngừng nộp hồ sơ.".to_owned(),
            text_en: "Filing is closed.".to_owned(),
            announced_by: OfficerId::from_u128(2),
            announced_at: at(0),
            called_off_at: None,
        };
        let shown = |seconds| planned.is_shown(at(seconds));
        assert!(!shown(from - Maintenance::AHEAD_SECONDS - 1));
        assert!(shown(from - Maintenance::AHEAD_SECONDS) && shown(from) && shown(from + 2 * HOUR - 1));
        assert!(!shown(from + 2 * HOUR));
        assert!(!planned.is_running(at(from - 1)) && planned.is_running(at(from)));
        let off = Maintenance {
            called_off_at: Some(at(1)),
            ..planned.clone()
        };
        assert!(!off.is_shown(at(from)) && !off.is_planned(at(2)));
        assert!(planned.meets(at(from + HOUR), at(from + 3 * HOUR)));
        assert!(!planned.meets(at(from + 2 * HOUR), at(from + 3 * HOUR)));
        assert_eq!(planned.text(Language::En), "Filing is closed.");
    }
}
