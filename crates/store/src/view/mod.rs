//! Views: rows built from the feed, committed together with the cursor, so that an event is applied once.

mod rebuild;
mod recount;

pub(crate) use rebuild::Renamed;
use rebuild::no_cursor;
pub use recount::Recounted;

use crate::change::ChangeSet;
use crate::error::{CommitError, ReadError, StoreError};
use crate::feed::FeedEvent;
use crate::read::Read;
use crate::statement::Statement;
use crate::store::Store;
use crate::value::{Kind, Value};
use motcua_kernel::{Actor, ChangeId, Context, Date, named_id};
use std::future::Future;
use std::pin::Pin;

/// Something that is built from the feed and may be thrown away.
pub trait View: Sync {
    /// Its name, one in the workspace.
    const NAME: &'static str;
    /// Its tables: all that it writes. One that names none cannot be rebuilt beside the old one. No column may be
    /// called as one of them.
    const TABLES: &'static [&'static str] = &[];
    /// The column of each of its tables that says to which day a row belongs, if a row says only what happened on its
    /// day (by [`Event::happened_at`](crate::FeedEvent)) and has an id that follows from what it counts: then a past day
    /// can be counted again.
    const DAY: &'static str = "";

    /// Writes what an event changes into the change set. It reads what it needs in the same snapshot.
    fn apply(
        &self,
        read: &Read,
        event: &FeedEvent,
        set: &mut ChangeSet,
    ) -> impl Future<Output = Result<(), ReadError>> + Send;
}

/// How far a rebuild has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The last position that was applied.
    pub position: i64,
    /// The last position of the feed.
    pub head: i64,
}

/// Hears how far a rebuild has come.
pub type Told<'a> = &'a mut (dyn FnMut(Progress) + Send);

/// A rebuild on its way: the position of the switch.
pub type Rebuilding<'a> = Pin<Box<dyn Future<Output = Result<i64, StoreError>> + Send + 'a>>;

/// A recount on its way.
pub type Recounting<'a> = Pin<Box<dyn Future<Output = Result<Recounted, StoreError>> + Send + 'a>>;

/// A view that can be rebuilt by its name. Made by [`crate::view!`].
#[derive(Debug, Clone, Copy)]
pub struct DeclaredView {
    /// Its name.
    pub name: &'static str,
    /// Rebuilds it.
    pub rebuild: for<'a> fn(&'a Store, Told<'a>) -> Rebuilding<'a>,
    /// Whether its days can be counted again.
    pub has_days: bool,
    /// Counts a day again.
    pub recount: for<'a> fn(&'a Store, Date) -> Recounting<'a>,
}

inventory::collect!(DeclaredView);

/// Every view of the linked crates that can be rebuilt, by name.
pub fn views() -> Vec<&'static DeclaredView> {
    let mut all: Vec<&'static DeclaredView> = inventory::iter::<DeclaredView>.into_iter().collect();
    all.sort_by_key(|view| view.name);
    all
}

/// Registers a view under its name, with the value that applies events: `view!(Acceptances: Acceptances);`
#[macro_export]
macro_rules! view {
    ($type:ty: $view:expr) => {
        $crate::inventory::submit! {
            $crate::DeclaredView {
                name: <$type as $crate::View>::NAME,
                rebuild: |store, told| ::std::boxed::Box::pin(async move { store.rebuild_view(&$view, told).await }),
                has_days: !<$type as $crate::View>::DAY.is_empty(),
                recount: |store, day| ::std::boxed::Box::pin(async move { store.recount_view(&$view, day).await }),
            }
        }
    };
}

/// How far a reader has come, and which of its shapes it builds.
#[derive(Debug, Clone, Copy)]
struct Cursor {
    reader: &'static str,
    position: i64,
    shape: i64,
}

impl Store {
    /// Applies up to `most` events that the view has not seen, and says how many it did. Two processes may do it
    /// at once: the cursor lets one of them through, and the other goes on from there.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer or the view cannot read what it needs; nothing is half applied.
    pub async fn catch_up<V: View>(&self, view: &V, most: i64) -> Result<usize, StoreError> {
        let mut done = 0;
        let mut cursor = self.cursor(V::NAME).await?;
        let events = self.read().await?.feed(cursor.position, most).await?;
        for event in events {
            let change: ChangeId = named_id("view", &format!("{}/{}", V::NAME, event.position));
            let ctx = Context::for_change(Actor::System, event.event.recorded_at, change);
            let mut set = ChangeSet::new(&ctx);
            let read = self.read().await?;
            view.apply(&read, &event, &mut set).await?;
            drop(read);
            set.advance(cursor.to(event.position));
            match self.commit(set).await {
                Ok(_) => done += 1,
                // Another process was quicker: it goes on where that one is.
                Err(CommitError::Stale {
                    table: "store_reader", ..
                }) => break,
                Err(error) => return Err(error.into()),
            }
            cursor.position = event.position;
        }
        Ok(done)
    }

    /// How far a reader has come; a new reader begins before the first event.
    async fn cursor(&self, reader: &'static str) -> Result<Cursor, StoreError> {
        let steps = vec![
            Statement::new(
                "INSERT INTO store_reader (name, position, shape) VALUES ($1, 0, 1) ON CONFLICT (name) DO NOTHING",
                vec![reader.into()],
            ),
            Statement::new(
                "SELECT position, shape FROM store_reader WHERE name = $1",
                vec![reader.into()],
            )
            .returning(&[Kind::Int, Kind::Int]),
        ];
        let answers = self.engine.run(steps).await?;
        match answers.last().and_then(|rows| rows.first()).map(Vec::as_slice) {
            Some([Value::Int(position), Value::Int(shape)]) => Ok(Cursor {
                reader,
                position: *position,
                shape: *shape,
            }),
            _ => Err(no_cursor().into()),
        }
    }
}
