//! The notice itself.

use crate::{Facts, Kind, Length, template};
use motcua_kernel::{DossierId, Instant, MessageId, NoticeId, PersonId, named_id};
use motcua_people::person::{EmailAddress, Language};
use serde::{Deserialize, Serialize};

/// What one person was told about one dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its id, which follows from message and person: told once.
    pub id: NoticeId,
    /// The message of the outbox that it came from.
    pub message: MessageId,
    /// Who is told.
    pub person: PersonId,
    /// About which dossier.
    pub dossier: DossierId,
    /// What happened.
    pub kind: Kind,
    /// The version of the words.
    pub template: u32,
    /// What they are filled with.
    pub facts: Facts,
    /// When it came into the inbox.
    pub told_at: Instant,
    /// When the person marked it as read.
    pub read_at: Option<Instant>,
    /// The letter by e-mail.
    pub mail: Mail,
}

/// How far the letter is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Mail {
    /// The person did not choose e-mail.
    NotAsked,
    /// It waits in the outbox.
    Waiting {
        /// Where it goes: the address when it was told, whatever is chosen later.
        to: EmailAddress,
        /// Its language.
        language: Language,
    },
    /// A mail server took it.
    Sent {
        /// When.
        at: Instant,
        /// Where it went.
        to: EmailAddress,
        /// Its language.
        language: Language,
    },
    /// Nobody takes it: the message is a dead letter.
    Failed {
        /// When it was given up.
        at: Instant,
        /// Why.
        why: Unsent,
        /// Where it should have gone.
        to: EmailAddress,
        /// Its language.
        language: Language,
    },
}

/// Why a letter was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unsent {
    /// The mail server refuses it for good: no such address, most of the time.
    Refused,
    /// No server took it however often it was tried.
    TriedTooOften,
}

impl Mail {
    /// The stable word.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::NotAsked => "not_asked",
            Self::Waiting { .. } => "waiting",
            Self::Sent { .. } => "sent",
            Self::Failed { .. } => "failed",
        }
    }

    /// Where it goes, and in which language.
    pub const fn to(&self) -> Option<(&EmailAddress, Language)> {
        match self {
            Self::NotAsked => None,
            Self::Waiting { to, language } | Self::Sent { to, language, .. } | Self::Failed { to, language, .. } => {
                Some((to, *language))
            }
        }
    }
}

/// The id of the notice that a message leads to for a person.
pub fn notice_id(message: MessageId, person: PersonId) -> NoticeId {
    named_id("notice", &format!("{message} {person}"))
}

impl Notice {
    /// Its words.
    ///
    /// # Errors
    ///
    /// Fails when a newer program wrote it.
    pub fn words(&self, language: Language, length: Length) -> Result<String, template::TemplateError> {
        template::words(self.template, self.kind, language, length, &self.facts)
    }

    /// Whether the person has not marked it as read.
    pub const fn is_unread(&self) -> bool {
        self.read_at.is_none()
    }
}
