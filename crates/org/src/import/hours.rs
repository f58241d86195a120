//! Service hours of the points, from `service_hours.csv`.

use super::files::{FileError, ProvinceFiles, row, rows};
use crate::Period;
use crate::calendar::{HoursVersion, PointHours};
use crate::origin::Origin;
use crate::point::Point;
use motcua_kernel::Date;
use motcua_kernel::calendar::{DayHours, Hours, OnDaysOff, ServiceHours, Stretch, TimeOfDay};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct HoursRow {
    point: String,
    weekday: u8,
    opens: TimeOfDay,
    closes: TimeOfDay,
    valid_from: Option<Date>,
    valid_to: Option<Date>,
    status: String,
}

const FILE: &str = "service_hours.csv";

/// A week that the file gives for a time.
type Week = ((Option<Date>, Option<Date>), Vec<HoursRow>);

/// The hours of every point: its own rows, or else those of `*`.
pub(super) fn hours(files: &ProvinceFiles<'_>, points: &[Point]) -> Result<Vec<PointHours>, FileError> {
    let mut by_point: BTreeMap<String, Vec<Week>> = BTreeMap::new();
    for line in rows::<HoursRow>(FILE, files.service_hours)? {
        let when = (line.valid_from, line.valid_to);
        let weeks = by_point.entry(line.point.clone()).or_default();
        match weeks.iter_mut().find(|(known, _)| *known == when) {
            Some((_, lines)) => lines.push(line),
            None => weeks.push((when, vec![line])),
        }
    }
    if let Some(key) = by_point
        .keys()
        .find(|key| *key != "*" && !points.iter().any(|point| point.key == **key))
    {
        return Err(row(FILE, key, "there is no such point"));
    }
    let mut kept = Vec::with_capacity(points.len());
    for point in points {
        let weeks = by_point
            .get(&point.key)
            .or_else(|| by_point.get("*"))
            .ok_or_else(|| row(FILE, &point.key, "has no hours, and there is no row for *"))?;
        let mut versions = Vec::with_capacity(weeks.len());
        for ((from, to), lines) in weeks {
            versions.push(HoursVersion {
                period: Period::days(*from, *to),
                hours: ServiceHours {
                    week: week(&point.key, lines)?,
                    on_days_off: OnDaysOff::Closed,
                    days: BTreeMap::new(),
                },
                proposed: lines.iter().any(|line| line.status == "proposed"),
                origin: Origin::Data,
            });
        }
        kept.push(PointHours {
            point: point.id,
            versions,
        });
    }
    Ok(kept)
}

fn week(key: &str, lines: &[HoursRow]) -> Result<Hours, FileError> {
    if let Some(line) = lines.iter().find(|line| !(1..=7).contains(&line.weekday)) {
        return Err(row(
            FILE,
            key,
            format!("{} is no weekday; 1 is Monday, 7 is Sunday", line.weekday),
        ));
    }
    let day = |weekday: u8| {
        let stretches = lines
            .iter()
            .filter(|line| line.weekday == weekday)
            .map(|line| Stretch {
                from: line.opens,
                to: line.closes,
            })
            .collect();
        DayHours::new(stretches).map_err(|error| row(FILE, key, error.to_string()))
    };
    Ok(Hours {
        monday: day(1)?,
        tuesday: day(2)?,
        wednesday: day(3)?,
        thursday: day(4)?,
        friday: day(5)?,
        saturday: day(6)?,
        sunday: day(7)?,
    })
}
