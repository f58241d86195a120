//! What the province writes itself: everyday words, fees by a resolution of its People's Council, the written
//! part. Each makes a new version, and no import takes it away.

use crate::Code;
use crate::ProcedureVersion;
use crate::fee::ProvinceFees;
use crate::import::set_newest;
use crate::procedure::record::by_code;
use crate::version::{Origin, Written};
use motcua_kernel::{CanonicalError, Context, Date, ProcedureVersionId};
use motcua_store::{ChangeSet, CommitError, ReadError, Store};

/// What to write; what is None stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Amendment {
    /// Everyday words beside the written ones.
    pub words: Option<Vec<String>>,
    /// Fees by a resolution.
    pub fees: Option<ProvinceFees>,
    /// The written part: from now on the office's, and no file overwrites it.
    pub written: Option<Box<Written>>,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum AmendError {
    /// No such procedure.
    #[error("there is no procedure {0}")]
    NoSuchProcedure(Code),
    /// A later version exists.
    #[error("a version that holds from {0} is published; choose that day or a later one")]
    Early(Date),
    /// Nothing differs.
    #[error("nothing differs from the published version")]
    NothingNew,
    /// A text that cannot be kept.
    #[error("a text cannot be kept")]
    Text(#[from] CanonicalError),
    /// The store did not give what was kept.
    #[error("the catalogue cannot be read from the store")]
    Read(#[from] ReadError),
    /// The store did not take it: somebody else changed the procedure, or it is not available.
    #[error("the catalogue cannot be written; look at the procedure again")]
    Commit(#[from] CommitError),
}

/// Publishes a version with the province's amendment. The caller has asked the table of rights.
///
/// # Errors
///
/// See [`AmendError`].
pub async fn amend(
    store: &Store,
    code: &Code,
    amendment: Amendment,
    valid_from: Date,
    ctx: &Context,
) -> Result<ProcedureVersionId, AmendError> {
    let read = store.read().await?;
    let before = read
        .first(by_code(code.as_str()))
        .await?
        .ok_or_else(|| AmendError::NoSuchProcedure(code.clone()))?;
    let ends = read.get::<ProcedureVersion>(before.newest).await?;
    if valid_from < ends.valid_from {
        return Err(AmendError::Early(ends.valid_from));
    }
    let mut content = ends.content();
    if let Some(words) = amendment.words {
        content.province.words = words;
    }
    if let Some(fees) = amendment.fees {
        content.province.fees = Some(fees);
    }
    if let Some(written) = amendment.written {
        content.province.written = Some(Written {
            origin: Origin::Office,
            ..*written
        });
    }
    if content.digest()? == ends.digest {
        return Err(AmendError::NothingNew);
    }
    let number = before.versions + 1;
    let source = ends.source_digest.clone();
    let begins = ProcedureVersion::publish(code.clone(), number, content, source, valid_from, ctx.now())?;
    let mut set = ChangeSet::new(ctx);
    set_newest(&mut set, &before, &ends, &begins, before.offer);
    store.commit(set).await?;
    Ok(begins.id)
}
