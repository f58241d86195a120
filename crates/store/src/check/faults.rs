//! What is wrong, a sentence each; the first thousand are told, the others counted.

use std::fmt;
use std::ops::Deref;

/// More than this are counted, not told.
const MOST_TOLD: usize = 1_000;

/// Faults, as a check tells them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    told: Vec<String>,
    untold: u64,
}

impl Faults {
    /// One more, as a sentence.
    pub fn say(&mut self, sentence: String) {
        if self.told.len() < MOST_TOLD {
            self.told.push(sentence);
        } else {
            self.untold += 1;
        }
    }
}

impl Deref for Faults {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.told
    }
}

/// The sentences, the last of them for those that were only counted.
impl IntoIterator for Faults {
    type Item = String;
    type IntoIter = std::iter::Chain<std::vec::IntoIter<String>, std::option::IntoIter<String>>;

    fn into_iter(self) -> Self::IntoIter {
        let rest = (self.untold > 0).then(|| format!("and {} more", self.untold));
        self.told.into_iter().chain(rest)
    }
}

/// A line each.
impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.told {
            writeln!(f, "fault: {fault}")?;
        }
        if self.untold > 0 {
            writeln!(f, "and {} more", self.untold)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_told_is_counted() {
        let mut faults = Faults::default();
        (0..MOST_TOLD + 2).for_each(|n| faults.say(n.to_string()));
        assert_eq!(faults.len(), MOST_TOLD);
        assert!(faults.to_string().ends_with("fault: 999\nand 2 more\n"));
        assert_eq!(faults.into_iter().last().as_deref(), Some("and 2 more"));
    }
}
