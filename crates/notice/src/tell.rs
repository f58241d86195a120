//! Tells people about a dossier: once for each message of the outbox.

use crate::deliver::{LETTER_MESSAGE, LetterOf};
use crate::{Facts, Kind, Mail, Notice, notice_id, template, thing};
use motcua_kernel::{Context, DossierId, MessageId, PersonId};
use motcua_people::person::Person;
use motcua_store::{ChangeSet, CommitError, Event, Message, Read, ReadError, Store};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What is to be told.
#[derive(Debug, Clone)]
pub struct Tell {
    /// The message that it comes from.
    pub message: MessageId,
    /// What happened.
    pub kind: Kind,
    /// To which dossier.
    pub dossier: DossierId,
    /// The persons on it.
    pub people: BTreeSet<PersonId>,
    /// What the words are filled with.
    pub facts: Facts,
}

/// Why nobody was told.
#[derive(Debug, thiserror::Error)]
pub enum TellError {
    /// The words cannot be filled in: nobody is told half a sentence.
    #[error(transparent)]
    Words(#[from] template::TemplateError),
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

#[derive(Serialize)]
struct Told {
    dossier: DossierId,
    person: PersonId,
    kind: Kind,
    template: u32,
    mail: &'static str,
}

/// Puts a notice into the inbox of every person, orders letters for those who chose e-mail, and settles the message:
/// one change. Told already, it only settles.
///
/// # Errors
///
/// Fails when the words cannot be filled in, or when the store does not answer.
pub async fn tell(store: &Store, tell: Tell, ctx: &Context) -> Result<(), TellError> {
    for language in motcua_people::person::Language::ALL {
        for length in [template::Length::Short, template::Length::Long] {
            template::words(template::LATEST, tell.kind, language, length, &tell.facts)?;
        }
    }
    let read = store.read().await?;
    let mut people = BTreeMap::new();
    for person in &tell.people {
        if let Some(person) = today(&read, *person).await? {
            people.insert(person.id, person.contact.letters_to().cloned());
        }
    }
    let mut set = ChangeSet::new(ctx);
    for (person, letters_to) in people {
        let id = notice_id(tell.message, person);
        if read.find::<Notice>(id).await?.is_some() {
            continue;
        }
        let mail = match letters_to {
            None => Mail::NotAsked,
            Some(email) => Mail::Waiting {
                to: email.address,
                language: email.language,
            },
        };
        let told = Told {
            dossier: tell.dossier,
            person,
            kind: tell.kind,
            template: template::LATEST,
            mail: mail.word(),
        };
        if mail.to().is_some() {
            set.send(Message::new(LETTER_MESSAGE, &LetterOf { notice: id }));
        }
        set.insert(&Notice {
            id,
            message: tell.message,
            person,
            dossier: tell.dossier,
            kind: tell.kind,
            template: template::LATEST,
            facts: tell.facts.clone(),
            told_at: ctx.now(),
            read_at: None,
            mail,
        })
        .journal(Event::new(thing(id), "notice.told", &told));
    }
    drop(read);
    set.settle(tell.message);
    store.commit(set).await?;
    Ok(())
}

/// The person, or the one who stands for them since two records turned out to be one.
async fn today(read: &Read, mut id: PersonId) -> Result<Option<Person>, ReadError> {
    // A record is replaced once or twice in a life; a ring would be a mistake and must not hang.
    for _ in 0..8 {
        let Some(person) = read.find::<Person>(id).await? else {
            return Ok(None);
        };
        match person.replaced_by {
            Some(other) => id = other,
            None => return Ok(Some(person.record)),
        }
    }
    Ok(None)
}
