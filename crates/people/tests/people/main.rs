//! The room on a real store.

mod look;
mod mandate;
mod organisation;
mod person;

use motcua_kernel::{Actor, Context, Id, Instant, OfficerId, PersonId, ThingId, UnitId};
use motcua_people::person::{Person, find_by_id_number};
use motcua_store::Store;
use std::path::PathBuf;

pub(crate) const START: Instant = Instant::from_micros(1_795_500_000_000_000);
pub(crate) const OFFICER: OfficerId = OfficerId::from_u128(0x0ff1);
pub(crate) const UNIT: UnitId = UnitId::from_u128(0x0012);

/// A store of its own, removed with the test.
pub(crate) struct Hall {
    pub(crate) store: Store,
    folder: PathBuf,
}

impl Drop for Hall {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

pub(crate) fn at(seconds: i64, actor: Actor) -> Context {
    Context::new(actor, START.plus_seconds(seconds))
}

pub(crate) fn officer(seconds: i64) -> Context {
    at(seconds, Actor::Officer(OFFICER))
}

/// The request of a browser that comes back from the identity provider: nobody is signed in yet.
pub(crate) fn anyone(seconds: i64) -> Context {
    at(seconds, Actor::Anyone)
}

impl Hall {
    pub(crate) async fn open() -> Self {
        let name: PersonId = anyone(0).id();
        let folder = std::env::temp_dir().join(format!("motcua-people-{name}"));
        let store = Store::create(&folder.to_string_lossy()).await.unwrap();
        Self { store, folder }
    }

    pub(crate) async fn person(&self, id: PersonId) -> Person {
        self.store.read().await.unwrap().get::<Person>(id).await.unwrap().record
    }

    pub(crate) async fn by_number(&self, number: &str) -> Option<PersonId> {
        let read = self.store.read().await.unwrap();
        let found = find_by_id_number(&read, &number.parse().unwrap()).await.unwrap();
        found.map(|person| person.id)
    }

    /// The kinds of the events of a thing, in order.
    pub(crate) async fn story(&self, id: impl Id) -> Vec<String> {
        let events = self
            .store
            .read()
            .await
            .unwrap()
            .events(ThingId::from(id.into()))
            .await
            .unwrap();
        events.into_iter().map(|event| event.kind).collect()
    }

    /// Everything that the journal says of a thing, as text.
    pub(crate) async fn journal(&self, id: impl Id) -> String {
        let events = self
            .store
            .read()
            .await
            .unwrap()
            .events(ThingId::from(id.into()))
            .await
            .unwrap();
        events.into_iter().map(|event| event.body.to_string()).collect()
    }
}
