//! Takes the applicant's answer: the dossier comes back to the first check, or to the officer who asked.

use super::{LAPSE_TIMER, Supplement, SupplementState};
use crate::access::{acting_subject, at_centre, rights_of};
use crate::done::{self, require_version};
use crate::enclosure::{Tray, enclosures_of, take_over};
use crate::fact::Fact;
use crate::filing::{Filing, filings_of};
use crate::filled::Filled;
use crate::kept::load;
use crate::ledger::{Accountable, Clock, first_check_due};
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::notice::About;
use crate::party::By;
use crate::stage::{Act, WrongStage};
use crate::state::State;
use crate::terms::guide;
use motcua_catalog::fee::Bill;
use motcua_catalog::form::FormRules;
use motcua_kernel::calendar::Calendar;
use motcua_kernel::{Context, Date, FieldProblem, FormId, SupplementId, UnitId};
use motcua_org::Right;
use motcua_org::calendar::record::current_legal_calendar;
use motcua_store::{ChangeSet, CommitError, Message, ReadError, Store};
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
    /// Takes the answer in. Before acceptance a new first check starts (REC-04); during appraisal the limit runs on,
    /// later by the working time of the pause (D10). It goes by the version of the form that the dossier was
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
        (calendar, bill): (&Calendar, Bill),
        ctx: &Context,
    ) -> Result<Moved<Answered>, AnswerError> {
        self.dossier.state.allow(Act::AnswerSupplement)?;
        let last_day = match self.dossier.state.supplement() {
            Some((open, last_day)) if open == supplement.id => last_day,
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
        motion.life.dossier.filing = filing.id;
        motion.say(Fact::SupplementAnswered {
            at,
            counted_from,
            supplement: supplement.id,
            filing: filing.id,
        });
        motion.count(bill);
        if !motion.resume(calendar) {
            motion.life.dossier.state = State::Submitted { since: at };
            motion.life.dossier.counted_from = counted_from;
            motion.life.dossier.due = first_check_due(calendar, at);
            motion.set_clock(Clock::NotStarted, Accountable::Office, None);
        }
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

/// What the applicant's side hands in.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The request.
    pub supplement: SupplementId,
    /// The centre, when an officer helps somebody who came there.
    pub centre: Option<UnitId>,
    /// The whole form, filled in anew.
    pub filled: Filled,
    /// The version of the dossier that the caller decided by, where they name it (`If-Match`).
    pub version: Option<i64>,
}

/// Takes the answer in; the dossier waits for its first check again.
///
/// # Errors
///
/// See [`AnswerError`]. What was typed is the page's to show again.
pub async fn answer(store: &Store, command: Answer, rules: &FormRules, ctx: &Context) -> Result<(), AnswerError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let supplement = read
        .find::<Supplement>(command.supplement)
        .await?
        .ok_or(AnswerError::NoSuchRequest)?;
    let kept = load(&read, supplement.dossier)
        .await?
        .ok_or(AnswerError::NoSuchRequest)?;
    let rights = rights_of(&read, ctx).await?;
    let helped = command
        .centre
        .is_some_and(|centre| at_centre(&rights, Right::AnswerSupplement, centre));
    if !helped && !rights.may(Right::AnswerSupplement, &acting_subject(kept.dossier())) {
        // A request on somebody else's dossier is not even known to exist.
        return Err(AnswerError::NoSuchRequest);
    }
    let guide = guide(&read, &kept.dossier().pinned).await?;
    require_version(&kept, command.version)?;
    // REC-12: the form of the pinned version, whatever has been published since.
    let (answers, _) = command
        .filled
        .answers(&guide.version, rules)
        .map_err(AnswerError::Fields)?;
    let dossier = kept.dossier();
    let bill = guide.bill(&answers, dossier.submitted_at.date(), dossier.channel);
    let round = read.all(filings_of(supplement.dossier)).await?.len() as u32;
    let calendar = current_legal_calendar(&read).await?;
    let by = By::from(ctx.actor());
    let moved = kept
        .life()
        .answer_supplement(supplement.record.clone(), answers, round, by, (&calendar, bill), ctx)?;

    let mut set = ChangeSet::new(ctx);
    kept.write(&mut set, &moved.life, &moved.facts);
    done::keep(&mut set, ctx, &moved.life, kept.version() + 1);
    set.update(&supplement.with(moved.made.supplement))
        .insert(&moved.made.filing)
        .let_sleep(LAPSE_TIMER, command.supplement)
        .send(Message::new(
            "notice.supplement_answered",
            &About::supplement(supplement.dossier, command.supplement),
        ));
    if let Some(tray) = read.find::<Tray>(command.supplement).await? {
        let before = read.all(enclosures_of(supplement.dossier)).await?;
        take_over(&mut set, supplement.dossier, &tray.enclosures, &before, ctx);
        set.delete(&tray);
    }
    store.commit(set).await?;
    Ok(())
}
