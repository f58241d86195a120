//! The room where the press stands: away from the threads that answer, a few papers at a time.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::{Paper, Press, PressError, Printing};

/// The typesetter as a [`Press`]. The first paper of a process reads the fonts and takes longer than the others.
#[derive(Clone)]
pub struct PressRoom {
    places: Arc<Semaphore>,
    patience: Duration,
}

impl PressRoom {
    /// A room that sets so many papers at once (at least one); others wait, and not for ever.
    pub fn new(at_once: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(at_once.max(1))),
            patience: Duration::from_secs(30),
        }
    }

    async fn run(
        &self,
        work: impl FnOnce() -> Result<Vec<u8>, String> + Send + 'static,
    ) -> Result<Vec<u8>, PressError> {
        let wait = tokio::time::timeout(self.patience, self.places.clone().acquire_owned());
        let Ok(Ok(place)) = wait.await else {
            return Err(PressError::Busy);
        };
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(place);
            result
        });
        match done.await {
            Ok(result) => result.map_err(PressError::Broken),
            Err(stopped) => Err(PressError::Broken(stopped.to_string())),
        }
    }
}

impl Press for PressRoom {
    fn print(&self, paper: Paper) -> Printing<'_> {
        Box::pin(self.run(move || match paper.print() {
            Ok(printed) => Ok(printed.pdf),
            Err(error) => Err(error.to_string()),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[tokio::test]
    async fn papers_are_set_a_few_at_a_time_and_the_rest_is_told_to_come_again() {
        let mut room = PressRoom::new(1);
        let paper = sample::find("receipt").unwrap();
        let set = room.print(paper.clone()).await.unwrap();
        assert_eq!(set, paper.print().unwrap().pdf);
        room.patience = Duration::from_millis(1);
        let _taken = room.places.clone().acquire_owned().await.unwrap();
        assert!(matches!(room.print(paper).await, Err(PressError::Busy)));
    }
}
