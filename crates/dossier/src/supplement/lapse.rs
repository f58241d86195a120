//! Notes that the last day of a request went by: the timer's act. Waking twice does nothing.

use super::{LAPSE_TIMER, Supplement, SupplementState};
use crate::fact::Fact;
use crate::kept::load;
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::notice::About;
use crate::stage::{Act, WrongStage};
use crate::state::State;
use motcua_kernel::calendar::Calendar;
use motcua_kernel::{Context, Date, SupplementId};
use motcua_org::calendar::record::current_legal_calendar;
use motcua_store::{ChangeSet, CommitError, Message, ReadError, Store};

/// Why nothing lapsed.
#[derive(Debug, thiserror::Error)]
pub enum LapseError {
    /// The dossier is not waiting for an answer.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// The request is not the open one.
    #[error("the request is closed already")]
    Closed,
    /// Woken too early.
    #[error("the applicant has time until the end of {last_day}")]
    TooSoon {
        /// The last day.
        last_day: Date,
    },
    /// There is no such request.
    #[error("there is no such request")]
    NoSuchRequest,
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl Life {
    /// Ends a dossier that was not completed in time before acceptance; the applicant may always file anew. During
    /// appraisal the limit runs on with what is there, and the officer declines or asks a head to stop it.
    ///
    /// # Errors
    ///
    /// Fails when this request is not the open one, or while its last day lasts.
    pub fn lapse_supplement(
        self,
        supplement: Supplement,
        calendar: &Calendar,
        ctx: &Context,
    ) -> Result<Moved<Supplement>, LapseError> {
        self.dossier.state.allow(Act::LapseSupplement)?;
        let last_day = match self.dossier.state.supplement() {
            Some((open, last_day)) if open == supplement.id => last_day,
            _ => return Err(LapseError::Closed),
        };
        let mut motion = Motion::new(self, ctx);
        let at = motion.at;
        if at.date() <= last_day {
            return Err(LapseError::TooSoon { last_day });
        }
        motion.say(Fact::SupplementLapsed {
            at,
            supplement: supplement.id,
        });
        if !motion.resume(calendar) {
            motion.end(State::Lapsed {
                supplement: supplement.id,
                at,
            });
        }
        Ok(motion.done(Supplement {
            state: SupplementState::Lapsed { at },
            ..supplement
        }))
    }
}

/// Ends the dossier of a request whose last day is over. It stops its timer in
/// the same change; woken again, or after an answer, it only does that.
///
/// # Errors
///
/// Fails when the store does not answer, when there is no such request, or when it is too early.
pub async fn lapse(store: &Store, id: SupplementId, ctx: &Context) -> Result<(), LapseError> {
    let read = store.read().await?;
    let supplement = read.find::<Supplement>(id).await?.ok_or(LapseError::NoSuchRequest)?;
    if !supplement.is_open() {
        // Answered or ended in between: the timer has nothing to do any more.
        drop(read);
        let mut set = ChangeSet::new(ctx);
        set.let_sleep(LAPSE_TIMER, id);
        store.commit(set).await?;
        return Ok(());
    }
    let kept = load(&read, supplement.dossier)
        .await?
        .ok_or(LapseError::NoSuchRequest)?;
    let calendar = current_legal_calendar(&read).await?;
    let moved = kept
        .life()
        .lapse_supplement(supplement.record.clone(), &calendar, ctx)?;
    let mut set = ChangeSet::new(ctx);
    kept.write(&mut set, &moved.life, &moved.facts);
    set.update(&supplement.with(moved.made))
        .let_sleep(LAPSE_TIMER, id)
        .send(Message::new(
            "notice.supplement_lapsed",
            &About::supplement(supplement.dossier, id),
        ));
    store.commit(set).await?;
    Ok(())
}
