//! When a field is shown: a small part of CEL (Common Expression Language), read into a value that can be
//! evaluated, written into the JSON Schema, and explained to a script.
//!
//! The part: `name` (ticked), `name == 'x'`, `name != 'x'`, `'x' in name` (one of several choices),
//! `name in ['x', 'y']`, `!a`, `a && b`, `a || b`, parentheses. A whole CEL engine would bring a parser
//! generator's runtime for three shapes; every text that is read here is also CEL, so that one may come later.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::fmt;
use std::str::FromStr;

/// A condition over the answers that come before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Condition {
    text: String,
    rule: Rule,
}

/// What a condition says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// The box is ticked.
    Ticked(String),
    /// The answer is this text.
    Is(String, String),
    /// This text is among the answers.
    Has(String, String),
    /// The answer is one of these texts.
    OneOf(String, Vec<String>),
    /// Not that.
    Not(Box<Rule>),
    /// All of them.
    All(Vec<Rule>),
    /// At least one of them.
    Any(Vec<Rule>),
}

/// A text that is no condition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the condition \"{text}\" is not understood at character {at}: {expected} expected")]
pub struct ConditionError {
    /// The text.
    pub text: String,
    /// Where, counted in characters from 1.
    pub at: usize,
    /// What should stand there.
    pub expected: &'static str,
}

impl Condition {
    /// Whether it holds for these answers. An answer that is not there is neither ticked nor equal to anything.
    pub fn holds(&self, answers: &Map<String, Value>) -> bool {
        self.rule.holds(answers)
    }

    /// The same condition as a JSON Schema of the whole answers.
    pub fn schema(&self) -> Value {
        self.rule.schema()
    }

    /// What it says.
    pub const fn rule(&self) -> &Rule {
        &self.rule
    }

    /// The fields it looks at.
    pub fn fields(&self) -> Vec<&str> {
        let mut fields = Vec::new();
        self.rule.collect(&mut fields);
        fields
    }
}

impl Rule {
    fn holds(&self, answers: &Map<String, Value>) -> bool {
        match self {
            Self::Ticked(name) => answers.get(name) == Some(&Value::Bool(true)),
            Self::Is(name, text) => answers.get(name).and_then(Value::as_str) == Some(text),
            Self::Has(name, text) => answers
                .get(name)
                .and_then(Value::as_array)
                .is_some_and(|items| items.iter().any(|item| item.as_str() == Some(text))),
            Self::OneOf(name, texts) => answers
                .get(name)
                .and_then(Value::as_str)
                .is_some_and(|answer| texts.iter().any(|text| text == answer)),
            Self::Not(rule) => !rule.holds(answers),
            Self::All(rules) => rules.iter().all(|rule| rule.holds(answers)),
            Self::Any(rules) => rules.iter().any(|rule| rule.holds(answers)),
        }
    }

    fn schema(&self) -> Value {
        let with = |name: &String, rule: Value| json!({"properties": {name: rule}, "required": [name]});
        match self {
            Self::Ticked(name) => with(name, json!({"const": true})),
            Self::Is(name, text) => with(name, json!({"const": text})),
            Self::Has(name, text) => with(name, json!({"type": "array", "contains": {"const": text}})),
            Self::OneOf(name, texts) => with(name, json!({"enum": texts})),
            Self::Not(rule) => json!({"not": rule.schema()}),
            Self::All(rules) => json!({"allOf": rules.iter().map(Self::schema).collect::<Vec<_>>()}),
            Self::Any(rules) => json!({"anyOf": rules.iter().map(Self::schema).collect::<Vec<_>>()}),
        }
    }

    fn collect<'a>(&'a self, fields: &mut Vec<&'a str>) {
        match self {
            Self::Ticked(name) | Self::Is(name, _) | Self::Has(name, _) | Self::OneOf(name, _) => fields.push(name),
            Self::Not(rule) => rule.collect(fields),
            Self::All(rules) | Self::Any(rules) => rules.iter().for_each(|rule| rule.collect(fields)),
        }
    }
}

impl FromStr for Condition {
    type Err = ConditionError;

    fn from_str(text: &str) -> Result<Self, ConditionError> {
        let mut reader = Reader {
            letters: text.chars().collect(),
            at: 0,
        };
        let error = |reader: &Reader, expected| ConditionError {
            text: text.to_owned(),
            at: reader.at + 1,
            expected,
        };
        let rule = reader.any(0).map_err(|expected| error(&reader, expected))?;
        reader.blanks();
        if reader.at < reader.letters.len() {
            return Err(error(&reader, "&&, || or the end"));
        }
        Ok(Self {
            text: text.to_owned(),
            rule,
        })
    }
}

impl TryFrom<String> for Condition {
    type Error = ConditionError;
    fn try_from(text: String) -> Result<Self, ConditionError> {
        text.parse()
    }
}

