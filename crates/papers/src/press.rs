//! Typesetting: a paper and its form become PDF/A-2b bytes.

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
    /// The upper left corner of the square code.
    pub code: Option<Spot>,
    /// The place for the signer's mark, where the form has one.
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

impl Paper {
    /// Sets the paper. The same paper gives the same bytes, whenever and wherever it is printed.
    ///
    /// # Errors
    ///
    /// When the square code would be too large to print, or the form and its data do not fit each other.
    pub fn print(&self) -> Result<Printed, PrintError> {
        let desk = Desk::new(self)?;
        let document = typst::compile::<PagedDocument>(&desk)
            .output
            .map_err(|problems| told(&problems))?;
        let options = PdfOptions {
            ident: Smart::Custom(self.digest()?),
            creator: Smart::Custom(Some("Motcua".to_owned())),
            timestamp: timestamp(self.head.reprinted_at.unwrap_or(self.head.issued_at)),
            standards: PdfStandards::new(&[PdfStandard::A_2b])
                .map_err(|wrong| PrintError::Form(wrong.message().to_string()))?,
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&document, &options).map_err(|problems| told(&problems))?;
        let (code, signer) = (spot(&document, "code"), spot(&document, "signer"));
        let pages = document.pages().len();
        typst::comemo::evict(REMEMBERED);
        Ok(Printed {
            pdf,
            pages,
            code,
            signer,
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

/// The place that a form names.
fn spot(document: &PagedDocument, name: &str) -> Option<Spot> {
    let label = Label::new(PicoStr::intern(name))?;
    let introspector = document.introspector();
    let place = introspector.query_label(label).ok()?.location()?;
    let position = introspector.position(place)?;
    // Thousandths of a point: a sheet has fewer than a million of them.
    let thousandths = |length: typst::layout::Abs| (length.to_pt() * 1000.0).round() as i64;
    Some(Spot {
        page: position.page.get(),
        x: thousandths(position.point.x),
        y: thousandths(position.point.y),
    })
}
