//! The room where the press stands: away from the threads that answer, a few papers at a time.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::{Keys, Order, Paper, Press, PressError, Printing, ToSign, sign};

/// The typesetter as a [`Press`]. The first paper of a process reads the fonts and takes longer than the others.
#[derive(Clone)]
pub struct PressRoom {
    places: Arc<Semaphore>,
    keys: Option<Arc<dyn Keys>>,
    patience: Duration,
}

impl PressRoom {
    /// A room that sets so many papers at once (at least one); others wait, and not for ever.
    pub fn new(at_once: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(at_once.max(1))),
            keys: None,
            patience: Duration::from_secs(30),
        }
    }

    /// The same with keys to sign with.
    #[must_use]
    pub fn with_keys(self, keys: Arc<dyn Keys>) -> Self {
        Self {
            keys: Some(keys),
            ..self
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

    fn signs(&self) -> bool {
        self.keys.is_some()
    }

    fn sign(&self, signing: ToSign) -> Printing<'_> {
        let keys = self.keys.clone();
        Box::pin(self.run(move || {
            let keys = keys.ok_or("this press has no keys")?;
            signed(&signing, &*keys).map_err(|error| error.to_string())
        }))
    }
}

/// Prints, where nothing is there yet, and signs in the room of the form: the same paper has it in the same place.
fn signed(signing: &ToSign, keys: &dyn Keys) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let printed = signing.paper.print()?;
    let order = Order {
        role: signing.role,
        name: &signing.name,
        at: signing.at,
        also: signing.also.as_deref(),
        room: printed.signer.ok_or("the form has no room for signatures")?,
    };
    let key = keys.key_for(&signing.name, signing.organisation.as_deref())?;
    let before = signing.so_far.as_deref().unwrap_or(&printed.pdf);
    Ok(sign(before, &order, &*key)?)
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

    #[tokio::test]
    async fn the_leader_s_file_is_signed_again_by_the_agency_with_number_and_day() {
        let made_at = "2026-11-01T00:00:00Z".parse().unwrap();
        let authority = crate::DemonstrationAuthority::new([7; 32], "Demonstration", made_at).unwrap();
        let root = authority.certificate().to_vec();
        let room = PressRoom::new(2).with_keys(Arc::new(authority));
        let mut paper = sample::find("result").unwrap();
        paper.head.number = None;
        let leader = ToSign {
            at: paper.head.issued_at,
            paper,
            so_far: None,
            role: crate::Role::Leader,
            name: "Trần Văn Bình".into(),
            organisation: Some("Ủy ban nhân dân phường Bãi Cháy".into()),
            also: None,
        };
        let one = room.sign(leader.clone()).await.unwrap();
        let agency = ToSign {
            so_far: Some(one.clone()),
            role: crate::Role::Agency,
            name: "Ủy ban nhân dân phường Bãi Cháy".into(),
            organisation: None,
            also: Some("Số 0118, ngày 27 tháng 11 năm 2026".into()),
            ..leader
        };
        let two = room.sign(agency).await.unwrap();
        assert!(two.starts_with(&one));
        let verdict = crate::verify(&two, &[&root]).unwrap();
        assert!(verdict.is_sound() && verdict.signatures.len() == 2, "{verdict:#?}");
    }
}
