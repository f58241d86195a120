//! The closing of a commit: what to write, or why not.

use super::open::{Ask, Opening};
use super::writer::Writer;
use crate::change::ChangeSet;
use crate::committed::Committed;
use crate::error::CommitError;
use crate::statement::Statement;
use crate::value::Value;
use motcua_kernel::{Instant, ThingId};
use serde_json::Value as Json;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// What the engine brings: the clock and the salts. The rest follows from the change set and the answers.
pub(crate) struct Surroundings<'a> {
    pub(crate) recorded_at: Instant,
    pub(crate) salt: &'a mut dyn FnMut() -> String,
}

/// An event that was written, for the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NewEvent {
    pub(crate) thing: ThingId,
    pub(crate) n: i64,
    pub(crate) hash: String,
}

/// How a commit ends, when it is not refused.
#[derive(Debug)]
pub(crate) enum Closing {
    /// It was applied before: roll back, since the opening took numbers again, and give the first answer.
    Repeated(Committed),
    /// Run these, then commit.
    Write {
        steps: Vec<Statement>,
        events: Vec<NewEvent>,
        committed: Committed,
    },
}

#[derive(Debug)]
pub(super) struct Head {
    pub(super) n: i64,
    pub(super) hash: String,
    pub(super) happened_at: Instant,
    pub(super) is_new: bool,
}

