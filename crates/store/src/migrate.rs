//! Making tables, and bringing older ones to today's declarations.

use crate::blob::Blob;
use crate::error::StoreError;
use crate::facts::{UNFINISHED, set_fact};
use crate::postgres::PostgresDialect;
use crate::record::{Declaration, declarations};
use crate::schema::{Dialect, OwnTable, SCHEMA, add_column, own_tables, record_indexes, record_table};
use crate::sqlite::SqliteDialect;
use crate::statement::Statement;
use crate::store::sqlite_file;
use crate::value::{Kind, Value};
use std::path::Path;

/// What the caller wants of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Make what is missing, fill what has changed.
    CreateOrComplete,
    /// Only look: refuse a store of another schema.
    Verify,
}

/// How many rows of a table are filled in one transaction, so that nobody waits long.
const PAGE: i64 = 500;

/// An engine while nothing else runs on it.
pub(crate) enum Workbench {
    Sqlite(crate::sqlite::Prepared),
    Postgres(crate::postgres::Prepared),
}

impl Workbench {
    async fn open(address: &str, wish: Wish) -> Result<Self, StoreError> {
        if is_server(address)? {
            let prepared = crate::postgres::Prepared::open(address, wish == Wish::CreateOrComplete).await?;
            return Ok(Self::Postgres(prepared));
        }
        let folder = Path::new(address);
        std::fs::create_dir_all(folder)?;
        Ok(Self::Sqlite(crate::sqlite::prepare(&sqlite_file(folder))?))
    }

    fn dialect(&self) -> &'static dyn Dialect {
        match self {
            Self::Sqlite(_) => &SqliteDialect,
            Self::Postgres(_) => &PostgresDialect,
        }
    }

    async fn batch(&self, statements: Vec<String>) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(prepared) => prepared.batch(&statements),
            Self::Postgres(prepared) => prepared.batch(&statements).await,
        }
    }

    async fn run(&self, statement: Statement) -> Result<Vec<Vec<Value>>, StoreError> {
        match self {
            Self::Sqlite(prepared) => prepared.run(statement),
            Self::Postgres(prepared) => prepared.run(statement).await,
        }
    }
}

/// Whether an address names a server, not a folder.
pub(crate) fn is_server(address: &str) -> Result<bool, StoreError> {
    match address.split_once("://") {
        Some(("postgres" | "postgresql", _)) => Ok(true),
        Some((scheme, _)) => Err(StoreError::Address(format!("{scheme}://…"))),
        None => Ok(false),
    }
}

/// Makes or verifies the tables of a store.
pub(crate) async fn prepare(address: &str, wish: Wish) -> Result<(), StoreError> {
    if wish == Wish::Verify && !is_server(address)? && !sqlite_file(Path::new(address)).exists() {
        return Err(StoreError::Address(address.to_owned()));
    }
    let bench = Workbench::open(address, wish).await?;
    let tables = fingerprint();
    if let Some((schema, known, unfinished)) = kept_schema(&bench).await {
        if let Some(what) = unfinished {
            return Err(StoreError::Unfinished(what));
        }
        if schema > SCHEMA {
            return Err(StoreError::Newer {
                found: schema,
                known: SCHEMA,
            });
        }
        if wish == Wish::Verify && (schema < SCHEMA || known != tables) {
            return Err(StoreError::Older {
                found: schema,
                known: SCHEMA,
            });
        }
        if schema == SCHEMA && known == tables {
            return Ok(());
        }
    } else if wish == Wish::Verify {
        return Err(StoreError::Older {
            found: 0,
            known: SCHEMA,
        });
    }
    bench.batch(own_tables(bench.dialect())).await?;
    for declaration in declarations() {
        complete(&bench, declaration).await?;
    }
    for (name, value) in [("schema", SCHEMA.to_string()), ("tables", tables)] {
        bench.run(set_fact(name, &value)).await?;
    }
    Ok(())
}

/// All that the declarations ask of the tables, in one line: equal means that nothing is to be done.
fn fingerprint() -> String {
    let own = crate::schema::OWN_TABLES.iter().map(own_list);
    let lines: Vec<String> = own.chain(declarations().into_iter().map(column_list)).collect();
    crate::plan::hex(&<sha2::Sha256 as sha2::Digest>::digest(lines.join("\n").as_bytes()))
}

fn own_list(table: &OwnTable) -> String {
    format!("{} {:?} ({}) {:?}", table.name, table.columns, table.key, table.indexes)
}

fn column_list(declaration: &Declaration) -> String {
    let columns: Vec<String> = declaration
        .columns
        .iter()
        .map(|column| {
            format!(
                "{} {:?}{}",
                column.name,
                column.kind,
                if column.unique { " unique" } else { "" }
            )
        })
        .collect();
    format!(
        "{} {} ({}) {}",
        declaration.table,
        declaration.shape,
        columns.join(", "),
        declaration.indexes.join("; ")
    )
}

