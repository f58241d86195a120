//! Which tables a copy moves, and the statements that page through them.

use crate::record::declarations;
use crate::schema::{OWN_TABLES, RECORD_COLUMNS};
use crate::statement::Statement;
use crate::value::{Kind, Value};

/// What stays behind: facts and shapes are written by the target itself, leases belong to running programs.
const STAYING: [&str; 3] = ["store_fact", "store_table", "store_lease"];

/// A table that moves.
pub(crate) struct Moving {
    pub(crate) name: &'static str,
    /// In the order of their names, which no later column disturbs.
    pub(crate) columns: Vec<(&'static str, Kind)>,
    /// The places of the key's columns among `columns`.
    key: Vec<usize>,
}

/// Every table that moves, the store's own first.
pub(crate) fn moving() -> Vec<Moving> {
    let own = OWN_TABLES.iter().filter(|table| !STAYING.contains(&table.name));
    let own = own.map(|table| {
        let columns = table.columns.iter().map(|(name, kind, _)| (*name, *kind));
        Moving::new(table.name, columns.collect(), table.key)
    });
    let records = declarations().into_iter().map(|declaration| {
        let base = RECORD_COLUMNS.iter().map(|(name, kind, _)| (*name, *kind));
        let declared = declaration.columns.iter().map(|column| (column.name, column.kind));
        Moving::new(declaration.table, base.chain(declared).collect(), "id")
    });
    own.chain(records).collect()
}

impl Moving {
    fn new(name: &'static str, mut columns: Vec<(&'static str, Kind)>, key: &'static str) -> Self {
        columns.sort_unstable_by_key(|(column, _)| *column);
        let place = |wanted: &str| columns.iter().position(|(column, _)| *column == wanted);
        let key = key.split(", ").filter_map(place).collect();
        Self { name, columns, key }
    }

    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|(name, _)| *name).collect()
    }

    /// The rows after the last one seen, in the order of their keys, which is the same on both engines.
    pub(crate) fn page(&self, after: Option<&[Value]>, most: i64) -> Statement {
        let key: Vec<&str> = self.key.iter().map(|at| self.columns[*at].0).collect();
        let key = key.join(", ");
        let mut values: Vec<Value> =
            after.map_or_else(Vec::new, |row| self.key.iter().map(|at| row[*at].clone()).collect());
        let places: Vec<String> = (1..=values.len()).map(|at| format!("${at}")).collect();
        let from = if values.is_empty() {
            String::new()
        } else {
            format!("WHERE ({key}) > ({})", places.join(", "))
        };
        values.push(most.into());
        let sql = format!(
            "SELECT {} FROM {} {from} ORDER BY {key} LIMIT ${}",
            self.names().join(", "),
            self.name,
            values.len()
        );
        let mut statement = Statement::new(sql, values);
        statement.columns = self.columns.iter().map(|(_, kind)| *kind).collect();
        statement
    }

    pub(crate) fn put(&self, row: Vec<Value>) -> Statement {
        let names = self.names();
        let places: Vec<String> = (1..=names.len()).map(|at| format!("${at}")).collect();
        let sql = format!(
            "INSERT INTO {} ({}) VALUES ({})",
            self.name,
            names.join(", "),
            places.join(", ")
        );
        Statement::new(sql, row)
    }
}
