//! Sending a dossier back to an earlier step (trả lại bước trước), with a reason. The clock runs on.

use super::{Hand, KindRules as _, NotHolder, Note, NoteKind, Outcome, StepPlan};
use crate::fact::Fact;
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::stage::{Act, WrongStage};
use crate::state::State;
use motcua_kernel::{Context, OfficerId};
use motcua_store::{CommitError, ReadError};

/// Why nothing was sent back.
#[derive(Debug, thiserror::Error)]
pub enum SendBackError {
    /// Its stage does not allow it; what is signed is never sent back.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// Somebody else holds it.
    #[error(transparent)]
    NotHolder(#[from] NotHolder),
    /// The dossier has not been at that step, or it is no step of work.
    #[error("the dossier can only go back to a step of work that it has been at")]
    NotBefore,
    /// The officer would not know why.
    #[error("say why it goes back")]
    NoReason,
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
    /// Gives the dossier back to the officer who did an earlier step of work, while they are `still` there; else to
    /// the list of the unit that does it.
    ///
    /// # Errors
    ///
    /// Fails when the dossier is not at work or for signature, when it has not been at that step, or without a
    /// reason.
    pub fn send_back(
        self,
        hand: Hand,
        to: &StepPlan,
        reason: String,
        still: impl Fn(OfficerId) -> bool,
        ctx: &Context,
    ) -> Result<Moved<Note>, SendBackError> {
        let acceptance = match self.dossier.state.clone() {
            State::InProcess { acceptance, .. } => {
                self.held_by(hand)?;
                acceptance
            }
            State::AwaitingSignature { acceptance, .. } => {
                self.lies_with(hand)?;
                acceptance
            }
            State::Submitted { .. }
            | State::AwaitingCompletion { .. }
            | State::Refused { .. }
            | State::Lapsed { .. }
            | State::Accepted { .. }
            | State::Paused { .. }
            | State::Signed { .. }
            | State::ResultReady { .. }
            | State::Delivered { .. }
            | State::Withdrawn { .. }
            | State::Stopped { .. } => return Err(self.dossier.state.wrong(Act::SendBack).into()),
        };
        if reason.trim().is_empty() {
            return Err(SendBackError::NoReason);
        }
        let before = self
            .did_step(&to.key)
            .filter(|_| !to.kind.needs_result())
            .ok_or(SendBackError::NotBefore)?;
        let mut motion = Motion::new(self, ctx);
        let at = motion.at;
        let dossier = motion.life.dossier.id;
        let note = Note {
            id: ctx.id(),
            dossier,
            kind: NoteKind::SentBack,
            call: None,
            text: reason,
            written_by: hand.officer,
            written_at: at,
        };
        if let Some(step) = motion.life.dossier.state.step() {
            motion.say(Fact::SentBack {
                at,
                step,
                officer: hand.officer,
                note: note.id,
            });
        }
        motion.close_step(Outcome::SentBack {
            officer: hand.officer,
            note: note.id,
        });
        let step = motion.open_step(to, Some(before).filter(|officer| still(*officer)));
        motion.life.dossier.state = State::InProcess { acceptance, step };
        Ok(motion.done(note))
    }

    /// Who last completed an earlier step with this key.
    fn did_step(&self, key: &str) -> Option<OfficerId> {
        let here = self.step()?.place;
        self.steps
            .iter()
            .rev()
            .filter(|step| step.key == key && step.place < here)
            .find_map(|step| match step.closed?.outcome {
                Outcome::Done { officer } => Some(officer),
                Outcome::SentBack { .. } | Outcome::Transferred { .. } | Outcome::Cut => None,
            })
    }
}
