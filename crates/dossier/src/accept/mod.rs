//! Acceptance (tiếp nhận): the dossier gets its number, its receipt and its due moment, and goes to the unit that
//! decides. Any centre of the province may do it (INT-02).

mod act;
mod receipt;
#[cfg(test)]
mod tests;

pub(crate) use act::certified;
pub use act::{Accept, accept};
pub use receipt::{Receipt, receipt};

use crate::charge::{ChargeError, Counted, Payment};
use crate::checklist::{CheckError, Checklist, Terms};
use crate::fact::Fact;
use crate::ledger::{Accountable, Clock, Due, Holder, legal_due};
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::result::{Decision, DossierResult, ResultState};
use crate::stage::{Act, WrongStage};
use crate::state::State;
use crate::step::{Hand, KindRules as _, Outcome, StepKind, StepPlan};
use motcua_kernel::calendar::{Calendar, Limit};
use motcua_kernel::{Context, Instant, OfficerId, UnitId};
use motcua_store::{CommitError, Label, Number, ReadError};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// The act of acceptance: what Form 01 says, fixed for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// The dossier number (REC-06).
    pub number: Label,
    /// The number of its Form 01 in the centre's year (REC-03).
    pub sheet: Number,
    /// When.
    pub at: Instant,
    /// By which officer; none where another system received it itself.
    pub officer: Option<OfficerId>,
    /// At which centre.
    pub reception: UnitId,
    /// From when the limit counts: acceptance, or the next opening.
    pub counted_from: Instant,
    /// The limit of the pinned version.
    pub limit: Limit,
    /// The due moment as it was promised then. The current one stands on the dossier.
    pub due: Due,
    /// The version of the legal calendar that it was counted by.
    pub calendar: u32,
    /// What was found of every component.
    pub checked: Checklist,
}

