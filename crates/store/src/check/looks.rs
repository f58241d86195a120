//! The chains of looks.

use super::{CheckReport, PAGE};
use crate::error::ReadError;
use crate::look::{Look, look_hash};
use crate::read::Read;
use crate::statement::Statement;
use crate::value::{Kind, Value};
use motcua_kernel::{Actor, Instant};

/// Verifies every look's hash and its place in the chain of its node and day.
pub(super) async fn check(read: &Read, report: &mut CheckReport) -> Result<(), ReadError> {
    const COLUMNS: &[Kind] = &[
        Kind::Text,
        Kind::Date,
        Kind::Int,
        Kind::Instant,
        Kind::Text,
        Kind::Id,
        Kind::Id,
        Kind::Text,
        Kind::Id,
        Kind::Id,
        Kind::Id,
        Kind::Text,
        Kind::Text,
    ];
    let mut after = (Value::from(""), Value::from("0000-01-01"), 0_i64);
    let mut chain: Option<(String, motcua_kernel::Date, i64, String)> = None;
    if let Ok(first) = "0001-01-01".parse::<motcua_kernel::Date>() {
        after.1 = first.into();
    }
    loop {
        let sql = "SELECT node, day, n, at, actor_kind, actor, person, reason, subject, unit, request, before, hash
                   FROM store_look
                   WHERE node > $1 OR (node = $1 AND day > $2) OR (node = $1 AND day = $2 AND n > $3)
                   ORDER BY node, day, n LIMIT $4";
        let values = vec![after.0.clone(), after.1.clone(), after.2.into(), PAGE.into()];
        let rows = read.run(Statement::new(sql, values).returning(COLUMNS)).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            let [Value::Text(node), Value::Date(day), Value::Int(n), ..] = row.as_slice() else {
                continue;
            };
            let (node, day, n) = (node.clone(), *day, *n);
            after = (node.as_str().into(), day.into(), n);
            report.looks += 1;
            let before = match &chain {
                Some((at, on, last, hash)) if *at == node && *on == day => {
                    if n != last + 1 {
                        report.fault(format!(
                            "looks {} to {} of node {node} on {day} are gone",
                            last + 1,
                            n - 1
                        ));
                    }
                    hash.clone()
                }
                _ => {
                    if n != 1 {
                        report.fault(format!("the first looks of node {node} on {day} are gone"));
                    }
                    String::new()
                }
            };
            let Some((look, said_before, hash)) = look_of(row) else {
                report.fault(format!(
                    "look {n} of node {node} on {day} has another shape than it should"
                ));
                continue;
            };
            if said_before != before || look_hash(&node, day, n, &look, &said_before) != hash {
                report.fault(format!("look {n} of node {node} on {day} was changed"));
            }
            chain = Some((node, day, n, hash));
        }
    }
}

fn look_of(row: Vec<Value>) -> Option<(Look, String, String)> {
    let id = |value: &Value| match value {
        Value::Id(id) => Some(*id),
        _ => None,
    };
    let [
        _,
        _,
        _,
        Value::Instant(at),
        Value::Text(kind),
        actor,
        Value::Id(person),
        Value::Text(reason),
        subject,
        unit,
        Value::Id(request),
        Value::Text(before),
        Value::Text(hash),
    ] = row.as_slice()
    else {
        return None;
    };
    let at: Instant = *at;
    let actor = match (kind.as_str(), id(actor)) {
        ("person", Some(actor)) => Actor::Person(actor.into()),
        ("officer", Some(actor)) => Actor::Officer(actor.into()),
        ("client", Some(actor)) => Actor::Client(actor.into()),
        ("system", None) => Actor::System,
        ("anyone", None) => Actor::Anyone,
        _ => return None,
    };
    let look = Look {
        actor,
        person: (*person).into(),
        reason: reason.clone(),
        subject: id(subject),
        unit: id(unit).map(Into::into),
        at,
        request: (*request).into(),
    };
    Some((look, before.clone(), hash.clone()))
}
