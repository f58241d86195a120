//! The first check: one verdict for every component of the pinned version, none left out.

use motcua_kernel::calendar::Limit;
use serde::{Deserialize, Serialize};

/// What the pinned version says, as far as the transitions need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// How long it takes.
    pub limit: Limit,
    /// The components that may be asked for, by key; remarks are none.
    pub components: Vec<Component>,
}

/// One component that the pinned version names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Its key in the version.
    pub key: String,
    /// Whether it is always needed.
    pub required: bool,
}

/// What the officer found of one component (INT-09, REC-02).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Verdict {
    /// Handed in and kept.
    HandedIn {
        /// How many.
        copies: u32,
    },
    /// Shown, compared with the original and given back (đã đối chiếu bản chính).
    Shown,
    /// Replaced by data that the state has.
    FromData,
    /// Not needed in this case.
    NotNeeded,
    /// Not there.
    Missing,
    /// There, but it cannot be used.
    Wrong,
}

impl Verdict {
    /// Whether the applicant must still do something.
    pub const fn is_lacking(self) -> bool {
        match self {
            Self::Missing | Self::Wrong => true,
            Self::HandedIn { .. } | Self::Shown | Self::FromData | Self::NotNeeded => false,
        }
    }
}

/// One line of the check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// The component's key.
    pub component: String,
    /// What was found.
    pub verdict: Verdict,
    /// What the applicant must do about it, for what is lacking.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
}

/// A check that is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckError {
    /// A component was passed over: defects are told all at once, so everything must have been looked at.
    #[error("the component {0} has not been checked: give a verdict for every component")]
    Unchecked(String),
    /// INT-08: nobody is asked for papers that the version does not name.
    #[error("the procedure has no component {0}: nothing beyond the published list may be asked for")]
    NotAComponent(String),
    /// Two verdicts for one component.
    #[error("the component {0} has two verdicts")]
    Twice(String),
    /// A component that is always needed was called unnecessary.
    #[error("the component {0} is always needed")]
    Needed(String),
    /// Something is lacking and nobody says what to do.
    #[error("say what the applicant must do about {0}")]
    NoRemark(String),
}

/// A whole check: every component of the version has one verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Checklist(Vec<Checked>);

impl Checklist {
    /// A check of these lines, in the order of the version's components.
    ///
    /// # Errors
    ///
    /// Fails when a component was passed over or has two verdicts, when a line names none of the version's
    /// components, when what is always needed is called unnecessary, or when a lacking one has no remark.
    pub fn new(lines: Vec<Checked>, terms: &Terms) -> Result<Self, CheckError> {
        for (at, line) in lines.iter().enumerate() {
            if lines[..at].iter().any(|earlier| earlier.component == line.component) {
                return Err(CheckError::Twice(line.component.clone()));
            }
            if !terms.components.iter().any(|component| component.key == line.component) {
                return Err(CheckError::NotAComponent(line.component.clone()));
            }
        }
        let mut ordered = Vec::with_capacity(lines.len());
        for component in &terms.components {
            let line = lines
                .iter()
                .find(|line| line.component == component.key)
                .ok_or_else(|| CheckError::Unchecked(component.key.clone()))?;
            if component.required && line.verdict == Verdict::NotNeeded {
                return Err(CheckError::Needed(component.key.clone()));
            }
            if line.verdict.is_lacking() && line.remark.trim().is_empty() {
                return Err(CheckError::NoRemark(component.key.clone()));
            }
            ordered.push(line.clone());
        }
        Ok(Self(ordered))
    }

    /// All lines.
    pub fn lines(&self) -> &[Checked] {
        &self.0
    }

    /// The lines that ask something of the applicant.
    pub fn lacking(&self) -> impl Iterator<Item = &Checked> {
        self.0.iter().filter(|line| line.verdict.is_lacking())
    }
}
