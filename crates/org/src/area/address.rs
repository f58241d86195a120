//! Reading a written address from its end: country, province, old district, commune.

use super::place::{Places, possible};
use super::{Area, Level};
use motcua_kernel::text::fold;
use motcua_kernel::{Date, Instant};

/// How the word before a name ("phường") agrees with the area's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum KindAgreement {
    /// The word names another kind: an old card may say *xã* for what had become a ward.
    Differs,
    /// There is no word.
    Silent,
    /// The word names this kind.
    Agrees,
}

#[derive(Debug, Clone, Copy)]
struct Match<'a> {
    area: &'a Area,
    start: usize,
    name_words: usize,
    agreement: KindAgreement,
}

/// One way to read the end of an address.
#[derive(Debug, Clone)]
pub(crate) struct Reading<'a> {
    province: Option<Match<'a>>,
    district: Option<Match<'a>>,
    commune: Option<Match<'a>>,
    rest: String,
}

impl<'a> Reading<'a> {
    fn smallest(&self) -> Match<'a> {
        self.commune
            .or(self.district)
            .or(self.province)
            // `read` makes no reading without at least one of the three.
            .expect("a reading names an area")
    }

    /// The smallest area that the reading names.
    pub(crate) fn area(&self) -> &'a Area {
        self.smallest().area
    }

    /// What stands before the names.
    pub(crate) fn rest(&self) -> String {
        self.rest.clone()
    }

    /// Whether nothing stands before the names.
    pub(crate) fn is_whole(&self) -> bool {
        self.rest.is_empty()
    }

    /// How well the kind in front of the smallest name agrees.
    pub(crate) fn kind_agreement(&self) -> KindAgreement {
        self.smallest().agreement
    }

    /// The more names fit together, the better: a commune in its district beats a ward of the district's name.
    ///
    /// The smallest name weighs the same at every level, since "Cẩm Phả" alone may be today's ward or the old
    /// city. What stood on the day of the paper is likelier than what people had kept saying.
    pub(crate) fn score(&self, written_on: Option<Date>) -> u32 {
        let smallest = self.smallest();
        let weigh = |found: Option<Match<'_>>, weight: u32| {
            found.map_or(0, |found| {
                let weight = if found.area.id == smallest.area.id { 40 } else { weight };
                let agreement = match found.agreement {
                    KindAgreement::Differs => 0,
                    KindAgreement::Silent => 2,
                    KindAgreement::Agrees => 4,
                };
                // A longer name explains more: "Hồng Thái Tây" before "Thái Tây".
                weight + agreement + u32::try_from(found.name_words).unwrap_or(0)
            })
        };
        let stood = written_on.is_some_and(|day| smallest.area.period.holds(day.start()));
        weigh(self.commune, 40) + weigh(self.district, 20) + weigh(self.province, 10) + if stood { 6 } else { 0 }
    }
}

/// The words of an address, folded, each with the part between commas that it stands in.
struct Words<'t> {
    words: Vec<&'t str>,
    parts: Vec<usize>,
}

impl Words<'_> {
    /// Whether the run of words lies between two commas.
    fn in_one_part(&self, start: usize, end: usize) -> bool {
        self.parts[start] == self.parts[end - 1]
    }

    /// Whether the run begins where a part begins.
    fn begins_part(&self, start: usize) -> bool {
        start == 0 || self.parts[start - 1] != self.parts[start]
    }
}

/// All ways to read the end of an address.
pub(crate) fn read<'a>(places: &'a Places, text: &str, at: Instant, written_on: Option<Date>) -> Vec<Reading<'a>> {
    let parts: Vec<String> = text
        .split([',', ';', '\n', '|'])
        .flat_map(|part| part.split(" - "))
        .map(fold)
        .collect();
    let mut words = Words {
        words: Vec::new(),
        parts: Vec::new(),
    };
    for (number, part) in parts.iter().enumerate() {
        for word in part.split(' ').filter(|word| !word.is_empty()) {
            words.words.push(word);
            words.parts.push(number);
        }
    }
    let end = words.words.len() - places.words().country_at_end(&words.words);
    let ending = |end: usize, level: Level| matches_ending(places, &words, end, level, at, written_on);

    let mut readings = Vec::new();
    for province in options(ending(end, Level::Province)) {
        let before_province = province.map_or(end, |found| found.start);
        for district in options(ending(before_province, Level::District)) {
            let before_district = district.map_or(before_province, |found| found.start);
            for commune in options(ending(before_district, Level::Commune)) {
                let start = commune.map_or(before_district, |found| found.start);
                let fits = fit_together(places, province, district, commune)
                    && (commune.is_some() || district.is_some() || province.is_some())
                    && stands_alone(&words, province, district, commune);
                if fits {
                    let rest = words.words[..start].join(" ");
                    readings.push(Reading {
                        province,
                        district,
                        commune,
                        rest,
                    });
                }
            }
        }
    }
    readings
}

