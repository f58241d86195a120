//! Real names of Quảng Ninh.

use super::place::{Place, Places};
use super::{Area, Level};
use crate::import::{ProvinceData, ProvinceFiles};
use motcua_kernel::{Date, Instant};
use std::sync::LazyLock;

static PLACES: LazyLock<Places> = LazyLock::new(|| {
    let data = ProvinceData::read(&ProvinceFiles::quang_ninh()).unwrap();
    data.directory().unwrap().places().clone()
});

fn now() -> Instant {
    "2026-11-25T02:00:00Z".parse().unwrap()
}

fn find(text: &str) -> Option<Place<'static>> {
    PLACES.find_place(text, now(), None)
}

/// A place in words: `=` today's, `<` became part of, `/` was divided among, `?` one of several.
fn words(place: &Place<'_>) -> String {
    match place {
        Place::Now(area) => format!("= {}", area.full_name),
        Place::BecamePart { old, now } => format!("{} < {}", old.full_name, now.full_name),
        Place::Split {
            old,
            candidates,
            proposed,
        } => {
            let names: Vec<&str> = candidates.iter().map(|area| area.full_name.as_str()).collect();
            let proposed = proposed.map_or("-", |area| area.full_name.as_str());
            format!("{} / {} [{proposed}]", old.full_name, names.join(", "))
        }
        Place::Ambiguous(places) => {
            let mut each: Vec<String> = places.iter().map(words).collect();
            each.sort();
            format!("? {}", each.join(" | "))
        }
    }
}

fn found(text: &str) -> String {
    find(text).map_or_else(|| "nothing".to_owned(), |place| words(&place))
}

#[test]
fn an_old_ward_is_found_however_it_is_typed() {
    for text in [
        "phường Hồng Hải",
        "Hồng Hải",
        "Hong Hai",
        "p. hong hai",
        "P.HỒNG HẢI",
        "Ho\u{302}\u{300}ng Hải",
        "Hồng Hải, Hạ Long",
        "Hồng Hải, Hạ Long, Quảng Ninh",
        "phường Hồng Hải, TP Hạ Long, tỉnh Quảng Ninh, Việt Nam",
        "phuong hong hai thanh pho ha long tinh quang ninh",
        "Hồng Hải - Hạ Long - Quảng Ninh",
    ] {
        assert_eq!(found(text), "Phường Hồng Hải < Phường Hạ Long", "{text}");
    }
}

#[test]
fn both_spellings_and_no_marks_find_the_same() {
    for text in ["phường Hải Hoà", "phường Hải Hòa", "phuong hai hoa"] {
        assert_eq!(found(text), "Phường Hải Hoà < Phường Móng Cái 1", "{text}");
    }
    for text in ["Nam Hoà", "Nam Hòa", "nam hoa"] {
        assert_eq!(found(text), "Phường Nam Hoà < Phường Phong Cốc", "{text}");
    }
    assert!(found("đông triều, quảng ninh").contains("Phường Đông Triều"));
}

#[test]
fn a_name_that_lives_on_is_todays() {
    assert_eq!(found("Bãi Cháy"), "= Phường Bãi Cháy");
    assert_eq!(
        found("Bãi Cháy, Hạ Long, Quảng Ninh"),
        "Phường Bãi Cháy < Phường Bãi Cháy"
    );
    assert_eq!(found("Vân Đồn"), "= Đặc khu Vân Đồn");
    assert_eq!(found("xã Cái Chiên"), "= Xã Cái Chiên");
    assert_eq!(found("Móng Cái 2"), "= Phường Móng Cái 2");
    assert_eq!(found("xã Hải Hòa"), "= Xã Hải Hòa");
}

