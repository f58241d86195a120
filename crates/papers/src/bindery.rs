//! The port of a bindery: what rooms and pages ask of whoever makes one PDF of the files that people bring.

use std::future::Future;
use std::pin::Pin;

/// An answer under way.
pub type Binding<'a> = Pin<Box<dyn Future<Output = Result<Bound, Unfit>> + Send + 'a>>;

/// Bytes of one file at most.
pub const MOST_BYTES: u64 = 20 * 1024 * 1024;
/// Pages of one file at most.
pub const MOST_PAGES: u32 = 500;

/// Looks into files that strangers send, and makes PDFs of them: off the threads that answer, a few at once.
pub trait Bindery: Send + Sync {
    /// One file as a PDF. A PDF that holds nothing active stays as it is, byte by byte, with the signatures that it
    /// may have; else what is active is taken out. A photograph becomes a page of A4, the right way up.
    fn take(&self, bytes: Vec<u8>) -> Binding<'_>;

    /// Several PDFs that came out of [`Bindery::take`] as one, in their order.
    fn join(&self, files: Vec<Vec<u8>>) -> Binding<'_>;
}

/// A PDF that opens, and holds nothing that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// Its bytes.
    pub pdf: Vec<u8>,
    /// Its pages, at least one.
    pub pages: u32,
}

/// Why a file cannot be taken. What it is counts, whatever it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Nothing in it.
    #[error("the file is empty: choose it again")]
    Empty,
    /// Over [`MOST_BYTES`].
    #[error("the file is larger than 20 MB: photograph it again, or split it")]
    TooLarge,
    /// The photographs of an iPhone that was not told to make compatible ones.
    #[error("the file is a HEIC photograph: set the camera to the most compatible format, and take it again")]
    Heic,
    /// Neither JPEG nor PNG nor PDF.
    #[error("the file is neither a photograph (JPEG, PNG) nor a PDF")]
    OtherKind,
    /// It cannot be opened without a password.
    #[error("the file is locked by a password: save it without one")]
    Locked,
    /// It does not open, or ends too early.
    #[error("the file is damaged: save or photograph it anew")]
    Broken,
    /// A form that only its maker's program can show.
    #[error("the form in the file shows in one program only: print it into a PDF first")]
    Dynamic,
    /// Over [`MOST_PAGES`].
    #[error("the file has more than 500 pages: split it")]
    TooManyPages,
    /// A photograph of more points than anybody needs to read a page.
    #[error("the photograph is too large to open: take it at the usual resolution")]
    TooManyPixels,
    /// Too many files wait.
    #[error("too many files are being looked at: send it again in a minute")]
    Busy,
}

impl Unfit {
    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too-large",
            Self::Heic => "heic",
            Self::OtherKind => "other-kind",
            Self::Locked => "locked",
            Self::Broken => "broken",
            Self::Dynamic => "dynamic",
            Self::TooManyPages => "too-many-pages",
            Self::TooManyPixels => "too-many-pixels",
            Self::Busy => "busy",
        }
    }
}
