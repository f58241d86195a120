//! Passwords of officers: what is taken, and how it is kept.
//!
//! Length counts, not composition (NIST SP 800-63B-4 §3.1.1): at least twelve characters, not the account's own
//! name, not one of the commonest. Only an argon2id digest is kept; see [`hash`].

mod hash;

pub use hash::{Cost, HashError, Hasher, PasswordHash};

use crate::Secret;
use motcua_kernel::text::fold;
use unicode_normalization::UnicodeNormalization;

/// The commonest long passwords, folded, one a line. Shorter ones are refused by their length.
const COMMONEST: &str = include_str!("commonest.txt");

/// The fewest characters of a password.
pub const LEAST_LENGTH: usize = 12;
/// The most bytes of a password: a bound for the work of hashing, beyond any phrase that people type.
pub const MOST_BYTES: usize = 512;

/// A typed password, NFC so that every keyboard gives the same bytes; nothing else is changed or trimmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Password(Secret);

impl Password {
    /// Takes what was typed. Whether it may become a new password is [`Password::check_new`]'s business.
    pub fn typed(text: &str) -> Self {
        // Beyond the bound it is wrong anyhow; the cut keeps a stranger from feeding megabytes to the hash.
        let text: String = text.chars().take(MOST_BYTES + 1).nfc().collect();
        Self(Secret::new(text))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.reveal().as_bytes()
    }

    /// Whether this may become the password of the account with this login name.
    ///
    /// # Errors
    ///
    /// Fails with the first rule that it breaks.
    pub fn check_new(&self, login: &str) -> Result<(), PolicyError> {
        let text = self.0.reveal();
        let length = text.chars().count();
        if length < LEAST_LENGTH {
            return Err(PolicyError::Short { least: LEAST_LENGTH });
        }
        if text.len() > MOST_BYTES {
            return Err(PolicyError::Long);
        }
        let plain = plain(text);
        let name = plain_of_login(login);
        // The name with a year or a few signs behind it is the first thing that is tried.
        if name.len() >= 4 && plain.contains(&name) && plain.len() < name.len() + LEAST_LENGTH {
            return Err(PolicyError::AccountName);
        }
        if is_run(text) || COMMONEST.lines().any(|common| common == plain) {
            return Err(PolicyError::Common);
        }
        Ok(())
    }
}

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Too short.
    #[error("a password has at least {least} characters")]
    Short {
        /// The fewest characters.
        least: usize,
    },
    /// Beyond what anybody types.
    #[error("a password has at most {MOST_BYTES} bytes")]
    Long,
    /// Made of the account's name.
    #[error("the password is made of the account's name")]
    AccountName,
    /// One that is tried first.
    #[error("the password is one of the commonest")]
    Common,
}

/// Without marks, case, blanks and signs, so that `Mật khẩu-123456` is `matkhau123456`.
fn plain(text: &str) -> String {
    fold(text).replace(' ', "")
}

fn plain_of_login(login: &str) -> String {
    plain(login.split('@').next().unwrap_or_default())
}

/// One character repeated, or a walk up or down the digits or letters.
fn is_run(text: &str) -> bool {
    let codes: Vec<i64> = text.chars().map(|letter| i64::from(u32::from(letter))).collect();
    let steps: Vec<i64> = codes.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let walk = |step: i64| {
        steps
            .iter()
            .all(|&found| found == step || (step != 0 && found == -9 * step))
    };
    walk(0) || walk(1) || walk(-1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<(), PolicyError> {
        Password::typed(text).check_new("lan.nt@halong")
    }

    #[test]
    fn a_phrase_is_enough_without_digits_or_signs() {
        assert_eq!(check("con trâu là đầu cơ nghiệp"), Ok(()));
    }

    #[test]
    fn eleven_characters_are_too_short_and_marks_do_not_count_twice() {
        assert_eq!(check("mườihaichữx"), Err(PolicyError::Short { least: 12 }));
        assert_eq!(
            check("mu\u{31b}o\u{31b}\u{300}ihaichu\u{31b}x"),
            Err(PolicyError::Short { least: 12 })
        );
    }

    #[test]
    fn the_commonest_are_refused_in_every_spelling() {
        for common in [
            "123456789012",
            "Mật khẩu 123456",
            "QuangNinh@2026",
            "aaaaaaaaaaaaa",
            "abcdefghijklm",
            "987654321098",
        ] {
            assert_eq!(check(common), Err(PolicyError::Common), "{common}");
        }
    }

    #[test]
    fn the_account_name_with_a_tail_is_refused() {
        assert_eq!(check("Lan.NT-12345678"), Err(PolicyError::AccountName));
        assert_eq!(check("hôm nay lan nt đi chợ mua cá thu"), Ok(()));
    }

    #[test]
    fn the_list_is_folded_and_long_enough_to_matter() {
        for line in COMMONEST.lines() {
            assert_eq!(plain(line), line);
            assert!(line.chars().count() >= 8, "{line} is refused by its length");
        }
    }

    #[test]
    fn megabytes_are_cut_before_they_cost_anything() {
        assert!(Password::typed(&"x".repeat(5_000_000)).bytes().len() <= MOST_BYTES + 1);
    }
}
