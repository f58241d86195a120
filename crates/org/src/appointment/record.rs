//! How appointments are kept.

use super::Appointment;
use motcua_kernel::{AppointmentId, Instant, OfficerId, PositionId, ThingId, UnitId};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};
use uuid::Uuid;

impl Record for Appointment {
    type Id = AppointmentId;
    const TABLE: &'static str = "appointment";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        Column::id("officer"),
        Column::id("position"),
        Column::id("unit"),
        Column::text("role"),
        Column::instant("began_at").optional(),
        Column::instant("ended_at").optional(),
        // One open appointment a seat; empty once an end is set, when the dates decide.
        Column::text("open_seat").unique().optional(),
    ];
    const INDEXES: &'static [&'static str] = &[
        "officer, began_at, id",
        "position, began_at, id",
        "unit, role, began_at, id",
    ];

    fn id(&self) -> AppointmentId {
        self.id
    }

    fn thing(&self) -> ThingId {
        ThingId::from(Uuid::from(self.officer))
    }

    fn columns(&self, row: &mut Row) {
        let open_seat = self
            .period
            .to
            .is_none()
            .then(|| format!("{}/{}", self.position, self.seat));
        row.set("officer", self.officer)
            .set("position", self.position)
            .set("unit", self.unit)
            .set("role", self.role.word())
            .set("began_at", self.period.from)
            .set("ended_at", self.period.to)
            .set("open_seat", open_seat);
    }
}
record!(Appointment);

query! {
    /// The appointments of an officer, also those that ended, the latest first.
    pub fn appointments_of_officer(officer: OfficerId, most: i64) -> Stored<Appointment> =
        "SELECT appointment.format, appointment.version, appointment.body FROM appointment
         WHERE appointment.officer = $1
         ORDER BY appointment.began_at DESC NULLS LAST, appointment.id LIMIT $2";
}

query! {
    /// Those who hold or will hold a position after a moment.
    pub fn holders_after(position: PositionId, after: Instant, most: i64) -> Stored<Appointment> =
        "SELECT appointment.format, appointment.version, appointment.body FROM appointment
         WHERE appointment.position = $1
         AND (appointment.ended_at IS NULL OR appointment.ended_at > $2)
         ORDER BY appointment.began_at NULLS FIRST, appointment.id LIMIT $3";
}

query! {
    /// Who holds a position of a unit at a moment.
    pub fn holders_in_unit(unit: UnitId, at: Instant, most: i64) -> Stored<Appointment> =
        "SELECT appointment.format, appointment.version, appointment.body FROM appointment
         WHERE appointment.unit = $1
         AND (appointment.began_at IS NULL OR appointment.began_at <= $2)
         AND (appointment.ended_at IS NULL OR appointment.ended_at > $2)
         ORDER BY appointment.role, appointment.id LIMIT $3";
}
