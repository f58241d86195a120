//! Every night the figures of the day before are counted again from the journal. A wrong one is an alarm in the log: it
//! names the row; `motcua store rebuild-view` builds the view anew.

use motcua_kernel::{Actor, ChangeId, Context, Date, Instant, MessageId, named_id};
use motcua_store::{ChangeSet, CommitError, DeclaredView, Store, views};
use std::sync::Arc;
use std::time::Duration;

/// How often it is looked whether it is night.
const EVERY: Duration = Duration::from_secs(600);
/// From this hour on, by the province's clock.
const HOUR: i8 = 2;
/// The kind of the timer by which one of several processes takes a night; it never rings.
const TAKEN: &str = "views.recount";

/// The day that is to be counted at a moment: yesterday, once it is past the hour.
fn due(now: Instant) -> Option<Date> {
    (now.civil().hour() >= HOUR).then(|| now.date().plus_days(-1))
}

/// Counts the day again that is due, unless this or another process did; gives what is wrong.
///
/// # Errors
///
/// Fails if the store does not answer while the night is taken.
pub async fn recount_due(
    store: &Store,
    views: &[&'static DeclaredView],
    now: Instant,
) -> Result<Vec<String>, CommitError> {
    let Some(day) = due(now) else { return Ok(Vec::new()) };
    let mut faults = Vec::new();
    for view in views.iter().filter(|view| view.has_days) {
        if !take(store, view.name, day, now).await? {
            continue;
        }
        match (view.recount)(store, day).await {
            Ok(recounted) => {
                tracing::info!(view = view.name, %day, events = recounted.events, rows = recounted.rows, "counted again");
                faults.extend(recounted.faults);
            }
            Err(error) => tracing::warn!(view = view.name, %day, %error, "a day was not counted again"),
        }
    }
    Ok(faults)
}

/// Whether this process is the one that counts a day of a view: the change is applied once, whoever sends it.
async fn take(store: &Store, view: &str, day: Date, now: Instant) -> Result<bool, CommitError> {
    let change: ChangeId = named_id("recount", &format!("{view}/{day}"));
    let mut set = ChangeSet::new(&Context::for_change(Actor::System, now, change));
    let thing: MessageId = named_id("recount", view);
    set.let_sleep(TAKEN, thing);
    Ok(!store.commit(set).await?.repeated)
}

/// Looks until it is dropped.
pub(crate) async fn run(store: &Store, clock: &Arc<dyn Fn() -> Instant + Send + Sync>) {
    loop {
        match recount_due(store, &views(), clock()).await {
            Ok(faults) => {
                for fault in faults {
                    tracing::error!(fault, "a figure is not what the journal says: rebuild its view");
                }
            }
            Err(error) => tracing::warn!(%error, "the day before was not counted again"),
        }
        tokio::time::sleep(EVERY).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yesterday_is_due_from_two_in_the_morning_on() {
        let at = |text: &str| Instant::from_civil(text.parse().unwrap());
        assert_eq!(due(at("2026-11-25T01:59")), None);
        assert_eq!(due(at("2026-11-25T02:00")), Some("2026-11-24".parse().unwrap()));
        assert_eq!(due(at("2026-11-25T23:59")), Some("2026-11-24".parse().unwrap()));
    }
}
