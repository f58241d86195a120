//! What a notice is about.

use serde::{Deserialize, Serialize};

/// What happened to a dossier, as its people are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// It was handed in.
    DossierSubmitted,
    /// It was accepted and has a promised moment.
    DossierAccepted,
    /// Reception was refused.
    ReceptionRefused,
    /// Something is missing.
    SupplementAsked,
    /// What was missing has come.
    SupplementAnswered,
    /// What was missing did not come in time.
    SupplementLapsed,
    /// What was missing did not come in time, and the dossier goes on without it.
    SupplementMissed,
    /// The last day for what is missing comes near.
    SupplementEnding,
    /// It will be late; there is one new moment (PRO-12).
    Apology,
    /// It was stopped (PRO-14).
    DossierStopped,
    /// Another body handles it from now on; nothing that was promised changed.
    DossierTransferred,
    /// The result is issued (RES-08: at once, however early).
    ResultReady,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::DossierSubmitted,
        Self::DossierAccepted,
        Self::ReceptionRefused,
        Self::SupplementAsked,
        Self::SupplementAnswered,
        Self::SupplementLapsed,
        Self::SupplementMissed,
        Self::SupplementEnding,
        Self::Apology,
        Self::DossierStopped,
        Self::DossierTransferred,
        Self::ResultReady,
    ];

    /// The key of its words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::DossierSubmitted => "dossier-submitted",
            Self::DossierAccepted => "dossier-accepted",
            Self::ReceptionRefused => "reception-refused",
            Self::SupplementAsked => "supplement-asked",
            Self::SupplementAnswered => "supplement-answered",
            Self::SupplementLapsed => "supplement-lapsed",
            Self::SupplementMissed => "supplement-missed",
            Self::SupplementEnding => "supplement-ending",
            Self::Apology => "apology",
            Self::DossierStopped => "dossier-stopped",
            Self::DossierTransferred => "dossier-transferred",
            Self::ResultReady => "result-ready",
        }
    }

    /// The kind of the outbox message that leads to it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::DossierSubmitted => "notice.dossier_submitted",
            Self::DossierAccepted => "notice.dossier_accepted",
            Self::ReceptionRefused => "notice.reception_refused",
            Self::SupplementAsked => "notice.supplement_asked",
            Self::SupplementAnswered => "notice.supplement_answered",
            Self::SupplementLapsed | Self::SupplementMissed => "notice.supplement_lapsed",
            Self::SupplementEnding => "notice.supplement_ending",
            Self::Apology => "notice.apology",
            Self::DossierStopped => "notice.dossier_stopped",
            Self::DossierTransferred => "notice.dossier_transferred",
            Self::ResultReady => "notice.result_ready",
        }
    }

    /// The kind that a message of the outbox leads to; of two, the one that ends the dossier.
    pub fn of_message(message: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.message() == message)
    }
}
