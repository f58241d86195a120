//! Files on components, as citizens' and officers' pages do them alike: what lies in a place, taking in what a browser
//! sends, and a file as an answer.

mod answer;
pub mod paths;
mod taken;

pub(crate) use answer::{link, of_dossier, serve};
pub(crate) use taken::{Did, take};

use crate::Words;
use crate::app::{Refusal, Visit};
use crate::parts::{FileLine, Files, FilesOf};
use motcua_dossier::enclosure::{Lack, Open, Part, Place, lacks, open, takes_files};
use motcua_dossier::{By, enclosure};
use motcua_kernel::{DossierId, DraftId};
use motcua_store::Read;
use serde_json::{Map, Value as Json};

/// A place as pages know it.
pub(crate) struct Spot {
    /// Where files are laid.
    pub(crate) place: Place,
    /// The address of its page; a file of it is opened below.
    pub(crate) here: String,
}

/// The purpose of the tokens of a place.
fn purpose(place: Place) -> String {
    let draft = |id: DraftId| format!("files.draft {id}");
    let dossier = |kind: &str, id: DossierId| format!("files.{kind} {id}");
    match place {
        Place::Draft(id) => draft(id),
        Place::Answer(id) => dossier("answer", id),
        Place::Counter { dossier: id, .. } => dossier("counter", id),
    }
}

/// Opens a place for whoever acts.
///
/// # Errors
///
/// Fails as `not-found` if there is none that they may know of, as `wrong-state` if nothing can be laid there.
pub(crate) async fn opened(visit: &Visit, read: &Read, spot: &Spot) -> Result<Open, Refusal> {
    open(read, spot.place, &visit.ctx)
        .await
        .map_err(|error| visit.refuse(error))
}

/// Pages and weight of a file.
pub(crate) fn about(w: Words, pages: u32, bytes: u64) -> String {
    w.two(
        "file-about",
        "pages",
        pages as usize,
        "kb",
        bytes.div_ceil(1024).to_string(),
    )
}

/// The components of a place with their files and forms. `did` is what was just done with one of them.
pub(crate) fn files(visit: &Visit, spot: &Spot, open: &Open, answers: &Json, did: Option<&Did>) -> Files {
    let w = visit.here.words;
    let nothing = Map::new();
    let answers = answers.as_object().unwrap_or(&nothing);
    let version = &open.version;
    let said = |text: &str| version.said(w.language().tag(), text).to_owned();
    let lacking = lacks(version.components(), answers, &open.enclosures);
    let lack_of = |key: &str| {
        let found = lacking.iter().find(|(component, _)| component.key == key);
        found.map(|(_, lack)| *lack)
    };
    let needed = |component: &motcua_catalog::Component| {
        component.needed(answers) != motcua_catalog::version::component::Needed::No
            || open
                .on(&component.key)
                .is_some_and(|enclosure| enclosure.whole.is_some())
    };
    let token = || visit.token(&purpose(spot.place));
    let counter = matches!(spot.place, Place::Counter { .. });
    let line = |part: &Part| FileLine {
        name: part.name.clone(),
        about: about(w, part.pages, part.file.size()),
        href: format!("{}/{}", spot.here, part.file.id()),
        id: part.file.id().to_string(),
        // What was handed in stays.
        token: (!counter || matches!(part.by, By::Officer(_))).then(token),
    };
    let components = version
        .components()
        .iter()
        .filter(|component| takes_files(component) && needed(component))
        .map(|component| {
            let enclosure = open.on(&component.key);
            let parts = enclosure
                .map(|enclosure| enclosure.parts.as_slice())
                .unwrap_or_default();
            let did = did.filter(|did| did.component == component.key);
            let lack = lack_of(&component.key).filter(|_| !counter);
            FilesOf {
                key: component.key.clone(),
                name: said(&component.name),
                lack: lack.map(|lack| match lack {
                    Lack::Demanded => w.say("files-demanded"),
                    Lack::Advised | Lack::Shown => w.say("files-advised"),
                }),
                demanded: lack == Some(Lack::Demanded),
                files: parts
                    .iter()
                    .filter(|part| part.removed_at.is_none())
                    .map(line)
                    .collect(),
                removed: parts
                    .iter()
                    .filter(|part| part.removed_at.is_some())
                    .map(line)
                    .collect(),
                took: did
                    .filter(|did| did.took > 0)
                    .map(|did| w.one("files-took", "count", did.took)),
                errors: did.map(|did| did.errors(w)).unwrap_or_default(),
                token: token(),
            }
        })
        .collect();
    Files {
        w,
        action: spot.here.clone(),
        components,
        shown: lacking
            .iter()
            .filter(|(_, lack)| *lack == Lack::Shown)
            .map(|(component, _)| said(&component.name))
            .collect(),
    }
}

/// A component in a line of a review: how many files, how many pages.
pub(crate) fn summary(w: Words, enclosure: &enclosure::Enclosure) -> Option<String> {
    let whole = enclosure.whole.as_ref()?;
    Some(w.two(
        "files-summary",
        "count",
        enclosure.live().count(),
        "pages",
        whole.pages as usize,
    ))
}
