//! A procedure (thủ tục hành chính): its national code, and what a list and a search show at once.

pub mod record;

use crate::ProcedureVersion;
use motcua_kernel::{Date, ProcedureId, ProcedureVersionId, named_id};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A national procedure code, `1.004873`. A few in the national file are longer or carry a mark
/// (`1.0133611`, `1.014955-Xoa`); they are kept as they are, since a dossier may have used them (PRO-02).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(String);

/// A text that is no procedure code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no procedure code: one digit, a point, six to nine digits")]
pub struct CodeError(String);

impl Code {
    /// The code as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of the procedure with this code: the same in every import.
    pub fn procedure(&self) -> ProcedureId {
        named_id("procedure", &self.0)
    }

    /// Whether the source itself marks the code as struck out (`-Xoa`).
    pub fn is_struck_out(&self) -> bool {
        self.0.contains('-')
    }
}

impl FromStr for Code {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let wrong = || CodeError(text.to_owned());
        let (group, rest) = text.split_once('.').ok_or_else(wrong)?;
        let (digits, mark) = rest
            .split_once('-')
            .map_or((rest, None), |(digits, mark)| (digits, Some(mark)));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let right = group.len() == 1
            && all_digits(group)
            && (6..=9).contains(&digits.len())
            && all_digits(digits)
            && mark.is_none_or(|mark| !mark.is_empty() && mark.bytes().all(|byte| byte.is_ascii_alphabetic()));
        if right { Ok(Self(text.to_owned())) } else { Err(wrong()) }
    }
}

impl TryFrom<String> for Code {
    type Error = CodeError;
    fn try_from(text: String) -> Result<Self, CodeError> {
        text.parse()
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The level of government that decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Commune, ward, special zone (cấp xã).
    Commune,
    /// Province (cấp tỉnh).
    Province,
    /// Ministry (cấp bộ).
    Ministry,
    /// The source does not say.
    Unknown,
}

impl Level {
    /// The level by the word of the national file: `xa`, `tinh`, `bo`, or nothing.
    pub fn from_source(word: &str) -> Option<Self> {
        match word {
            "xa" => Some(Self::Commune),
            "tinh" => Some(Self::Province),
            "bo" => Some(Self::Ministry),
            "" => Some(Self::Unknown),
            _ => None,
        }
    }

    /// The stable word in columns and queries.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Commune => "commune",
            Self::Province => "province",
            Self::Ministry => "ministry",
            Self::Unknown => "unknown",
        }
    }
}

/// For whom a procedure was announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The whole country.
    National,
    /// One province.
    Local,
    /// Between agencies; no citizen files it.
    Internal,
}

impl Scope {
    /// The scope by the word of the national file.
    pub fn from_source(word: &str) -> Option<Self> {
        match word {
            "national" => Some(Self::National),
            "local" => Some(Self::Local),
            "internal" => Some(Self::Internal),
            _ => None,
        }
    }
}

/// Whether the procedure can be filed in this province today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Offer {
    /// Yes.
    Here,
    /// Another province announced it for itself.
    Elsewhere,
    /// It disappeared from the national catalogue, or is struck out there. It is kept for ever (PRO-02).
    NoLonger {
        /// The first day without it.
        since: Date,
    },
}

impl Offer {
    /// The stable word in columns and queries.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Elsewhere => "elsewhere",
            Self::NoLonger { .. } => "no_longer",
        }
    }
}

/// A procedure: what a list, a search and a choice of version need, taken from its newest version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Procedure {
    /// Follows from the code.
    pub id: ProcedureId,
    /// The national code.
    pub code: Code,
    /// The announced name.
    pub name: String,
    /// The short name that the province wrote, for lists and buttons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// The short name in English; empty where nobody wrote it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub english: String,
    /// The field (lĩnh vực).
    pub field: String,
    /// Who decides.
    pub level: Level,
    /// For whom it was announced.
    pub scope: Scope,
    /// Whether it can be filed here.
    pub offer: Offer,
    /// Everyday words under which people look for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Its place among the commonly used ones: 1 is the commonest. None for the many without a written part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// The newest published version.
    pub newest: ProcedureVersionId,
    /// How many versions were published so far.
    pub versions: u32,
}

impl Procedure {
    /// The procedure as its newest version shows it.
    pub fn of(version: &ProcedureVersion, offer: Offer) -> Self {
        let written = version.written();
        Self {
            id: version.procedure,
            code: version.code.clone(),
            name: version.announced.name.clone(),
            short: written.map(|written| written.short.clone()),
            english: written
                .filter(|written| written.english.knows(&written.short))
                .map_or_else(String::new, |written| {
                    written.english.text("en", &written.short).to_owned()
                }),
            field: version.announced.field.clone(),
            level: version.announced.level,
            scope: version.announced.scope,
            offer,
            words: version.words(),
            rank: written.map(|written| written.rank),
            newest: version.id,
            versions: version.number,
        }
    }

    /// The name that a person sees: the short one where there is one.
    pub fn shown_name(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.name)
    }

    /// The same in the language with this code; Vietnamese where there is no other.
    pub fn name_in(&self, language: &str) -> &str {
        if language == "en" && !self.english.is_empty() {
            &self.english
        } else {
            self.shown_name()
        }
    }

    /// Whether a citizen can file it here.
    pub fn is_offered(&self) -> bool {
        self.offer == Offer::Here && self.scope != Scope::Internal
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_the_national_file_are_codes() {
        for code in ["1.004873", "1.0133611", "2.009182739", "1.014955-Xoa"] {
            assert_eq!(code.parse::<Code>().unwrap().as_str(), code);
        }
        assert!("1.014955-Xoa".parse::<Code>().unwrap().is_struck_out());
    }

    #[test]
    fn other_texts_are_not() {
        for text in [
            "",
            "1.00487",
            "1004873",
            "12.004873",
            "1.00487x",
            "1.004873-",
            "1.004873.000.00.00.H49",
        ] {
            assert!(text.parse::<Code>().is_err(), "{text}");
        }
    }
}
