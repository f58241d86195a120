//! Erasing: a record's body, the key of its digests, its words and the keys of its files go; that it was there, and
//! when it was erased, stays.
//!
//! An erasure is a change like any other. It deletes the row, so no list meets half a record; writes a
//! `store.erased` event into the chain of the record's thing, which goes on and verifies as before; and notes the
//! erasure. Whoever then asks for the record is told [`ReadError::Erased`]. A restored backup holds what was erased
//! since: [`Store::reapply_erasures`] takes the list that [`Read::erasures`] gave before, which is kept apart from
//! the backups, and erases it again.
//!
//! What it deliberately does not do: say who may erase what and when (that is the room's), or look for personal data
//! in messages of the outbox and replies to idempotency keys, which end by themselves.

use crate::change::{ChangeSet, RecordWrite};
use crate::error::{CommitError, ReadError, StoreError};
use crate::event::Event;
use crate::read::Read;
use crate::record::{Declaration, Record, RecordKind, Stored, declarations, derive};
use crate::statement::Statement;
use crate::store::Store;
use crate::value::{Kind, Value};
use motcua_kernel::{Actor, BlobId, ChangeId, Context, Instant, ThingId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

/// The kind of the event that says that a record was erased; its facts are table and id.
pub(crate) const ERASED: &str = "store.erased";

/// How often an erasure that meets other changes is tried.
const TRIES: usize = 5;

/// A record that was erased. It holds no personal data, and is to be kept for as long as a backup may hold the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// The record's table.
    pub table: String,
    /// Its id.
    pub id: Uuid,
    /// The thing whose chain its versions stand in.
    pub thing: ThingId,
    /// When it was erased in this store.
    pub erased_at: Instant,
    /// The change that erased it.
    pub change: ChangeId,
}

/// What a change set erases.
#[derive(Debug, Clone)]
pub(crate) struct Erase {
    pub(crate) table: &'static str,
    pub(crate) id: Uuid,
    pub(crate) thing: ThingId,
    /// The files that the record named.
    pub(crate) blobs: Vec<BlobId>,
}

impl ChangeSet {
    /// Erases a record at the version that was read, says so in the journal, and notes it for
    /// [`Store::reapply_erasures`]. Its files go with it unless another record names them.
    ///
    /// A view is built from the feed, which never held what is erased: it is refused.
    pub fn erase<R: Record>(&mut self, stored: &Stored<R>) -> &mut Self {
        match derive(&stored.record) {
            Ok(derived) if R::KIND != RecordKind::View => {
                let erase = Erase {
                    table: R::TABLE,
                    id: derived.id,
                    thing: derived.thing,
                    blobs: derived.blobs.iter().map(crate::blob::Blob::id).collect(),
                };
                self.delete(stored).note_erasure(erase)
            }
            Ok(_) => self.refuse(format!("{} is a view: nothing of it is erased", R::TABLE)),
            Err(wrong) => self.refuse(wrong),
        }
    }

    fn refuse(&mut self, wrong: String) -> &mut Self {
        self.edit().wrong = Some(wrong);
        self
    }

    /// Removes a row whose type is not known here.
    fn delete_row(&mut self, declaration: &'static Declaration, id: Uuid, thing: ThingId, read: i64) {
        self.edit().records.push(RecordWrite {
            declaration,
            id,
            thing,
            read,
            row: None,
        });
    }

    fn note_erasure(&mut self, erase: Erase) -> &mut Self {
        let facts = json!({"table": erase.table, "id": erase.id});
        self.journal(Event::new(erase.thing, ERASED, &facts));
        self.edit().erases.push(erase);
        self
    }
}

/// What is written of an erasure beside the deleted row.
pub(crate) fn statements(erase: &Erase, at: Instant, change: ChangeId) -> [Statement; 2] {
    let note = "INSERT INTO store_erased (record, id, thing, at, change) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (record, id) DO UPDATE SET at = excluded.at, change = excluded.change";
    let values = vec![
        erase.table.into(),
        erase.id.into(),
        erase.thing.into(),
        at.into(),
        change.into(),
    ];
    // The kinds of words are few and not known here. They are walked one by one along the index, since looking for
    // an id without its kind would read every word.
    let words = "WITH RECURSIVE k (kind) AS (
                     SELECT MIN(kind) FROM store_word
                     UNION ALL
                     SELECT (SELECT MIN(w.kind) FROM store_word w WHERE w.kind > k.kind) FROM k
                     WHERE k.kind IS NOT NULL)
                 DELETE FROM store_word
                 WHERE id = $1 AND kind IN (SELECT k.kind FROM k WHERE k.kind IS NOT NULL)";
    [
        Statement::new(note, values),
        Statement::new(words, vec![erase.id.into()]),
    ]
}

