//! What a change set says to others: events into the journal, messages into the outbox.

use crate::change::Body;
use motcua_kernel::{Instant, ThingId};
use serde::Serialize;

/// Something that happened to a thing: ids, states, moments, counts, amounts. Never names or free text.
#[derive(Debug, Clone)]
pub struct Event {
    pub(crate) thing: ThingId,
    pub(crate) kind: &'static str,
    pub(crate) format: u32,
    pub(crate) facts: Result<Body, String>,
}

impl Event {
    /// An event in format 1. `kind` is `room.what_happened`.
    pub fn new(thing: ThingId, kind: &'static str, facts: &impl Serialize) -> Self {
        Self {
            thing,
            kind,
            format: 1,
            facts: Body::render(facts),
        }
    }

    /// The same, in another format.
    #[must_use]
    pub fn in_format(mut self, format: u32) -> Self {
        self.format = format;
        self
    }

    /// Its kind.
    pub const fn kind(&self) -> &'static str {
        self.kind
    }

    /// The thing that it happened to.
    pub const fn thing(&self) -> ThingId {
        self.thing
    }
}

/// A message to the outbox, sent after the commit, at least once.
#[derive(Debug, Clone)]
pub struct Message {
    pub(crate) kind: &'static str,
    pub(crate) body: Result<Body, String>,
    pub(crate) not_before: Option<Instant>,
}

impl Message {
    /// A message of a kind (`notice.supplement_asked`).
    pub fn new(kind: &'static str, body: &impl Serialize) -> Self {
        Self {
            kind,
            body: Body::render(body),
            not_before: None,
        }
    }

    /// The same, not sent before a moment.
    #[must_use]
    pub fn not_before(mut self, moment: Instant) -> Self {
        self.not_before = Some(moment);
        self
    }
}
