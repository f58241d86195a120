//! Apology and new date (phiếu xin lỗi và hẹn lại ngày trả kết quả, Form 04, PRO-12): before the promised moment
//! passes the office says that it cannot keep it, why, and names one new moment. There is no second one.
//!
//! The legal due moment stays what lateness is measured by; an apology forgives nothing.

mod act;

pub use act::{Apologise, apologise};

use crate::fact::Fact;
use crate::ledger::{Due, apology_by};
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::stage::{Act, WrongStage};
use crate::step::Hand;
use motcua_kernel::calendar::{self, Calendar, Limit, LimitError, Unit};
use motcua_kernel::{Context, Instant, OfficerId, UnitId};
use motcua_store::{CommitError, Number, ReadError};
use serde::{Deserialize, Serialize};

/// How much later: working days after the legal due moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Extra(Limit);

impl Extra {
    /// The most that an apology can promise: beyond it is no promise any more.
    pub const MOST: u32 = 60;

    /// So many working days.
    ///
    /// # Errors
    ///
    /// Fails with nothing, and beyond [`Self::MOST`].
    pub fn working_days(days: u32) -> Result<Self, ApologyError> {
        if days > Self::MOST {
            return Err(ApologyError::TooLong);
        }
        Ok(Self(Limit::new(days, Unit::WorkingDay)?))
    }

    /// How many.
    pub const fn days(self) -> u32 {
        self.0.quantity()
    }

    /// The new moment.
    pub fn after(self, calendar: &Calendar, due: &Due) -> Due {
        calendar::due(calendar, due.at, self.0, &[]).into()
    }
}

/// An apology.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apology {
    /// The number of its Form 04.
    pub sheet: Number,
    /// Why, as the applicant reads it.
    pub reason: String,
    /// How much later.
    pub extra: Extra,
    /// The new moment.
    pub promised: Due,
    /// What was promised before.
    pub before: Due,
    /// Whether it was made at the latest one working day before the promised moment.
    pub in_time: bool,
    /// By whom.
    pub officer: OfficerId,
    /// For which unit.
    pub unit: UnitId,
    /// When.
    pub at: Instant,
}

/// Why no apology was made.
#[derive(Debug, thiserror::Error)]
pub enum ApologyError {
    /// Its stage does not allow it.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// PRO-12: one new date at most.
    #[error("a new moment has been promised already, and there is no second one: bring the result now")]
    PromisedAgain,
    /// The applicant would not know why.
    #[error("say why it takes longer, in words that the applicant understands")]
    NoReason,
    /// Not a number of days.
    #[error(transparent)]
    Days(#[from] LimitError),
    /// Too far.
    #[error("a new moment lies at most {} working days later", Extra::MOST)]
    TooLong,
    /// It would be over already.
    #[error("the new moment would be over already: promise a later one")]
    Over,
    /// Not known, or not to this officer.
    #[error("there is no such dossier")]
    NoSuchDossier,
    /// Only heads promise anew.
    #[error("only a head of the unit that decides may promise a new moment")]
    NotAllowed,
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl Life {
    /// Says sorry and promises a new moment, once.
    ///
    /// # Errors
    ///
    /// Fails while nothing is promised (before acceptance, during a pause, after issue), a second time, without a
    /// reason, and when the new moment lies in the past.
    pub fn apologise(
        self,
        hand: Hand,
        extra: Extra,
        reason: String,
        sheet: Number,
        calendar: &Calendar,
        ctx: &Context,
    ) -> Result<Moved<()>, ApologyError> {
        self.dossier.state.allow(Act::Apologise)?;
        if self.dossier.apology.is_some() {
            return Err(ApologyError::PromisedAgain);
        }
        if reason.trim().is_empty() {
            return Err(ApologyError::NoReason);
        }
        let before = self.dossier.due.ok_or(self.dossier.state.wrong(Act::Apologise))?;
        let mut motion = Motion::new(self, ctx);
        let at = motion.at;
        let promised = extra.after(calendar, &before);
        if promised.at <= at {
            return Err(ApologyError::Over);
        }
        motion.say(Fact::Apologised {
            at,
            officer: hand.officer,
            unit: hand.unit,
            sheet: sheet.clone(),
            before: before.at,
            promised_at: promised.at,
        });
        motion.life.dossier.apology = Some(Box::new(Apology {
            sheet,
            reason,
            extra,
            promised,
            before,
            in_time: at <= apology_by(calendar, &before),
            officer: hand.officer,
            unit: hand.unit,
            at,
        }));
        Ok(motion.done(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::*;
    use motcua_kernel::Actor;

    fn apologise_at(wall_clock: &str, life: Life) -> Result<Moved<()>, ApologyError> {
        let ctx = at(wall_clock, Actor::Officer(signer().officer));
        let extra = Extra::working_days(2)?;
        life.apologise(signer(), extra, "vì …".into(), Number::Issued(1), &calendar(), &ctx)
    }

    #[test]
    fn it_promises_once_and_forgives_nothing() {
        let before = Story::in_process().life;
        let due = before.dossier.due.unwrap();
        let moved = apologise_at("2026-11-26T08:30", before).unwrap();
        let dossier = &moved.life.dossier;
        assert_eq!(dossier.due, Some(due), "the legal moment stays");
        assert!(dossier.promised().unwrap().at > due.at);
        assert!(
            dossier.is_late(due.at.plus_seconds(1)),
            "what counts is the legal moment"
        );
        let again = apologise_at("2026-11-26T09:30", moved.life);
        assert!(
            matches!(again, Err(ApologyError::PromisedAgain)),
            "PRO-12: one new date"
        );
    }

    #[test]
    fn a_working_day_before_the_moment_is_in_time_and_later_is_not() {
        // Accepted on Wednesday 25 at 9:21 with three working days: due on Monday 30 at 9:21 (D12).
        let in_time = |wall_clock| {
            let moved = apologise_at(wall_clock, Story::in_process().life).unwrap();
            moved.life.dossier.apology.unwrap().in_time
        };
        assert!(in_time("2026-11-27T09:21"));
        assert!(!in_time("2026-11-27T09:22"));
    }

    #[test]
    fn a_moment_that_is_over_is_no_promise() {
        let over = apologise_at("2026-12-15T08:00", Story::in_process().life);
        assert!(matches!(over, Err(ApologyError::Over)));
        assert!(matches!(Extra::working_days(0), Err(ApologyError::Days(_))));
        assert!(matches!(Extra::working_days(61), Err(ApologyError::TooLong)));
    }
}
