//! A change set: everything that one decision writes, as one value.

use crate::erase::Erase;
use crate::event::{Event, Message};
use crate::number::{Label, Number};
use crate::record::{Record, RecordKind, Stored, derive};
use crate::value::Value;
use motcua_kernel::{BlobId, ChangeId, Context, Id, Instant, MessageId, ThingId, canonical, text};
use serde::Serialize;
use serde_json::Value as Json;
use std::sync::Arc;
use uuid::Uuid;

/// A body on its way into the store: canonical text, or waiting for numbers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Body {
    Ready(String),
    Waits(Json),
}

impl Body {
    pub(crate) fn render(value: &impl Serialize) -> Result<Self, String> {
        let json = serde_json::to_value(value).map_err(|error| error.to_string())?;
        if crate::number::waits(&json) {
            return Ok(Self::Waits(json));
        }
        canonical(&json).map(Self::Ready).map_err(|error| error.to_string())
    }

    pub(crate) fn text(&self, numbers: &[u64]) -> Result<String, String> {
        match self {
            Self::Ready(text) => Ok(text.clone()),
            Self::Waits(json) => {
                let mut json = json.clone();
                crate::number::fill(&mut json, numbers);
                canonical(&json).map_err(|error| error.to_string())
            }
        }
    }

    pub(crate) fn json(&self, numbers: &[u64]) -> Result<Json, String> {
        match self {
            Self::Ready(text) => serde_json::from_str(text).map_err(|error| error.to_string()),
            Self::Waits(json) => {
                let mut json = json.clone();
                crate::number::fill(&mut json, numbers);
                Ok(json)
            }
        }
    }
}

/// What is written of one record.
#[derive(Debug, Clone)]
pub(crate) struct RecordWrite {
    pub(crate) declaration: &'static crate::record::Declaration,
    pub(crate) id: Uuid,
    pub(crate) thing: ThingId,
    /// The version that was read; 0 for an insert.
    pub(crate) read: i64,
    /// `None` deletes.
    pub(crate) row: Option<RecordRow>,
}

#[derive(Debug, Clone)]
pub(crate) struct RecordRow {
    pub(crate) body: Body,
    pub(crate) columns: Vec<Value>,
    pub(crate) expires_at: Option<Instant>,
    /// The files that the body names.
    pub(crate) blobs: Vec<BlobId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Take {
    pub(crate) counter: String,
    pub(crate) count: i64,
    pub(crate) at_most: i64,
}

#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) key: String,
    pub(crate) digest: String,
    pub(crate) reply: Body,
}

#[derive(Debug, Clone)]
pub(crate) struct IndexWords {
    pub(crate) kind: &'static str,
    pub(crate) id: Uuid,
    pub(crate) at: Instant,
    pub(crate) scopes: Vec<String>,
    pub(crate) words: Vec<String>,
    /// Numbers that the commit issues: they are words as soon as they are there.
    pub(crate) labels: Vec<Label>,
}

#[derive(Debug, Clone)]
pub(crate) struct Wake {
    pub(crate) kind: &'static str,
    pub(crate) thing: Uuid,
    pub(crate) at: Option<Instant>,
}

/// A step of a reader's cursor, from the place that it read. The shape is that of the rows which it builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Advance {
    pub(crate) reader: &'static str,
    pub(crate) shape: i64,
    pub(crate) from: i64,
    pub(crate) to: i64,
}

#[derive(Debug, Clone)]
pub(crate) struct Contents {
    pub(crate) id: ChangeId,
    pub(crate) actor_kind: &'static str,
    pub(crate) actor: Option<Uuid>,
    pub(crate) now: Instant,
    pub(crate) records: Vec<RecordWrite>,
    pub(crate) expects: Vec<(&'static str, Uuid, i64)>,
    pub(crate) takes: Vec<Take>,
    pub(crate) series: Vec<String>,
    pub(crate) events: Vec<Event>,
    pub(crate) messages: Vec<Message>,
    pub(crate) wakes: Vec<Wake>,
    pub(crate) words: Vec<IndexWords>,
    pub(crate) answer: Option<Answer>,
    pub(crate) settled: Vec<MessageId>,
    pub(crate) revived: Vec<MessageId>,
    pub(crate) erases: Vec<Erase>,
    pub(crate) received: Option<(String, String)>,
    pub(crate) cursor: Option<Advance>,
    pub(crate) wrong: Option<String>,
}

/// Everything that one decision writes. All of it is kept, or none.
///
/// Cloning is cheap. Committing the same change set again gives the first answer again.
#[derive(Debug, Clone)]
pub struct ChangeSet {
    pub(crate) contents: Arc<Contents>,
}

impl ChangeSet {
    /// An empty change set under the context's change id, moment and actor.
    pub fn new(ctx: &Context) -> Self {
        Self {
            contents: Arc::new(Contents {
                id: ctx.change(),
                actor_kind: ctx.actor().kind(),
                actor: ctx.actor().id(),
                now: ctx.now(),
                records: Vec::new(),
                expects: Vec::new(),
                takes: Vec::new(),
                series: Vec::new(),
                events: Vec::new(),
                messages: Vec::new(),
                wakes: Vec::new(),
                words: Vec::new(),
                answer: None,
                settled: Vec::new(),
                revived: Vec::new(),
                erases: Vec::new(),
                received: None,
                cursor: None,
                wrong: None,
            }),
        }
    }

