//! Delivery (trả kết quả): at any centre, late or not, never held back by an overdue clock (PRO-13).

mod act;

pub use act::{Deliver, deliver};

use crate::charge::{ChargeError, Dues, PayBy, Payment};
use crate::dossier::DeliveryState;
use crate::fact::Fact;
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::stage::{Act, WrongStage};
use crate::state::State;
use crate::step::{Hand, Outcome};
use motcua_kernel::{Context, Instant, OfficerId, UnitId};
use motcua_store::{CommitError, ReadError};
use serde::{Deserialize, Serialize};

/// What shows that the right person has it (RES-05).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Evidence {
    /// Signed for at the counter.
    Signature,
    /// Showed the citizen card or another paper with a picture.
    CardShown,
    /// Handed in the receipt.
    ReceiptReturned,
}

/// A delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Who took it, by name: the applicant, the submitter, or somebody they sent.
    pub taken_by: String,
    /// What shows it.
    pub evidence: Evidence,
    /// Who handed it out.
    pub officer: OfficerId,
    /// Where.
    pub unit: UnitId,
    /// When.
    pub at: Instant,
}

/// What is still owed is taken in the same press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pays {
    /// How.
    pub by: PayBy,
    /// Series and number of the fee receipt, if there is one.
    pub receipt: String,
}

/// Why a result was not delivered.
#[derive(Debug, thiserror::Error)]
pub enum DeliverError {
    /// Its stage does not allow it.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// What was to be taken with it cannot be taken.
    #[error(transparent)]
    Charge(#[from] ChargeError),
    /// Something is owed.
    #[error("something is still to be paid: the result is handed out once it is")]
    DuesOpen,
    /// Originals of it lie somewhere else, are on their way or are looked for: a dossier does not close before.
    #[error("{0} originals of the dossier are not at this desk: have them handed over first")]
    OriginalsElsewhere(usize),
    /// Nobody is named.
    #[error("say who takes the result")]
    NoTaker,
    /// Not known, or not to this officer.
    #[error("there is no such dossier")]
    NoSuchDossier,
    /// Only officers of a centre deliver.
    #[error("only an officer of a centre may hand out results")]
    NotAllowed,
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl Life {
    /// Hands the result out over a counter. Final.
    ///
    /// # Errors
    ///
    /// Fails when no result lies ready, when something is owed, or when nobody is named.
    pub fn deliver(
        self,
        hand: Hand,
        taken_by: String,
        evidence: Evidence,
        pays: Option<Pays>,
        ctx: &Context,
    ) -> Result<Moved<Vec<Payment>>, DeliverError> {
        let wrong = self.dossier.state.wrong(Act::Deliver);
        let State::ResultReady {
            acceptance,
            result,
            issued_at,
            ..
        } = self.dossier.state.clone()
        else {
            return Err(wrong.into());
        };
        if taken_by.trim().is_empty() {
            return Err(DeliverError::NoTaker);
        }
        let mut motion = Motion::new(self, ctx);
        let at = motion.at;
        let payments = match pays {
            Some(pays) => motion.take_all(pays.by, &pays.receipt, hand)?,
            None => Vec::new(),
        };
        if motion.life.dossier.dues == Dues::Open {
            return Err(DeliverError::DuesOpen);
        }
        motion.close_step(Outcome::Done { officer: hand.officer });
        motion.say(Fact::Delivered {
            at,
            result,
            officer: Some(hand.officer),
            unit: hand.unit,
        });
        motion.life.dossier.delivery = DeliveryState::HandedOver;
        let delivery = Box::new(Delivery {
            taken_by,
            evidence,
            officer: hand.officer,
            unit: hand.unit,
            at,
        });
        motion.end(State::Delivered {
            acceptance,
            result,
            issued_at,
            delivery,
        });
        Ok(motion.done(payments))
    }
}
