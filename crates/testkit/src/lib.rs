//! The site and the API under test: a store of its own with the province in it, and a clock that stands still.
//!
//! Rooms never depend on it: their samples live in the rooms. It needs no network; the identity provider is away.

use anyhow::Result;
use axum::Router;
use motcua_accounts::Keys;
use motcua_accounts::citizen::{Answer, Ask, Exchange, Identity, IdentityProvider, ProviderError};
use motcua_accounts::password::{Cost, Hasher};
use motcua_accounts::second_factor::FactorPolicy;
use motcua_accounts::session::Scheme;
use motcua_catalog::Catalogue;
use motcua_kernel::{Actor, Context, Instant};
use motcua_org::import::{ProvinceData, ProvinceFiles};
use motcua_papers::{Paper, Press, PressError, Printing};
use motcua_store::Store;
use motcua_web::About;
use motcua_web::app::{App, Parts};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The moment at which the clock stands: a working day at the end of November 2026.
pub const NOW: Instant = Instant::from_micros(1_795_600_000_000_000);

macro_rules! data {
    ($name:literal) => {
        include_str!(concat!("../../../data/quang-ninh/", $name))
    };
}

/// Everything that answers requests, over a store in a folder that goes with it.
pub struct Under {
    /// The site.
    pub app: App,
    folder: PathBuf,
}

impl Under {
    /// A site with the province in it, in a folder named after the test.
    ///
    /// # Errors
    ///
    /// Fails when the folder cannot be written or the province's files are not what they should be.
    pub async fn test(name: &str) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("motcua-testkit-{}-{name}", std::process::id()));
        clear(&folder);
        let store = Store::create(&folder.to_string_lossy()).await?;
        let data = ProvinceData::read(&ProvinceFiles {
            units: data!("units.csv"),
            unit_mergers: data!("unit_mergers.csv"),
            provinces: data!("provinces.csv"),
            provinces_legacy: data!("provinces_legacy_63.csv"),
            org_units: data!("org_units.csv"),
            points: data!("points.csv"),
            positions: data!("positions.csv"),
            area_words: data!("area_words.csv"),
            service_hours: data!("service_hours.csv"),
            holidays: data!("holidays.csv"),
        })?;
        motcua_org::import::import(&store, &data, &Context::new(Actor::System, NOW)).await?;
        let app = App::new(Parts {
            catalogue: Catalogue::load(&store).await?,
            directory: Arc::new(data.directory()?),
            store,
            keys: Keys::new([7; 32]),
            hasher: Hasher::new(Cost::CHEAP, 1)?,
            policy: FactorPolicy::usual(),
            provider: Arc::new(Away),
            press: Arc::new(Typist),
            bindery: Arc::new(motcua_papers::BindingRoom::new(1)),
            scheme: Scheme::Http,
            about: About::sample(),
            clock: Arc::new(|| NOW),
        });
        Ok(Self { app, folder })
    }

    /// Site and API as the program puts them together.
    pub fn router(&self) -> Router {
        motcua_web::site::whole(self.app.clone()).merge(motcua_api::routes(self.app.clone()))
    }
}

impl Drop for Under {
    fn drop(&mut self) {
        clear(&self.folder);
    }
}

/// What cannot be cleared away lies in the folder for temporary files, whose name is this process's own.
fn clear(folder: &Path) {
    let _ = std::fs::remove_dir_all(folder);
}

/// An identity provider that does not answer: no test needs the network.
struct Away;

impl Away {
    fn gone() -> ProviderError {
        ProviderError::Away {
            reason: "there is none in tests".into(),
            source: None,
        }
    }
}

impl IdentityProvider for Away {
    fn departure<'a>(&'a self, _: &'a Ask) -> Answer<'a, String> {
        Box::pin(async { Err(Self::gone()) })
    }

    fn identity<'a>(&'a self, _: &'a Exchange) -> Answer<'a, Identity> {
        Box::pin(async { Err(Self::gone()) })
    }
}

/// A press that gives what a paper says as JSON: how papers look is proven in their own room.
struct Typist;

impl Press for Typist {
    fn print(&self, paper: Paper) -> Printing<'_> {
        Box::pin(async move { serde_json::to_vec(&paper).map_err(|error| PressError::Broken(error.to_string())) })
    }
}
