//! The personal number on the citizen card.

use super::{PartialDate, Sex};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The personal number (số định danh cá nhân): twelve digits `PPP C YY NNNNNN` (Decree 137/2015, art. 13).
///
/// `PPP` is the province or country where the birth was registered, `C` century and sex, `YY` the year. There is no
/// check digit, so a typing error shows only against birth and sex: see [`IdNumber::agrees_with`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IdNumber(String);

/// The 63 provinces before 2025, whose codes stay in the numbers for good.
const PROVINCES: [u16; 63] = [
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42, 44, 45,
    46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92,
    93, 94, 95, 96,
];

/// Where a birth was registered, as the number says it. Not where somebody lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BirthPlace {
    /// A province of before 2025, by the old statistical code (22 is Quảng Ninh).
    Province(u16),
    /// Another code: a country, for those born abroad.
    Abroad(u16),
}

/// Why a text is no personal number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdNumberError {
    /// Too short, too long, or with letters.
    #[error("a personal number has twelve digits; type all of them")]
    NotTwelveDigits,
    /// No place of birth has this code.
    #[error("no province or country has the first three digits of this number; compare it with the card")]
    Place,
}

/// What in a number does not fit what else is known of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Disagreement {
    /// The year in the number is another.
    #[error("the number says another year of birth; compare number and date with the card")]
    BirthYear,
    /// The sex in the number is another.
    #[error("the number says another sex; compare number and sex with the card")]
    Sex,
}

impl IdNumber {
    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn digits(&self, from: usize, to: usize) -> u16 {
        // Twelve ASCII digits, checked when it was made.
        self.0[from..to]
            .bytes()
            .fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'))
    }

    /// Where the birth was registered.
    pub fn birth_place(&self) -> BirthPlace {
        let code = self.digits(0, 3);
        if PROVINCES.binary_search(&code).is_ok() {
            BirthPlace::Province(code)
        } else {
            BirthPlace::Abroad(code)
        }
    }

    /// The year of birth: 1900 to 2399.
    pub fn birth_year(&self) -> i16 {
        (1900 + self.digits(3, 4) / 2 * 100 + self.digits(4, 6)) as i16
    }

    /// The sex registered at birth.
    pub fn sex(&self) -> Sex {
        if self.digits(3, 4).is_multiple_of(2) {
            Sex::Male
        } else {
            Sex::Female
        }
    }

    /// Compares the number with what else is known: the only check there is.
    ///
    /// # Errors
    ///
    /// Says what does not fit. Both can be right all the same (a corrected birth date, a changed sex): whoever
    /// compares card and number may go on.
    pub fn agrees_with(&self, born: Option<PartialDate>, sex: Option<Sex>) -> Result<(), Disagreement> {
        if born.is_some_and(|born| born.year() != self.birth_year()) {
            return Err(Disagreement::BirthYear);
        }
        if sex.is_some_and(|sex| sex != self.sex()) {
            return Err(Disagreement::Sex);
        }
        Ok(())
    }

    /// The last three digits, with the others hidden: what a page shows to those who need only recognise it.
    pub fn masked(&self) -> String {
        format!("•••••••••{}", &self.0[9..])
    }
}

impl FromStr for IdNumber {
    type Err = IdNumberError;

    /// Reads twelve digits; blanks and dots between them are as people group them.
    fn from_str(typed: &str) -> Result<Self, IdNumberError> {
        let digits: String = typed
            .chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '.')
            .collect();
        if digits.len() != 12 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(IdNumberError::NotTwelveDigits);
        }
        if digits.starts_with("000") {
            return Err(IdNumberError::Place);
        }
        Ok(Self(digits))
    }
}

impl TryFrom<String> for IdNumber {
    type Error = IdNumberError;
    fn try_from(text: String) -> Result<Self, IdNumberError> {
        text.parse()
    }
}

impl From<IdNumber> for String {
    fn from(number: IdNumber) -> Self {
        number.0
    }
}

impl fmt::Debug for IdNumber {
    /// Personal numbers never stand in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdNumber(…{})", &self.0[9..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_number_says_place_century_sex_and_year() {
        for (number, sex, year) in [
            ("022095001234", Sex::Male, 1995),
            ("022301004567", Sex::Female, 2001),
            ("022188007890", Sex::Female, 1988),
            ("022500000001", Sex::Female, 2100),
        ] {
            let number: IdNumber = number.parse().unwrap();
            assert_eq!(number.birth_place(), BirthPlace::Province(22));
            assert_eq!((number.sex(), number.birth_year()), (sex, year));
        }
        let abroad: IdNumber = "101095001234".parse().unwrap();
        assert_eq!(abroad.birth_place(), BirthPlace::Abroad(101));
    }

    #[test]
    fn a_number_that_contradicts_the_card_is_told() {
        let number: IdNumber = "022188007890".parse().unwrap();
        let born = |text: &str| Some(text.parse::<PartialDate>().unwrap());
        assert_eq!(number.agrees_with(born("1988-11-02"), Some(Sex::Female)), Ok(()));
        assert_eq!(number.agrees_with(born("1988"), None), Ok(()));
        assert_eq!(number.agrees_with(born("1989"), None), Err(Disagreement::BirthYear));
        assert_eq!(number.agrees_with(None, Some(Sex::Male)), Err(Disagreement::Sex));
    }

    #[test]
    fn what_is_not_twelve_digits_is_refused() {
        assert_eq!("022 188 007 890".parse::<IdNumber>().unwrap().as_str(), "022188007890");
        for wrong in [
            "",
            "02218800789",
            "0221880078901",
            "02218800789O",
            "０２２１８８００７８９０",
        ] {
            assert_eq!(
                wrong.parse::<IdNumber>(),
                Err(IdNumberError::NotTwelveDigits),
                "{wrong}"
            );
        }
        assert_eq!("000188007890".parse::<IdNumber>(), Err(IdNumberError::Place));
    }

    #[test]
    fn a_log_shows_three_digits_at_most() {
        let number: IdNumber = "022188007890".parse().unwrap();
        assert_eq!(format!("{number:?}"), "IdNumber(…890)");
        assert_eq!(number.masked(), "•••••••••890");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_and_twelve_digits_come_back(text in "\\PC{0,20}", digits in "[1-9][0-9]{11}") {
            let _ = text.parse::<IdNumber>();
            let number: IdNumber = digits.parse().unwrap();
            prop_assert_eq!(number.as_str(), digits.as_str());
            prop_assert!((1900..2400).contains(&number.birth_year()));
            let json = serde_json::to_string(&number).unwrap();
            prop_assert_eq!(serde_json::from_str::<IdNumber>(&json).unwrap(), number);
        }
    }
}
