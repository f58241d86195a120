//! The search over the whole national catalogue, as people type.

mod data;

use data::{NATIONAL, WRITTEN};
use motcua_catalog::search::{Index, Item};
use motcua_catalog::{Level, Scope};
use std::sync::LazyLock;

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let items = NATIONAL.iter().map(|(code, announced)| {
        let written = WRITTEN.get(code);
        Item {
            code: code.to_string(),
            name: announced.name.clone(),
            short: written.map(|written| written.short.clone()),
            field: announced.field.clone(),
            words: written.map(|written| written.words.clone()).unwrap_or_default(),
            rank: written.map(|written| written.rank),
            offered: announced.scope == Scope::National,
            nearness: u8::from(announced.level == Level::Commune),
        }
    });
    Index::build(items.collect())
});

fn first(typed: &str) -> &'static str {
    INDEX
        .search(typed, 10)
        .first()
        .map_or("", |hit| INDEX.item(*hit).code.as_str())
}

#[test]
fn people_find_what_they_mean() {
    assert_eq!(INDEX.len(), 5_652);
    for (typed, code) in [
        ("giay doc than", "1.004873"),
        ("giấy độc thân", "1.004873"),
        ("xac nhan tinh trang hon nhan", "1.004873"),
        ("khai sinh chau", "1.001193"),
        ("khai sinh cho chau", "1.001193"),
        ("1.001193", "1.001193"),
        ("001193", "1.001193"),
        ("1001193", "1.001193"),
        ("ho kinh doanh", "1.001612"),
        ("sao y", "2.000815"),
        ("ket hon", "1.000894"),
        ("khai tu", "1.000656"),
        ("xay nha", "1.013225"),
        ("sua giay khai sinh", "1.004859"),
        ("tien nguoi gia", "1.014027"),
    ] {
        assert_eq!(first(typed), code, "{typed}");
    }
}

#[test]
fn every_beginning_of_a_phrase_finds_it() {
    let phrase = "giay doc than";
    for length in 3..=phrase.len() {
        let hits = INDEX.search(&phrase[..length], 50);
        assert!(!hits.is_empty(), "{}", &phrase[..length]);
    }
    for length in 6..=phrase.len() {
        assert_eq!(first(&phrase[..length]), "1.004873", "{}", &phrase[..length]);
    }
}

#[test]
fn every_procedure_is_found_by_its_code() {
    for code in NATIONAL.keys() {
        let hits = INDEX.search_all(code.as_str(), 20);
        assert!(hits.iter().any(|hit| INDEX.item(*hit).code == code.as_str()), "{code}");
    }
}
