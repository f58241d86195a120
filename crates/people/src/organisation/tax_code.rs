//! Tax codes (mã số thuế): ten digits with a check digit, three more for a branch; since 1 July 2025 the personal
//! number for household businesses.

use crate::person::IdNumber;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A tax code with the right check digit.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum TaxCode {
    /// Ten digits, for an organisation.
    Organisation([u8; 10]),
    /// Ten digits and the branch, 1 to 999.
    Branch([u8; 10], u16),
    /// A personal identification number: individuals, households, household businesses.
    Personal(IdNumber),
}

/// A text that is no tax code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TaxCodeError {
    /// Another number of digits.
    #[error("a tax code has 10 digits, 13 for a branch, or is a 12-digit personal number; count them again")]
    Shape,
    /// The tenth digit does not follow from the nine before it.
    #[error("the check digit is wrong: a digit was mistyped or two were swapped; compare with the certificate")]
    CheckDigit,
}

/// The tenth digit for nine digits; none where the rule gives ten, for such codes are not issued.
fn check_digit(nine: &[u8]) -> Option<u8> {
    const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];
    let sum: u32 = nine
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    // The remainder is below 11.
    let check = 10 - (sum % 11) as i32;
    u8::try_from(check).ok().filter(|check| *check < 10)
}

impl FromStr for TaxCode {
    type Err = TaxCodeError;

    fn from_str(typed: &str) -> Result<Self, TaxCodeError> {
        let mut digits = Vec::new();
        for sign in typed.trim().bytes() {
            match sign {
                b'0'..=b'9' => digits.push(sign),
                b' ' | b'-' | b'.' => {}
                _ => return Err(TaxCodeError::Shape),
            }
        }
        let ten = |digits: &[u8]| -> Result<[u8; 10], TaxCodeError> {
            let ten: [u8; 10] = digits.try_into().map_err(|_| TaxCodeError::Shape)?;
            if check_digit(&ten[..9]) == Some(ten[9] - b'0') {
                Ok(ten)
            } else {
                Err(TaxCodeError::CheckDigit)
            }
        };
        match digits.len() {
            10 => ten(&digits).map(Self::Organisation),
            12 => String::from_utf8_lossy(&digits)
                .parse()
                .map(Self::Personal)
                .map_err(|_| TaxCodeError::Shape),
            13 => {
                let branch = digits[10..]
                    .iter()
                    .fold(0, |number, digit| number * 10 + u16::from(digit - b'0'));
                if branch == 0 {
                    return Err(TaxCodeError::Shape);
                }
                ten(&digits[..10]).map(|ten| Self::Branch(ten, branch))
            }
            _ => Err(TaxCodeError::Shape),
        }
    }
}

impl fmt::Display for TaxCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Ten ASCII digits are UTF-8.
        let ten = |digits: &[u8; 10]| std::str::from_utf8(digits).unwrap_or_default().to_owned();
        match self {
            Self::Organisation(digits) => f.write_str(&ten(digits)),
            Self::Branch(digits, branch) => write!(f, "{}-{branch:03}", ten(digits)),
            Self::Personal(number) => f.write_str(number.as_str()),
        }
    }
}

impl fmt::Debug for TaxCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organisation(_) | Self::Branch(..) => write!(f, "TaxCode({self})"),
            // A personal number is personal data in whatever role.
            Self::Personal(number) => write!(f, "TaxCode({number:?})"),
        }
    }
}

impl TryFrom<String> for TaxCode {
    type Error = TaxCodeError;
    fn try_from(text: String) -> Result<Self, TaxCodeError> {
        text.parse()
    }
}

impl From<TaxCode> for String {
    fn from(code: TaxCode) -> Self {
        code.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_worked_examples_are_right() {
        for code in ["5700123454", "5700134569", "5700145673-001", "022095001234"] {
            assert_eq!(code.parse::<TaxCode>().unwrap().to_string(), code);
        }
        assert_eq!(
            "5700145673001".parse::<TaxCode>().unwrap().to_string(),
            "5700145673-001"
        );
    }

    #[test]
    fn wrong_codes_are_refused() {
        assert_eq!("5700123455".parse::<TaxCode>(), Err(TaxCodeError::CheckDigit));
        assert_eq!("5700145673-000".parse::<TaxCode>(), Err(TaxCodeError::Shape));
        for code in ["", "570012345", "57001234541", "57001234x4"] {
            assert_eq!(code.parse::<TaxCode>(), Err(TaxCodeError::Shape), "{code}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fail_badly(text in "\\PC{0,20}") {
            let _ = text.parse::<TaxCode>();
        }

        #[test]
        fn one_wrong_digit_shows(nine in "[0-9]{9}", place in 0usize..9, by in 1u8..10) {
            let digits = nine.as_bytes();
            if let Some(check) = check_digit(digits) {
                let mut slipped = digits.to_vec();
                slipped[place] = b'0' + (slipped[place] - b'0' + by) % 10;
                prop_assert_ne!(check_digit(&slipped), Some(check));
            }
        }
    }
}
