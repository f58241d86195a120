//! What each paper says.

mod sheets;
mod slips;

use motcua_kernel::Instant;
use serde::{Deserialize, Serialize};

use crate::Mark;

pub use sheets::*;
pub use slips::*;

/// A paper with everything that stands on it. Kept as it was in the act; printing adds nothing to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Who issues it, where and when.
    pub head: Head,
    /// What it says.
    pub body: Body,
}

/// The upper part of an official paper (Decree 30/2020, appendix I).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The body above the issuer; empty where there is none, as for a People's Committee.
    pub superior: String,
    /// The body that issues the paper.
    pub issuer: String,
    /// Number and sign, as `0037/TNHS`; none before the records clerk gave one.
    pub number: Option<String>,
    /// The place before the date.
    pub place: String,
    /// The moment of issue: the date of the paper and of the file.
    pub issued_at: Instant,
    /// The size of the sheet.
    pub size: Size,
    /// What the square code carries (REC-14 to REC-16).
    pub mark: Mark,
    /// When it was printed again, for a reprint.
    pub reprinted_at: Option<Instant>,
    /// Whether it is shown before anybody signed it: it says so, and has no square code.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
}

/// The size of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Size {
    /// 210 × 297 mm.
    A4,
    /// 148 × 210 mm, for receipts.
    A5,
}

/// What a paper says, by its kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "kebab-case")]
pub enum Body {
    /// Form 01: receipt of a dossier and appointment for its result (REC-05).
    Receipt(Receipt),
    /// Form 02: request to supplement and complete a dossier (REC-10).
    Supplement(Supplement),
    /// Form 03: refusal to receive a dossier (REC-11).
    Refusal(Refusal),
    /// Form 04: apology and request for more time (PRO-12).
    Apology(Apology),
    /// Form 05: notice that handling stops (PRO-14).
    Stop(Stop),
    /// Form 06: control sheet, one row for each change of body (PRO-08).
    ControlSheet(ControlSheet),
    /// The result of a procedure as a sheet of named facts.
    Result(ResultSheet),
    /// The words that certify a copy against its original.
    Certification(Certification),
    /// What to prepare before filing, ticked by the officer who advised.
    Guidance(Guidance),
    /// The list of originals that go from one place to another.
    HandOver(HandOver),
}

/// Somebody named on a paper, and how to reach them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The full name.
    pub name: String,
    /// The address as it is to be written; empty where none is known.
    pub address: String,
    /// Telephone, if one was given: nobody has to have one.
    pub phone: Option<String>,
    /// Electronic mail, if given.
    pub email: Option<String>,
}

/// An officer who answers questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The full name.
    pub name: String,
    /// Telephone of the office; empty where none may be told.
    pub phone: String,
}

/// A time limit as the law states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: LimitUnit,
}

/// The unit of a time limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LimitUnit {
    /// Hours of working time.
    WorkingHours,
    /// Working days.
    WorkingDays,
    /// Days of the calendar.
    Days,
    /// Months of the calendar.
    Months,
    /// By the end of the day of reception.
    SameDay,
}

impl Body {
    /// The name of its form in `forms/`.
    pub const fn form(&self) -> &'static str {
        match self {
            Self::Receipt(_) => "receipt",
            Self::Supplement(_) => "supplement",
            Self::Refusal(_) => "refusal",
            Self::Apology(_) => "apology",
            Self::Stop(_) => "stop",
            Self::ControlSheet(_) => "control-sheet",
            Self::Result(_) => "result",
            Self::Certification(_) => "certification",
            Self::Guidance(_) => "guidance",
            Self::HandOver(_) => "hand-over",
        }
    }
}

impl Paper {
    /// Puts in the numbers that are known only when the act is committed: the dossier's, and the paper's own in its
    /// year. Empty or none where there is none.
    pub fn numbered(&mut self, dossier: &str, number: Option<u64>) {
        let sign = self.body.sign();
        dossier.clone_into(&mut self.head.mark.dossier);
        if let Some(number) = number {
            self.head.number = Some(format!("{number:04}/{sign}"));
        }
        match &mut self.body {
            // A number of a year fits.
            Body::Receipt(form) => form.order = number.and_then(|number| u32::try_from(number).ok()),
            Body::Apology(form) => dossier.clone_into(&mut form.dossier),
            Body::Stop(form) => dossier.clone_into(&mut form.dossier),
            Body::ControlSheet(form) => dossier.clone_into(&mut form.dossier),
            Body::Supplement(_)
            | Body::Refusal(_)
            | Body::Result(_)
            | Body::Certification(_)
            | Body::Guidance(_)
            | Body::HandOver(_) => {}
        }
    }
}
