//! Words that acts put into papers: names of the forms, signs of their numbers, sentences that stand in every case.
//! They are the law's and the offices', so they stand beside the forms and follow no reader's language.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::Body;

static SAID: LazyLock<BTreeMap<&str, &str>> =
    // The file is ours, and a test reads it.
    LazyLock::new(|| serde_json::from_str(include_str!("../forms/said.json")).unwrap_or_default());

/// The words under a key of `forms/said.json`; empty for a key that is not there.
pub fn said(key: &str) -> &'static str {
    SAID.get(key).copied().unwrap_or_default()
}

/// The words under a key with values in their places: `{unit}`. What a value holds is never read as a place again.
pub fn said_of(key: &str, values: &[(&str, &str)]) -> String {
    let mut rest = said(key);
    let mut text = String::with_capacity(rest.len());
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        let found = values.iter().find(|(known, _)| *known == name);
        text.push_str(found.map_or("", |(_, value)| value));
        rest = behind;
    }
    text.push_str(rest);
    text
}

impl Body {
    /// The exact name of the form (TT 03/2025/TT-VPCP, appendix I); a result has its own.
    pub fn name(&self) -> &str {
        match self {
            Self::Result(result) => &result.title,
            other => said(other.form()),
        }
    }

    /// What stands behind the slash of the paper's number.
    pub fn sign(&self) -> &'static str {
        said(match self {
            Self::Receipt(_) => "receipt-sign",
            Self::Supplement(_) => "supplement-sign",
            Self::Refusal(_) => "refusal-sign",
            Self::Apology(_) => "apology-sign",
            Self::Stop(_) => "stop-sign",
            Self::ControlSheet(_) => "control-sheet-sign",
            Self::Result(_) | Self::Certification(_) | Self::Guidance(_) | Self::HandOver(_) => "",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_there() {
        assert!(SAID.len() > 20, "the file reads");
        assert!(SAID.values().all(|words| !words.trim().is_empty()));
        assert_eq!(
            said_of("pick-up", &[("unit", "A {unit}")]),
            said("pick-up").replace("{unit}", "A {unit}")
        );
        assert_eq!(said("receipt"), crate::sample::find("receipt").unwrap().body.name());
    }
}
