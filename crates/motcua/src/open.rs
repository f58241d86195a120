//! Opening a store and what is kept in memory beside it.

use anyhow::{Context as _, Result};
use motcua_catalog::Catalogue;
use motcua_kernel::{Actor, Context, DraftId, Instant, named_id};
use motcua_org::Directory;
use motcua_org::area::words::AreaWords;
use motcua_store::{Column, Record, RecordKind, Row, Store, record};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// The wall clock: the one place where the program reads it.
#[expect(clippy::disallowed_methods, reason = "everybody else gets the moment from here")]
pub fn now() -> Instant {
    let micros = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_micros());
    Instant::from_micros(i64::try_from(micros).unwrap_or(i64::MAX))
}

/// The platform itself, acting now.
pub fn system() -> Context {
    Context::new(Actor::System, now())
}

/// What the site needs in memory.
pub struct Memory {
    /// The catalogue.
    pub catalogue: Arc<Catalogue>,
    /// Areas, units, points.
    pub directory: Arc<Directory>,
}

/// Loads catalogue and directory.
///
/// # Errors
///
/// Fails if the store does not answer or holds no province.
pub async fn memory(store: &Store) -> Result<Memory> {
    let directory = directory(store).await?;
    let catalogue = Catalogue::load(store).await.context("the catalogue cannot be read")?;
    Ok(Memory {
        catalogue,
        directory: Arc::new(directory),
    })
}

/// Loads the directory alone.
///
/// # Errors
///
/// Fails if the store does not answer or holds no province.
pub async fn directory(store: &Store) -> Result<Directory> {
    let words = AreaWords::read(include_str!("../../../data/quang-ninh/area_words.csv"))?;
    let directory = Directory::load(&store.read().await?, words).await?;
    anyhow::ensure!(
        directory.units().next().is_some(),
        "the store holds no province yet: run `motcua import --store … --from data/quang-ninh`"
    );
    Ok(directory)
}

/// Stands in a store that holds demo accounts, whose passwords everybody knows.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DemoMark {
    id: DraftId,
    /// Since when.
    pub since: Instant,
    /// Whether everything was brought in.
    pub complete: bool,
}

impl DemoMark {
    /// The one mark.
    pub fn id_of() -> DraftId {
        named_id("motcua", "demo")
    }

    /// A mark set now.
    pub fn new(complete: bool) -> Self {
        Self {
            id: Self::id_of(),
            since: now(),
            complete,
        }
    }
}

impl Record for DemoMark {
    type Id = DraftId;
    const TABLE: &'static str = "demo_mark";
    const KIND: RecordKind = RecordKind::Plain;
    const COLUMNS: &'static [Column] = &[Column::flag("complete")];
    fn id(&self) -> DraftId {
        self.id
    }
    fn columns(&self, row: &mut Row) {
        row.set("complete", self.complete);
    }
}
record!(DemoMark);