#[derive(Default)]
struct Answers {
    repeated: Option<Vec<u64>>,
    answered: Option<(String, String)>,
    received_before: bool,
    versions: HashMap<(&'static str, Uuid), i64>,
    heads: BTreeMap<ThingId, Head>,
    series: HashMap<String, u64>,
    /// The first counter that refuses.
    no_place: Option<CommitError>,
    cursor_moved: bool,
}

pub(crate) fn close(
    set: &ChangeSet,
    opening: &Opening,
    answers: Vec<Vec<Vec<Value>>>,
    around: &mut Surroundings<'_>,
) -> Result<Closing, CommitError> {
    let c = &*set.contents;
    let mut read = read_answers(set, &opening.asks, answers)?;

    if let Some(numbers) = read.repeated.take() {
        let reply = read
            .answered
            .as_ref()
            .and_then(|(_, reply)| serde_json::from_str(reply).ok());
        return Ok(Closing::Repeated(committed(set, numbers, reply, true)));
    }
    if let (Some(answer), Some((digest, reply))) = (&c.answer, &read.answered) {
        if *digest != answer.digest {
            return Err(CommitError::Reused {
                key: answer.key.clone(),
            });
        }
        return Ok(Closing::Repeated(committed(
            set,
            Vec::new(),
            serde_json::from_str(reply).ok(),
            true,
        )));
    }
    if read.received_before {
        return Err(CommitError::Taken {
            table: "store_inbox".into(),
            key: "foreign_id".into(),
        });
    }
    refuse_stale(set, &read)?;
    if let Some(refusal) = read.no_place {
        return Err(refusal);
    }

    let numbers = issue(&c.series, &mut read.series);
    let reply = c
        .answer
        .as_ref()
        .map(|answer| answer.reply.json(&numbers).map_err(CommitError::Invalid))
        .transpose()?;
    let (steps, events) = Writer::new(set, &numbers).write(&mut read.heads, reply.as_ref(), around)?;
    Ok(Closing::Write {
        steps,
        events,
        committed: committed(set, numbers, reply, false),
    })
}

fn committed(set: &ChangeSet, numbers: Vec<u64>, reply: Option<Json>, repeated: bool) -> Committed {
    let written = set.contents.records.iter().filter(|write| write.row.is_some());
    Committed {
        change: set.id(),
        numbers,
        versions: written.map(|write| (write.id, write.read + 1)).collect(),
        reply,
        repeated,
    }
}

fn read_answers(set: &ChangeSet, asks: &[Ask], answers: Vec<Vec<Vec<Value>>>) -> Result<Answers, CommitError> {
    let odd = |ask: &Ask| CommitError::Invalid(format!("the engine's answer to {ask:?} has another shape"));
    let mut read = Answers::default();
    for (ask, rows) in asks.iter().zip(answers) {
        match (ask, rows.as_slice()) {
            (Ask::Claim, [row]) => match row.as_slice() {
                [Value::Int(0), _] => {}
                [Value::Int(_), Value::Text(numbers)] => {
                    read.repeated = Some(serde_json::from_str(numbers).unwrap_or_default());
                }
                _ => return Err(odd(ask)),
            },
            (Ask::Answer, [row]) => match row.as_slice() {
                [Value::Int(0), ..] => {}
                [_, Value::Text(digest), Value::Text(reply)] => {
                    read.answered = Some((digest.clone(), reply.clone()));
                }
                _ => return Err(odd(ask)),
            },
            (Ask::Received, rows) => read.received_before = rows.is_empty(),
            (Ask::Versions(table), rows) => {
                for row in rows {
                    let [Value::Id(id), Value::Int(version)] = row.as_slice() else {
                        return Err(odd(ask));
                    };
                    read.versions.insert((table, *id), *version);
                }
            }
            (Ask::Chains, rows) => {
                for row in rows {
                    let [
                        Value::Id(thing),
                        Value::Int(n),
                        Value::Text(hash),
                        Value::Instant(happened_at),
                    ] = row.as_slice()
                    else {
                        return Err(odd(ask));
                    };
                    let head = Head {
                        n: *n,
                        hash: hash.clone(),
                        happened_at: *happened_at,
                        is_new: false,
                    };
                    read.heads.insert(ThingId::from(*thing), head);
                }
            }
            (Ask::Series(series, count), [row]) => {
                let [Value::Int(last)] = row.as_slice() else {
                    return Err(odd(ask));
                };
                read.series
                    .insert(series.clone(), (*last as u64).saturating_sub(count - 1));
            }
            (Ask::Counter(at), rows) => {
                let take = &set.contents.takes[*at];
                let refusal = match rows.first().and_then(|row| row.first()) {
                    // Counted below nothing, a counter would later give more places than there are.
                    Some(Value::Int(taken)) if *taken < 0 => Some(CommitError::Invalid(format!(
                        "{} gets more places back than were taken",
                        take.counter
                    ))),
                    Some(Value::Int(taken)) if *taken <= take.at_most || take.count < 0 => None,
                    _ => Some(CommitError::Full {
                        counter: take.counter.clone(),
                    }),
                };
                read.no_place = read.no_place.or(refusal);
            }
            (Ask::Cursor, rows) => read.cursor_moved = rows.is_empty(),
            (Ask::Claim | Ask::Answer | Ask::Series(..), _) => return Err(odd(ask)),
        }
    }
    Ok(read)
}

fn refuse_stale(set: &ChangeSet, read: &Answers) -> Result<(), CommitError> {
    // First: whose cursor was moved by somebody else finds other rows too.
    if read.cursor_moved {
        return Err(CommitError::Stale {
            table: "store_reader",
            id: Uuid::nil(),
        });
    }
    let c = &*set.contents;
    let written = c
        .records
        .iter()
        .filter(|write| write.read > 0)
        .map(|write| (write.declaration.table, write.id, write.read));
    for (table, id, version) in written.chain(c.expects.iter().copied()) {
        if read.versions.get(&(table, id)) != Some(&version) {
            return Err(CommitError::Stale { table, id });
        }
    }
    Ok(())
}

/// Gives out the numbers of each series in the order they were asked for.
fn issue(asked: &[String], next: &mut HashMap<String, u64>) -> Vec<u64> {
    let mut numbers = Vec::with_capacity(asked.len());
    for series in asked {
        // Every asked series was taken in the opening.
        let number = next.entry(series.clone()).or_insert(0);
        numbers.push(*number);
        *number += 1;
    }
    numbers
}
