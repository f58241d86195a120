//! Invented papers, with plain and with the longest names, for tests, the gallery and trial prints.

use std::io;

use crate::Paper;

macro_rules! samples {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../samples/", $name, ".json")))),+]
    };
}

/// The samples by name, as JSON.
static SAMPLES: &[(&str, &str)] = samples![
    "apology",
    "apology-longest",
    "certification",
    "certification-longest",
    "control-sheet",
    "control-sheet-longest",
    "guidance",
    "guidance-longest",
    "hand-over",
    "hand-over-longest",
    "receipt",
    "receipt-longest-a4",
    "receipt-longest-a5",
    "refusal",
    "refusal-longest",
    "result",
    "result-birth",
    "result-birth-longest",
    "result-building-permit",
    "result-building-permit-longest",
    "result-civil-extract",
    "result-civil-extract-longest",
    "result-copy-certification",
    "result-copy-certification-longest",
    "result-correction",
    "result-correction-longest",
    "result-death",
    "result-death-longest",
    "result-household-business",
    "result-household-business-longest",
    "result-longest",
    "result-marriage",
    "result-marriage-longest",
    "result-marriage-status",
    "result-marriage-status-longest",
    "result-pen",
    "result-signature-certification",
    "result-signature-certification-longest",
    "result-social-pension",
    "result-social-pension-longest",
    "result-social-support",
    "result-social-support-longest",
    "stop",
    "stop-longest",
    "supplement",
    "supplement-longest",
];

/// The names of all samples.
pub fn names() -> impl Iterator<Item = &'static str> {
    SAMPLES.iter().map(|(name, _)| *name)
}

/// The sample with this name.
///
/// # Errors
///
/// When there is none, or it is not a paper.
pub fn find(name: &str) -> io::Result<Paper> {
    let sample = SAMPLES.iter().find(|(known, _)| *known == name);
    let (_, text) = sample.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, name.to_owned()))?;
    Ok(serde_json::from_str(text)?)
}
