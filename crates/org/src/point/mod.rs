//! Places with counters: the hall of each centre, and the extra reception points of the special zones.

pub mod record;

use crate::Period;
use crate::origin::Origin;
use motcua_kernel::{AreaId, PointId, UnitId, named_id};
use serde::{Deserialize, Serialize};

/// What kind of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PointKind {
    /// The hall of a centre.
    Main,
    /// A further reception point, on an island say.
    Extra,
}

impl PointKind {
    /// The stable word of data files and columns.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Extra => "extra",
        }
    }

    /// The kind with this stable word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Main, Self::Extra].into_iter().find(|kind| kind.word() == word)
    }
}

/// A place with counters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The id.
    pub id: PointId,
    /// Our own stable key: `diem/06673`.
    pub key: String,
    /// The centre that runs it.
    pub centre: UnitId,
    /// What kind of place it is.
    pub kind: PointKind,
    /// The name on the door.
    pub name: String,
    /// The area that it stands in.
    pub area: Option<AreaId>,
    /// When it is there.
    pub period: Period,
    /// Whether the place is our proposal.
    pub proposed: bool,
    /// A remark of the source.
    pub note: Option<String>,
    /// Who wrote it last.
    pub origin: Origin,
}

/// The id of the point with this key.
pub fn point_id(key: &str) -> PointId {
    named_id("point", key)
}
