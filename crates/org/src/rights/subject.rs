//! What the table of rights needs to know of a thing: its relations, nothing else.

use super::Reach;
use motcua_kernel::{ClientId, MandateId, OrganisationId, PersonId, UnitId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Somebody who can be an applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// A natural person.
    Person(PersonId),
    /// An organisation, business or household business.
    Organisation(OrganisationId),
}

impl Party {
    /// The bare id, for a column.
    pub fn uuid(self) -> Uuid {
        match self {
            Self::Person(id) => id.into(),
            Self::Organisation(id) => id.into(),
        }
    }
}

/// The relations of one thing (a dossier, a unit, a person) to units and people.
///
/// What is empty relates to nobody: a thing without relations is seen only by those who see the whole province.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subject {
    /// The unit that decides it.
    pub deciding: Option<UnitId>,
    /// The centre that received it, or where it was handed in.
    pub receiving: Option<UnitId>,
    /// The centre where the result is fetched.
    pub delivering: Option<UnitId>,
    /// The centre whose officer helped.
    pub helping: Option<UnitId>,
    /// The unit that has it now.
    pub holding: Option<UnitId>,
    /// The units that its steps were or are done at.
    pub steps: Vec<UnitId>,
    /// The applicant.
    pub applicant: Option<Party>,
    /// The person who handed it in.
    pub submitter: Option<PersonId>,
    /// The right to act under which somebody stands for the applicant.
    pub mandate: Option<MandateId>,
    /// The system that handed it in.
    pub client: Option<ClientId>,
}

impl Subject {
    /// A thing of a unit: the unit itself, its points, positions, officers, accounts.
    pub fn of_unit(unit: UnitId) -> Self {
        Self {
            deciding: Some(unit),
            receiving: Some(unit),
            holding: Some(unit),
            ..Self::default()
        }
    }

    /// Something of a person's own.
    pub fn of_person(person: PersonId) -> Self {
        Self {
            applicant: Some(Party::Person(person)),
            ..Self::default()
        }
    }

    /// Whether the thing has the relation that a grant asks for.
    pub fn has(&self, reach: Reach) -> bool {
        match reach {
            Reach::Province => true,
            Reach::Deciding(unit) => self.deciding == Some(unit),
            Reach::Handling(unit) => self.holding == Some(unit) || self.steps.contains(&unit),
            Reach::Receiving(unit) => self.receiving == Some(unit),
            Reach::Delivering(unit) => self.delivering == Some(unit),
            Reach::Helping(unit) => self.helping == Some(unit),
            Reach::Applicant(party) => self.applicant == Some(party),
            Reach::Submitter(person) => self.submitter == Some(person),
            Reach::Mandate(mandate) => self.mandate == Some(mandate),
            Reach::Client(client) => self.client == Some(client),
        }
    }

    /// The scope words under which the thing is put into the search index.
    ///
    /// They and [`super::Scope::search_words`] meet exactly when the scope covers the thing.
    pub fn search_words(&self) -> Vec<String> {
        let mut words = vec!["province".to_owned()];
        let mut add = |relation: &str, id: Option<Uuid>| {
            if let Some(id) = id {
                words.push(format!("{relation}:{}", id.simple()));
            }
        };
        add("deciding", self.deciding.map(Into::into));
        add("receiving", self.receiving.map(Into::into));
        add("delivering", self.delivering.map(Into::into));
        add("helping", self.helping.map(Into::into));
        add("handling", self.holding.map(Into::into));
        for step in &self.steps {
            add("handling", Some((*step).into()));
        }
        add("applicant", self.applicant.map(Party::uuid));
        add("submitter", self.submitter.map(Into::into));
        add("mandate", self.mandate.map(Into::into));
        add("client", self.client.map(Into::into));
        words.sort_unstable();
        words.dedup();
        words
    }
}
