//! Units, points and positions, from `org_units.csv`, `points.csv` and `positions.csv`.

use super::files::{FileError, ProvinceFiles, row, rows};
use crate::Period;
use crate::area::{Area, Level, area_id};
use crate::origin::Origin;
use crate::point::{Point, PointKind, point_id};
use crate::position::{Position, Role, position_id};
use crate::succession::{Extent, Succession};
use crate::unit::{ElectronicId, Unit, UnitKind, unit_id};
use motcua_kernel::{AreaId, Date};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

#[derive(Deserialize)]
struct OrgRow {
    key: String,
    kind: String,
    slot: String,
    name: String,
    short_name: String,
    parent: String,
    area_code: String,
    e_identifier: String,
    e_identifier_status: String,
    valid_from: Option<Date>,
    valid_to: Option<Date>,
    successors: String,
    legal_basis: String,
    note: String,
}

#[derive(Deserialize)]
struct PointRow {
    key: String,
    centre: String,
    kind: String,
    name: String,
    area_code: String,
    valid_from: Option<Date>,
    valid_to: Option<Date>,
    status: String,
    note: String,
}

#[derive(Deserialize)]
struct PositionRow {
    key: String,
    role: String,
    level: String,
    slot: String,
    title: String,
    seats: i64,
    step_roles: String,
}

fn filled(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// The area of a code: two digits a province, three a district, five a commune; of the old map if it ended.
fn coded_area(
    file: &'static str,
    key: &str,
    code: &str,
    ended: bool,
    known: &HashSet<AreaId>,
) -> Result<Option<AreaId>, FileError> {
    let level = match code.len() {
        0 => return Ok(None),
        2 => Level::Province,
        3 => Level::District,
        _ => Level::Commune,
    };
    let id = area_id(level, code, ended);
    if known.contains(&id) {
        Ok(Some(id))
    } else {
        Err(row(file, key, format!("there is no area {code}")))
    }
}

pub(super) fn units(files: &ProvinceFiles<'_>, areas: &[Area]) -> Result<Vec<Unit>, FileError> {
    const FILE: &str = "org_units.csv";
    let known_areas: HashSet<AreaId> = areas.iter().map(|area| area.id).collect();
    let lines: Vec<OrgRow> = rows(FILE, files.org_units)?;
    let keys: HashSet<String> = lines.iter().map(|line| line.key.clone()).collect();
    let mut identifiers: HashMap<String, String> = HashMap::new();
    let mut seen: HashSet<String> = HashSet::new();
    let mut units = Vec::with_capacity(lines.len());
    for line in lines {
        let wrong = |what: String| row(FILE, &line.key, what);
        if !seen.insert(line.key.clone()) {
            return Err(wrong("the key stands in the file twice".into()));
        }
        let kind = UnitKind::from_word(&line.kind).ok_or_else(|| wrong(format!("{} is no kind", line.kind)))?;
        let named = |key: &str| {
            keys.contains(key)
                .then(|| unit_id(key))
                .ok_or_else(|| wrong(format!("there is no unit {key}")))
        };
        let parent = if line.parent.is_empty() {
            None
        } else {
            Some(named(&line.parent)?)
        };
        let e_identifier = match line.e_identifier.as_str() {
            "" => None,
            code => {
                if let Some(other) = identifiers.insert(code.to_owned(), line.key.clone()) {
                    return Err(wrong(format!("{code} is also the identifier of {other}")));
                }
                let proposed = line.e_identifier_status == "proposed";
                Some(ElectronicId::parse(code, proposed).map_err(|error| wrong(error.to_string()))?)
            }
        };
        let heirs: Vec<&str> = line.successors.split_whitespace().collect();
        let mut successors = Vec::with_capacity(heirs.len());
        for (place, heir) in heirs.iter().enumerate() {
            let ended = line
                .valid_to
                .ok_or_else(|| wrong("a unit with successors needs valid_to".into()))?;
            successors.push(Succession {
                to: named(heir)?,
                extent: if heirs.len() == 1 { Extent::Whole } else { Extent::Part },
                // The file names the default one first.
                proposed: place == 0,
                at: ended.start(),
                basis: line.legal_basis.clone(),
                note: None,
            });
        }
        units.push(Unit {
            id: unit_id(&line.key),
            kind,
            parent,
            area: coded_area(FILE, &line.key, &line.area_code, line.valid_to.is_some(), &known_areas)?,
            e_identifier,
            period: Period::days(line.valid_from, line.valid_to),
            successors,
            key: line.key,
            slot: line.slot,
            name: line.name,
            short_name: line.short_name,
            basis: filled(line.legal_basis),
            note: filled(line.note),
            origin: Origin::Data,
        });
    }
    Ok(units)
}

pub(super) fn points(files: &ProvinceFiles<'_>, areas: &[Area], units: &[Unit]) -> Result<Vec<Point>, FileError> {
    const FILE: &str = "points.csv";
    let known_areas: HashSet<AreaId> = areas.iter().map(|area| area.id).collect();
    let mut points = Vec::new();
    for line in rows::<PointRow>(FILE, files.points)? {
        let centre = units
            .iter()
            .find(|unit| unit.key == line.centre && unit.kind == UnitKind::Centre)
            .ok_or_else(|| row(FILE, &line.key, format!("{} is no centre", line.centre)))?;
        let kind = PointKind::from_word(&line.kind)
            .ok_or_else(|| row(FILE, &line.key, format!("{} is no kind of point", line.kind)))?;
        points.push(Point {
            id: point_id(&line.key),
            centre: centre.id,
            kind,
            area: coded_area(FILE, &line.key, &line.area_code, line.valid_to.is_some(), &known_areas)?,
            period: Period::days(line.valid_from, line.valid_to),
            proposed: line.status == "proposed",
            key: line.key,
            name: line.name,
            note: filled(line.note),
            origin: Origin::Data,
        });
    }
    Ok(points)
}

/// Every position of every standing unit: the rows of the file are patterns for units of a level and slot.
pub(super) fn positions(files: &ProvinceFiles<'_>, areas: &[Area], units: &[Unit]) -> Result<Vec<Position>, FileError> {
    const FILE: &str = "positions.csv";
    let levels: HashMap<AreaId, Level> = areas.iter().map(|area| (area.id, area.level)).collect();
    let patterns: Vec<PositionRow> = rows(FILE, files.positions)?;
    let mut positions = Vec::new();
    for pattern in &patterns {
        let wrong = |what: String| row(FILE, &pattern.key, what);
        let role = Role::from_word(&pattern.role).ok_or_else(|| wrong(format!("{} is no role", pattern.role)))?;
        let level = Level::from_word(&pattern.level).ok_or_else(|| wrong(format!("{} is no level", pattern.level)))?;
        if pattern.seats < 1 {
            return Err(wrong("a position needs at least one seat".into()));
        }
        let before = positions.len();
        for unit in units
            .iter()
            .filter(|unit| unit.slot == pattern.slot && unit.period.to.is_none())
        {
            if unit.area.and_then(|area| levels.get(&area)) != Some(&level) {
                continue;
            }
            let key = format!("{}#{}", unit.key, pattern.key);
            positions.push(Position {
                id: position_id(&key),
                key,
                unit: unit.id,
                role,
                title: pattern.title.clone(),
                seats: pattern.seats,
                step_roles: pattern.step_roles.split_whitespace().map(str::to_owned).collect(),
                origin: Origin::Data,
            });
        }
        if positions.len() == before {
            return Err(wrong(format!(
                "no unit of level {} has the slot {}",
                pattern.level, pattern.slot
            )));
        }
    }
    Ok(positions)
}
