//! The people on a dossier: applicant, submitter, representative and helper are four different people (INT-05).

use motcua_kernel::{Actor, ClientId, MandateId, OfficerId, OrganisationId, PersonId};
use serde::{Deserialize, Serialize};

/// A person or an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// A natural person.
    Person(PersonId),
    /// An organisation, business or household business.
    Organisation(OrganisationId),
}

impl Who {
    /// The person's id, if it is a person.
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Person(id) => Some(id),
            Self::Organisation(_) => None,
        }
    }

    /// The organisation's id, if it is one.
    pub const fn organisation(self) -> Option<OrganisationId> {
        match self {
            Self::Organisation(id) => Some(id),
            Self::Person(_) => None,
        }
    }
}

/// Somebody on a dossier, as they were when it was handed in.
///
/// Names and numbers change later; what stood on the dossier does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Who it is.
    pub who: Who,
    /// The name as written on the paper or in the register.
    pub name: String,
    /// Personal identification number, tax code or number of the paper shown.
    pub id_number: Option<String>,
    /// Telephone, where there is one: nobody needs one to file.
    pub phone: Option<String>,
}

/// Who acts for the applicant, and on what authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Representative {
    /// The representative.
    pub party: Party,
    /// The kept right to act; none where the law asks for none (grandparents, parents).
    pub mandate: Option<MandateId>,
}

/// Everybody on a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parties {
    /// Whose matter it is (chủ hồ sơ).
    pub applicant: Party,
    /// Who handed it in (người nộp).
    pub submitter: Party,
    /// Who acts for the applicant (người đại diện theo ủy quyền).
    pub representative: Option<Representative>,
    /// The officer who helped to fill it in (người hỗ trợ); never the applicant's stand-in.
    pub helper: Option<OfficerId>,
}

impl Parties {
    /// Somebody who files for themselves, alone.
    pub fn alone(applicant: Party) -> Self {
        Self {
            submitter: applicant.clone(),
            applicant,
            representative: None,
            helper: None,
        }
    }

    /// Whether this person may follow the dossier as their own: applicant, submitter or representative.
    pub fn includes(&self, person: PersonId) -> bool {
        let representative = self
            .representative
            .as_ref()
            .map(|representative| representative.party.who);
        [Some(self.applicant.who), Some(self.submitter.who), representative]
            .into_iter()
            .flatten()
            .any(|who| who == Who::Person(person))
    }
}

/// How the applicant's or submitter's identity was made sure of (REC-01).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "way")]
pub enum Identity {
    /// Signed in with the national e-identity at this level (1 or 2).
    SignedIn {
        /// The level of the account.
        level: u8,
    },
    /// An officer read the chip of the citizen card.
    CardRead {
        /// The officer who answers for it.
        officer: OfficerId,
    },
    /// An officer compared card and face.
    CardSeen {
        /// The officer who answers for it.
        officer: OfficerId,
    },
    /// Another system vouches for an e-identity of this level; its connection says how far it may.
    Vouched {
        /// The system's client.
        client: ClientId,
        /// The level of the account there (0 to 2).
        #[serde(default = "level_two")]
        level: u8,
    },
}

impl Identity {
    /// Whether it is enough to file with.
    pub const fn is_enough(self) -> bool {
        match self {
            Self::SignedIn { level } | Self::Vouched { level, .. } => level >= 2,
            Self::CardRead { .. } | Self::CardSeen { .. } => true,
        }
    }
}

/// What the first systems vouched for: they sent only what level 2 had filed.
const fn level_two() -> u8 {
    2
}

/// Who did something, as a record keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// A person with an account of their own.
    Person(PersonId),
    /// An officer.
    Officer(OfficerId),
    /// Another system.
    Client(ClientId),
    /// The platform itself: a timer, an import.
    System,
    /// Somebody who did not sign in.
    Anyone,
}

impl From<Actor> for By {
    fn from(actor: Actor) -> Self {
        match actor {
            Actor::Person(id) => Self::Person(id),
            Actor::Officer(id) => Self::Officer(id),
            Actor::Client(id) => Self::Client(id),
            Actor::System => Self::System,
            Actor::Anyone => Self::Anyone,
        }
    }
}
