//! Invented persons. Their numbers are examples; nobody is meant.

use super::{Claims, EnrolAtCounter, Level, Sex, Source};
use motcua_kernel::{AreaId, OfficerId, UnitId};

/// Nguyễn Văn An, signed in at level 2.
pub fn an() -> Claims {
    Claims {
        subject: "c0a7e1f2-an".to_owned(),
        level: Level::Two,
        id_number: Some("022095001234".parse().expect("twelve digits")),
        name: "Nguyễn Văn An".to_owned(),
        born: Some("1995-03-14".parse().expect("a day")),
        sex: Some(Sex::Male),
        ethnicity: Some("Kinh".to_owned()),
        nationality: Some("Việt Nam".to_owned()),
        address: Some("Tổ 5, Khu 3, Hồng Gai, Hạ Long, Quảng Ninh".to_owned()),
        area: None,
        phone: Some("0912345678".parse().expect("a mobile number")),
    }
}

/// Trần Thị Bình, whose account has level 1.
pub fn binh() -> Claims {
    Claims {
        subject: "5be1d0c4-binh".to_owned(),
        level: Level::One,
        id_number: Some("022301004567".parse().expect("twelve digits")),
        name: "Trần Thị Bình".to_owned(),
        born: Some("2001-08-20".parse().expect("a day")),
        sex: Some(Sex::Female),
        ethnicity: None,
        nationality: None,
        address: Some("Thôn Đông, Quảng Tân, Đầm Hà, Quảng Ninh".to_owned()),
        area: None,
        phone: None,
    }
}

/// Hoàng Thị Cúc, who shows her card at a counter and has no telephone.
pub fn cuc(officer: OfficerId, unit: UnitId, area: Option<AreaId>) -> EnrolAtCounter {
    EnrolAtCounter {
        source: Source::CardSeen { officer },
        unit,
        id_number: Some("022188007890".parse().expect("twelve digits")),
        name: "Hoàng Thị Cúc".to_owned(),
        born: Some("1988-11-02".parse().expect("a day")),
        sex: Some(Sex::Female),
        ethnicity: None,
        nationality: None,
        address: Some("Khu 7, Cái Rồng, Vân Đồn, Quảng Ninh".to_owned()),
        area,
        phone: None,
    }
}

/// Lý A Sềnh, born in a year of which the day is not known; his grandson tells his number.
pub fn senh(officer: OfficerId, unit: UnitId) -> EnrolAtCounter {
    EnrolAtCounter {
        source: Source::Stated { officer },
        unit,
        id_number: Some("022048000316".parse().expect("twelve digits")),
        name: "Lý A Sềnh".to_owned(),
        born: Some("1948".parse().expect("a year")),
        sex: Some(Sex::Male),
        ethnicity: Some("Dao".to_owned()),
        nationality: None,
        address: Some("Bản Khe Tiền, Đồng Văn, Bình Liêu, Quảng Ninh".to_owned()),
        area: None,
        phone: None,
    }
}
