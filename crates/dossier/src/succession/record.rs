//! The dossiers that a closing unit has to do with.

use motcua_kernel::{DossierId, UnitId};
use motcua_store::query;

query! {
    /// How many those are.
    pub(super) fn count_of_units(units: &[UnitId]) -> (i64,) =
        "SELECT COUNT(*)
         FROM dossier d
         WHERE d.closed_at IS NULL
           AND (d.unit IN ($1) OR d.deciding IN ($1) OR d.delivery IN ($1)
                OR (d.reception IN ($1) AND d.number IS NULL))";


    /// Live dossiers that one of these units holds, decides, waits for or hands out, by id.
    pub(super) fn of_units(units: &[UnitId], after: DossierId, most: i64) -> (DossierId,) =
        "SELECT d.id
         FROM dossier d
         WHERE d.closed_at IS NULL
           AND (d.unit IN ($1) OR d.deciding IN ($1) OR d.delivery IN ($1)
                OR (d.reception IN ($1) AND d.number IS NULL))
           AND d.id > $2
         ORDER BY d.id
         LIMIT $3";
}
