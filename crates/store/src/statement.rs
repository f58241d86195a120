//! A statement with its values: what an engine runs, and all that it runs.

use crate::value::{Kind, Value};
use std::borrow::Cow;
use std::fmt::Write;

/// Whether the rows that a statement reads stay as they are until the commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Lock {
    No,
    /// Others may rely on them too, nobody may write them.
    Share,
    /// Nobody else may write or rely on them.
    Update,
}

/// One text for both engines: parameters `$1…`, bound by name on SQLite.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    pub(crate) sql: Cow<'static, str>,
    pub(crate) values: Vec<Value>,
    pub(crate) columns: Cow<'static, [Kind]>,
    pub(crate) lock: Lock,
}

impl Statement {
    pub(crate) fn new(sql: impl Into<Cow<'static, str>>, values: Vec<Value>) -> Self {
        Self {
            sql: sql.into(),
            values,
            columns: Cow::Borrowed(&[]),
            lock: Lock::No,
        }
    }

    pub(crate) fn returning(mut self, columns: &'static [Kind]) -> Self {
        self.columns = Cow::Borrowed(columns);
        self
    }

    pub(crate) fn locking(mut self, lock: Lock) -> Self {
        self.lock = lock;
        self
    }

    /// Writes each list of values out: `IN ($2)` becomes `IN ($2,$3,$4,$4)`. Lists are filled up to a power
    /// of two with their last value, so that few texts are prepared. An empty list matches nothing.
    pub(crate) fn expanded(self) -> Self {
        if !self.values.iter().any(|value| matches!(value, Value::List(_))) {
            return self;
        }
        let mut values: Vec<Value> = Vec::new();
        let mut places: Vec<String> = Vec::new();
        for value in self.values {
            match value {
                Value::List(items) => {
                    let mut place = String::new();
                    let last = items.last().cloned().unwrap_or(Value::Null);
                    let wanted = items.len().max(1).next_power_of_two();
                    for item in items.into_iter().chain(std::iter::repeat(last)).take(wanted) {
                        values.push(item);
                        let _ = write!(place, "{}${}", if place.is_empty() { "" } else { "," }, values.len());
                    }
                    places.push(place);
                }
                single => {
                    values.push(single);
                    places.push(format!("${}", values.len()));
                }
            }
        }
        Self {
            sql: renumbered(&self.sql, &places).into(),
            values,
            ..self
        }
    }
}

/// Puts `places[n-1]` wherever `$n` stands.
fn renumbered(sql: &str, places: &[String]) -> String {
    let mut text = String::with_capacity(sql.len() + 16);
    let mut rest = sql;
    while let Some(at) = rest.find('$') {
        text.push_str(&rest[..at]);
        let digits = rest[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let place = rest[at + 1..at + 1 + digits]
            .parse::<usize>()
            .ok()
            .and_then(|n| places.get(n.wrapping_sub(1)));
        match place {
            Some(place) => text.push_str(place),
            None => text.push_str(&rest[at..at + 1 + digits]),
        }
        rest = &rest[at + 1 + digits..];
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_written_out_to_a_power_of_two() {
        let list = Value::List(vec![Value::Int(1), Value::Int(2), Value::Int(3)]);
        let sql = "SELECT a FROM t WHERE b = $1 AND c IN ($2) AND d = $3 AND e = $1";
        let expanded = Statement::new(sql, vec![Value::Int(9), list, Value::Int(8)]).expanded();
        assert_eq!(
            expanded.sql,
            "SELECT a FROM t WHERE b = $1 AND c IN ($2,$3,$4,$5) AND d = $6 AND e = $1"
        );
        assert_eq!(expanded.values.len(), 6);
        assert_eq!(expanded.values[4], Value::Int(3));
    }

    #[test]
    fn an_empty_list_is_one_null() {
        let expanded = Statement::new("SELECT a FROM t WHERE c IN ($1)", vec![Value::List(vec![])]).expanded();
        assert_eq!(expanded.values, vec![Value::Null]);
    }
}
