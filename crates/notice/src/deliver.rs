//! Sends the letter of a notice, and notes what became of it.

use crate::letter::{Letter, Post, PostError};
use crate::template::TemplateError;
use crate::{Mail, Notice, Unsent, thing};
use motcua_kernel::{Context, MessageId, NoticeId};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store};
use serde::{Deserialize, Serialize};

/// The kind of the outbox message that leads to a letter; its body is a [`LetterOf`].
pub const LETTER_MESSAGE: &str = "notice.letter";

/// Which notice's letter is to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterOf {
    /// The notice.
    pub notice: NoticeId,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivered {
    /// A server took it now.
    Sent,
    /// It was sent before: a program stopped between sending and noting, or a message came twice.
    Before,
}

/// Why it was not sent.
#[derive(Debug, thiserror::Error)]
pub enum DeliverError {
    /// There is no such notice, or nobody chose a letter for it.
    #[error("there is no letter to send")]
    NoLetter,
    /// The words cannot be filled in.
    #[error(transparent)]
    Words(#[from] TemplateError),
    /// The way out refuses it, for now or for good.
    #[error(transparent)]
    Post(#[from] PostError),
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It was sent, but that was not noted: it is sent again, under the same Message-ID.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// Sends the letter of a notice, then notes it and settles the message in one change.
///
/// # Errors
///
/// Fails when there is no letter, when the way out does not take it, or when the store does not answer.
pub async fn deliver(
    store: &Store,
    post: &dyn Post,
    site: &str,
    message: MessageId,
    id: NoticeId,
    ctx: &Context,
) -> Result<Delivered, DeliverError> {
    let found = store.read().await?.find::<Notice>(id).await?;
    let stored = found.ok_or(DeliverError::NoLetter)?;
    let mut set = ChangeSet::new(ctx);
    set.settle(message);
    let (to, language) = match &stored.mail {
        Mail::NotAsked => return Err(DeliverError::NoLetter),
        Mail::Sent { .. } => {
            store.commit(set).await?;
            return Ok(Delivered::Before);
        }
        Mail::Waiting { to, language } | Mail::Failed { to, language, .. } => (to.clone(), *language),
    };
    let letter = Letter::of(&stored, site)?.ok_or(DeliverError::NoLetter)?;
    post.send(&letter).await?;
    loop {
        // The person may have read it on the page while the letter was on its way.
        let stored = store.read().await?.get::<Notice>(id).await?;
        let mail = Mail::Sent {
            at: ctx.now(),
            to: to.clone(),
            language,
        };
        let mut set = ChangeSet::new(&Context::new(ctx.actor(), ctx.now()));
        set.settle(message)
            .update(&stored.with(Notice {
                mail,
                ..stored.record.clone()
            }))
            .journal(Event::new(thing(id), "notice.letter_sent", &()));
        match store.commit(set).await {
            Ok(_) => return Ok(Delivered::Sent),
            Err(CommitError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

#[derive(Serialize)]
struct GaveUp {
    why: Unsent,
}

/// Notes that a letter was given up; its message becomes a dead letter, which is the caller's part.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn gave_up(store: &Store, id: NoticeId, why: Unsent, ctx: &Context) -> Result<(), DeliverError> {
    loop {
        let Some(stored) = store.read().await?.find::<Notice>(id).await? else {
            return Ok(());
        };
        let (to, language) = match &stored.mail {
            Mail::NotAsked | Mail::Sent { .. } => return Ok(()),
            Mail::Waiting { to, language } | Mail::Failed { to, language, .. } => (to.clone(), *language),
        };
        let mail = Mail::Failed {
            at: ctx.now(),
            why,
            to,
            language,
        };
        let mut set = ChangeSet::new(&Context::new(ctx.actor(), ctx.now()));
        set.update(&stored.with(Notice {
            mail,
            ..stored.record.clone()
        }))
        .journal(Event::new(thing(id), "notice.letter_given_up", &GaveUp { why }));
        match store.commit(set).await {
            Ok(_) => return Ok(()),
            Err(CommitError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
}
