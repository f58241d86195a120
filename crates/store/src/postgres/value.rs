//! Values into PostgreSQL and out again.

use crate::value::{Kind, Value};
use bytes::BytesMut;
use motcua_kernel::Instant;
use std::error::Error;
use tokio_postgres::Row;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use uuid::Uuid;

/// A value on its way into a statement. The type that the server inferred decides how it is written.
#[derive(Debug)]
pub(super) struct Bound<'a>(pub(super) &'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self.0 {
            Value::Null => Ok(IsNull::Yes),
            Value::Id(id) => id.to_sql(ty, out),
            Value::Text(text) => text.to_sql(ty, out),
            Value::Date(day) => day.to_string().to_sql(ty, out),
            Value::Int(number) => whole(*number, ty, out),
            Value::Instant(moment) => whole(moment.as_micros(), ty, out),
            Value::Flag(flag) => flag.to_sql(ty, out),
            pending @ (Value::List(_) | Value::PendingNumber(_) | Value::PendingLabel(_)) => {
                Err(format!("{pending:?} cannot be bound").into())
            }
        }
    }

    fn accepts(_: &Type) -> bool {
        // Which value meets which type is only known with the value: `encodes` looks before anything is sent.
        true
    }

    to_sql_checked!();
}

fn whole(number: i64, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
    match *ty {
        Type::INT4 => i32::try_from(number)?.to_sql(ty, out),
        Type::INT2 => i16::try_from(number)?.to_sql(ty, out),
        _ => number.to_sql(ty, out),
    }
}

fn is_text(ty: &Type) -> bool {
    matches!(
        *ty,
        Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN
    )
}

/// Whether a type of the server is what holds a kind of column.
#[cfg(feature = "suite")]
pub(crate) fn is_of_kind(kind: Kind, ty: &Type) -> bool {
    match kind {
        Kind::Id => *ty == Type::UUID,
        Kind::Text | Kind::Date => is_text(ty),
        Kind::Int | Kind::Instant => *ty == Type::INT8,
        Kind::Flag => *ty == Type::BOOL,
    }
}

/// Whether a value can be written as the type that the server inferred. Asked before anything is sent: a
/// value that fails in the middle of a pipeline would let the COMMIT behind it through.
pub(super) fn encodes(value: &Value, ty: &Type) -> bool {
    match value {
        Value::Null => true,
        Value::Id(_) => *ty == Type::UUID,
        Value::Text(_) | Value::Date(_) => is_text(ty),
        Value::Int(number) => fits_whole(*number, ty),
        Value::Instant(moment) => fits_whole(moment.as_micros(), ty),
        Value::Flag(_) => *ty == Type::BOOL,
        Value::List(_) | Value::PendingNumber(_) | Value::PendingLabel(_) => false,
    }
}

fn fits_whole(number: i64, ty: &Type) -> bool {
    match *ty {
        Type::INT8 => true,
        Type::INT4 => i32::try_from(number).is_ok(),
        Type::INT2 => i16::try_from(number).is_ok(),
        _ => false,
    }
}

/// Reads a row as the kinds that were declared.
pub(super) fn read(row: &Row, kinds: &[Kind]) -> Result<Vec<Value>, String> {
    if row.len() != kinds.len() && !kinds.is_empty() {
        return Err(format!("{} columns, not {}", row.len(), kinds.len()));
    }
    kinds.iter().enumerate().map(|(at, kind)| one(row, at, *kind)).collect()
}

fn one(row: &Row, at: usize, kind: Kind) -> Result<Value, String> {
    let wrong = |error: tokio_postgres::Error| {
        let column = &row.columns()[at];
        let cause = error.source().map(ToString::to_string).unwrap_or_default();
        format!("column {} is {}, not {kind:?}: {cause}", column.name(), column.type_())
    };
    Ok(match kind {
        Kind::Id => row.try_get::<_, Option<Uuid>>(at).map_err(wrong)?.into(),
        Kind::Text => row.try_get::<_, Option<String>>(at).map_err(wrong)?.into(),
        Kind::Int => number(row, at).map_err(wrong)?.into(),
        Kind::Instant => number(row, at).map_err(wrong)?.map(Instant::from_micros).into(),
        Kind::Flag => row.try_get::<_, Option<bool>>(at).map_err(wrong)?.into(),
        Kind::Date => match row.try_get::<_, Option<&str>>(at).map_err(wrong)? {
            Some(day) => Value::Date(day.parse().map_err(|error| format!("{day:?} is no day: {error}"))?),
            None => Value::Null,
        },
    })
}

fn number(row: &Row, at: usize) -> Result<Option<i64>, tokio_postgres::Error> {
    Ok(match *row.columns()[at].type_() {
        // Literals and a few functions of the server are of 32 bits.
        Type::INT4 => row.try_get::<_, Option<i32>>(at)?.map(i64::from),
        Type::INT2 => row.try_get::<_, Option<i16>>(at)?.map(i64::from),
        _ => row.try_get(at)?,
    })
}
