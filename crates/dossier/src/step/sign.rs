//! Initialling and signing a proposed result: who, when, in what position; and the result as a paper, with the
//! leader's signature where there are keys.

use super::{Hand, KindRules as _, NotHolder, Outcome, StepKind, StepPlan};
use crate::fact::Fact;
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::result::{DossierResult, Mark, ResultState};
use crate::stage::{Act, WrongStage};
use crate::state::State;
use motcua_kernel::Context;
use motcua_store::{CommitError, ReadError};

/// Why nothing was signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// Its stage does not allow it.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// It does not lie with the signer's unit.
    #[error(transparent)]
    NotHolder(#[from] NotHolder),
    /// The open step is for initials, or the other way round.
    #[error("the dossier is at the step {0:?}: that is another act")]
    OtherStep(Option<StepKind>),
    /// This is not the result that lies for signature, or it is signed already.
    #[error("this result is not the one that lies for signature")]
    OtherResult,
    /// The workflow does not go on as it must.
    #[error("the workflow of the procedure does not go on from here as it must: publish a sound one")]
    NoNextStep,
    /// Not known, or not to this officer.
    #[error("there is no such dossier")]
    NoSuchDossier,
    /// Not allowed.
    #[error("your position, or the delegation you hold, does not allow to sign this")]
    NotAllowed,
    /// The paper could not be made and signed, so nothing was.
    #[error(transparent)]
    Paper(#[from] crate::paper::PaperError),
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
    /// Initials the proposed result; it goes on to the next initial or to the signature.
    ///
    /// # Errors
    ///
    /// Fails when the open step is not one for initials, or with another result.
    pub fn initial(
        self,
        hand: Hand,
        result: DossierResult,
        mark: Mark,
        next: &StepPlan,
        ctx: &Context,
    ) -> Result<Moved<DossierResult>, SignError> {
        let wrong = self.dossier.state.wrong(Act::Initial);
        let State::AwaitingSignature {
            acceptance,
            result: lies,
            ..
        } = self.dossier.state.clone()
        else {
            return Err(wrong.into());
        };
        self.check_signable(hand, &result, lies == result.id, StepKind::Initial)?;
        if !next.kind.is_signed_at() {
            return Err(SignError::NoNextStep);
        }
        let mut motion = Motion::new(self, ctx);
        let at = motion.at;
        let mut initialled = result;
        initialled.initials.push(Mark { at, ..mark });
        motion.say(Fact::Initialled {
            at,
            result: lies,
            officer: hand.officer,
        });
        motion.close_step(Outcome::Done { officer: hand.officer });
        let step = motion.open_step(next, None);
        motion.life.dossier.state = State::AwaitingSignature {
            acceptance,
            step,
            result: lies,
        };
        Ok(motion.done(initialled))
    }

    /// Signs the proposed result; from now on its content is fixed, and number and seal are the records clerk's
    /// (PRO-16).
    ///
    /// # Errors
    ///
    /// Fails when the open step is not one for signing, or with another result.
    pub fn sign(
        self,
        hand: Hand,
        result: DossierResult,
        mark: Mark,
        next: &StepPlan,
        ctx: &Context,
    ) -> Result<Moved<DossierResult>, SignError> {
        let wrong = self.dossier.state.wrong(Act::Sign);
        let State::AwaitingSignature {
            acceptance,
            result: lies,
            ..
        } = self.dossier.state.clone()
        else {
            return Err(wrong.into());
        };
        self.check_signable(hand, &result, lies == result.id, StepKind::Sign)?;
        if next.kind != StepKind::Issue {
            return Err(SignError::NoNextStep);
        }
        let mut motion = Motion::new(self, ctx);
        let at = motion.at;
        motion.say(Fact::Signed {
            at,
            result: lies,
            officer: hand.officer,
            position: mark.position,
        });
        motion.close_step(Outcome::Done { officer: hand.officer });
        let step = motion.open_step(next, None);
        motion.life.dossier.state = State::Signed {
            acceptance,
            step,
            result: lies,
        };
        let state = ResultState::Signed {
            mark: Mark { at, ..mark },
        };
        Ok(motion.done(DossierResult { state, ..result }))
    }

    fn check_signable(
        &self,
        hand: Hand,
        result: &DossierResult,
        is_the_one: bool,
        kind: StepKind,
    ) -> Result<(), SignError> {
        self.lies_with(hand)?;
        if self.dossier.kind != Some(kind) {
            return Err(SignError::OtherStep(self.dossier.kind));
        }
        if !is_the_one || result.state != ResultState::Proposed {
            return Err(SignError::OtherResult);
        }
        Ok(())
    }
}
