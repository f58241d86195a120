//! Who works where: the invented staff by unit and role.

use motcua_kernel::{OfficerId, UnitId};
use motcua_org::import::ProvinceData;
use motcua_org::position::Role;
use motcua_org::sample::staff;
use std::collections::HashMap;

/// The staff of the demo.
#[derive(Debug)]
pub(super) struct Cast(HashMap<(UnitId, Role), Vec<OfficerId>>);

impl Cast {
    /// Everybody whom the sample staff has.
    pub(super) fn of(data: &ProvinceData) -> Self {
        let mut seats: HashMap<(UnitId, Role), Vec<OfficerId>> = HashMap::new();
        for held in staff(data) {
            let seat = (held.appointment.unit, held.appointment.role);
            seats.entry(seat).or_default().push(held.officer.id);
        }
        Self(seats)
    }

    /// One of those who hold a role in a unit: the first of them has two dossiers of three.
    pub(super) fn of_unit(&self, unit: UnitId, role: Role, place: usize) -> Option<OfficerId> {
        let seats = self.0.get(&(unit, role))?;
        let seat = if place.is_multiple_of(3) {
            (place / 3) % seats.len()
        } else {
            0
        };
        seats.get(seat).copied()
    }
}
