//! Writes many records in parts: compares with what is kept, and commits only differences.

use super::{Counts, ImportError};
use crate::origin::Origin;
use motcua_kernel::{ChangeId, Context, ThingId, named_id};
use motcua_store::{ChangeSet, Event, Record, Store, Stored};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// A record that a data file brings.
pub trait Imported: Record + PartialEq {
    /// Its own key, for the report.
    fn key(&self) -> String;
    /// Who wrote it last.
    fn origin(&self) -> Origin;
    /// The event of a new one.
    const INSERTED: &'static str;
    /// The event of a changed one.
    const CORRECTED: &'static str;
}

type Write = Box<dyn Fn(&mut ChangeSet) + Send + Sync>;

struct Planned {
    write: Write,
    /// What makes the part's change id: table, id, version that was read, body.
    mark: String,
}

/// Collects differences and commits them in parts of some hundreds.
#[derive(Default)]
pub struct Writer {
    planned: Vec<Planned>,
    counts: BTreeMap<&'static str, Counts>,
    kept: Vec<String>,
}

impl Writer {
    /// Records a part. Small enough that others get in between, large enough to be quick.
    const PART: usize = 300;

    /// Compares what a file brings with what is kept.
    pub fn plan<R: Imported>(&mut self, brought: &[R], known: &[Stored<R>]) {
        let by_id: HashMap<Uuid, &Stored<R>> = known.iter().map(|stored| (stored.record.id().into(), stored)).collect();
        let counts = self.counts.entry(R::TABLE).or_default();
        for record in brought {
            let id: Uuid = record.id().into();
            let (stored, kind) = match by_id.get(&id) {
                Some(stored) if stored.record == *record => {
                    counts.unchanged += 1;
                    continue;
                }
                Some(stored) if stored.record.origin() == Origin::Office => {
                    counts.kept += 1;
                    self.kept.push(record.key());
                    continue;
                }
                Some(stored) => {
                    counts.corrected += 1;
                    (
                        Stored {
                            version: stored.version,
                            record: record.clone(),
                        },
                        R::CORRECTED,
                    )
                }
                None => {
                    counts.inserted += 1;
                    (
                        Stored {
                            version: 0,
                            record: record.clone(),
                        },
                        R::INSERTED,
                    )
                }
            };
            let thing: ThingId = record.thing();
            let body = serde_json::to_string(record).unwrap_or_default();
            let mark = format!("{}\n{id}\n{}\n{body}", R::TABLE, stored.version);
            let facts = json!({ "table": R::TABLE, "record": id });
            let write = move |set: &mut ChangeSet| {
                if stored.version == 0 {
                    set.insert(&stored.record);
                } else {
                    set.update(&stored);
                }
                set.journal(Event::new(thing, kind, &facts));
            };
            self.planned.push(Planned {
                write: Box::new(write),
                mark,
            });
        }
    }

    /// Counts one record of a kind as unchanged.
    pub fn unchanged<R: Imported>(&mut self) {
        self.counts.entry(R::TABLE).or_default().unchanged += 1;
    }

    /// Commits everything in parts.
    ///
    /// The change id of a part follows from its content: two imports at once apply it once, and a part with
    /// another content is never taken for a repeat.
    ///
    /// # Errors
    ///
    /// Fails at the first part that is not kept.
    pub async fn commit(
        self,
        store: &Store,
        ctx: &Context,
    ) -> Result<(BTreeMap<&'static str, Counts>, Vec<String>), ImportError> {
        for part in self.planned.chunks(Self::PART) {
            let mut digest = Sha256::new();
            for planned in part {
                digest.update((planned.mark.len() as u64).to_be_bytes());
                digest.update(planned.mark.as_bytes());
            }
            let name: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
            let change: ChangeId = named_id("import", &name);
            let mut set = ChangeSet::new(&Context::for_change(ctx.actor(), ctx.now(), change));
            for planned in part {
                (planned.write)(&mut set);
            }
            store.commit(set).await?;
        }
        Ok((self.counts, self.kept))
    }
}
