//! What was erased is gone, and the journal says so.

use super::CheckReport;
use crate::erase::ERASED;
use crate::error::ReadError;
use crate::read::Read;
use crate::record::{RecordKind, declarations};
use crate::statement::Statement;
use crate::value::{Kind, Value};

/// How many of a kind of fault are told.
const MOST: i64 = 100;

/// Compares the notes of erasures with records and journal.
pub(super) async fn check(read: &Read, report: &mut CheckReport) -> Result<(), ReadError> {
    for declaration in declarations() {
        if declaration.kind == RecordKind::View {
            continue;
        }
        let table = declaration.table;
        let sql = format!(
            "SELECT e.id FROM store_erased e JOIN {table} t ON t.id = e.id WHERE e.record = $1 ORDER BY e.id LIMIT $2"
        );
        let statement = Statement::new(sql, vec![table.into(), MOST.into()]).returning(&[Kind::Id]);
        for row in read.run(statement).await? {
            if let Some(Value::Id(id)) = row.first() {
                report.fault(format!(
                    "{table} {id} was erased and is there again: apply the erasures again"
                ));
            }
        }
    }
    let sql = "SELECT e.record, e.id FROM store_erased e
               WHERE NOT EXISTS (SELECT 1 FROM store_event v
                                 WHERE v.thing = e.thing AND v.change = e.change AND v.kind = $1)
               ORDER BY e.record, e.id LIMIT $2";
    let statement = Statement::new(sql, vec![ERASED.into(), MOST.into()]).returning(&[Kind::Text, Kind::Id]);
    for row in read.run(statement).await? {
        if let [Value::Text(table), Value::Id(id)] = row.as_slice() {
            report.fault(format!("{table} {id} is noted as erased, but no event says so"));
        }
    }
    Ok(())
}
