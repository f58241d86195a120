//! What a room keeps: a record declares its table, its columns and how they follow from its body.

use crate::blob::Blob;
use crate::value::{Kind, Value};
use motcua_kernel::{Id, Instant, ThingId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use std::ops::Deref;
use uuid::Uuid;

/// The three kinds of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecordKind {
    /// Every version's keyed digest stands in an event of the record's thing.
    Journaled,
    /// No journal; may have an expiry: drafts, sessions, leases.
    Plain,
    /// Built from the feed; may be thrown away.
    View,
}

/// A column that queries look at, derived from the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name, snake_case.
    pub name: &'static str,
    /// Its kind.
    pub kind: Kind,
    /// Whether no two rows may hold the same value. Empty never conflicts, so a partial key is a column
    /// that is empty where the rule does not apply.
    pub unique: bool,
    /// Whether it may be empty.
    pub optional: bool,
}

macro_rules! column_kinds {
    ($($(#[$doc:meta])* $name:ident => $kind:ident),+ $(,)?) => {
        impl Column {
            $($(#[$doc])* pub const fn $name(name: &'static str) -> Self {
                Self { name, kind: Kind::$kind, unique: false, optional: false }
            })+
        }
    };
}

column_kinds! {
    /// A column of an id.
    id => Id,
    /// A column of text.
    text => Text,
    /// A column of a whole number.
    int => Int,
    /// A column of a moment.
    instant => Instant,
    /// A column of a day.
    date => Date,
    /// A column of yes or no.
    flag => Flag,
}

impl Column {
    /// No two rows may hold the same value here.
    #[must_use]
    pub const fn unique(self) -> Self {
        Self { unique: true, ..self }
    }

    /// May be empty.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }
}

/// A thing that the store keeps.
pub trait Record: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {
    /// What identifies it.
    type Id: Id;
    /// Its table: singular, snake_case, one in the workspace.
    const TABLE: &'static str;
    /// Journaled, plain or view.
    const KIND: RecordKind;
    /// The number of its body's format. An older body passes through [`Record::upgrade`].
    const FORMAT: u32 = 1;
    /// Raised when [`Record::columns`] gives another value for an old body: the columns are filled again.
    const SHAPE: u32 = 1;
    /// The columns that queries look at.
    const COLUMNS: &'static [Column];
    /// Indexes, each a list of columns: `"unit, state, due_at, id"`.
    const INDEXES: &'static [&'static str] = &[];
    /// The files that a body names, for records that name any: `Some(|scan| vec![&scan.page])`. The store notes
    /// them with each change, so that what nobody names is swept away and `check` verifies the rest. Declared later
    /// for bodies that are there, raise [`Record::SHAPE`].
    const BLOBS: Option<fn(&Self) -> Vec<&Blob>> = None;

    /// Its id.
    fn id(&self) -> Self::Id;

    /// The thing whose chain its versions stand in; its own unless it is a part of another (an interval).
    fn thing(&self) -> ThingId {
        ThingId::from(self.id().into())
    }

    /// Derives every declared column from the body.
    fn columns(&self, row: &mut Row);

    /// When a plain record may be swept away; never, unless it says so.
    fn expires_at(&self) -> Option<Instant> {
        None
    }

    /// Brings an older body to today's format.
    ///
    /// # Errors
    ///
    /// Fails, with the reason, when the format is not one that this record ever had.
    fn upgrade(format: u32, body: Json) -> Result<Json, String> {
        let _ = body;
        Err(format!("{} has no format {format}", Self::TABLE))
    }
}

/// The columns of one record, filled by [`Record::columns`].
#[derive(Debug)]
pub struct Row {
    declared: &'static [Column],
    values: Vec<Option<Value>>,
    wrong: Option<String>,
}

impl Row {
    pub(crate) fn new(declared: &'static [Column]) -> Self {
        Self {
            declared,
            values: vec![None; declared.len()],
            wrong: None,
        }
    }

    /// Sets a declared column.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) -> &mut Self {
        let value = value.into();
        match self.declared.iter().position(|column| column.name == name) {
            Some(at) => {
                let column = &self.declared[at];
                if !value.fits(column.kind) {
                    self.wrong = Some(format!("column {name} holds {:?}, not {value:?}", column.kind));
                } else if value == Value::Null && !column.optional {
                    self.wrong = Some(format!("column {name} may not be empty"));
                }
                self.values[at] = Some(value);
            }
            None => self.wrong = Some(format!("column {name} is not declared")),
        }
        self
    }

    pub(crate) fn finish(self) -> Result<Vec<Value>, String> {
        if let Some(wrong) = self.wrong {
            return Err(wrong);
        }
        self.declared
            .iter()
            .zip(self.values)
            .map(|(column, value)| match value {
                Some(value) => Ok(value),
                None if column.optional => Ok(Value::Null),
                None => Err(format!("column {} is not set", column.name)),
            })
            .collect()
    }
}

