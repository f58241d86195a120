//! Finding the area of today from what people say: old names, old codes, with and without marks.

use super::address::{self, Reading};
use super::{Area, AreaWords, Level};
use crate::succession::{Circle, Extent, Heir, heir};
use motcua_kernel::text::fold;
use motcua_kernel::{AreaId, Date, Instant};
use std::collections::HashMap;

/// What a name or code means today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place<'a> {
    /// It stands today.
    Now(&'a Area),
    /// It ended, and one area took over all of it.
    BecamePart {
        /// What was named.
        old: &'a Area,
        /// What it lies in today.
        now: &'a Area,
    },
    /// It ended and was divided: the person or an officer must choose.
    Split {
        /// What was named.
        old: &'a Area,
        /// All that took over some part, the proposed one first.
        candidates: Vec<&'a Area>,
        /// What the source proposes if nobody can say.
        proposed: Option<&'a Area>,
    },
    /// Several areas bear the name, and they lie in different areas today.
    Ambiguous(Vec<Place<'a>>),
}

impl<'a> Place<'a> {
    /// All areas of today that may be meant, each once.
    pub fn areas_now(&self) -> Vec<&'a Area> {
        let mut areas: Vec<&'a Area> = Vec::new();
        self.collect(&mut areas);
        areas
    }

    fn collect(&self, areas: &mut Vec<&'a Area>) {
        let mut add = |area: &'a Area| {
            if !areas.iter().any(|known| known.id == area.id) {
                areas.push(area);
            }
        };
        match self {
            Self::Now(now) | Self::BecamePart { now, .. } => add(now),
            Self::Split { candidates, .. } => candidates.iter().for_each(|area| add(area)),
            Self::Ambiguous(places) => places.iter().for_each(|place| place.collect(areas)),
        }
    }

    /// The one area of today that is meant, when there is no doubt.
    pub fn certain(&self) -> Option<&'a Area> {
        match self {
            Self::Now(now) | Self::BecamePart { now, .. } => Some(now),
            Self::Split { .. } | Self::Ambiguous(_) => None,
        }
    }

    /// The area that was named, as it stood then.
    pub fn named(&self) -> Option<&'a Area> {
        match self {
            Self::Now(area) => Some(area),
            Self::BecamePart { old, .. } | Self::Split { old, .. } => Some(old),
            Self::Ambiguous(_) => None,
        }
    }
}

/// All areas, found by id, code and name. Kept in memory: a few hundred.
#[derive(Debug, Clone, Default)]
pub struct Places {
    areas: Vec<Area>,
    by_id: HashMap<AreaId, usize>,
    by_code: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    longest_name_words: usize,
    words: AreaWords,
}

impl Places {
    /// Builds the index.
    ///
    /// # Errors
    ///
    /// Fails when successions lead in a circle.
    pub fn new(areas: Vec<Area>, words: AreaWords) -> Result<Self, Circle> {
        let mut places = Self {
            areas,
            words,
            ..Self::default()
        };
        for (at, area) in places.areas.iter().enumerate() {
            let name = fold(&area.name);
            places.longest_name_words = places.longest_name_words.max(name.split(' ').count());
            places.by_id.insert(area.id, at);
            places.by_code.entry(area.code.clone()).or_default().push(at);
            places.by_name.entry(name).or_default().push(at);
        }
        let far = Instant::from_micros(i64::MAX);
        for area in &places.areas {
            heir(area.id, far, |id| places.successions(id))?;
        }
        Ok(places)
    }

    /// The area with this id.
    pub fn find(&self, id: AreaId) -> Option<&Area> {
        self.by_id.get(&id).map(|at| &self.areas[*at])
    }

    /// All areas, in the order they were given.
    pub fn areas(&self) -> &[Area] {
        &self.areas
    }

    /// The areas of a level that stand at a moment, in the order they were given.
    pub fn standing(&self, level: Level, at: Instant) -> impl Iterator<Item = &Area> {
        self.areas
            .iter()
            .filter(move |area| area.level == level && area.period.holds(at))
    }