impl From<Condition> for String {
    fn from(condition: Condition) -> Self {
        condition.text
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Reads letter by letter; each method leaves `at` where it stopped.
struct Reader {
    letters: Vec<char>,
    at: usize,
}

/// Deeper nesting is nobody's form, and would exhaust the stack.
const MOST_DEPTH: usize = 32;

impl Reader {
    fn any(&mut self, depth: usize) -> Result<Rule, &'static str> {
        if depth > MOST_DEPTH {
            return Err("fewer parentheses");
        }
        let mut rules = vec![self.all(depth)?];
        while self.take("||") {
            rules.push(self.all(depth)?);
        }
        Ok(if rules.len() == 1 {
            rules.remove(0)
        } else {
            Rule::Any(rules)
        })
    }

    fn all(&mut self, depth: usize) -> Result<Rule, &'static str> {
        let mut rules = vec![self.single(depth)?];
        while self.take("&&") {
            rules.push(self.single(depth)?);
        }
        Ok(if rules.len() == 1 {
            rules.remove(0)
        } else {
            Rule::All(rules)
        })
    }

    fn single(&mut self, depth: usize) -> Result<Rule, &'static str> {
        if depth > MOST_DEPTH {
            return Err("fewer negations");
        }
        if self.take("!") {
            return Ok(Rule::Not(Box::new(self.single(depth + 1)?)));
        }
        if self.take("(") {
            let rule = self.any(depth + 1)?;
            return if self.take(")") { Ok(rule) } else { Err(")") };
        }
        self.blanks();
        if matches!(self.letters.get(self.at), Some('\'' | '"')) {
            let text = self.text()?;
            return if self.word("in") {
                Ok(Rule::Has(self.name()?, text))
            } else {
                Err("in")
            };
        }
        let name = self.name()?;
        if self.take("==") {
            return Ok(Rule::Is(name, self.text()?));
        }
        if self.take("!=") {
            return Ok(Rule::Not(Box::new(Rule::Is(name, self.text()?))));
        }
        if self.word("in") {
            return Ok(Rule::OneOf(name, self.list()?));
        }
        Ok(Rule::Ticked(name))
    }

    fn list(&mut self) -> Result<Vec<String>, &'static str> {
        if !self.take("[") {
            return Err("[");
        }
        let mut texts = vec![self.text()?];
        while self.take(",") {
            texts.push(self.text()?);
        }
        if self.take("]") { Ok(texts) } else { Err("]") }
    }

    fn text(&mut self) -> Result<String, &'static str> {
        self.blanks();
        let Some(&quote) = self.letters.get(self.at).filter(|letter| matches!(letter, '\'' | '"')) else {
            return Err("a text in quotes");
        };
        let start = self.at + 1;
        let length = self.letters[start..]
            .iter()
            .position(|letter| *letter == quote)
            .ok_or("a closing quote")?;
        self.at = start + length + 1;
        Ok(self.letters[start..start + length].iter().collect())
    }

    fn name(&mut self) -> Result<String, &'static str> {
        self.blanks();
        let start = self.at;
        while self
            .letters
            .get(self.at)
            .is_some_and(|letter| letter.is_ascii_alphanumeric() || *letter == '_')
        {
            self.at += 1;
        }
        if start == self.at || self.letters[start].is_ascii_digit() {
            self.at = start;
            return Err("the key of a field");
        }
        Ok(self.letters[start..self.at].iter().collect())
    }

    fn word(&mut self, word: &str) -> bool {
        let before = self.at;
        let ends =
            |letter: Option<&char>| letter.is_none_or(|letter| !letter.is_ascii_alphanumeric() && *letter != '_');
        if self.take(word) && ends(self.letters.get(self.at)) {
            return true;
        }
        self.at = before;
        false
    }

    fn take(&mut self, sign: &str) -> bool {
        self.blanks();
        let length = sign.chars().count();
        let here = self.letters.get(self.at..self.at + length);
        let taken = here.is_some_and(|letters| letters.iter().copied().eq(sign.chars()));
        if taken {
            self.at += length;
        }
        taken
    }

    fn blanks(&mut self) {
        while self.letters.get(self.at).is_some_and(|letter| letter.is_whitespace()) {
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(text: &str, answers: Value) -> bool {
        text.parse::<Condition>().unwrap().holds(answers.as_object().unwrap())
    }

    #[test]
    fn the_three_shapes_of_the_written_forms_are_read() {
        assert!(holds("purpose == 'kết hôn'", json!({"purpose": "kết hôn"})));
        assert!(holds(
            "'tại trung tâm khác' in return_way",
            json!({"return_way": ["a", "tại trung tâm khác"]})
        ));
        assert!(holds("chain_insurance", json!({"chain_insurance": true})));
        assert!(!holds("chain_insurance", json!({})));
    }

    #[test]
    fn and_binds_closer_than_or() {
        assert!(holds("a || b && c", json!({"a": true})));
        assert!(!holds("(a || b) && c", json!({"a": true})));
        assert!(holds(
            "!(a && b) && k != 'x' && m in ['p', 'q']",
            json!({"a": true, "m": "q"})
        ));
    }

    #[test]
    fn a_text_that_is_no_condition_says_where() {
        let error = "purpose = 'x'".parse::<Condition>().unwrap_err();
        assert_eq!((error.at, error.expected), (9, "&&, || or the end"));
        assert!("".parse::<Condition>().is_err());
        assert!("'x'".parse::<Condition>().is_err());
        assert!("'x' in".parse::<Condition>().is_err());
        assert!("(".repeat(500).parse::<Condition>().is_err());
    }

    proptest::proptest! {
        #[test]
        fn reading_never_breaks(text in "\\PC{0,40}") {
            let _ = text.parse::<Condition>();
        }
    }
}
