//! What the handlers stand on.

use axum::extract::FromRef;
use motcua_accounts::client::Uses;
use motcua_accounts::limit::{Allowance, Limit};
use motcua_catalog::Catalogue;
use motcua_kernel::Instant;
use motcua_org::Directory;
use motcua_store::Store;
use motcua_web::app::App;
use std::sync::Arc;

/// Requests of one client: so many at once, and as many again over each minute. A province hands in some thousands of
/// dossiers a day; a client that needs more is in a loop.
const SHARE: Allowance = Allowance::per_minute(3_000);

/// Clients that are remembered; only who has a token is counted.
const MOST_CLIENTS: usize = 1_000;

/// Something that is asked anew for every request, since it changes while the program runs.
pub type Ask<T> = Arc<dyn Fn() -> T + Send + Sync>;

/// What the API stands on. Cloning gives another handle.
#[derive(Clone)]
pub struct Site {
    /// The store.
    pub store: Store,
    /// The catalogue in memory.
    pub catalogue: Ask<Arc<Catalogue>>,
    /// Areas, units and points in memory.
    pub directory: Ask<Arc<Directory>>,
    /// The clock.
    pub clock: Ask<Instant>,
    /// How much each client may ask, in this process.
    pub limit: Arc<Limit>,
    /// When each client came in last, as this process has noted it.
    pub uses: Arc<Uses>,
}

/// The share that a client has unless something else is set.
pub fn usual_limit() -> Arc<Limit> {
    Arc::new(Limit::new(SHARE, MOST_CLIENTS))
}

impl Site {
    /// The parts of `web`'s site that the API needs.
    pub fn of(app: App) -> Self {
        let (catalogue, directory, clock) = (app.clone(), app.clone(), app.clone());
        Self {
            store: app.store().clone(),
            catalogue: Arc::new(move || catalogue.catalogue()),
            directory: Arc::new(move || directory.directory()),
            clock: Arc::new(move || clock.now()),
            limit: usual_limit(),
            uses: Arc::default(),
        }
    }

    /// The catalogue, as it was loaded last.
    pub fn catalogue(&self) -> Arc<Catalogue> {
        (self.catalogue)()
    }

    /// Areas, units and points, as they were loaded last.
    pub fn directory(&self) -> Arc<Directory> {
        (self.directory)()
    }

    /// The moment.
    pub fn now(&self) -> Instant {
        (self.clock)()
    }
}

impl FromRef<Site> for Store {
    fn from_ref(site: &Site) -> Self {
        site.store.clone()
    }
}
