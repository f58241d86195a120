//! The words for kinds of areas, as people write them: "phường", "P.", "tt". They are data.

use super::{AreaKind, Level};
use motcua_kernel::text::fold;
use serde::Deserialize;

/// A list of words that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum WordsError {
    /// The file is no table of the expected shape.
    #[error("the list of words for areas cannot be read; check its columns level, type, word")]
    Shape(#[from] csv::Error),
    /// A level or kind that nobody knows.
    #[error("the list of words for areas names an unknown level or type: {0}")]
    Unknown(String),
}

#[derive(Deserialize)]
struct Line {
    level: String,
    #[serde(rename = "type")]
    kind: String,
    word: String,
}

/// The words for kinds of areas, folded.
#[derive(Debug, Clone, Default)]
pub struct AreaWords {
    kinds: Vec<(Level, AreaKind, Vec<String>)>,
    country: Vec<Vec<String>>,
}

impl AreaWords {
    /// Reads `area_words.csv`.
    ///
    /// # Errors
    ///
    /// Fails on another shape and on unknown levels and kinds.
    pub fn read(table: &str) -> Result<Self, WordsError> {
        let mut words = Self::default();
        for line in csv::Reader::from_reader(table.as_bytes()).deserialize() {
            let Line { level, kind, word } = line?;
            let folded: Vec<String> = fold(&word).split(' ').map(str::to_owned).collect();
            if level == "country" {
                words.country.push(folded);
                continue;
            }
            let (Some(level), Some(kind)) = (Level::from_word(&level), AreaKind::from_data(&kind)) else {
                return Err(WordsError::Unknown(format!("{level}, {kind}")));
            };
            words.kinds.push((level, kind, folded));
        }
        // Longest first, so that "thi tran" is not read as an abbreviation.
        words.kinds.sort_by_key(|(_, _, word)| std::cmp::Reverse(word.len()));
        Ok(words)
    }

    /// The kinds whose word begins this run of folded words, each with the number of words it takes.
    pub(crate) fn beginning<'a>(&'a self, run: &'a [&str]) -> impl Iterator<Item = (Level, AreaKind, usize)> + 'a {
        self.kinds
            .iter()
            .filter(move |(_, _, word)| word.len() < run.len() && word.iter().zip(run).all(|(a, b)| a == b))
            .map(|(level, kind, word)| (*level, *kind, word.len()))
    }

    /// The kind and the bare name of a full name: "Thành phố Hạ Long" is a city named "Hạ Long".
    pub fn split<'n>(&self, level: Level, full_name: &'n str) -> Option<(AreaKind, &'n str)> {
        let folded = fold(full_name);
        let run: Vec<&str> = folded.split(' ').collect();
        let (_, kind, taken) = self.beginning(&run).find(|(of, _, _)| *of == level)?;
        let (start, _) = full_name.match_indices(' ').nth(taken.checked_sub(1)?)?;
        Some((kind, full_name[start..].trim_start()))
    }

    /// How many words at the end only name the country.
    pub(crate) fn country_at_end(&self, run: &[&str]) -> usize {
        self.country
            .iter()
            .filter(|word| {
                run.len() >= word.len() && run[run.len() - word.len()..].iter().zip(*word).all(|(a, b)| a == b)
            })
            .map(Vec::len)
            .max()
            .unwrap_or(0)
    }
}
