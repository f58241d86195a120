//! The dossier itself: what it is about, who is on it, where it stands.

use crate::apology::Apology;
use crate::charge::{Charge, Dues};
use crate::ledger::{Clock, Due, Holder};
use crate::opinion::Questions;
use crate::party::{By, Identity, Parties};
use crate::place::{Channel, Places, Source};
use crate::stage::{Stage, WaitsFor};
use crate::state::State;
use crate::step::StepKind;
use crate::transfer::Relocation;
use motcua_kernel::{AreaId, DossierId, FilingId, FormId, Instant, OfficerId, ProcedureId, ProcedureVersionId, UnitId};
use motcua_store::Label;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a dossier goes by for its whole life: pinned when it is submitted, once more when it is accepted.
///
/// A newer version of the procedure never reaches it by itself (case-handling.md §2.5, REC-12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pinned {
    /// The procedure.
    pub procedure: ProcedureId,
    /// Its version by decision.
    pub version: ProcedureVersionId,
    /// Its form. The workflow is the version's, which never changes.
    pub form: FormId,
}

/// Where the result is on its way to the applicant (PRO-07: an axis of its own).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// There is no result yet.
    None,
    /// It lies ready.
    Ready,
    /// Handed over at a counter.
    HandedOver,
    /// Given to the post.
    Posted,
    /// Put into the applicant's data store or wallet.
    Pushed,
}

impl DeliveryState {
    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Ready => "ready",
            Self::HandedOver => "handed_over",
            Self::Posted => "posted",
            Self::Pushed => "pushed",
        }
    }
}

/// The four axes side by side (PRO-07). None of them follows from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axes {
    /// Where the matter stands.
    pub business: Stage,
    /// Whether the legal time limit runs.
    pub clock: Clock,
    /// What is owed.
    pub dues: Dues,
    /// Where the result is.
    pub delivery: DeliveryState,
}

/// A dossier (hồ sơ).
///
/// `holder`, `clock`, `due` and `kind` repeat what the ledger and the open step say, so that lists can show and
/// sort without reading them; the transitions write both together, and a property test compares them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// Its id.
    pub id: DossierId,
    /// What it goes by.
    pub pinned: Pinned,
    /// Where it was begun (INT-06).
    pub source: Source,
    /// The one way in (INT-01).
    pub channel: Channel,
    /// The people (INT-05).
    pub parties: Parties,
    /// How identity was made sure of (REC-01).
    pub identity: Identity,
    /// The three bodies (INT-03).
    pub places: Places,
    /// The area whose unit decides: competence follows from procedure and territory.
    pub territory: AreaId,
    /// When it was handed in.
    pub submitted_at: Instant,
    /// Who handed it in.
    pub submitted_by: By,
    /// From when time counts: the submission, or the next opening (INT-07).
    pub counted_from: Instant,
    /// What was filled in last.
    pub filing: FilingId,
    /// Where it stands.
    pub state: State,
    /// What is owed: what [`dues`](crate::charge::dues) says of the charges.
    pub dues: Dues,
    /// What it costs, charge by charge. Empty where it costs nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<Charge>,
    /// Where the result is.
    pub delivery: DeliveryState,
    /// How many supplement requests there have been (REC-09).
    pub supplements_asked: u32,
    /// A second supplement request makes it late whatever the clock says (REC-09).
    pub late_by_rule: bool,
    /// The officer who works on it from check to proposal: whose list it stays on while others have it.
    pub handler: Option<OfficerId>,
    /// Who has it now; nobody once it is over.
    pub holder: Option<Holder>,
    /// Whether the legal time limit runs; `None` once it is over.
    pub clock: Option<Clock>,
    /// What the office owes next: the first check, then the result. Empty while it waits for the applicant.
    pub due: Option<Due>,
    /// The apology for being late, with the one new moment (Form 04, PRO-12).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apology: Option<Box<Apology>>,
    /// How it moved from one deciding body to another, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relocations: Vec<Relocation>,
    /// Units that had to do with it and closed, each with the one that followed: what the one could look up, the
    /// other can.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heirs: Vec<(UnitId, UnitId)>,
    /// How many questions to other units there have been, and how many are open.
    #[serde(default, skip_serializing_if = "Questions::is_none")]
    pub questions: Questions,
    /// The kind of the open step.
    pub kind: Option<StepKind>,
    /// When it ended.
    pub closed_at: Option<Instant>,
}

