//! Refusal of reception (từ chối tiếp nhận, Form 03): before acceptance, on a legal ground (REC-11).

mod act;

pub use act::{Refuse, refuse};

use crate::fact::Fact;
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::stage::{Act, WrongStage};
use crate::state::State;
use crate::step::Hand;
use motcua_kernel::{Context, Instant, OfficerId, UnitId};
use motcua_store::{CommitError, Number, ReadError};
use serde::{Deserialize, Serialize};

/// A legal ground: which article of which text, and what it means here, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// The text and article.
    pub basis: String,
    /// The reason, as the applicant reads it.
    pub reason: String,
}

impl Ground {
    /// Whether both are there.
    pub fn is_whole(&self) -> bool {
        !self.basis.trim().is_empty() && !self.reason.trim().is_empty()
    }
}

/// A refusal of reception.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The number of its Form 03.
    pub sheet: Number,
    /// Why.
    pub ground: Ground,
    /// By whom.
    pub officer: OfficerId,
    /// At which centre.
    pub unit: UnitId,
    /// When.
    pub at: Instant,
}

/// Why reception was not refused.
#[derive(Debug, thiserror::Error)]
pub enum RefuseError {
    /// Its stage does not allow it; after acceptance a negative decision is another act (không giải quyết).
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// REC-11: a refusal names the law and the reason.
    #[error("a refusal needs its legal basis and a reason in plain words")]
    NoGround,
    /// Not known, or not to this officer.
    #[error("there is no such dossier")]
    NoSuchDossier,
    /// Only officers of a centre refuse.
    #[error("only an officer of a centre may refuse reception")]
    NotAllowed,
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl Life {
    /// Refuses reception. Final.
    ///
    /// # Errors
    ///
    /// Fails when the dossier is not waiting for its first check, or without a ground.
    pub fn refuse(self, hand: Hand, ground: Ground, sheet: Number, ctx: &Context) -> Result<Moved<()>, RefuseError> {
        self.dossier.state.allow(Act::Refuse)?;
        if !ground.is_whole() {
            return Err(RefuseError::NoGround);
        }
        let mut motion = Motion::new(self, ctx);
        let at = motion.at;
        motion.life.dossier.places.reception = hand.unit;
        motion.receive_at(hand.into());
        motion.say(Fact::Refused {
            at,
            officer: hand.officer,
            reception: hand.unit,
            sheet: sheet.clone(),
        });
        let refusal = Refusal {
            sheet,
            ground,
            officer: hand.officer,
            unit: hand.unit,
            at,
        };
        motion.end(State::Refused {
            refusal: Box::new(refusal),
        });
        Ok(motion.done(()))
    }
}
