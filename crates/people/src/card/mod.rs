//! The code on a citizen card: what a scanner types, read digits first.
//!
//! A hand scanner that types as a keyboard goes through the typing program of the office PC, which mangles
//! letters but leaves digits alone. So the number and the dates are read whatever became of the name, and a
//! mangled name is said to be one (practice.md §2.1). A printed code proves nothing: see [`Assurance::CardCode`].
//!
//! [`Assurance::CardCode`]: crate::person::Assurance::CardCode

mod name;

pub use name::looks_mangled;

use crate::birth::PartialDate;
use crate::number::{IdNumber, IdNumberError, NumberDisagrees};
use crate::person::Sex;
use motcua_kernel::text::clean_line;

/// What is not as it should be, though the card could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CardWarning {
    /// The name was mangled by a typing program: the number is right, the name is to be checked.
    NameMangled,
    /// The address was mangled.
    AddressMangled,
    /// The word for the sex could not be read; the number's was taken.
    SexFromNumber,
    /// The birth date could not be read; the number's year was taken.
    BirthFromNumber,
    /// The day of issue could not be read.
    IssueUnread,
    /// The number contradicts the rest: perhaps a forged code.
    Disagrees(NumberDisagrees),
}

impl CardWarning {
    /// The key of the sentence that says so.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NameMangled => "card-name-mangled",
            Self::AddressMangled => "card-address-mangled",
            Self::SexFromNumber => "card-sex-from-number",
            Self::BirthFromNumber => "card-birth-from-number",
            Self::IssueUnread => "card-issue-unread",
            Self::Disagrees(NumberDisagrees::Place) => "card-number-unknown-place",
            Self::Disagrees(NumberDisagrees::Year) => "card-number-other-year",
            Self::Disagrees(NumberDisagrees::Sex) => "card-number-other-sex",
        }
    }
}

/// A code that is none of a citizen card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// Fewer than seven fields.
    #[error("the code has {found} of 7 fields; scan it again, whole")]
    TooFewFields {
        /// How many there are.
        found: usize,
    },
    /// The first field is no personal number.
    #[error("the code does not begin with a personal number: {0}")]
    Number(#[from] IdNumberError),
}

/// What the code of a citizen card says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The personal identification number.
    pub number: IdNumber,
    /// The number of the old identity card.
    pub old_number: Option<String>,
    /// The full name, as it arrived: see the warnings.
    pub name: String,
    /// The birth date.
    pub birth: PartialDate,
    /// The sex.
    pub sex: Sex,
    /// The residence, as it stands on the card.
    pub residence: String,
    /// The day of issue.
    pub issued_on: Option<motcua_kernel::Date>,
    /// Fields after the seventh, which newer cards add.
    pub extra: Vec<String>,
    /// What is to be checked.
    pub warnings: Vec<CardWarning>,
}

impl Card {
    /// Reads what a scanner or camera gives.
    ///
    /// # Errors
    ///
    /// Fails with fewer than seven fields, or when the first is no personal number.
    pub fn read(text: &str) -> Result<Self, CardError> {
        let text = text.trim_matches(|sign: char| sign.is_whitespace() || sign.is_control() || sign == '\u{FEFF}');
        let fields: Vec<String> = separated(text).map(clean_line).collect();
        if fields.len() < 7 {
            return Err(CardError::TooFewFields { found: fields.len() });
        }
        let mut warnings = Vec::new();
        // Digits first: they survive every typing program.
        let number = IdNumber::parse(&fields[0])?;
        let old_digits: String = fields[1].chars().filter(char::is_ascii_digit).collect();
        let old_number = matches!(old_digits.len(), 9 | 12).then_some(old_digits);
        let birth = match PartialDate::from_card(&digits(&fields[3])) {
            Ok(birth) => birth,
            Err(_) => {
                warnings.push(CardWarning::BirthFromNumber);
                PartialDate::Year(i16::try_from(number.birth_year()).unwrap_or(i16::MAX))
            }
        };
        let sex = match sex_word(&fields[4]) {
            Some(sex) => sex,
            None => {
                warnings.push(CardWarning::SexFromNumber);
                number.sex()
            }
        };
        let issued_on = PartialDate::from_card(&digits(&fields[6])).ok().and_then(PartialDate::day);
        if issued_on.is_none() {
            warnings.push(CardWarning::IssueUnread);
        }
        if name::looks_mangled(&fields[2]) {
            warnings.push(CardWarning::NameMangled);
        }
        if name::has_mangled_letters(&fields[5]) {
            warnings.push(CardWarning::AddressMangled);
        }
        warnings.extend(number.disagreements(None, Some(birth), Some(sex)).into_iter().map(CardWarning::Disagrees));
        Ok(Self {
            number,
            old_number,
            name: fields[2].clone(),
            birth,
            sex,
            residence: fields[5].clone(),
            issued_on,
            extra: fields[7..].to_vec(),
            warnings,
        })
    }

    /// Whether the name must be compared with the card before it is used.
    pub fn name_is_doubtful(&self) -> bool {
        self.warnings.contains(&CardWarning::NameMangled)
    }
}

/// The fields. A keyboard layout may turn the bar into another sign; the first sign after twelve digits tells.
fn separated(text: &str) -> impl Iterator<Item = &str> {
    let separator = text.chars().find(|sign| !sign.is_ascii_digit() && !sign.is_whitespace()).unwrap_or('|');
    // Letters or commas as separators would tear fields apart: then there is none, and too few fields are found.
    let separator = if separator.is_alphanumeric() || matches!(separator, ',' | '.' | '-' | '/') { '|' } else { separator };
    text.split(separator)
}

fn digits(field: &str) -> String {
    field.chars().filter(char::is_ascii_digit).collect()
}

/// The sex by what is left of the word: `Nam`, `Nữ`, and `Nuwx`, `N?`, `Nu` after a typing program.
fn sex_word(field: &str) -> Option<Sex> {
    match motcua_kernel::text::fold(field).as_str() {
        "nam" => Some(Sex::Male),
        "nu" | "nuwx" | "nux" | "nwx" | "nuw" => Some(Sex::Female),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
