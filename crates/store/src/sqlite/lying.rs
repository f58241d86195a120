//! A file of the embedded engine as it lies there: no log, no lock, nothing written beside it.

use crate::copy::{Digester, TableDigest};
use crate::error::StoreError;
use motcua_kernel::BlobId;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row};
use std::collections::HashSet;
use std::path::Path;
use uuid::Uuid;

/// A file that nobody writes.
pub(crate) struct Lying {
    connection: Connection,
}

impl Lying {
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        let mut address = String::from("file:");
        for letter in path.to_string_lossy().chars() {
            match letter {
                '%' => address.push_str("%25"),
                '?' => address.push_str("%3f"),
                '#' => address.push_str("%23"),
                other => address.push(other),
            }
        }
        address.push_str("?immutable=1");
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(address, flags).map_err(StoreError::engine)?;
        Ok(Self { connection })
    }

    /// What the engine itself finds wrong with the file, the first twenty sentences.
    pub(crate) fn damage(&self) -> Result<Vec<String>, StoreError> {
        let said = self.texts("PRAGMA integrity_check(20)")?;
        Ok(said.into_iter().filter(|sentence| sentence != "ok").collect())
    }

    /// Count and digest of every table in the file, whatever release made it: the same digests that a copy has.
    pub(crate) fn digests(&self) -> Result<Vec<TableDigest>, StoreError> {
        let sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name";
        self.texts(sql)?.iter().map(|table| self.digest(table)).collect()
    }

    fn digest(&self, table: &str) -> Result<TableDigest, StoreError> {
        let quoted = |name: &String| format!("\"{}\"", name.replace('"', "\"\""));
        let table_name = quoted(&table.to_owned());
        let named = |what: &str| {
            self.texts(&format!(
                "SELECT name FROM pragma_table_info('{}') {what}",
                table.replace('\'', "''")
            ))
        };
        let columns = named("ORDER BY name")?;
        let key: Vec<String> = named("WHERE pk > 0 ORDER BY pk")?.iter().map(quoted).collect();
        let shown: Vec<String> = columns.iter().map(quoted).collect();
        let names: Vec<&str> = columns.iter().map(String::as_str).collect();
        let mut digester = Digester::new(table, &names);
        let order = if key.is_empty() {
            "rowid".to_owned()
        } else {
            key.join(", ")
        };
        let sql = format!("SELECT {} FROM {table_name} ORDER BY {order}", shown.join(", "));
        let mut statement = self.connection.prepare(&sql).map_err(StoreError::engine)?;
        let mut rows = statement.query([]).map_err(StoreError::engine)?;
        while let Some(row) = rows.next().map_err(StoreError::engine)? {
            add(&mut digester, row, columns.len()).map_err(StoreError::engine)?;
        }
        Ok(digester.finish())
    }

    /// Epoch, last position and the hash of the feed up to it.
    pub(crate) fn head(&self) -> Result<(i64, i64, String), StoreError> {
        let sql = "SELECT value FROM store_fact WHERE name = 'epoch'";
        let epoch: Option<String> = self
            .connection
            .query_row(sql, [], |row| row.get(0))
            .optional()
            .map_err(StoreError::engine)?;
        let sql = "SELECT position, hash FROM store_feed ORDER BY position DESC LIMIT 1";
        let head = self
            .connection
            .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()
            .map_err(StoreError::engine)?;
        let (position, hash) = head.unwrap_or((0, String::new()));
        Ok((epoch.and_then(|epoch| epoch.parse().ok()).unwrap_or(1), position, hash))
    }

    /// The hash of the feed up to a position.
    pub(crate) fn hash_at(&self, position: i64) -> Result<Option<String>, StoreError> {
        let sql = "SELECT hash FROM store_feed WHERE position = ?1";
        let found = self.connection.query_row(sql, [position], |row| row.get(0));
        found.optional().map_err(StoreError::engine)
    }

    /// The ids of all files that records name.
    pub(crate) fn files(&self) -> Result<HashSet<BlobId>, StoreError> {
        let ids = self.ids("SELECT DISTINCT id FROM store_blob", [])?;
        Ok(ids.into_iter().map(BlobId::from).collect())
    }

    /// Which records name a file: table and id of each.
    pub(crate) fn owners(&self, file: BlobId) -> Result<Vec<(String, Uuid)>, StoreError> {
        let records = "SELECT DISTINCT record FROM store_blob WHERE id = ?1 ORDER BY record";
        let file = Uuid::from(file).into_bytes();
        let mut statement = self.connection.prepare(records).map_err(StoreError::engine)?;
        let records = statement
            .query_map([file], |row| row.get(0))
            .map_err(StoreError::engine)?;
        let records: Vec<String> = records.collect::<Result<_, _>>().map_err(StoreError::engine)?;
        let mut owners = Vec::new();
        for record in records {
            let sql = "SELECT owner FROM store_blob WHERE id = ?1 AND record = ?2 ORDER BY owner";
            let ids = self.ids(sql, rusqlite::params![file, record])?;
            owners.extend(ids.into_iter().map(|owner| (record.clone(), owner)));
        }
        Ok(owners)
    }

    fn ids(&self, sql: &str, values: impl rusqlite::Params) -> Result<Vec<Uuid>, StoreError> {
        let mut statement = self.connection.prepare(sql).map_err(StoreError::engine)?;
        let bytes = statement
            .query_map(values, |row| row.get(0))
            .map_err(StoreError::engine)?;
        let bytes: Vec<[u8; 16]> = bytes.collect::<Result<_, _>>().map_err(StoreError::engine)?;
        Ok(bytes.into_iter().map(Uuid::from_bytes).collect())
    }

    fn texts(&self, sql: &str) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare(sql).map_err(StoreError::engine)?;
        let rows = statement.query_map([], |row| row.get(0)).map_err(StoreError::engine)?;
        rows.collect::<Result<_, _>>().map_err(StoreError::engine)
    }
}

fn add(digester: &mut Digester, row: &Row<'_>, columns: usize) -> rusqlite::Result<()> {
    digester.begin_row();
    for at in 0..columns {
        match row.get_ref(at)? {
            ValueRef::Null => digester.nothing(),
            ValueRef::Integer(number) => digester.whole(number),
            ValueRef::Text(text) => digester.text(text),
            ValueRef::Blob(bytes) => digester.bytes(bytes),
            // No column of ours holds one; its bits are as good as any.
            ValueRef::Real(number) => digester.bytes(&number.to_bits().to_be_bytes()),
        }
    }
    Ok(())
}
