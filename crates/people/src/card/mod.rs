//! The QR code on citizen cards, as a scanner types it.
//!
//! `number|old number|name|born|sex|address|issued`, dates as `ddmmyyyy`, perhaps more fields on cards since July
//! 2024. A scanner is a keyboard: where a Vietnamese typing program is running on the computer, it eats letters of
//! the name and puts marks where none belong. Digits come through, so the digits are read first and the words are
//! judged ([`NameTrust`]); the officer then compares them with the card.

mod trust;

pub use trust::NameTrust;

use crate::person::{Disagreement, EnrolAtCounter, IdNumber, PartialDate, Sex, Source};
use motcua_kernel::text::{clean_line, fold};
use motcua_kernel::{OfficerId, UnitId};
use std::fmt;

/// What stands in the QR code of a citizen card.
#[derive(Clone, PartialEq, Eq)]
pub struct Card {
    /// The personal number.
    pub id_number: IdNumber,
    /// The number of the card before, 9 or 12 digits.
    pub old_number: Option<String>,
    /// The full name, cleaned.
    pub name: String,
    /// Whether the name came through as it stands on the card.
    pub name_trust: NameTrust,
    /// The day of birth.
    pub born: PartialDate,
    /// The sex; from the number where the word did not come through.
    pub sex: Sex,
    /// The place of permanent residence as text, perhaps with names of areas that are no more.
    pub address: String,
    /// Whether the address came through as it stands on the card.
    pub address_trust: NameTrust,
    /// The day of issue, if it can be read.
    pub issued: Option<PartialDate>,
    /// Fields after the seventh, cleaned, empty ones too.
    pub extra: Vec<String>,
    /// What in the number does not fit birth or sex, if anything: compare with the card.
    pub disagreement: Option<Disagreement>,
}

/// Why a text is no citizen card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// Not the fields of a card: another code was scanned, or the scan broke off.
    #[error("this is not the code of a citizen card; scan the code on the card again")]
    NotACard,
    /// The number cannot be read.
    #[error("the personal number in the code cannot be read; scan again or type it from the card")]
    Number,
    /// The day of birth cannot be read.
    #[error("the day of birth in the code cannot be read; scan again or type it from the card")]
    Date,
}

/// A card has a few hundred bytes; more is no card.
const LONGEST: usize = 4_000;

impl Card {
    /// Reads what a scanner sent. Where number and birth are readable, it never fails for what became of the words.
    ///
    /// # Errors
    ///
    /// Fails if there are fewer than seven fields, or number or day of birth cannot be read.
    pub fn read(scanned: &str) -> Result<Self, CardError> {
        if scanned.len() > LONGEST {
            return Err(CardError::NotACard);
        }
        let fields: Vec<String> = scanned.split('|').map(clean_line).collect();
        let [number, old, name, born, sex, address, issued, extra @ ..] = fields.as_slice() else {
            return Err(CardError::NotACard);
        };
        // A scanner may send signs of its own before and after: only the digits of these fields count.
        let id_number: IdNumber = digits(number).parse().map_err(|_| CardError::Number)?;
        let born = PartialDate::from_card(&digits(born)).map_err(|_| CardError::Date)?;
        let old = digits(old);
        let said_sex = read_sex(sex);
        Ok(Self {
            old_number: matches!(old.len(), 9 | 12).then_some(old),
            name_trust: NameTrust::of_name(name),
            name: name.clone(),
            born,
            sex: said_sex.unwrap_or_else(|| id_number.sex()),
            address_trust: NameTrust::of_address(address),
            address: address.clone(),
            issued: PartialDate::from_card(&digits(issued)).ok(),
            extra: extra.to_vec(),
            disagreement: id_number.agrees_with(Some(born), said_sex).err(),
            id_number,
        })
    }
}

