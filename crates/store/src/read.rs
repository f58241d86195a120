//! One snapshot: all reads of a decision see the same moment.

use crate::error::ReadError;
use crate::query::{FromRow, Query};
use crate::record::{Record, Stored, read_body};
use crate::statement::Statement;
use crate::value::{Kind, Value};
use motcua_kernel::{ChangeId, Instant, ThingId};
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use uuid::Uuid;

pub(crate) enum Snapshot {
    Sqlite(crate::sqlite::Reading),
    Postgres(Box<crate::postgres::Reading>),
}

/// A snapshot of the store. Keep it short: it holds a connection.
pub struct Read {
    pub(crate) snapshot: Snapshot,
    /// Other names for the tables of a view that is being rebuilt.
    pub(crate) renamed: Option<crate::view::Renamed>,
}

/// An event as it stands in its thing's chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Journaled {
    /// The thing.
    pub thing: ThingId,
    /// Its number in the thing's chain, from 1.
    pub n: i64,
    /// `room.what_happened`.
    pub kind: String,
    /// The format of its facts.
    pub format: u32,
    /// Actor, facts and digests of records.
    pub body: Json,
    /// When it happened; never before the thing's event before.
    pub happened_at: Instant,
    /// When it was written.
    pub recorded_at: Instant,
    /// The change that wrote it.
    pub change: ChangeId,
}

impl Journaled {
    /// Its facts.
    ///
    /// # Errors
    ///
    /// Fails when they are of another shape: readers skip kinds and formats they do not know.
    pub fn facts<T: DeserializeOwned>(&self) -> Result<T, ReadError> {
        T::deserialize(&self.body["facts"])
            .map_err(|error| ReadError::Invalid(format!("facts of {} {}: {error}", self.kind, self.thing)))
    }

    /// Who acted: the kind of actor, and its id if it has one.
    pub fn actor(&self) -> (&str, Option<Uuid>) {
        let actor = &self.body["actor"];
        let id = actor["id"].as_str().and_then(|id| Uuid::try_parse(id).ok());
        (actor["kind"].as_str().unwrap_or("system"), id)
    }
}

impl Read {
    pub(crate) const fn new(snapshot: Snapshot) -> Self {
        Self {
            snapshot,
            renamed: None,
        }
    }

    pub(crate) async fn run(&self, mut statement: Statement) -> Result<Vec<Vec<Value>>, ReadError> {
        if let Some(renamed) = &self.renamed {
            statement.sql = renamed.apply(&statement.sql).into();
        }
        match &self.snapshot {
            Snapshot::Sqlite(reading) => reading.run(statement).await,
            Snapshot::Postgres(reading) => reading.run(statement).await,
        }
    }

    /// The record, if there is one.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer or the body cannot be read, and as [`ReadError::Erased`] if there was
    /// one and it was erased.
    pub async fn find<R: Record>(&self, id: R::Id) -> Result<Option<Stored<R>>, ReadError> {
        let sql = format!("SELECT format, version, body FROM {} WHERE id = $1", R::TABLE);
        let statement = Statement::new(sql, vec![Value::Id(id.into())]).returning(&[Kind::Int, Kind::Int, Kind::Text]);
        let rows = self.run(statement).await?;
        match rows.into_iter().next() {
            Some(row) => Stored::<R>::from_row(row).map(Some).map_err(ReadError::Invalid),
            None => self.refuse_erased::<R>(id).await.map(|()| None),
        }
    }

    /// The record, which must exist.
    ///
    /// # Errors
    ///
    /// Fails as [`ReadError::Missing`] if it does not, as [`ReadError::Erased`] if it was erased.
    pub async fn get<R: Record>(&self, id: R::Id) -> Result<Stored<R>, ReadError> {
        self.find(id).await?.ok_or(ReadError::Missing {
            table: R::TABLE,
            id: id.into(),
        })
    }

    /// All rows of a declared statement, which says itself how many at most.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer or a row cannot be read.
    pub async fn all<T: FromRow>(&self, query: Query<T>) -> Result<Vec<T>, ReadError> {
        let statement = Statement {
            sql: query.declared.sql.into(),
            values: query.arguments,
            columns: query.declared.columns.into(),
            lock: crate::statement::Lock::No,
        };
        let rows = self.run(statement).await?;
        rows.into_iter()
            .map(|row| {
                T::from_row(row).map_err(|wrong| ReadError::Invalid(format!("{}: {wrong}", query.declared.name)))
            })
            .collect()
    }

    /// The first row of a declared statement.
    ///
    /// # Errors
    ///
    /// As [`Read::all`].
    pub async fn first<T: FromRow>(&self, query: Query<T>) -> Result<Option<T>, ReadError> {
        Ok(self.all(query).await?.into_iter().next())
    }

