//! What a notice says beside its words.

use motcua_kernel::{Date, Instant};
use serde::{Deserialize, Serialize};

/// The values of a notice, as they were when it was made: nothing of a person, nothing of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// What the dossier is called by.
    pub number: String,
    /// The name of the centre that the person turns to.
    pub centre: String,
    /// The telephone that answers.
    pub phone: String,
    /// The promised moment, as papers and pages say it (D5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Instant>,
    /// The last day of an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Date>,
}

#[cfg(any(test, feature = "samples"))]
impl Facts {
    /// Believable facts for a kind.
    pub fn sample(kind: crate::Kind) -> Self {
        use crate::Kind;
        Self {
            number: "H49.105-261124-0037".to_owned(),
            centre: "Trung t\u{e2}m Ph\u{1ee5}c v\u{1ee5} h\u{e0}nh ch\u{ed}nh c\u{f4}ng Hong Gai".to_owned(),
            phone: "0203 000 0054".to_owned(),
            due: matches!(kind, Kind::DossierAccepted | Kind::Apology | Kind::DossierTransferred)
                .then(|| Instant::from_micros(1_795_770_000_000_000)),
            last_day: matches!(
                kind,
                Kind::SupplementAsked | Kind::SupplementLapsed | Kind::SupplementMissed | Kind::SupplementEnding
            )
            .then(|| Date::new(2026, 12, 4).expect("a day")),
        }
    }
}
