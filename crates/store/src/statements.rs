//! Every declared statement of the linked crates, run on both engines with what is stored, rows compared.
//!
//! The embedded engine alone would not see a wrong type: `due_at < 'text'` silently compares. PostgreSQL infers
//! types, so its part of this check is the embedded engine's type check too.

use crate::error::ReadError;
use crate::postgres::is_of_kind;
use crate::query::{Declared, Slot, declared};
use crate::read::{Read, Snapshot};
use crate::record::declarations;
use crate::schema::{OWN_TABLES, RECORD_COLUMNS};
use crate::statement::Statement;
use crate::store::Store;
use crate::value::{Kind, Value};
use motcua_kernel::Instant;
use std::collections::HashMap;
use uuid::Uuid;

/// How many rows of each table lend their values.
const SAMPLES: i64 = 24;

/// What the check of all statements found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatementReport {
    /// How many statements ran.
    pub statements: usize,
    /// How many of them gave rows: a comparison of nothing with nothing says little.
    pub with_rows: usize,
    /// The names of those that gave none.
    pub empty: Vec<&'static str>,
    /// What is wrong, a sentence each.
    pub faults: Vec<String>,
}

type SampleRow = HashMap<&'static str, Value>;

/// Runs every declared statement on two stores that hold the same, one on each engine.
///
/// Arguments are taken from a stored row: from the column that a parameter is compared with, else from the
/// column of its name, else by its kind. Faults are told; an order that is not total shows as different rows.
///
/// # Errors
///
/// Fails if a store does not answer at all.
pub async fn check_all(sqlite: &Store, postgres: &Store) -> Result<StatementReport, ReadError> {
    let samples = samples(&sqlite.read().await?).await?;
    let mut report = StatementReport::default();
    for statement in declared() {
        report.statements += 1;
        // A snapshot of its own: after an error PostgreSQL answers nothing more in the same one.
        types(&postgres.read().await?, statement, &mut report.faults).await;
        match rows(sqlite, postgres, statement, &samples).await {
            Ok(0) => report.empty.push(statement.name),
            Ok(_) => report.with_rows += 1,
            Err(fault) => report.faults.push(fault),
        }
    }
    Ok(report)
}

/// What PostgreSQL infers, against what is declared.
async fn types(read: &Read, statement: &Declared, faults: &mut Vec<String>) {
    let Snapshot::Postgres(reading) = &read.snapshot else {
        return;
    };
    let name = statement.name;
    let (parameters, columns) = match reading.types(statement.sql).await {
        Ok(types) => types,
        Err(error) => return faults.push(format!("{name}: {error}")),
    };
    if parameters.len() != statement.parameters.len() {
        let (found, wanted) = (parameters.len(), statement.parameters.len());
        faults.push(format!("{name} has {found} parameters, {wanted} are declared"));
    }
    if columns.len() != statement.columns.len() {
        let (found, wanted) = (columns.len(), statement.columns.len());
        faults.push(format!("{name} gives {found} columns, {wanted} are declared"));
    }
    for (slot, ty) in statement.parameters.iter().zip(&parameters) {
        if !is_of_kind(slot.kind, ty) {
            let (slot, kind) = (slot.name, slot.kind);
            faults.push(format!(
                "{name}: {slot} is declared as {kind:?}, the server compares it as {ty}"
            ));
        }
    }
    for (at, (kind, ty)) in statement.columns.iter().zip(&columns).enumerate() {
        if !is_of_kind(*kind, ty) {
            let at = at + 1;
            faults.push(format!(
                "{name}: column {at} is declared as {kind:?}, the server gives {ty}"
            ));
        }
    }
}

/// Runs one statement with the values of one row after the other until it gives rows.
async fn rows(
    sqlite: &Store,
    postgres: &Store,
    statement: &'static Declared,
    samples: &HashMap<&'static str, Vec<SampleRow>>,
) -> Result<usize, String> {
    let name = statement.name;
    let told = |engine: &'static str| move |error: ReadError| format!("{name} on {engine}: {error}");
    let tables = tables_of(statement.sql, samples);
    for turn in 0..usize::try_from(SAMPLES).unwrap_or(1) {
        let arguments: Vec<Value> = statement
            .parameters
            .iter()
            .enumerate()
            .map(|(at, slot)| argument(statement.sql, at + 1, slot, turn, &tables))
            .collect();
        let one = sqlite.read().await.map_err(told("SQLite"))?;
        let one = one.rows(statement, arguments.clone()).await.map_err(told("SQLite"))?;
        let other = postgres.read().await.map_err(told("PostgreSQL"))?;
        let other = other
            .rows(statement, arguments.clone())
            .await
            .map_err(told("PostgreSQL"))?;
        if one != other {
            let at = one.iter().zip(&other).position(|(one, other)| one != other);
            let at = at.unwrap_or(one.len().min(other.len()));
            return Err(format!(
                "{name} with {arguments:?}: row {} of {} is {:?} on SQLite, {:?} of {} on PostgreSQL",
                at + 1,
                one.len(),
                one.get(at),
                other.get(at),
                other.len()
            ));
        }
        if !one.is_empty() {
            return Ok(one.len());
        }
    }
    Ok(0)
}

