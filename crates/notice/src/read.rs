//! Marks notices as read: by the person's own act, never by showing a page.

use crate::record::unread_of;
use crate::{Notice, thing};
use motcua_kernel::{Actor, Context, DossierId, NoticeId, PersonId, Problem, codes};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store, Stored};

/// Notices marked in one act; a longer inbox takes another.
const MOST: i64 = 200;

/// Why nothing was marked.
#[derive(Debug, thiserror::Error)]
pub enum ReadNoticeError {
    /// Not known, or not this person's.
    #[error("there is no such notice")]
    NoSuchNotice,
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<ReadNoticeError> for Problem {
    fn from(error: ReadNoticeError) -> Self {
        match error {
            ReadNoticeError::NoSuchNotice => Self::new(codes::NOT_FOUND),
            ReadNoticeError::Read(error) => error.into(),
            ReadNoticeError::Commit(error) => error.into(),
        }
    }
}

fn own(ctx: &Context) -> Result<PersonId, ReadNoticeError> {
    match ctx.actor() {
        Actor::Person(person) => Ok(person),
        Actor::Officer(_) | Actor::Client(_) | Actor::System | Actor::Anyone => Err(ReadNoticeError::NoSuchNotice),
    }
}

fn mark(set: &mut ChangeSet, stored: &Stored<Notice>, ctx: &Context) {
    set.update(&stored.with(Notice {
        read_at: Some(ctx.now()),
        ..stored.record.clone()
    }))
    .journal(Event::new(thing(stored.id), "notice.read", &()));
}

/// Marks one notice of the signed-in person as read and says which dossier it is about. Read already, it only says.
///
/// # Errors
///
/// Fails when it is not theirs, or when the store does not answer.
pub async fn read_one(store: &Store, id: NoticeId, ctx: &Context) -> Result<DossierId, ReadNoticeError> {
    let person = own(ctx)?;
    let read = store.read().await?;
    let stored = read
        .find::<Notice>(id)
        .await?
        .filter(|notice| notice.person == person)
        .ok_or(ReadNoticeError::NoSuchNotice)?;
    drop(read);
    if stored.is_unread() {
        let mut set = ChangeSet::new(ctx);
        mark(&mut set, &stored, ctx);
        store.commit(set).await?;
    }
    Ok(stored.dossier)
}

/// Marks the notices of the signed-in person as read.
///
/// # Errors
///
/// Fails when nobody is signed in, or when the store does not answer.
pub async fn read_all(store: &Store, ctx: &Context) -> Result<(), ReadNoticeError> {
    let person = own(ctx)?;
    let unread = store.read().await?.all(unread_of(person, MOST)).await?;
    if unread.is_empty() {
        return Ok(());
    }
    let mut set = ChangeSet::new(ctx);
    for stored in &unread {
        mark(&mut set, stored, ctx);
    }
    store.commit(set).await?;
    Ok(())
}