    /// The area that has this code at a moment: a code of 2024 is right for a matter of 2024.
    pub fn by_code(&self, code: &str, at: Instant) -> Option<&Area> {
        self.coded(code).find(|area| area.period.holds(at))
    }

    fn coded(&self, code: &str) -> impl Iterator<Item = &Area> {
        self.by_code.get(code).into_iter().flatten().map(|at| &self.areas[*at])
    }

    /// The areas with exactly this folded name, of whatever kind and time.
    pub(crate) fn named(&self, folded: &str) -> impl Iterator<Item = &Area> {
        self.by_name
            .get(folded)
            .into_iter()
            .flatten()
            .map(|at| &self.areas[*at])
    }

    pub(crate) const fn longest_name_words(&self) -> usize {
        self.longest_name_words
    }

    pub(crate) const fn words(&self) -> &AreaWords {
        &self.words
    }

    /// The links from an area to those that follow it.
    pub fn successions(&self, id: AreaId) -> &[crate::succession::Succession<AreaId>] {
        self.find(id).map_or(&[], |area| area.successors.as_slice())
    }

    /// Those that an area of today was made of, old names first known by the office.
    pub fn predecessors(&self, id: AreaId) -> impl Iterator<Item = (&Area, Extent)> {
        self.areas.iter().filter_map(move |old| {
            let link = old.successors.iter().find(|link| link.to == id)?;
            (old.level != Level::District).then_some((old, link.extent))
        })
    }

    /// What an area means at a moment.
    pub fn resolve<'a>(&'a self, area: &'a Area, at: Instant) -> Place<'a> {
        // `new` refused circles, so following the links ends.
        match heir(area.id, at, |id| self.successions(id)) {
            Ok(Heir::One(now)) => match self.find(now) {
                Some(now) => Place::BecamePart { old: area, now },
                None => Place::Now(area),
            },
            Ok(Heir::Several { candidates, proposed }) => Place::Split {
                old: area,
                candidates: candidates.into_iter().filter_map(|id| self.find(id)).collect(),
                proposed: proposed.and_then(|id| self.find(id)),
            },
            Ok(Heir::Itself) | Err(_) => Place::Now(area),
        }
    }

