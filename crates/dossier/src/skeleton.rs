//! The skeleton of a dossier, folded from its facts: what the journal alone can say of it.
//!
//! `motcua check` folds every chain and compares ([`crate::check`]): state = fold(events) (case-handling.md §2.4, 16).

mod parts;
mod query;

pub use parts::{Piece, Stride, Sum};
pub use query::Query;

use crate::dossier::{DeliveryState, Pinned};
use crate::fact::Fact;
use crate::ledger::{Clock, Entry, Holder};
use crate::life::Life;
use crate::place::{Channel, Places};
use crate::stage::Stage;
use crate::step::{Closed, StepKind};
use crate::supplement::Phase;
use motcua_kernel::{
    AreaId, ChargeId, FilingId, Instant, IntervalId, Money, OfficerId, OpinionId, PaymentId, ResultId, StepId,
};
use motcua_store::Label;
use parts::first_other;
use std::collections::BTreeMap;

/// What the journal can say of a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skeleton {
    /// Where it stands.
    pub stage: Stage,
    /// What it goes by.
    pub pinned: Pinned,
    /// The way in.
    pub channel: Channel,
    /// The three bodies.
    pub places: Places,
    /// The area whose unit decides.
    pub territory: AreaId,
    /// When it was handed in.
    pub submitted_at: Instant,
    /// From when time counts.
    pub counted_from: Instant,
    /// What was filled in last.
    pub filing: FilingId,
    /// The dossier number.
    pub number: Option<Label>,
    /// Who has it.
    pub holder: Option<Holder>,
    /// Whether the limit runs.
    pub clock: Option<Clock>,
    /// The open step and its kind.
    pub step: Option<(StepId, StepKind)>,
    /// The officer who works on it.
    pub handler: Option<OfficerId>,
    /// The result that lies for signature or further on.
    pub result: Option<ResultId>,
    /// Where the result is.
    pub delivery: DeliveryState,
    /// What it costs: each charge, its amount and what became of it.
    pub charges: Vec<Sum>,
    /// How many supplement requests.
    pub supplements_asked: u32,
    /// Late by rule.
    pub late_by_rule: bool,
    /// Whether a new moment was promised.
    pub apologised: bool,
    /// When it ended.
    pub closed_at: Option<Instant>,
    /// The intervals of ownership, in order.
    pub ownership: Vec<Piece>,
    /// The intervals of the clock, in order.
    pub clocks: Vec<Piece>,
    /// The steps, in order.
    pub steps: Vec<Stride>,
    /// What was asked of other units, by id.
    pub opinions: BTreeMap<OpinionId, Query>,
}

/// Facts that do not tell a life.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FoldError {
    /// Nothing, or not the beginning.
    #[error("a dossier's chain begins with its submission")]
    NoBeginning,
    /// A second beginning.
    #[error("a dossier is submitted once")]
    SecondBeginning,
}

impl Skeleton {
    /// The skeleton of a dossier as it is kept.
    pub fn of(life: &Life) -> Self {
        let dossier = &life.dossier;
        let pieces = |axis| life.ledger.on(axis).map(Piece::from).collect();
        Self {
            stage: dossier.stage(),
            pinned: dossier.pinned,
            channel: dossier.channel,
            places: dossier.places,
            territory: dossier.territory,
            submitted_at: dossier.submitted_at,
            counted_from: dossier.counted_from,
            filing: dossier.filing,
            number: dossier.number().cloned(),
            holder: dossier.holder,
            clock: dossier.clock,
            step: life.step().map(|step| (step.id, step.kind)),
            handler: dossier.handler,
            result: dossier.state.result(),
            delivery: dossier.delivery,
            charges: dossier.charges.iter().map(Sum::from).collect(),
            supplements_asked: dossier.supplements_asked,
            late_by_rule: dossier.late_by_rule,
            apologised: dossier.apology.is_some(),
            closed_at: dossier.closed_at,
            ownership: pieces(crate::ledger::Axis::Ownership),
            clocks: pieces(crate::ledger::Axis::Clock),
            steps: life.steps.iter().map(Stride::from).collect(),
            opinions: life
                .opinions
                .iter()
                .map(|opinion| (opinion.id, opinion.into()))
                .collect(),
        }
    }

