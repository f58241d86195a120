//! The statuses that the country counts by (PRO-06).

use serde::{Deserialize, Serialize};

/// The ten statuses that dossiers are synchronised by (PRO-06).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NationalStatus {
    /// 1: newly filed.
    NewlyFiled = 1,
    /// 2: received.
    Received = 2,
    /// 3: not received.
    NotReceived = 3,
    /// 4: in process.
    InProcess = 4,
    /// 5: supplement requested.
    SupplementRequested = 5,
    /// 6: financial obligation requested.
    ObligationRequested = 6,
    /// 7: the citizen asked to withdraw.
    Withdrawn = 7,
    /// 8: stopped.
    Stopped = 8,
    /// 9: processing finished.
    Finished = 9,
    /// 10: result handed over.
    Delivered = 10,
}

impl NationalStatus {
    /// The national code, 1 to 10.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// Whether the country lets one status follow another (law.md §13.3).
    pub const fn may_follow(self, before: Self) -> bool {
        let (from, to) = (before.code(), self.code());
        match from {
            1 => matches!(to, 2 | 3 | 5 | 7),
            2 => matches!(to, 4..=8),
            4 => matches!(to, 4..=9),
            5 => matches!(to, 1..=4 | 7 | 8),
            6 => matches!(to, 4 | 7 | 8),
            // 9 → 4 is possible by correction only, which opens a new, linked dossier here.
            9 => to == 10,
            _ => false,
        }
    }
}
