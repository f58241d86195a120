//! Moving a whole dossier to another deciding body: by a head who finds that another one is competent (chuyển
//! thẩm quyền), or because the body that decided was followed by another ([`crate::succession`]).
//!
//! Nothing else moves with it (INT-03): number, promised moment and clock stay, and the ledger tiles over the seam.

mod act;

pub use act::{TransferDossier, decides, transfer};

use crate::fact::Fact;
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::refuse::Ground;
use crate::stage::{Act, WrongStage};
use crate::state::State;
use crate::step::{Hand, KindRules as _, Outcome, StepPlan};
use motcua_kernel::{Context, Instant, OfficerId, UnitId};
use motcua_store::{CommitError, ReadError};
use serde::{Deserialize, Serialize};

/// One move of a dossier from the body that decided to the one that decides from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relocation {
    /// Who decided.
    pub from: UnitId,
    /// Who decides from then on.
    pub to: UnitId,
    /// When.
    pub at: Instant,
    /// Why.
    pub cause: Cause,
}

/// Why a dossier moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Cause {
    /// The body was followed by another one.
    Succession {
        /// The decision that says so, "12/NQ-HĐND".
        basis: String,
    },
    /// Another body is competent.
    Competence {
        /// The text that says so, and the reason in plain words.
        ground: Ground,
        /// The head who moved it.
        officer: OfficerId,
    },
}

/// Why a dossier was not moved.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// Its stage does not allow it.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// A move names the text that makes the other body competent, and the reason.
    #[error("a transfer needs its legal basis and a reason in plain words")]
    NoGround,
    /// It is there already.
    #[error("the dossier is decided there already: choose another body")]
    SameUnit,
    /// What was chosen decides nothing, or exists no more.
    #[error("the chosen unit decides nothing at this moment: choose a body that does")]
    DecidesNothing,
    /// What the dossier goes by could not be put together.
    #[error(transparent)]
    Terms(#[from] crate::terms::TermsError),
    /// Not known, or not to this officer.
    #[error("there is no such dossier")]
    NoSuchDossier,
    /// Only heads move dossiers.
    #[error("only a head of the unit that has the dossier may transfer it")]
    NotAllowed,
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl Life {
    /// Gives the dossier to another body that is competent. It lies in that body's list from then on, at the first
    /// step of work; until somebody there has taken it the sender answers for it (PRO-08).
    ///
    /// # Errors
    ///
    /// Fails unless it was accepted and nothing is proposed, without a ground, and when it is decided there already.
    pub fn transfer(
        self,
        hand: Hand,
        to: UnitId,
        next: &StepPlan,
        ground: Ground,
        ctx: &Context,
    ) -> Result<Moved<()>, TransferError> {
        let wrong = self.dossier.state.wrong(Act::Transfer);
        let state = self.dossier.state.clone();
        let (State::Accepted { .. } | State::InProcess { .. }) = state else {
            return Err(wrong.into());
        };
        if !ground.is_whole() {
            return Err(TransferError::NoGround);
        }
        let from = self.dossier.places.deciding;
        if from == to {
            return Err(TransferError::SameUnit);
        }
        if next.kind.needs_result() {
            return Err(crate::terms::TermsError::NoStep(next.key.clone()).into());
        }
        let mut motion = Motion::new(self, ctx);
        let at = motion.at;
        motion.say(Fact::Transferred {
            at,
            officer: hand.officer,
            from,
            to,
        });
        let dossier = &mut motion.life.dossier;
        dossier.places.deciding = to;
        dossier.handler = None;
        dossier.relocations.push(Relocation {
            from,
            to,
            at,
            cause: Cause::Competence {
                ground,
                officer: hand.officer,
            },
        });
        motion.close_step(Outcome::Transferred { officer: hand.officer });
        let step = motion.open_step(next, None);
        motion.life.dossier.state = match state {
            State::Accepted { acceptance, .. } => State::Accepted { acceptance, step },
            State::InProcess { acceptance, .. } => State::InProcess { acceptance, step },
            other => other,
        };
        Ok(motion.done(()))
    }
}
