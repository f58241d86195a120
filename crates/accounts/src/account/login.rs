//! Login names.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What an officer types to say who they are: 3 to 64 of `a-z 0-9 . - _ @`, in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Login(String);

impl Login {
    /// Reads what was typed; capitals and blanks around it do not matter.
    ///
    /// # Errors
    ///
    /// Fails for other letters and lengths.
    pub fn parse(typed: &str) -> Result<Self, LoginError> {
        let name = typed.trim().to_ascii_lowercase();
        let allowed = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || ".-_@".contains(sign);
        if !(3..=64).contains(&name.len()) || !name.chars().all(allowed) {
            return Err(LoginError);
        }
        Ok(Self(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Login {
    type Error = LoginError;
    fn try_from(text: String) -> Result<Self, LoginError> {
        Self::parse(&text)
    }
}

impl From<Login> for String {
    fn from(login: Login) -> Self {
        login.0
    }
}

impl fmt::Display for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Something that is no login name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a login name has 3 to 64 of the letters a-z, digits and . - _ @")]
pub struct LoginError;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_blanks_around_do_not_matter() {
        assert_eq!(Login::parse(" Lan.NT@HaLong ").unwrap().as_str(), "lan.nt@halong");
    }

    #[test]
    fn other_letters_and_lengths_are_refused() {
        for typed in ["", "ab", "lan nt", "lán.nt", &"a".repeat(65), "a\0bc"] {
            assert_eq!(Login::parse(typed), Err(LoginError), "{typed}");
        }
    }
}
