//! Areas and what follows them, from `units.csv`, `unit_mergers.csv` and the two lists of provinces.

use super::files::{FileError, ProvinceFiles, row, rows};
use crate::Period;
use crate::area::{Area, AreaKind, AreaWords, Level, Spot, area_id};
use crate::origin::Origin;
use crate::succession::{Extent, Succession};
use motcua_kernel::{AreaId, Date};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashSet};

#[derive(Deserialize)]
struct UnitRow {
    code: String,
    province_code: String,
    #[serde(rename = "type")]
    kind: String,
    name: String,
    full_name: String,
    population: Option<i64>,
    inside_lat: Option<f64>,
    inside_lon: Option<f64>,
    legal_basis: String,
    effective: Date,
    note: String,
}

#[derive(Deserialize)]
struct MergerRow {
    old_code: String,
    old_name: String,
    old_type: String,
    old_district_code: String,
    old_district: String,
    new_code: String,
    extent: String,
    default_successor: String,
    old_lat: Option<f64>,
    old_lon: Option<f64>,
    legal_basis: String,
    note: String,
}

#[derive(Deserialize)]
struct ProvinceRow {
    code: String,
    name: String,
    full_name: String,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
struct LegacyRow {
    old_code: String,
    old_name: String,
    new_code: String,
    new_name: String,
}

fn spot(latitude: Option<f64>, longitude: Option<f64>) -> Option<Spot> {
    let millionths = |degrees: f64| (degrees * 1e6).round() as i64;
    Some(Spot {
        latitude_millionths: millionths(latitude?),
        longitude_millionths: millionths(longitude?),
    })
}

fn filled(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// All areas, and the id of the province that the communes lie in.
pub(super) fn areas(files: &ProvinceFiles<'_>, words: &AreaWords) -> Result<(Vec<Area>, AreaId), FileError> {
    let units: Vec<UnitRow> = rows("units.csv", files.units)?;
    let mergers: Vec<MergerRow> = rows("unit_mergers.csv", files.unit_mergers)?;
    let Some(first) = units.first() else {
        return Err(row("units.csv", "the file", "has no row"));
    };
    let (home, merged_on) = (area_id(Level::Province, &first.province_code, false), first.effective);
    let mut areas = provinces(files, words, merged_on)?;
    if !areas.iter().any(|area| area.id == home) {
        return Err(row("units.csv", &first.code, "its province is not in provinces.csv"));
    }
    for unit in units {
        let kind = AreaKind::from_data(&unit.kind)
            .ok_or_else(|| row("units.csv", &unit.code, format!("{} is no kind of area", unit.kind)))?;
        areas.push(Area {
            id: area_id(Level::Commune, &unit.code, false),
            code: unit.code,
            level: Level::Commune,
            kind,
            name: unit.name,
            full_name: unit.full_name,
            parent: Some(area_id(Level::Province, &unit.province_code, false)),
            period: Period::days(Some(unit.effective), None),
            successors: Vec::new(),
            basis: filled(unit.legal_basis),
            population: unit.population,
            inside: spot(unit.inside_lat, unit.inside_lon),
            note: filled(unit.note),
            origin: Origin::Data,
        });
    }
    let known: HashSet<AreaId> = areas.iter().map(|area| area.id).collect();
    areas.extend(old_communes(&mergers, words, merged_on, &known)?);
    areas.extend(old_districts(&mergers, words, merged_on, home)?);
    Ok((areas, home))
}

fn provinces(files: &ProvinceFiles<'_>, words: &AreaWords, merged_on: Date) -> Result<Vec<Area>, FileError> {
    let mut areas = Vec::new();
    let province = |code: String, kind, name: String, full_name: String, ended: bool| Area {
        id: area_id(Level::Province, &code, ended),
        code,
        level: Level::Province,
        kind,
        name,
        full_name,
        parent: None,
        period: Period::days(None, ended.then_some(merged_on)),
        successors: Vec::new(),
        basis: None,
        population: None,
        inside: None,
        note: None,
        origin: Origin::Data,
    };
    for line in rows::<ProvinceRow>("provinces.csv", files.provinces)? {
        let kind = AreaKind::from_data(&line.kind)
            .ok_or_else(|| row("provinces.csv", &line.code, format!("{} is no kind of area", line.kind)))?;
        areas.push(province(line.code, kind, line.name, line.full_name, false));
    }
    for line in rows::<LegacyRow>("provinces_legacy_63.csv", files.provinces_legacy)? {
        // One that kept its name goes on, however much it grew: it is no old name to be found.
        if line.old_code == line.new_code && line.old_name == line.new_name {
            continue;
        }
        let (kind, name) = words.split(Level::Province, &line.old_name).ok_or_else(|| {
            row(
                "provinces_legacy_63.csv",
                &line.old_code,
                "its name begins with no known kind",
            )
        })?;
        let name = name.to_owned();
        let mut old = province(line.old_code, kind, name, line.old_name, true);
        old.successors.push(Succession {
            to: area_id(Level::Province, &line.new_code, false),
            extent: Extent::Whole,
            proposed: true,
            at: merged_on.start(),
            basis: String::new(),
            note: None,
        });
        areas.push(old);
    }
    Ok(areas)
}

fn old_communes(
    mergers: &[MergerRow],
    words: &AreaWords,
    merged_on: Date,
    known: &HashSet<AreaId>,
) -> Result<Vec<Area>, FileError> {
    const FILE: &str = "unit_mergers.csv";
    let mut by_code: BTreeMap<&str, Vec<&MergerRow>> = BTreeMap::new();
    for merger in mergers {
        by_code.entry(&merger.old_code).or_default().push(merger);
    }
    let mut areas = Vec::new();
    for (code, lines) in by_code {
        let first = lines[0];
        let (kind, name) = words
            .split(Level::Commune, &first.old_name)
            .ok_or_else(|| row(FILE, code, "its name begins with no known kind"))?;
        if AreaKind::from_data(&first.old_type) != Some(kind) {
            return Err(row(
                FILE,
                code,
                format!("its name and its type {} disagree", first.old_type),
            ));
        }
        let mut successors = Vec::new();
        for line in &lines {
            let to = area_id(Level::Commune, &line.new_code, false);
            if !known.contains(&to) {
                return Err(row(FILE, code, format!("{} is not in units.csv", line.new_code)));
            }
            let extent = Extent::from_word(&line.extent)
                .ok_or_else(|| row(FILE, code, format!("{} is no extent", line.extent)))?;
            if (extent == Extent::Part) != (lines.len() > 1) {
                return Err(row(FILE, code, "a part needs another part, a whole stands alone"));
            }
            successors.push(Succession {
                to,
                extent,
                proposed: line.default_successor == "yes",
                at: merged_on.start(),
                basis: line.legal_basis.clone(),
                note: filled(line.note.clone()),
            });
        }
        if successors.iter().filter(|link| link.proposed).count() != 1 {
            return Err(row(FILE, code, "exactly one successor must be the default"));
        }
        areas.push(Area {
            id: area_id(Level::Commune, code, true),
            code: code.to_owned(),
            level: Level::Commune,
            kind,
            name: name.to_owned(),
            full_name: first.old_name.clone(),
            parent: Some(area_id(Level::District, &first.old_district_code, true)),
            period: Period::days(None, Some(merged_on)),
            successors,
            basis: filled(first.legal_basis.clone()),
            population: None,
            inside: spot(first.old_lat, first.old_lon),
            note: None,
            origin: Origin::Data,
        });
    }
    Ok(areas)
}

/// Districts ended with the level. What lay in one lies today in all that took over its communes.
fn old_districts(
    mergers: &[MergerRow],
    words: &AreaWords,
    merged_on: Date,
    home: AreaId,
) -> Result<Vec<Area>, FileError> {
    const FILE: &str = "unit_mergers.csv";
    let mut by_code: BTreeMap<&str, (&MergerRow, BTreeSet<&str>)> = BTreeMap::new();
    for merger in mergers {
        by_code
            .entry(&merger.old_district_code)
            .or_insert((merger, BTreeSet::new()))
            .1
            .insert(&merger.new_code);
    }
    let mut areas = Vec::new();
    for (code, (line, heirs)) in by_code {
        let (kind, name) = words
            .split(Level::District, &line.old_district)
            .ok_or_else(|| row(FILE, code, "the district's name begins with no known kind"))?;
        let extent = if heirs.len() == 1 { Extent::Whole } else { Extent::Part };
        let successors = heirs
            .iter()
            .map(|heir| Succession {
                to: area_id(Level::Commune, heir, false),
                extent,
                proposed: false,
                at: merged_on.start(),
                basis: line.legal_basis.clone(),
                note: None,
            })
            .collect();
        areas.push(Area {
            id: area_id(Level::District, code, true),
            code: code.to_owned(),
            level: Level::District,
            kind,
            name: name.to_owned(),
            full_name: line.old_district.clone(),
            parent: Some(home),
            period: Period::days(None, Some(merged_on)),
            successors,
            basis: filled(line.legal_basis.clone()),
            population: None,
            inside: None,
            note: None,
            origin: Origin::Data,
        });
    }
    Ok(areas)
}
