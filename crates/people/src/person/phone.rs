//! Telephone numbers.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A telephone number in E.164: `+84912345678`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// What can be done with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneKind {
    /// Gets text messages.
    Mobile,
    /// Only rings.
    Fixed,
    /// Another country's; nothing is known of it.
    Foreign,
}

/// A text that is no telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no telephone number; write it as you dial it, for example 0912 345 678")]
pub struct PhoneError;

impl Phone {
    /// E.164, with the plus.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is dialled in the country: `0912345678`; foreign numbers keep their plus.
    pub fn local(&self) -> String {
        match self.0.strip_prefix("+84") {
            Some(national) => format!("0{national}"),
            None => self.0.clone(),
        }
    }

    /// What can be done with it.
    pub fn kind(&self) -> PhoneKind {
        match self.0.strip_prefix("+84") {
            Some(national) if national.starts_with('2') => PhoneKind::Fixed,
            Some(_) => PhoneKind::Mobile,
            None => PhoneKind::Foreign,
        }
    }
}

impl FromStr for Phone {
    type Err = PhoneError;

    /// Reads a number as people write it: blanks, dots, dashes and brackets are skipped, `0`, `84` and `+84` are
    /// the same. Mobile numbers have nine digits after that and begin with 3, 5, 7, 8 or 9, fixed ones ten and
    /// begin with 2; others need a `+`.
    fn from_str(typed: &str) -> Result<Self, PhoneError> {
        let mut digits = String::new();
        let mut plus = false;
        for letter in typed.trim().chars() {
            match letter {
                '0'..='9' => digits.push(letter),
                '+' if digits.is_empty() && !plus => plus = true,
                ' ' | '\u{a0}' | '.' | '-' | '(' | ')' | '/' => {}
                _ => return Err(PhoneError),
            }
        }
        let national = if plus {
            match digits.strip_prefix("84") {
                // +84 (0)912… is how some letterheads write it.
                Some(national) => national.strip_prefix('0').unwrap_or(national),
                None if (8..=15).contains(&digits.len()) && !digits.starts_with('0') => {
                    return Ok(Self(format!("+{digits}")));
                }
                None => return Err(PhoneError),
            }
        } else {
            digits
                .strip_prefix('0')
                .or_else(|| digits.strip_prefix("84"))
                .ok_or(PhoneError)?
        };
        let sound = match national.as_bytes().first() {
            Some(b'3' | b'5' | b'7' | b'8' | b'9') => national.len() == 9,
            Some(b'2') => national.len() == 10,
            _ => false,
        };
        if sound {
            Ok(Self(format!("+84{national}")))
        } else {
            Err(PhoneError)
        }
    }
}

impl TryFrom<String> for Phone {
    type Error = PhoneError;
    fn try_from(text: String) -> Result<Self, PhoneError> {
        text.parse()
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

impl fmt::Debug for Phone {
    /// Telephone numbers never stand in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone(…{})", &self.0[self.0.len() - 3..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (typed, kept, kind) in [
            ("0912 345 678", "+84912345678", PhoneKind::Mobile),
            ("84-38-123-4567", "+84381234567", PhoneKind::Mobile),
            ("(0203) 3825 678", "+842033825678", PhoneKind::Fixed),
            ("+84 (0)912.345.678", "+84912345678", PhoneKind::Mobile),
            ("+33 1 23 45 67 89", "+33123456789", PhoneKind::Foreign),
        ] {
            let phone: Phone = typed.parse().unwrap();
            assert_eq!((phone.as_str(), phone.kind()), (kept, kind), "{typed}");
        }
    }

    #[test]
    fn service_lines_and_half_numbers_are_refused() {
        for wrong in [
            "",
            "113",
            "19001234",
            "0912 345 67",
            "0412345678",
            "09123456789",
            "091234567a",
            "+0912345678",
        ] {
            assert_eq!(wrong.parse::<Phone>(), Err(PhoneError), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_kept_reads_back_the_same(national in "[35789][0-9]{8}|2[0-9]{9}", text in "\\PC{0,20}") {
            let _ = text.parse::<Phone>();
            let phone: Phone = format!("0{national}").parse().unwrap();
            prop_assert_eq!(phone.as_str().parse::<Phone>().unwrap(), phone.clone());
            prop_assert_eq!(phone.local().parse::<Phone>().unwrap(), phone);
        }
    }
}
