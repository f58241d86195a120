//! What the announcing decision says: the national part of a version.

use super::component::Component;
use super::limit::StatedLimit;
use crate::fee::FeeLine;
use crate::{Level, Scope};
use serde::{Deserialize, Serialize};

/// How a dossier may be filed (cách thức thực hiện), with the codes of the national index (INT-01).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// At a counter: 1.
    Direct,
    /// Online: 2.
    Online,
    /// By the public postal service: 3.
    Postal,
}

impl Method {
    /// The method by the word of the national file.
    pub fn from_source(word: &str) -> Option<Self> {
        match word {
            "direct" => Some(Self::Direct),
            "online" => Some(Self::Online),
            "postal" => Some(Self::Postal),
            _ => None,
        }
    }

    /// The code of the national index, `KenhThucHien`.
    pub const fn code(self) -> u8 {
        match self {
            Self::Direct => 1,
            Self::Online => 2,
            Self::Postal => 3,
        }
    }

    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Online => "online",
            Self::Postal => "postal",
        }
    }
}

/// Level of the online service (INT-10). The source knows *full* for few procedures only (data trap 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnlineLevel {
    /// Not online.
    None,
    /// Partly (một phần), or the source does not say how far.
    PartialOrUnspecified,
    /// Fully (toàn trình).
    Full,
}

impl OnlineLevel {
    /// The level by the word of the national file.
    pub fn from_source(word: &str) -> Option<Self> {
        match word {
            "none" => Some(Self::None),
            "mot_phan_or_unspecified" => Some(Self::PartialOrUnspecified),
            "toan_trinh" => Some(Self::Full),
            _ => None,
        }
    }
}

/// One way of filing, with its limit and fees. A method may stand several times: once a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// How it is filed.
    pub method: Method,
    /// How long it takes.
    pub limit: StatedLimit,
    /// What it costs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fees: Vec<FeeLine>,
}

/// A case of a procedure with a limit of its own (`1.001193.01`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How long it takes.
    pub limit: StatedLimit,
}

/// A legal text on which the procedure stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalBasis {
    /// Number of the text.
    pub number: String,
    /// Its title, sometimes cut by the source.
    pub title: String,
}

/// The national part of a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announced {
    /// The announced name.
    pub name: String,
    /// The field.
    pub field: String,
    /// Who decides.
    pub level: Level,
    /// Levels that the source names beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Level>,
    /// For whom it was announced.
    pub scope: Scope,
    /// Number of the announcing decision; empty for one record of the source.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub decision: String,
    /// Kind of procedure in the source's words.
    pub kind: String,
    /// Who announced it.
    pub promulgated_by: String,
    /// Who may file it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
    /// Ways of filing, with limits and fees.
    pub channels: Vec<Channel>,
    /// The limit that the source states once for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub processing: Option<StatedLimit>,
    /// What the source adds to it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub processing_note: String,
    /// Cases with limits of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<Case>,
    /// What is handed in, shown, remarked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
    /// What the person gets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<String>,
    /// Legal texts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<LegalBasis>,
    /// Bodies that carry it out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub executing: Vec<String>,
    /// Bodies that decide.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deciding: Vec<String>,
    /// Bodies that take part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coordinating: Vec<String>,
    /// Bodies as the portal's list names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<String>,
    /// Whether conditions must be met.
    pub has_conditions: bool,
    /// Level of the online service.
    pub online: OnlineLevel,
    /// Whether it may be filed online at all.
    pub online_submission: bool,
    /// Whether it is a full online service, where the source knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_process: Option<bool>,
    /// Whether the ministry says that it does not depend on territory, where the source knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub territory_free: Option<bool>,
    /// Whether a vertical agency handles it, where the source knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vertical: Option<bool>,
    /// Its page on the national portal.
    pub source_url: String,
    /// Its id there.
    pub portal_id: String,
    /// Facts of this record that the collectors wrote from memory: to be checked before they are called right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from_memory: Vec<String>,
}
