//! Files on the components of a dossier: what people photograph or save, one PDF for each component.
//!
//! A file is kept first, encrypted, as a PDF that opens ([`keep`]); then it is laid to a component ([`change`]), whose
//! parts are bound into one PDF in their order. Until a dossier has them, files lie in a draft or in the [`Tray`] of an
//! answer; from then on in an [`Enclosed`], which the journal tells of.

mod change;
mod lacking;
mod place;
mod record;

pub use change::{Change, EncloseError, change, keep};
pub use lacking::{Lack, lacks, takes_files};
pub use place::{Open, Place, open};
pub(crate) use record::take_over;
pub use record::{enclosures_of, live_enclosures};

use crate::party::By;
use motcua_kernel::{BlobId, Date, DossierId, EnclosureId, Instant, SupplementId};
use motcua_store::Blob;
use serde::{Deserialize, Serialize};

/// Bytes of all files of a dossier at most.
pub const MOST_BYTES: u64 = 100 * 1024 * 1024;
/// Files of one component at most.
pub const MOST_PARTS: usize = 40;
/// Letters of a file's name at most.
const MOST_NAME: usize = 120;

/// One file as somebody sent it, made a PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What it was called where it came from.
    pub name: String,
    /// Its bytes, a PDF.
    pub file: Blob,
    /// Its pages.
    pub pages: u32,
    /// When it came.
    pub at: Instant,
    /// From whom.
    pub by: By,
    /// When it was taken away; it can be taken back until it is handed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed_at: Option<Instant>,
}

/// All files of a component, bound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whole {
    /// One PDF.
    pub file: Blob,
    /// Its pages.
    pub pages: u32,
}

/// What lies on one component.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosure {
    /// The component's key in the version.
    pub component: String,
    /// The files, in their order, with those that were taken away.
    pub parts: Vec<Part>,
    /// Those that are there as one PDF; none where none is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<Whole>,
}

impl Enclosure {
    /// An empty one.
    pub fn new(component: &str) -> Self {
        Self {
            component: component.to_owned(),
            parts: Vec::new(),
            whole: None,
        }
    }

    /// The files that are there.
    pub fn live(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.removed_at.is_none())
    }

    /// The file with this id, there or taken away.
    pub fn part(&self, id: BlobId) -> Option<&Part> {
        self.parts.iter().find(|part| part.file.id() == id)
    }

    /// Bytes of the files that are there.
    pub fn bytes(&self) -> u64 {
        self.live().map(|part| part.file.size()).sum()
    }

    /// Every file that it names.
    pub(crate) fn blobs(&self) -> impl Iterator<Item = &Blob> {
        let whole = self.whole.iter().map(|whole| &whole.file);
        self.parts.iter().map(|part| &part.file).chain(whole)
    }
}

/// What is laid ready for an answer to a supplement request; gone with the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tray {
    /// The request.
    pub supplement: SupplementId,
    /// The dossier.
    pub dossier: DossierId,
    /// The files.
    pub enclosures: Vec<Enclosure>,
    /// The last day of the request.
    pub last_day: Date,
}

/// The files of a component of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosed {
    /// Its id.
    pub id: EnclosureId,
    /// The dossier.
    pub dossier: DossierId,
    /// The files.
    pub enclosure: Enclosure,
    /// When they came.
    pub kept_at: Instant,
    /// When an answer brought others in their place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_at: Option<Instant>,
}
