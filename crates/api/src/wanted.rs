//! Which dossiers of a list a client wants: by stage, by national status, by its own number, by what changed since.

use crate::moment;
use crate::query::Given;
use motcua_dossier::{Dossier, NationalStatus, Source, Stage, dossiers_of_client, dossiers_of_client_that};
use motcua_kernel::{ClientId, DossierId, Instant};
use motcua_org::connection::SourceName;
use motcua_store::{Query, Stored};

/// The longest number that another system gives.
const LONGEST_NUMBER: usize = 100;

/// What a client asks for of its own dossiers; nothing asked, all of them.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    stages: Option<Vec<Stage>>,
    nationals: Option<Vec<u8>>,
    number: Option<String>,
    since: Option<Instant>,
}

impl Wanted {
    /// Reads it out of the parameters of a request; what is wrong is noted there.
    pub(crate) fn read(given: &mut Given) -> Self {
        Self {
            stages: given.find("stage", |text| text.split(',').map(stage).collect()),
            nationals: given.find_filled("national_status", |text| text.split(',').map(national).collect()),
            number: given.find("source_number", crate::query::words(LONGEST_NUMBER)),
            since: given.find_filled("changed_since", moment::read),
        }
    }

    /// The list after a place; `source` is the one that the client speaks for. None where nothing can fit.
    pub(crate) fn list(
        &self,
        client: ClientId,
        source: Option<&SourceName>,
        (at, id): (Instant, DossierId),
        most: i64,
    ) -> Option<Query<Stored<Dossier>>> {
        if self.stages.is_none() && self.nationals.is_none() && self.number.is_none() && self.since.is_none() {
            return Some(dossiers_of_client(client, at, id, most));
        }
        let fits = |stage: &Stage| {
            let by_stage = self.stages.as_ref().is_none_or(|stages| stages.contains(stage));
            let code = stage.national().code();
            by_stage
                && self
                    .nationals
                    .as_ref()
                    .is_none_or(|nationals| nationals.contains(&code))
        };
        let stages: Vec<&str> = Stage::ALL
            .iter()
            .filter(|stage| fits(stage))
            .map(|stage| stage.word())
            .collect();
        let key = match (&self.number, source) {
            (Some(number), Some(source)) => Source::Elsewhere {
                name: source.to_string(),
                number: number.clone(),
            }
            .key()?,
            (Some(_), None) => return None,
            (None, _) => String::new(),
        };
        if stages.is_empty() {
            return None;
        }
        let since = self.since.unwrap_or(Instant::from_micros(0));
        Some(dossiers_of_client_that(client, at, id, &stages, since, &key, most))
    }
}

fn stage(word: &str) -> Result<Stage, &'static str> {
    let known = Stage::ALL.into_iter().find(|stage| stage.word() == word);
    known.ok_or("unknown-value")
}

fn national(code: &str) -> Result<u8, &'static str> {
    let known = (1..=NationalStatus::Delivered.code()).find(|known| known.to_string() == code);
    known.ok_or("unknown-value")
}
