//! Natural persons: what is known of them, from whom, and how surely.
//!
//! Every field carries its source. A surer source replaces a weaker one, never the other way: what somebody types
//! does not overwrite what an officer read from a card.

mod contact;
mod email;
mod enrol;
mod id_number;
mod learn;
mod leave;
mod partial_date;
mod phone;
pub mod record;
mod residence;
#[cfg(any(test, feature = "samples"))]
pub mod sample;
mod search;
mod up_to_date;
mod vouched;

pub use contact::{Channel, Contact, SetContact, SetContactError, set_contact};
pub use email::{
    CONFIRM_MESSAGE, ConfirmLetter, Email, EmailAddress, EmailAddressError, EmailClaim, EmailError, Language,
    claim_email, confirm_email, forget_email,
};
pub use enrol::{EnrolAtCounter, EnrolError, enrol_at_counter};
pub use id_number::{BirthPlace, Disagreement, IdNumber, IdNumberError};
pub use leave::leave_letters;
pub use partial_date::{PartialDate, PartialDateError};
pub use phone::{Phone, PhoneError, PhoneKind};
pub use residence::{ConfirmError, confirm_residence};
pub use search::{PROVINCE_SCOPE, find, find_by_id_number, search, unit_scope};
pub use up_to_date::{Claims, TWO_PERSONS, UpToDateError, bring_up_to_date};
pub use vouched::{VouchError, Vouched, Vouching, vouch};

use motcua_kernel::{AreaId, ClientId, Instant, OfficerId, PersonId, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Sex, as the identity card knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Nữ.
    Female,
    /// Nam.
    Male,
}

/// How surely the national identity provider knows a person (IDN-02).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Level 1: the account is theirs, who they are was not compared face to face.
    One,
    /// Level 2: known face to face.
    Two,
}

/// Where a value came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "from")]
pub enum Source {
    /// The person said so.
    Own,
    /// An officer wrote down what was said or stands on another paper than the card.
    Stated {
        /// The officer.
        officer: OfficerId,
    },
    /// The national identity provider.
    SignedIn {
        /// The level of that sign-in.
        level: Level,
    },
    /// Another system said so of somebody on a dossier that it handed in.
    Vouched {
        /// The system.
        client: ClientId,
    },
    /// An officer compared card and face and took it from the card, by its QR code or by typing.
    CardSeen {
        /// The officer who answers for it.
        officer: OfficerId,
    },
    /// An officer read the chip of the card.
    ChipRead {
        /// The officer who answers for it.
        officer: OfficerId,
    },
}

/// How far a source can be relied on; greater is surer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sureness {
    /// Said, not compared with anything.
    Said,
    /// An officer answers for having written it down.
    Noted,
    /// Compared with the card or the population data.
    Proven,
}

impl Source {
    /// How far it can be relied on.
    pub const fn sureness(self) -> Sureness {
        match self {
            Self::Own | Self::SignedIn { level: Level::One } => Sureness::Said,
            Self::Stated { .. } | Self::Vouched { .. } => Sureness::Noted,
            Self::SignedIn { level: Level::Two } | Self::CardSeen { .. } | Self::ChipRead { .. } => Sureness::Proven,
        }
    }
}

/// A value with its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub source: Source,
    /// Since when it is known so.
    pub since: Instant,
}

/// Where somebody lives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Residence {
    /// As it stands on the card or in the data, perhaps with names of areas that are no more.
    pub as_written: String,
    /// Today's area, where it could be told.
    pub area: Option<AreaId>,
    /// Whether the person or an officer has said that the area is right.
    pub confirmed: bool,
}

/// A natural person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The id.
    pub id: PersonId,
    /// The identity provider's own name for the person, once they have signed in.
    pub subject: Option<String>,
    /// The personal number; foreigners and the newborn have none.
    pub id_number: Option<Sourced<IdNumber>>,
    /// The full name, family name first.
    pub name: Sourced<String>,
    /// The day of birth.
    pub born: Option<Sourced<PartialDate>>,
    /// The sex.
    pub sex: Option<Sourced<Sex>>,
    /// The ethnicity, as written.
    pub ethnicity: Option<Sourced<String>>,
    /// The nationality, as written.
    pub nationality: Option<Sourced<String>>,
    /// Where they live.
    pub residence: Option<Sourced<Residence>>,
    /// How they can be reached.
    pub contact: Contact,
    /// The highest level of a sign-in so far; none for those who never signed in.
    pub level: Option<Level>,
    /// The units at whose counters they were seen: their officers find them by name.
    pub seen_at: BTreeSet<UnitId>,
    /// The person that stands for this one: an account of level 1 turned out to be somebody known already.
    pub replaced_by: Option<PersonId>,
}

impl Person {
    /// The number, if somebody answers for it: it then belongs to this person alone.
    pub fn sure_number(&self) -> Option<&IdNumber> {
        self.id_number
            .as_ref()
            .filter(|number| number.source.sureness() >= Sureness::Noted)
            .map(|number| &number.value)
    }

    /// The folded name with the given name first, as lists of people are sorted.
    pub fn sort_key(&self) -> String {
        let folded = motcua_kernel::text::fold(&self.name.value);
        match folded.rsplit_once(' ') {
            Some((rest, given)) => format!("{given} {rest}"),
            None => folded,
        }
    }
}
