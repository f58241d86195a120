//! Takes the applicant's answer: the dossier comes back to the first check.

use super::{Supplement, SupplementState};
use crate::fact::Fact;
use crate::filing::Filing;
use crate::ledger::{Accountable, Clock, first_check_due};
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::party::By;
use crate::stage::{Act, WrongStage};
use crate::state::State;
use motcua_kernel::calendar::Calendar;
use motcua_kernel::{Context, Date, FieldProblem, FormId};
use motcua_store::{CommitError, ReadError};
use serde_json::Value as Json;

/// Why an answer was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// Its stage does not allow it.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// The request belongs to another dossier, or is not the open one.
    #[error("the request is closed: nothing can be handed in for it any more")]
    Closed,
    /// Its last day is over.
    #[error("the last day was {last_day}: hand the dossier in anew")]
    Late {
        /// The last day.
        last_day: Date,
    },
    /// The form has errors.
    #[error("{} fields of the form are not right", .0.len())]
    Fields(Vec<FieldProblem>),
    /// Not known, or not to this person.
    #[error("there is no such request")]
    NoSuchRequest,
    /// Only the applicant's side, or an officer who helps them.
    #[error("only those on the dossier, or an officer helping them, may answer")]
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

/// What is handed in as an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The request, closed.
    pub supplement: Supplement,
    /// What was filled in.
    pub filing: Filing,
}

impl Life {
    /// Takes the answer in and starts a new first check (REC-04), on the version of the form that the dossier was
    /// submitted with (REC-12).
    ///
    /// # Errors
    ///
    /// Fails when this request is not the open one, or when its last day is over.
    pub fn answer_supplement(
        self,
        supplement: Supplement,
        answers: Json,
        round: u32,
        by: By,
        calendar: &Calendar,
        ctx: &Context,
    ) -> Result<Moved<Answered>, AnswerError> {
        self.dossier.state.allow(Act::AnswerSupplement)?;
        let last_day = match self.dossier.state {
            State::AwaitingCompletion {
                supplement: open,
                last_day,
            } if open == supplement.id => last_day,
            _ => return Err(AnswerError::Closed),
        };
        if !supplement.is_open() {
            return Err(AnswerError::Closed);
        }
        let form: FormId = self.dossier.pinned.form;
        let mut motion = Motion::new(self, ctx);
        let at = motion.at;
        // The whole last day counts, in the province's time zone.
        if at.date() > last_day {
            return Err(AnswerError::Late { last_day });
        }
        let dossier = motion.life.dossier.id;
        let filing = Filing {
            id: ctx.id(),
            dossier,
            round,
            form,
            answers,
            filed_at: at,
            filed_by: by,
        };
        let counted_from = calendar.effective(at);
        motion.life.dossier.state = State::Submitted { since: at };
        motion.life.dossier.counted_from = counted_from;
        motion.life.dossier.filing = filing.id;
        motion.life.dossier.due = first_check_due(calendar, at);
        motion.say(Fact::SupplementAnswered {
            at,
            counted_from,
            supplement: supplement.id,
            filing: filing.id,
        });
        motion.set_clock(Clock::NotStarted, Accountable::Office, None);
        let state = SupplementState::Answered {
            at,
            by,
            filing: filing.id,
        };
        Ok(motion.done(Answered {
            supplement: Supplement { state, ..supplement },
            filing,
        }))
    }
}
