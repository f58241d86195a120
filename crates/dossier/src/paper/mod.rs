//! The official papers of a dossier (Forms 01 to 06): each is fixed as data in the act that issues it, made when it is
//! first asked for, and kept from then on (REC-03, REC-05, REC-14 to REC-16).
//!
//! A [`DossierPaper`] holds everything that the paper says, with the names of units and officers as they were in the
//! act: whoever is renamed a year later does not change it. Its numbers are given by the commit of the act and stand
//! beside it. The file is made at the first request and named here; every later request gives the same bytes. A
//! reprint is a rendition of its own that says so on every page; it is not kept, but that it was made is.

mod control;
mod draft;
mod fix;
mod kind;
mod loose;
mod names;
mod print;
mod record;
mod result;
mod seal;

pub use control::{ControlError, draw_up};
pub use draft::{OfficeLine, draft, office_lines};
pub use kind::PaperKind;
pub use loose::{Issues, Loose, print_loose};
pub use print::{PaperError, Printed, find, find_by_code, print, reprint};
pub use record::{paper_by_code, papers_of};
pub use seal::Pen;

pub(crate) use draft::not_to_write;
pub(crate) use fix::{Making, apology, fee, limit, receipt, refusal, stop, supplement};
pub(crate) use loose::Upper;
pub(crate) use names::{contact, officer_name, unit_name};
pub(crate) use result::{Signed, result};
pub(crate) use seal::sign_by_leader;

use motcua_kernel::{DossierId, Instant, OfficerId, PaperId, named_id};
use motcua_papers::{Body, Paper, Signing};
use motcua_store::{Blob, Label, Number};
use serde::{Deserialize, Serialize};

/// A paper of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierPaper {
    /// Follows from dossier and kind: a dossier has each of its papers once.
    pub id: PaperId,
    /// The dossier.
    pub dossier: DossierId,
    /// Which paper it is.
    pub kind: PaperKind,
    /// The random code by which its square code leads to the page about it; it tells nothing by itself (REC-17).
    pub code: String,
    /// Its number in the year of the unit; Form 06 goes under the receipt's.
    pub number: Option<Number>,
    /// The dossier number; none before acceptance.
    pub dossier_number: Option<Label>,
    /// What it says, without those numbers and without the address in its square code.
    pub fixed: Paper,
    /// The file, once somebody asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<Made>,
    /// When the agency's signature was added behind the leader's, on a digital result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed_at: Option<Instant>,
    /// Reprints, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reprints: Vec<Reprint>,
}

/// The file of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// When it was made.
    pub at: Instant,
    /// PDF/A-2b, by its digest.
    pub file: Blob,
}

/// A paper that was printed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reprint {
    /// When: it stands on the paper.
    pub at: Instant,
    /// By whom.
    pub officer: OfficerId,
}

/// The id of a dossier's paper of a kind.
pub fn paper_id(dossier: DossierId, kind: PaperKind) -> PaperId {
    named_id("dossier-paper", &format!("{dossier}/{}", kind.word()))
}

impl DossierPaper {
    /// When it was issued.
    pub const fn issued_at(&self) -> Instant {
        self.fixed.head.issued_at
    }

    /// Whether it is a result whose file is the original: signed by keys and not by pen.
    pub fn is_digital(&self) -> bool {
        matches!(&self.fixed.body, Body::Result(sheet) if sheet.signing == Signing::Digital)
    }

    /// Whether the agency's signature is still missing.
    pub fn awaits_seal(&self) -> bool {
        self.is_digital() && self.sealed_at.is_none()
    }

    /// The exact name of its form.
    pub fn name(&self) -> &str {
        self.fixed.body.name()
    }

    /// The whole paper: with its numbers, and its code as an address of the site (`https://…`, no slash at the end).
    pub fn whole(&self, site: &str) -> Paper {
        let mut paper = self.fixed.clone();
        let dossier = self.dossier_number.as_ref().and_then(Label::issued).unwrap_or_default();
        let number = self.number.as_ref().and_then(Number::issued);
        paper.head.mark.address = format!("{site}/g/{}", self.code);
        paper.numbered(dossier, number);
        paper
    }
}
