//! Going on without an answer, and taking a question back: both by who holds the dossier.

use super::{OpinionState, Questions};
use crate::fact::Fact;
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::stage::{Act, WrongStage};
use crate::step::{Hand, NotHolder};
use motcua_kernel::text::clean_lines;
use motcua_kernel::{Context, Instant, OpinionId};
use motcua_store::{CommitError, ReadError};

/// Why a question was not closed.
#[derive(Debug, thiserror::Error)]
pub enum CloseOpinionError {
    /// Its stage does not allow it.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// Somebody else holds it.
    #[error(transparent)]
    NotHolder(#[from] NotHolder),
    /// It was answered, taken back or gone on without.
    #[error("the question is closed already")]
    Closed,
    /// The unit still has time.
    #[error("the unit may answer until {0}: take the question back if it is not needed any more")]
    TooSoon(Instant),
    /// Nobody would know why.
    #[error("say why")]
    NoReason,
    /// Not known, or not to this officer.
    #[error("there is no such question")]
    NoSuchQuestion,
    /// Not allowed.
    #[error("your position does not allow this step")]
    NotAllowed,
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl Life {
    /// Goes on without an answer whose due moment is over. Silence is no consent (PRO-09): the note says on what the
    /// matter is decided instead.
    ///
    /// # Errors
    ///
    /// Fails before the due moment, without a note, and when this officer does not hold the dossier.
    pub fn lapse_opinion(
        self,
        hand: Hand,
        id: OpinionId,
        note: &str,
        ctx: &Context,
    ) -> Result<Moved<()>, CloseOpinionError> {
        self.close_opinion(hand, (id, Act::LapseOpinion), note, ctx)
    }

    /// Takes a question back that needs no answer any more.
    ///
    /// # Errors
    ///
    /// Fails when it is closed already, without a reason, and when this officer does not hold the dossier.
    pub fn recall_opinion(
        self,
        hand: Hand,
        id: OpinionId,
        reason: &str,
        ctx: &Context,
    ) -> Result<Moved<()>, CloseOpinionError> {
        self.close_opinion(hand, (id, Act::RecallOpinion), reason, ctx)
    }

    fn close_opinion(
        self,
        hand: Hand,
        (id, act): (OpinionId, Act),
        why: &str,
        ctx: &Context,
    ) -> Result<Moved<()>, CloseOpinionError> {
        self.dossier.state.allow(act)?;
        self.held_by(hand)?;
        let opinion = self.opinion(id).ok_or(CloseOpinionError::NoSuchQuestion)?;
        if !opinion.is_open() {
            return Err(CloseOpinionError::Closed);
        }
        let due = opinion.due.at;
        let why = clean_lines(why);
        let officer = hand.officer;
        let mut motion = Motion::new(self, ctx);
        let at = motion.at;
        let lapses = act == Act::LapseOpinion;
        if lapses && at < due {
            return Err(CloseOpinionError::TooSoon(due));
        }
        if why.is_empty() {
            return Err(CloseOpinionError::NoReason);
        }
        let (state, fact) = if lapses {
            let fact = Fact::OpinionLapsed {
                at,
                opinion: id,
                officer,
            };
            let note = why;
            (OpinionState::Lapsed { at, officer, note }, fact)
        } else {
            let fact = Fact::OpinionRecalled {
                at,
                opinion: id,
                officer,
            };
            let reason = why;
            (OpinionState::Recalled { at, officer, reason }, fact)
        };
        if let Some(opinion) = motion.life.opinions.iter_mut().find(|opinion| opinion.id == id) {
            opinion.state = state;
        }
        motion.life.dossier.questions = Questions::of(&motion.life.opinions);
        motion.say(fact);
        Ok(motion.done(()))
    }
}
