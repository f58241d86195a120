//! Adds a version to the legal calendar: a storm, a make-up day announced in mid-year.

use super::{LegalCalendar, LegalVersion};
use crate::origin::Origin;
use crate::rights::{Refused, Right, Subject, load::load_actor};
use crate::thing;
use motcua_kernel::calendar::{CalendarError, Exception};
use motcua_kernel::{Context, Date, Problem, codes};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store};
use serde::Serialize;

/// Why the calendar was not revised.
#[derive(Debug, thiserror::Error)]
pub enum ReviseError {
    /// No day was given.
    #[error("a revision needs at least one day; choose the days that change")]
    NoDay,
    /// The days make no calendar.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// Not allowed.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The store did not answer, or no province is loaded.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It could not be kept.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<ReviseError> for Problem {
    fn from(error: ReviseError) -> Self {
        match error {
            ReviseError::NoDay => Self::new(codes::INVALID).field("days", "calendar-needs-a-day"),
            ReviseError::Calendar(error) => Self::new(codes::INVALID)
                .field("days", "calendar-wrong-day")
                .caused_by(error),
            ReviseError::Refused(refused) => refused.into(),
            ReviseError::Read(error) => error.into(),
            ReviseError::Commit(error) => error.into(),
        }
    }
}

#[derive(Serialize)]
struct Revised {
    version: u32,
    days: Vec<Date>,
}

/// Adds a version with these days entered over what stood there, and gives its number. Live dossiers hear of it
/// by `calendar.revised` and never get an earlier moment from it (architecture, invariant 6).
///
/// # Errors
///
/// Fails when the days make no calendar, or when the actor may not.
pub async fn revise(store: &Store, days: Vec<(Date, Exception)>, ctx: &Context) -> Result<u32, ReviseError> {
    if days.is_empty() {
        return Err(ReviseError::NoDay);
    }
    let read = store.read().await?;
    load_actor(&read, ctx.actor(), ctx.now())
        .await?
        .require(Right::ManageUnits, &Subject::default())?;
    let stored = read.get::<LegalCalendar>(LegalCalendar::province_id()).await?;
    let dates: Vec<Date> = days.iter().map(|(date, _)| *date).collect();
    let mut kept = stored.record.clone();
    // An empty list of versions is never written.
    let Some(current) = kept.current() else {
        return Err(ReviseError::NoDay);
    };
    let calendar = current.revised(days)?;
    let version = calendar.version();
    kept.versions.push(LegalVersion {
        origin: Origin::Office,
        calendar,
    });
    let id = kept.id;
    let mut set = ChangeSet::new(ctx);
    set.update(&stored.with(kept)).journal(Event::new(
        thing(id),
        "calendar.revised",
        &Revised { version, days: dates },
    ));
    store.commit(set).await?;
    Ok(version)
}
