//! The store port: read one snapshot, decide in pure Rust, commit one value.
//!
//! A [`ChangeSet`] is all that one decision writes: records at the version that was read, what was relied on,
//! numbers, places, events, messages, timers, words. It is applied once, whole or not at all, on SQLite or
//! PostgreSQL, and nothing outside this crate names an engine.
//!
//! What it deliberately does not do: run rules of the domain inside a transaction, offer a query builder, or
//! let anybody write INSERT or UPDATE.
//!
//! ```
//! use motcua_kernel::{Actor, Context, DraftId, Instant};
//! use motcua_store::{ChangeSet, Column, Record, RecordKind, Row, Store, record};
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Clone, Serialize, Deserialize)]
//! struct Jotting { id: DraftId, words: String }
//!
//! impl Record for Jotting {
//!     type Id = DraftId;
//!     const TABLE: &'static str = "jotting";
//!     const KIND: RecordKind = RecordKind::Plain;
//!     const COLUMNS: &'static [Column] = &[Column::text("words")];
//!     fn id(&self) -> DraftId { self.id }
//!     fn columns(&self, row: &mut Row) { row.set("words", &self.words); }
//! }
//! record!(Jotting);
//!
//! # let folder = std::env::temp_dir().join(format!("motcua-doc-{}", std::process::id()));
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! let store = Store::create(&folder.to_string_lossy()).await?;
//! let ctx = Context::new(Actor::System, Instant::from_micros(1_790_000_000_000_000));
//! let jotting = Jotting { id: ctx.id(), words: "mai tôi mang".into() };
//! let mut set = ChangeSet::new(&ctx);
//! set.insert(&jotting);
//! store.commit(set).await?;
//! let read = store.read().await?;
//! assert_eq!(read.get::<Jotting>(jotting.id).await?.words, "mai tôi mang");
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(()) })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod backup;
#[cfg(feature = "bench")]
pub mod bench;
mod blob;
mod change;
mod check;
mod committed;
mod copy;
mod erase;
mod error;
mod event;
mod facts;
mod feed;
#[cfg(feature = "suite")]
pub mod formats;
mod look;
mod migrate;
mod number;
mod outbox;
mod plan;
mod postgres;
mod query;
mod read;
mod record;
mod schema;
mod search;
mod sqlite;
mod statement;
#[cfg(feature = "suite")]
pub mod statements;
mod store;
mod sweep;
mod timer;
mod value;
mod view;

/// Used by [`record!`] and [`query!`].
#[doc(hidden)]
pub use inventory;

pub use backup::{
    BackedUp, BackupError, BackupFiles, BackupReport, HeadKey, SignedHead, back_up_folder, newest_beside, verify_backup,
};
pub use blob::{
    Blob, BlobAnswer, BlobBucket, BlobError, BlobFolder, BlobPlace, BlobReader, BlobWriter, Blobs, BucketError,
    BucketKeys, Carried, FILES, ListedBlob, PlaceError, UNNAMED_BLOBS_KEPT_SECONDS, Upload, blob_place,
};
pub use change::ChangeSet;
pub use check::{CheckReport, Faults};
pub use committed::Committed;
pub use copy::{CopyError, CopyPlaces, CopyProgress, CopyReport, TableDigest, copy_store, copy_store_with};
pub use erase::Erasure;
pub use error::{CommitError, ReadError, StoreError};
pub use event::{Event, Message};
pub use feed::FeedEvent;
pub use look::{Look, Looked};
pub use number::{Label, Number};
pub use outbox::{DeadLetter, OutMessage, OutboxState};
pub use query::{Declared, FromRow, Query, Slot, declared};
pub use read::{Journaled, Read};
pub use record::{Column, Declaration, Derived, Record, RecordKind, Row, Stored, declarations};
pub use search::Found;
pub use store::{Options, Store};
pub use sweep::{ANSWERS_KEPT_DAYS, CHANGES_KEPT_DAYS, MESSAGES_KEPT_DAYS, Swept};
pub use timer::Timer;
pub use value::{ColumnType, Kind, Parameter, Value};
pub use view::{DeclaredView, Progress, Rebuilding, Recounted, Recounting, Told, View, views};
