//! Lays files to a component, takes them away and back again: each time its one PDF is bound anew.

use super::place::{Open, Place, open};
use super::{Enclosure, MOST_BYTES, MOST_NAME, MOST_PARTS, Part, Whole, takes_files};
use crate::party::By;
use motcua_kernel::text::clean_line;
use motcua_kernel::{BlobId, Context};
use motcua_papers::{Bindery, Bound, Unfit};
use motcua_store::{BlobError, ChangeSet, CommitError, ReadError, Store};

/// How often it is tried when others lay files at the same moment.
const TRIES: usize = 5;
const PDF: &str = "application/pdf";

/// What is done with the files of a component.
#[derive(Debug, Clone)]
pub enum Change {
    /// These come behind what is there.
    Add(Vec<Part>),
    /// This one is taken away.
    Remove(BlobId),
    /// This one is taken back.
    Restore(BlobId),
}

/// Why nothing was laid.
#[derive(Debug, thiserror::Error)]
pub enum EncloseError {
    /// Not known, or not to whoever acts.
    #[error("there is nothing to lay files into")]
    NoSuchPlace,
    /// The request is closed, or the dossier was accepted meanwhile.
    #[error("nothing can be added any more: look where the dossier stands")]
    Closed,
    /// No component of the version, or one that takes no file.
    #[error("the procedure has no component {0} that takes files")]
    NotAComponent(String),
    /// Not among the files of the component.
    #[error("there is no such file")]
    NoSuchFile,
    /// It was handed in, or somebody else laid it there.
    #[error("a file that was handed in stays")]
    HandedIn,
    /// Over [`MOST_BYTES`] or [`MOST_PARTS`].
    #[error("the dossier would have more than 100 MB of files, or a component more than 40 of them")]
    TooMuch,
    /// The file cannot be taken.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The files could not be kept or read.
    #[error(transparent)]
    File(#[from] BlobError),
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// Makes a PDF of a file and keeps it, for a record to name within a day. Whoever calls has asked whether the actor may
/// lay files at all.
///
/// # Errors
///
/// Fails as [`EncloseError::Unfit`] when it cannot be taken, and when it cannot be kept.
pub async fn keep(
    store: &Store,
    bindery: &dyn Bindery,
    name: &str,
    bytes: Vec<u8>,
    ctx: &Context,
) -> Result<Part, EncloseError> {
    let Bound { pdf, pages } = bindery.take(bytes).await?;
    let file = store.blobs()?.keep(PDF, &pdf).await?;
    Ok(Part {
        name: clean_line(name).chars().take(MOST_NAME).collect(),
        file,
        pages,
        at: ctx.now(),
        by: By::from(ctx.actor()),
        removed_at: None,
    })
}

/// Changes what lies on a component, and gives what lies there now. The same change twice is done once.
///
/// # Errors
///
/// See [`EncloseError`].
pub async fn change(
    store: &Store,
    bindery: &dyn Bindery,
    place: Place,
    component: &str,
    change: &Change,
    ctx: &Context,
) -> Result<Enclosure, EncloseError> {
    let mut tries = 1;
    loop {
        let read = store.read().await?;
        let open = open(&read, place, ctx).await?;
        let before = open.on(component).cloned().unwrap_or_else(|| Enclosure::new(component));
        if read.was_applied(ctx.change()).await? {
            return Ok(before);
        }
        let known = open.version.components().iter();
        let mut known = known.filter(|known| known.key == component && takes_files(known));
        known
            .next()
            .ok_or_else(|| EncloseError::NotAComponent(component.to_owned()))?;
        let mut after = changed(&open, before, change, ctx)?;
        check(&open, &after)?;
        after.whole = bind(store, bindery, &after).await?;
        let mut set = ChangeSet::new(ctx);
        open.write(&mut set, &after, ctx);
        match store.commit(set).await {
            Ok(_) => return Ok(after),
            // Somebody laid or typed something at the same moment: both stay.
            Err(CommitError::Stale { .. } | CommitError::Taken { .. }) if tries < TRIES => tries += 1,
            Err(error) => return Err(error.into()),
        }
    }
}

fn changed(open: &Open, before: Enclosure, change: &Change, ctx: &Context) -> Result<Enclosure, EncloseError> {
    let mut after = before;
    let (id, removed_at) = match change {
        Change::Add(parts) => {
            after.parts.extend(parts.iter().cloned());
            return Ok(after);
        }
        Change::Remove(id) => (*id, Some(ctx.now())),
        Change::Restore(id) => (*id, None),
    };
    let part = after.parts.iter_mut().find(|part| part.file.id() == id);
    let part = part.ok_or(EncloseError::NoSuchFile)?;
    if open.is_handed_in() && !matches!(part.by, By::Officer(_)) {
        return Err(EncloseError::HandedIn);
    }
    part.removed_at = removed_at;
    Ok(after)
}

fn check(open: &Open, after: &Enclosure) -> Result<(), EncloseError> {
    let others = open
        .enclosures
        .iter()
        .filter(|other| other.component != after.component);
    if fits(others.map(Enclosure::bytes).sum(), after) {
        Ok(())
    } else {
        Err(EncloseError::TooMuch)
    }
}

/// Whether a component's files may lie beside so many bytes of others.
fn fits(others: u64, after: &Enclosure) -> bool {
    others + after.bytes() <= MOST_BYTES && after.live().count() <= MOST_PARTS
}

/// The files that are there as one PDF. One alone is what it is: its signatures stay.
async fn bind(store: &Store, bindery: &dyn Bindery, enclosure: &Enclosure) -> Result<Option<Whole>, EncloseError> {
    let live: Vec<&Part> = enclosure.live().collect();
    let blobs = store.blobs()?;
    match live.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(Whole {
            file: one.file.clone(),
            pages: one.pages,
        })),
        several => {
            let mut files = Vec::with_capacity(several.len());
            for part in several {
                files.push(blobs.read(&part.file).await?);
            }
            let Bound { pdf, pages } = bindery.join(files).await?;
            Ok(Some(Whole {
                file: blobs.keep(PDF, &pdf).await?,
                pages,
            }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_kernel::{Instant, PersonId};

    fn part(size: u64) -> Part {
        let file = serde_json::json!({
            "id": "22803b95-e1e1-45a5-8c7c-8d2e9ef61600",
            "key": "0".repeat(64),
            "size": size,
            "digest": "0".repeat(64),
            "media_type": "application/pdf",
        });
        Part {
            name: "IMG_1.jpg".to_owned(),
            file: serde_json::from_value(file).unwrap(),
            pages: 1,
            at: Instant::from_micros(0),
            by: By::Person(PersonId::from_u128(1)),
            removed_at: None,
        }
    }

    fn of(parts: Vec<Part>) -> Enclosure {
        Enclosure {
            parts,
            ..Enclosure::new("giay_cu")
        }
    }

    #[test]
    fn files_weigh_a_hundred_megabytes_at_most_and_what_was_taken_away_weighs_nothing() {
        let quarter = MOST_BYTES / 4;
        let mut full = of(vec![part(quarter); 4]);
        assert!(fits(0, &full));
        assert!(!fits(1, &full), "one byte of another component");
        full.parts.push(part(1));
        assert!(!fits(0, &full));
        full.parts[0].removed_at = Some(Instant::from_micros(1));
        assert!(fits(quarter - 1, &full));
        assert!(fits(0, &of(vec![part(1); MOST_PARTS])));
        assert!(!fits(0, &of(vec![part(1); MOST_PARTS + 1])));
    }
}
