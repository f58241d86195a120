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
    /// Each with the most rows that it gave: a comparison of nothing with nothing says little, and one row shows no
    /// order.
    pub rows: Vec<(&'static str, usize)>,
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
            Ok(rows) => report.rows.push((statement.name, rows)),
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

/// Runs one statement with the values of one row after the other, every other time with bounds that hold everything;
/// gives the most rows that it found.
async fn rows(
    sqlite: &Store,
    postgres: &Store,
    statement: &'static Declared,
    samples: &HashMap<&'static str, Vec<SampleRow>>,
) -> Result<usize, String> {
    let name = statement.name;
    let told = |engine: &'static str| move |error: ReadError| format!("{name} on {engine}: {error}");
    let tables = tables_of(statement.sql, samples);
    let mut most = 0;
    for turn in 0..2 * usize::try_from(SAMPLES).unwrap_or(1) {
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
        most = most.max(one.len());
    }
    Ok(most)
}

/// The sampled tables that a statement names, in the order that it names them.
fn tables_of<'a>(sql: &str, samples: &'a HashMap<&'static str, Vec<SampleRow>>) -> Vec<&'a [SampleRow]> {
    let words = sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter_map(|word| samples.get(word).map(Vec::as_slice)).collect()
}

fn argument(sql: &str, place: usize, slot: &Slot, turn: usize, tables: &[&[SampleRow]]) -> Value {
    let (turn, wide) = (turn / 2, turn % 2 == 1);
    if let (true, Some(is_lower)) = (wide, bound(sql, place)) {
        return edge(slot.kind, is_lower);
    }
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
    let before = before(sql, place)?;
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

/// What stands before `$place`, the first time.
fn before(sql: &str, place: usize) -> Option<&str> {
    let wanted = format!("${place}");
    let (at, _) = sql
        .match_indices(&wanted)
        .find(|(at, found)| !sql[at + found.len()..].starts_with(|c: char| c.is_ascii_digit()))?;
    Some(sql[..at].trim_end())
}

/// Whether `$place` is what a column must lie above (`code > $1`): true, below: false; nothing otherwise.
fn bound(sql: &str, place: usize) -> Option<bool> {
    let before = before(sql, place)?;
    let before = before.strip_suffix('=').unwrap_or(before);
    match before.chars().next_back() {
        Some('>') => Some(true),
        Some('<') => Some(false),
        _ => None,
    }
}

/// The least or the greatest value of a kind that may stand in a store.
fn edge(kind: Kind, is_lower: bool) -> Value {
    let moment = Instant::from_micros(if is_lower { 0 } else { 4_000_000_000_000_000 });
    match kind {
        Kind::Id if is_lower => Uuid::nil().into(),
        Kind::Id => Uuid::max().into(),
        Kind::Text if is_lower => "".into(),
        Kind::Text => "\u{10ffff}".into(),
        Kind::Int => if is_lower { 0_i64 } else { 100 }.into(),
        Kind::Instant => moment.into(),
        Kind::Date => moment.date().into(),
        Kind::Flag => true.into(),
    }
}

/// A value of a kind that is wide enough to find something.
fn by_kind(slot: &Slot) -> Value {
    let is_lower = ["from", "after", "since", "min"]
        .iter()
        .any(|word| slot.name.contains(word));
    edge(slot.kind, is_lower || matches!(slot.kind, Kind::Id | Kind::Text))
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
    use super::{bound, compared_with};

    #[test]
    fn the_column_beside_a_parameter_is_found() {
        let sql = "SELECT id FROM t WHERE d.unit = $1 AND state IN ($2) AND due_at <= $3 AND a = $12 LIMIT $4";
        assert_eq!(compared_with(sql, 1).as_deref(), Some("unit"));
        assert_eq!(compared_with(sql, 2).as_deref(), Some("state"));
        assert_eq!(compared_with(sql, 3).as_deref(), Some("due_at"));
        assert_eq!(compared_with(sql, 12).as_deref(), Some("a"));
        assert_eq!(compared_with(sql, 4), None);
        assert_eq!([1, 3, 4].map(|place| bound(sql, place)), [None, Some(false), None]);
        assert_eq!(bound("SELECT id FROM t WHERE code >= $1", 1), Some(true));
    }
}
