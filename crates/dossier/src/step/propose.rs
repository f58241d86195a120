//! Completing the last step of work with a proposed result (trình ký).

use super::{Hand, KindRules as _, NotHolder, Outcome, StepPlan};
use crate::fact::Fact;
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::result::{Decision, DossierResult, ResultState};
use crate::stage::{Act, WrongStage};
use crate::state::State;
use motcua_kernel::Context;
use motcua_store::{CommitError, ReadError};
use serde_json::Value as Json;

/// Why nothing was proposed.
#[derive(Debug, thiserror::Error)]
pub enum ProposeError {
    /// Its stage does not allow it.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// Somebody else holds it.
    #[error(transparent)]
    NotHolder(#[from] NotHolder),
    /// The workflow wants more work first.
    #[error("the next step is work, not a signature: pass the dossier on")]
    NotYet,
    /// The step is in another system, and the number of the matter there is not written down.
    #[error("write down the number that the other system gave before a result is proposed")]
    NoNumber,
    /// A unit that was asked has not answered yet.
    #[error("a unit that was asked has not answered: wait, take the question back, or go on without it once it is due")]
    OpinionsOpen,
    /// There is nothing to sign.
    #[error("fill in what the result says")]
    Empty,
    /// What the person declared, or what stands on no result of this procedure, is not the office's to write.
    #[error("the office does not write the line \"{0}\" of this result")]
    NotToWrite(String),
    /// Not known, or not to this officer.
    #[error("there is no such dossier")]
    NoSuchDossier,
    /// Not allowed.
    #[error("your position does not allow to propose results")]
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
    /// Proposes a result and passes the dossier to those who initial and sign. `before` is the result of an
    /// earlier proposal that was sent back: the same result, proposed anew, without its initials.
    ///
    /// # Errors
    ///
    /// Fails when this officer does not hold the dossier, when the workflow wants more work first, when the
    /// number of another system is not written down (unless it is declined), while a unit that was
    /// asked has not answered, or when the result says nothing.
    pub fn propose(
        self,
        hand: Hand,
        decision: Decision,
        content: Json,
        before: Option<DossierResult>,
        next: &StepPlan,
        ctx: &Context,
    ) -> Result<Moved<DossierResult>, ProposeError> {
        let wrong = self.dossier.state.wrong(Act::Propose);
        let State::InProcess { acceptance, .. } = self.dossier.state.clone() else {
            return Err(wrong.into());
        };
        self.held_by(hand)?;
        // What is not given is not entered there.
        if decision == Decision::Grant && self.lacks_number() {
            return Err(ProposeError::NoNumber);
        }
        if self.waits_for_opinion() {
            return Err(ProposeError::OpinionsOpen);
        }
        if !next.kind.is_signed_at() {
            return Err(ProposeError::NotYet);
        }
        if content.as_object().is_none_or(|fields| fields.is_empty()) {
            return Err(ProposeError::Empty);
        }
        let mut motion = Motion::new(self, ctx);
        let at = motion.at;
        let result = DossierResult {
            id: before.map_or_else(|| ctx.id(), |earlier| earlier.id),
            dossier: motion.life.dossier.id,
            decision,
            content,
            proposed_by: hand.officer,
            proposed_at: at,
            initials: Vec::new(),
            state: ResultState::Proposed,
        };
        motion.say(Fact::Proposed {
            at,
            result: result.id,
            officer: hand.officer,
        });
        motion.close_step(Outcome::Done { officer: hand.officer });
        let step = motion.open_step(next, None);
        motion.life.dossier.state = State::AwaitingSignature {
            acceptance,
            step,
            result: result.id,
        };
        Ok(motion.done(result))
    }
}
