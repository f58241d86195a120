//! Completing a step of work that leads to another step of work (chuyển xử lý).

use super::{Hand, KindRules as _, NotHolder, Outcome, StepPlan};
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::stage::{Act, WrongStage};
use crate::state::State;
use motcua_kernel::Context;
use motcua_store::{CommitError, ReadError};

/// Why a step was not completed.
#[derive(Debug, thiserror::Error)]
pub enum PassOnError {
    /// Its stage does not allow it.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// Somebody else holds it.
    #[error(transparent)]
    NotHolder(#[from] NotHolder),
    /// What comes next is signed or issued.
    #[error("the next step needs a result: propose one")]
    NeedsResult,
    /// The step is in another system, and the number of the matter there is not written down.
    #[error("write down the number that the other system gave before the dossier goes on")]
    NoNumber,
    /// A unit that was asked has not answered yet.
    #[error("a unit that was asked has not answered: wait, take the question back, or go on without it once it is due")]
    OpinionsOpen,
    /// The workflow ends here.
    #[error("the workflow of the procedure has no step after this one: publish a sound one")]
    NoNextStep,
    /// Not known, or not to this officer.
    #[error("there is no such dossier")]
    NoSuchDossier,
    /// Not allowed.
    #[error("your position does not allow this step")]
    NotAllowed,
    /// What the dossier goes by could not be put together.
    #[error(transparent)]
    Terms(#[from] crate::terms::TermsError),
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl Life {
    /// Whether this officer holds the dossier: an officer's work is done by the officer who took it.
    pub(crate) fn held_by(&self, hand: Hand) -> Result<(), NotHolder> {
        let Some(holder) = self.dossier.holder else {
            return Err(NotHolder::NotTaken);
        };
        match holder.officer {
            _ if holder.unit != hand.unit => Err(NotHolder::OtherUnit { unit: holder.unit }),
            Some(officer) if officer != hand.officer => Err(NotHolder::Another { officer }),
            Some(_) => Ok(()),
            None => Err(NotHolder::NotTaken),
        }
    }

    /// Whether the dossier lies with this hand's unit: desks work from a common pile.
    pub(crate) fn lies_with(&self, hand: Hand) -> Result<(), NotHolder> {
        match self.dossier.holder {
            Some(holder) if holder.unit == hand.unit => Ok(()),
            Some(holder) => Err(NotHolder::OtherUnit { unit: holder.unit }),
            None => Err(NotHolder::NotTaken),
        }
    }

    /// Completes the open step and opens the next. Within the same unit and role the officer goes on with it.
    ///
    /// # Errors
    ///
    /// Fails when this officer does not hold the dossier, when the number of another system is not written down, while
    /// a unit that was asked has not answered, or when the next step needs a result.
    pub fn pass_on(self, hand: Hand, next: &StepPlan, ctx: &Context) -> Result<Moved<()>, PassOnError> {
        let wrong = self.dossier.state.wrong(Act::PassOn);
        let State::InProcess { acceptance, .. } = self.dossier.state.clone() else {
            return Err(wrong.into());
        };
        self.held_by(hand)?;
        if self.lacks_number() {
            return Err(PassOnError::NoNumber);
        }
        if self.waits_for_opinion() {
            return Err(PassOnError::OpinionsOpen);
        }
        if next.kind.needs_result() {
            return Err(PassOnError::NeedsResult);
        }
        let same_role = self
            .step()
            .is_some_and(|step| step.unit == next.unit && step.role == next.role);
        let mut motion = Motion::new(self, ctx);
        motion.close_step(Outcome::Done { officer: hand.officer });
        let step = motion.open_step(next, same_role.then_some(hand.officer));
        motion.life.dossier.state = State::InProcess { acceptance, step };
        Ok(motion.done(()))
    }
}
