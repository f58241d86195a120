//! Issuing (phát hành): the records clerk numbers, dates and seals; the legal clock stops here and nowhere else.

use super::{Hand, NotHolder, Outcome, StepKind, StepPlan};
use crate::dossier::DeliveryState;
use crate::fact::Fact;
use crate::ledger::{Accountable, Clock};
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::result::{DossierResult, Issue, ResultState};
use crate::stage::{Act, WrongStage};
use crate::state::State;
use motcua_kernel::Context;
use motcua_store::{CommitError, Number, ReadError};

/// Why nothing was issued.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// Its stage does not allow it.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// It does not lie with the clerk's unit.
    #[error(transparent)]
    NotHolder(#[from] NotHolder),
    /// This is not the result that was signed.
    #[error("this result is not the one that was signed")]
    OtherResult,
    /// The workflow does not go on to delivery.
    #[error("the workflow of the procedure does not lead to delivery: publish a sound one")]
    NoNextStep,
    /// Not known, or not to this officer.
    #[error("there is no such dossier")]
    NoSuchDossier,
    /// Not allowed.
    #[error("only the records clerk of the unit numbers and seals results")]
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
    /// Enters the signed result in the book and stops the clock: the office has done what it owed, whenever the
    /// result is fetched.
    ///
    /// # Errors
    ///
    /// Fails when nothing is signed, with another result, or when the workflow does not lead to delivery.
    pub fn issue(
        self,
        hand: Hand,
        result: DossierResult,
        book: String,
        number: Number,
        next: &StepPlan,
        ctx: &Context,
    ) -> Result<Moved<DossierResult>, IssueError> {
        let wrong = self.dossier.state.wrong(Act::Issue);
        let State::Signed {
            acceptance,
            result: signed,
            ..
        } = self.dossier.state.clone()
        else {
            return Err(wrong.into());
        };
        self.lies_with(hand)?;
        let mark = match &result.state {
            ResultState::Signed { mark } if result.id == signed => mark.clone(),
            ResultState::Proposed | ResultState::Signed { .. } | ResultState::Issued { .. } => {
                return Err(IssueError::OtherResult);
            }
        };
        if next.kind != StepKind::Return {
            return Err(IssueError::NoNextStep);
        }
        let mut motion = Motion::new(self, ctx);
        let at = motion.at;
        let issue = Issue {
            officer: hand.officer,
            unit: hand.unit,
            book,
            year: at.date().civil().year(),
            number: number.clone(),
            at,
        };
        motion.say(Fact::Issued {
            at,
            result: signed,
            officer: hand.officer,
            number,
        });
        motion.close_step(Outcome::Done { officer: hand.officer });
        motion.set_clock(Clock::Waiting, Accountable::Applicant, None);
        let step = motion.open_step(next, None);
        motion.life.dossier.delivery = DeliveryState::Ready;
        motion.life.dossier.state = State::ResultReady {
            acceptance,
            step,
            result: signed,
            issued_at: at,
        };
        Ok(motion.done(DossierResult {
            state: ResultState::Issued { mark, issue },
            ..result
        }))
    }
}
