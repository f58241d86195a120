//! Codes that people read from paper and type: no letters that look alike, and a sign that catches typing errors.

use crate::Secret;

/// Thirty-one signs, a prime number, without 0, O, 1, I and L.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// Signs of a code, the last of which checks the others.
const LENGTH: usize = 12;
/// Signs between two hyphens.
const GROUP: usize = 4;

/// A code of twelve signs, shown as `XXXX-XXXX-XXXX`: eleven drawn ones (54 bits) and one that checks them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedCode(Secret);

impl TypedCode {
    /// The code that follows from 32 secret bytes.
    pub(crate) fn from_bytes(bytes: &[u8; 32]) -> Self {
        // 16 bytes as one number: the remainder by 31 is even to within 2^-73.
        let mut rest = u128::from_be_bytes(bytes[..16].try_into().expect("sixteen bytes"));
        let mut places = Vec::with_capacity(LENGTH);
        for _ in 0..LENGTH - 1 {
            places.push((rest % 31) as usize);
            rest /= 31;
        }
        places.push(check_place(&places));
        let text: String = places.iter().map(|&place| char::from(ALPHABET[place])).collect();
        Self(Secret::new(text))
    }

    /// Reads what was typed: blanks, hyphens and small letters do not matter.
    ///
    /// # Errors
    ///
    /// Fails when it is too short or long, holds a sign that no code has, or has a typing error.
    pub fn parse(typed: &str) -> Result<Self, TypedCodeError> {
        let signs: Vec<char> = typed
            .chars()
            .filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '‐' | '–'))
            .take(LENGTH + 1)
            .map(|sign| sign.to_ascii_uppercase())
            .collect();
        if signs.len() != LENGTH {
            return Err(TypedCodeError::Length);
        }
        let mut places = Vec::with_capacity(LENGTH);
        for &sign in &signs {
            let place = ALPHABET.iter().position(|&known| char::from(known) == sign);
            places.push(place.ok_or(TypedCodeError::Sign(sign))?);
        }
        if check_place(&places[..LENGTH - 1]) != places[LENGTH - 1] {
            return Err(TypedCodeError::Mistyped);
        }
        Ok(Self(Secret::new(signs.into_iter().collect::<String>())))
    }

    /// The bare signs, for digests.
    pub(crate) fn signs(&self) -> &[u8] {
        self.0.reveal().as_bytes()
    }

    /// As it is printed.
    pub fn shown(&self) -> String {
        let mut text = String::with_capacity(LENGTH + 2);
        for (at, sign) in self.0.reveal().chars().enumerate() {
            if at > 0 && at % GROUP == 0 {
                text.push('-');
            }
            text.push(sign);
        }
        text
    }
}

/// The place of the checking sign: the weighted sum of all is 0 modulo the prime 31, so that one wrong sign and two
/// changed places are always found.
fn check_place(places: &[usize]) -> usize {
    let sum: usize = places.iter().enumerate().map(|(at, place)| (at + 1) * place).sum();
    // The check stands at weight 12, whose inverse modulo 31 is 13 (12 · 13 = 156 = 5 · 31 + 1).
    (31 - sum % 31) % 31 * 13 % 31
}

/// Something that is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TypedCodeError {
    /// Another number of signs.
    #[error("a code has {LENGTH} signs")]
    Length,
    /// A sign that no code has.
    #[error("no code has the sign {0}")]
    Sign(char),
    /// One sign is wrong or two changed places.
    #[error("the code has a typing error")]
    Mistyped,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_reads_back_however_it_is_typed() {
        let code = TypedCode::from_bytes(&[0xA7; 32]);
        let shown = code.shown();
        assert_eq!(shown.len(), 14);
        for typed in [
            shown.clone(),
            shown.to_lowercase(),
            shown.replace('-', " "),
            format!(" {}", shown.replace('-', "–")),
        ] {
            assert_eq!(TypedCode::parse(&typed).as_ref(), Ok(&code), "{typed}");
        }
    }

    #[test]
    fn what_is_no_code_says_why() {
        assert_eq!(TypedCode::parse("ABCD"), Err(TypedCodeError::Length));
        assert_eq!(TypedCode::parse("ABCD-EFGH-JK0M"), Err(TypedCodeError::Sign('0')));
    }

    proptest! {
        #[test]
        fn one_wrong_sign_is_always_found(bytes: [u8; 32], at in 0..LENGTH, by in 1usize..31) {
            let mut signs = TypedCode::from_bytes(&bytes).signs().to_vec();
            let place = ALPHABET.iter().position(|&sign| sign == signs[at]).unwrap();
            signs[at] = ALPHABET[(place + by) % 31];
            prop_assert_eq!(TypedCode::parse(std::str::from_utf8(&signs).unwrap()), Err(TypedCodeError::Mistyped));
        }

        #[test]
        fn two_signs_that_changed_places_are_always_found(bytes: [u8; 32], a in 0..LENGTH, b in 0..LENGTH) {
            let mut signs = TypedCode::from_bytes(&bytes).signs().to_vec();
            prop_assume!(signs[a] != signs[b]);
            signs.swap(a, b);
            prop_assert_eq!(TypedCode::parse(std::str::from_utf8(&signs).unwrap()), Err(TypedCodeError::Mistyped));
        }

        #[test]
        fn nothing_that_is_typed_breaks(text in "\\PC{0,40}") {
            let _ = TypedCode::parse(&text);
        }
    }
}
