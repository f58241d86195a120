//! Values into SQLite and out again.

use crate::statement::Statement;
use crate::value::{Kind, Value};
use motcua_kernel::Instant;
use rusqlite::types::{FromSqlError, ToSqlOutput, Value as Sql, ValueRef};
use rusqlite::{Connection, ToSql};
use uuid::Uuid;

struct Bound<'a>(&'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Value::Null => ToSqlOutput::Owned(Sql::Null),
            Value::Id(id) => ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes())),
            Value::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Value::Int(number) => ToSqlOutput::Owned(Sql::Integer(*number)),
            Value::Instant(moment) => ToSqlOutput::Owned(Sql::Integer(moment.as_micros())),
            Value::Date(day) => ToSqlOutput::Owned(Sql::Text(day.to_string())),
            Value::Flag(flag) => ToSqlOutput::Owned(Sql::Integer(i64::from(*flag))),
            pending @ (Value::List(_) | Value::PendingNumber(_) | Value::PendingLabel(_)) => {
                let text = format!("{pending:?} cannot be bound");
                return Err(rusqlite::Error::ToSqlConversionFailure(text.into()));
            }
        })
    }
}

fn read(value: ValueRef<'_>, kind: Kind) -> Result<Value, FromSqlError> {
    Ok(match (value, kind) {
        (ValueRef::Null, _) => Value::Null,
        (ValueRef::Blob(bytes), Kind::Id) => {
            Value::Id(Uuid::from_slice(bytes).map_err(|error| FromSqlError::Other(Box::new(error)))?)
        }
        (ValueRef::Text(_), Kind::Text) => Value::Text(value.as_str()?.to_owned()),
        (ValueRef::Text(_), Kind::Date) => Value::Date(
            value
                .as_str()?
                .parse()
                .map_err(|error| FromSqlError::Other(Box::new(error)))?,
        ),
        (ValueRef::Integer(number), Kind::Int) => Value::Int(number),
        (ValueRef::Integer(micros), Kind::Instant) => Value::Instant(Instant::from_micros(micros)),
        (ValueRef::Integer(flag @ (0 | 1)), Kind::Flag) => Value::Flag(flag == 1),
        _ => return Err(FromSqlError::InvalidType),
    })
}

/// Runs one statement. Parameters are bound by name: SQLite numbers `$2` by first appearance, not by its 2.
pub(super) fn run(connection: &Connection, statement: Statement) -> rusqlite::Result<Vec<Vec<Value>>> {
    let statement = statement.expanded();
    let mut prepared = connection.prepare_cached(&statement.sql)?;
    let mut name = String::with_capacity(4);
    for (at, value) in statement.values.iter().enumerate() {
        use std::fmt::Write;
        name.clear();
        // Writing into a String cannot fail.
        let _ = write!(name, "${}", at + 1);
        if let Some(index) = prepared.parameter_index(&name)? {
            prepared.raw_bind_parameter(index, Bound(value))?;
        }
    }
    let columns = prepared.column_count();
    let mut rows = Vec::new();
    let mut answer = prepared.raw_query();
    while let Some(row) = answer.next()? {
        if statement.columns.len() != columns {
            return Err(rusqlite::Error::InvalidColumnIndex(columns));
        }
        let mut values = Vec::with_capacity(columns);
        for (at, kind) in statement.columns.iter().enumerate() {
            let value = row.get_ref(at)?;
            values.push(
                read(value, *kind).map_err(|error| {
                    rusqlite::Error::FromSqlConversionFailure(at, value.data_type(), Box::new(error))
                })?,
            );
        }
        rows.push(values);
    }
    Ok(rows)
}