/// Why a dossier was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// Its stage does not allow it: somebody else was quicker, mostly (REC-07).
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// The check is not whole.
    #[error(transparent)]
    Check(#[from] CheckError),
    /// Something is missing: that asks for a supplement request, never for a silent acceptance.
    #[error("{0} is still lacking: ask for it, or refuse reception")]
    Lacking(String),
    /// It leads straight to signing, so an officer must have seen what is signed.
    #[error("the procedure leads straight to signing: an officer of a centre accepts it, with what is signed")]
    NothingToSign,
    /// The workflow has no step after reception.
    #[error("the workflow of the procedure leads nowhere from reception: publish a sound one")]
    NoNextStep,
    /// Not known, or not to this officer.
    #[error("there is no such dossier")]
    NoSuchDossier,
    /// Only officers of a centre accept, and systems that receive in its name.
    #[error("only an officer of a centre, or a system that receives in its name, may accept dossiers")]
    NotAllowed,
    /// What was done about the money cannot be done.
    #[error(transparent)]
    Charge(#[from] ChargeError),
    /// An original cannot be kept as it was written down.
    #[error(transparent)]
    Original(#[from] crate::original::OriginalError),
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

/// What acceptance needs to know beside the dossier.
#[derive(Debug)]
pub struct Acceptable<'a> {
    /// The centre that accepts, and its officer unless another system does it in the centre's name.
    pub at: Holder,
    /// The number, as the store will issue it.
    pub number: Label,
    /// The number of Form 01.
    pub sheet: Number,
    /// What was found of every component.
    pub checked: Checklist,
    /// What the pinned version says.
    pub terms: &'a Terms,
    /// The legal calendar.
    pub calendar: &'a Calendar,
    /// The first step after reception.
    pub next: &'a StepPlan,
    /// What it costs by what was checked, and what was done about it at the counter.
    pub counted: Counted,
    /// What is laid before the signer, and the step of reception that it may be sent back to, where the procedure
    /// leads straight there.
    pub straight: Option<(Json, &'a StepPlan)>,
}

/// What an acceptance makes beside the dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// Money that was taken in the same press.
    pub payments: Vec<Payment>,
    /// The result that lies for signature, where the procedure leads straight there.
    pub result: Option<DossierResult>,
}

impl Life {
    /// Gives number and receipt, starts the clock and passes the dossier on.
    ///
    /// Where the procedure leads straight to signing (certified copies, signatures), the officer who accepts has seen
    /// what is certified: the result is proposed in the same act.
    ///
    /// # Errors
    ///
    /// Fails when the dossier is not waiting for its first check, when something is lacking, or when the workflow
    /// has no step of work.
    pub fn accept(self, with: Acceptable<'_>, ctx: &Context) -> Result<Moved<Accepted>, AcceptError> {
        self.dossier.state.allow(Act::Accept)?;
        if let Some(lacking) = with.checked.lacking().next() {
            return Err(AcceptError::Lacking(lacking.component.clone()));
        }
        let straight = with.next.kind.is_signed_at();
        if (with.next.kind.needs_result() && !straight) || with.next.kind == StepKind::Receive {
            return Err(AcceptError::NoNextStep);
        }
        let laid = match (with.straight.filter(|_| straight), with.at.officer) {
            (Some((content, reception)), Some(officer)) if !is_empty(&content) => Some((content, reception, officer)),
            _ if straight => return Err(AcceptError::NothingToSign),
            _ => None,
        };
        let mut motion = Motion::new(self, ctx);
        let at = motion.at;
        let Holder { unit, officer } = with.at;

        // INT-03: the place of reception moves to where it was accepted; help and competence stay.
        motion.life.dossier.places.reception = unit;
        motion.set_clock(Clock::Working, Accountable::Office, None);
        // The clock has just been set to run, so the ledger knows a start and no open pause.
        let due = legal_due(with.calendar, with.terms.limit, &motion.life.ledger).ok_or(AcceptError::NoNextStep)?;
        let counted_from = with.calendar.effective(at);
        let acceptance = Box::new(Acceptance {
            number: with.number,
            sheet: with.sheet,
            at,
            officer,
            reception: unit,
            counted_from,
            limit: with.terms.limit,
            due,
            calendar: with.calendar.version(),
            checked: with.checked,
        });
        motion.say(Fact::Accepted {
            at,
            officer,
            reception: unit,
            number: acceptance.number.clone(),
            sheet: acceptance.sheet.clone(),
            counted_from,
            due_at: due.at,
            provisional: due.provisional,
            calendar: acceptance.calendar,
        });
        motion.life.dossier.due = Some(due);
        // REC-08: electronic data moves at once. Until the deciding unit takes it, the centre answers for it.
        motion.receive_at(with.at);
        let result = laid.map(|(content, reception, officer)| {
            // The step of reception is written down, so that the signer can send it back there.
            let step = motion.open_step(reception, Some(officer));
            motion.life.dossier.state = State::InProcess {
                acceptance: acceptance.clone(),
                step,
            };
            let result = DossierResult {
                id: ctx.id(),
                dossier: motion.life.dossier.id,
                decision: Decision::Grant,
                content,
                proposed_by: officer,
                proposed_at: at,
                initials: Vec::new(),
                state: ResultState::Proposed,
            };
            motion.say(Fact::Proposed {
                at,
                result: result.id,
                officer,
            });
            motion.close_step(Outcome::Done { officer });
            result
        });
        let step = motion.open_step(with.next, None);
        motion.life.dossier.state = match &result {
            Some(result) => State::AwaitingSignature {
                acceptance,
                step,
                result: result.id,
            },
            None => State::Accepted { acceptance, step },
        };
        let payments = match officer {
            Some(officer) => motion.count_and_settle(with.counted, Hand { officer, unit })?,
            // Another system has no desk at which money could be taken.
            None => {
                motion.count(with.counted.bill);
                Vec::new()
            }
        };
        Ok(motion.done(Accepted { payments, result }))
    }
}

fn is_empty(content: &Json) -> bool {
    content.as_object().is_none_or(|fields| fields.is_empty())
}
