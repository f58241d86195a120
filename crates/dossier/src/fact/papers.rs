//! What the journal says of files on components, and of reprints. Names of files stand in records only.

use crate::paper::PaperKind;
use motcua_kernel::{EnclosureId, Instant, OfficerId, PaperId};
use serde::{Deserialize, Serialize};

/// The files of a component as they are now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilesKept {
    /// When.
    pub at: Instant,
    /// The files.
    pub enclosure: EnclosureId,
    /// The component's key in the version.
    pub component: String,
    /// Their pages together; 0 where none is left.
    pub pages: u32,
}

/// What lies there at acceptance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PapersSeen {
    /// When.
    pub at: Instant,
    /// Keys of components that have a file.
    pub on_file: Vec<String>,
    /// Keys of components that were handed in on paper alone.
    pub on_paper: Vec<String>,
}

/// A reprint of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperReprinted {
    /// When: it stands on the paper.
    pub at: Instant,
    /// The paper.
    pub paper: PaperId,
    /// Which it is.
    #[serde(rename = "form")]
    pub kind: PaperKind,
    /// By whom.
    pub officer: OfficerId,
}
