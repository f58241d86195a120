//! What the journal says of a dossier: ids, stages, moments and counts. Names, addresses and reasons stand in
//! records only.

mod journal;
mod papers;

pub use papers::{FilesKept, PaperReprinted, PapersSeen};

use crate::charge::PayBy;
use crate::dossier::Pinned;
use crate::ledger::{Accountable, Clock, Holder};
use crate::original::Whereabouts;
use crate::paper::PaperKind;
use crate::place::{Channel, Places};
use crate::stage::Stage;
use crate::step::{Outcome, StepKind};
use crate::supplement::Phase;
use motcua_kernel::{
    AreaId, ChargeId, Date, FilingId, Instant, IntervalId, Money, NoteId, OfficerId, OpinionId, OriginalId, PaperId,
    PaymentId, PositionId, ResultId, StepId, SupplementId, UnitId,
};
use motcua_store::{Label, Number};
use serde::{Deserialize, Serialize};

/// One thing that happened to a dossier. The kind of the event is the name of the variant.
///
/// `at` is the moment that the ledger counts by; an entry made late (issue of a power cut) has an earlier one
/// than the event itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "facts")]
pub enum Fact {
    /// It was handed in.
    #[serde(rename = "dossier.submitted")]
    Submitted {
        /// When.
        at: Instant,
        /// From when time counts (INT-07).
        counted_from: Instant,
        /// What it goes by.
        pinned: Pinned,
        /// The way in.
        channel: Channel,
        /// The three bodies.
        places: Places,
        /// The area whose unit decides.
        territory: AreaId,
        /// What was filled in.
        filing: FilingId,
    },
    /// Somebody has it now.
    #[serde(rename = "dossier.held")]
    Held {
        /// Since when.
        at: Instant,
        /// The interval.
        interval: IntervalId,
        /// Who.
        holder: Holder,
        /// The unit that answers for it.
        accountable: UnitId,
        /// For which step.
        step: Option<StepId>,
    },
    /// The legal clock changed.
    #[serde(rename = "dossier.clock_set")]
    ClockSet {
        /// Since when.
        at: Instant,
        /// The interval.
        interval: IntervalId,
        /// To what.
        clock: Clock,
        /// Who answers for it.
        accountable: Accountable,
        /// The request that stopped it.
        ground: Option<SupplementId>,
    },
    /// The applicant was asked to complete it.
    #[serde(rename = "dossier.supplement_asked")]
    SupplementAsked {
        /// When.
        at: Instant,
        /// The request.
        supplement: SupplementId,
        /// Before acceptance or during appraisal (REC-10).
        phase: Phase,
        /// At which centre or unit.
        reception: UnitId,
        /// The number of its form.
        sheet: Number,
        /// How many lines it asks for.
        lines: u32,
        /// The last day.
        last_day: Date,
        /// How many requests there have been, this one included.
        asked: u32,
    },
    /// The applicant answered.
    #[serde(rename = "dossier.supplement_answered")]
    SupplementAnswered {
        /// When.
        at: Instant,
        /// From when time counts again (INT-07).
        counted_from: Instant,
        /// The request.
        supplement: SupplementId,
        /// What was filled in.
        filing: FilingId,
    },
    /// Its last day went by.
    #[serde(rename = "dossier.supplement_lapsed")]
    SupplementLapsed {
        /// When it was noted.
        at: Instant,
        /// The request.
        supplement: SupplementId,
    },
    /// Reception was refused.
    #[serde(rename = "dossier.refused")]
    Refused {
        /// When.
        at: Instant,
        /// By whom.
        officer: OfficerId,
        /// At which centre.
        reception: UnitId,
        /// The number of its form.
        sheet: Number,
    },
    /// It was accepted and numbered.
    #[serde(rename = "dossier.accepted")]
    Accepted {
        /// When.
        at: Instant,
        /// By which officer; none where another system received it itself.
        officer: Option<OfficerId>,
        /// At which centre.
        reception: UnitId,
        /// The dossier number.
        number: Label,
        /// The number of its form.
        sheet: Number,
        /// From when the limit counts.
        counted_from: Instant,
        /// The legal due moment.
        due_at: Instant,
        /// Whether the calendar knows that far.
        provisional: bool,
        /// The version of the calendar.
        calendar: u32,
    },
    /// A step was opened.
    #[serde(rename = "dossier.step_opened")]
    StepOpened {
        /// When.
        at: Instant,
        /// The step.
        step: StepId,
        /// Its key in the workflow.
        key: String,
        /// Its kind.
        kind: StepKind,
        /// The unit that does it.
        unit: UnitId,
    },
    /// A step was closed.
    #[serde(rename = "dossier.step_closed")]
    StepClosed {
        /// When.
        at: Instant,
        /// The step.
        step: StepId,
        /// How.
        outcome: Outcome,
    },
    /// An officer took it or was given it.
    #[serde(rename = "dossier.assigned")]
    Assigned {
        /// When.
        at: Instant,
        /// For which step.
        step: StepId,
        /// Who has it now.
        officer: OfficerId,
    },
    /// An officer goes on with the next step of their own work, or has it back.
    #[serde(rename = "dossier.continued")]
    Continued {
        /// When.
        at: Instant,
        /// With which step.
        step: StepId,
        /// Who.
        officer: OfficerId,
    },
    /// A result was proposed.
    #[serde(rename = "dossier.result_proposed")]
    Proposed {
        /// When.
        at: Instant,
        /// The result.
        result: ResultId,
        /// The officer.
        officer: OfficerId,
    },
    /// It was initialled.
    #[serde(rename = "dossier.result_initialled")]
    Initialled {
        /// When.
        at: Instant,
        /// The result.
        result: ResultId,
        /// The officer.
        officer: OfficerId,
    },
    /// It was signed.
    #[serde(rename = "dossier.result_signed")]
    Signed {
        /// When.
        at: Instant,
        /// The result.
        result: ResultId,
        /// The officer.
        officer: OfficerId,
        /// In which position.
        position: PositionId,
    },
    /// What another system gave was written down, or corrected.
    #[serde(rename = "dossier.brought_back")]
    BroughtBack {
        /// When.
        at: Instant,
        /// At which step.
        step: StepId,
        /// By whom.
        officer: OfficerId,
    },
    /// A unit was asked for its opinion.
    #[serde(rename = "dossier.opinion_asked")]
    OpinionAsked {
        /// When.
        at: Instant,
        /// The question.
        opinion: OpinionId,
        /// Which unit.
        unit: UnitId,
        /// By whom.
        officer: OfficerId,
        /// By when it is due.
        due_at: Instant,
    },
    /// It answered.
    #[serde(rename = "dossier.opinion_answered")]
    OpinionAnswered {
        /// When.
        at: Instant,
        /// The question.
        opinion: OpinionId,
        /// By whom.
        officer: OfficerId,
        /// Which of its answers this is, from 1.
        version: u32,
    },
    /// The dossier went on without its answer.
    #[serde(rename = "dossier.opinion_lapsed")]
    OpinionLapsed {
        /// When.
        at: Instant,
        /// The question.
        opinion: OpinionId,
        /// By whom.
        officer: OfficerId,
    },
    /// The question was taken back.
    #[serde(rename = "dossier.opinion_recalled")]
    OpinionRecalled {
        /// When.
        at: Instant,
        /// The question.
        opinion: OpinionId,
        /// By whom.
        officer: OfficerId,
    },
    /// The unit that was asked closed, and the one that followed is asked in its stead.
    #[serde(rename = "dossier.opinion_moved")]
    OpinionMoved {
        /// When.
        at: Instant,
        /// The question.
        opinion: OpinionId,
        /// Which unit is asked from now on.
        unit: UnitId,
    },
    /// It was given back to an earlier step.
    #[serde(rename = "dossier.sent_back")]
    SentBack {
        /// When.
        at: Instant,
        /// From which step.
        step: StepId,
        /// By whom.
        officer: OfficerId,
        /// The record of the reason.
        note: NoteId,
    },
    /// It was issued: the clock has stopped.
    #[serde(rename = "dossier.result_issued")]
    Issued {
        /// When.
        at: Instant,
        /// The result.
        result: ResultId,
        /// The officer.
        officer: OfficerId,
        /// Its number in the book.
        number: Number,
    },
    /// Something it costs was counted, set, or taken off (an amount of 0).
    #[serde(rename = "dossier.charged")]
    Charged {
        /// When.
        at: Instant,
        /// The charge.
        charge: ChargeId,
        /// How much; none while nobody can say.
        amount: Option<Money>,
        /// Whether the result waits for it.
        mandatory: bool,
    },
    /// A charge was paid.
    #[serde(rename = "dossier.charge_paid")]
    Paid {
        /// When.
        at: Instant,
        /// The charge.
        charge: ChargeId,
        /// The payment.
        payment: PaymentId,
        /// How much.
        amount: Money,
        /// How.
        by: PayBy,
        /// By whom it was taken.
        officer: OfficerId,
        /// At which centre.
        unit: UnitId,
    },
    /// A charge was waived.
    #[serde(rename = "dossier.charge_waived")]
    Waived {
        /// When.
        at: Instant,
        /// The charge.
        charge: ChargeId,
        /// The exemption of the version, by its place.
        exemption: Option<usize>,
        /// By whom.
        officer: OfficerId,
        /// At which centre.
        unit: UnitId,
    },
    /// What was taken for a charge was given back, or its waiver taken back.
    #[serde(rename = "dossier.charge_reopened")]
    ChargeReopened {
        /// When.
        at: Instant,
        /// The charge.
        charge: ChargeId,
        /// The payment that gives the money back.
        payment: Option<PaymentId>,
        /// By whom.
        officer: OfficerId,
        /// At which centre.
        unit: UnitId,
    },
    /// It was delivered.
    #[serde(rename = "dossier.delivered")]
    Delivered {
        /// When.
        at: Instant,
        /// The result.
        result: ResultId,
        /// The officer, when one handed it out.
        officer: Option<OfficerId>,
        /// Where.
        unit: UnitId,
    },
    /// An apology was made and a new moment promised.
    #[serde(rename = "dossier.apologised")]
    Apologised {
        /// When.
        at: Instant,
        /// By whom.
        officer: OfficerId,
        /// For which unit.
        unit: UnitId,
        /// The number of its form.
        sheet: Number,
        /// What was promised before.
        before: Instant,
        /// What is promised now.
        promised_at: Instant,
    },
    /// A head stopped it.
    #[serde(rename = "dossier.stopped")]
    Stopped {
        /// When.
        at: Instant,
        /// By whom.
        officer: OfficerId,
        /// For which unit.
        unit: UnitId,
        /// The number of its form.
        sheet: Number,
    },
    /// The applicant took it back.
    #[serde(rename = "dossier.withdrawn")]
    Withdrawn {
        /// When.
        at: Instant,
    },
    /// A head gave it to another body.
    #[serde(rename = "dossier.transferred")]
    Transferred {
        /// When.
        at: Instant,
        /// By whom.
        officer: OfficerId,
        /// Who decided.
        from: UnitId,
        /// Who decides from now on.
        to: UnitId,
    },
    /// A unit that it has to do with closed, and another one followed.
    #[serde(rename = "dossier.succeeded")]
    Succeeded {
        /// When.
        at: Instant,
        /// The bodies from now on.
        places: Places,
        /// The open step, and the unit that does it from now on.
        step: Option<(StepId, UnitId)>,
        /// The officer who works on it, if they went along.
        handler: Option<OfficerId>,
    },
    /// Somebody wrote a note.
    #[serde(rename = "dossier.noted")]
    Noted {
        /// When.
        at: Instant,
        /// The note.
        note: NoteId,
    },
    /// A paper was fixed that no other act issues: Form 06, when an officer asked for it.
    #[serde(rename = "dossier.paper_drawn_up")]
    PaperDrawnUp {
        /// When.
        at: Instant,
        /// The paper.
        paper: PaperId,
        /// Which it is.
        #[serde(rename = "form")]
        kind: PaperKind,
    },
    /// The file of a paper was made, at the first request.
    #[serde(rename = "dossier.paper_made")]
    PaperMade {
        /// When.
        at: Instant,
        /// The paper.
        paper: PaperId,
        /// Which it is.
        #[serde(rename = "form")]
        kind: PaperKind,
    },
    /// A paper was printed again.
    #[serde(rename = "dossier.paper_reprinted")]
    PaperReprinted(PaperReprinted),
    /// An original of it was kept, has moved, or was given back.
    #[serde(rename = "dossier.original_moved")]
    OriginalMoved {
        /// When.
        at: Instant,
        /// The original.
        original: OriginalId,
        /// Where it is now.
        whereabouts: Whereabouts,
        /// By whom.
        officer: OfficerId,
    },
    /// The files of a component came, or an officer changed them before acceptance.
    #[serde(rename = "dossier.files_kept")]
    FilesKept(FilesKept),
    /// At acceptance: which of the components that were handed in lie there as files, and which on paper only.
    #[serde(rename = "dossier.papers_seen")]
    PapersSeen(PapersSeen),
    /// It is over: both axes of the ledger end.
    #[serde(rename = "dossier.closed")]
    Closed {
        /// When.
        at: Instant,
        /// How.
        stage: Stage,
    },
}
