//! Query parameters: each read once into what it means; what is wrong is told all at once.

use motcua_kernel::{Problem, codes};
use std::borrow::Cow;

/// The reason when a parameter is missing.
const MISSING: &str = "missing";
/// The reason when a parameter is not one of the address.
const UNKNOWN: &str = "unknown";
/// The reason when a parameter stands twice.
const TWICE: &str = "twice";

/// The parameters of a request on their way into what they mean.
pub struct Given {
    pairs: Vec<(String, String)>,
    problem: Problem,
}

impl Given {
    /// The parameters as they came.
    pub const fn new(pairs: Vec<(String, String)>) -> Self {
        Self {
            pairs,
            problem: Problem::new(codes::INVALID),
        }
    }

    /// Notes what is wrong with a parameter.
    pub fn wrong(&mut self, name: &str, reason: impl Into<Cow<'static, str>>) {
        let problem = std::mem::replace(&mut self.problem, Problem::new(codes::INVALID));
        self.problem = problem.field(name, reason);
    }

    /// A parameter that may be left out; an empty one is left out.
    pub fn find<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Result<T, &'static str>) -> Option<T> {
        let at = self.pairs.iter().position(|(known, _)| known == name)?;
        let (_, text) = self.pairs.swap_remove(at);
        if self.pairs.iter().any(|(known, _)| known == name) {
            self.pairs.retain(|(known, _)| known != name);
            self.wrong(name, TWICE);
            return None;
        }
        if text.is_empty() {
            return None;
        }
        read(&text).map_err(|reason| self.wrong(name, reason)).ok()
    }

    /// A parameter that may be left out, but says something where it stands: an empty filter would let all through.
    pub fn find_filled<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Result<T, &'static str>) -> Option<T> {
        if self.pairs.iter().any(|(known, text)| known == name && text.is_empty()) {
            self.pairs.retain(|(known, _)| known != name);
            self.wrong(name, MISSING);
            return None;
        }
        self.find(name, read)
    }

    /// A parameter that must be there. `None` is noted.
    pub fn get<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Result<T, &'static str>) -> Option<T> {
        let before = self.problem.fields.len();
        let found = self.find(name, read);
        if found.is_none() && self.problem.fields.len() == before {
            self.wrong(name, MISSING);
        }
        found
    }

    /// Ends the reading: a parameter that nobody asked for is a slip that would be passed over in silence.
    ///
    /// # Errors
    ///
    /// Fails as `invalid` with everything that is wrong.
    pub fn done(mut self) -> Result<(), Problem> {
        let left: Vec<String> = self.pairs.drain(..).map(|(name, _)| name).collect();
        for name in left {
            self.wrong(&name, UNKNOWN);
        }
        if self.problem.fields.is_empty() {
            Ok(())
        } else {
            Err(self.problem)
        }
    }
}

/// A whole number between two bounds.
pub fn number(least: u32, most: u32) -> impl Fn(&str) -> Result<u32, &'static str> {
    move |text| {
        let number: u32 = text.parse().map_err(|_| "not-a-number")?;
        if (least..=most).contains(&number) {
            Ok(number)
        } else {
            Err("out-of-range")
        }
    }
}

/// Words that somebody looks for, without stray spaces, at most so many letters.
pub fn words(most: usize) -> impl Fn(&str) -> Result<String, &'static str> {
    move |text| {
        // As they were sent: the description counts every letter.
        if text.chars().count() > most {
            Err("too-long")
        } else {
            Ok(motcua_kernel::text::clean_line(text))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(pairs: &[(&str, &str)]) -> Given {
        Given::new(
            pairs
                .iter()
                .map(|(name, value)| ((*name).into(), (*value).into()))
                .collect(),
        )
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let mut given = given(&[("most", "0"), ("typo", "1"), ("a", "1"), ("a", "2")]);
        assert_eq!(given.find("most", number(1, 9)), None);
        assert_eq!(given.find("a", number(1, 9)), None);
        assert_eq!(given.get("q", words(5)), None);
        let problem = given.done().unwrap_err();
        let told: Vec<(&str, &str)> = problem
            .fields
            .iter()
            .map(|wrong| (wrong.field.as_str(), wrong.message.as_ref()))
            .collect();
        assert_eq!(
            told,
            [
                ("most", "out-of-range"),
                ("a", "twice"),
                ("q", "missing"),
                ("typo", "unknown")
            ]
        );
    }

    #[test]
    fn what_may_be_left_out_may_be_empty() {
        let mut given = given(&[("most", "")]);
        assert_eq!(given.find("most", number(1, 9)), None);
        assert!(given.done().is_ok());
    }
}
