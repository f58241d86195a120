//! Papers that are not a dossier's own: a list of originals of several dossiers, a slip before there is a dossier. They
//! are fixed in their act, made at the first request and kept by their digest as all others; the record that has one
//! names its file.

use super::names::issuer;
use super::{Made, PaperError};
use motcua_kernel::{Context, UnitId};
use motcua_papers::{Body, Head, Mark, Paper, Press, Size, said};
use motcua_store::{ChangeSet, CommitError, Event, Read, ReadError, Record, Store};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How often the keeping of a new file is tried when others change the record meanwhile.
const TRIES: usize = 3;

/// A paper inside the record that issues it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loose {
    /// The random code by which its square code leads to what it is about.
    pub code: String,
    /// What it says, without its number and without the address in its square code.
    pub fixed: Paper,
    /// The file, once somebody asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<Made>,
}

/// What stands on it beside its body.
pub(crate) struct Upper {
    pub(crate) unit: UnitId,
    pub(crate) size: Size,
    /// The code of the procedure, where it is about one.
    pub(crate) procedure: String,
}

impl Loose {
    /// Fixes a paper of a unit, with the names of this moment.
    pub(crate) async fn fix(read: &Read, upper: Upper, body: Body, ctx: &Context) -> Result<Self, ReadError> {
        let (issuer, at) = (issuer(read, upper.unit).await?, ctx.now());
        let mark = Mark {
            address: String::new(),
            dossier: String::new(),
            procedure: upper.procedure,
            // Whoever finds the sheet on a bench learns nobody's number from it.
            identity: String::new(),
            document: body.name().to_owned(),
            system: said("system").to_owned(),
            issued_at: at,
            due_at: None,
            valid_until: None,
            scope: None,
        };
        let head = Head {
            superior: issuer.superior,
            issuer: issuer.name,
            number: None,
            place: issuer.place,
            issued_at: at,
            size: upper.size,
            mark,
            reprinted_at: None,
            draft: false,
        };
        Ok(Self {
            code: Uuid::from_bytes(ctx.secret()).simple().to_string(),
            fixed: Paper { head, body },
            made: None,
        })
    }

    /// The whole paper, with its number and its code as an address of the site.
    pub fn whole(&self, site: &str, number: Option<&str>) -> Paper {
        let mut paper = self.fixed.clone();
        paper.head.mark.address = format!("{site}/g/{}", self.code);
        paper.head.number = number.map(str::to_owned);
        paper
    }
}

/// A record that has such a paper.
pub trait Issues: Record + Clone {
    /// The paper.
    fn paper(&self) -> &Loose;
    /// The number on it.
    fn number(&self) -> Option<&str>;
    /// The same record, with the file of its paper.
    #[must_use]
    fn with_file(self, made: Made) -> Self;
    /// What the journal says of the making; none for what has no journal.
    fn made_event(&self) -> Option<Event>;
}

/// The file of such a paper: made and kept at the first request, the same bytes from then on. Who may ask is the
/// caller's to know.
///
/// # Errors
///
/// See [`PaperError`].
pub async fn print_loose<R: Issues>(
    store: &Store,
    press: &dyn Press,
    site: &str,
    id: R::Id,
    ctx: &Context,
) -> Result<Vec<u8>, PaperError> {
    let mut fresh: Option<Made> = None;
    for _ in 0..TRIES {
        let read = store.read().await?;
        let stored = read.find::<R>(id).await?.ok_or(PaperError::NoSuchPaper)?;
        let paper = stored.record.paper();
        if let Some(kept) = &paper.made {
            return Ok(store.blobs()?.read(&kept.file).await?);
        }
        let made = match fresh.take() {
            Some(made) => made,
            None => {
                let bytes = press.print(paper.whole(site, stored.record.number())).await?;
                let file = store.blobs()?.keep("application/pdf", &bytes).await?;
                Made { at: ctx.now(), file }
            }
        };
        fresh = Some(made.clone());
        // A change of its own each time: the one before was refused as a whole.
        let own = Context::new(ctx.actor(), ctx.now()).with_request(ctx.request());
        let mut set = ChangeSet::new(&own);
        let changed = stored.record.clone().with_file(made);
        if let Some(event) = changed.made_event() {
            set.journal(event);
        }
        set.update(&stored.with(changed));
        match store.commit(set).await {
            // Read it again: what counts is what is kept now, be it ours or another's.
            Ok(_) | Err(CommitError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(PaperError::NoSuchPaper)
}