impl Card {
    /// What the officer who compared card and face keeps of it. The page shows name and address for comparing
    /// first, the more so where they are [`NameTrust::Mangled`], and puts in what the officer corrected.
    pub fn into_enrolment(self, officer: OfficerId, unit: UnitId) -> EnrolAtCounter {
        EnrolAtCounter {
            source: Source::CardSeen { officer },
            unit,
            id_number: Some(self.id_number),
            name: self.name,
            born: Some(self.born),
            sex: Some(self.sex),
            ethnicity: None,
            nationality: None,
            // A mangled address would stand on papers; the officer types it where it is needed.
            address: (self.address_trust == NameTrust::AsOnCard).then_some(self.address),
            area: None,
            phone: None,
        }
    }
}

impl fmt::Debug for Card {
    /// Names, addresses and birth dates never stand in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Card")
            .field("id_number", &self.id_number)
            .field("name_trust", &self.name_trust)
            .field("address_trust", &self.address_trust)
            .field("disagreement", &self.disagreement)
            .finish_non_exhaustive()
    }
}

fn digits(field: &str) -> String {
    field.chars().filter(char::is_ascii_digit).collect()
}

/// `Nam` or `Nữ`, also as typing programs leave them.
fn read_sex(word: &str) -> Option<Sex> {
    match fold(word).as_str() {
        "nam" => Some(Sex::Male),
        "nu" | "nuw" | "nux" | "nuwx" | "nuxw" | "nwx" | "nw" | "nu7" | "nu74" | "nu47" => Some(Sex::Female),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const AN: &str =
        "022095001234|100987654|Nguyễn Văn An|14031995|Nam|Tổ 5, Khu 3, Hồng Gai, Hạ Long, Quảng Ninh|10052021";
    const BINH: &str = "022301004567||Trần Thị Bình|20082001|Nữ|Thôn Đông, Quảng Tân, Đầm Hà, Quảng Ninh|02092022";
    const CUC: &str = "022188007890|101234567|Hoàng Thị Cúc|02111988|Nữ|Khu 7, Cái Rồng, Vân Đồn, Quảng Ninh|15062021";

    fn issued(card: &Card) -> String {
        card.issued.unwrap().to_string()
    }

    #[test]
    fn cards_are_read_field_by_field() {
        let an = Card::read(AN).unwrap();
        assert_eq!(an.id_number.as_str(), "022095001234");
        assert_eq!(an.old_number.as_deref(), Some("100987654"));
        assert_eq!(
            (an.name.as_str(), an.name_trust),
            ("Nguyễn Văn An", NameTrust::AsOnCard)
        );
        assert_eq!((an.born.to_string().as_str(), an.sex), ("1995-03-14", Sex::Male));
        assert_eq!(an.address, "Tổ 5, Khu 3, Hồng Gai, Hạ Long, Quảng Ninh");
        assert_eq!((issued(&an).as_str(), an.disagreement), ("2021-05-10", None));
        assert!(an.extra.is_empty());
        for (text, name, old) in [(BINH, "Trần Thị Bình", None), (CUC, "Hoàng Thị Cúc", Some("101234567"))] {
            let card = Card::read(text).unwrap();
            assert_eq!((card.name.as_str(), card.old_number.as_deref()), (name, old));
            assert_eq!((card.sex, card.disagreement), (Sex::Female, None));
            assert_eq!(
                (card.name_trust, card.address_trust),
                (NameTrust::AsOnCard, NameTrust::AsOnCard)
            );
        }
    }

    #[test]
    fn more_fields_than_seven_are_kept() {
        let card = Card::read(&format!("{BINH}||Trần Văn Bảy|Phạm Thị Sáu\r\n")).unwrap();
        assert_eq!(card.extra, ["", "Trần Văn Bảy", "Phạm Thị Sáu"]);
        assert_eq!(issued(&card), "2022-09-02");
    }

    #[test]
    fn a_mangled_name_is_said_and_the_digits_are_read_all_the_same() {
        for mangled in [
            "Nguyeexn Vawn An",
            "Nguye^~n Va(n An",
            "Nguy?n V?n An",
            "NguyÃªn VÄƒn An",
            "",
        ] {
            let card = Card::read(&AN.replace("Nguyễn Văn An", mangled)).unwrap();
            assert_eq!(card.name_trust, NameTrust::Mangled, "{mangled}");
            assert_eq!((card.id_number.as_str(), card.born.year()), ("022095001234", 1995));
        }
        let typed = BINH.replace("Nữ", "Nuwx").replace("Thôn Đông", "Thoon DDoong");
        let card = Card::read(&typed).unwrap();
        assert_eq!((card.sex, card.address_trust), (Sex::Female, NameTrust::Mangled));
        // The word is lost, the number knows.
        let card = Card::read(&BINH.replace("Nữ", "N?")).unwrap();
        assert_eq!((card.sex, card.disagreement), (Sex::Female, None));
    }

    #[test]
    fn a_number_of_another_year_or_sex_is_said() {
        let card = Card::read(&AN.replace("14031995", "14031996")).unwrap();
        assert_eq!(card.disagreement, Some(Disagreement::BirthYear));
        let card = Card::read(&AN.replace("|Nam|", "|Nữ|")).unwrap();
        assert_eq!((card.sex, card.disagreement), (Sex::Female, Some(Disagreement::Sex)));
    }

    #[test]
    fn an_unreadable_day_of_issue_is_missing_and_nothing_else() {
        let card = Card::read(&AN.replace("10052021", "")).unwrap();
        assert_eq!((card.issued, card.name.as_str()), (None, "Nguyễn Văn An"));
    }

    #[test]
    fn what_is_no_card_is_refused() {
        assert_eq!(Card::read(""), Err(CardError::NotACard));
        assert_eq!(Card::read("H49.105-261125-0037"), Err(CardError::NotACard));
        assert_eq!(Card::read(AN.rsplit_once('|').unwrap().0), Err(CardError::NotACard));
        assert_eq!(
            Card::read(&AN.replace("022095001234", "02209500123")),
            Err(CardError::Number)
        );
        assert_eq!(Card::read(&AN.replace("14031995", "31021995")), Err(CardError::Date));
        assert_eq!(Card::read(&"|".repeat(5_000)), Err(CardError::NotACard));
    }

    #[test]
    fn a_mangled_address_is_not_kept() {
        let (officer, unit) = (OfficerId::from_u128(1), UnitId::from_u128(2));
        let enrolment = Card::read(CUC).unwrap().into_enrolment(officer, unit);
        assert_eq!(
            enrolment.address.as_deref(),
            Some("Khu 7, Cái Rồng, Vân Đồn, Quảng Ninh")
        );
        assert_eq!((enrolment.source, enrolment.unit), (Source::CardSeen { officer }, unit));
        let mangled = Card::read(&CUC.replace("Cái Rồng", "Cais Roongf")).unwrap();
        assert_eq!(mangled.into_enrolment(officer, unit).address, None);
    }

    #[test]
    fn a_log_shows_no_name() {
        let shown = format!("{:?}", Card::read(AN).unwrap());
        for secret in ["Nguyễn", "022095", "1995", "Hồng Gai"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }

    proptest! {
        #[test]
        fn no_scan_makes_it_fail_badly(text in "\\PC{0,80}", fields in proptest::collection::vec("\\PC{0,12}", 0..10)) {
            let _ = Card::read(&text);
            let _ = Card::read(&fields.join("|"));
        }

        #[test]
        fn readable_digits_and_dates_are_a_card_whatever_the_words(
            name in "[^|]{0,30}", sex in "[^|]{0,6}", address in "[^|]{0,60}", extra in "[^|]{0,9}",
        ) {
            let text = format!("022095001234|100987654|{name}|14031995|{sex}|{address}|10052021|{extra}");
            let card = Card::read(&text).unwrap();
            prop_assert_eq!(card.id_number.as_str(), "022095001234");
            prop_assert_eq!(card.born.to_string(), "1995-03-14");
            prop_assert_eq!(card.extra.len(), 1);
        }
    }
}
