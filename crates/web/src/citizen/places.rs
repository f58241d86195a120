//! What an old place name is today.

use super::sent::Asked;
use super::shell::shell;
use crate::app::{Answer, Visit};
use crate::public::{PlaceAnswer, PlaceNow, PlacePart, PlacesPage};
use crate::{Page, Part};
use motcua_kernel::{Date, Instant};
use motcua_org::Directory;
use motcua_org::area::Area;
use motcua_org::area::place::Place;
use motcua_org::succession::Extent;

/// So many names that begin with what was typed.
const MOST: usize = 10;

/// `GET /places?q=…`.
pub(super) async fn show(visit: Visit, asked: Asked) -> Answer {
    let read = visit.app().store().read().await.map_err(|error| visit.refuse(error))?;
    let q = asked.line("q");
    let directory = visit.app().directory();
    let now = visit.ctx.now();
    Ok(PlacesPage {
        w: visit.here.words,
        shell: shell(&visit, &read, Some(Part::Places)).await?,
        answers: if q.is_empty() {
            Vec::new()
        } else {
            answers(&directory, &q, now)
        },
        q,
        since: last_merger(&directory, now),
    }
    .respond())
}

/// The day from which the areas of today stand.
fn last_merger(directory: &Directory, now: Instant) -> Date {
    let starts = directory.places().areas().iter().filter_map(|area| area.period.from);
    starts.filter(|from| *from <= now).max().unwrap_or(now).date()
}

fn answers(directory: &Directory, q: &str, now: Instant) -> Vec<PlaceAnswer> {
    let places = directory.places();
    // A name, else a whole address, else what begins like it.
    let found = places.find_place(q, now, None).or_else(|| {
        let mapped = places.map_address(q, now, None).into_iter().next();
        mapped.map(|mapped| mapped.place)
    });
    match found {
        Some(place) => told(directory, &place),
        None => places
            .suggest(q, now, MOST)
            .into_iter()
            .flat_map(|area| told(directory, &places.resolve(area, now)))
            .collect(),
    }
}

fn told(directory: &Directory, place: &Place<'_>) -> Vec<PlaceAnswer> {
    match place {
        Place::Now(area) => vec![PlaceAnswer {
            old: full_name(directory, area),
            now: today(directory, area),
            basis: area.basis.clone().unwrap_or_default(),
        }],
        Place::BecamePart { old, now } => vec![PlaceAnswer {
            old: full_name(directory, old),
            now: if is_unchanged(old) {
                PlaceNow::Same
            } else {
                PlaceNow::Whole(inside(now))
            },
            basis: basis(old),
        }],
        Place::Split { old, candidates, .. } => vec![PlaceAnswer {
            old: full_name(directory, old),
            now: PlaceNow::Split(
                candidates
                    .iter()
                    .map(|area| PlacePart {
                        new: inside(area),
                        note: old
                            .successors
                            .iter()
                            .find(|link| link.to == area.id)
                            .and_then(|link| link.note.clone()),
                    })
                    .collect(),
            ),
            basis: basis(old),
        }],
        Place::Ambiguous(places) => places.iter().flat_map(|place| told(directory, place)).collect(),
    }
}

/// A name of today: what it was made of, or that it is what it was.
fn today(directory: &Directory, area: &Area) -> PlaceNow {
    let before: Vec<&Area> = directory.places().predecessors(area.id).map(|(old, _)| old).collect();
    if before.is_empty() || before.iter().all(|old| is_unchanged(old)) {
        PlaceNow::Same
    } else {
        PlaceNow::New(before.into_iter().map(|old| full_name(directory, old)).collect())
    }
}

fn is_unchanged(old: &Area) -> bool {
    old.successors.iter().all(|link| link.extent == Extent::Unchanged) && !old.successors.is_empty()
}

fn basis(old: &Area) -> String {
    old.successors
        .first()
        .map(|link| link.basis.clone())
        .unwrap_or_default()
}

/// With what it lies in, when that is not the whole province.
fn full_name(directory: &Directory, area: &Area) -> String {
    let parent = area.parent.and_then(|id| directory.places().find(id));
    match parent {
        Some(parent) if parent.parent.is_some() => format!("{}, {}", area.full_name, inside(parent)),
        Some(_) | None => area.full_name.clone(),
    }
}

/// The name inside a sentence: only its first letter is small.
pub(super) fn inside(area: &Area) -> String {
    small(&area.full_name)
}

pub(super) fn small(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_org::import::{ProvinceData, ProvinceFiles};

    fn directory() -> Directory {
        ProvinceData::read(&ProvinceFiles::quang_ninh())
            .unwrap()
            .directory()
            .unwrap()
    }

    fn ask(q: &str) -> Vec<PlaceAnswer> {
        answers(&directory(), q, "2026-11-25T02:21:00Z".parse().unwrap())
    }

    #[test]
    fn an_old_ward_is_told_where_it_lies_today() {
        let found = ask("phuong hong hai");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            matches!(&found[0].now, PlaceNow::Whole(new) if new.contains("Hạ Long")),
            "{found:?}"
        );
        assert!(!found[0].basis.is_empty());
    }

    #[test]
    fn a_divided_ward_names_all_its_heirs() {
        let found = ask("phường Hà Khẩu");
        assert!(
            matches!(&found[0].now, PlaceNow::Split(parts) if parts.len() == 2),
            "{found:?}"
        );
    }

    #[test]
    fn a_whole_address_is_understood_and_nonsense_finds_nothing() {
        assert!(!ask("tổ 4, khu 2, phường Hùng Thắng, thành phố Hạ Long").is_empty());
        assert_eq!(ask("Thăng Long"), []);
    }
}