    /// The id under which it is applied once.
    pub fn id(&self) -> ChangeId {
        self.contents.id
    }

    pub(crate) fn edit(&mut self) -> &mut Contents {
        Arc::make_mut(&mut self.contents)
    }

    fn write<R: Record>(&mut self, record: &R, read: i64) -> &mut Self {
        let declaration = declaration_of::<R>();
        let contents = self.edit();
        let rendered = derive(record).and_then(|derived| Body::render(record).map(|body| (derived, body)));
        match rendered {
            Ok((derived, body)) => contents.records.push(RecordWrite {
                declaration,
                id: derived.id,
                thing: derived.thing,
                read,
                row: Some(RecordRow {
                    body,
                    columns: derived.columns,
                    expires_at: derived.expires_at,
                    blobs: derived.blobs.iter().map(crate::blob::Blob::id).collect(),
                }),
            }),
            Err(wrong) => contents.wrong = Some(format!("{}: {wrong}", R::TABLE)),
        }
        self
    }

    /// Adds a new record.
    pub fn insert<R: Record>(&mut self, record: &R) -> &mut Self {
        self.write(record, 0)
    }

    /// Writes a record over the version that was read.
    pub fn update<R: Record>(&mut self, stored: &Stored<R>) -> &mut Self {
        self.write(&stored.record, stored.version)
    }

    /// Removes a record at the version that was read.
    pub fn delete<R: Record>(&mut self, stored: &Stored<R>) -> &mut Self {
        let write = RecordWrite {
            declaration: declaration_of::<R>(),
            id: stored.record.id().into(),
            thing: stored.record.thing(),
            read: stored.version,
            row: None,
        };
        self.edit().records.push(write);
        self
    }

    /// Relies on a record that is not written: refused as stale if its version has moved.
    pub fn expect<R: Record>(&mut self, stored: &Stored<R>) -> &mut Self {
        let id = stored.record.id().into();
        self.edit().expects.push((R::TABLE, id, stored.version));
        self
    }

    /// Takes places from a counter, refused as full beyond `at_most`; a negative count gives places back.
    pub fn take(&mut self, counter: impl Into<String>, count: i64, at_most: i64) -> &mut Self {
        let take = Take {
            counter: counter.into(),
            count,
            at_most,
        };
        self.edit().takes.push(take);
        self
    }

    /// The next number of a series, issued inside the commit, without gaps.
    pub fn number(&mut self, series: impl Into<String>) -> Number {
        let contents = self.edit();
        contents.series.push(series.into());
        Number::Pending(contents.series.len() as u32 - 1)
    }

    /// The next number of a series as text: `prefix` and at least `width` digits.
    pub fn label(&mut self, series: impl Into<String>, prefix: impl Into<String>, width: u8) -> Label {
        let contents = self.edit();
        contents.series.push(series.into());
        Label::Pending {
            place: contents.series.len() as u32 - 1,
            prefix: prefix.into(),
            width,
        }
    }

    /// Writes an event into its thing's chain.
    pub fn journal(&mut self, event: Event) -> &mut Self {
        let contents = self.edit();
        match &event.facts {
            Ok(_) => contents.events.push(event),
            Err(wrong) => contents.wrong = Some(format!("event {}: {wrong}", event.kind)),
        }
        self
    }

    /// Writes several events, in order.
    pub fn journal_all(&mut self, events: impl IntoIterator<Item = Event>) -> &mut Self {
        for event in events {
            self.journal(event);
        }
        self
    }

    /// Puts a message into the outbox.
    pub fn send(&mut self, message: Message) -> &mut Self {
        let contents = self.edit();
        match &message.body {
            Ok(_) => contents.messages.push(message),
            Err(wrong) => contents.wrong = Some(format!("message {}: {wrong}", message.kind)),
        }
        self
    }

    /// Sets the timer of a thing, in place of an earlier one of the same kind.
    pub fn wake(&mut self, kind: &'static str, thing: impl Id, at: Instant) -> &mut Self {
        self.edit().wakes.push(Wake {
            kind,
            thing: thing.into(),
            at: Some(at),
        });
        self
    }

