//! An officer's time in a position.

mod appoint;
mod end;
pub mod record;

pub use appoint::{Appoint, AppointError, appoint};
pub use end::{EndError, end};

use crate::Period;
use crate::position::Role;
use crate::thing;
use motcua_kernel::{AppointmentId, Instant, OfficerId, PositionId, UnitId};
use motcua_store::Event;
use serde::{Deserialize, Serialize};

/// An officer holds a position from one moment until another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// The id.
    pub id: AppointmentId,
    /// Who.
    pub officer: OfficerId,
    /// In what.
    pub position: PositionId,
    /// The role of the position: rights follow from it without another look-up.
    pub role: Role,
    /// The unit of the position.
    pub unit: UnitId,
    /// The body whose matters the unit handles: an office's committee, else the unit itself.
    pub body: UnitId,
    /// From when until when.
    pub period: Period,
    /// Which seat of the position.
    pub seat: i64,
    /// Whether it is only for the time being (quyền, phụ trách).
    pub acting: bool,
    /// The number of the decision that appointed.
    pub deed: String,
}

#[derive(Serialize)]
struct Appointed {
    appointment: AppointmentId,
    position: PositionId,
    unit: UnitId,
    role: Role,
    from: Option<Instant>,
    to: Option<Instant>,
}

#[derive(Serialize)]
struct Ended {
    appointment: AppointmentId,
    position: PositionId,
    unit: UnitId,
    at: Instant,
}

impl Appointment {
    /// The event that it was given.
    pub(crate) fn appointed(&self) -> Event {
        let facts = Appointed {
            appointment: self.id,
            position: self.position,
            unit: self.unit,
            role: self.role,
            from: self.period.from,
            to: self.period.to,
        };
        Event::new(thing(self.officer), "officer.appointed", &facts)
    }

    /// The event that an end was set for it.
    pub(crate) fn ended(&self, at: Instant) -> Event {
        let facts = Ended {
            appointment: self.id,
            position: self.position,
            unit: self.unit,
            at,
        };
        Event::new(thing(self.officer), "officer.appointment_ended", &facts)
    }
}

#[cfg(any(test, feature = "samples"))]
impl Appointment {
    /// A believable appointment without a store, for tests of rights.
    pub fn sample(officer: OfficerId, role: Role, unit: UnitId, body: UnitId, period: Period) -> Self {
        let name = format!("{officer}/{}/{unit}/{:?}", role.word(), period.from);
        Self {
            id: motcua_kernel::named_id("appointment", &name),
            officer,
            position: motcua_kernel::named_id("position", &name),
            role,
            unit,
            body,
            period,
            seat: 1,
            acting: false,
            deed: "12/QĐ-UBND".into(),
        }
    }
}