#[test]
fn a_name_that_several_bear_asks_and_the_last_parts_narrow() {
    let ha_long = found("Hạ Long");
    assert!(
        ha_long.starts_with("? = Phường Hạ Long | Thành phố Hạ Long / "),
        "{ha_long}"
    );
    assert!(ha_long.ends_with("| Xã Hạ Long < Đặc khu Vân Đồn"), "{ha_long}");
    assert_eq!(found("phường Hạ Long"), "= Phường Hạ Long");
    assert_eq!(found("xã Hạ Long"), "Xã Hạ Long < Đặc khu Vân Đồn");
    assert_eq!(found("Hạ Long, Vân Đồn"), "Xã Hạ Long < Đặc khu Vân Đồn");

    let thanh_son = "? Phường Thanh Sơn < Phường Uông Bí | Xã Thanh Sơn < Xã Ba Chẽ";
    assert_eq!(found("Thanh Sơn"), thanh_son);
    assert_eq!(found("Thanh Sơn, Quảng Ninh"), thanh_son);
    assert_eq!(found("Thanh Sơn, Ba Chẽ"), "Xã Thanh Sơn < Xã Ba Chẽ");
    assert_eq!(found("phường Thanh Sơn"), "Phường Thanh Sơn < Phường Uông Bí");
    assert_eq!(found("Bắc Sơn, Móng Cái"), "Xã Bắc Sơn < Xã Hải Sơn");
    assert_eq!(found("Bắc Sơn, Uông Bí"), "Phường Bắc Sơn < Phường Vàng Danh");
}

#[test]
fn the_twelve_divided_areas_ask_and_propose() {
    let divided: Vec<&Area> = PLACES
        .areas()
        .iter()
        .filter(|area| area.level == Level::Commune && area.successors.len() > 1)
        .collect();
    assert_eq!(divided.len(), 12);
    for old in divided {
        let Place::Split {
            candidates, proposed, ..
        } = PLACES.resolve(old, now())
        else {
            panic!("{} was divided", old.full_name);
        };
        assert_eq!(candidates.len(), old.successors.len(), "{}", old.full_name);
        assert_eq!(
            proposed.map(|area| area.id),
            candidates.first().map(|area| area.id),
            "{}",
            old.full_name
        );
        // With the old district behind it the old area is meant, also when its name lives on.
        let district = PLACES.find(old.parent.unwrap()).unwrap();
        let named = find(&format!("{}, {}", old.full_name, district.full_name)).unwrap();
        assert_eq!(named.named().map(|area| area.id), Some(old.id), "{}", old.full_name);
        assert!(named.certain().is_none());
    }
    assert_eq!(
        found("Trưng Vương"),
        "Phường Trưng Vương / Phường Vàng Danh, Phường Uông Bí [Phường Vàng Danh]"
    );
    assert_eq!(
        found("xã Liên Hòa"),
        "Xã Liên Hòa / Phường Liên Hòa, Phường Hà An [Phường Liên Hòa]"
    );
    assert_eq!(
        found("Hải Lạng, Tiên Yên"),
        "Xã Hải Lạng / Xã Hải Lạng, Xã Hải Hòa, Xã Ba Chẽ [Xã Hải Lạng]"
    );
}

#[test]
fn old_and_new_codes_are_found_and_mean_what_they_meant() {
    assert_eq!(found("06688"), "= Phường Hạ Long");
    assert_eq!(found("06697"), "Phường Hồng Hà < Phường Hạ Long");
    // 06820 was Trưng Vương, which was divided, and is Vàng Danh: a code alone cannot tell.
    assert!(found("06820").starts_with("? "), "{}", found("06820"));
    let before: Date = "2024-05-06".parse().unwrap();
    let on_old_paper = PLACES.find_place("06688", now(), Some(before)).unwrap();
    assert_eq!(words(&on_old_paper), "Phường Hồng Hải < Phường Hạ Long");
    assert_eq!(
        PLACES.by_code("06688", before.start()).unwrap().full_name,
        "Phường Hồng Hải"
    );
    assert_eq!(PLACES.by_code("06688", now()).unwrap().full_name, "Phường Hạ Long");
    assert!(found("193").starts_with("Thành phố Hạ Long / "));
    assert_eq!(found("22"), "= Tỉnh Quảng Ninh");
    assert_eq!(found("99999"), "nothing");
}