/// A record as it was read, with the version that a change must name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored<R> {
    /// 1 when inserted, one more with each update.
    pub version: i64,
    /// The record.
    pub record: R,
}

impl<R> Stored<R> {
    /// Another record at the version that was read.
    #[must_use]
    pub fn with(&self, record: R) -> Self {
        Self {
            version: self.version,
            record,
        }
    }
}

impl<R> Deref for Stored<R> {
    type Target = R;
    fn deref(&self) -> &R {
        &self.record
    }
}

/// Reads a stored body, whatever format it was written in.
pub(crate) fn read_body<R: Record>(format: i64, body: &str) -> Result<R, String> {
    if format == i64::from(R::FORMAT) {
        return serde_json::from_str(body).map_err(|error| format!("{}: {error}", R::TABLE));
    }
    let format = u32::try_from(format).map_err(|_| format!("{} has no format {format}", R::TABLE))?;
    if format > R::FORMAT {
        return Err(format!(
            "{} was written by a newer release, in format {format}",
            R::TABLE
        ));
    }
    let old: Json = serde_json::from_str(body).map_err(|error| format!("{}: {error}", R::TABLE))?;
    serde_json::from_value(R::upgrade(format, old)?).map_err(|error| format!("{}: {error}", R::TABLE))
}

/// What the store must know of a record without its type. Made by [`crate::record!`].
#[derive(Debug, Clone, Copy)]
pub struct Declaration {
    /// Its table.
    pub table: &'static str,
    /// Journaled, plain or view.
    pub kind: RecordKind,
    /// Format of the body.
    pub format: u32,
    /// Number of the derivation.
    pub shape: u32,
    /// Its columns.
    pub columns: &'static [Column],
    /// Its indexes.
    pub indexes: &'static [&'static str],
    /// Whether its bodies may name files.
    pub names_blobs: bool,
    /// Derives thing, expiry and columns from a stored body.
    pub derive: fn(i64, &str) -> Result<Derived, String>,
}

/// What follows from a body.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// The record's id.
    pub id: Uuid,
    /// The thing whose chain its versions stand in.
    pub thing: ThingId,
    /// When it may be swept away.
    pub expires_at: Option<Instant>,
    /// The declared columns, in order.
    pub columns: Vec<Value>,
    /// The files that the body names, each once.
    pub blobs: Vec<Blob>,
}

impl Declaration {
    /// The declaration of a record type.
    pub const fn of<R: Record>() -> Self {
        Self {
            table: R::TABLE,
            kind: R::KIND,
            format: R::FORMAT,
            shape: R::SHAPE,
            columns: R::COLUMNS,
            indexes: R::INDEXES,
            names_blobs: R::BLOBS.is_some(),
            derive: |format, body| derive(&read_body::<R>(format, body)?),
        }
    }
}

inventory::collect!(Declaration);

pub(crate) fn derive<R: Record>(record: &R) -> Result<Derived, String> {
    let mut row = Row::new(R::COLUMNS);
    record.columns(&mut row);
    let columns = row.finish().map_err(|wrong| format!("{}: {wrong}", R::TABLE))?;
    let mut blobs: Vec<Blob> = R::BLOBS.map_or_else(Vec::new, |of| of(record).into_iter().cloned().collect());
    blobs.sort_by_key(Blob::id);
    blobs.dedup_by_key(|blob| blob.id());
    Ok(Derived {
        id: record.id().into(),
        thing: record.thing(),
        expires_at: record.expires_at(),
        columns,
        blobs,
    })
}

/// Every record of the linked crates, by table.
pub fn declarations() -> Vec<&'static Declaration> {
    let mut all: Vec<&'static Declaration> = inventory::iter::<Declaration>.into_iter().collect();
    all.sort_by_key(|declaration| declaration.table);
    all
}

/// Registers a record's table: `record!(Dossier);` beside its `impl Record`.
#[macro_export]
macro_rules! record {
    ($record:ty) => {
        $crate::inventory::submit! { $crate::Declaration::of::<$record>() }
    };
}
