//! How sure we are of a fact: read in the catalogue, still to be checked, or our own proposal.

use serde::{Deserialize, Serialize};

/// Where a fact of the written part comes from. Several may hold (`C+K`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mark {
    /// Read in the national catalogue (C).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub catalogue: bool,
    /// General knowledge, to be checked against the legal text before it is called right (K).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub to_check: bool,
    /// A proposal of the writer; the real one is approved by the province (P).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub proposal: bool,
    /// What the writer added to the letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

impl Mark {
    /// A proposal, with nothing to add.
    pub const PROPOSAL: Self = Self {
        catalogue: false,
        to_check: false,
        proposal: true,
        remark: None,
    };

    /// Reads `C`, `C+K`, `K (TT 226/2016/TT-BTC)`, `C: suspect`. Letters that it does not know are kept in the
    /// remark, so that nothing is lost.
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        let head = text.find([':', ' ', '(', ';']).unwrap_or(text.len());
        let letters: Vec<&str> = text[..head].split('+').collect();
        let known = !letters.is_empty() && letters.iter().all(|letter| matches!(*letter, "C" | "K" | "P"));
        if !known {
            let remark = (!text.is_empty()).then(|| text.to_owned());
            return Self {
                to_check: true,
                remark,
                ..Self::default()
            };
        }
        let rest = text[head..].trim_start_matches([':', ' ', ';']).trim();
        Self {
            catalogue: letters.contains(&"C"),
            to_check: letters.contains(&"K"),
            proposal: letters.contains(&"P"),
            remark: (!rest.is_empty()).then(|| rest.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_remark_are_told_apart() {
        let both = Mark::parse("C+K");
        assert!(both.catalogue && both.to_check && !both.proposal && both.remark.is_none());
        assert_eq!(
            Mark::parse("K (TT 226/2016/TT-BTC)").remark.as_deref(),
            Some("(TT 226/2016/TT-BTC)")
        );
        assert_eq!(
            Mark::parse("C: suspect, không dùng").remark.as_deref(),
            Some("suspect, không dùng")
        );
    }

    #[test]
    fn letters_that_nobody_knows_count_as_to_be_checked() {
        let odd = Mark::parse("nghe nói");
        assert!(odd.to_check && !odd.catalogue);
        assert_eq!(odd.remark.as_deref(), Some("nghe nói"));
    }
}
