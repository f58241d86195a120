//! What a live dossier waits for.

use serde::{Deserialize, Serialize};

/// Whom or what a live dossier waits for: the groups of an officer's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitsFor {
    /// A counter officer's first check.
    Reception,
    /// Somebody of the unit to take it.
    Taking,
    /// The officer who holds it.
    Officer,
    /// Another body's opinion.
    Opinion,
    /// A ministry's system.
    ExternalSystem,
    /// An initial or a signature.
    Signature,
    /// The records clerk.
    RecordsClerk,
    /// The applicant: a supplement or a payment.
    Applicant,
    /// Somebody to fetch the result.
    Fetching,
    /// Nothing: it is over.
    Nothing,
}

impl WaitsFor {
    /// The stable word for the column and for words.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reception => "reception",
            Self::Taking => "taking",
            Self::Officer => "officer",
            Self::Opinion => "opinion",
            Self::ExternalSystem => "external_system",
            Self::Signature => "signature",
            Self::RecordsClerk => "records_clerk",
            Self::Applicant => "applicant",
            Self::Fetching => "fetching",
            Self::Nothing => "nothing",
        }
    }
}
