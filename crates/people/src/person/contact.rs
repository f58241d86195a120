//! How a person wants to be reached.

use super::search::index;
use super::{Email, Person, Phone, Source, Sourced};
use crate::thing;
use motcua_kernel::{Actor, Context, PersonId, Problem, codes};
use motcua_store::{ChangeSet, CommitError, Event, ReadError, Store};
use serde::{Deserialize, Serialize};

/// A way to reach somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Nothing is sent: they look on the page, or come by.
    #[default]
    Page,
    /// A text message.
    Sms,
    /// Zalo.
    Zalo,
    /// A call.
    Call,
    /// A letter to the residence.
    Letter,
    /// E-mail, to an address that its owner confirmed.
    Email,
}

impl Channel {
    /// Whether it needs a telephone number.
    pub const fn needs_phone(self) -> bool {
        match self {
            Self::Sms | Self::Zalo | Self::Call => true,
            Self::Page | Self::Letter | Self::Email => false,
        }
    }
}

/// How a person can be reached, and how they want to be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Contact {
    /// The telephone. Nobody needs one to file.
    pub phone: Option<Sourced<Phone>>,
    /// The e-mail address, once confirmed. Nobody needs one either.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    /// What they prefer.
    pub prefers: Channel,
}

impl Contact {
    /// Where notices go by e-mail: only if the person chose it.
    pub fn letters_to(&self) -> Option<&Email> {
        self.email.as_ref().filter(|_| self.prefers == Channel::Email)
    }
}

/// What to set; the telephone that is absent is removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetContact {
    /// Whose it is.
    pub person: PersonId,
    /// The telephone.
    pub phone: Option<Phone>,
    /// What they prefer.
    pub prefers: Channel,
}

/// Why nothing was set.
#[derive(Debug, thiserror::Error)]
pub enum SetContactError {
    /// No such person, or one whom this actor may not speak for.
    #[error("there is no such person for this actor; search again")]
    NoSuchPerson,
    /// The channel needs a number.
    #[error("messages and calls need a telephone number; give one or choose another way")]
    NoPhone,
    /// E-mail needs a confirmed address.
    #[error("e-mail needs an address that was confirmed; confirm one or choose another way")]
    NoEmail,
    /// A letter needs an address.
    #[error("a letter needs a residence; give one or choose another way")]
    NoResidence,
    /// The store did not answer.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It could not be kept.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<SetContactError> for Problem {
    fn from(error: SetContactError) -> Self {
        match error {
            SetContactError::NoSuchPerson => Self::new(codes::NOT_FOUND),
            SetContactError::NoPhone => Self::new(codes::INVALID).field("phone", "contact-no-phone"),
            SetContactError::NoEmail => Self::new(codes::INVALID).field("prefers", "contact-no-email"),
            SetContactError::NoResidence => Self::new(codes::INVALID).field("prefers", "contact-no-residence"),
            SetContactError::Read(error) => error.into(),
            SetContactError::Commit(error) => error.into(),
        }
    }
}

/// The source of what this actor says of a person: the person, or an officer whom they told.
pub(super) fn told_by(actor: Actor, person: PersonId) -> Option<Source> {
    match actor {
        Actor::Person(id) if id == person => Some(Source::Own),
        Actor::Officer(officer) => Some(Source::Stated { officer }),
        Actor::Person(_) | Actor::Client(_) | Actor::System | Actor::Anyone => None,
    }
}

/// Sets telephone and preference: by the person, or by an officer whom they told (whose right the caller asks).
///
/// A telephone is the person's own matter: what they say replaces what another source knew.
///
/// # Errors
///
/// Fails if there is no such person for this actor, the channel lacks what it needs, or the store does not answer.
pub async fn set_contact(store: &Store, ask: SetContact, ctx: &Context) -> Result<(), SetContactError> {
    let source = told_by(ctx.actor(), ask.person).ok_or(SetContactError::NoSuchPerson)?;
    let read = store.read().await?;
    let known = read
        .find::<Person>(ask.person)
        .await?
        .ok_or(SetContactError::NoSuchPerson)?;
    drop(read);
    if ask.prefers.needs_phone() && ask.phone.is_none() {
        return Err(SetContactError::NoPhone);
    }
    if ask.prefers == Channel::Letter && known.residence.is_none() {
        return Err(SetContactError::NoResidence);
    }
    if ask.prefers == Channel::Email && known.contact.email.is_none() {
        return Err(SetContactError::NoEmail);
    }
    let mut person = known.record.clone();
    person.contact.prefers = ask.prefers;
    if person.contact.phone.as_ref().map(|phone| &phone.value) != ask.phone.as_ref() {
        let since = ctx.now();
        person.contact.phone = ask.phone.map(|value| Sourced { value, source, since });
    }
    if person == known.record {
        return Ok(());
    }
    let facts = ContactSet {
        prefers: ask.prefers,
        has_phone: person.contact.phone.is_some(),
    };
    let mut set = ChangeSet::new(ctx);
    set.update(&known.with(person.clone()))
        .journal(Event::new(thing(person.id), "person.contact_set", &facts));
    index(&mut set, &person, ctx);
    store.commit(set).await?;
    Ok(())
}

#[derive(Serialize)]
struct ContactSet {
    prefers: Channel,
    has_phone: bool,
}
