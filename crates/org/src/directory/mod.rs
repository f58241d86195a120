//! All areas, units and points in memory: what every page asks and what changes a few times a year.

use crate::area::place::Places;
use crate::area::{Area, AreaWords, record::all_areas};
use crate::point::{Point, record::all_points};
use crate::succession::Circle;
use crate::unit::{Unit, record::all_units};
use motcua_kernel::{Instant, PointId, Problem, UnitId, codes};
use motcua_store::{Read, ReadError};
use std::collections::HashMap;

/// Why the directory could not be built.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// The store did not answer.
    #[error("the areas and units cannot be read")]
    Read(#[from] ReadError),
    /// The successions are wrong.
    #[error(transparent)]
    Circle(#[from] Circle),
    /// There are more areas, units or points than the directory is made for.
    #[error("there are more than {0} areas, units or points; the directory needs another shape")]
    TooMany(usize),
}

impl From<DirectoryError> for Problem {
    fn from(error: DirectoryError) -> Self {
        match error {
            DirectoryError::Read(error) => error.into(),
            DirectoryError::Circle(_) | DirectoryError::TooMany(_) => Self::new(codes::INTERNAL).caused_by(error),
        }
    }
}

/// All areas, units and points, with indexes. Build it once and again when the feed tells of `area.*`,
/// `unit.*` or `point.*`.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    places: Places,
    units: Vec<Unit>,
    unit_by_id: HashMap<UnitId, usize>,
    unit_by_key: HashMap<String, usize>,
    unit_by_e_identifier: HashMap<String, usize>,
    points: Vec<Point>,
}

impl Directory {
    /// The most areas, units or points that are read.
    const MOST: usize = 20_000;

    /// Builds the directory from what is known.
    ///
    /// # Errors
    ///
    /// Fails when successions of areas or units lead in a circle.
    pub fn new(areas: Vec<Area>, units: Vec<Unit>, points: Vec<Point>, words: AreaWords) -> Result<Self, Circle> {
        let mut directory = Self {
            places: Places::new(areas, words)?,
            units,
            points,
            ..Self::default()
        };
        for (at, unit) in directory.units.iter().enumerate() {
            directory.unit_by_id.insert(unit.id, at);
            directory.unit_by_key.insert(unit.key.clone(), at);
            if let Some(e_identifier) = &unit.e_identifier {
                directory.unit_by_e_identifier.insert(e_identifier.code.clone(), at);
            }
        }
        let far = Instant::from_micros(i64::MAX);
        for unit in &directory.units {
            crate::succession::heir(unit.id, far, |id| {
                directory
                    .find_unit(id)
                    .map_or(&[][..], |unit| unit.successors.as_slice())
            })?;
        }
        Ok(directory)
    }

    /// Reads the directory from the store.
    ///
    /// # Errors
    ///
    /// Fails when the store does not answer or the successions are wrong.
    pub async fn load(read: &Read, words: AreaWords) -> Result<Self, DirectoryError> {
        let most = Self::MOST as i64;
        let areas: Vec<Area> = read
            .all(all_areas(most))
            .await?
            .into_iter()
            .map(|stored| stored.record)
            .collect();
        let units: Vec<Unit> = read
            .all(all_units(most))
            .await?
            .into_iter()
            .map(|stored| stored.record)
            .collect();
        let points: Vec<Point> = read
            .all(all_points(most))
            .await?
            .into_iter()
            .map(|stored| stored.record)
            .collect();
        if areas.len() >= Self::MOST || units.len() >= Self::MOST || points.len() >= Self::MOST {
            return Err(DirectoryError::TooMany(Self::MOST));
        }
        Ok(Self::new(areas, units, points, words)?)
    }

    /// The areas and the finding of them by name, code and address.
    pub const fn places(&self) -> &Places {
        &self.places
    }

    /// The words for areas that it was built with.
    pub const fn words(&self) -> &AreaWords {
        self.places.words()
    }

    /// All units, also those that ended.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter()
    }

    /// The unit with this id.
    pub fn find_unit(&self, id: UnitId) -> Option<&Unit> {
        self.unit_by_id.get(&id).map(|at| &self.units[*at])
    }

    /// The unit with this key (`ttpvhcc/06673`).
    pub fn unit_by_key(&self, key: &str) -> Option<&Unit> {
        self.unit_by_key.get(key).map(|at| &self.units[*at])
    }

    /// The unit with this electronic identifier (`H49.105`).
    pub fn unit_by_e_identifier(&self, code: &str) -> Option<&Unit> {
        self.unit_by_e_identifier.get(code).map(|at| &self.units[*at])
    }

    /// The name of what a form keeps as a centre's key or an area's code: the unit's, or the area's of a moment.
    pub fn name_of(&self, code: &str, at: Instant) -> Option<String> {
        let unit = self.unit_by_key(code).map(|unit| unit.name.clone());
        unit.or_else(|| self.places.by_code(code, at).map(|area| area.full_name.clone()))
    }

    /// The parts of a unit that exist or existed, in the order of their keys.
    pub fn parts(&self, unit: UnitId) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(move |part| part.parent == Some(unit))
    }

    /// All points, also those that closed.
    pub fn points(&self) -> impl Iterator<Item = &Point> {
        self.points.iter()
    }

    /// The point with this id.
    pub fn find_point(&self, id: PointId) -> Option<&Point> {
        self.points.iter().find(|point| point.id == id)
    }
}
