//! Writing what was planned: some hundreds of procedures a change set.

use super::plan::{Publish, Step};
use super::record::ImportedFile;
use super::{ImportError, ImportReport, Options, Progress};
use crate::version::hexadecimal;
use crate::{Offer, Procedure, ProcedureVersion};
use motcua_kernel::{ChangeId, Context, Date, ProcedureVersionId, named_id};
use motcua_store::{ChangeSet, CommitError, Event, Store, Stored};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Procedures a change set.
const BATCH: usize = 300;

/// Facts of `procedure.version_published`.
#[derive(Debug, Serialize)]
struct VersionPublished {
    version: ProcedureVersionId,
    number: u32,
    digest: String,
    valid_from: Date,
}

/// Facts of `procedure.no_longer_offered`.
#[derive(Debug, Serialize)]
struct NoLongerOffered {
    since: Date,
}

pub(super) async fn apply(
    store: &Store,
    steps: Vec<Step>,
    options: &Options,
    ctx: &Context,
    report: &mut ImportReport,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<(), ImportError> {
    let of = steps.len();
    let mut done = 0;
    for batch in steps.chunks(BATCH) {
        let change = change_of(batch, options);
        let mut set = ChangeSet::new(&Context::for_change(ctx.actor(), ctx.now(), change));
        for step in batch {
            write(&mut set, step, options.valid_from);
        }
        store.commit(set).await?;
        done += batch.len();
        report.change_sets += 1;
        progress(Progress { done, of });
    }
    Ok(())
}

/// The id of a batch follows from what it holds: the same batch is applied once, another one never passes for it.
fn change_of(batch: &[Step], options: &Options) -> ChangeId {
    let mut digest = Sha256::new();
    for step in batch {
        let (word, id, version) = match step {
            Step::Create(both) => ("create", both.1.id, 0),
            Step::Publish(publish) => ("publish", publish.begins.id, publish.before.version),
            Step::Withdraw(both) => ("withdraw", both.1.id, both.0.version),
        };
        digest.update(format!("{word}/{id}/{version}/{};", options.valid_from));
    }
    named_id("catalogue-import", &hexadecimal(&digest.finalize()))
}

fn write(set: &mut ChangeSet, step: &Step, from: Date) {
    match step {
        Step::Create(both) => {
            let (procedure, version) = both.as_ref();
            set.insert(procedure).insert(version).journal(published(version));
        }
        Step::Publish(publish) => {
            let Publish {
                before,
                ends,
                begins,
                offer,
            } = publish.as_ref();
            set_newest(set, before, ends, begins, *offer);
        }
        Step::Withdraw(both) => {
            let (before, ends) = both.as_ref();
            let offer = Offer::NoLonger { since: from };
            // It never ends before it began.
            let until = from.max(ends.valid_from);
            set.update(&before.with(Procedure {
                offer,
                ..before.record.clone()
            }))
            .update(&ends.with(ProcedureVersion {
                valid_until: Some(until),
                ..ends.record.clone()
            }))
            .journal(Event::new(
                thing(&ends.record),
                "procedure.no_longer_offered",
                &NoLongerOffered { since: from },
            ));
        }
    }
}

/// Ends a version where the next begins, and makes the procedure show the new one.
pub(crate) fn set_newest(
    set: &mut ChangeSet,
    before: &Stored<Procedure>,
    ends: &Stored<ProcedureVersion>,
    begins: &ProcedureVersion,
    offer: Offer,
) {
    // One that ended when the procedure disappeared stays ended then.
    let until = ends
        .valid_until
        .map_or(begins.valid_from, |until| until.min(begins.valid_from));
    set.update(&before.with(Procedure::of(begins, offer)))
        .update(&ends.with(ProcedureVersion {
            valid_until: Some(until),
            ..ends.record.clone()
        }))
        .insert(begins)
        .journal(published(begins));
}

fn published(version: &ProcedureVersion) -> Event {
    let facts = VersionPublished {
        version: version.id,
        number: version.number,
        digest: version.digest.clone(),
        valid_from: version.valid_from,
    };
    Event::new(thing(version), "procedure.version_published", &facts)
}

fn thing(version: &ProcedureVersion) -> motcua_kernel::ThingId {
    Uuid::from(version.procedure).into()
}

/// Remembers the files, so that the same bytes need no reading.
pub(super) async fn remember(
    store: &Store,
    mark: Option<Stored<ImportedFile>>,
    digest: String,
    ctx: &Context,
) -> Result<(), CommitError> {
    let now = ImportedFile {
        id: ImportedFile::id_of(),
        digest,
        imported_at: ctx.now(),
    };
    let change = named_id(
        "catalogue-imported",
        &format!("{}/{}", now.digest, mark.as_ref().map_or(0, |one| one.version)),
    );
    let mut set = ChangeSet::new(&Context::for_change(ctx.actor(), ctx.now(), change));
    match &mark {
        Some(mark) => set.update(&mark.with(now)),
        None => set.insert(&now),
    };
    store.commit(set).await.map(drop)
}