    /// What differs between this skeleton, that of a dossier as it is kept, and the one that its journal tells: a
    /// sentence each, with ids, stages and moments only.
    pub fn differences(&self, told: &Self) -> Vec<String> {
        let mut found = Vec::new();
        macro_rules! compare {
            ($($field:ident: $name:literal),+ $(,)?) => {$(
                if self.$field != told.$field {
                    let (kept, told) = (&self.$field, &told.$field);
                    found.push(format!("{} is {kept:?}, the journal says {told:?}", $name));
                }
            )+};
        }
        compare! {
            stage: "the stage", holder: "the holder", step: "the step", clock: "the clock", handler: "the handler",
            result: "the result", delivery: "the delivery", charges: "what it costs", number: "the number", pinned: "what it goes by",
            channel: "the channel", places: "the place", territory: "the territory",
            submitted_at: "the submission", counted_from: "from when time counts", filing: "the filing",
            supplements_asked: "the count of supplement requests", late_by_rule: "whether it is late by rule",
            apologised: "whether there was an apology", closed_at: "the end",
        }
        let ledgers = [
            ("ownership", &self.ownership, &told.ownership),
            ("clock", &self.clocks, &told.clocks),
        ];
        for (axis, kept, told) in ledgers {
            if kept != told {
                let at = first_other(kept, told);
                let (kept, told) = (kept.get(at), told.get(at));
                found.push(format!(
                    "interval {at} of {axis} is {kept:?}, the journal says {told:?}"
                ));
            }
        }
        found.extend(query::differences(&self.opinions, &told.opinions));
        if self.steps != told.steps {
            let at = first_other(&self.steps, &told.steps);
            let (kept, told) = (self.steps.get(at), told.steps.get(at));
            found.push(format!("step {at} is {kept:?}, the journal says {told:?}"));
        }
        found
    }

    /// The skeleton that a chain of facts tells.
    ///
    /// # Errors
    ///
    /// Fails when the facts do not begin with a submission, or contradict themselves.
    pub fn fold<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> Result<Self, FoldError> {
        let mut facts = facts.into_iter();
        let mut skeleton = match facts.next() {
            Some(Fact::Submitted {
                at,
                counted_from,
                pinned,
                channel,
                places,
                territory,
                filing,
            }) => Self {
                stage: Stage::Submitted,
                pinned: *pinned,
                channel: *channel,
                places: *places,
                territory: *territory,
                submitted_at: *at,
                counted_from: *counted_from,
                filing: *filing,
                number: None,
                holder: None,
                clock: None,
                step: None,
                handler: None,
                result: None,
                delivery: DeliveryState::None,
                charges: Vec::new(),
                supplements_asked: 0,
                late_by_rule: false,
                apologised: false,
                closed_at: None,
                ownership: Vec::new(),
                clocks: Vec::new(),
                steps: Vec::new(),
                opinions: BTreeMap::new(),
            },
            _ => return Err(FoldError::NoBeginning),
        };
        for fact in facts {
            skeleton.take(fact)?;
        }
        Ok(skeleton)
    }

    fn take(&mut self, fact: &Fact) -> Result<(), FoldError> {
        match fact {
            Fact::Submitted { .. } => return Err(FoldError::SecondBeginning),
            Fact::Held {
                at,
                interval,
                holder,
                accountable,
                step,
            } => {
                self.holder = Some(*holder);
                let entry = Entry::Ownership {
                    holder: *holder,
                    accountable: *accountable,
                    step: *step,
                };
                append(&mut self.ownership, *interval, *at, entry);
            }
            Fact::ClockSet {
                at,
                interval,
                clock,
                accountable,
                ground,
            } => {
                self.clock = Some(*clock);
                let entry = Entry::Clock {
                    clock: *clock,
                    accountable: *accountable,
                    ground: *ground,
                };
                append(&mut self.clocks, *interval, *at, entry);
            }
            Fact::SupplementAsked {
                phase,
                reception,
                asked,
                ..
            } => {
                match phase {
                    Phase::Intake => {
                        self.stage = Stage::AwaitingCompletion;
                        self.places.reception = *reception;
                    }
                    Phase::Appraisal => self.stage = Stage::Paused,
                }
                self.supplements_asked = *asked;
                self.late_by_rule |= *asked > 1;
            }
            Fact::SupplementAnswered {
                counted_from, filing, ..
            } => {
                if self.stage == Stage::Paused {
                    self.stage = Stage::InProcess;
                } else {
                    self.stage = Stage::Submitted;
                    self.counted_from = *counted_from;
                }
                self.filing = *filing;
            }
            Fact::Refused { reception, .. } => self.places.reception = *reception,
            Fact::Accepted { reception, number, .. } => {
                self.stage = Stage::Accepted;
                self.places.reception = *reception;
                self.number = Some(number.clone());
            }
            Fact::StepOpened {
                at, step, kind, unit, ..
            } => {
                self.steps.push(Stride {
                    id: *step,
                    kind: *kind,
                    unit: *unit,
                    opened_at: *at,
                    brought: false,
                    closed: None,
                });
                self.step = Some((*step, *kind));
                self.stage = self.stage_at(*kind);
            }
            Fact::StepClosed { at, step, outcome } => {
                self.step = None;
                if let Some(stride) = self.steps.iter_mut().find(|stride| stride.id == *step) {
                    stride.closed = Some(Closed {
                        at: *at,
                        outcome: *outcome,
                    });
                }
            }
            Fact::OpinionAsked { .. }
            | Fact::OpinionAnswered { .. }
            | Fact::OpinionLapsed { .. }
            | Fact::OpinionRecalled { .. }
            | Fact::OpinionMoved { .. } => query::take(&mut self.opinions, fact),
            Fact::BroughtBack { step, .. } => {
                if let Some(stride) = self.steps.iter_mut().find(|stride| stride.id == *step) {
                    stride.brought = true;
                }
            }
            Fact::Assigned { officer, .. } => {
                self.stage = Stage::InProcess;
                self.handler = Some(*officer);
            }
            Fact::Proposed { result, .. } => self.result = Some(*result),
            Fact::Continued { officer, .. } => {
                self.stage = Stage::InProcess;
                self.handler = Some(*officer);
            }
            Fact::SentBack { .. } => self.result = None,
            Fact::SupplementLapsed { .. } if self.stage == Stage::Paused => self.stage = Stage::InProcess,
            Fact::Initialled { .. } | Fact::Signed { .. } | Fact::SupplementLapsed { .. } => {}
            Fact::Apologised { .. } => self.apologised = true,
            Fact::Transferred { to, .. } => {
                self.places.deciding = *to;
                self.handler = None;
            }
            Fact::Succeeded {
                places, step, handler, ..
            } => {
                self.places = *places;
                self.handler = *handler;
                if let Some((id, unit)) = step
                    && let Some(stride) = self.steps.iter_mut().find(|stride| stride.id == *id)
                {
                    stride.unit = *unit;
                }
            }
            Fact::Noted { .. }
            | Fact::PaperDrawnUp { .. }
            | Fact::PaperMade { .. }
            | Fact::PaperReprinted { .. }
            | Fact::FilesKept { .. }
            | Fact::PapersSeen { .. }
            | Fact::OriginalMoved { .. } => {}
            Fact::Charged {
                charge,
                amount,
                mandatory,
                ..
            } => self.charge(*charge, *amount, *mandatory),
            Fact::Paid { charge, payment, .. } => self.settle(*charge, "paid", Some(*payment)),
            Fact::Waived { charge, .. } => self.settle(*charge, "waived", None),
            Fact::ChargeReopened { charge, .. } => self.settle(*charge, "open", None),
            Fact::Issued { .. } => self.delivery = DeliveryState::Ready,
            Fact::Delivered { .. } => self.delivery = DeliveryState::HandedOver,
            Fact::Withdrawn { .. } | Fact::Stopped { .. } => self.result = None,
            Fact::Closed { at, stage } => self.close(*at, *stage),
        }
        Ok(())
    }

