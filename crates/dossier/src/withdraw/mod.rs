//! Withdrawal (rút hồ sơ): the applicant takes the dossier back before anything is decided (PRO-15).

mod act;

pub use act::{Withdraw, withdraw};

use crate::fact::Fact;
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::party::By;
use crate::stage::{Act, WrongStage};
use crate::state::State;
use crate::step::Outcome;
use motcua_kernel::{Context, Instant, SupplementId};
use motcua_store::{CommitError, ReadError};
use serde::{Deserialize, Serialize};

/// A withdrawal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Why, where the applicant said so; nobody has to.
    pub reason: Option<String>,
    /// Who asked for it, or the officer who wrote it down.
    pub by: By,
    /// When.
    pub at: Instant,
}

/// Why a dossier was not withdrawn.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// A decision has been taken, or the dossier is over.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// Not known, or not to this person.
    #[error("there is no such dossier")]
    NoSuchDossier,
    /// Only the applicant, their representative, or an officer at a counter for them.
    #[error("only the applicant or their representative may take a dossier back")]
    NotAllowed,
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl Life {
    /// Takes the dossier back. Final. Gives the supplement request that was open, which ends with it.
    ///
    /// # Errors
    ///
    /// Fails once the result is signed, and when the dossier is over.
    pub fn withdraw(
        self,
        reason: Option<String>,
        by: By,
        ctx: &Context,
    ) -> Result<Moved<Option<SupplementId>>, WithdrawError> {
        self.dossier.state.allow(Act::Withdraw)?;
        let open = self.dossier.state.supplement().map(|(supplement, _)| supplement);
        let mut motion = Motion::new(self, ctx);
        let at = motion.at;
        motion.say(Fact::Withdrawn { at });
        motion.close_step(Outcome::Cut);
        let acceptance = motion.life.dossier.state.acceptance().cloned().map(Box::new);
        let withdrawal = Box::new(Withdrawal { reason, by, at });
        motion.end(State::Withdrawn { acceptance, withdrawal });
        Ok(motion.done(open))
    }
}
