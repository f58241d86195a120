//! Asks the applicant for what is missing: before acceptance at the counter, during appraisal by the officer who
//! holds the dossier.

use super::{LAPSE_TIMER, Phase, Supplement, SupplementState, open_for};
use crate::access::{acting_subject, at_centre, officer, rights_of};
use crate::checklist::{CheckError, Checked, Checklist};
use crate::fact::Fact;
use crate::kept::load;
use crate::ledger::{Accountable, Clock};
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::notice::About;
use crate::paper::{self, Making};
use crate::refuse::Ground;
use crate::series;
use crate::stage::{Act, WrongStage};
use crate::state::State;
use crate::step::{Hand, NotHolder};
use crate::terms::guide;
use motcua_kernel::{Context, Date, DossierId, SupplementId, UnitId};
use motcua_org::Right;
use motcua_org::unit::Unit;
use motcua_store::{ChangeSet, CommitError, Message, Number, ReadError, Store};

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
    /// During appraisal only whoever holds it asks.
    #[error(transparent)]
    NotHolder(#[from] NotHolder),
    /// Only officers of a centre ask before acceptance, and of the handling unit afterwards.
    #[error("only an officer of a centre, or of the unit that handles the dossier, may ask for supplements")]
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
    /// Asks for everything that is lacking, once, and waits for the applicant. During appraisal the limit pauses and
    /// the officer keeps the dossier (REC-10, PRO-11).
    ///
    /// # Errors
    ///
    /// Fails when the dossier is neither at its first check nor with this officer, when nothing is lacking or nobody says why,
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

        let taken = match &self.dossier.state {
            State::InProcess { acceptance, step } => {
                self.held_by(hand)?;
                Some((acceptance.clone(), *step))
            }
            _ => None,
        };
        let phase = if taken.is_some() {
            Phase::Appraisal
        } else {
            Phase::Intake
        };

        let mut motion = Motion::new(self, ctx);
        let at = motion.at;
        let supplement = Supplement {
            id: ctx.id(),
            dossier: motion.life.dossier.id,
            phase,
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
        dossier.supplements_asked += 1;
        dossier.late_by_rule |= again;
        dossier.due = None;
        let (id, last_day, asked) = (supplement.id, supplement.last_day, dossier.supplements_asked);
        let clock = match taken {
            Some((acceptance, step)) => {
                dossier.state = State::Paused {
                    acceptance,
                    step,
                    supplement: id,
                    last_day,
                };
                Clock::Paused
            }
            None => {
                dossier.places.reception = hand.unit;
                dossier.state = State::AwaitingCompletion {
                    supplement: id,
                    last_day,
                };
                motion.receive_at(hand.into());
                Clock::Waiting
            }
        };
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
        motion.set_clock(clock, Accountable::Applicant, Some(id));
        Ok(motion.done(supplement))
    }
}

/// What an officer posts.
#[derive(Debug, Clone)]
pub struct Request {
    /// The dossier.
    pub dossier: DossierId,
    /// The centre at which the officer acts before acceptance; during appraisal the unit that holds it counts.
    pub centre: UnitId,
    /// A verdict for every component (*đã kiểm tra toàn bộ*).
    pub checked: Vec<Checked>,
    /// What is wrong in the form itself; empty when nothing is.
    pub form_remark: String,
    /// Why, as the applicant reads it.
    pub reason: String,
    /// The last day on which an answer counts, whole.
    pub last_day: Date,
    /// The legal ground for asking a second time.
    pub again: Option<Ground>,
}

/// Asks the applicant for what is missing, with Form 02 and a timer for the end of the last day.
///
/// # Errors
///
/// See [`AskError`].
pub async fn request(store: &Store, command: Request, ctx: &Context) -> Result<SupplementId, AskError> {
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        let made = read.first(open_for(command.dossier)).await?;
        return made.map(|made| made.id).ok_or(AskError::NoSuchDossier);
    }
    let kept = load(&read, command.dossier).await?.ok_or(AskError::NoSuchDossier)?;
    let officer = officer(ctx).ok_or(AskError::NotAllowed)?;
    let rights = rights_of(&read, ctx).await?;
    let unit = match (&kept.dossier().state, kept.dossier().holder) {
        (State::InProcess { .. }, Some(holder)) => {
            if !rights.may(Right::AskSupplement, &acting_subject(kept.dossier())) {
                return Err(AskError::NotAllowed);
            }
            holder.unit
        }
        _ => {
            if !at_centre(&rights, Right::AskSupplement, command.centre) {
                return Err(AskError::NotAllowed);
            }
            command.centre
        }
    };
    let centre = read.get::<Unit>(unit).await?;
    let guide = guide(&read, &kept.dossier().pinned).await?;
    // INT-08: what is asked for must stand on the published list of the pinned version.
    let checked = Checklist::new(command.checked, &guide.terms(kept.dossier().channel)?)?;
    let ask = Ask {
        checked,
        form_remark: command.form_remark,
        reason: command.reason,
        last_day: command.last_day,
        again: command.again,
    };
    let mut set = ChangeSet::new(ctx);
    let sheet = series::sheet(&mut set, series::Sheet::Supplement, unit, ctx.today());
    let hand = Hand { officer, unit };
    let asked = kept.life().ask_supplement(ask, hand, sheet, ctx)?;

    let id = asked.made.id;
    kept.write(&mut set, &asked.life, &asked.facts);
    let paper = paper::supplement(
        &Making::of(&read, &asked.life.dossier, &guide.version, ctx),
        &asked.made,
    )
    .await?;
    set.insert(&asked.made)
        .insert(&paper)
        .expect(&guide.version)
        .expect(&centre)
        .wake(LAPSE_TIMER, id, asked.made.last_day.end())
        .send(Message::new(
            "notice.supplement_asked",
            &About::supplement(command.dossier, id),
        ));
    store.commit(set).await?;
    Ok(id)
}
