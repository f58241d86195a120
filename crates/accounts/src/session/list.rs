//! The sessions of one officer or person: listed with device and last use, ended one by one or all.

use super::record::of_holder;
use super::{Holder, Session, Standing};
use crate::account::AccountThing;
use motcua_kernel::{Context, OfficerId, Problem, SessionId, ThingId, codes};
use motcua_store::{ChangeSet, CommitError, Event, Read, ReadError, Store, Stored};
use serde::Serialize;
use uuid::Uuid;

/// Nobody has more devices; a change set stays small.
const MOST: i64 = 200;
/// A session in use is written every few minutes at most: a second try is rare, a third an accident.
pub(crate) const TRIES: usize = 8;

/// The live sessions of the holder of `session`, the last used first.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn list_of(read: &Read, session: &Session, ctx: &Context) -> Result<Vec<Session>, ReadError> {
    let all = read.all(of_holder(holder(session), MOST)).await?;
    let live = |stored: &Stored<Session>| stored.standing(ctx.now()) != Standing::Over;
    Ok(all.into_iter().filter(live).map(|stored| stored.record).collect())
}

/// Ends one session of the holder of `own`: another device, or one's own (sign-out). Ended already is ended.
///
/// # Errors
///
/// Fails if the session is somebody else's.
pub async fn end(store: &Store, own: &Session, other: SessionId, ctx: &Context) -> Result<(), EndError> {
    let read = store.read().await?;
    let Some(stored) = read.find::<Session>(other).await? else {
        return Ok(());
    };
    // Somebody else's session is not even known to exist.
    if holder(&stored) != holder(own) {
        return Err(EndError::NoSuchSession(other));
    }
    let mut set = ChangeSet::new(ctx);
    set.delete(&stored);
    set.journal(Event::new(chain(own), "session.ended", &Ended { session: other }));
    store.commit(set).await?;
    Ok(())
}

/// Ends all other sessions of the holder of `own`.
///
/// # Errors
///
/// Fails when the store refuses.
pub async fn end_others(store: &Store, own: &Session, ctx: &Context) -> Result<u64, EndError> {
    let read = store.read().await?;
    let mut set = ChangeSet::new(ctx);
    let ended = end_in(&read, holder(own), Some(own.id), &mut set).await?;
    if ended > 0 {
        set.journal(Event::new(chain(own), "session.others_ended", &Count { ended }));
        store.commit(set).await?;
    }
    Ok(ended)
}

/// Ends all sessions of an officer who moved or left (IDN-05). A reaction to the end of an appointment calls it.
///
/// # Errors
///
/// Fails when the store refuses.
pub async fn end_all_of_officer(store: &Store, officer: OfficerId, ctx: &Context) -> Result<u64, EndError> {
    for _ in 0..TRIES {
        let read = store.read().await?;
        let sessions = read.all(of_holder(officer.into(), MOST)).await?;
        let Some(first) = sessions.first() else { return Ok(0) };
        let mut set = ChangeSet::new(ctx);
        for stored in &sessions {
            set.delete(stored);
        }
        let ended = sessions.len() as u64;
        set.journal(Event::new(chain(first), "session.all_ended", &Count { ended }));
        match store.commit(set).await {
            Ok(_) => return Ok(ended),
            // One of them was used at this moment: it has to end all the same.
            Err(CommitError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(EndError::InUse(officer))
}

/// Deletes the sessions of a holder in a change set, but for one; gives their number.
pub(crate) async fn end_in(
    read: &Read,
    holder: Uuid,
    keep: Option<SessionId>,
    set: &mut ChangeSet,
) -> Result<u64, ReadError> {
    let mut ended = 0;
    for stored in read.all(of_holder(holder, MOST)).await? {
        if Some(stored.id) != keep {
            set.delete(&stored);
            ended += 1;
        }
    }
    Ok(ended)
}

fn holder(session: &Session) -> Uuid {
    match session.holder {
        Holder::Officer { officer, .. } => officer.into(),
        Holder::Person { person, .. } => person.into(),
    }
}

/// What happens to an officer's sessions stands with their account; a person's has a chain of its own.
fn chain(session: &Session) -> ThingId {
    match session.holder {
        Holder::Officer { account, .. } => account.thing(),
        Holder::Person { .. } => ThingId::from(Uuid::from(session.id)),
    }
}

#[derive(Serialize)]
struct Ended {
    session: SessionId,
}

#[derive(Serialize)]
struct Count {
    ended: u64,
}

/// Why a session was not ended.
#[derive(Debug, thiserror::Error)]
pub enum EndError {
    /// Not one of the holder's.
    #[error("there is no session {0} of this holder")]
    NoSuchSession(SessionId),
    /// Used again and again at the very moments of ending it.
    #[error("the sessions of officer {0} are in use at this moment: end them again")]
    InUse(OfficerId),
    /// The store refused a read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store refused the change; a session used at the same moment is read again.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<EndError> for Problem {
    fn from(error: EndError) -> Self {
        match error {
            EndError::NoSuchSession(_) => Self::new(codes::NOT_FOUND),
            EndError::InUse(_) => Self::new(codes::STALE),
            EndError::Read(error) => error.into(),
            EndError::Commit(error) => error.into(),
        }
    }
}
