//! Invented people of the worked examples, for tests, templates and the demo.

use crate::birth::PartialDate;
use crate::card::Card;
use crate::person::{Assurance, Claims, Source};

/// What the national identity would say of three invented people.
pub fn claims() -> Vec<Claims> {
    [
        "022095001234|100987654|Nguyễn Văn An|14031995|Nam|Tổ 5, Khu 3, Hồng Gai, Hạ Long, Quảng Ninh|10052021",
        "022301004567||Trần Thị Bình|20082001|Nữ|Thôn Đông, Quảng Tân, Đầm Hà, Quảng Ninh|02092022",
        "022188007890|101234567|Hoàng Thị Cúc|02111988|Nữ|Khu 7, Cái Rồng, Vân Đồn, Quảng Ninh|15062021",
    ]
    .iter()
    .filter_map(|code| Card::read(code).ok())
    .map(|card| from_card(&card, Source::NationalIdentity, Assurance::Level2))
    .collect()
}

/// Claims with the content of a card.
pub fn from_card(card: &Card, source: Source, assurance: Assurance) -> Claims {
    Claims {
        number: card.number,
        old_number: card.old_number.clone(),
        name: card.name.clone(),
        birth: Some(card.birth).filter(|birth| !matches!(birth, PartialDate::Year(_))),
        sex: Some(card.sex),
        ethnicity: None,
        nationality: None,
        residence: Some(card.residence.clone()),
        area: None,
        source,
        assurance,
    }
}