    /// Stops the timer of a thing, if one is set.
    pub fn let_sleep(&mut self, kind: &'static str, thing: impl Id) -> &mut Self {
        self.edit().wakes.push(Wake {
            kind,
            thing: thing.into(),
            at: None,
        });
        self
    }

    /// Makes a thing findable by words, in place of what it was findable by, newest first inside each scope.
    pub fn index(&mut self, kind: &'static str, id: impl Id, at: Instant, scopes: &[&str], words: &str) -> &mut Self {
        let entry = IndexWords {
            kind,
            id: id.into(),
            at,
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            words: text::fold_words(words),
            labels: Vec::new(),
        };
        self.edit().words.push(entry);
        self
    }

    /// The same, by a number too, whether it is issued already or by this change set.
    pub fn index_numbered(
        &mut self,
        kind: &'static str,
        id: impl Id,
        at: Instant,
        scopes: &[&str],
        words: &str,
        number: &Label,
    ) -> &mut Self {
        self.index(kind, id, at, scopes, words);
        if let Some(entry) = self.edit().words.last_mut() {
            entry.labels.push(number.clone());
        }
        self
    }

    /// Keeps the reply to an `Idempotency-Key`; the same key with another digest is refused as reused.
    pub fn answer(&mut self, key: impl Into<String>, digest: impl Into<String>, reply: &impl Serialize) -> &mut Self {
        let contents = self.edit();
        match Body::render(reply) {
            Ok(reply) => {
                contents.answer = Some(Answer {
                    key: key.into(),
                    digest: digest.into(),
                    reply,
                })
            }
            Err(wrong) => contents.wrong = Some(format!("answer: {wrong}")),
        }
        self
    }

    /// Marks an outbox message as delivered.
    pub fn settle(&mut self, message: MessageId) -> &mut Self {
        self.edit().settled.push(message);
        self
    }

    /// Tries a dead letter again, from now and with all its tries; any other message stays as it is.
    pub fn revive(&mut self, message: MessageId) -> &mut Self {
        self.edit().revived.push(message);
        self
    }

    /// Takes a foreign message in: the same (source, foreign id) a second time is refused as taken.
    pub fn receive(&mut self, source: impl Into<String>, foreign_id: impl Into<String>) -> &mut Self {
        self.edit().received = Some((source.into(), foreign_id.into()));
        self
    }

    /// Moves the cursor of a feed reader from the position that it read to a later one.
    pub(crate) fn advance(&mut self, step: Advance) -> &mut Self {
        self.edit().cursor = Some(step);
        self
    }

    /// Turns every record to another table of the same shape. Refuses, naming it, what goes anywhere else.
    pub(crate) fn turn(
        &mut self,
        other: impl Fn(&str) -> Option<&'static crate::record::Declaration>,
    ) -> Result<(), String> {
        let c = self.edit();
        let elsewhere = [
            ("an event", !c.events.is_empty()),
            ("a message", !c.messages.is_empty()),
            ("a timer", !c.wakes.is_empty()),
            ("words", !c.words.is_empty()),
            ("a counter", !c.takes.is_empty()),
            ("a number", !c.series.is_empty()),
        ];
        if let Some((what, _)) = elsewhere.iter().find(|(_, is_written)| *is_written) {
            return Err((*what).to_owned());
        }
        for write in &mut c.records {
            let table = write.declaration.table;
            write.declaration = other(table).ok_or_else(|| table.to_owned())?;
        }
        for (table, ..) in &mut c.expects {
            if let Some(declaration) = other(table) {
                *table = declaration.table;
            }
        }
        Ok(())
    }

    /// Whether nothing would be written.
    pub fn is_empty(&self) -> bool {
        let c = &self.contents;
        c.records.is_empty()
            && c.events.is_empty()
            && c.messages.is_empty()
            && c.wakes.is_empty()
            && c.words.is_empty()
            && c.takes.is_empty()
            && c.series.is_empty()
            && c.answer.is_none()
            && c.settled.is_empty()
            && c.revived.is_empty()
            && c.erases.is_empty()
            && c.received.is_none()
            && c.cursor.is_none()
            && c.wrong.is_none()
    }

    /// Whether it writes journaled records.
    pub(crate) fn journaled(&self) -> impl Iterator<Item = &RecordWrite> {
        self.contents
            .records
            .iter()
            .filter(|write| write.declaration.kind == RecordKind::Journaled)
    }
}

fn declaration_of<R: Record>() -> &'static crate::record::Declaration {
    // Promoted to a constant: every part of a declaration is.
    const { &crate::record::Declaration::of::<R>() }
}
