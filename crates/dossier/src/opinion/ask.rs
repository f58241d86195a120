//! Asking one unit or several at once.

use super::{Opinion, OpinionState, Questions};
use crate::fact::Fact;
use crate::ledger::Due;
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::stage::{Act, WrongStage};
use crate::state::State;
use crate::step::{Hand, NotHolder};
use motcua_kernel::calendar::{self, Calendar, Limit, Unit, WorkingTime};
use motcua_kernel::text::clean_lines;
use motcua_kernel::{Context, Instant, UnitId};
use motcua_store::{CommitError, ReadError};
use serde::{Deserialize, Serialize};

/// Where the due moment of a question comes from. It binds the unit that is asked; the limit of the dossier stands above
/// it and runs on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Term {
    /// From the step of the workflow that is there for it.
    Workflow {
        /// The key of that step.
        step: String,
        /// How long it gives.
        norm: WorkingTime,
    },
    /// Agreed inside the office, where the workflow gives none: working days.
    Internal {
        /// How many.
        days: u32,
    },
}

impl Term {
    /// The most working days that an officer may give by themselves.
    pub const MOST_DAYS: u32 = 15;

    /// When an answer is due that is asked for at a moment; `None` for a number of days that nobody gives.
    fn due(&self, calendar: &Calendar, at: Instant) -> Option<Due> {
        let limit = match self {
            Self::Workflow { norm, .. } => {
                let minutes = u32::try_from(norm.as_minutes()).ok()?;
                Limit::new(minutes.div_ceil(60), Unit::WorkingHour)
            }
            Self::Internal { days } if (1..=Self::MOST_DAYS).contains(days) => Limit::new(*days, Unit::WorkingDay),
            Self::Internal { .. } => return None,
        };
        Some(calendar::due(calendar, at, limit.ok()?, &[]).into())
    }
}

/// What is asked, of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// The units.
    pub units: Vec<UnitId>,
    /// The question.
    pub question: String,
    /// Where the due moment comes from.
    pub term: Term,
}

/// Why nobody was asked.
#[derive(Debug, thiserror::Error)]
pub enum AskOpinionError {
    /// Its stage does not allow it.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// Somebody else holds it.
    #[error(transparent)]
    NotHolder(#[from] NotHolder),
    /// No unit was chosen.
    #[error("choose a unit to ask")]
    Nobody,
    /// One was chosen that gives no opinions, or that exists no more.
    #[error("the chosen unit cannot be asked: choose an office, a department or an agency")]
    NotAsked,
    /// A unit does not ask itself.
    #[error("the dossier lies with this unit already")]
    OwnUnit,
    /// The unit has been asked and has not answered.
    #[error("this unit has been asked already and has not answered yet")]
    AskedAlready,
    /// Without a question nobody knows what to say.
    #[error("write down what is asked")]
    NoQuestion,
    /// No due moment follows.
    #[error("give from 1 to {days} working days", days = Term::MOST_DAYS)]
    NoTerm,
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
    /// Asks units for their opinion. Nobody but the holder has the dossier meanwhile, and its limit runs on; a due moment
    /// beyond the dossier's own is that one.
    ///
    /// # Errors
    ///
    /// Fails when this officer does not hold the dossier, without a question or a unit, and when one of them is asked
    /// already.
    pub fn ask_opinion(
        self,
        hand: Hand,
        asking: Asking,
        calendar: &Calendar,
        ctx: &Context,
    ) -> Result<Moved<()>, AskOpinionError> {
        let wrong = self.dossier.state.wrong(Act::AskOpinion);
        let State::InProcess { .. } = self.dossier.state else {
            return Err(wrong.into());
        };
        self.held_by(hand)?;
        let mut units = asking.units;
        units.sort_unstable();
        units.dedup();
        if units.is_empty() {
            return Err(AskOpinionError::Nobody);
        }
        if units.contains(&hand.unit) {
            return Err(AskOpinionError::OwnUnit);
        }
        let mut open = self.opinions.iter().filter(|opinion| opinion.is_open());
        if open.any(|opinion| units.contains(&opinion.unit)) {
            return Err(AskOpinionError::AskedAlready);
        }
        let question = clean_lines(&asking.question);
        if question.is_empty() {
            return Err(AskOpinionError::NoQuestion);
        }
        let mut motion = Motion::new(self, ctx);
        let at = motion.at;
        let mut due = asking.term.due(calendar, at).ok_or(AskOpinionError::NoTerm)?;
        if let Some(legal) = motion
            .life
            .dossier
            .due
            .filter(|legal| at < legal.at && legal.at < due.at)
        {
            due = legal;
        }
        for unit in units {
            let opinion = Opinion {
                id: ctx.id(),
                dossier: motion.life.dossier.id,
                unit,
                asker: hand.unit,
                asked_by: hand.officer,
                asked_at: at,
                question: question.clone(),
                due,
                term: asking.term.clone(),
                state: OpinionState::Asked,
                answers: Vec::new(),
            };
            motion.say(Fact::OpinionAsked {
                at,
                opinion: opinion.id,
                unit,
                officer: hand.officer,
                due_at: due.at,
            });
            motion.life.opinions.push(opinion);
        }
        motion.life.dossier.questions = Questions::of(&motion.life.opinions);
        Ok(motion.done(()))
    }
}
