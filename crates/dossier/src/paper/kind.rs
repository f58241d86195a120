//! Which papers a dossier can have, and the words by which addresses name them.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A paper of a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaperKind {
    /// Form 01, at acceptance.
    Receipt,
    /// Form 02, with each supplement request, counted from 1.
    Supplement(u32),
    /// Form 03, at refusal of reception.
    Refusal,
    /// Form 04, at the apology.
    Apology,
    /// Form 05, at the stop.
    Stop,
    /// The result, from the leader's signature on.
    Result,
    /// Form 06, as the ledger stood after so many hand-overs and acknowledgements.
    ControlSheet(u32),
}

impl PaperKind {
    /// The stable word: `receipt`, `supplement-1`.
    pub fn word(self) -> String {
        match self {
            Self::Receipt => "receipt".to_owned(),
            Self::Supplement(round) => format!("supplement-{round}"),
            Self::Refusal => "refusal".to_owned(),
            Self::Apology => "apology".to_owned(),
            Self::Stop => "stop".to_owned(),
            Self::Result => "result".to_owned(),
            Self::ControlSheet(state) => format!("control-sheet-{state}"),
        }
    }

    /// The kind with a word.
    pub fn from_word(word: &str) -> Option<Self> {
        let counted = |name: &str| -> Option<u32> {
            let digits = word.strip_prefix(name)?;
            // As `word` writes it, so that a paper has one address.
            (digits.bytes().all(|digit| digit.is_ascii_digit()) && !digits.starts_with('0'))
                .then(|| digits.parse().ok())
                .flatten()
        };
        match word {
            "receipt" => Some(Self::Receipt),
            "refusal" => Some(Self::Refusal),
            "apology" => Some(Self::Apology),
            "stop" => Some(Self::Stop),
            "result" => Some(Self::Result),
            _ => counted("supplement-")
                .map(Self::Supplement)
                .or_else(|| counted("control-sheet-").map(Self::ControlSheet)),
        }
    }

    /// Whether it is for the offices and not for the applicant: Form 06 goes from unit to unit.
    pub const fn is_inside(self) -> bool {
        match self {
            Self::ControlSheet(_) => true,
            Self::Receipt | Self::Supplement(_) | Self::Refusal | Self::Apology | Self::Stop | Self::Result => false,
        }
    }
}

impl fmt::Display for PaperKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.word())
    }
}

impl Serialize for PaperKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.word())
    }
}

impl<'de> Deserialize<'de> for PaperKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Self::from_word(&word).ok_or_else(|| serde::de::Error::custom(format!("no paper is called {word}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_has_one_word() {
        for kind in [
            PaperKind::Receipt,
            PaperKind::Supplement(2),
            PaperKind::Refusal,
            PaperKind::Apology,
            PaperKind::Stop,
            PaperKind::Result,
            PaperKind::ControlSheet(11),
        ] {
            assert_eq!(PaperKind::from_word(&kind.word()), Some(kind));
        }
        for wrong in [
            "",
            "supplement-",
            "supplement-01",
            "supplement-+1",
            "supplement--1",
            "receipt-1",
        ] {
            assert_eq!(PaperKind::from_word(wrong), None, "{wrong}");
        }
    }
}
