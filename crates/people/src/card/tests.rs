//! Cards as they come, and as typing programs leave them. All persons are invented.

use super::*;
use proptest::prelude::*;

const AN: &str =
    "022095001234|100987654|Nguyễn Văn An|14031995|Nam|Tổ 5, Khu 3, Hồng Gai, Hạ Long, Quảng Ninh|10052021";
const BINH: &str = "022301004567||Trần Thị Bình|20082001|Nữ|Thôn Đông, Quảng Tân, Đầm Hà, Quảng Ninh|02092022";
const CUC: &str = "022188007890|101234567|Hoàng Thị Cúc|02111988|Nữ|Khu 7, Cái Rồng, Vân Đồn, Quảng Ninh|15062021";

#[test]
fn the_worked_examples_are_read_without_a_warning() {
    let an = Card::read(AN).unwrap();
    assert_eq!((an.number.as_str(), an.old_number.as_deref()), ("022095001234", Some("100987654")));
    assert_eq!((an.name.as_str(), an.sex), ("Nguyễn Văn An", Sex::Male));
    assert_eq!((an.birth.to_string().as_str(), an.issued_on.unwrap().to_string().as_str()), ("1995-03-14", "2021-05-10"));
    assert_eq!(an.residence, "Tổ 5, Khu 3, Hồng Gai, Hạ Long, Quảng Ninh");
    let binh = Card::read(BINH).unwrap();
    assert_eq!((binh.old_number, binh.sex), (None, Sex::Female));
    for card in [AN, BINH, CUC] {
        assert_eq!(Card::read(card).unwrap().warnings, []);
    }
}

#[test]
fn a_newer_card_says_more_and_is_read_all_the_same() {
    let card = Card::read(&format!("{AN}||Nguyễn Văn Bố|Lê Thị Mẹ\r\n")).unwrap();
    assert_eq!(card.extra, ["", "Nguyễn Văn Bố", "Lê Thị Mẹ"]);
    assert_eq!(card.warnings, []);
}

#[test]
fn digits_survive_typing_programs_and_the_name_is_said_to_be_mangled() {
    // Left: what a Telex, VNI or wrong code page makes of the name and the sex.
    let mangled = [
        ("Nguyeexn Vawn An", "Nam"),
        ("Nguyễn Van An", "Nam"),
        ("Traanf Thij Binhf", "Nuwx"),
        ("Nguy?n V?n An", "Nam"),
        ("Nguyá»…n VÄƒn An", "Nam"),
        ("NGUYEN VAN AN", "Nam"),
        ("Nguye^~n Va(n An", "Nam"),
        ("Hoafng Thij Cucs", "N?"),
        ("Nguye64n Va8n An", "Nam"),
        ("DDoox Van An", "Nam"),
        ("", "Nam"),
    ];
    for (name, sex) in mangled {
        let text = format!("022095001234|100987654|{name}|14031995|{sex}|Tổ 5, Hồng Gai, Hạ Long|10052021");
        let card = Card::read(&text).unwrap();
        assert_eq!(card.number.as_str(), "022095001234", "{name}");
        assert_eq!(card.birth.to_string(), "1995-03-14", "{name}");
        assert_eq!(card.issued_on.unwrap().to_string(), "2021-05-10", "{name}");
        // "Nguyễn Van An" is a name that somebody may bear: nobody can tell that a mark was lost.
        assert_eq!(card.name_is_doubtful(), name != "Nguyễn Van An", "{name}");
    }
}

#[test]
fn real_names_are_not_called_mangled() {
    for name in [
        "Nguyễn Văn An", "TRẦN THỊ BÍCH NGUYỆT", "Đặng Quốc Khuê", "Lý A Sềnh", "Nguyễn Thị Huyền Trang", "Phùng Quang Huy",
        "Giáp Thị Giang", "Chíu Sy Quay", "Tằng Dảu Sáng", "Nình A Pẩu", "Nguyễn Hoàng Oanh", "Vũ Khoa", "Lê Nguyên Khuyến",
        "Hoàng Thị Yến", "Bùi Thuỷ Tiên", "Bùi Thủy Tiên", "Trương Ngọc Uyên", "Ngô Thị Hoài", "Nguyễn Quyết", "Phạm Gia Khiêm",
        "Nguyễn Thị Thùy Dung", "Trịnh Xuân Xoài", "Đoàn Thị Phượng", "nguyễn thị mùi", "Le Van",
    ] {
        assert!(!looks_mangled(name), "{name}");
    }
}

#[test]
fn what_cannot_be_read_is_taken_from_the_number_and_said() {
    let card = Card::read("022301004567||Trần Thị Bình|2008200|N÷|Quảng Tân|").unwrap();
    assert_eq!((card.sex, card.birth), (Sex::Female, PartialDate::Year(2001)));
    assert_eq!(
        card.warnings,
        [CardWarning::BirthFromNumber, CardWarning::SexFromNumber, CardWarning::IssueUnread]
    );
}

#[test]
fn a_number_that_contradicts_the_rest_is_named() {
    let card = Card::read("022095001234||Trần Thị Bình|20082001|Nữ|Quảng Tân|02092022").unwrap();
    assert_eq!(
        card.warnings,
        [CardWarning::Disagrees(NumberDisagrees::Year), CardWarning::Disagrees(NumberDisagrees::Sex)]
    );
}

#[test]
fn another_bar_is_a_bar_too() {
    for bar in ["¦", "}", "~", "\\", "\t;"] {
        let card = Card::read(&AN.replace('|', &bar[..bar.char_indices().nth(1).map_or(bar.len(), |(at, _)| at)]));
        if bar.starts_with('\t') {
            assert!(card.is_err());
        } else {
            assert_eq!(card.unwrap().number.as_str(), "022095001234", "{bar}");
        }
    }
}

#[test]
fn what_is_no_card_is_refused() {
    assert_eq!(Card::read(""), Err(CardError::TooFewFields { found: 1 }));
    assert_eq!(Card::read("022095001234|1|2"), Err(CardError::TooFewFields { found: 3 }));
    assert_eq!(Card::read("100987654||Nguyễn Văn An|14031995|Nam|x|10052021"), Err(CardError::Number(IdNumberError::OldCard)));
    assert_eq!(
        Card::read("00020101021138570010A000000727|a|b|c|d|e|f"),
        Err(CardError::TooFewFields { found: 7 }).or(Err(CardError::Number(IdNumberError::NotTwelveDigits)))
    );
}

proptest! {
    #[test]
    fn nothing_that_is_scanned_makes_it_panic(text in "\\PC{0,80}") {
        let _ = Card::read(&text);
    }

    #[test]
    fn digits_are_read_whatever_the_letters(name in "[^|\\r\\n]{0,20}", address in "[^|\\r\\n]{0,30}") {
        let text = format!("022095001234|100987654|{name}|14031995|Nam|{address}|10052021");
        let card = Card::read(&text).unwrap();
        prop_assert_eq!(card.number.as_str(), "022095001234");
        prop_assert_eq!(card.birth.to_string(), "1995-03-14");
    }
}
