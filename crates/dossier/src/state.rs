//! The business life of a dossier: an enum with the data of each stage in the stage.

use crate::accept::Acceptance;
use crate::deliver::Delivery;
use crate::refuse::Refusal;
use crate::stage::{Act, Stage, WrongStage};
use crate::stop::Stop;
use crate::withdraw::Withdrawal;
use motcua_kernel::{Date, Instant, ResultId, StepId, SupplementId};
use serde::{Deserialize, Serialize};

/// Where a dossier stands, with what is known there.
///
/// Clock, money and delivery are axes of their own (PRO-07). A stage that a later release adds is one more
/// variant: old bodies stay readable, and every `match` that must decide about it stops compiling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum State {
    /// Handed in; the first check runs, within 8 working hours (REC-04).
    Submitted {
        /// When the first check that runs now began: submission, or the answer to a supplement request.
        since: Instant,
    },
    /// The applicant was asked to complete it; nothing runs against the office.
    AwaitingCompletion {
        /// The open request.
        supplement: SupplementId,
        /// The last day on which an answer counts, whole.
        last_day: Date,
    },
    /// Reception was refused (Form 03). Final.
    Refused {
        /// Ground, reason, who and when.
        refusal: Box<Refusal>,
    },
    /// Not completed in time. Final.
    Lapsed {
        /// The request that was not answered.
        supplement: SupplementId,
        /// When.
        at: Instant,
    },
    /// Numbered and passed on; nobody of the deciding unit has taken it yet.
    Accepted {
        /// The act of acceptance (Form 01).
        acceptance: Box<Acceptance>,
        /// The open step.
        step: StepId,
    },
    /// An officer holds it.
    InProcess {
        /// The act of acceptance.
        acceptance: Box<Acceptance>,
        /// The open step.
        step: StepId,
    },
    /// The applicant was asked to complete it during appraisal: the limit is paused, the officer keeps it (PRO-11).
    Paused {
        /// The act of acceptance.
        acceptance: Box<Acceptance>,
        /// The step that goes on afterwards.
        step: StepId,
        /// The open request.
        supplement: SupplementId,
        /// The last day on which an answer counts, whole.
        last_day: Date,
    },
    /// A proposed result lies with those who initial and sign.
    AwaitingSignature {
        /// The act of acceptance.
        acceptance: Box<Acceptance>,
        /// The open step.
        step: StepId,
        /// The proposed result.
        result: ResultId,
    },
    /// Signed; number, date and seal are the records clerk's (PRO-16).
    Signed {
        /// The act of acceptance.
        acceptance: Box<Acceptance>,
        /// The open step.
        step: StepId,
        /// The signed result.
        result: ResultId,
    },
    /// Issued: the clock has stopped, whoever fetches it and whenever.
    ResultReady {
        /// The act of acceptance.
        acceptance: Box<Acceptance>,
        /// The open step.
        step: StepId,
        /// The issued result.
        result: ResultId,
        /// When it was issued: what counts for "on time".
        issued_at: Instant,
    },
    /// In the applicant's hands. Final; a mistake is corrected by a new, linked dossier.
    Delivered {
        /// The act of acceptance.
        acceptance: Box<Acceptance>,
        /// The issued result.
        result: ResultId,
        /// When it was issued.
        issued_at: Instant,
        /// To whom, by whom, on what evidence (RES-05).
        delivery: Box<Delivery>,
    },
    /// Taken back by the applicant (PRO-15). Final.
    Withdrawn {
        /// The act of acceptance, when it had come so far.
        acceptance: Option<Box<Acceptance>>,
        /// Who and when.
        withdrawal: Box<Withdrawal>,
    },
    /// Handling was stopped by a head, on a legal ground (PRO-14, Form 05). Final.
    Stopped {
        /// The act of acceptance.
        acceptance: Box<Acceptance>,
        /// Ground, who and when.
        stop: Box<Stop>,
    },
}

