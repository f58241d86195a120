//! Believable answers to the written forms and the general one. All persons are invented.

use super::{Identity, Residence, Sex, Typed};
use std::collections::BTreeMap;

const ANSWERS: &str = include_str!("../../samples/answers.json");

/// What people post to the form of a written procedure, or, for any other code, to the general form: all in order, and
/// something for every field, also for those that these answers do not open.
///
/// # Panics
///
/// Never with the file beside it: a test reads it.
pub fn answers(code: &str) -> Typed {
    if code == "1.004873" {
        return valid();
    }
    let all: BTreeMap<String, Vec<(String, String)>> =
        serde_json::from_str(ANSWERS).expect("the sample is a good file");
    let found = all
        .get(code)
        .or_else(|| all.get("general"))
        .expect("the general form has answers");
    Typed::from_post(found.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

/// Somebody who files for herself.
pub fn identity() -> Identity {
    Identity {
        name: "Trần Thị Bình".into(),
        id_number: Some("022301004567".into()),
        born_on: Some("2001-08-20".into()),
        sex: Some(Sex::Female),
        ethnicity: Some("Kinh".into()),
        nationality: Some("Việt Nam".into()),
        residence: Some(Residence {
            text: "Thôn Đông, Quảng Tân, Đầm Hà, Quảng Ninh".into(),
            unit: Some("06925".into()),
        }),
        phone: Some("+84912345678".into()),
        email: None,
    }
}

/// What she posts: all in order, with a former residence, and a purpose that opens two more fields.
pub fn valid() -> Typed {
    Typed::from_post([
        ("submitter_name", "Trần Thị Bình"),
        ("submitter_id_number", "022 301 004 567"),
        ("submitter_phone", "0912 345 678"),
        ("contact_by", "tin nhắn"),
        ("contact_relative", "Trần Văn Hải, 0387 654 321"),
        ("submitter_relation", "chính tôi"),
        ("subject_name", "Trần Thị Bình"),
        ("subject_born_on/day", "20"),
        ("subject_born_on/month", "8"),
        ("subject_born_on/year", "2001"),
        ("subject_ethnicity", "Kinh"),
        ("subject_nationality", "Việt Nam"),
        ("subject_id_number", "022301004567"),
        ("subject_residence/text", "Thôn Đông, Quảng Tân, Đầm Hà, Quảng Ninh"),
        ("subject_residence/unit", "06925"),
        ("status", "chưa kết hôn"),
        ("status_ref", "Số 12/2020/QĐST-HNGĐ, 3/4/2020"),
        ("residences/0/place/text", "Xã Quảng Tân, huyện Đầm Hà"),
        ("residences/0/from/year", "2019"),
        ("residences/0/to/month", "6"),
        ("residences/0/to/year", "2025"),
        ("residences/1/place/text", ""),
        ("purpose", "kết hôn"),
        ("partner_name", "Nguyễn Văn An, 022095001234"),
        ("partner_place", "UBND xã Đầm Hà"),
        ("copies", "1"),
        ("return_way", "tại trung tâm đã nộp"),
        ("return_way", "vào ví / kho dữ liệu điện tử"),
        ("return_centre", "ttpvhcc/06652"),
        ("return_address/text", "Tổ 4, khu 2"),
        ("return_address/unit", "06673"),
        ("declaration", "on"),
    ])
}

/// The same for somebody old who has no telephone and knows only the year of birth.
pub fn valid_by_hand() -> Typed {
    let mut typed = valid();
    typed.set("submitter_phone", "");
    typed.set("contact_by", "tôi tự đến hỏi");
    typed.set("subject_name", "Hoàng Thị Cúc");
    typed.set("subject_id_number", "022148007890");
    typed.set("subject_born_on/day", "");
    typed.set("subject_born_on/month", "");
    typed.set("subject_born_on/year", "1948");
    typed.set("submitter_relation", "con");
    typed.set("purpose", "khác");
    typed
}

/// A post with nine wrong fields: a short number, a telephone that is none, a day that does not exist, a future
/// residence, an unknown choice, and others that are missing.
pub fn invalid() -> Typed {
    let mut typed = valid();
    typed.set("submitter_name", "  ");
    typed.set("submitter_id_number", "02230100456");
    typed.set("submitter_phone", "12345");
    typed.set("subject_born_on/day", "30");
    typed.set("subject_born_on/month", "2");
    typed.set("subject_residence/text", "");
    typed.set("residences/0/to/year", "2062");
    typed.set("purpose", "bí mật");
    typed.set("copies", "0");
    typed.set("declaration", "");
    typed
}
