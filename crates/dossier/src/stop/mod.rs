//! Stopping (dừng giải quyết, Form 05): a head ends the handling on a legal ground, or because the applicant asked
//! for it in writing (PRO-14). Never once the result is signed.

mod act;

pub use act::{StopDossier, stop};

use crate::fact::Fact;
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::refuse::Ground;
use crate::stage::{Act, WrongStage};
use crate::state::State;
use crate::step::{Hand, Outcome};
use motcua_kernel::{Context, Instant, OfficerId, SupplementId, UnitId};
use motcua_store::{CommitError, Number, ReadError};
use serde::{Deserialize, Serialize};

/// A stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// The number of its Form 05.
    pub sheet: Number,
    /// Why.
    pub ground: Ground,
    /// By whom.
    pub officer: OfficerId,
    /// For which unit.
    pub unit: UnitId,
    /// When.
    pub at: Instant,
}

/// Why a dossier was not stopped.
#[derive(Debug, thiserror::Error)]
pub enum StopError {
    /// Its stage does not allow it.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// A stop names the law and the reason.
    #[error("a stop needs its legal basis and a reason in plain words")]
    NoGround,
    /// Not known, or not to this officer.
    #[error("there is no such dossier")]
    NoSuchDossier,
    /// Only heads stop.
    #[error("only a head of the unit that decides may stop a dossier")]
    NotAllowed,
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl Life {
    /// Stops the handling. Final. Gives the supplement request that was open, which ends with it.
    ///
    /// # Errors
    ///
    /// Fails before acceptance, once the result is signed, and without a ground.
    pub fn stop(
        self,
        hand: Hand,
        ground: Ground,
        sheet: Number,
        ctx: &Context,
    ) -> Result<Moved<Option<SupplementId>>, StopError> {
        self.dossier.state.allow(Act::Stop)?;
        let wrong = self.dossier.state.wrong(Act::Stop);
        let acceptance = self.dossier.state.acceptance().cloned().ok_or(wrong)?;
        if !ground.is_whole() {
            return Err(StopError::NoGround);
        }
        let open = self.dossier.state.supplement().map(|(supplement, _)| supplement);
        let mut motion = Motion::new(self, ctx);
        let at = motion.at;
        motion.say(Fact::Stopped {
            at,
            officer: hand.officer,
            unit: hand.unit,
            sheet: sheet.clone(),
        });
        motion.close_step(Outcome::Cut);
        motion.end(State::Stopped {
            acceptance: Box::new(acceptance),
            stop: Box::new(Stop {
                sheet,
                ground,
                officer: hand.officer,
                unit: hand.unit,
                at,
            }),
        });
        Ok(motion.done(open))
    }
}
