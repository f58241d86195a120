//! Loads a province from its data files, as often as one likes.
//!
//! Every record has an id that follows from its own key, so a second import finds what the first one wrote. What
//! the file changed is corrected; what the office changed is left alone and counted; nothing is deleted (PRO-02).

mod areas;
mod files;
mod hours;
mod units;
pub mod write;

#[cfg(test)]
mod tests;

pub use files::{FileError, ProvinceFiles};

use crate::area::{Area, AreaWords, Level, record::all_areas};
use crate::calendar::{LegalCalendar, LegalVersion, PointHours, record::all_point_hours};
use crate::directory::Directory;
use crate::origin::Origin;
use crate::point::{Point, PointKind, record::all_points};
use crate::position::{Position, record::all_positions};
use crate::unit::{Unit, UnitKind, record::all_units};
use motcua_kernel::calendar::{Calendar, CalendarFacts, HolidayRow, Hours};
use motcua_kernel::{AreaId, Context};
use motcua_store::{CommitError, ReadError, Store};
use std::collections::BTreeMap;
use write::{Imported, Writer};

/// A province as its files tell it: understood and checked, not yet kept.
#[derive(Debug, Clone)]
pub struct ProvinceData {
    /// The province itself.
    pub home: AreaId,
    /// All areas.
    pub areas: Vec<Area>,
    /// All units.
    pub units: Vec<Unit>,
    /// All points.
    pub points: Vec<Point>,
    /// All positions.
    pub positions: Vec<Position>,
    /// The hours of every point.
    pub hours: Vec<PointHours>,
    /// The legal calendar.
    pub calendar: Calendar,
    /// The words for areas.
    pub words: AreaWords,
}

impl ProvinceData {
    /// Reads and checks the files.
    ///
    /// # Errors
    ///
    /// Fails with the file and row that is wrong.
    pub fn read(files: &ProvinceFiles<'_>) -> Result<Self, FileError> {
        let words = AreaWords::read(files.area_words)?;
        let (areas, home) = areas::areas(files, &words)?;
        let units = units::units(files, &areas)?;
        let points = units::points(files, &areas, &units)?;
        let positions = units::positions(files, &areas, &units)?;
        let hours = hours::hours(files, &points)?;
        let holidays: Vec<HolidayRow> = files::rows("holidays.csv", files.holidays)?;
        let calendar = Calendar::from_holidays("legal", 1, Hours::office(), &holidays)?;
        let data = Self {
            home,
            areas,
            units,
            points,
            positions,
            hours,
            calendar,
            words,
        };
        // A circle of successions is a wrong file, not a surprise for the first who looks a name up.
        data.directory()?;
        Ok(data)
    }

    /// The directory of this province, without a store.
    ///
    /// # Errors
    ///
    /// Fails when successions lead in a circle.
    pub fn directory(&self) -> Result<Directory, FileError> {
        Ok(Directory::new(
            self.areas.clone(),
            self.units.clone(),
            self.points.clone(),
            self.words.clone(),
        )?)
    }

    /// What the files hold, counted as people count it.
    pub fn tally(&self) -> Tally {
        let home_areas = |level: Level, standing: bool| {
            self.areas
                .iter()
                .filter(|area| area.level == level && area.level != Level::Province)
                .filter(|area| area.period.to.is_none() == standing)
                .count()
        };
        let standing = |kind: UnitKind, level: Option<Level>| {
            let of_level = |area: Option<AreaId>| {
                level.is_none_or(|level| {
                    self.areas
                        .iter()
                        .any(|known| Some(known.id) == area && known.level == level)
                })
            };
            self.units
                .iter()
                .filter(|unit| unit.kind == kind && unit.period.to.is_none() && of_level(unit.area))
                .count()
        };
        Tally {
            communes: home_areas(Level::Commune, true),
            predecessors: home_areas(Level::Commune, false),
            districts: home_areas(Level::District, false),
            provincial_centres: standing(UnitKind::Centre, Some(Level::Province)),
            commune_centres: standing(UnitKind::Centre, Some(Level::Commune)),
            committees: standing(UnitKind::Committee, Some(Level::Commune)),
            departments: standing(UnitKind::Department, None),
            main_points: self.points.iter().filter(|point| point.kind == PointKind::Main).count(),
            extra_points: self
                .points
                .iter()
                .filter(|point| point.kind == PointKind::Extra)
                .count(),
            positions: self.positions.len(),
        }
    }
}

/// The figures that a person checks an import by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Tally {
    pub communes: usize,
    pub predecessors: usize,
    pub districts: usize,
    pub provincial_centres: usize,
    pub commune_centres: usize,
    pub committees: usize,
    pub departments: usize,
    pub main_points: usize,
    pub extra_points: usize,
    pub positions: usize,
}

/// What an import did with one kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// New.
    pub inserted: usize,
    /// Corrected after the file.
    pub corrected: usize,
    /// As before.
    pub unchanged: usize,
    /// Different from the file and left alone, because the office changed it.
    pub kept: usize,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What the files hold.
    pub tally: Tally,
    /// What was done, by table.
    pub counts: BTreeMap<&'static str, Counts>,
    /// The keys of records that were left alone.
    pub kept: Vec<String>,
}

impl Report {
    /// Whether nothing was written.
    pub fn changed_nothing(&self) -> bool {
        self.counts
            .values()
            .all(|counts| counts.inserted == 0 && counts.corrected == 0)
    }
}

