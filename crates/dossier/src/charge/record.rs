//! How payments are kept.

use super::Payment;
use crate::motion::thing;
use motcua_kernel::{DossierId, Instant, PaymentId, ThingId, UnitId};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Payment {
    type Id = PaymentId;
    const TABLE: &'static str = "dossier_payment";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::id("dossier"),
        Column::id("unit"),
        Column::instant("at"),
        // A payment is given back once.
        Column::id("reverses").optional().unique(),
    ];
    const INDEXES: &'static [&'static str] = &["dossier, at, id", "unit, at, id"];

    fn id(&self) -> PaymentId {
        self.id
    }

    fn thing(&self) -> ThingId {
        thing(self.dossier)
    }

    fn columns(&self, row: &mut Row) {
        row.set("dossier", self.dossier)
            .set("unit", self.unit)
            .set("at", self.at)
            .set("reverses", self.reverses.as_ref().map(|(payment, _)| *payment));
    }
}
record!(Payment);

query! {
    /// The payments of a dossier, in the order in which they were taken.
    pub fn payments_of(dossier: DossierId) -> Stored<Payment> =
        "SELECT p.format, p.version, p.body
         FROM dossier_payment p
         WHERE p.dossier = $1
         ORDER BY p.at, p.id";

    /// What was taken at a centre in a stretch of time, from a moment (and an id of that moment) on.
    pub(crate) fn taken_at(unit: UnitId, from: Instant, after: PaymentId, until: Instant, most: i64) -> Stored<Payment> =
        "SELECT p.format, p.version, p.body
         FROM dossier_payment p
         WHERE p.unit = $1 AND (p.at > $2 OR (p.at = $2 AND p.id > $3)) AND p.at < $4
         ORDER BY p.at, p.id
         LIMIT $5";
}
