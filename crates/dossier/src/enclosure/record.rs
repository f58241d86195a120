//! How files are kept: on a tray plainly, with an end; on a dossier with a journal.

use super::{Enclosed, Enclosure, Part, Tray};
use crate::fact::{Fact, FilesKept};
use crate::motion::thing;
use motcua_kernel::{Context, DossierId, EnclosureId, Instant, SupplementId, ThingId};
use motcua_store::{Blob, ChangeSet, Column, Read, ReadError, Record, RecordKind, Row, Stored, query, record};

impl Record for Tray {
    type Id = SupplementId;
    const TABLE: &'static str = "dossier_tray";
    const KIND: RecordKind = RecordKind::Plain;
    const COLUMNS: &'static [Column] = &[Column::id("dossier")];
    const INDEXES: &'static [&'static str] = &[];
    const BLOBS: Option<fn(&Self) -> Vec<&Blob>> =
        Some(|tray| tray.enclosures.iter().flat_map(Enclosure::blobs).collect());

    fn id(&self) -> SupplementId {
        self.supplement
    }

    fn columns(&self, row: &mut Row) {
        row.set("dossier", self.dossier);
    }

    fn expires_at(&self) -> Option<Instant> {
        // A day longer than anybody may answer.
        Some(self.last_day.end().plus_seconds(24 * 3_600))
    }
}
record!(Tray);

impl Record for Enclosed {
    type Id = EnclosureId;
    const TABLE: &'static str = "dossier_enclosure";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[Column::id("dossier"), Column::text("component")];
    const INDEXES: &'static [&'static str] = &["dossier, id"];
    const BLOBS: Option<fn(&Self) -> Vec<&Blob>> = Some(|kept| kept.enclosure.blobs().collect());

    fn id(&self) -> EnclosureId {
        self.id
    }

    fn thing(&self) -> ThingId {
        thing(self.dossier)
    }

    fn columns(&self, row: &mut Row) {
        row.set("dossier", self.dossier)
            .set("component", &self.enclosure.component);
    }
}
record!(Enclosed);

query! {
    /// The files of a dossier, with those that an answer replaced, in the order in which they came.
    pub fn enclosures_of(dossier: DossierId) -> Stored<Enclosed> =
        "SELECT e.format, e.version, e.body
         FROM dossier_enclosure e
         WHERE e.dossier = $1
         ORDER BY e.id";
}

/// The files that a dossier has now, one for each component that has any.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn live_enclosures(read: &Read, dossier: DossierId) -> Result<Vec<Stored<Enclosed>>, ReadError> {
    let mut all = read.all(enclosures_of(dossier)).await?;
    all.retain(|kept| kept.replaced_at.is_none() && kept.enclosure.whole.is_some());
    Ok(all)
}

/// Gives a dossier what was laid ready: what was taken away stays behind, and what it had on the same components is
/// replaced.
pub(crate) fn take_over(
    set: &mut ChangeSet,
    dossier: DossierId,
    ready: &[Enclosure],
    before: &[Stored<Enclosed>],
    ctx: &Context,
) {
    for enclosure in ready {
        let Some(whole) = &enclosure.whole else { continue };
        for old in before {
            if old.enclosure.component == enclosure.component && old.replaced_at.is_none() {
                let replaced = Enclosed {
                    replaced_at: Some(ctx.now()),
                    ..old.record.clone()
                };
                set.update(&old.with(replaced));
            }
        }
        let parts: Vec<Part> = enclosure.live().cloned().collect();
        let kept = Enclosed {
            id: ctx.id(),
            dossier,
            enclosure: Enclosure {
                parts,
                ..enclosure.clone()
            },
            kept_at: ctx.now(),
            replaced_at: None,
        };
        set.insert(&kept);
        set.journal(told(&kept, whole.pages, ctx).event(dossier));
    }
}

/// What the journal says of the files of a component.
pub(super) fn told(kept: &Enclosed, pages: u32, ctx: &Context) -> Fact {
    Fact::FilesKept(FilesKept {
        at: ctx.now(),
        enclosure: kept.id,
        component: kept.enclosure.component.clone(),
        pages,
    })
}
