//! Addresses of files, and of the pages on which they are laid to components.

use crate::paths::fill;
use std::fmt::Display;

/// The files of a draft.
pub const DRAFT_FILES: &str = "/drafts/{draft}/files";
/// One of them.
pub const DRAFT_FILE: &str = "/drafts/{draft}/files/{file}";
/// The files that are laid ready for it.
pub const DOSSIER_SUPPLEMENT_FILES: &str = "/dossiers/{dossier}/supplement/files";
/// One of them.
pub const DOSSIER_SUPPLEMENT_FILE: &str = "/dossiers/{dossier}/supplement/files/{file}";
/// A file of a dossier, for its people.
pub const DOSSIER_FILE: &str = "/dossiers/{dossier}/files/{file}";
/// The files of a submission at the counter.
pub const DESK_COUNTER_FILES: &str = "/desk/counter/{dossier}/files";
/// The files of a draft that an officer fills in.
pub const DESK_HELP_FILES: &str = "/desk/help/drafts/{draft}/files";
/// One of them.
pub const DESK_HELP_FILE: &str = "/desk/help/drafts/{draft}/files/{file}";
/// A file of a dossier, for officers.
pub const DESK_FILE: &str = "/desk/dossiers/{dossier}/files/{file}";

/// The files of a draft.
pub fn draft_files(draft: impl Display) -> String {
    fill(DRAFT_FILES, &[("draft", &draft)])
}

/// The files of a draft that an officer fills in.
pub fn desk_help_files(draft: impl Display) -> String {
    fill(DESK_HELP_FILES, &[("draft", &draft)])
}

/// The files that are laid ready for an answer.
pub fn dossier_supplement_files(dossier: impl Display) -> String {
    fill(DOSSIER_SUPPLEMENT_FILES, &[("dossier", &dossier)])
}

/// A file of a dossier, for its people.
pub fn dossier_file(dossier: impl Display, file: impl Display) -> String {
    fill(DOSSIER_FILE, &[("dossier", &dossier), ("file", &file)])
}

/// The files of a submission at the counter.
pub fn desk_counter_files(dossier: impl Display) -> String {
    fill(DESK_COUNTER_FILES, &[("dossier", &dossier)])
}

/// A file of a dossier, for officers.
pub fn desk_file(dossier: impl Display, file: impl Display) -> String {
    fill(DESK_FILE, &[("dossier", &dossier), ("file", &file)])
}
