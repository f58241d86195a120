//! Importing the national catalogue and the written procedures: in seconds, as versions, and again without harm.
//!
//! What is read becomes versions; an unchanged line is passed over. A changed one makes a new version and tells
//! the difference. What the province wrote is carried on and never overwritten by a national file. A code that
//! disappears is marked as no longer offered, never deleted (PRO-02).

mod apply;
mod details;
pub mod national;
mod plan;
mod record;
mod report;
pub mod written;
mod written_form;
mod written_raw;

pub(crate) use apply::set_newest;
pub use national::BadLine;
pub use record::ImportedFile;
pub use report::{Changed, ImportReport, Progress};

use flate2::read::GzDecoder;
use motcua_kernel::{Context, Date};
use motcua_store::{CommitError, ReadError, Store};
use std::io::Read as _;

/// The files to import, as bytes: rooms read no disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct Files<'a> {
    /// The national catalogue: one JSON object a line, gzipped or not.
    pub national: Option<&'a [u8]>,
    /// The written procedures.
    pub written: Option<&'a [u8]>,
    /// The province's details beside the written procedures.
    pub details: Option<&'a [u8]>,
    /// The English of the written procedures' texts.
    pub english: Option<&'a [u8]>,
}

/// How to import.
#[derive(Debug, Clone)]
pub struct Options {
    /// The first day of the versions that come of it.
    pub valid_from: Date,
    /// The province's name, as local decisions name it ("Quảng Ninh"): other provinces' own procedures are kept,
    /// but not offered here.
    pub province: String,
    /// Whether more than a fifth of the procedures may disappear at once.
    pub allow_many_gone: bool,
}

/// Why nothing, or not all, was imported. Repeating the import goes on where it stopped.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The packed file is damaged.
    #[error("the national file cannot be unpacked; fetch it again")]
    Packed(#[source] std::io::Error),
    /// A file that is not of this kind.
    #[error("the {file} file cannot be read: {reason}")]
    NotThisFile {
        /// Which.
        file: &'static str,
        /// Why.
        reason: String,
    },
    /// Too much would disappear: half a file, most likely.
    #[error("{gone} of {of} procedures would no longer be offered; if that is right, allow it and import again")]
    TooManyGone {
        /// How many would disappear.
        gone: usize,
        /// Of how many.
        of: usize,
    },
    /// The store did not give what was kept.
    #[error("the catalogue cannot be read from the store")]
    Read(#[from] ReadError),
    /// The store did not take a change set: somebody else changed the catalogue, or it is not available.
    #[error("the catalogue cannot be written; import again")]
    Commit(#[from] CommitError),
}

/// Reads the general form: a form as in the file of written procedures, and its English.
pub(crate) fn general_form(text: &str) -> Option<crate::form::Form> {
    #[derive(serde::Deserialize)]
    struct File {
        form: written_form::RawForm,
        words: crate::form::Translations,
    }
    let file: File = serde_json::from_str(text).ok()?;
    written_form::form(file.form, &file.words).ok()
}

/// Imports files into the catalogue.
///
/// `progress` is told after each change set. The change sets have ids of their own that follow from what they
/// hold, so an import that was cut off may be repeated: what was written is found and passed over.
///
/// # Errors
///
/// See [`ImportError`]. A bad line is no error: it is reported, and the others are imported.
pub async fn import(
    store: &Store,
    files: Files<'_>,
    options: &Options,
    ctx: &Context,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<ImportReport, ImportError> {
    let bytes = record::digest(&files, options);
    let read = store.read().await?;
    let mark = read.find::<ImportedFile>(ImportedFile::id_of()).await?;
    if mark.as_ref().is_some_and(|mark| mark.digest == bytes) {
        return Ok(ImportReport {
            same_bytes: true,
            ..ImportReport::default()
        });
    }
    let mut report = ImportReport::default();
    let text = files.national.map(unpack).transpose()?;
    let written = match files.written {
        Some(bytes) => {
            let texts = written::Texts {
                written: utf8("written", bytes)?,
                details: utf8("details", files.details.unwrap_or_default())?,
                english: utf8("english", files.english.unwrap_or_default())?,
            };
            let (read, bad) = written::read(texts).map_err(|bad| ImportError::NotThisFile {
                file: "written",
                reason: bad.to_string(),
            })?;
            report.bad.extend(bad);
            read
        }
        None => Vec::new(),
    };
    let steps = plan::plan(&read, text.as_deref(), written, options, ctx, &mut report).await?;
    drop(read);
    apply::apply(store, steps, options, ctx, &mut report, progress).await?;
    apply::remember(store, mark, bytes, ctx).await?;
    Ok(report)
}

fn utf8<'a>(file: &'static str, bytes: &'a [u8]) -> Result<&'a str, ImportError> {
    std::str::from_utf8(bytes).map_err(|error| ImportError::NotThisFile {
        file,
        reason: error.to_string(),
    })
}

fn unpack(bytes: &[u8]) -> Result<String, ImportError> {
    let mut text = String::new();
    let not_this = |error: &dyn std::fmt::Display| ImportError::NotThisFile {
        file: "national",
        reason: error.to_string(),
    };
    if bytes.starts_with(&[0x1f, 0x8b]) {
        GzDecoder::new(bytes)
            .read_to_string(&mut text)
            .map_err(ImportError::Packed)?;
    } else {
        text = String::from_utf8(bytes.to_vec()).map_err(|error| not_this(&error))?;
    }
    // A byte order mark is no part of the first line.
    if let Some(rest) = text.strip_prefix('\u{feff}') {
        text = rest.to_owned();
    }
    if text.trim().is_empty() {
        return Err(not_this(&"it is empty"));
    }
    Ok(text)
}