impl Read {
    /// What to say of a record that is not there: that it was erased, or nothing.
    pub(crate) async fn refuse_erased<R: Record>(&self, id: R::Id) -> Result<(), ReadError> {
        if R::KIND == RecordKind::View {
            return Ok(());
        }
        let sql = "SELECT at FROM store_erased WHERE record = $1 AND id = $2";
        let values = vec![R::TABLE.into(), Value::Id(id.into())];
        let rows = self
            .run(Statement::new(sql, values).returning(&[Kind::Instant]))
            .await?;
        match rows.first().and_then(|row| row.first()) {
            Some(Value::Instant(at)) => Err(ReadError::Erased {
                table: R::TABLE,
                id: id.into(),
                at: *at,
            }),
            _ => Ok(()),
        }
    }

    /// The erasures after another one, so many at most, in the order that they were done: for the list that is kept
    /// apart from the backups.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn erasures(&self, after: Option<&Erasure>, most: i64) -> Result<Vec<Erasure>, ReadError> {
        let sql = "SELECT record, id, thing, at, change FROM store_erased
                   WHERE at > $1 OR (at = $1 AND record > $2) OR (at = $1 AND record = $2 AND id > $3)
                   ORDER BY at, record, id LIMIT $4";
        let (at, table, id) = after.map_or((Instant::from_micros(i64::MIN), "", Uuid::nil()), |erasure| {
            (erasure.erased_at, erasure.table.as_str(), erasure.id)
        });
        let values = vec![at.into(), table.into(), id.into(), most.into()];
        let columns = &[Kind::Text, Kind::Id, Kind::Id, Kind::Instant, Kind::Id];
        let rows = self.run(Statement::new(sql, values).returning(columns)).await?;
        let erasure = |row: Vec<Value>| match <[Value; 5]>::try_from(row) {
            Ok(
                [
                    Value::Text(table),
                    Value::Id(id),
                    Value::Id(thing),
                    Value::Instant(erased_at),
                    Value::Id(change),
                ],
            ) => Some(Erasure {
                table,
                id,
                thing: thing.into(),
                erased_at,
                change: change.into(),
            }),
            _ => None,
        };
        Ok(rows.into_iter().filter_map(erasure).collect())
    }
}

impl Store {
    /// Erases again what had been erased before a backup was restored, and says how many records or notes of
    /// erasures were missing. Again it does nothing.
    ///
    /// # Errors
    ///
    /// Fails if the list names a table that this program does not have, or the store does not answer. What was done
    /// until then stays done.
    pub async fn reapply_erasures(&self, erasures: &[Erasure], now: Instant) -> Result<u64, StoreError> {
        let mut done = 0;
        for erasure in erasures {
            let declared = declarations().into_iter().find(|one| one.table == erasure.table);
            let unknown = || StoreError::UnknownTable(erasure.table.clone());
            done += u64::from(self.erase_again(declared.ok_or_else(unknown)?, erasure, now).await?);
        }
        Ok(done)
    }

    async fn erase_again(
        &self,
        declaration: &'static Declaration,
        erasure: &Erasure,
        now: Instant,
    ) -> Result<bool, StoreError> {
        let mut tries = 0;
        loop {
            let Some(set) = self.erasing_again(declaration, erasure, now).await? else {
                return Ok(false);
            };
            tries += 1;
            match self.commit(set).await {
                Ok(_) => return Ok(true),
                // Somebody changed it meanwhile: read and erase that.
                Err(CommitError::Stale { .. }) if tries < TRIES => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// `None` if it is noted as erased and not there.
    async fn erasing_again(
        &self,
        declaration: &'static Declaration,
        erasure: &Erasure,
        now: Instant,
    ) -> Result<Option<ChangeSet>, ReadError> {
        let (table, id) = (declaration.table, erasure.id);
        let read = self.read().await?;
        let sql = format!("SELECT version FROM {table} WHERE id = $1");
        let statement = Statement::new(sql, vec![id.into()]).returning(&[Kind::Int]);
        let version = match read.run(statement).await?.first().and_then(|row| row.first()) {
            Some(Value::Int(version)) => Some(*version),
            _ => None,
        };
        let sql = "SELECT id FROM store_erased WHERE record = $1 AND id = $2";
        let values = vec![table.into(), id.into()];
        let noted = read.run(Statement::new(sql, values).returning(&[Kind::Id])).await?;
        if version.is_none() && !noted.is_empty() {
            return Ok(None);
        }
        let sql = "SELECT id FROM store_blob WHERE owner = $1 AND record = $2 ORDER BY id";
        let values = vec![id.into(), table.into()];
        let files = read.run(Statement::new(sql, values).returning(&[Kind::Id])).await?;
        let blobs = files.into_iter().flatten().filter_map(|value| match value {
            Value::Id(id) => Some(BlobId::from(id)),
            _ => None,
        });
        let mut set = ChangeSet::new(&Context::new(Actor::System, now));
        if let Some(version) = version {
            set.delete_row(declaration, id, erasure.thing, version);
        }
        set.note_erasure(Erase {
            table,
            id,
            thing: erasure.thing,
            blobs: blobs.collect(),
        });
        Ok(Some(set))
    }
}
