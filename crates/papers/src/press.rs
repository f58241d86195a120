//! Typesetting: a paper and its form become PDF/A-2b bytes.

mod room;
mod world;

use motcua_kernel::Instant;
use sha2::{Digest as _, Sha256};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Label, Smart};
use typst::introspection::Introspector as _;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::{CodeError, Paper};
pub use room::PressRoom;
use world::Desk;

/// Minutes that a wall clock in the province is ahead of UTC.
const OFFSET: i32 = 7 * 60;

/// How many printings something may lie unused in the typesetter's memory.
const REMEMBERED: usize = 8;

/// A paper as bytes, and where on it signatures are seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The file, PDF/A-2b.
    pub pdf: Vec<u8>,
    /// Its number of pages.
    pub pages: usize,
    /// Where the square code stands.
    pub code: Option<Spot>,
    /// The room for the marks of signatures, where the form has one.
    pub signer: Option<Spot>,
}

/// A place on a page, in thousandths of a point from the upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// The page, from 1.
    pub page: usize,
    /// To the right.
    pub x: i64,
    /// Downwards.
    pub y: i64,
    /// How wide it is.
    pub width: i64,
    /// How high it is.
    pub height: i64,
}

/// A paper that cannot be printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The square code.
    #[error("the square code cannot be made")]
    Code(#[from] CodeError),
    /// The data do not go into JSON.
    #[error("the paper cannot be handed to its form")]
    Data(#[from] serde_json::Error),
    /// The data have no canonical form.
    #[error("the paper has no digest")]
    Digest(#[from] motcua_kernel::CanonicalError),
    /// The form.
    #[error("the form does not go to press: {0}")]
    Form(String),
}

/// Sets the mark of a signature, a page of its own size, as PDF without marks of structure.
pub(crate) fn mark(data: &serde_json::Value, at: Instant) -> Result<Vec<u8>, PrintError> {
    let (_, pdf) = press(&Desk::mark(data)?, "mark".to_owned(), at, false)?;
    Ok(pdf)
}

/// Typesets and writes PDF/A-2b.
fn press(desk: &Desk, ident: String, at: Instant, tagged: bool) -> Result<(PagedDocument, Vec<u8>), PrintError> {
    let document = typst::compile::<PagedDocument>(desk)
        .output
        .map_err(|problems| told(&problems))?;
    let standards =
        PdfStandards::new(&[PdfStandard::A_2b]).map_err(|wrong| PrintError::Form(wrong.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some("Motcua".to_owned())),
        timestamp: timestamp(at),
        standards,
        tagged,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|problems| told(&problems))?;
    typst::comemo::evict(REMEMBERED);
    Ok((document, pdf))
}

impl Paper {
    /// Sets the paper. The same paper gives the same bytes, whenever and wherever it is printed.
    ///
    /// # Errors
    ///
    /// When the square code would be too large to print, or the form and its data do not fit each other.
    pub fn print(&self) -> Result<Printed, PrintError> {
        let at = self.head.reprinted_at.unwrap_or(self.head.issued_at);
        let (document, pdf) = press(&Desk::new(self)?, self.digest()?, at, true)?;
        Ok(Printed {
            pdf,
            pages: document.pages().len(),
            code: spot(&document, "code"),
            signer: spot(&document, "signer"),
        })
    }

    /// The digest of everything that the paper says, in hexadecimal: what an act keeps beside the bytes.
    ///
    /// # Errors
    ///
    /// When the data have no canonical JSON.
    pub fn digest(&self) -> Result<String, PrintError> {
        let text = motcua_kernel::canonical(&serde_json::to_value(self)?)?;
        Ok(Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// What the typesetter complains about, in one line.
fn told(problems: &[SourceDiagnostic]) -> PrintError {
    let messages: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    PrintError::Form(messages.join("; "))
}

/// The moment of issue as the file bears it.
fn timestamp(moment: Instant) -> Option<Timestamp> {
    let (date, time) = (moment.civil().date(), moment.civil().time());
    let part = |number: i8| u8::try_from(number).ok();
    let datetime = Datetime::from_ymd_hms(
        date.year().into(),
        part(date.month())?,
        part(date.day())?,
        part(time.hour())?,
        part(time.minute())?,
        part(time.second())?,
    )?;
    Timestamp::new_local(datetime, OFFSET)
}

/// The place between two corners that a form names.
fn spot(document: &PagedDocument, name: &str) -> Option<Spot> {
    let corner = |name: &str| {
        let introspector = document.introspector();
        let label = Label::new(PicoStr::intern(name))?;
        introspector.position(introspector.query_label(label).ok()?.location()?)
    };
    let (start, end) = (corner(name)?, corner(&format!("{name}-end"))?);
    // Thousandths of a point: a sheet has fewer than a million of them.
    let thousandths = |length: typst::layout::Abs| (length.to_pt() * 1000.0).round() as i64;
    let (x, y) = (thousandths(start.point.x), thousandths(start.point.y));
    Some(Spot {
        page: start.page.get(),
        x,
        y,
        width: thousandths(end.point.x) - x,
        height: thousandths(end.point.y) - y,
    })
}
