//! The asked unit answers: in time, late, or once more.

use super::{Opinion, OpinionAnswer, OpinionState, Questions, Stance};
use crate::fact::Fact;
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::stage::{Act, WrongStage};
use crate::step::Hand;
use motcua_kernel::text::clean_lines;
use motcua_kernel::{Context, OpinionId};
use motcua_store::{CommitError, ReadError};

/// Why no answer was kept.
#[derive(Debug, thiserror::Error)]
pub enum AnswerOpinionError {
    /// The dossier has gone beyond the point at which opinions count.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// It was taken back.
    #[error("the question was taken back: it needs no answer any more")]
    Closed,
    /// Conditions and objections have reasons.
    #[error("write down the condition, or why not")]
    NoText,
    /// Not known, or not to this officer.
    #[error("there is no such question")]
    NoSuchQuestion,
    /// Not allowed.
    #[error("only officers of the unit that was asked answer")]
    NotAllowed,
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl Life {
    /// Keeps an answer of the unit that was asked. After one, or after the officer went on without one, it stands beside
    /// what was there: nothing is written over (PRO-09).
    ///
    /// # Errors
    ///
    /// Fails when the question was taken back, when a condition or an objection says nothing, or once the result is
    /// signed.
    pub fn answer_opinion(
        self,
        hand: Hand,
        id: OpinionId,
        stance: Stance,
        text: &str,
        ctx: &Context,
    ) -> Result<Moved<()>, AnswerOpinionError> {
        self.dossier.state.allow(Act::AnswerOpinion)?;
        let opinion = self.opinion(id).ok_or(AnswerOpinionError::NoSuchQuestion)?;
        if opinion.unit != hand.unit {
            return Err(AnswerOpinionError::NotAllowed);
        }
        if !opinion.may_be_answered() {
            return Err(AnswerOpinionError::Closed);
        }
        let text = clean_lines(text);
        if text.is_empty() && stance.needs_text() {
            return Err(AnswerOpinionError::NoText);
        }
        let mut motion = Motion::new(self, ctx);
        let at = motion.at;
        let answer = OpinionAnswer {
            stance,
            text,
            officer: hand.officer,
            unit: hand.unit,
            at,
        };
        let mut version = 0;
        if let Some(opinion) = motion.life.opinions.iter_mut().find(|opinion| opinion.id == id) {
            opinion.answers.push(answer);
            version = opinion.answers.len() as u32;
            if opinion.is_open() {
                opinion.state = OpinionState::Answered;
            }
        }
        motion.life.dossier.questions = Questions::of(&motion.life.opinions);
        motion.say(Fact::OpinionAnswered {
            at,
            opinion: id,
            officer: hand.officer,
            version,
        });
        Ok(motion.done(()))
    }

    /// The question with an id.
    pub fn opinion(&self, id: OpinionId) -> Option<&Opinion> {
        self.opinions.iter().find(|opinion| opinion.id == id)
    }
}
