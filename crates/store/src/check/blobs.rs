//! The files that records name: are they there and whole?

use super::CheckReport;
use crate::blob::{Blob, BlobError};
use crate::error::{ReadError, StoreError};
use crate::record::{Declaration, declarations};
use crate::statement::Statement;
use crate::store::Store;
use crate::value::{Kind, Value};
use motcua_kernel::BlobId;
use std::collections::BTreeSet;
use uuid::Uuid;

/// How many owners are looked at together.
const PAGE: i64 = 200;

/// An owner with what its body names.
struct Owner {
    id: Uuid,
    blobs: Vec<Blob>,
}

/// Reads every named file through, compares what bodies name with what is noted, and counts what nobody names.
pub(super) async fn check(store: &Store, report: &mut CheckReport) -> Result<(), ReadError> {
    for declaration in declarations() {
        if declaration.names_blobs {
            owners(store, declaration, report).await?;
        }
    }
    let Some(blobs) = &store.blobs else { return Ok(()) };
    match blobs.unnamed(store).await {
        Ok(unnamed) => report.unnamed_blobs += unnamed,
        Err(StoreError::Read(error)) => return Err(error),
        Err(error) => report.fault(format!("the files cannot be listed: {error}")),
    }
    Ok(())
}

async fn owners(store: &Store, declaration: &'static Declaration, report: &mut CheckReport) -> Result<(), ReadError> {
    let table = declaration.table;
    left_over(store, table, report).await?;
    let mut after = Uuid::nil();
    loop {
        let (owners, noted) = page(store, declaration, after).await?;
        let Some(last) = owners.last() else { return Ok(()) };
        after = last.id;
        let named: BTreeSet<(Uuid, BlobId)> = owners
            .iter()
            .flat_map(|owner| owner.blobs.iter().map(|blob| (owner.id, blob.id())))
            .collect();
        for (owner, blob) in named.symmetric_difference(&noted) {
            let wrong = if named.contains(&(*owner, *blob)) {
                "names the file, but it is not noted"
            } else {
                "does not name the file, but it is noted"
            };
            report.fault(format!("{table} {owner} {wrong}: {blob}"));
        }
        for owner in owners {
            for blob in owner.blobs {
                file(store, declaration, owner.id, &blob, report).await?;
            }
        }
    }
}

/// What is noted of owners that are gone would keep their files for ever.
async fn left_over(store: &Store, table: &'static str, report: &mut CheckReport) -> Result<(), ReadError> {
    let sql = format!(
        "SELECT COUNT(*) FROM store_blob b
         WHERE b.record = $1 AND NOT EXISTS (SELECT 1 FROM {table} o WHERE o.id = b.owner)"
    );
    let statement = Statement::new(sql, vec![table.into()]).returning(&[Kind::Int]);
    let rows = store.read().await?.run(statement).await?;
    if let Some(Value::Int(count @ 1..)) = rows.first().and_then(|row| row.first()) {
        report.fault(format!("{count} files are noted for a {table} that is gone"));
    }
    Ok(())
}

/// The next owners, and what is noted of them, in one snapshot. A body that cannot be read was told already.
async fn page(
    store: &Store,
    declaration: &'static Declaration,
    after: Uuid,
) -> Result<(Vec<Owner>, BTreeSet<(Uuid, BlobId)>), ReadError> {
    let table = declaration.table;
    let read = store.read().await?;
    let sql = format!("SELECT id, format, body FROM {table} WHERE id > $1 ORDER BY id LIMIT $2");
    let statement = Statement::new(sql, vec![after.into(), PAGE.into()]);
    let rows = read
        .run(statement.returning(&[Kind::Id, Kind::Int, Kind::Text]))
        .await?;
    let owners: Vec<Owner> = rows
        .into_iter()
        .filter_map(|row| match row.as_slice() {
            [Value::Id(id), Value::Int(format), Value::Text(body)] => Some(Owner {
                id: *id,
                blobs: (declaration.derive)(*format, body).map_or_else(|_| Vec::new(), |derived| derived.blobs),
            }),
            _ => None,
        })
        .collect();
    let ids = Value::List(owners.iter().map(|owner| Value::Id(owner.id)).collect());
    let sql = "SELECT owner, id FROM store_blob WHERE record = $1 AND owner IN ($2)";
    let statement = Statement::new(sql, vec![table.into(), ids]).returning(&[Kind::Id, Kind::Id]);
    let noted = read
        .run(statement)
        .await?
        .into_iter()
        .filter_map(|row| match row.as_slice() {
            [Value::Id(owner), Value::Id(id)] => Some((*owner, BlobId::from(*id))),
            _ => None,
        });
    Ok((owners, noted.collect()))
}

async fn file(
    store: &Store,
    declaration: &'static Declaration,
    owner: Uuid,
    blob: &Blob,
    report: &mut CheckReport,
) -> Result<(), ReadError> {
    report.blobs += 1;
    let verified = match store.blobs() {
        Ok(blobs) => blobs.verify(blob).await,
        Err(error) => Err(error),
    };
    match verified {
        Ok(()) => Ok(()),
        // Its owner may have gone since the page was read, and the file after it.
        Err(BlobError::Missing(_)) if !is_noted(store, declaration, owner, blob).await? => Ok(()),
        Err(error) => {
            report.fault(format!("{} {owner} names a file: {error}", declaration.table));
            Ok(())
        }
    }
}

async fn is_noted(
    store: &Store,
    declaration: &'static Declaration,
    owner: Uuid,
    blob: &Blob,
) -> Result<bool, ReadError> {
    let sql = "SELECT id FROM store_blob WHERE id = $1 AND record = $2 AND owner = $3";
    let values = vec![blob.id().into(), declaration.table.into(), owner.into()];
    let rows = store
        .read()
        .await?
        .run(Statement::new(sql, values).returning(&[Kind::Id]))
        .await?;
    Ok(!rows.is_empty())
}
