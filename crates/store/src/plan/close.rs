//! The closing of a commit: what to write, or why not.

use super::journal::{Hashed, event_hash, keyed_digest};
use super::open::{Ask, Opening};
use crate::change::{ChangeSet, Committed, RecordWrite};
use crate::error::CommitError;
use crate::record::RecordKind;
use crate::statement::Statement;
use crate::value::Value;
use motcua_kernel::{Instant, MessageId, ThingId, canonical, named_id};
use serde_json::{Value as Json, json};
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
struct Head {
    n: i64,
    hash: String,
    happened_at: Instant,
    is_new: bool,
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
    let mut writer = Writer {
        set,
        numbers: &numbers,
        steps: Vec::new(),
        events: Vec::new(),
        digests: HashMap::new(),
    };
    writer.records(around)?;
    writer.journal(&mut read.heads, around.recorded_at)?;
    writer.messages()?;
    writer.timers();
    writer.words();
    writer.bookkeeping(reply.as_ref())?;
    let Writer { steps, events, .. } = writer;
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
    if read.cursor_moved {
        return Err(CommitError::Stale {
            table: "store_reader",
            id: Uuid::nil(),
        });
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

struct Writer<'a> {
    set: &'a ChangeSet,
    numbers: &'a [u64],
    steps: Vec<Statement>,
    events: Vec<NewEvent>,
    digests: HashMap<ThingId, Vec<Json>>,
}

impl Writer<'_> {
    fn run(&mut self, sql: impl Into<std::borrow::Cow<'static, str>>, values: Vec<Value>) {
        self.steps.push(Statement::new(sql, values));
    }

    fn fill(&self, value: &Value) -> Result<Value, CommitError> {
        let missing = || CommitError::Invalid("a number that this change set never asked for".into());
        match value {
            Value::PendingNumber(place) => Ok((*self.numbers.get(*place as usize).ok_or_else(missing)?).into()),
            Value::PendingLabel(label) => Ok(label.filled(self.numbers).ok_or_else(missing)?.into()),
            other => Ok(other.clone()),
        }
    }

    fn records(&mut self, around: &mut Surroundings<'_>) -> Result<(), CommitError> {
        let set = self.set;
        for write in &set.contents.records {
            let RecordWrite {
                declaration,
                id,
                thing,
                read,
                row,
            } = write;
            let table = declaration.table;
            let is_journaled = declaration.kind == RecordKind::Journaled;
            let Some(row) = row else {
                self.run(format!("DELETE FROM {table} WHERE id = $1"), vec![(*id).into()]);
                if is_journaled {
                    let entry = json!({"table": table, "id": id, "version": read + 1, "digest": null});
                    self.digests.entry(*thing).or_default().push(entry);
                }
                continue;
            };
            let version = read + 1;
            let body = row
                .body
                .text(self.numbers)
                .map_err(|wrong| CommitError::Invalid(format!("{table}: {wrong}")))?;
            let salt = if is_journaled {
                let salt = (around.salt)();
                let digest = keyed_digest(&salt, table, *id, version, &body)?;
                let entry = json!({"table": table, "id": id, "version": version, "digest": digest});
                self.digests.entry(*thing).or_default().push(entry);
                Value::Text(salt)
            } else {
                Value::Null
            };
            let mut values = vec![
                (*id).into(),
                version.into(),
                declaration.format.into(),
                declaration.shape.into(),
                body.into(),
                salt,
                row.expires_at.into(),
            ];
            for column in &row.columns {
                values.push(self.fill(column)?);
            }
            self.run(crate::schema::write_statement(declaration, *read > 0), values);
        }
        Ok(())
    }

    fn journal(&mut self, heads: &mut BTreeMap<ThingId, Head>, recorded_at: Instant) -> Result<(), CommitError> {
        let c = &*self.set.contents;
        let mut last_of: HashMap<ThingId, usize> = HashMap::new();
        for (at, event) in c.events.iter().enumerate() {
            last_of.insert(event.thing, at);
        }
        let mut rows: Vec<Value> = Vec::new();
        for (at, event) in c.events.iter().enumerate() {
            let head = heads.entry(event.thing).or_insert_with(|| Head {
                n: 0,
                hash: String::new(),
                happened_at: c.now,
                is_new: true,
            });
            let facts = event
                .facts
                .as_ref()
                .map_err(|wrong| CommitError::Invalid(wrong.clone()))?;
            let facts = facts.json(self.numbers).map_err(CommitError::Invalid)?;
            let mut body = json!({"actor": {"kind": c.actor_kind, "id": c.actor}, "facts": facts});
            if last_of.get(&event.thing) == Some(&at)
                && let Some(digests) = self.digests.remove(&event.thing)
            {
                body["records"] = digests.into();
            }
            let body =
                canonical(&body).map_err(|error| CommitError::Invalid(format!("event {}: {error}", event.kind)))?;
            // Intervals never run backwards, whatever a clock did.
            let happened_at = c.now.max(head.happened_at);
            let n = head.n + 1;
            let hash = event_hash(&Hashed {
                thing: event.thing,
                n,
                kind: event.kind,
                format: i64::from(event.format),
                happened_at,
                recorded_at,
                change: c.id,
                before: &head.hash,
                body: &body,
            });
            rows.extend([
                event.thing.into(),
                n.into(),
                event.kind.into(),
                event.format.into(),
                body.into(),
                happened_at.into(),
                recorded_at.into(),
                c.id.into(),
                head.hash.as_str().into(),
                hash.as_str().into(),
            ]);
            self.events.push(NewEvent {
                thing: event.thing,
                n,
                hash: hash.clone(),
            });
            head.n = n;
            head.hash = hash;
            head.happened_at = happened_at;
        }
        self.many(
            "INSERT INTO store_event (thing, n, kind, format, body, happened_at, recorded_at, change, before, hash)",
            10,
            rows,
        );
        for (thing, head) in heads {
            let values = vec![
                (*thing).into(),
                head.n.into(),
                head.hash.as_str().into(),
                head.happened_at.into(),
            ];
            self.run(
                if head.is_new {
                    "INSERT INTO store_chain (thing, n, hash, happened_at) VALUES ($1, $2, $3, $4)"
                } else {
                    "UPDATE store_chain SET n = $2, hash = $3, happened_at = $4 WHERE thing = $1"
                },
                values,
            );
        }
        Ok(())
    }

