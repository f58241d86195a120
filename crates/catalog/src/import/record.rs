//! Which files were imported last, so that the same bytes are not read again.

use super::{Files, Options};
use crate::version::hexadecimal;
use motcua_kernel::{Instant, ThingId, named_id};
use motcua_store::{Column, Record, RecordKind, Row, record};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Raised when the same bytes would be read into other facts: then they are imported again.
const READING: u32 = 2;

/// The files that were imported last. Plain: what they brought is journaled with each procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedFile {
    /// Always the same.
    pub id: ThingId,
    /// SHA-256 over the files and how they were read, in hexadecimal.
    pub digest: String,
    /// When.
    pub imported_at: Instant,
}

impl ImportedFile {
    pub(super) fn id_of() -> ThingId {
        named_id("imported-file", "catalogue")
    }
}

impl Record for ImportedFile {
    type Id = ThingId;
    const TABLE: &'static str = "catalogue_imported_file";
    const KIND: RecordKind = RecordKind::Plain;
    const COLUMNS: &'static [Column] = &[Column::text("digest")];

    fn id(&self) -> ThingId {
        self.id
    }

    fn columns(&self, row: &mut Row) {
        row.set("digest", &self.digest);
    }
}
record!(ImportedFile);

pub(super) fn digest(files: &Files<'_>, options: &Options) -> String {
    let part = |bytes: Option<&[u8]>| Sha256::digest(bytes.unwrap_or_default());
    let digest = Sha256::new()
        .chain_update(READING.to_be_bytes())
        .chain_update(part(files.national))
        .chain_update(part(files.written))
        .chain_update(part(files.details))
        .chain_update(part(files.english))
        .chain_update(options.province.as_bytes())
        .finalize();
    hexadecimal(&digest)
}
