//! The six kinds of column and the values that go into them, the same on both engines.

use crate::number::{Label, Number};
use motcua_kernel::{Date, Instant, Money};
use uuid::Uuid;

/// A kind of column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A UUID: 16 bytes on SQLite, `uuid` on PostgreSQL.
    Id,
    /// NFC text, compared byte by byte on both engines.
    Text,
    /// A whole number of 64 bits.
    Int,
    /// Microseconds of UTC since 1970, 64 bits.
    Instant,
    /// A day, kept as `yyyy-mm-dd`, which sorts as days do.
    Date,
    /// Yes or no.
    Flag,
}

/// A value on its way into a statement or out of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A UUID.
    Id(Uuid),
    /// Text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A moment.
    Instant(Instant),
    /// A day.
    Date(Date),
    /// Yes or no.
    Flag(bool),
    /// Several values for `IN ($1)`; the store expands it.
    List(Vec<Value>),
    /// A number that the commit will issue.
    PendingNumber(u32),
    /// A label that the commit will issue.
    PendingLabel(Label),
}

impl Value {
    /// Whether this value may stand in a column of that kind.
    pub fn fits(&self, kind: Kind) -> bool {
        match self {
            Self::Null => true,
            Self::Id(_) => kind == Kind::Id,
            Self::Text(_) | Self::PendingLabel(_) => kind == Kind::Text,
            Self::Int(_) | Self::PendingNumber(_) => kind == Kind::Int,
            Self::Instant(_) => kind == Kind::Instant,
            Self::Date(_) => kind == Kind::Date,
            Self::Flag(_) => kind == Kind::Flag,
            Self::List(items) => items.iter().all(|item| item.fits(kind)),
        }
    }

    /// The value as JSON, for dumps and comparisons of rows.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Null | Self::PendingNumber(_) | Self::PendingLabel(_) => serde_json::Value::Null,
            Self::Id(id) => id.to_string().into(),
            Self::Text(text) => text.clone().into(),
            Self::Int(number) => (*number).into(),
            Self::Instant(moment) => moment.to_string().into(),
            Self::Date(day) => day.to_string().into(),
            Self::Flag(flag) => (*flag).into(),
            Self::List(items) => items.iter().map(Self::to_json).collect(),
        }
    }
}

/// What a Rust type is as a column: its kind, and whether it may be empty.
pub trait ColumnType: Sized {
    /// The kind of column that holds it.
    const KIND: Kind;
    /// Reads it from a row.
    ///
    /// # Errors
    ///
    /// Fails, with the reason, when the row holds something else.
    fn from_value(value: Value) -> Result<Self, String>;
}

/// A type that may be a parameter of a declared statement.
pub trait Parameter {
    /// The kind of column it is compared with.
    const KIND: Kind;
    /// Whether it is a list for `IN ($1)`.
    const LIST: bool = false;
    /// As a value.
    fn to_value(&self) -> Value;
}

macro_rules! scalar {
    ($type:ty, $kind:ident, |$from:ident| $to:expr, |$back:ident| $read:expr) => {
        impl From<$type> for Value {
            fn from($from: $type) -> Self {
                $to
            }
        }
        impl From<&$type> for Value {
            fn from(value: &$type) -> Self {
                value.clone().into()
            }
        }
        impl Parameter for $type {
            const KIND: Kind = Kind::$kind;
            fn to_value(&self) -> Value {
                self.into()
            }
        }
        impl ColumnType for $type {
            const KIND: Kind = Kind::$kind;
            fn from_value(value: Value) -> Result<Self, String> {
                match value {
                    Value::$kind($back) => $read,
                    other => Err(format!("{other:?} is no {}", stringify!($kind))),
                }
            }
        }
        impl Parameter for &[$type] {
            const KIND: Kind = Kind::$kind;
            const LIST: bool = true;
            fn to_value(&self) -> Value {
                Value::List(self.iter().map(Value::from).collect())
            }
        }
    };
}

scalar!(Uuid, Id, |id| Value::Id(id), |id| Ok(id));
scalar!(String, Text, |text| Value::Text(text), |text| Ok(text));
scalar!(i64, Int, |number| Value::Int(number), |number| Ok(number));
scalar!(Instant, Instant, |moment| Value::Instant(moment), |moment| Ok(moment));
scalar!(Date, Date, |day| Value::Date(day), |day| Ok(day));
scalar!(bool, Flag, |flag| Value::Flag(flag), |flag| Ok(flag));
scalar!(u32, Int, |number| Value::Int(i64::from(number)), |number| {
    u32::try_from(number).map_err(|_| format!("{number} does not fit"))
});
scalar!(
    u64,
    Int,
    |number| Value::Int(i64::try_from(number).unwrap_or(i64::MAX)),
    |number| u64::try_from(number).map_err(|_| format!("{number} is negative"))
);
scalar!(Money, Int, |money| Value::Int(money.as_dong()), |dong| Ok(Money::dong(
    dong
)));

macro_rules! id_values {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        scalar!(motcua_kernel::$name, Id, |id| Value::Id(id.into()), |id| Ok(id.into()));
    )+};
}
motcua_kernel::every_id!(id_values);

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Parameter for &str {
    const KIND: Kind = Kind::Text;
    fn to_value(&self) -> Value {
        (*self).into()
    }
}

impl Parameter for &[&str] {
    const KIND: Kind = Kind::Text;
    const LIST: bool = true;
    fn to_value(&self) -> Value {
        Value::List(self.iter().map(|text| (*text).into()).collect())
    }
}

impl<T: Parameter> Parameter for Option<T> {
    const KIND: Kind = T::KIND;
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, Parameter::to_value)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: ColumnType> ColumnType for Option<T> {
    const KIND: Kind = T::KIND;
    fn from_value(value: Value) -> Result<Self, String> {
        match value {
            Value::Null => Ok(None),
            other => T::from_value(other).map(Some),
        }
    }
}

impl From<&Number> for Value {
    fn from(number: &Number) -> Self {
        match number {
            Number::Issued(issued) => (*issued).into(),
            Number::Pending(place) => Self::PendingNumber(*place),
        }
    }
}

impl From<&Label> for Value {
    fn from(label: &Label) -> Self {
        match label {
            Label::Issued(text) => text.as_str().into(),
            pending @ Label::Pending { .. } => Self::PendingLabel(pending.clone()),
        }
    }
}