    /// What a name or code means at the moment `at`: "phường Hồng Hải", "Hong Hai", "06688", "Hạ Long".
    ///
    /// An old district or the province behind the name narrows it: "Hồng Hải, Hạ Long, Quảng Ninh". `written_on`
    /// is the day of the paper that the name stands on, if there is one: before it, later areas are not meant.
    /// Nothing is found when words are left over; for a whole address see [`Self::map_address`].
    pub fn find_place(&self, text: &str, at: Instant, written_on: Option<Date>) -> Option<Place<'_>> {
        let code = text.trim();
        let meant: Vec<&Area> = if !code.is_empty() && code.bytes().all(|digit| digit.is_ascii_digit()) {
            self.coded(code).filter(|area| possible(area, at, written_on)).collect()
        } else {
            let readings: Vec<Reading<'_>> = address::read(self, text, at, written_on)
                .into_iter()
                .filter(Reading::is_whole)
                .collect();
            let best = readings.iter().map(Reading::kind_agreement).max()?;
            readings
                .iter()
                .filter(|reading| reading.kind_agreement() == best)
                .map(Reading::area)
                .collect()
        };
        self.settle(meant, at)
    }

    /// The areas of today that a written address may lie in, the likeliest first.
    ///
    /// Reads from the end: country, province, old district, then the longest name that fits. An address in
    /// another province gives that province alone.
    pub fn map_address(&self, text: &str, at: Instant, written_on: Option<Date>) -> Vec<MappedAddress<'_>> {
        let mut readings = address::read(self, text, at, written_on);
        let deepest = readings.iter().map(|reading| reading.area().level).max();
        if deepest > Some(Level::Province) {
            readings.retain(|reading| reading.area().level > Level::Province);
        }
        let mut mapped: Vec<MappedAddress<'_>> = Vec::new();
        let mut scores: Vec<u32> = readings.iter().map(|reading| reading.score(written_on)).collect();
        scores.sort_unstable();
        scores.dedup();
        for score in scores.into_iter().rev() {
            let group: Vec<&Reading<'_>> = readings
                .iter()
                .filter(|reading| reading.score(written_on) == score)
                .collect();
            let meant = group.iter().map(|reading| reading.area()).collect();
            // Names of the same strength are one question, not several answers.
            let Some(place) = self.settle(meant, at) else { continue };
            let areas = place.areas_now();
            if mapped.iter().any(|known| known.place.areas_now() == areas) {
                continue;
            }
            mapped.push(MappedAddress {
                place,
                rest: group[0].rest(),
                score,
            });
        }
        mapped
    }

    /// One answer from several areas of the same name: those that come to the same are one.
    fn settle<'a>(&'a self, meant: Vec<&'a Area>, at: Instant) -> Option<Place<'a>> {
        let mut places: Vec<Place<'a>> = Vec::new();
        for area in meant {
            let place = self.resolve(area, at);
            if !places.contains(&place) {
                places.push(place);
            }
        }
        // Today's area of the same name speaks for an old one that went into it, also when only most of it did.
        let today: Vec<&Area> = places
            .iter()
            .filter_map(|place| if let Place::Now(now) = place { Some(*now) } else { None })
            .collect();
        places.retain(|place| match place {
            Place::Now(_) | Place::Ambiguous(_) => true,
            Place::BecamePart { now, .. } => !today.iter().any(|area| area.id == now.id),
            Place::Split {
                old,
                candidates,
                proposed,
            } => !today.iter().any(|area| {
                let only = candidates.len() == 1;
                let continued =
                    proposed.is_some_and(|proposed| proposed.id == area.id) && fold(&old.name) == fold(&area.name);
                (only && candidates[0].id == area.id) || continued
            }),
        });
        match places.len() {
            0 => None,
            1 => places.pop(),
            _ => Some(Place::Ambiguous(places)),
        }
    }

    /// Names of today and of before that begin with what somebody has typed so far, at most `most`.
    ///
    /// Today's come first; an old name is answered with what it is today by [`Self::resolve`].
    pub fn suggest(&self, typed: &str, at: Instant, most: usize) -> Vec<&Area> {
        let folded = fold(typed);
        if folded.is_empty() {
            return Vec::new();
        }
        let words: Vec<&str> = folded.split(' ').collect();
        let name = self
            .words
            .beginning(&words)
            .filter(|(level, _, _)| *level == Level::Commune)
            .map(|(_, _, length)| words[length..].join(" "))
            .next();
        let mut found: Vec<&Area> = self
            .areas
            .iter()
            .filter(|area| area.level == Level::Commune && area.period.from.is_none_or(|from| from <= at))
            .filter(|area| {
                let known = fold(&area.name);
                known.starts_with(&folded) || name.as_deref().is_some_and(|name| known.starts_with(name))
            })
            .collect();
        found.sort_by_cached_key(|area| (!area.period.holds(at), fold(&area.name), area.id));
        found.truncate(most);
        found
    }
}

/// Whether an area can be meant at `at` by a paper of `written_on`: not yet made ones never, and an area made
/// after the paper neither. What had ended before a paper is still meant: people write old names for years.
pub(crate) fn possible(area: &Area, at: Instant, written_on: Option<Date>) -> bool {
    let made_before = |moment: Instant| area.period.from.is_none_or(|from| from < moment);
    area.period.from.is_none_or(|from| from <= at) && written_on.is_none_or(|day| made_before(day.end()))
}

/// One way to read a written address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedAddress<'a> {
    /// Where it lies today.
    pub place: Place<'a>,
    /// What stands before the area's name: house, street, hamlet; folded.
    pub rest: String,
    /// How well the address fits; only for ordering.
    pub score: u32,
}
