//! How originals are kept, and the lists of a unit.

use super::Original;
use crate::dossier::Dossier;
use crate::motion::thing;
use crate::record::dossiers_by_id;
use motcua_kernel::{DossierId, Instant, OriginalId, ThingId, UnitId};
use motcua_store::{Column, Read, ReadError, Record, RecordKind, Row, Stored, query, record};
use std::collections::HashMap;

impl Record for Original {
    type Id = OriginalId;
    const TABLE: &'static str = "dossier_original";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::id("dossier"),
        Column::text("code").unique(),
        Column::text("whereabouts"),
        // Where a hand can be laid on it; empty while it is on its way, missing or given back.
        Column::id("unit").optional(),
        Column::id("hand_over").optional(),
        Column::instant("since"),
    ];
    const INDEXES: &'static [&'static str] = &["dossier, id", "unit, since, id", "hand_over, id"];

    fn id(&self) -> OriginalId {
        self.id
    }

    fn thing(&self) -> ThingId {
        thing(self.dossier)
    }

    fn columns(&self, row: &mut Row) {
        let whereabouts = self.whereabouts();
        row.set("dossier", self.dossier)
            .set("code", &self.code)
            .set("whereabouts", whereabouts.word())
            .set("unit", whereabouts.unit())
            .set("hand_over", whereabouts.hand_over())
            .set("since", self.since());
    }
}
record!(Original);

query! {
    /// The originals of a dossier, in the order in which they were kept.
    pub fn originals_of(dossier: DossierId) -> Stored<Original> =
        "SELECT o.format, o.version, o.body
         FROM dossier_original o
         WHERE o.dossier = $1
         ORDER BY o.id";

    /// The same for many.
    pub(crate) fn originals_of_all(dossiers: &[DossierId]) -> Stored<Original> =
        "SELECT o.format, o.version, o.body
         FROM dossier_original o
         WHERE o.dossier IN ($1)
         ORDER BY o.dossier, o.id";

    /// The originals with these ids.
    pub(crate) fn originals_by_id(ids: &[OriginalId]) -> Stored<Original> =
        "SELECT o.format, o.version, o.body
         FROM dossier_original o
         WHERE o.id IN ($1)
         ORDER BY o.id";

    /// The original with the code on a cover.
    pub fn original_by_code(code: &str) -> Stored<Original> =
        "SELECT o.format, o.version, o.body
         FROM dossier_original o
         WHERE o.code = $1";

    /// What lies in units since after a moment (and an id of that moment), the longest first.
    pub(crate) fn lies_in(units: &[UnitId], since: Instant, after: OriginalId, most: i64) -> Stored<Original> =
        "SELECT o.format, o.version, o.body
         FROM dossier_original o
         WHERE o.unit IN ($1) AND (o.since > $2 OR (o.since = $2 AND o.id > $3))
         ORDER BY o.since, o.id
         LIMIT $4";
}

/// An original in a unit, with the dossier that it belongs to.
#[derive(Debug, Clone)]
pub struct Lying {
    /// The original.
    pub original: Stored<Original>,
    /// Its dossier.
    pub dossier: Dossier,
}

/// What lies in these units after a place of the list, the longest first.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn lying_in(
    read: &Read,
    units: &[UnitId],
    after: (Instant, OriginalId),
    most: i64,
) -> Result<Vec<Lying>, ReadError> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    with_dossiers(read, read.all(lies_in(units, after.0, after.1, most)).await?).await
}

/// Originals with their dossiers, in their order.
pub(crate) async fn with_dossiers(read: &Read, originals: Vec<Stored<Original>>) -> Result<Vec<Lying>, ReadError> {
    if originals.is_empty() {
        return Ok(Vec::new());
    }
    let mut ids: Vec<DossierId> = originals.iter().map(|original| original.dossier).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = read.all(dossiers_by_id(&ids)).await?;
    let dossiers: HashMap<DossierId, Dossier> = found.into_iter().map(|found| (found.id, found.record)).collect();
    let paired = originals.into_iter().filter_map(|original| {
        let dossier = dossiers.get(&original.dossier)?.clone();
        Some(Lying { original, dossier })
    });
    Ok(paired.collect())
}
