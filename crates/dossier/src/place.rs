//! Where a dossier comes from, how, and the three bodies that are never mixed up (INT-01, INT-03, INT-06).

use motcua_kernel::UnitId;
use serde::{Deserialize, Serialize};

/// The way in (cách thức thực hiện). A dossier has exactly one (INT-01).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// At a counter.
    Direct,
    /// On a page of ours or of the national portal.
    Online,
    /// By the public postal service.
    Postal,
    /// In the VNeID application.
    Vneid,
}

impl Channel {
    /// The national code, `KenhThucHien`: VNeID counts as online (INT-01).
    pub const fn national_code(self) -> u8 {
        match self {
            Self::Direct => 1,
            Self::Online | Self::Vneid => 2,
            Self::Postal => 3,
        }
    }

    /// The stable word for columns, facts and words.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Online => "online",
            Self::Postal => "postal",
            Self::Vneid => "vneid",
        }
    }
}

/// Where a dossier was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "system")]
pub enum Source {
    /// On this platform.
    Here,
    /// On another system; its name and its number are unique together (INT-06).
    Elsewhere {
        /// The system's stable word: `national_portal`, `vneid`, `post`, `old_system`.
        name: String,
        /// The number that it gave.
        number: String,
    },
}

impl Source {
    /// One text for the unique key; none for what began here.
    pub fn key(&self) -> Option<String> {
        match self {
            Self::Here => None,
            Self::Elsewhere { name, number } => Some(format!("{name}/{number}")),
        }
    }
}

/// Three bodies on a dossier. Moving one of them moves neither of the others, nor the due moment (INT-03).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    /// Where somebody was helped to fill it in; none for those who filed alone.
    pub help: Option<UnitId>,
    /// The centre that receives: before acceptance the one it was handed to, then the one that accepted.
    pub reception: UnitId,
    /// The centre where the result is to be fetched.
    pub delivery: UnitId,
    /// Who decides, from procedure version and territory; never from the helper's or the counter's address.
    pub deciding: UnitId,
}