/// The sampled tables that a statement names, in the order that it names them.
fn tables_of<'a>(sql: &str, samples: &'a HashMap<&'static str, Vec<SampleRow>>) -> Vec<&'a [SampleRow]> {
    let words = sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter_map(|word| samples.get(word).map(Vec::as_slice)).collect()
}

fn argument(sql: &str, place: usize, slot: &Slot, turn: usize, tables: &[&[SampleRow]]) -> Value {
    let singular = slot.name.strip_suffix('s').unwrap_or(slot.name);
    let compared = compared_with(sql, place);
    let names = [compared.as_deref(), Some(slot.name), Some(singular)];
    for column in names.into_iter().flatten() {
        for rows in tables {
            // Starting at another row each turn, the first that has a value: parameters meet in one row.
            let from_here = rows.iter().cycle().skip(turn).take(rows.len());
            let mut values = from_here
                .filter_map(|row| row.get(column))
                .filter(|value| **value != Value::Null && value.fits(slot.kind));
            if let Some(first) = values.next() {
                let several = || Value::List(std::iter::once(first).chain(values).cloned().collect());
                return if slot.list { several() } else { first.clone() };
            }
        }
    }
    let value = by_kind(slot);
    if slot.list { Value::List(vec![value]) } else { value }
}

/// The column that `$place` is compared with, or put into a list for: `d.unit = $1`, `state IN ($2)`.
fn compared_with(sql: &str, place: usize) -> Option<String> {
    let wanted = format!("${place}");
    let (at, _) = sql
        .match_indices(&wanted)
        .find(|(at, found)| !sql[at + found.len()..].starts_with(|c: char| c.is_ascii_digit()))?;
    let before = sql[..at].trim_end();
    let before = before.strip_suffix('(').map_or(before, str::trim_end);
    let before = before.strip_suffix("IN").map_or(before, str::trim_end);
    let before = before.trim_end_matches(['=', '<', '>', '!']).trim_end();
    let name: String = before
        .chars()
        .rev()
        .take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '_')
        .collect();
    (!name.is_empty()).then(|| name.chars().rev().collect())
}

/// A value of a kind that is wide enough to find something.
fn by_kind(slot: &Slot) -> Value {
    let is_lower = ["from", "after", "since", "min"]
        .iter()
        .any(|word| slot.name.contains(word));
    match slot.kind {
        Kind::Id => Uuid::nil().into(),
        Kind::Text => "".into(),
        Kind::Int if is_lower => 0_i64.into(),
        Kind::Int => 100_i64.into(),
        Kind::Instant if is_lower => Instant::from_micros(0).into(),
        Kind::Instant => Instant::from_micros(4_000_000_000_000_000).into(),
        Kind::Date => Instant::from_micros(if is_lower { 0 } else { 4_000_000_000_000_000 })
            .date()
            .into(),
        Kind::Flag => true.into(),
    }
}

/// A few rows of every table.
async fn samples(read: &Read) -> Result<HashMap<&'static str, Vec<SampleRow>>, ReadError> {
    let mut tables: Vec<(&'static str, Vec<(&'static str, Kind)>)> = Vec::new();
    for table in OWN_TABLES {
        let columns = table.columns.iter().map(|(name, kind, _)| (*name, *kind)).collect();
        tables.push((table.name, columns));
    }
    for declaration in declarations() {
        let own = declaration.columns.iter().map(|column| (column.name, column.kind));
        let every = RECORD_COLUMNS.iter().map(|(name, kind, _)| (*name, *kind)).chain(own);
        tables.push((declaration.table, every.collect()));
    }
    let mut samples = HashMap::new();
    for (table, columns) in tables {
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let sql = format!("SELECT {} FROM {table} LIMIT $1", names.join(", "));
        let mut statement = Statement::new(sql, vec![SAMPLES.into()]);
        statement.columns = columns.iter().map(|(_, kind)| *kind).collect();
        let rows = read.run(statement).await?;
        let named = |row: Vec<Value>| names.iter().copied().zip(row).collect::<SampleRow>();
        if !rows.is_empty() {
            samples.insert(table, rows.into_iter().map(named).collect());
        }
    }
    Ok(samples)
}

#[cfg(test)]
mod tests {
    use super::compared_with;

    #[test]
    fn the_column_beside_a_parameter_is_found() {
        let sql = "SELECT id FROM t WHERE d.unit = $1 AND state IN ($2) AND due_at <= $3 AND a = $12 LIMIT $4";
        assert_eq!(compared_with(sql, 1).as_deref(), Some("unit"));
        assert_eq!(compared_with(sql, 2).as_deref(), Some("state"));
        assert_eq!(compared_with(sql, 3).as_deref(), Some("due_at"));
        assert_eq!(compared_with(sql, 12).as_deref(), Some("a"));
        assert_eq!(compared_with(sql, 4), None);
    }
}
