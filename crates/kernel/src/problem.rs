//! What a client is told when something cannot be done (RFC 9457).

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

/// A stable code of a problem, with its HTTP status. `docs/errors/<name>.md` explains it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code {
    /// The stable name, `lower-case-with-dashes`.
    pub name: &'static str,
    /// The HTTP status.
    pub status: u16,
}

impl Code {
    /// A code. Rooms declare theirs as constants beside the error that it stands for.
    pub const fn new(name: &'static str, status: u16) -> Self {
        Self { name, status }
    }
}

/// The codes that every room shares.
pub mod codes {
    use super::Code;

    /// Nobody is signed in, or the session is over.
    pub const SIGN_IN_NEEDED: Code = Code::new("sign-in-needed", 401);
    /// Known to exist, but not allowed.
    pub const NOT_ALLOWED: Code = Code::new("not-allowed", 403);
    /// There is no such thing, or nothing that this actor may know of.
    pub const NOT_FOUND: Code = Code::new("not-found", 404);
    /// There was such a thing; it was erased, for good (RFC 9110, 410).
    pub const ERASED: Code = Code::new("erased", 410);
    /// Somebody else changed it since it was read.
    pub const STALE: Code = Code::new("stale", 409);
    /// A thing with this unique value exists.
    pub const TAKEN: Code = Code::new("taken", 409);
    /// No place is left.
    pub const FULL: Code = Code::new("full", 409);
    /// The same `Idempotency-Key` came with another content (draft-ietf-httpapi-idempotency-key-header).
    pub const KEY_REUSED: Code = Code::new("key-reused", 422);
    /// The thing's state does not allow this act.
    pub const WRONG_STATE: Code = Code::new("wrong-state", 409);
    /// What was typed has errors, named field by field.
    pub const INVALID: Code = Code::new("invalid", 422);
    /// `If-Match` names another version.
    pub const PRECONDITION_FAILED: Code = Code::new("precondition-failed", 412);
    /// A change needs `If-Match` and has none.
    pub const PRECONDITION_REQUIRED: Code = Code::new("precondition-required", 428);
    /// Too many tries; wait.
    pub const TOO_MANY: Code = Code::new("too-many", 429);
    /// The store did not answer; the same request may be sent again.
    pub const UNAVAILABLE: Code = Code::new("unavailable", 503);
    /// Our fault.
    pub const INTERNAL: Code = Code::new("internal", 500);
}

/// One field of a form or body that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field, as a JSON pointer without the first slash (`residences/0/place`).
    pub field: String,
    /// The key of the sentence that says what to do, in the words of `web`.
    pub message: Cow<'static, str>,
    /// Named values for the sentence.
    pub values: Vec<(&'static str, String)>,
}

/// A problem on its way to a client. Its cause goes to the log, never to the client.
#[derive(Debug)]
pub struct Problem {
    /// The stable code.
    pub code: Code,
    /// Wrong fields, when the code is about a form.
    pub fields: Vec<FieldProblem>,
    /// Named values for the sentence of the code.
    pub values: Vec<(&'static str, String)>,
    /// What caused it.
    pub source: Option<Box<dyn Error + Send + Sync>>,
}

impl Problem {
    /// A problem with a code and nothing else.
    pub const fn new(code: Code) -> Self {
        Self {
            code,
            fields: Vec::new(),
            values: Vec::new(),
            source: None,
        }
    }

    /// The same, with a wrong field.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>, message: impl Into<Cow<'static, str>>) -> Self {
        self.fields.push(FieldProblem {
            field: field.into(),
            message: message.into(),
            values: Vec::new(),
        });
        self
    }

    /// The same, with a named value for its sentence.
    #[must_use]
    pub fn value(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// The same, with its cause for the log.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "problem {}", self.code.name)
    }
}

impl Error for Problem {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|cause| cause as _)
    }
}