async fn kept_schema(bench: &Workbench) -> Option<(i64, String, Option<String>)> {
    let sql = "SELECT name, value FROM store_fact WHERE name IN ('schema', 'tables', 'unfinished') ORDER BY name";
    // An error means that there is no such table yet.
    let rows = bench
        .run(Statement::new(sql, vec![]).returning(&[Kind::Text, Kind::Text]))
        .await
        .ok()?;
    let value = |wanted: &str| {
        rows.iter().find_map(|row| match row.as_slice() {
            [Value::Text(name), Value::Text(value)] if name == wanted => Some(value.clone()),
            _ => None,
        })
    };
    let tables = value("tables").unwrap_or_default();
    Some((value("schema")?.parse().ok()?, tables, value(UNFINISHED)))
}

/// Makes a record's table, or adds columns that it lacks and fills them from the bodies.
async fn complete(bench: &Workbench, declaration: &'static Declaration) -> Result<(), StoreError> {
    let table = declaration.table;
    let sql = "SELECT shape, columns FROM store_table WHERE name = $1";
    let rows = bench
        .run(Statement::new(sql, vec![table.into()]).returning(&[Kind::Int, Kind::Text]))
        .await?;
    let names: Vec<&str> = declaration.columns.iter().map(|column| column.name).collect();
    let mut statements = Vec::new();
    let mut stale_rows = false;
    match rows.first().map(Vec::as_slice) {
        Some([Value::Int(shape), Value::Text(kept)]) => {
            let kept: Vec<&str> = kept.split(' ').filter(|name| !name.is_empty()).collect();
            for column in declaration.columns.iter().filter(|column| !kept.contains(&column.name)) {
                statements.push(add_column(bench.dialect(), table, column));
                stale_rows = true;
            }
            stale_rows |= *shape < i64::from(declaration.shape);
        }
        _ => statements.push(record_table(bench.dialect(), declaration)),
    }
    if !statements.is_empty() {
        bench.batch(statements).await?;
    }
    if stale_rows {
        fill(bench, declaration).await?;
    }
    bench.batch(record_indexes(declaration)).await?;
    let sql = "INSERT INTO store_table (name, shape, columns) VALUES ($1, $2, $3)
               ON CONFLICT (name) DO UPDATE SET shape = excluded.shape, columns = excluded.columns";
    let values = vec![table.into(), declaration.shape.into(), names.join(" ").into()];
    bench.run(Statement::new(sql, values)).await?;
    Ok(())
}

/// Derives the columns of every row again, page by page; a stopped filling goes on from the start harmlessly.
async fn fill(bench: &Workbench, declaration: &'static Declaration) -> Result<(), StoreError> {
    let table = declaration.table;
    let mut after = Value::Id(uuid::Uuid::nil());
    loop {
        let sql = format!("SELECT id, format, body FROM {table} WHERE id > $1 ORDER BY id LIMIT $2");
        let statement = Statement::new(sql, vec![after.clone(), PAGE.into()]);
        let rows = bench
            .run(statement.returning(&[Kind::Id, Kind::Int, Kind::Text]))
            .await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last[0].clone();
        for row in &rows {
            let [id, Value::Int(format), Value::Text(body)] = row.as_slice() else {
                continue;
            };
            let derived = (declaration.derive)(*format, body)
                .map_err(|wrong| StoreError::Engine(format!("{table}: {wrong}"), None))?;
            let sets: Vec<String> = declaration
                .columns
                .iter()
                .enumerate()
                .map(|(at, column)| format!("{} = ${}", column.name, at + 3))
                .collect();
            let mut values = vec![id.clone(), declaration.shape.into()];
            values.extend(derived.columns);
            let separator = if sets.is_empty() { "" } else { ", " };
            let sql = format!(
                "UPDATE {table} SET shape = $2{separator}{} WHERE id = $1",
                sets.join(", ")
            );
            bench.run(Statement::new(sql, values)).await?;
            if declaration.names_blobs {
                note_blobs(bench, table, id, &derived.blobs).await?;
            }
        }
    }
}

/// Notes which files a record names, for bodies that were written before their record declared it.
async fn note_blobs(bench: &Workbench, table: &'static str, owner: &Value, blobs: &[Blob]) -> Result<(), StoreError> {
    let sql = "DELETE FROM store_blob WHERE owner = $1 AND record = $2";
    bench
        .run(Statement::new(sql, vec![owner.clone(), table.into()]))
        .await?;
    for blob in blobs {
        let sql = "INSERT INTO store_blob (id, record, owner) VALUES ($1, $2, $3)";
        let values = vec![blob.id().into(), table.into(), owner.clone()];
        bench.run(Statement::new(sql, values)).await?;
    }
    Ok(())
}
