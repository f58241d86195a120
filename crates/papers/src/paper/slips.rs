//! The forms that tell a citizen where a dossier stands: 01 to 05 of TT 03/2025/TT-VPCP.

use motcua_kernel::{Date, Instant, Money};
use serde::{Deserialize, Serialize};

use super::{Contact, Limit, Party};
use crate::Signatory;

/// What kind of copy a paper of a dossier is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CopyKind {
    /// The original.
    Original,
    /// A certified copy.
    Certified,
    /// A plain copy.
    Copy,
    /// A digital file.
    Digital,
    /// Handed in on paper, as whatever it is.
    HandedIn,
    /// Shown, compared with the original and given back.
    Shown,
    /// Nothing was handed in: the state has the data.
    FromData,
}

/// One paper that was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
    /// Its name.
    pub name: String,
    /// As what it was handed in.
    pub kind: CopyKind,
    /// How many; 0 where nothing stayed.
    pub count: u32,
}

/// Form 01.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Whose dossier it is.
    pub applicant: Party,
    /// What is asked for: the name of the procedure or a case of it.
    pub request: String,
    /// What was handed in.
    pub components: Vec<Component>,
    /// Number of sets.
    pub sets: u32,
    /// The time limit by law.
    pub limit: Limit,
    /// When it was received.
    pub received_at: Instant,
    /// From when the limit counts, where that is later: it came outside of working time.
    #[serde(default)]
    pub counted_from: Option<Instant>,
    /// When the result is due.
    pub due_at: Instant,
    /// Where and how the result is fetched.
    pub pick_up: String,
    /// Fees; none when they are not known yet.
    pub fee: Option<Money>,
    /// The book in which it stands.
    pub book: Option<String>,
    /// Its place in that book.
    pub order: Option<u32>,
    /// Who handed it in.
    pub filer: String,
    /// Who received it.
    pub receiver: String,
}

/// Where in its life a dossier was supplemented (REC-10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Before it is accepted.
    Intake,
    /// While it is appraised.
    Appraisal,
}

/// One thing that is missing or wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lack {
    /// What to supplement or complete.
    pub what: String,
    /// Why.
    pub why: String,
}

/// Form 02.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplement {
    /// Whose dossier it is.
    pub applicant: Party,
    /// What is asked for.
    pub request: String,
    /// Before acceptance or during appraisal.
    pub stage: Stage,
    /// All that is missing, at once (REC-09).
    pub lacks: Vec<Lack>,
    /// Why, in the officer's words; empty where each line says it.
    #[serde(default)]
    pub reason: String,
    /// The law it is asked by; empty for a first request, which needs no other ground than the list of components.
    pub basis: String,
    /// The last day for an answer, whole.
    pub last_day: Date,
    /// Whom to ask.
    pub contact: Contact,
    /// Who asks.
    pub signatory: Signatory,
}

/// Form 03.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Whose dossier it is.
    pub applicant: Party,
    /// What is asked for.
    pub request: String,
    /// Why it is not received, in sentences.
    pub reasons: Vec<String>,
    /// The law behind it.
    pub basis: String,
    /// What the person can do now.
    pub remedy: String,
    /// Who came with it.
    pub filer: String,
    /// Who refuses.
    pub signatory: Signatory,
}

/// Form 04.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apology {
    /// To whom.
    pub applicant: Party,
    /// What was asked for.
    pub request: String,
    /// The dossier's number.
    pub dossier: String,
    /// When it was received.
    pub received_at: Instant,
    /// When the result was due.
    pub due_at: Instant,
    /// Why it is late.
    pub reason: String,
    /// When it is due now; set once.
    pub new_due_at: Instant,
    /// Whom to ask.
    pub contact: Contact,
    /// Who gets the paper.
    pub recipients: Vec<String>,
    /// The head of the agency, or who signs for them.
    pub signatory: Signatory,
}

/// Form 05.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// Whose dossier it is.
    pub applicant: Party,
    /// What was asked for.
    pub request: String,
    /// The dossier's number.
    pub dossier: String,
    /// When it was received.
    pub received_at: Instant,
    /// At which step it stood.
    pub step: String,
    /// The request or legal ground.
    pub ground: String,
    /// From when on it is stopped.
    pub stopped_at: Instant,
    /// What happens with the papers and the money.
    pub consequence: String,
    /// Paid back, where something is.
    pub refund: Option<Money>,
    /// Whom to ask.
    pub contact: Contact,
    /// Who gets the paper.
    pub recipients: Vec<String>,
    /// Who decided.
    pub signatory: Signatory,
}
