//! Announcing maintenance and calling it off: acts of those who look after the platform.

use super::{Maintenance, planned_after};
use motcua_kernel::text::clean_line;
use motcua_kernel::{Actor, Context, Instant, MaintenanceId, OfficerId, Problem, ThingId, codes};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store};
use serde::Serialize;
use uuid::Uuid;

/// Letters of a text at most: it stands on every page.
const MOST_LETTERS: usize = 300;
/// Nobody maintains for longer; most likely a wrong month was typed.
const LONGEST_SECONDS: i64 = 14 * 86_400;
/// More than anybody plans.
const MOST: i64 = 100;

/// What is announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announce {
    /// When it begins.
    pub from: Instant,
    /// When it should be over.
    pub until: Instant,
    /// What does not work and what still does, in Vietnamese.
    pub text: String,
    /// The same in English.
    pub text_en: String,
}

/// Why nothing was announced, or called off.
#[derive(Debug, thiserror::Error)]
pub enum AnnounceError {
    /// One of the two texts is missing.
    #[error("say in both languages what does not work and what still does")]
    NoText,
    /// It stands on every page.
    #[error("a text has at most {MOST_LETTERS} letters")]
    TooLongText,
    /// The end is not after the beginning, or over.
    #[error("maintenance ends after it begins, and not in the past")]
    Ends,
    /// It would last for more than a fortnight.
    #[error("maintenance lasts a fortnight at most: look at day and month again")]
    TooLong,
    /// There is one at that time.
    #[error("other maintenance is announced for that time: call it off first")]
    Meets,
    /// Not known, over, or called off.
    #[error("there is no such maintenance to call off")]
    NoSuchMaintenance,
    /// Only officers announce.
    #[error("only an officer announces maintenance")]
    NoOfficer,
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<AnnounceError> for Problem {
    fn from(error: AnnounceError) -> Self {
        match error {
            AnnounceError::NoText => Self::new(codes::INVALID).field("text", "maintenance-no-text"),
            AnnounceError::TooLongText => Self::new(codes::INVALID).field("text", "maintenance-text-long"),
            AnnounceError::Ends => Self::new(codes::INVALID).field("until_day", "maintenance-ends"),
            AnnounceError::TooLong => Self::new(codes::INVALID).field("until_day", "maintenance-long"),
            AnnounceError::Meets => Self::new(codes::INVALID).field("from_day", "maintenance-meets"),
            AnnounceError::NoSuchMaintenance | AnnounceError::NoOfficer => Self::new(codes::NOT_FOUND),
            AnnounceError::Read(error) => error.into(),
            AnnounceError::Commit(error) => error.into(),
        }
    }
}

#[derive(Serialize)]
struct Announced {
    from: Instant,
    until: Instant,
}

fn officer(ctx: &Context) -> Result<OfficerId, AnnounceError> {
    match ctx.actor() {
        Actor::Officer(officer) => Ok(officer),
        Actor::Person(_) | Actor::Client(_) | Actor::System | Actor::Anyone => Err(AnnounceError::NoOfficer),
    }
}

/// Announces maintenance. Whether this officer may is the caller's question to the table of rights.
///
/// # Errors
///
/// Fails without both texts, when it ends before it begins or in the past, when it would last for longer than a
/// fortnight or meet another one, or when the store does not answer.
pub async fn announce(store: &Store, command: Announce, ctx: &Context) -> Result<MaintenanceId, AnnounceError> {
    let announced_by = officer(ctx)?;
    let fresh: MaintenanceId = ctx.id();
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(fresh);
    }
    let (text, text_en) = (clean_line(&command.text), clean_line(&command.text_en));
    if text.is_empty() || text_en.is_empty() {
        return Err(AnnounceError::NoText);
    }
    if [&text, &text_en]
        .into_iter()
        .any(|text| text.chars().count() > MOST_LETTERS)
    {
        return Err(AnnounceError::TooLongText);
    }
    let (from, until) = (command.from, command.until);
    if until <= from || until <= ctx.now() {
        return Err(AnnounceError::Ends);
    }
    if until > from.plus_seconds(LONGEST_SECONDS) {
        return Err(AnnounceError::TooLong);
    }
    let others = read.all(planned_after(ctx.now(), MOST)).await?;
    if others.iter().any(|other| other.meets(from, until)) {
        return Err(AnnounceError::Meets);
    }
    drop(read);
    let mut set = ChangeSet::new(ctx);
    set.insert(&Maintenance {
        id: fresh,
        from,
        until,
        text,
        text_en,
        announced_by,
        announced_at: ctx.now(),
        called_off_at: None,
    })
    .journal(Event::new(
        ThingId::from(Uuid::from(fresh)),
        "maintenance.announced",
        &Announced { from, until },
    ));
    store.commit(set).await?;
    Ok(fresh)
}

/// Calls announced maintenance off, or says that it is over sooner. Whether this officer may is the caller's question.
///
/// # Errors
///
/// Fails when there is none to call off, or when the store does not answer.
pub async fn call_off(store: &Store, id: MaintenanceId, ctx: &Context) -> Result<(), AnnounceError> {
    officer(ctx)?;
    let read = store.read().await?;
    if read.was_applied(ctx.change()).await? {
        return Ok(());
    }
    let found = read.find::<Maintenance>(id).await?;
    drop(read);
    let stored = found
        .filter(|stored| stored.is_planned(ctx.now()))
        .ok_or(AnnounceError::NoSuchMaintenance)?;
    let mut set = ChangeSet::new(ctx);
    set.update(&stored.with(Maintenance {
        called_off_at: Some(ctx.now()),
        ..stored.record.clone()
    }))
    .journal(Event::new(ThingId::from(Uuid::from(id)), "maintenance.called_off", &()));
    store.commit(set).await?;
    Ok(())
}
