//! One digest over the rows of a table, the same whatever engine holds them.

use crate::value::Value;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How many rows a table has, and one digest over all of them in the order of their keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableDigest {
    /// The table.
    pub table: String,
    /// Its rows.
    pub rows: u64,
    /// SHA-256 over its columns' names and its rows, in hexadecimal.
    pub digest: String,
}

/// Takes rows one by one. Each value goes in with its kind of storage and its length, so that no two tables
/// with other rows give the same bytes.
pub(crate) struct Digester {
    table: String,
    rows: u64,
    hash: Sha256,
}

impl Digester {
    /// `columns` in the order of their names, as the values of each row.
    pub(crate) fn new(table: &str, columns: &[&str]) -> Self {
        let mut hash = Sha256::new();
        hash.update(format!("motcua table 1\n{table}\n{}\n", columns.join(" ")).as_bytes());
        Self {
            table: table.to_owned(),
            rows: 0,
            hash,
        }
    }

    pub(crate) fn begin_row(&mut self) {
        self.rows += 1;
        self.hash.update(b"r");
    }

    pub(crate) fn nothing(&mut self) {
        self.hash.update(b"n");
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.sized(b"b", bytes);
    }

    pub(crate) fn text(&mut self, text: &[u8]) {
        self.sized(b"t", text);
    }

    pub(crate) fn whole(&mut self, number: i64) {
        self.hash.update(b"i");
        self.hash.update(number.to_be_bytes());
    }

    fn sized(&mut self, kind: &[u8], bytes: &[u8]) {
        self.hash.update(kind);
        self.hash.update((bytes.len() as u64).to_be_bytes());
        self.hash.update(bytes);
    }

    pub(crate) fn row(&mut self, row: &[Value]) {
        self.begin_row();
        for value in row {
            match value {
                Value::Id(id) => self.bytes(id.as_bytes()),
                Value::Text(text) => self.text(text.as_bytes()),
                Value::Date(day) => self.text(day.to_string().as_bytes()),
                Value::Int(number) => self.whole(*number),
                Value::Instant(moment) => self.whole(moment.as_micros()),
                Value::Flag(flag) => self.whole(i64::from(*flag)),
                // The others never stand in a row.
                Value::Null | Value::List(_) | Value::PendingNumber(_) | Value::PendingLabel(_) => self.nothing(),
            }
        }
    }

    pub(crate) fn finish(self) -> TableDigest {
        TableDigest {
            table: self.table,
            rows: self.rows,
            digest: crate::plan::hex(&self.hash.finalize()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[&[Value]]) -> String {
        let mut digester = Digester::new("t", &["a", "b"]);
        rows.iter().for_each(|row| digester.row(row));
        digester.finish().digest
    }

    #[test]
    fn what_moves_from_one_value_to_the_next_shows() {
        let text = |text: &str| Value::from(text);
        assert_ne!(of(&[&[text("ab"), text("c")]]), of(&[&[text("a"), text("bc")]]));
        assert_ne!(of(&[&[text(""), Value::Null]]), of(&[&[Value::Null, text("")]]));
        assert_ne!(of(&[&[text("a")], &[text("b")]]), of(&[&[text("a"), text("b")]]));
        assert_ne!(of(&[&[text("1")]]), of(&[&[Value::Int(1)]]));
    }
}
