//! Connections (kết nối): what another system is connected for, as an administrator set it.
//!
//! A system speaks for one source only, acts as far as its rights reach, and vouches for identities up to a level.
//! Its tokens are `accounts`' business; here stands what they open.

pub mod record;

use crate::rights::Right;
use motcua_kernel::{ClientId, Instant, UnitId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What another system is connected for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// The system's client.
    pub client: ClientId,
    /// The one source that it speaks for; none for a system that hands nothing in.
    pub source: Option<SourceName>,
    /// What it may do, of what other systems can be given at all.
    pub rights: Vec<Right>,
    /// The centre in whose name it receives what it handed in itself; none for a system that only hands in.
    pub receives_at: Option<UnitId>,
    /// The highest level of identity that it may vouch for; 0 for none.
    pub vouches_for: u8,
    /// When it ended.
    pub closed_at: Option<Instant>,
}

/// The stable word of a source: `national_portal`, `vneid`, `post`, `old_system`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceName(String);

/// Letters of a source's word at most.
const MOST: usize = 40;

/// A text that is no word of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a source has a word of at most 40 lower-case letters, digits and _, which begins with a letter")]
pub struct NoSourceName;

impl SourceName {
    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for SourceName {
    type Err = NoSourceName;

    fn from_str(text: &str) -> Result<Self, NoSourceName> {
        let sound = text.len() <= MOST
            && text.starts_with(|first: char| first.is_ascii_lowercase())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        if sound {
            Ok(Self(text.to_owned()))
        } else {
            Err(NoSourceName)
        }
    }
}

impl TryFrom<String> for SourceName {
    type Error = NoSourceName;
    fn try_from(text: String) -> Result<Self, NoSourceName> {
        text.parse()
    }
}

impl From<SourceName> for String {
    fn from(name: SourceName) -> Self {
        name.0
    }
}

impl fmt::Display for SourceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_one_plain_word() {
        assert_eq!(
            "national_portal".parse::<SourceName>().unwrap().as_str(),
            "national_portal"
        );
        // A slash would let two systems share a key.
        for wrong in ["", "vneid/1", "VNeID", "1st", "bưu_điện", &"a".repeat(41)] {
            assert_eq!(wrong.parse::<SourceName>(), Err(NoSourceName), "{wrong}");
        }
    }
}
