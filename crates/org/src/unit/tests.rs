//! Who decides what, and who follows whom.

use super::jurisdiction::{JurisdictionError, Leg, Route};
use super::*;
use crate::area::{Level, area_id};
use crate::directory::Directory;
use crate::import::{ProvinceData, ProvinceFiles};
use crate::succession::Extent;
use motcua_kernel::{Date, Instant};
use std::sync::LazyLock;

static DATA: LazyLock<ProvinceData> = LazyLock::new(|| ProvinceData::read(&ProvinceFiles::quang_ninh()).unwrap());
static DIRECTORY: LazyLock<Directory> = LazyLock::new(|| DATA.directory().unwrap());

fn now() -> Instant {
    "2026-11-25T02:00:00Z".parse().unwrap()
}

fn merged_at() -> Instant {
    "2025-07-01".parse::<Date>().unwrap().start()
}

#[test]
fn the_committee_of_the_persons_area_decides() {
    let unit = DIRECTORY
        .deciding_unit(Level::Commune, area_id(Level::Commune, "06688", false), now())
        .unwrap();
    assert_eq!(unit.name, "Ủy ban nhân dân phường Hạ Long");
    // An old area is followed; what stood then decided then.
    let old = area_id(Level::Commune, "06688", true);
    assert_eq!(
        DIRECTORY.deciding_unit(Level::Commune, old, now()).unwrap().key,
        "ubnd/06688"
    );
    let before = merged_at().plus_micros(-1);
    assert_eq!(
        DIRECTORY.deciding_unit(Level::Commune, old, before).unwrap().name,
        "Ủy ban nhân dân phường Hồng Hải"
    );
    assert_eq!(
        DIRECTORY.deciding_unit(Level::Province, old, now()).unwrap().key,
        "ubnd/22"
    );
}

#[test]
fn a_divided_area_asks_and_a_large_one_is_refused() {
    let divided = area_id(Level::Commune, "06820", true);
    let Err(JurisdictionError::Divided { candidates, .. }) = DIRECTORY.deciding_unit(Level::Commune, divided, now())
    else {
        panic!("Trưng Vương was divided");
    };
    assert_eq!(candidates.len(), 2);
    let province = area_id(Level::Province, "22", false);
    assert!(matches!(
        DIRECTORY.deciding_unit(Level::Commune, province, now()),
        Err(JurisdictionError::WrongLevel { .. })
    ));
}

#[test]
fn every_commune_has_its_committee_offices_and_centre() {
    // INT-02: whatever centre receives, the deciding unit follows from the area and is another body.
    for area in DIRECTORY.places().standing(Level::Commune, now()) {
        let deciding = DIRECTORY.deciding_unit(Level::Commune, area.id, now()).unwrap();
        let centre = DIRECTORY.centre_of(area.id, now()).unwrap();
        assert_ne!(deciding.id, centre.id);
        let elsewhere = DIRECTORY.unit_by_key("ttpvhcc/06673").unwrap();
        let route = Route {
            deciding: deciding.id,
            receiving: elsewhere.id,
            delivering: centre.id,
        };
        let step = |slot: &str, leg| DIRECTORY.step_unit(slot, leg, route, now()).unwrap();
        assert_eq!(step("TTPVHCC", Leg::In).id, elsewhere.id);
        assert_eq!(step("TTPVHCC", Leg::Out).id, centre.id);
        assert_eq!(step("UBND", Leg::Inside).id, deciding.id);
        for slot in ["VP", "VHXH", "KT"] {
            let office = step(slot, Leg::Inside);
            assert_eq!(office.parent, Some(deciding.id));
            assert_eq!(DIRECTORY.body_of(office.id), deciding.id);
        }
        assert!(DIRECTORY.step_unit("SO", Leg::Inside, route, now()).is_err());
    }
}

#[test]
fn an_old_unit_has_its_successor() {
    let standing = |key: &str, at| DIRECTORY.standing_unit(unit_id(key), at).map(|unit| unit.key.clone());
    assert_eq!(standing("ubnd/06697/old", now()).as_deref(), Some("ubnd/06688"));
    assert_eq!(
        standing("ubnd/06697/old", merged_at().plus_micros(-1)).as_deref(),
        Some("ubnd/06697/old")
    );
    // A divided committee and a district have no single successor.
    assert_eq!(standing("ubnd/06820/old", now()), None);
    assert_eq!(standing("ubnd/193", now()), None);
}

#[test]
fn a_unit_closed_and_followed_by_another_resolves_from_that_instant() {
    // PRO-02: a later merger, at noon, of a unit that itself followed others.
    let noon: Instant = "2027-01-01T05:00:00Z".parse().unwrap();
    let mut data = DATA.clone();
    let (from, to) = (unit_id("ubnd/06688"), unit_id("ubnd/06685"));
    let closed = data.units.iter_mut().find(|unit| unit.id == from).unwrap();
    closed.period.to = Some(noon);
    closed.successors.push(Succession {
        to,
        extent: Extent::Whole,
        proposed: true,
        at: noon,
        basis: "1/NQ".into(),
        note: None,
    });
    let directory = data.directory().unwrap();
    let standing = |key: &str, at| directory.standing_unit(unit_id(key), at).map(|unit| unit.id);
    assert_eq!(standing("ubnd/06697/old", noon.plus_micros(-1)), Some(from));
    assert_eq!(standing("ubnd/06697/old", noon), Some(to));
    assert_eq!(standing("ubnd/06688", noon), Some(to));
}

#[test]
fn names_stand_as_on_papers() {
    let name = |key: &str| DIRECTORY.unit_by_key(key).unwrap().name.clone();
    assert_eq!(
        name("ttpvhcc/06673"),
        "Trung tâm Phục vụ hành chính công phường Bãi Cháy"
    );
    assert_eq!(
        name("vp/06994"),
        "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân đặc khu Vân Đồn"
    );
    assert_eq!(name("kt/06895"), "Phòng Kinh tế xã Đầm Hà");
    assert_eq!(name("ubnd/22"), "Ủy ban nhân dân tỉnh Quảng Ninh");
}
