//! What pages say of maintenance: read now and then, and put beside every request.

use super::App;
use crate::Words;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use motcua_kernel::Instant;
use motcua_notice::maintenance::{Maintenance, planned_after};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant as Ticks};

/// Another program over the same store hears of an announcement after so long.
const FRESH: Duration = Duration::from_secs(5);
/// More than anybody plans.
const MOST: i64 = 50;

/// What is planned, as it was read last.
#[derive(Debug, Default)]
pub(super) struct Planned(RwLock<Option<(Ticks, Arc<Vec<Maintenance>>)>>);

/// What is planned, beside a request that came at a moment.
#[derive(Debug, Clone)]
pub(crate) struct Announced {
    planned: Arc<Vec<Maintenance>>,
    now: Instant,
}

/// Maintenance, as every page tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaintenanceNotice {
    /// From when until when.
    pub when: String,
    /// What does not work and what still does.
    pub text: String,
}

impl Announced {
    /// The one that pages tell of: the one that lasts, or the next.
    pub(crate) fn notice(&self, w: Words) -> Option<MaintenanceNotice> {
        let shown = self.planned.iter().find(|planned| planned.is_shown(self.now))?;
        let (from, until) = (w.moment_start(shown.from), w.moment_start(shown.until));
        Some(MaintenanceNotice {
            when: if shown.is_running(self.now) {
                w.one("maintenance-now", "until", until)
            } else {
                w.two("maintenance-ahead", "from", from, "until", until)
            },
            text: shown.text(w.language().tongue()).to_owned(),
        })
    }
}

impl App {
    /// What is planned. The store is asked every few seconds; while it does not answer, what was known stands.
    pub(crate) async fn maintenance(&self) -> Arc<Vec<Maintenance>> {
        let kept = {
            let kept = self.0.planned.0.read().unwrap_or_else(PoisonError::into_inner);
            kept.clone()
        };
        if let Some((read_at, planned)) = &kept
            && read_at.elapsed() < FRESH
        {
            return Arc::clone(planned);
        }
        let fresh = async { self.store().read().await?.all(planned_after(self.now(), MOST)).await };
        let planned = match fresh.await {
            Ok(all) => Arc::new(all.into_iter().map(|stored| stored.record).collect()),
            Err(error) => {
                tracing::debug!(%error, "planned maintenance could not be read");
                kept.map(|(_, planned)| planned).unwrap_or_default()
            }
        };
        let mut kept = self.0.planned.0.write().unwrap_or_else(PoisonError::into_inner);
        *kept = Some((Ticks::now(), Arc::clone(&planned)));
        planned
    }

    /// The next request asks the store again.
    pub(crate) fn forget_maintenance(&self) {
        *self.0.planned.0.write().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Puts what is planned beside the request, so that every shell can say it.
pub(crate) async fn announced(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let planned = app.maintenance().await;
    if !planned.is_empty() {
        let now = app.now();
        request.extensions_mut().insert(Announced { planned, now });
    }
    next.run(request).await
}
