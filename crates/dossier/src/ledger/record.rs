//! How intervals are kept.

use super::{Entry, Interval, open_key};
use crate::motion::thing;
use motcua_kernel::{DossierId, IntervalId, ThingId};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Interval {
    type Id = IntervalId;
    const TABLE: &'static str = "dossier_interval";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::id("dossier"),
        Column::text("axis"),
        Column::int("place"),
        Column::instant("from_at"),
        Column::instant("until_at").optional(),
        Column::id("unit").optional(),
        Column::id("officer").optional(),
        Column::text("clock").optional(),
        // One open interval a dossier and axis; empty once it is closed.
        Column::text("open_on").unique().optional(),
    ];
    const INDEXES: &'static [&'static str] = &["dossier, axis, place", "officer, until_at, id", "unit, until_at, id"];

    fn id(&self) -> IntervalId {
        self.id
    }

    fn thing(&self) -> ThingId {
        thing(self.dossier)
    }

    fn columns(&self, row: &mut Row) {
        let axis = self.entry.axis();
        let (unit, officer, clock) = match self.entry {
            Entry::Ownership { holder, .. } => (Some(holder.unit), holder.officer, None),
            Entry::Clock { clock, .. } => (None, None, Some(clock.word())),
        };
        row.set("dossier", self.dossier)
            .set("axis", axis.word())
            .set("place", i64::from(self.place))
            .set("from_at", self.from)
            .set("until_at", self.until)
            .set("unit", unit)
            .set("officer", officer)
            .set("clock", clock)
            .set("open_on", self.until.is_none().then(|| open_key(self.dossier, axis)));
    }
}
record!(Interval);

query! {
    /// The intervals of a dossier, each axis in order.
    pub(crate) fn intervals_of(dossier: DossierId) -> Stored<Interval> =
        "SELECT i.format, i.version, i.body
         FROM dossier_interval i
         WHERE i.dossier = $1
         ORDER BY i.axis, i.place, i.id";

    /// The intervals of several dossiers, each dossier's axes in order.
    pub(crate) fn intervals_of_all(dossiers: &[DossierId]) -> Stored<Interval> =
        "SELECT i.format, i.version, i.body
         FROM dossier_interval i
         WHERE i.dossier IN ($1)
         ORDER BY i.dossier, i.axis, i.place, i.id";
}
