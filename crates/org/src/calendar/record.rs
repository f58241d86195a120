//! How calendars are kept.

use super::{LegalCalendar, PointHours};
use motcua_kernel::calendar::Calendar;
use motcua_kernel::{CalendarId, PointId};
use motcua_store::{Column, Read, ReadError, Record, RecordKind, Row, Stored, query, record};
use uuid::Uuid;

impl Record for LegalCalendar {
    type Id = CalendarId;
    const TABLE: &'static str = "legal_calendar";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[Column::int("latest")];

    fn id(&self) -> CalendarId {
        self.id
    }

    fn columns(&self, row: &mut Row) {
        row.set(
            "latest",
            self.current().map_or(0, |calendar| i64::from(calendar.version())),
        );
    }
}
record!(LegalCalendar);

impl Record for PointHours {
    type Id = PointId;
    const TABLE: &'static str = "point_hours";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[Column::int("version_count")];

    fn id(&self) -> PointId {
        self.point
    }

    fn columns(&self, row: &mut Row) {
        row.set("version_count", i64::try_from(self.versions.len()).unwrap_or(i64::MAX));
    }
}
record!(PointHours);

query! {
    /// The hours of every point.
    pub fn all_point_hours(most: i64) -> Stored<PointHours> =
        "SELECT point_hours.format, point_hours.version, point_hours.body FROM point_hours
         ORDER BY point_hours.id LIMIT $1";
}

/// The legal calendar that new dossiers are counted by.
///
/// # Errors
///
/// Fails with `Missing` when no province has been imported yet.
pub async fn current_legal_calendar(read: &Read) -> Result<Calendar, ReadError> {
    let id = LegalCalendar::province_id();
    let kept = read.get::<LegalCalendar>(id).await?;
    kept.current().cloned().ok_or(ReadError::Missing {
        table: LegalCalendar::TABLE,
        id: Uuid::from(id),
    })
}