    /// Inserts rows of `width` values in few statements of few different lengths.
    fn many(&mut self, insert: &str, width: usize, values: Vec<Value>) {
        let mut values = values.into_iter();
        let mut left = values.len() / width;
        while left > 0 {
            // The largest power of two that is left, 32 at most: few texts to prepare.
            let count = (1_usize << left.ilog2()).min(32);
            let rows: Vec<String> = (0..count)
                .map(|row| {
                    let places: Vec<String> = (1..=width).map(|at| format!("${}", row * width + at)).collect();
                    format!("({})", places.join(", "))
                })
                .collect();
            let batch: Vec<Value> = values.by_ref().take(count * width).collect();
            self.run(format!("{insert} VALUES {}", rows.join(", ")), batch);
            left -= count;
        }
    }

    fn messages(&mut self) -> Result<(), CommitError> {
        let c = &*self.set.contents;
        for (at, message) in c.messages.iter().enumerate() {
            let id: MessageId = named_id("message", &format!("{}/{at}", c.id));
            let body = message
                .body
                .as_ref()
                .map_err(|wrong| CommitError::Invalid(wrong.clone()))?;
            let body = body.text(self.numbers).map_err(CommitError::Invalid)?;
            self.run(
                "INSERT INTO store_message (id, kind, body, change, created_at, next_at, attempts)
                 VALUES ($1, $2, $3, $4, $5, $6, 0)",
                vec![
                    id.into(),
                    message.kind.into(),
                    body.into(),
                    c.id.into(),
                    c.now.into(),
                    message.not_before.unwrap_or(c.now).into(),
                ],
            );
        }
        for id in &c.settled {
            self.run(
                "UPDATE store_message SET done_at = $2 WHERE id = $1",
                vec![(*id).into(), c.now.into()],
            );
        }
        Ok(())
    }

    fn timers(&mut self) {
        for wake in &self.set.contents.wakes {
            match wake.at {
                Some(at) => self.run(
                    "INSERT INTO store_timer (kind, thing, at, change, attempts) VALUES ($1, $2, $3, $4, 0)
                     ON CONFLICT (kind, thing) DO UPDATE
                     SET at = excluded.at, change = excluded.change, attempts = 0",
                    vec![wake.kind.into(), wake.thing.into(), at.into(), self.set.id().into()],
                ),
                None => self.run(
                    "DELETE FROM store_timer WHERE kind = $1 AND thing = $2",
                    vec![wake.kind.into(), wake.thing.into()],
                ),
            }
        }
    }

    fn words(&mut self) {
        for entry in &self.set.contents.words {
            self.run(
                "DELETE FROM store_word WHERE kind = $1 AND id = $2",
                vec![entry.kind.into(), entry.id.into()],
            );
            let mut rows = Vec::new();
            for scope in &entry.scopes {
                for word in &entry.words {
                    rows.extend([
                        Value::from(entry.kind),
                        scope.as_str().into(),
                        word.as_str().into(),
                        entry.at.into(),
                        entry.id.into(),
                    ]);
                }
            }
            self.many("INSERT INTO store_word (kind, scope, word, at, id)", 5, rows);
        }
    }

    fn bookkeeping(&mut self, reply: Option<&Json>) -> Result<(), CommitError> {
        let c = &*self.set.contents;
        if !self.numbers.is_empty() {
            let numbers = json!(self.numbers).to_string();
            self.run(
                "UPDATE store_change SET numbers = $2 WHERE id = $1",
                vec![c.id.into(), numbers.into()],
            );
        }
        if let (Some(answer), Some(reply)) = (&c.answer, reply) {
            let reply = canonical(reply).map_err(|error| CommitError::Invalid(error.to_string()))?;
            self.run(
                "UPDATE store_answer SET reply = $2 WHERE key = $1",
                vec![answer.key.clone().into(), reply.into()],
            );
        }
        Ok(())
    }
}
