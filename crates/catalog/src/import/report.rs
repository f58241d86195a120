//! What an import did.

use super::national::BadLine;
use crate::Code;
use crate::version::Difference;

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Procedures written so far.
    pub done: usize,
    /// Procedures to write.
    pub of: usize,
}

/// A procedure of which a new version was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Its code.
    pub code: Code,
    /// Its name now.
    pub name: String,
    /// The number of the new version.
    pub number: u32,
    /// What differs from the version before.
    pub differences: Vec<Difference>,
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// The same files were imported before: nothing was read, nothing written.
    pub same_bytes: bool,
    /// Procedures read from the national file.
    pub read: usize,
    /// Procedures that were new.
    pub created: usize,
    /// Procedures that changed, with the differences.
    pub changed: Vec<Changed>,
    /// Procedures that are as they were.
    pub unchanged: usize,
    /// Procedures that are no longer offered.
    pub no_longer_offered: Vec<Code>,
    /// Procedures that are offered again.
    pub offered_again: Vec<Code>,
    /// Written parts that an officer changed, and that the file therefore did not touch.
    pub kept_for_office: Vec<Code>,
    /// Procedures that need a version before a later one that exists: left as they are.
    pub too_early: Vec<Code>,
    /// Lines that could not be read.
    pub bad: Vec<BadLine>,
    /// What deserves a second look in workflows: code and sentence.
    pub concerns: Vec<(Code, String)>,
    /// Change sets that were committed.
    pub change_sets: usize,
}

impl ImportReport {
    /// Whether anything was written.
    pub const fn wrote(&self) -> bool {
        self.change_sets > 0
    }
}