#[test]
fn before_the_merger_the_old_names_were_todays() {
    let june: Instant = "2025-06-30T16:59:59Z".parse().unwrap();
    let place = |at| words(&PLACES.find_place("phường Hồng Hải", at, None).unwrap());
    assert_eq!(place(june), "= Phường Hồng Hải");
    assert_eq!(place(june.plus_seconds(1)), "Phường Hồng Hải < Phường Hạ Long");
}

#[test]
fn what_is_no_place_finds_nothing() {
    for text in [
        "",
        "   ",
        "xyz",
        "phường",
        "Hồng Hải Hồng Hà",
        "số 5 Hồng Hải",
        ",,,",
        "Hạ Long, Hải Phòng",
    ] {
        assert_eq!(found(text), "nothing", "{text}");
    }
}

/// The first answer for an address on a card issued on a day.
fn mapped(text: &str, issued: &str) -> (String, String) {
    let issued: Option<Date> = (!issued.is_empty()).then(|| issued.parse().unwrap());
    let mapped = PLACES.map_address(text, now(), issued);
    let first = mapped.first().map(|first| (words(&first.place), first.rest.clone()));
    first.unwrap_or_else(|| ("nothing".to_owned(), String::new()))
}

#[test]
fn addresses_on_cards_find_todays_area() {
    let cases = [
        (
            "Tổ 5, Khu 3, Hồng Gai, Hạ Long, Quảng Ninh",
            "2021-05-10",
            "Phường Hồng Gai < Phường Hồng Gai",
            "to 5 khu 3",
        ),
        (
            "Thôn Đông, Quảng Tân, Đầm Hà, Quảng Ninh",
            "2022-09-02",
            "Xã Quảng Tân < Xã Quảng Tân",
            "thon dong",
        ),
        (
            "Khu 7, Cái Rồng, Vân Đồn, Quảng Ninh",
            "2021-06-15",
            "Thị trấn Cái Rồng < Đặc khu Vân Đồn",
            "khu 7",
        ),
        (
            "SN 12 ngõ 4 Hồng Hà, Hạ Long, Quảng Ninh",
            "2021-06-15",
            "Phường Hồng Hà < Phường Hạ Long",
            "sn 12 ngo 4",
        ),
        (
            "Thôn 2, xã Quan Lạn, đặc khu Vân Đồn, tỉnh Quảng Ninh",
            "2025-09-01",
            "Xã Quan Lạn < Đặc khu Vân Đồn",
            "thon 2",
        ),
        (
            "Tổ 1, phường Hạ Long, tỉnh Quảng Ninh",
            "2025-09-01",
            "= Phường Hạ Long",
            "to 1",
        ),
        ("Tổ 1, Hạ Long, Quảng Ninh", "2025-09-01", "= Phường Hạ Long", "to 1"),
        (
            "to 5 khu 3 phuong hong hai thanh pho ha long quang ninh",
            "",
            "Phường Hồng Hải < Phường Hạ Long",
            "to 5 khu 3",
        ),
        (
            "Khu Vĩnh Hòa, Mạo Khê, Đông Triều, Quảng Ninh",
            "2023-01-02",
            "Phường Mạo Khê < Phường Mạo Khê",
            "khu vinh hoa",
        ),
        (
            "Hồng Thái Tây, Đông Triều, Quảng Ninh",
            "2022-01-02",
            "Xã Hồng Thái Tây < Phường Hoàng Quế",
            "",
        ),
        // An old card still says xã for what had become a ward.
        (
            "Thôn 3, xã Đại Yên, TP Hạ Long, Quảng Ninh",
            "2018-01-02",
            "Phường Đại Yên < Phường Tuần Châu",
            "thon 3",
        ),
        // The name of the ward itself is met again in the address of another one.
        (
            "Tổ 2 khu Hạ Long, Cao Xanh, Hạ Long, Quảng Ninh",
            "2021-01-02",
            "Phường Cao Xanh < Phường Cao Xanh",
            "to 2 khu ha long",
        ),
    ];
    for (text, issued, place, rest) in cases {
        assert_eq!(mapped(text, issued), (place.to_owned(), rest.to_owned()), "{text}");
    }
}

