//! Keeps somebody whom another system names on a dossier that it hands in.

use super::learn::{Field, Said};
use super::record::person_by_id_number;
use super::search::index;
use super::{IdNumber, Person, Phone, Source};
use crate::thing;
use motcua_kernel::{Actor, Context, Problem, codes, text};
use motcua_store::{ChangeSet, Event, Read, ReadError, Stored};
use serde::Serialize;

/// Who it is, as the other system says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouched {
    /// The personal number: without one another system's word leads to nobody.
    pub id_number: IdNumber,
    /// The full name, family name first.
    pub name: String,
    /// The telephone.
    pub phone: Option<Phone>,
}

/// Why nobody was kept.
#[derive(Debug, thiserror::Error)]
pub enum VouchError {
    /// Only another system vouches.
    #[error("only another system can vouch for somebody; enrol people at a counter instead")]
    NotAClient,
    /// Without a name.
    #[error("a person needs a name; send it as it stands on the card")]
    Nameless,
    /// The number belongs to somebody with another name.
    #[error("this number belongs to somebody with another name; compare both with the card")]
    OtherName,
    /// The store did not answer.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl From<VouchError> for Problem {
    fn from(error: VouchError) -> Self {
        match error {
            VouchError::NotAClient => Self::new(codes::NOT_ALLOWED),
            VouchError::Nameless => Self::new(codes::INVALID).field("name", "person-nameless"),
            VouchError::OtherName => Self::new(codes::INVALID).field("id_number", "person-other-name"),
            VouchError::Read(error) => error.into(),
        }
    }
}

/// A person as they are after another system has named them, on the way into the change set that hands the dossier
/// in: nobody is kept of whom nothing was handed in.
#[derive(Debug, Clone)]
pub struct Vouching {
    person: Person,
    known: Option<Stored<Person>>,
    changed: Vec<Field>,
}

/// Finds the person by number, or thinks of a new one. What the system says is taken down as said to an officer
/// would be: it replaces nothing that was proven.
///
/// Whether the system may hand dossiers in is the caller's question to the table of rights.
///
/// # Errors
///
/// Fails if no other system acts, the name is missing, the number belongs to another name, or the store does not
/// answer.
pub async fn vouch(read: &Read, ask: Vouched, ctx: &Context) -> Result<Vouching, VouchError> {
    let Actor::Client(client) = ctx.actor() else {
        return Err(VouchError::NotAClient);
    };
    let source = Source::Vouched { client };
    let known = read.first(person_by_id_number(ask.id_number.as_str())).await?;
    let said = Said {
        id_number: Some(ask.id_number),
        name: ask.name,
        phone: ask.phone,
        ..Said::default()
    }
    .cleaned();
    if said.name.is_empty() {
        return Err(VouchError::Nameless);
    }
    let mut person = match &known {
        None => Person::unknown(ctx.id(), said.name.clone(), source, ctx.now()),
        Some(known) if text::fold(&said.name) != text::fold(&known.name.value) => return Err(VouchError::OtherName),
        Some(known) => known.record.clone(),
    };
    let changed = person.learn(said, source, ctx.now());
    Ok(Vouching { person, known, changed })
}

impl Vouching {
    /// The person.
    pub const fn person(&self) -> &Person {
        &self.person
    }

    /// Writes what is new of them. Another's change meanwhile makes it stale or taken: vouch again.
    pub fn write(&self, set: &mut ChangeSet, ctx: &Context) {
        match &self.known {
            None => {
                set.insert(&self.person);
            }
            Some(known) if !self.changed.is_empty() => {
                set.update(&known.with(self.person.clone()));
            }
            Some(_) => return,
        }
        let facts = VouchedFor { fields: &self.changed };
        set.journal(Event::new(thing(self.person.id), "person.vouched_for", &facts));
        index(set, &self.person, ctx);
    }
}

#[derive(Serialize)]
struct VouchedFor<'a> {
    fields: &'a [Field],
}
