//! The ten kinds of steps.

use serde::{Deserialize, Serialize};

/// What is done at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Look, accept, number.
    Receive,
    /// Choose the officer.
    Assign,
    /// Appraise.
    Check,
    /// Work in a ministry's system.
    ExternalSystem,
    /// Ask another body.
    Consult,
    /// Draft the result.
    Propose,
    /// Initial (ký nháy).
    Initial,
    /// Sign.
    Sign,
    /// Number, date, seal.
    Issue,
    /// Deliver.
    Return,
}

impl StepKind {
    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Receive => "receive",
            Self::Assign => "assign",
            Self::Check => "check",
            Self::ExternalSystem => "external_system",
            Self::Consult => "consult",
            Self::Propose => "propose",
            Self::Initial => "initial",
            Self::Sign => "sign",
            Self::Issue => "issue",
            Self::Return => "return",
        }
    }

    /// Whether an officer takes the dossier before working on it. Initialling, signing, issuing and delivering
    /// are done from a common pile: whoever is there and may, does it.
    pub const fn is_taken(self) -> bool {
        match self {
            Self::Receive | Self::Assign | Self::Check | Self::ExternalSystem | Self::Consult | Self::Propose => true,
            Self::Initial | Self::Sign | Self::Issue | Self::Return => false,
        }
    }

    /// Whether a result must have been proposed before a dossier comes here.
    pub const fn needs_result(self) -> bool {
        match self {
            Self::Initial | Self::Sign | Self::Issue | Self::Return => true,
            Self::Receive | Self::Assign | Self::Check | Self::ExternalSystem | Self::Consult | Self::Propose => false,
        }
    }

    /// Whether a proposed result is initialled or signed here.
    pub const fn is_signed_at(self) -> bool {
        match self {
            Self::Initial | Self::Sign => true,
            Self::Receive
            | Self::Assign
            | Self::Check
            | Self::ExternalSystem
            | Self::Consult
            | Self::Propose
            | Self::Issue
            | Self::Return => false,
        }
    }
}
