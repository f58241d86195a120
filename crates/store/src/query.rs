//! Declared statements: plain SQL as typed functions, one text for both engines.

use crate::record::{Record, Stored, read_body};
use crate::value::{ColumnType, Kind, Value};
use std::marker::PhantomData;

/// A declared parameter or column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Its name, for parameters.
    pub name: &'static str,
    /// Its kind.
    pub kind: Kind,
    /// Whether it is a list for `IN ($1)`.
    pub list: bool,
}

/// A declared statement, as the test of all statements sees it.
#[derive(Debug, Clone, Copy)]
pub struct Declared {
    /// Module and function.
    pub name: &'static str,
    /// The text.
    pub sql: &'static str,
    /// Its parameters.
    pub parameters: &'static [Slot],
    /// The kinds of its columns.
    pub columns: &'static [Kind],
}

inventory::collect!(Declared);

/// Every declared statement of the linked crates, by name.
pub fn declared() -> Vec<&'static Declared> {
    let mut all: Vec<&'static Declared> = inventory::iter::<Declared>.into_iter().collect();
    all.sort_by_key(|declared| declared.name);
    all
}

/// A statement with its arguments, ready to run on a [`crate::Read`].
#[derive(Debug, Clone)]
pub struct Query<T> {
    pub(crate) declared: &'static Declared,
    pub(crate) arguments: Vec<Value>,
    row: PhantomData<fn() -> T>,
}

impl<T: FromRow> Query<T> {
    /// Used by [`crate::query!`].
    pub fn new(declared: &'static Declared, arguments: Vec<Value>) -> Self {
        Self {
            declared,
            arguments,
            row: PhantomData,
        }
    }
}

/// A row of a declared statement.
pub trait FromRow: Sized + Send + 'static {
    /// The kinds of its columns, in order.
    const KINDS: &'static [Kind];
    /// Reads it.
    ///
    /// # Errors
    ///
    /// Fails, with the reason, when a column holds something else.
    fn from_row(row: Vec<Value>) -> Result<Self, String>;
}

impl<R: Record> FromRow for Stored<R> {
    const KINDS: &'static [Kind] = &[Kind::Int, Kind::Int, Kind::Text];
    fn from_row(row: Vec<Value>) -> Result<Self, String> {
        match <[Value; 3]>::try_from(row) {
            Ok([Value::Int(format), Value::Int(version), Value::Text(body)]) => Ok(Self {
                version,
                record: read_body(format, &body)?,
            }),
            _ => Err(format!("{} is read as format, version, body", R::TABLE)),
        }
    }
}

macro_rules! tuples {
    ($(($($name:ident),+))+) => {$(
        impl<$($name: ColumnType + Send + 'static),+> FromRow for ($($name,)+) {
            const KINDS: &'static [Kind] = &[$($name::KIND),+];
            fn from_row(row: Vec<Value>) -> Result<Self, String> {
                let mut values = row.into_iter();
                Ok(($($name::from_value(values.next().ok_or("too few columns")?)?,)+))
            }
        }
    )+};
}

tuples! {
    (A) (A, B) (A, B, C) (A, B, C, D) (A, B, C, D, E) (A, B, C, D, E, F) (A, B, C, D, E, F, G)
    (A, B, C, D, E, F, G, H) (A, B, C, D, E, F, G, H, I) (A, B, C, D, E, F, G, H, I, J)
}

/// Declares a statement as a typed function.
///
/// One test runs them all on both engines and compares rows, so a wrong column, type or order fails it.
/// A row is a [`Stored`] (columns `format, version, body`) or a tuple; a single column is a tuple of one.
///
/// ```
/// # use motcua_store::{query, Stored};
/// # use motcua_kernel::UnitId;
/// query! {
///     /// How many messages wait.
///     pub fn waiting(kind: &str, most: i64) -> (i64, String) =
///         "SELECT m.attempts, m.kind FROM store_message m WHERE m.kind = $1 ORDER BY m.id LIMIT $2";
/// }
/// # let _ = waiting("notice", 5);
/// ```
#[macro_export]
macro_rules! query {
    ($($(#[$meta:meta])* $vis:vis fn $name:ident($($arg:ident: $type:ty),* $(,)?) -> $row:ty = $sql:expr;)+) => {$(
        $(#[$meta])*
        $vis fn $name($($arg: $type),*) -> $crate::Query<$row> {
            static DECLARED: $crate::Declared = $crate::Declared {
                name: concat!(module_path!(), "::", stringify!($name)),
                sql: $sql,
                parameters: &[$($crate::Slot {
                    name: stringify!($arg),
                    kind: <$type as $crate::Parameter>::KIND,
                    list: <$type as $crate::Parameter>::LIST,
                }),*],
                columns: <$row as $crate::FromRow>::KINDS,
            };
            $crate::inventory::submit! {
                $crate::Declared {
                    name: concat!(module_path!(), "::", stringify!($name)),
                    sql: $sql,
                    parameters: &[$($crate::Slot {
                        name: stringify!($arg),
                        kind: <$type as $crate::Parameter>::KIND,
                        list: <$type as $crate::Parameter>::LIST,
                    }),*],
                    columns: <$row as $crate::FromRow>::KINDS,
                }
            }
            $crate::Query::new(&DECLARED, vec![$($crate::Parameter::to_value(&$arg)),*])
        }
    )+};
}
