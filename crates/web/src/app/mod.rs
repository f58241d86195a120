//! What every handler stands on: the store, what is kept in memory, the keys and the clock.

mod follow;
mod maintenance;
mod plain;
mod refusal;
mod visit;

pub use maintenance::MaintenanceNotice;
pub(crate) use maintenance::{Announced, announced};
pub use plain::{TOO_LARGE, WRONG_METHOD};
pub(crate) use plain::{code_of, tell_plain};
pub use refusal::{Answer, Refusal};
pub(crate) use visit::not_too_long;
pub use visit::{FORM_EXPIRED, Person, TEXT_TOO_LONG, Visit, visitors};

use crate::About;
use axum::extract::FromRef;
use motcua_accounts::Keys;
use motcua_accounts::citizen::IdentityProvider;
use motcua_accounts::password::Hasher;
use motcua_accounts::second_factor::FactorPolicy;
use motcua_accounts::session::Scheme;
use motcua_catalog::Catalogue;
use motcua_dossier::paper::Pen;
use motcua_kernel::Instant;
use motcua_org::Directory;
use motcua_org::directory::DirectoryError;
use motcua_papers::{Bindery, Press};
use motcua_store::{ReadError, Store};
use std::sync::{Arc, PoisonError, RwLock};

/// What the program gives the site when it starts.
pub struct Parts {
    /// The store.
    pub store: Store,
    /// The catalogue in memory.
    pub catalogue: Arc<Catalogue>,
    /// Areas, units and points in memory.
    pub directory: Arc<Directory>,
    /// The installation's keys.
    pub keys: Keys,
    /// Hashes passwords off the threads that answer.
    pub hasher: Hasher,
    /// Who must have a second factor.
    pub policy: FactorPolicy,
    /// The national identity provider, or its simulator.
    pub provider: Arc<dyn IdentityProvider>,
    /// Sets official papers.
    pub press: Arc<dyn Press>,
    /// Makes PDFs of the files that people send.
    pub bindery: Arc<dyn Bindery>,
    /// How the site is reached.
    pub scheme: Scheme,
    /// What pages say of the site.
    pub about: About,
    /// The clock.
    pub clock: Arc<dyn Fn() -> Instant + Send + Sync>,
}

/// The site. Cloning gives another handle.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    parts: Parts,
    catalogue: RwLock<Arc<Catalogue>>,
    directory: RwLock<Arc<Directory>>,
    planned: maintenance::Planned,
}

impl App {
    /// The site over its parts.
    pub fn new(parts: Parts) -> Self {
        let catalogue = RwLock::new(Arc::clone(&parts.catalogue));
        let directory = RwLock::new(Arc::clone(&parts.directory));
        Self(Arc::new(Inner {
            parts,
            catalogue,
            directory,
            planned: maintenance::Planned::default(),
        }))
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.0.parts.store
    }

    /// The catalogue, as it was loaded last.
    pub fn catalogue(&self) -> Arc<Catalogue> {
        Arc::clone(&self.0.catalogue.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Areas, units and points, as they were loaded last.
    pub fn directory(&self) -> Arc<Directory> {
        Arc::clone(&self.0.directory.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Loads what changed in the catalogue since.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer; the old one stays.
    pub async fn reload_catalogue(&self) -> Result<(), ReadError> {
        let fresh = self.catalogue().reload(self.store()).await?;
        *self.0.catalogue.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    /// Loads areas, units and points anew.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer or tells of a circle; the old ones stay.
    pub async fn reload_directory(&self) -> Result<(), DirectoryError> {
        let words = self.directory().words().clone();
        let fresh = Directory::load(&self.store().read().await?, words).await?;
        *self.0.directory.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
        Ok(())
    }

    /// The installation's keys.
    pub fn keys(&self) -> &Keys {
        &self.0.parts.keys
    }

    /// Hashes passwords.
    pub fn hasher(&self) -> &Hasher {
        &self.0.parts.hasher
    }

    /// Who must have a second factor.
    pub fn policy(&self) -> FactorPolicy {
        self.0.parts.policy.clone()
    }

    /// The identity provider.
    pub fn provider(&self) -> &dyn IdentityProvider {
        &*self.0.parts.provider
    }

    /// The press of official papers.
    pub fn press(&self) -> &dyn Press {
        &*self.0.parts.press
    }

    /// The bindery of people's files.
    pub fn bindery(&self) -> &dyn Bindery {
        &*self.0.parts.bindery
    }

    /// What results are signed with.
    pub fn pen(&self) -> Pen<'_> {
        Pen {
            press: self.press(),
            site: &self.about().address,
        }
    }

    /// How the site is reached.
    pub fn scheme(&self) -> Scheme {
        self.0.parts.scheme
    }

    /// What pages say of the site.
    pub fn about(&self) -> &About {
        &self.0.parts.about
    }

    /// The moment by the site's clock.
    pub fn now(&self) -> Instant {
        (self.0.parts.clock)()
    }
}

impl FromRef<App> for Store {
    fn from_ref(app: &App) -> Self {
        app.store().clone()
    }
}