impl State {
    /// The stage without its data.
    pub const fn stage(&self) -> Stage {
        match self {
            Self::Submitted { .. } => Stage::Submitted,
            Self::AwaitingCompletion { .. } => Stage::AwaitingCompletion,
            Self::Refused { .. } => Stage::Refused,
            Self::Lapsed { .. } => Stage::Lapsed,
            Self::Accepted { .. } => Stage::Accepted,
            Self::InProcess { .. } => Stage::InProcess,
            Self::Paused { .. } => Stage::Paused,
            Self::AwaitingSignature { .. } => Stage::AwaitingSignature,
            Self::Signed { .. } => Stage::Signed,
            Self::ResultReady { .. } => Stage::ResultReady,
            Self::Delivered { .. } => Stage::Delivered,
            Self::Withdrawn { .. } => Stage::Withdrawn,
            Self::Stopped { .. } => Stage::Stopped,
        }
    }

    /// The act of acceptance, once there is one.
    pub fn acceptance(&self) -> Option<&Acceptance> {
        match self {
            Self::Accepted { acceptance, .. }
            | Self::InProcess { acceptance, .. }
            | Self::Paused { acceptance, .. }
            | Self::AwaitingSignature { acceptance, .. }
            | Self::Signed { acceptance, .. }
            | Self::ResultReady { acceptance, .. }
            | Self::Delivered { acceptance, .. }
            | Self::Stopped { acceptance, .. } => Some(acceptance),
            Self::Withdrawn { acceptance, .. } => acceptance.as_deref(),
            Self::Submitted { .. } | Self::AwaitingCompletion { .. } | Self::Refused { .. } | Self::Lapsed { .. } => {
                None
            }
        }
    }

    /// The open step of the workflow.
    pub const fn step(&self) -> Option<StepId> {
        match self {
            Self::Accepted { step, .. }
            | Self::InProcess { step, .. }
            | Self::Paused { step, .. }
            | Self::AwaitingSignature { step, .. }
            | Self::Signed { step, .. }
            | Self::ResultReady { step, .. } => Some(*step),
            Self::Submitted { .. }
            | Self::AwaitingCompletion { .. }
            | Self::Refused { .. }
            | Self::Lapsed { .. }
            | Self::Delivered { .. }
            | Self::Withdrawn { .. }
            | Self::Stopped { .. } => None,
        }
    }

    /// The result, from the proposal on.
    pub const fn result(&self) -> Option<ResultId> {
        match self {
            Self::AwaitingSignature { result, .. }
            | Self::Signed { result, .. }
            | Self::ResultReady { result, .. }
            | Self::Delivered { result, .. } => Some(*result),
            Self::Submitted { .. }
            | Self::AwaitingCompletion { .. }
            | Self::Refused { .. }
            | Self::Lapsed { .. }
            | Self::Accepted { .. }
            | Self::InProcess { .. }
            | Self::Paused { .. }
            | Self::Withdrawn { .. }
            | Self::Stopped { .. } => None,
        }
    }

    /// The supplement request that the applicant is to answer, and the last day for it.
    pub const fn supplement(&self) -> Option<(SupplementId, Date)> {
        match self {
            Self::AwaitingCompletion { supplement, last_day }
            | Self::Paused {
                supplement, last_day, ..
            } => Some((*supplement, *last_day)),
            Self::Submitted { .. }
            | Self::Refused { .. }
            | Self::Lapsed { .. }
            | Self::Accepted { .. }
            | Self::InProcess { .. }
            | Self::AwaitingSignature { .. }
            | Self::Signed { .. }
            | Self::ResultReady { .. }
            | Self::Delivered { .. }
            | Self::Withdrawn { .. }
            | Self::Stopped { .. } => None,
        }
    }

    /// Says why, when the stage does not allow the act.
    ///
    /// # Errors
    ///
    /// Fails when [`Stage::acts`] does not name it.
    pub fn allow(&self, act: Act) -> Result<(), WrongStage> {
        let stage = self.stage();
        if stage.allows(act) {
            Ok(())
        } else {
            Err(WrongStage { act, stage })
        }
    }

    /// The refusal that belongs to [`State::allow`]: the act is not one of this stage's.
    pub(crate) const fn wrong(&self, act: Act) -> WrongStage {
        WrongStage {
            act,
            stage: self.stage(),
        }
    }
}
