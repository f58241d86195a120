//! Bodies: People's Committees that decide, their offices, the centres that receive and deliver, departments.

pub mod jurisdiction;
pub mod record;
pub mod succeed;
#[cfg(test)]
mod tests;

use crate::Period;
use crate::origin::Origin;
use crate::succession::Succession;
use motcua_kernel::{AreaId, UnitId, named_id};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a unit is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// A People's Committee (Ủy ban nhân dân): decides.
    Committee,
    /// An office or division inside a committee: handles.
    Office,
    /// A public service centre: receives and delivers, decides nothing.
    Centre,
    /// A department of the province.
    Department,
    /// A specialised agency with a seat at the centres: police, tax, social insurance, land registry.
    Agency,
}

impl UnitKind {
    /// The stable word of data files, columns and events.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Committee => "committee",
            Self::Office => "office",
            Self::Centre => "centre",
            Self::Department => "department",
            Self::Agency => "agency",
        }
    }

    /// The kind with this stable word.
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::Committee,
            Self::Office,
            Self::Centre,
            Self::Department,
            Self::Agency,
        ]
        .into_iter()
        .find(|kind| kind.word() == word)
    }
}

/// The electronic identifier of a unit (Decision 20/2020/QĐ-TTg): groups of digits and letters, `H49.105`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ElectronicId {
    /// The identifier, at most 35 characters.
    pub code: String,
    /// Whether it is our proposal that nobody has confirmed.
    pub proposed: bool,
}

/// A text that is no electronic identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no electronic identifier; write a letter and two digits, then groups after dots, like H49.105")]
pub struct ElectronicIdError(pub String);

impl ElectronicId {
    /// Checks the shape: `H49`, `H49.105`, `H49.205.01`.
    ///
    /// # Errors
    ///
    /// Fails on another shape and on more than 35 characters.
    pub fn parse(code: &str, proposed: bool) -> Result<Self, ElectronicIdError> {
        let mut groups = code.split('.');
        let first = groups.next().unwrap_or_default().as_bytes();
        let first_fits = first.len() == 3 && first[0].is_ascii_uppercase() && first[1..].iter().all(u8::is_ascii_digit);
        let rest_fits = groups.all(|group| {
            (1..=4).contains(&group.len())
                && group
                    .bytes()
                    .all(|sign| sign.is_ascii_digit() || sign.is_ascii_uppercase())
        });
        if first_fits && rest_fits && code.len() <= 35 {
            Ok(Self {
                code: code.to_owned(),
                proposed,
            })
        } else {
            Err(ElectronicIdError(code.to_owned()))
        }
    }
}

impl fmt::Display for ElectronicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)
    }
}

/// A body that handles or decides, with its dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// The id.
    pub id: UnitId,
    /// Our own stable key: `ubnd/06673`. Unlike names and identifiers it never changes.
    pub key: String,
    /// What it is there for.
    pub kind: UnitKind,
    /// The word by which workflows call this kind of unit: `UBND`, `VP`, `KT`. Empty when none does.
    pub slot: String,
    /// The name as papers write it.
    pub name: String,
    /// The name for narrow places.
    pub short_name: String,
    /// The unit that it belongs to.
    pub parent: Option<UnitId>,
    /// The area that it serves.
    pub area: Option<AreaId>,
    /// The electronic identifier, where it has one.
    pub e_identifier: Option<ElectronicId>,
    /// When it exists.
    pub period: Period,
    /// What follows it.
    pub successors: Vec<Succession<UnitId>>,
    /// The decision that made or ended it.
    pub basis: Option<String>,
    /// A remark of the source.
    pub note: Option<String>,
    /// Who wrote it last.
    pub origin: Origin,
}

impl Unit {
    /// The body whose matters it handles: an office's committee, else the unit itself.
    pub fn body(&self) -> UnitId {
        match (self.kind, self.parent) {
            (UnitKind::Office, Some(parent)) => parent,
            _ => self.id,
        }
    }
}

/// The id of the unit with this key.
pub fn unit_id(key: &str) -> UnitId {
    named_id("unit", key)
}

#[cfg(test)]
mod identifiers {
    use super::*;

    #[test]
    fn identifiers_have_their_shape() {
        for good in ["H49", "H49.01", "H49.105", "H49.205.03"] {
            assert_eq!(ElectronicId::parse(good, true).unwrap().to_string(), good);
        }
        for bad in ["", "49", "H4", "H49.", "H49.10512", "h49.1", "H49 105", "000.00.00.H49"] {
            assert!(ElectronicId::parse(bad, true).is_err(), "{bad}");
        }
    }
}