/// Each match, and the possibility that there is none.
fn options(matches: Vec<Match<'_>>) -> Vec<Option<Match<'_>>> {
    matches.into_iter().map(Some).chain([None]).collect()
}

/// The areas of a level whose name ends right before word `end`.
fn matches_ending<'a>(
    places: &'a Places,
    words: &Words<'_>,
    end: usize,
    level: Level,
    at: Instant,
    written_on: Option<Date>,
) -> Vec<Match<'a>> {
    // Two words for the kind at most ("thi tran").
    const KIND_WORDS: usize = 2;
    let mut found: Vec<Match<'a>> = Vec::new();
    for length in 1..=places.longest_name_words().min(end) {
        let name_start = end - length;
        if !words.in_one_part(name_start, end) {
            break;
        }
        let name = words.words[name_start..end].join(" ");
        for area in places
            .named(&name)
            .filter(|area| area.level == level && possible(area, at, written_on))
        {
            let mut agreement = KindAgreement::Silent;
            let mut start = name_start;
            for before in 1..=KIND_WORDS.min(name_start) {
                let kind_start = name_start - before;
                if !words.in_one_part(kind_start, end) {
                    break;
                }
                let run = &words.words[kind_start..end];
                for (of_level, kind, _) in places.words().beginning(run).filter(|(_, _, taken)| *taken == before) {
                    let agrees = of_level == area.level && kind == area.kind;
                    let seen = if agrees {
                        KindAgreement::Agrees
                    } else {
                        KindAgreement::Differs
                    };
                    if agreement != KindAgreement::Agrees {
                        agreement = seen;
                        start = kind_start;
                    }
                }
            }
            found.push(Match {
                area,
                start,
                name_words: length,
                agreement,
            });
        }
    }
    found
}

/// Whether the three lie in each other, on the old map or through what followed.
fn fit_together(
    places: &Places,
    province: Option<Match<'_>>,
    district: Option<Match<'_>>,
    commune: Option<Match<'_>>,
) -> bool {
    let parent = |found: &Match<'_>| found.area.parent;
    let in_province = |found: &Match<'_>, province: &Match<'_>| {
        let up = parent(found).and_then(|id| places.find(id));
        parent(found) == Some(province.area.id) || up.and_then(|up| up.parent) == Some(province.area.id)
    };
    let district_fits = match (&province, &district) {
        (Some(province), Some(district)) => in_province(district, province),
        (None, _) | (_, None) => true,
    };
    let commune_fits = match (&district, &commune, &province) {
        (Some(district), Some(commune), _) => in_district(places, commune.area, district.area),
        (None, Some(commune), Some(province)) => in_province(commune, province),
        (_, None, _) | (None, Some(_), None) => true,
    };
    district_fits && commune_fits
}

/// Whether the commune lay in the district, or is a newer name there that the district never knew.
fn in_district(places: &Places, commune: &Area, district: &Area) -> bool {
    if commune.parent == Some(district.id) {
        return true;
    }
    // A district behind the name means the old map, unless the old map has no such name there.
    let folded = fold(&commune.name);
    let known_there = places.named(&folded).any(|other| other.parent == Some(district.id));
    !known_there
        && places
            .predecessors(commune.id)
            .any(|(old, _)| old.parent == Some(district.id))
}

/// Whether each name is more than the end of another name: it begins a part, has a word for its kind, or stands
/// right beside another of the three.
fn stands_alone(
    words: &Words<'_>,
    province: Option<Match<'_>>,
    district: Option<Match<'_>>,
    commune: Option<Match<'_>>,
) -> bool {
    let beside_another = [&province, &district, &commune].into_iter().flatten().count() > 1;
    [province, district, commune]
        .into_iter()
        .flatten()
        .all(|found| beside_another || found.agreement != KindAgreement::Silent || words.begins_part(found.start))
}