    /// Where a dossier stands when a step of this kind has been opened: the first step of work after acceptance
    /// waits to be taken, later ones are process.
    fn stage_at(&self, kind: StepKind) -> Stage {
        match kind {
            StepKind::Receive
            | StepKind::Assign
            | StepKind::Check
            | StepKind::ExternalSystem
            | StepKind::Consult
            | StepKind::Propose
                if self.stage == Stage::Accepted =>
            {
                Stage::Accepted
            }
            StepKind::Receive
            | StepKind::Assign
            | StepKind::Check
            | StepKind::ExternalSystem
            | StepKind::Consult
            | StepKind::Propose => Stage::InProcess,
            StepKind::Initial | StepKind::Sign => Stage::AwaitingSignature,
            StepKind::Issue => Stage::Signed,
            StepKind::Return => Stage::ResultReady,
        }
    }

    /// A charge was counted or set; one of 0 đồng is taken off.
    fn charge(&mut self, id: ChargeId, amount: Option<Money>, mandatory: bool) {
        let known = self.charges.iter().position(|sum| sum.id == id);
        match known {
            Some(at) if amount == Some(Money::ZERO) => {
                self.charges.remove(at);
            }
            Some(at) => self.charges[at].amount = amount,
            None => self.charges.push(Sum {
                id,
                amount,
                mandatory,
                state: "open",
                payment: None,
            }),
        }
    }

    fn settle(&mut self, id: ChargeId, state: &'static str, payment: Option<PaymentId>) {
        if let Some(sum) = self.charges.iter_mut().find(|sum| sum.id == id) {
            (sum.state, sum.payment) = (state, payment);
        }
    }

    fn close(&mut self, at: Instant, stage: Stage) {
        if stage != Stage::Delivered {
            for sum in self.charges.iter_mut().filter(|sum| sum.state == "open") {
                sum.state = "dropped";
            }
        }
        self.stage = stage;
        self.closed_at = Some(at);
        self.holder = None;
        self.clock = None;
        self.step = None;
        query::cut(&mut self.opinions);
        for pieces in [&mut self.ownership, &mut self.clocks] {
            if let Some(open) = pieces.last_mut() {
                open.until = Some(at);
            }
        }
    }
}

fn append(pieces: &mut Vec<Piece>, id: IntervalId, at: Instant, entry: Entry) {
    if let Some(open) = pieces.last_mut() {
        open.until = Some(at);
    }
    pieces.push(Piece {
        id,
        from: at,
        until: None,
        entry,
    });
}
