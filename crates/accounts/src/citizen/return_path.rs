//! Where a person goes on after signing in: a path of this site and nothing else.

use serde::{Deserialize, Serialize};

/// A local path with an optional query: `/ho-so/moi?buoc=2`. Never another site, so that nobody is sent from our
/// sign-in to a stranger's copy of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ReturnPath(String);

impl ReturnPath {
    /// The first page.
    pub fn home() -> Self {
        Self("/".to_owned())
    }

    /// Reads a path.
    ///
    /// # Errors
    ///
    /// Fails for everything that a browser might read as another site, and for what no page of ours is called.
    pub fn parse(text: &str) -> Result<Self, ReturnPathError> {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/?&=%,".contains(&byte);
        let local = text.starts_with('/') && !text.starts_with("//") && text.len() <= 512;
        if !local || !text.bytes().all(known) {
            return Err(ReturnPathError);
        }
        Ok(Self(text.to_owned()))
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ReturnPath {
    type Error = ReturnPathError;
    fn try_from(text: String) -> Result<Self, ReturnPathError> {
        Self::parse(&text)
    }
}

impl From<ReturnPath> for String {
    fn from(path: ReturnPath) -> Self {
        path.0
    }
}

/// Something that is no path of this site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a return path is a path of this site, of letters, digits and - . _ ~ / ? & = % ,")]
pub struct ReturnPathError;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pages_of_this_site_are_taken() {
        for path in [
            "/",
            "/ho-so/moi?buoc=2",
            "/thu-tuc/1.004873",
            "/tim?q=k%E1%BA%BFt%20h%C3%B4n",
        ] {
            assert_eq!(ReturnPath::parse(path).unwrap().as_str(), path);
        }
    }

    #[test]
    fn other_sites_are_refused_in_every_disguise() {
        for path in [
            "",
            "https://xau.example",
            "//xau.example",
            "/\\xau.example",
            "\\\\xau.example",
            "/\t/xau.example",
            "javascript:alert(1)",
            "/a\r\nSet-Cookie: b",
            "ho-so",
            "/@xau.example",
            "/a#b",
            "/đ",
        ] {
            assert!(ReturnPath::parse(path).is_err(), "{path:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_taken_stays_on_this_site(text in "[/\\\\a-z:@.%?# \t]{0,12}") {
            if let Ok(path) = ReturnPath::parse(&text) {
                // The rules of the WHATWG URL standard, as browsers follow them.
                let site = url::Url::parse("https://motcua.example/dang-nhap").unwrap();
                let there = site.join(path.as_str()).unwrap();
                prop_assert_eq!(there.origin(), site.origin());
            }
        }
    }
}
