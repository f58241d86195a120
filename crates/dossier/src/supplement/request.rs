//! Asks the applicant for what is missing, before acceptance.

use super::{Phase, Supplement, SupplementState};
use crate::checklist::{CheckError, Checklist};
use crate::fact::Fact;
use crate::ledger::{Accountable, Clock};
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::refuse::Ground;
use crate::stage::{Act, WrongStage};
use crate::state::State;
use crate::step::Hand;
use motcua_kernel::{Context, Date};
use motcua_store::{CommitError, Number, ReadError};

/// What an officer asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// A verdict for every component.
    pub checked: Checklist,
    /// What is wrong in the form itself; empty when nothing is.
    pub form_remark: String,
    /// Why, as the applicant reads it.
    pub reason: String,
    /// The last day on which an answer counts, whole.
    pub last_day: Date,
    /// The legal ground for asking a second time.
    pub again: Option<Ground>,
}

/// Why nothing was asked.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// Its stage does not allow it.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// The check is not whole: all defects are told at once.
    #[error(transparent)]
    Check(#[from] CheckError),
    /// Nothing is lacking.
    #[error("nothing is lacking: name what the applicant must do, or accept the dossier")]
    NothingLacking,
    /// The applicant would not know why.
    #[error("say why it is needed, in words that the applicant understands")]
    NoReason,
    /// Nobody can answer by then.
    #[error("the last day {0} is over or too near: give the applicant at least tomorrow")]
    TooSoon(Date),
    /// REC-09: once only, unless the law gives a ground; and then it counts as late.
    #[error("the applicant has been asked before: a second request needs a legal ground and makes the dossier late")]
    AskedBefore,
    /// Not known, or not to this officer.
    #[error("there is no such dossier")]
    NoSuchDossier,
    /// Only officers of a centre ask before acceptance.
    #[error("only an officer of a centre may ask for supplements before acceptance")]
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
    /// Asks for everything that is lacking, once, and waits for the applicant.
    ///
    /// # Errors
    ///
    /// Fails when the dossier is not waiting for its first check, when nothing is lacking or nobody says why,
    /// when the last day is not in the future, and when it was asked before and no ground is given.
    pub fn ask_supplement(
        self,
        ask: Ask,
        hand: Hand,
        sheet: Number,
        ctx: &Context,
    ) -> Result<Moved<Supplement>, AskError> {
        self.dossier.state.allow(Act::AskSupplement)?;
        let form_lacks = !ask.form_remark.trim().is_empty();
        let lines = ask.checked.lacking().count() as u32 + u32::from(form_lacks);
        if lines == 0 {
            return Err(AskError::NothingLacking);
        }
        if ask.reason.trim().is_empty() {
            return Err(AskError::NoReason);
        }
        // The whole last day counts, and the applicant has at least one whole day.
        if ask.last_day <= ctx.today() {
            return Err(AskError::TooSoon(ask.last_day));
        }
        // REC-09, D11: what is unfair to the applicant must at least have a ground, and shows.
        let again = self.dossier.supplements_asked > 0;
        if again && !ask.again.as_ref().is_some_and(Ground::is_whole) {
            return Err(AskError::AskedBefore);
        }

        let mut motion = Motion::new(self, ctx);
        let at = motion.at;
        let supplement = Supplement {
            id: ctx.id(),
            dossier: motion.life.dossier.id,
            phase: Phase::Intake,
            sheet,
            checked: ask.checked,
            form_remark: ask.form_remark,
            reason: ask.reason,
            again: ask.again.filter(|_| again),
            officer: hand.officer,
            unit: hand.unit,
            asked_at: at,
            last_day: ask.last_day,
            state: SupplementState::Open,
        };
        let dossier = &mut motion.life.dossier;
        dossier.places.reception = hand.unit;
        dossier.supplements_asked += 1;
        dossier.late_by_rule |= again;
        dossier.due = None;
        dossier.state = State::AwaitingCompletion {
            supplement: supplement.id,
            last_day: supplement.last_day,
        };
        let asked = dossier.supplements_asked;
        motion.receive_at(hand);
        motion.say(Fact::SupplementAsked {
            at,
            supplement: supplement.id,
            phase: supplement.phase,
            reception: hand.unit,
            sheet: supplement.sheet.clone(),
            lines,
            last_day: supplement.last_day,
            asked,
        });
        motion.set_clock(Clock::Waiting, Accountable::Applicant, Some(supplement.id));
        Ok(motion.done(supplement))
    }
}