#[test]
fn a_divided_area_on_a_card_asks() {
    let (place, _) = mapped("Khu 1, Trưng Vương, Uông Bí, Quảng Ninh", "2021-01-02");
    assert_eq!(
        place,
        "Phường Trưng Vương / Phường Vàng Danh, Phường Uông Bí [Phường Vàng Danh]"
    );
    let (place, _) = mapped("Thôn 4, Hải Hòa, Cẩm Phả, Quảng Ninh", "2021-01-02");
    assert_eq!(place, "Xã Hải Hòa / Xã Hải Hòa, Xã Hải Lạng [Xã Hải Hòa]");
}

#[test]
fn an_address_without_a_known_commune_says_so_instead_of_guessing() {
    // "Hạ Long" may be today's ward or the old city: both are offered, none is certain.
    let (place, _) = mapped("Khu 9, Hạ Long, Quảng Ninh", "");
    assert!(place.starts_with("? "), "{place}");
    // On an old card it can only be the city (or the commune of Vân Đồn).
    let (place, _) = mapped("Khu 9, Hạ Long, Quảng Ninh", "2021-01-02");
    assert!(
        place.contains("Thành phố Hạ Long / ") && !place.contains("= "),
        "{place}"
    );
}

#[test]
fn an_address_in_another_province_gives_that_province() {
    assert_eq!(
        mapped("12 Lạch Tray, Ngô Quyền, Hải Phòng", "2021-01-02").0,
        "= Thành phố Hải Phòng"
    );
    let (place, _) = mapped("Thôn 1, Thanh Hà, Hải Dương", "2021-01-02");
    assert_eq!(place, "Tỉnh Hải Dương < Thành phố Hải Phòng");
    assert_eq!(mapped("không rõ", "").0, "nothing");
}

#[test]
fn every_old_commune_is_found_by_its_own_name_and_district() {
    for old in PLACES
        .areas()
        .iter()
        .filter(|area| area.level == Level::Commune && area.period.to.is_some())
    {
        let district = PLACES.find(old.parent.unwrap()).unwrap();
        let spellings = [
            format!("{}, {}, Quảng Ninh", old.full_name, district.full_name),
            motcua_kernel::text::fold(&format!("{} {}", old.full_name, district.full_name)),
        ];
        for text in spellings {
            let place = find(&text).unwrap_or_else(|| panic!("{text} is found"));
            assert_eq!(
                place.named().map(|area| area.id),
                Some(old.id),
                "{text}: {}",
                words(&place)
            );
        }
    }
}

#[test]
fn every_area_of_today_is_found_by_its_own_name() {
    for area in PLACES.standing(Level::Commune, now()) {
        let place = find(&area.full_name).unwrap();
        assert_eq!(place, Place::Now(area), "{}", area.full_name);
        assert!(
            PLACES.predecessors(area.id).count() > 0,
            "{} has predecessors",
            area.full_name
        );
    }
}

#[test]
fn names_are_suggested_while_one_types() {
    let names = |typed: &str| -> Vec<String> {
        PLACES
            .suggest(typed, now(), 5)
            .iter()
            .map(|area| area.full_name.clone())
            .collect()
    };
    assert_eq!(names("hong h"), ["Phường Hồng Hà", "Phường Hồng Hải"]);
    assert_eq!(names("phường ha l")[..2], ["Phường Hà Lầm", "Phường Hạ Long"]);
    assert_eq!(names("Vàng D").len(), 2);
    assert!(names("").is_empty());
}
