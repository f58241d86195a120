//! Sheets: Form 06, results, certification, guidance and the hand-over of originals.

use motcua_kernel::{Date, Instant, Money};
use serde::{Deserialize, Serialize};

use super::{Contact, Limit};
use crate::Signatory;

/// How a body kept its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pace {
    /// Before its time.
    Early,
    /// Within its time.
    OnTime,
    /// After its time.
    Late,
    /// Still at work.
    Open,
}

/// One row of Form 06.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// The body that gave the dossier on, with the officer.
    pub giver: String,
    /// The body that took it, with the officer.
    pub taker: String,
    /// When it was handed over.
    pub at: Instant,
    /// When it was acknowledged; none while it was not.
    pub acknowledged_at: Option<Instant>,
    /// How the giver kept its time.
    pub pace: Pace,
    /// A note.
    pub note: String,
}

/// Form 06.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlSheet {
    /// The dossier's number.
    pub dossier: String,
    /// The procedure.
    pub request: String,
    /// The body that handles it.
    pub lead: String,
    /// Bodies that help.
    pub coordinating: Vec<String>,
    /// When it was received.
    pub received_at: Instant,
    /// When the result is due.
    pub due_at: Instant,
    /// The changes of body, in order.
    pub legs: Vec<Leg>,
}

/// One fact of a result: its name and its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The name in Vietnamese.
    pub name: String,
    /// The name in English, where the paper is bilingual.
    pub name_en: Option<String>,
    /// The value.
    pub value: String,
}

/// By what a result is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signing {
    /// Two digital signatures, the leader's and the agency's; the file is the original.
    Digital,
    /// By pen and seal; the sheet is the original, the file is marked as not being it.
    Pen,
}

/// What kind of paper a result is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SheetKind {
    /// A confirmation, a certificate, a permit: facts between opening and closing words.
    #[default]
    Paper,
    /// A decision: grounds, then articles (Decree 30/2020).
    Decision,
    /// It refers to a paper made in another system, and says that it does not stand for it.
    Slip,
    /// Words that certify a copy or a signature (Decree 23/2015).
    Certification,
}

impl SheetKind {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes what it may skip by reference"
    )]
    const fn is_paper(&self) -> bool {
        matches!(self, Self::Paper)
    }
}

/// The result of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultSheet {
    /// What kind of paper it is.
    #[serde(default, skip_serializing_if = "SheetKind::is_paper")]
    pub kind: SheetKind,
    /// On what it stands, one paragraph each (*Căn cứ …*).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<String>,
    /// Its name.
    pub title: String,
    /// Its name in English, where the law asks for both.
    pub title_en: Option<String>,
    /// The opening words, as the law or a decision gives them.
    pub opening: Vec<String>,
    /// The facts.
    pub facts: Vec<Fact>,
    /// What is confirmed or decided.
    pub closing: Vec<String>,
    /// The last day of its validity, if it has one (REC-16).
    pub valid_until: Option<Date>,
    /// What it may be used for, if that is bounded (REC-16).
    pub scope: Option<String>,
    /// Who gets the paper.
    pub recipients: Vec<String>,
    /// By what it is signed.
    pub signing: Signing,
    /// Who signs.
    pub signatory: Signatory,
}

/// The words that certify a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certification {
    /// The paper that was copied.
    pub original: String,
    /// Pages of the copy.
    pub pages: u32,
    /// The number in the book.
    pub number: String,
    /// The book, as `01/2026-SCT/BS`.
    pub book: String,
    /// True for a copy that is a file (Decree 45/2020), false for one on paper.
    pub digital: bool,
    /// The fee.
    pub fee: Option<Money>,
    /// Who certifies.
    pub signatory: Signatory,
}

/// What a person does with a paper when filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Use {
    /// It is handed in.
    HandIn,
    /// It is shown and goes home again.
    Show,
}

/// One paper to prepare.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preparation {
    /// Its name.
    pub name: String,
    /// Handed in or shown.
    pub usage: Use,
    /// How many.
    pub count: u32,
    /// Ticked by the officer: this person has it already.
    pub have: bool,
    /// What the officer adds.
    pub note: String,
}

/// What to prepare before filing; it counts as work, and is no receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guidance {
    /// The procedure.
    pub request: String,
    /// The version of the procedure holds from this day on.
    pub version_from: Date,
    /// The decision that published it.
    pub decision: String,
    /// What to prepare.
    pub preparations: Vec<Preparation>,
    /// The officer's own words.
    pub notes: Vec<String>,
    /// The fee; none while it is being brought up to date.
    pub fee: Option<Money>,
    /// The time limit; none where it is not known.
    #[serde(default)]
    pub limit: Option<Limit>,
    /// Where to file.
    pub places: String,
    /// Who advised.
    pub contact: Contact,
}

/// One original on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// The dossier it belongs to.
    pub dossier: String,
    /// Its name with series or number.
    pub name: String,
    /// Whose it is.
    pub owner: String,
    /// Sheets of paper.
    pub sheets: u32,
    /// The code on its cover, scanned at both ends.
    pub code: String,
}

/// The list of originals that are handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// The place that gives.
    pub giver: String,
    /// The place that takes.
    pub taker: String,
    /// Why they move.
    pub purpose: String,
    /// What moves.
    pub originals: Vec<Original>,
    /// Who gives.
    pub giving: String,
    /// Who carries, where it is somebody else.
    pub carrier: Option<String>,
    /// Who takes; none while they are on the way.
    pub taking: Option<String>,
}
