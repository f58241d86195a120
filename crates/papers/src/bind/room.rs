//! The room where files are bound: away from the threads that answer, a few at a time.

use super::{join, take};
use crate::{Bindery, Binding, Bound, Unfit};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long a file waits for its turn.
const PATIENCE: Duration = Duration::from_secs(60);

/// The [`Bindery`] of the program.
#[derive(Clone)]
pub struct BindingRoom {
    places: Arc<Semaphore>,
}

impl BindingRoom {
    /// A room that looks at so many files at once (at least one). Each may need half a gigabyte while it is open.
    pub fn new(at_once: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(at_once.max(1))),
        }
    }

    async fn run(&self, work: impl FnOnce() -> Result<Bound, Unfit> + Send + 'static) -> Result<Bound, Unfit> {
        let wait = tokio::time::timeout(PATIENCE, Arc::clone(&self.places).acquire_owned());
        let Ok(Ok(place)) = wait.await else {
            return Err(Unfit::Busy);
        };
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(place);
            result
        });
        // A reader that broke down over a file says that the file is broken.
        done.await.unwrap_or(Err(Unfit::Broken))
    }
}

impl Bindery for BindingRoom {
    fn take(&self, bytes: Vec<u8>) -> Binding<'_> {
        Box::pin(self.run(move || take(bytes)))
    }

    fn join(&self, files: Vec<Vec<u8>>) -> Binding<'_> {
        Box::pin(self.run(move || join(&files)))
    }
}
