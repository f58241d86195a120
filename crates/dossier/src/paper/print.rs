//! The file of a paper: made at the first request, kept, and given out again; and reprints.

use super::seal::{Pen, seal};
use super::{DossierPaper, Made, PaperKind, Reprint, paper_by_code, paper_id};
use crate::fact::{Fact, PaperReprinted};
use motcua_kernel::{Actor, Context, DossierId, PaperId, Problem, codes};
use motcua_papers::{Press, PressError};
use motcua_store::{BlobError, ChangeSet, CommitError, Read, ReadError, Store};

/// How often the keeping of a new file is tried when others change the paper meanwhile.
const TRIES: usize = 3;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The dossier has no such paper.
    #[error("the dossier has no such paper")]
    NoSuchPaper,
    /// Only officers print again what was given out.
    #[error("only an officer prints a paper again")]
    NotAllowed,
    /// It could not be set.
    #[error(transparent)]
    Press(#[from] PressError),
    /// The file could not be kept or read.
    #[error(transparent)]
    File(#[from] BlobError),
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<PaperError> for Problem {
    fn from(error: PaperError) -> Self {
        match error {
            PaperError::NoSuchPaper => Self::new(codes::NOT_FOUND),
            PaperError::NotAllowed => Self::new(codes::NOT_ALLOWED),
            PaperError::Press(error) => error.into(),
            PaperError::File(error) => error.into(),
            PaperError::Read(error) => error.into(),
            PaperError::Commit(error) => error.into(),
        }
    }
}

/// A paper with its bytes.
#[derive(Debug, Clone)]
pub struct Printed {
    /// The paper, with its file if it is kept.
    pub paper: DossierPaper,
    /// PDF/A-2b.
    pub bytes: Vec<u8>,
}

/// The paper of a dossier, made or not; none if the act that issues it was not done.
///
/// # Errors
///
/// Fails when the store does not answer, and as erased when it was.
pub async fn find(read: &Read, dossier: DossierId, kind: PaperKind) -> Result<Option<DossierPaper>, ReadError> {
    let found = read.find::<DossierPaper>(paper_id(dossier, kind)).await?;
    Ok(found.map(|stored| stored.record))
}

/// The paper whose square code an address has.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn find_by_code(read: &Read, code: &str) -> Result<Option<DossierPaper>, ReadError> {
    let found = read.first(paper_by_code(code)).await?;
    Ok(found.map(|stored| stored.record))
}

/// The file of a paper. The first request makes and keeps it; of two first ones at one moment, one is kept and both
/// give it. `site` is the address of the site, which the square code leads to. Who may ask is the caller's to know.
///
/// # Errors
///
/// See [`PaperError`].
pub async fn print(
    store: &Store,
    press: &dyn Press,
    site: &str,
    id: PaperId,
    ctx: &Context,
) -> Result<Printed, PaperError> {
    let mut made: Option<Made> = None;
    for _ in 0..TRIES {
        let read = store.read().await?;
        let stored = read.find::<DossierPaper>(id).await?.ok_or(PaperError::NoSuchPaper)?;
        if let Some(kept) = stored.made.as_ref().filter(|_| !stored.awaits_seal()) {
            let bytes = store.blobs()?.read(&kept.file).await?;
            return Ok(Printed {
                paper: stored.record,
                bytes,
            });
        }
        let fresh = match made.take() {
            Some(made) => made,
            None => {
                let bytes = if stored.awaits_seal() {
                    seal(store, &read, Pen { press, site }, &stored).await?
                } else {
                    press.print(stored.whole(site)).await?
                };
                let file = store.blobs()?.keep("application/pdf", &bytes).await?;
                Made { at: ctx.now(), file }
            }
        };
        made = Some(fresh.clone());
        let changed = DossierPaper {
            made: Some(fresh),
            sealed_at: stored.is_digital().then(|| ctx.now()),
            ..stored.record.clone()
        };
        let fact = Fact::PaperMade {
            at: ctx.now(),
            paper: id,
            kind: stored.kind,
        };
        // A change of its own each time: the one before was refused as a whole.
        let own = Context::new(ctx.actor(), ctx.now()).with_request(ctx.request());
        let mut set = ChangeSet::new(&own);
        set.update(&stored.with(changed)).journal(fact.event(stored.dossier));
        match store.commit(set).await {
            // Read it again: what counts is what is kept now, be it ours or another's.
            Ok(_) | Err(CommitError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let read = store.read().await?;
    let stored = read.find::<DossierPaper>(id).await?.ok_or(PaperError::NoSuchPaper)?;
    let kept = stored.made.as_ref().ok_or(PaperError::NoSuchPaper)?;
    let bytes = store.blobs()?.read(&kept.file).await?;
    Ok(Printed {
        paper: stored.record,
        bytes,
    })
}

/// Prints a paper again: the same data with the moment of the reprint on every page. The kept file stays what was
/// given out first; the reprint is not kept, since it follows from the data and that moment, which are.
///
/// # Errors
///
/// See [`PaperError`].
pub async fn reprint(
    store: &Store,
    press: &dyn Press,
    site: &str,
    id: PaperId,
    ctx: &Context,
) -> Result<Printed, PaperError> {
    let Actor::Officer(officer) = ctx.actor() else {
        return Err(PaperError::NotAllowed);
    };
    let read = store.read().await?;
    let stored = read.find::<DossierPaper>(id).await?.ok_or(PaperError::NoSuchPaper)?;
    // The file of a digital result is the original; printed, it is a copy whatever stands on it.
    if stored.is_digital() {
        return Err(PaperError::NotAllowed);
    }
    // What was never given out is not printed again.
    if stored.made.is_none() {
        return Err(PaperError::NoSuchPaper);
    }
    let mut changed = stored.record.clone();
    let again = read.was_applied(ctx.change()).await?;
    // The same form sent twice is one reprint, with the moment of the first.
    let at = match changed.reprints.last().filter(|_| again) {
        Some(reprint) => reprint.at,
        None => ctx.now(),
    };
    let mut whole = stored.whole(site);
    whole.head.reprinted_at = Some(at);
    let bytes = press.print(whole).await?;
    if !again {
        changed.reprints.push(Reprint { at, officer });
        let fact = Fact::PaperReprinted(PaperReprinted {
            at,
            paper: id,
            kind: stored.kind,
            officer,
        });
        let mut set = ChangeSet::new(ctx);
        set.update(&stored.with(changed.clone()))
            .journal(fact.event(stored.dossier));
        store.commit(set).await?;
    }
    Ok(Printed { paper: changed, bytes })
}
