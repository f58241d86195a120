//! Territory: the province, its communes, wards and special zones, the districts and communes before them.

pub mod address;
pub mod place;
pub mod record;
#[cfg(test)]
mod tests;
pub mod words;

pub use words::{AreaWords, WordsError};

use crate::Period;
use crate::origin::Origin;
use crate::succession::Succession;
use motcua_kernel::{AreaId, named_id};
use serde::{Deserialize, Serialize};

/// How far down an area stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Province or city under the government.
    Province,
    /// District, town or city of a province: ended on 1 July 2025.
    District,
    /// Commune, ward, township, special zone.
    Commune,
}

impl Level {
    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::District => "district",
            Self::Commune => "commune",
        }
    }

    /// The level with this stable word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Province, Self::District, Self::Commune]
            .into_iter()
            .find(|level| level.word() == word)
    }
}

/// What kind of area it is. The same word (city) stands at two levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaKind {
    /// tỉnh
    Province,
    /// thành phố, under the government or of a province
    City,
    /// thị xã
    Town,
    /// huyện
    District,
    /// phường
    Ward,
    /// xã
    Commune,
    /// thị trấn, until 2025
    Township,
    /// đặc khu
    SpecialZone,
}

impl AreaKind {
    /// The kind that a data file names.
    pub fn from_data(word: &str) -> Option<Self> {
        match word {
            "tinh" => Some(Self::Province),
            "thanh_pho" => Some(Self::City),
            "thi_xa" => Some(Self::Town),
            "huyen" => Some(Self::District),
            "phuong" => Some(Self::Ward),
            "xa" => Some(Self::Commune),
            "thi_tran" => Some(Self::Township),
            "dac_khu" => Some(Self::SpecialZone),
            _ => None,
        }
    }

    /// The stable word of columns and views.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::City => "city",
            Self::Town => "town",
            Self::District => "district",
            Self::Ward => "ward",
            Self::Commune => "commune",
            Self::Township => "township",
            Self::SpecialZone => "special_zone",
        }
    }
}

/// A point on the map in millionths of a degree (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// North of the equator.
    pub latitude_millionths: i64,
    /// East of Greenwich.
    pub longitude_millionths: i64,
}

/// One administrative area as it stood for one stretch of time.
///
/// Codes are used again: 06688 was phường Hồng Hải and is now phường Hạ Long. So the code alone is no
/// identity; the id is made of the code and the time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// The id.
    pub id: AreaId,
    /// The code of the national list: two digits, three, or five.
    pub code: String,
    /// How far down it stands.
    pub level: Level,
    /// What kind it is.
    pub kind: AreaKind,
    /// The name alone: "Hồng Hải".
    pub name: String,
    /// The name with its kind, as papers write it: "Phường Hồng Hải".
    pub full_name: String,
    /// The area that it lies in.
    pub parent: Option<AreaId>,
    /// When it stood.
    pub period: Period,
    /// What follows it; empty while it stands.
    pub successors: Vec<Succession<AreaId>>,
    /// The resolution that made it (or, for an old one, ended it).
    pub basis: Option<String>,
    /// People living there, where the source says so.
    pub population: Option<i64>,
    /// A point inside it, where the source has one.
    pub inside: Option<Spot>,
    /// A remark of the source.
    pub note: Option<String>,
    /// Who wrote it last.
    pub origin: Origin,
}

/// The id of an area that a data file brings: level, code, and whether it is of the map that ended.
pub fn area_id(level: Level, code: &str, ended: bool) -> AreaId {
    let era = if ended { "/old" } else { "" };
    named_id("area", &format!("{}/{code}{era}", level.word()))
}
