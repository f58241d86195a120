//! Taking a dossier from the unit's list, and giving it to an officer: acknowledges the hand-over (PRO-08).

use super::Hand;
use crate::fact::Fact;
use crate::ledger::Holder;
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::stage::{Act, WrongStage};
use crate::state::State;
use motcua_kernel::{Context, OfficerId, UnitId};
use motcua_store::{CommitError, ReadError};

/// Why nobody has it now who did not have it before.
#[derive(Debug, thiserror::Error)]
pub enum AssignError {
    /// Its stage does not allow it.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// It lies with another unit.
    #[error("the dossier lies with another unit: only that unit gives it to its officers")]
    OtherUnit {
        /// Which.
        unit: UnitId,
    },
    /// The officer has no position in the unit, or not the right one.
    #[error("the officer has no position in the unit that may do this step")]
    NoPosition,
    /// Not known, or not to this officer.
    #[error("there is no such dossier")]
    NoSuchDossier,
    /// Not allowed.
    #[error("only officers of the unit take dossiers, and only its heads assign them")]
    NotAllowed,
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl Life {
    /// Gives the dossier to an officer of the unit that has it; they become its handler. `hand` is who does it:
    /// the officer themselves when they take it, a head when they assign it.
    ///
    /// # Errors
    ///
    /// Fails when the dossier is not at a step of work, or lies with another unit.
    pub fn assign(self, hand: Hand, to: OfficerId, ctx: &Context) -> Result<Moved<()>, AssignError> {
        let act = if hand.officer == to { Act::Take } else { Act::Assign };
        let (acceptance, step) = match self.dossier.state.clone() {
            State::Accepted { acceptance, step } => (acceptance, step),
            // Within the work an officer is changed by a head; taking from a colleague is assigning, too.
            State::InProcess { acceptance, step } => (acceptance, step),
            State::Submitted { .. }
            | State::AwaitingCompletion { .. }
            | State::Refused { .. }
            | State::Lapsed { .. }
            | State::Paused { .. }
            | State::AwaitingSignature { .. }
            | State::Signed { .. }
            | State::ResultReady { .. }
            | State::Delivered { .. }
            | State::Withdrawn { .. }
            | State::Stopped { .. } => return Err(self.dossier.state.wrong(act).into()),
        };
        let unit = self.dossier.holder.map_or(hand.unit, |holder| holder.unit);
        if unit != hand.unit {
            return Err(AssignError::OtherUnit { unit });
        }
        let mut motion = Motion::new(self, ctx);
        motion.say(Fact::Assigned {
            at: motion.at,
            step,
            officer: to,
        });
        motion.hold(Holder::officer(unit, to), unit, Some(step));
        motion.life.dossier.handler = Some(to);
        motion.life.dossier.state = State::InProcess { acceptance, step };
        Ok(motion.done(()))
    }
}
