//! Views: rows built from the feed, committed together with the cursor, so that an event is applied once.

use crate::change::ChangeSet;
use crate::error::{CommitError, ReadError, StoreError};
use crate::feed::FeedEvent;
use crate::read::Read;
use crate::statement::Statement;
use crate::store::Store;
use crate::value::{Kind, Value};
use motcua_kernel::{Actor, ChangeId, Context, named_id};
use std::future::Future;
use uuid::Uuid;

/// Something that is built from the feed and may be thrown away.
pub trait View: Sync {
    /// Its name, one in the workspace.
    const NAME: &'static str;

    /// Writes what an event changes into the change set. It reads what it needs in the same snapshot.
    fn apply(
        &self,
        read: &Read,
        event: &FeedEvent,
        set: &mut ChangeSet,
    ) -> impl Future<Output = Result<(), ReadError>> + Send;
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
        let position = self.reader_position(V::NAME).await?;
        let events = self.read().await?.feed(position, most).await?;
        for event in events {
            let change: ChangeId = named_id("view", &format!("{}/{}", V::NAME, event.position));
            let ctx = Context::for_change(Actor::System, event.event.recorded_at, change);
            let mut set = ChangeSet::new(&ctx);
            let read = self.read().await?;
            view.apply(&read, &event, &mut set).await?;
            drop(read);
            set.advance(V::NAME, event.position - 1, event.position);
            match self.commit(set).await {
                Ok(_) => done += 1,
                // Another process was quicker: it goes on where that one is.
                Err(CommitError::Stale {
                    table: "store_reader", ..
                }) => break,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(done)
    }

    /// The last position that a reader has applied; a new reader begins before the first.
    async fn reader_position(&self, name: &'static str) -> Result<i64, StoreError> {
        let steps = vec![
            Statement::new(
                "INSERT INTO store_reader (name, position, shape) VALUES ($1, 0, 1) ON CONFLICT (name) DO NOTHING",
                vec![name.into()],
            ),
            Statement::new("SELECT position FROM store_reader WHERE name = $1", vec![name.into()])
                .returning(&[Kind::Int]),
        ];
        let answers = self.engine.run(steps).await?;
        match answers.last().and_then(|rows| rows.first()).and_then(|row| row.first()) {
            Some(Value::Int(position)) => Ok(*position),
            _ => Err(ReadError::Missing {
                table: "store_reader",
                id: Uuid::nil(),
            }
            .into()),
        }
    }
}
