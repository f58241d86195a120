//! Who decides: (level, area, date) → unit, and inside it by the slot that the workflow names.
//!
//! Competence follows the procedure and the area, never the desk that received (INT-03).

use super::{Unit, UnitKind};
use crate::area::place::Place;
use crate::area::{Area, Level};
use crate::directory::Directory;
use crate::succession::{Heir, heir};
use motcua_kernel::{AreaId, Instant, UnitId};

/// Why no unit could be named.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JurisdictionError {
    /// No such area is known.
    #[error("no area has the id {0}; choose the place again")]
    NoSuchArea(AreaId),
    /// The area is not of the level that decides.
    #[error("{area} is no commune, ward or special zone; choose a smaller place")]
    WrongLevel {
        /// The area's full name.
        area: String,
    },
    /// The area was divided: somebody must say which part is meant.
    #[error("{area} was divided; choose which of today's areas is meant")]
    Divided {
        /// The old area's full name.
        area: String,
        /// Today's areas.
        candidates: Vec<AreaId>,
    },
    /// There is no such unit at that moment.
    #[error("{what} has no unit at {at}; enter the unit or its successor")]
    NoUnit {
        /// The area or slot that has none.
        what: String,
        /// The moment asked for.
        at: Instant,
    },
}

/// Who may be meant by a step of a workflow: the desks follow the person, the rest the deciding unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// Who decides.
    pub deciding: UnitId,
    /// The centre that received.
    pub receiving: UnitId,
    /// The centre where the result is fetched.
    pub delivering: UnitId,
}

/// The part of the way that a step stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leg {
    /// From the person to the unit: receiving.
    In,
    /// Within the deciding unit.
    Inside,
    /// Back to the person: delivering.
    Out,
}

impl Directory {
    /// The unit that decides matters of a level for an area, on the map of the moment `at`.
    ///
    /// An old area is followed to the one that took it over; one that was divided asks.
    ///
    /// # Errors
    ///
    /// Fails when the area is unknown, too large, was divided, or has no committee at that moment.
    pub fn deciding_unit(&self, level: Level, area: AreaId, at: Instant) -> Result<&Unit, JurisdictionError> {
        let named = self.places().find(area).ok_or(JurisdictionError::NoSuchArea(area))?;
        // A matter of the province is decided there wherever in it the person lives.
        let target = if level == Level::Province {
            self.province_of(named)
        } else {
            self.area_at(named, at)?
        };
        if target.level != level {
            return Err(JurisdictionError::WrongLevel {
                area: target.full_name.clone(),
            });
        }
        let committees = || {
            self.units()
                .filter(|unit| unit.kind == UnitKind::Committee && unit.area == Some(target.id))
        };
        // A unit that closed while the map stayed is followed to the one that came after it.
        committees()
            .find(|unit| unit.period.holds(at))
            .or_else(|| {
                let began = |unit: &&Unit| unit.period.from.is_none_or(|from| from <= at);
                committees()
                    .filter(began)
                    .max_by_key(|unit| unit.period.to)
                    .and_then(|closed| self.standing_unit(closed.id, at))
            })
            .ok_or_else(|| JurisdictionError::NoUnit {
                what: target.full_name.clone(),
                at,
            })
    }

    /// The area that stands for `named` at a moment: itself while it stood, else what took it over.
    fn area_at<'a>(&'a self, named: &'a Area, at: Instant) -> Result<&'a Area, JurisdictionError> {
        if named.period.holds(at) {
            return Ok(named);
        }
        match self.places().resolve(named, at) {
            Place::Now(area) | Place::BecamePart { now: area, .. } => Ok(area),
            Place::Split { old, candidates, .. } => Err(JurisdictionError::Divided {
                area: old.full_name.clone(),
                candidates: candidates.iter().map(|area| area.id).collect(),
            }),
            // One area means one place.
            Place::Ambiguous(_) => Err(JurisdictionError::NoSuchArea(named.id)),
        }
    }

    fn province_of<'a>(&'a self, area: &'a Area) -> &'a Area {
        let mut here = area;
        // Three levels at most; a longer chain would be a mistake in the data, not an endless loop.
        for _ in 0..3 {
            match here.parent.and_then(|id| self.places().find(id)) {
                Some(parent) => here = parent,
                None => break,
            }
        }
        here
    }

    /// The unit that a step's slot means on this route: `TTPVHCC`, `VP`, `UBND` …
    ///
    /// # Errors
    ///
    /// Fails when the deciding unit has no such part at that moment.
    pub fn step_unit(&self, slot: &str, leg: Leg, route: Route, at: Instant) -> Result<&Unit, JurisdictionError> {
        let none = || JurisdictionError::NoUnit {
            what: slot.to_owned(),
            at,
        };
        let centre = match leg {
            Leg::In => Some(route.receiving),
            Leg::Out => Some(route.delivering),
            Leg::Inside => None,
        };
        if let Some(unit) = centre
            .and_then(|id| self.find_unit(id))
            .filter(|unit| unit.slot == slot)
        {
            return self.standing_unit(unit.id, at).ok_or_else(none);
        }
        let deciding = self.standing_unit(route.deciding, at).ok_or_else(none)?;
        if deciding.slot == slot {
            return Ok(deciding);
        }
        self.units()
            .find(|unit| unit.slot == slot && unit.parent == Some(deciding.id) && unit.period.holds(at))
            .ok_or_else(none)
    }

    /// The centre of an area at a moment.
    pub fn centre_of(&self, area: AreaId, at: Instant) -> Option<&Unit> {
        self.units()
            .find(|unit| unit.kind == UnitKind::Centre && unit.area == Some(area) && unit.period.holds(at))
    }

    /// The unit itself while it exists, else the one unit that followed it.
    ///
    /// A unit that was divided has nobody who stands for all of it: the order that divided it says who takes
    /// what, so this gives none.
    pub fn standing_unit(&self, id: UnitId, at: Instant) -> Option<&Unit> {
        let unit = self.find_unit(id)?;
        if unit.period.holds(at) {
            return Some(unit);
        }
        let successions = |id: UnitId| self.find_unit(id).map_or(&[][..], |unit| unit.successors.as_slice());
        match heir(id, at, successions) {
            Ok(Heir::One(heir)) => self.find_unit(heir).filter(|unit| unit.period.holds(at)),
            Ok(Heir::Itself | Heir::Several { .. }) | Err(_) => None,
        }
    }

    /// The committee, department or agency that a unit belongs to: an office's committee, else the unit itself.
    pub fn body_of(&self, id: UnitId) -> UnitId {
        self.find_unit(id).map_or(id, Unit::body)
    }
}
