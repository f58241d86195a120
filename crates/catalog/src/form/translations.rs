//! The province's texts in English, by the Vietnamese ones: the record of a procedure brings its own words, and some of
//! them (options, names of papers) are the answers themselves, so that the Vietnamese stays the key.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// English texts by Vietnamese ones.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Translations(BTreeMap<String, String>);

impl Translations {
    /// Those of these texts that are known here, for a version to keep.
    #[must_use]
    pub fn of<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> Self {
        let known = |text: &'a str| self.0.get(text).map(|english| (text.to_owned(), english.clone()));
        Self(texts.into_iter().filter_map(known).collect())
    }

    /// A text in the language with this code; as it is where there is no other.
    pub fn text<'a>(&'a self, language: &str, text: &'a str) -> &'a str {
        let english = self.0.get(text).filter(|_| language == "en");
        english.map_or(text, String::as_str)
    }

    /// Whether a text has its English.
    pub fn knows(&self, text: &str) -> bool {
        self.0.contains_key(text)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, String)> for Translations {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}
