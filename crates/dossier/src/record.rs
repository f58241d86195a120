//! How dossiers are kept, and the columns that lists look at.

use crate::dossier::Dossier;
use crate::party::{By, Who};
use crate::stage::Stage;
use motcua_kernel::{ClientId, DossierId, Instant};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Dossier {
    type Id = DossierId;
    const TABLE: &'static str = "dossier";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        // REC-06: once, never again. Empty before acceptance.
        Column::text("number").unique().optional(),
        // INT-06: system and foreign number together. Empty for what began here.
        Column::text("source").unique().optional(),
        Column::text("stage"),
        Column::int("national"),
        Column::text("waits_for"),
        Column::id("procedure"),
        Column::id("version_of"),
        Column::text("channel"),
        Column::id("reception"),
        Column::id("deciding"),
        Column::id("delivery"),
        Column::id("unit").optional(),
        Column::id("officer").optional(),
        Column::id("handler").optional(),
        Column::id("applicant").optional(),
        Column::id("organisation").optional(),
        Column::id("submitter").optional(),
        Column::id("client").optional(),
        Column::instant("submitted_at"),
        Column::instant("due_at").optional(),
        Column::instant("closed_at").optional(),
    ];
    const INDEXES: &'static [&'static str] = &[
        "unit, waits_for, due_at, id",
        "officer, waits_for, due_at, id",
        "handler, waits_for, due_at, id",
        "reception, waits_for, due_at, id",
        "delivery, waits_for, due_at, id",
        "waits_for, due_at, id",
        "applicant, submitted_at, id",
        "submitter, submitted_at, id",
        "client, submitted_at, id",
    ];

    fn id(&self) -> DossierId {
        self.id
    }

    fn columns(&self, row: &mut Row) {
        let submitter = match self.parties.submitter.who {
            Who::Person(person) => Some(person),
            Who::Organisation(_) => None,
        };
        let client = match self.submitted_by {
            By::Client(client) => Some(client),
            By::Person(_) | By::Officer(_) | By::System | By::Anyone => None,
        };
        row.set("number", self.number())
            .set("source", self.source.key())
            .set("stage", self.stage().word())
            .set("national", i64::from(self.stage().national().code()))
            .set("waits_for", self.waits_for().word())
            .set("procedure", self.pinned.procedure)
            .set("version_of", self.pinned.version)
            .set("channel", self.channel.word())
            .set("reception", self.places.reception)
            .set("deciding", self.places.deciding)
            .set("delivery", self.places.delivery)
            .set("unit", self.holder.map(|holder| holder.unit))
            .set("officer", self.holder.and_then(|holder| holder.officer))
            .set("handler", self.handler)
            .set("applicant", self.parties.applicant.who.person())
            .set("organisation", self.parties.applicant.who.organisation())
            .set("submitter", submitter)
            .set("client", client)
            .set("submitted_at", self.submitted_at)
            .set("due_at", self.owed_at())
            .set("closed_at", self.closed_at);
    }
}
record!(Dossier);

impl Dossier {
    /// When the office owes something next; nothing while the applicant is to act or once it is over.
    pub fn owed_at(&self) -> Option<Instant> {
        match self.stage() {
            Stage::Submitted | Stage::Accepted | Stage::InProcess | Stage::AwaitingSignature | Stage::Signed => {
                self.due.map(|due| due.at)
            }
            Stage::AwaitingCompletion
            | Stage::Paused
            | Stage::Refused
            | Stage::Lapsed
            | Stage::ResultReady
            | Stage::Delivered
            | Stage::Withdrawn
            | Stage::Stopped => None,
        }
    }
}

query! {
    /// The ids of dossiers after one, in order: for the check, which goes through all.
    pub(crate) fn dossier_ids_after(after: DossierId, most: i64) -> (DossierId,) =
        "SELECT d.id
         FROM dossier d
         WHERE d.id > $1
         ORDER BY d.id
         LIMIT $2";

    /// The dossiers with these ids.
    pub(crate) fn dossiers_by_id(ids: &[DossierId]) -> Stored<Dossier> =
        "SELECT d.format, d.version, d.body
         FROM dossier d
         WHERE d.id IN ($1)
         ORDER BY d.id";

    /// The dossier with a number.
    pub fn by_number(number: &str) -> Stored<Dossier> =
        "SELECT d.format, d.version, d.body
         FROM dossier d
         WHERE d.number = $1";

    /// The dossier that came from another system under a number of its own (INT-06); see [`crate::Source::key`].
    pub fn by_source(source: &str) -> Stored<Dossier> =
        "SELECT d.format, d.version, d.body
         FROM dossier d
         WHERE d.source = $1";

    /// What another system handed in before a moment (and an id of that moment), the newest first.
    pub fn dossiers_of_client(client: ClientId, before_at: Instant, before: DossierId, most: i64) -> Stored<Dossier> =
        "SELECT d.format, d.version, d.body
         FROM dossier d
         WHERE d.client = $1 AND (d.submitted_at < $2 OR (d.submitted_at = $2 AND d.id < $3))
         ORDER BY d.submitted_at DESC, d.id DESC
         LIMIT $4";

    /// Those of the same list that stand at one of these stages, to which something happened at a moment or since, and
    /// that came from one source under its number (empty for any).
    pub fn dossiers_of_client_that(
        client: ClientId,
        before_at: Instant,
        before: DossierId,
        stages: &[&str],
        since: Instant,
        source: &str,
        most: i64,
    ) -> Stored<Dossier> =
        "SELECT d.format, d.version, d.body
         FROM dossier d
         WHERE d.client = $1 AND (d.submitted_at < $2 OR (d.submitted_at = $2 AND d.id < $3))
           AND d.stage IN ($4)
           AND EXISTS (SELECT 1 FROM store_event e WHERE e.thing = d.id AND e.happened_at >= $5)
           AND ($6 = '' OR d.source = $6)
         ORDER BY d.submitted_at DESC, d.id DESC
         LIMIT $7";
}