    /// The rows of any declared statement as plain values: for the test that compares engines.
    ///
    /// # Errors
    ///
    /// As [`Read::all`].
    pub async fn rows(
        &self,
        declared: &'static crate::query::Declared,
        arguments: Vec<Value>,
    ) -> Result<Vec<Vec<Value>>, ReadError> {
        let statement = Statement {
            sql: declared.sql.into(),
            values: arguments,
            columns: declared.columns.into(),
            lock: crate::statement::Lock::No,
        };
        self.run(statement).await
    }

    /// Every event of a thing, first to last.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn events(&self, thing: ThingId) -> Result<Vec<Journaled>, ReadError> {
        let sql = "SELECT thing, n, kind, format, body, happened_at, recorded_at, change
                   FROM store_event WHERE thing = $1 ORDER BY n";
        let rows = self
            .run(Statement::new(sql, vec![thing.into()]).returning(EVENT_COLUMNS))
            .await?;
        rows.into_iter()
            .map(|row| journaled(row).map_err(ReadError::Invalid))
            .collect()
    }

    /// Every event of several things, each thing's first to last, the things in the order of their ids.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn events_of(&self, things: &[ThingId]) -> Result<Vec<Journaled>, ReadError> {
        let sql = "SELECT thing, n, kind, format, body, happened_at, recorded_at, change
                   FROM store_event WHERE thing IN ($1) ORDER BY thing, n";
        let things = things.iter().map(|thing| Value::Id((*thing).into())).collect();
        let rows = self
            .run(Statement::new(sql, vec![Value::List(things)]).returning(EVENT_COLUMNS))
            .await?;
        rows.into_iter()
            .map(|row| journaled(row).map_err(ReadError::Invalid))
            .collect()
    }

    /// Whether a change was applied, by its id: what a form's token asks before anything is read.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn was_applied(&self, change: ChangeId) -> Result<bool, ReadError> {
        let sql = "SELECT repeats FROM store_change WHERE id = $1";
        Ok(!self
            .run(Statement::new(sql, vec![change.into()]).returning(&[Kind::Int]))
            .await?
            .is_empty())
    }

    /// The reply kept under an idempotency key, with the digest of the request that it answered.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn answer(&self, key: &str) -> Result<Option<(String, Json)>, ReadError> {
        let sql = "SELECT digest, reply FROM store_answer WHERE key = $1";
        let rows = self
            .run(Statement::new(sql, vec![key.into()]).returning(&[Kind::Text, Kind::Text]))
            .await?;
        match rows.into_iter().next().as_deref() {
            Some([Value::Text(digest), Value::Text(reply)]) => {
                let reply = serde_json::from_str(reply).map_err(|error| ReadError::Invalid(error.to_string()))?;
                Ok(Some((digest.clone(), reply)))
            }
            _ => Ok(None),
        }
    }

    /// The body of a record in its stored bytes: for exports and checks.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn body<R: Record>(&self, id: R::Id) -> Result<Option<String>, ReadError> {
        let sql = format!("SELECT body FROM {} WHERE id = $1", R::TABLE);
        let rows = self
            .run(Statement::new(sql, vec![Value::Id(id.into())]).returning(&[Kind::Text]))
            .await?;
        match rows.into_iter().next().and_then(|row| row.into_iter().next()) {
            Some(Value::Text(body)) => {
                read_body::<R>(i64::from(R::FORMAT), &body).map_err(ReadError::Invalid)?;
                Ok(Some(body))
            }
            _ => self.refuse_erased::<R>(id).await.map(|()| None),
        }
    }
}

/// The columns that [`journaled`] reads.
const EVENT_COLUMNS: &[Kind] = &[
    Kind::Id,
    Kind::Int,
    Kind::Text,
    Kind::Int,
    Kind::Text,
    Kind::Instant,
    Kind::Instant,
    Kind::Id,
];

pub(crate) fn journaled(row: Vec<Value>) -> Result<Journaled, String> {
    let row: [Value; 8] = row.try_into().map_err(|_| "an event has eight columns".to_owned())?;
    match row {
        [
            Value::Id(thing),
            Value::Int(n),
            Value::Text(kind),
            Value::Int(format),
            Value::Text(body),
            Value::Instant(happened_at),
            Value::Instant(recorded_at),
            Value::Id(change),
        ] => Ok(Journaled {
            thing: thing.into(),
            n,
            kind,
            format: u32::try_from(format).map_err(|_| format!("event format {format}"))?,
            body: serde_json::from_str(&body).map_err(|error| format!("event body: {error}"))?,
            happened_at,
            recorded_at,
            change: change.into(),
        }),
        other => Err(format!("not an event: {other:?}")),
    }
}
