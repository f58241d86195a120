//! The writes of a commit: records, events, messages, timers, words, and the books of the store itself.

use super::close::{Head, NewEvent, Surroundings};
use super::journal::{Hashed, event_hash, keyed_digest};
use crate::change::{ChangeSet, RecordWrite};
use crate::error::CommitError;
use crate::record::RecordKind;
use crate::statement::Statement;
use crate::value::Value;
use motcua_kernel::text::fold_words;
use motcua_kernel::{BlobId, Instant, MessageId, ThingId, canonical, named_id};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Collects the statements that follow from a change set and its numbers.
pub(super) struct Writer<'a> {
    set: &'a ChangeSet,
    numbers: &'a [u64],
    steps: Vec<Statement>,
    events: Vec<NewEvent>,
    digests: HashMap<ThingId, Vec<Json>>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(set: &'a ChangeSet, numbers: &'a [u64]) -> Self {
        Self {
            set,
            numbers,
            steps: Vec::new(),
            events: Vec::new(),
            digests: HashMap::new(),
        }
    }

    /// Everything that the change set writes, in the order that it is run.
    pub(super) fn write(
        mut self,
        heads: &mut BTreeMap<ThingId, Head>,
        reply: Option<&Json>,
        around: &mut Surroundings<'_>,
    ) -> Result<(Vec<Statement>, Vec<NewEvent>), CommitError> {
        self.records(around)?;
        self.erasures();
        self.journal(heads, around.recorded_at)?;
        self.messages()?;
        self.timers();
        self.words();
        self.bookkeeping(reply)?;
        Ok((self.steps, self.events))
    }

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
            if declaration.names_blobs {
                let named = row.as_ref().map_or(&[][..], |row| &row.blobs);
                self.blobs(table, *id, *read > 0, named);
            }
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
            #[cfg(feature = "suite")]
            crate::formats::seen("records", table, declaration.format, &body);
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

    fn erasures(&mut self) {
        let c = &*self.set.contents;
        for erase in &c.erases {
            self.steps.extend(crate::erase::statements(erase, c.now, c.id));
        }
    }

    /// Notes which files a record names from now on.
    fn blobs(&mut self, table: &'static str, owner: Uuid, was_there: bool, named: &[BlobId]) {
        if was_there {
            self.run(
                "DELETE FROM store_blob WHERE owner = $1 AND record = $2",
                vec![owner.into(), table.into()],
            );
        }
        let rows = named
            .iter()
            .flat_map(|id| [Value::from(*id), table.into(), owner.into()])
            .collect();
        self.many("INSERT INTO store_blob (id, record, owner)", 3, rows);
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
            #[cfg(feature = "suite")]
            crate::formats::seen("events", event.kind, event.format, &body);
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
        for id in &c.revived {
            self.run(
                "UPDATE store_message SET next_at = $2, attempts = 0, trouble = NULL
                 WHERE id = $1 AND done_at IS NULL AND next_at = $3",
                vec![(*id).into(), c.now.into(), crate::outbox::NEVER.into()],
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
            let issued = entry.labels.iter().filter_map(|label| label.filled(self.numbers));
            let numbers = issued.flat_map(|number| fold_words(&number));
            let words: BTreeSet<String> = entry.words.iter().cloned().chain(numbers).collect();
            let mut rows = Vec::new();
            for scope in &entry.scopes {
                for word in &words {
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