impl Dossier {
    /// Where it stands, in one word.
    pub const fn stage(&self) -> Stage {
        self.state.stage()
    }

    /// The dossier number, once it is accepted (REC-06).
    pub fn number(&self) -> Option<&Label> {
        self.state.acceptance().map(|acceptance| &acceptance.number)
    }

    /// When the result is promised: the legal due moment, or the one new moment of Form 04.
    pub fn promised(&self) -> Option<Due> {
        self.due
            .map(|due| self.apology.as_ref().map_or(due, |apology| apology.promised))
    }

    /// What people call it by: the dossier number; before acceptance a reference that is the end of the id.
    pub fn reference(&self) -> String {
        match self.number().and_then(Label::issued) {
            Some(number) => number.to_owned(),
            None => reference(self.id),
        }
    }

    /// The four axes.
    pub fn axes(&self) -> Axes {
        Axes {
            business: self.stage(),
            clock: self.clock.unwrap_or(Clock::Stopped),
            dues: self.dues,
            delivery: self.delivery,
        }
    }

    /// Whom or what it waits for.
    pub const fn waits_for(&self) -> WaitsFor {
        match self.state.stage() {
            Stage::Submitted => WaitsFor::Reception,
            Stage::AwaitingCompletion | Stage::Paused => WaitsFor::Applicant,
            Stage::Accepted => WaitsFor::Taking,
            Stage::InProcess if matches!(self.holder, Some(Holder { officer: None, .. })) => WaitsFor::Taking,
            // Who asked waits, and may go on without an answer only after its due moment.
            Stage::InProcess if self.questions.open > 0 => WaitsFor::Opinion,
            Stage::InProcess => match self.kind {
                Some(StepKind::ExternalSystem) => WaitsFor::ExternalSystem,
                Some(
                    StepKind::Receive
                    | StepKind::Assign
                    | StepKind::Check
                    | StepKind::Consult
                    | StepKind::Propose
                    | StepKind::Initial
                    | StepKind::Sign
                    | StepKind::Issue
                    | StepKind::Return,
                )
                | None => WaitsFor::Officer,
            },
            Stage::AwaitingSignature => WaitsFor::Signature,
            Stage::Signed => WaitsFor::RecordsClerk,
            Stage::ResultReady => WaitsFor::Fetching,
            Stage::Refused | Stage::Lapsed | Stage::Delivered | Stage::Withdrawn | Stage::Stopped => WaitsFor::Nothing,
        }
    }

    /// Whether it is late at a moment: a function of ledger and rules only, nobody can edit it.
    pub fn is_late(&self, now: Instant) -> bool {
        if self.late_by_rule {
            return true;
        }
        let Some(due) = &self.due else { return false };
        let counts = match &self.state {
            State::ResultReady { issued_at, .. } | State::Delivered { issued_at, .. } => *issued_at,
            // What is over is as late as it was when it ended.
            State::Submitted { .. }
            | State::AwaitingCompletion { .. }
            | State::Refused { .. }
            | State::Lapsed { .. }
            | State::Accepted { .. }
            | State::InProcess { .. }
            | State::Paused { .. }
            | State::AwaitingSignature { .. }
            | State::Signed { .. }
            | State::Withdrawn { .. }
            | State::Stopped { .. } => self.closed_at.unwrap_or(now),
        };
        counts > due.at
    }
}

/// What a submission is called before it has a number: the end of its id.
pub fn reference(id: DossierId) -> String {
    let id = Uuid::from(id).simple().to_string().to_uppercase();
    format!("QN-{}-{}", &id[24..28], &id[28..])
}