/// Why an import stopped.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The store did not answer.
    #[error("the store cannot be read: {0}; run the import again")]
    Read(#[from] ReadError),
    /// A part could not be kept; what was kept before it stays, and a second run goes on.
    #[error("a part of the import was not kept: {0}; run the import again")]
    Commit(#[from] CommitError),
}

/// Writes a province into the store, in parts; running it again changes nothing.
///
/// # Errors
///
/// Fails when the store does not answer. What was written stays: run it again.
pub async fn import(store: &Store, data: &ProvinceData, ctx: &Context) -> Result<Report, ImportError> {
    const MOST: i64 = 50_000;
    let read = store.read().await?;
    let mut writer = Writer::default();
    writer.plan(&data.areas, &read.all(all_areas(MOST)).await?);
    writer.plan(&data.units, &read.all(all_units(MOST)).await?);
    writer.plan(&data.points, &read.all(all_points(MOST)).await?);
    writer.plan(&data.positions, &read.all(all_positions(MOST)).await?);
    let hours = read.all(all_point_hours(MOST)).await?;
    writer.plan(&data.hours, &hours);
    let stored = read.find::<LegalCalendar>(LegalCalendar::province_id()).await?;
    let known: Vec<_> = stored.into_iter().collect();
    if let Some(calendar) = next_calendar(known.first().map(|stored| &stored.record), &data.calendar) {
        writer.plan(&[calendar], &known);
    } else {
        writer.unchanged::<LegalCalendar>();
    }
    drop(read);
    let (counts, kept) = writer.commit(store, ctx).await?;
    Ok(Report {
        tally: data.tally(),
        counts,
        kept,
    })
}

/// The legal calendar with the file's version added, if the file says something new.
///
/// It is compared with the last version that came from a file: a storm that the office entered since stays in the
/// latest version, and the days of a changed file are entered over it.
fn next_calendar(known: Option<&LegalCalendar>, file: &Calendar) -> Option<LegalCalendar> {
    let says = |calendar: &Calendar| CalendarFacts {
        version: 0,
        ..calendar.facts().clone()
    };
    let Some(known) = known else {
        let versions = vec![LegalVersion {
            origin: Origin::Data,
            calendar: file.clone(),
        }];
        return Some(LegalCalendar {
            id: LegalCalendar::province_id(),
            versions,
        });
    };
    let last_file = known
        .versions
        .iter()
        .rev()
        .find(|version| version.origin == Origin::Data);
    if last_file.is_some_and(|version| says(&version.calendar) == says(file)) {
        return None;
    }
    let latest = known.current()?;
    let mut facts = file.facts().clone();
    facts.version = latest.version() + 1;
    // Office days that the file does not speak of go on holding.
    let from_office = known.versions.iter().filter(|version| version.origin == Origin::Office);
    for version in from_office {
        for (date, exception) in &version.calendar.facts().exceptions {
            let in_file_before =
                last_file.is_some_and(|version| version.calendar.facts().exceptions.contains_key(date));
            let within = *date >= facts.known_from && *date <= facts.known_until;
            if !in_file_before && within {
                facts.exceptions.entry(*date).or_insert_with(|| exception.clone());
            }
        }
    }
    let mut next = known.clone();
    let mut push = |origin: Origin, facts: CalendarFacts| match Calendar::new(facts) {
        Ok(calendar) => {
            next.versions.push(LegalVersion { origin, calendar });
            true
        }
        Err(_) => false,
    };
    push(Origin::Data, facts).then_some(next)
}

impl Imported for Area {
    fn key(&self) -> String {
        format!("{}/{}", self.level.word(), self.code)
    }
    fn origin(&self) -> Origin {
        self.origin
    }
    const INSERTED: &'static str = "area.imported";
    const CORRECTED: &'static str = "area.corrected";
}

impl Imported for Unit {
    fn key(&self) -> String {
        self.key.clone()
    }
    fn origin(&self) -> Origin {
        self.origin
    }
    const INSERTED: &'static str = "unit.imported";
    const CORRECTED: &'static str = "unit.corrected";
}

impl Imported for Point {
    fn key(&self) -> String {
        self.key.clone()
    }
    fn origin(&self) -> Origin {
        self.origin
    }
    const INSERTED: &'static str = "point.imported";
    const CORRECTED: &'static str = "point.corrected";
}

impl Imported for Position {
    fn key(&self) -> String {
        self.key.clone()
    }
    fn origin(&self) -> Origin {
        self.origin
    }
    const INSERTED: &'static str = "position.imported";
    const CORRECTED: &'static str = "position.corrected";
}

impl Imported for PointHours {
    fn key(&self) -> String {
        format!("hours/{}", self.point)
    }
    fn origin(&self) -> Origin {
        self.versions.last().map_or(Origin::Data, |version| version.origin)
    }
    const INSERTED: &'static str = "point.hours_imported";
    const CORRECTED: &'static str = "point.hours_corrected";
}

impl Imported for LegalCalendar {
    fn key(&self) -> String {
        "calendar/legal".to_owned()
    }
    /// `next_calendar` has merged what the office entered already.
    fn origin(&self) -> Origin {
        Origin::Data
    }
    const INSERTED: &'static str = "calendar.imported";
    const CORRECTED: &'static str = "calendar.revised";
}
