//! The filter that lists, search, export and counts take: a value, ready for a statement's parameters.

use super::{Party, Reach, Subject};
use motcua_kernel::{ClientId, MandateId, PersonId, UnitId};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What an actor may see or do something with, as sets of ids.
///
/// A thing is inside if `everything` is set or if it matches **any** of the sets: the clauses are joined by OR.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// The whole province: no filter.
    pub everything: bool,
    /// Things that one of these units decides.
    pub deciding: BTreeSet<UnitId>,
    /// Things that one of these units holds or has a step of.
    pub handling: BTreeSet<UnitId>,
    /// Things that one of these centres received.
    pub receiving: BTreeSet<UnitId>,
    /// Things whose result is fetched at one of these centres.
    pub delivering: BTreeSet<UnitId>,
    /// Things that one of these centres helped with.
    pub helping: BTreeSet<UnitId>,
    /// Things of one of these applicants.
    pub applicants: BTreeSet<Party>,
    /// Things that one of these persons handed in.
    pub submitters: BTreeSet<PersonId>,
    /// Things done under one of these mandates.
    pub mandates: BTreeSet<MandateId>,
    /// Things that one of these systems handed in.
    pub clients: BTreeSet<ClientId>,
}

impl Scope {
    /// Covers nothing.
    pub fn nothing() -> Self {
        Self::default()
    }

    pub(super) fn widen(&mut self, reach: Reach) {
        match reach {
            Reach::Province => self.everything = true,
            Reach::Deciding(unit) => {
                self.deciding.insert(unit);
            }
            Reach::Handling(unit) => {
                self.handling.insert(unit);
            }
            Reach::Receiving(unit) => {
                self.receiving.insert(unit);
            }
            Reach::Delivering(unit) => {
                self.delivering.insert(unit);
            }
            Reach::Helping(unit) => {
                self.helping.insert(unit);
            }
            Reach::Applicant(party) => {
                self.applicants.insert(party);
            }
            Reach::Submitter(person) => {
                self.submitters.insert(person);
            }
            Reach::Mandate(mandate) => {
                self.mandates.insert(mandate);
            }
            Reach::Client(client) => {
                self.clients.insert(client);
            }
        }
    }

    /// Whether nothing can be inside: the list need not be asked.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// The units of the clauses together with their relation: for statements that ask one relation table.
    pub fn unit_relations(&self) -> impl Iterator<Item = (&'static str, UnitId)> + '_ {
        let named = |relation: &'static str, units: &BTreeSet<UnitId>| -> Vec<(&'static str, UnitId)> {
            units.iter().map(|unit| (relation, *unit)).collect()
        };
        named("deciding", &self.deciding)
            .into_iter()
            .chain(named("handling", &self.handling))
            .chain(named("receiving", &self.receiving))
            .chain(named("delivering", &self.delivering))
            .chain(named("helping", &self.helping))
    }

    /// Whether the scope covers the thing: what the statement that takes it as parameters must decide too.
    pub fn covers(&self, subject: &Subject) -> bool {
        fn inside<T: Ord>(set: &BTreeSet<T>, id: Option<&T>) -> bool {
            id.is_some_and(|id| set.contains(id))
        }
        self.everything
            || inside(&self.deciding, subject.deciding.as_ref())
            || inside(&self.handling, subject.holding.as_ref())
            || subject.steps.iter().any(|step| self.handling.contains(step))
            || inside(&self.receiving, subject.receiving.as_ref())
            || inside(&self.delivering, subject.delivering.as_ref())
            || inside(&self.helping, subject.helping.as_ref())
            || inside(&self.applicants, subject.applicant.as_ref())
            || inside(&self.submitters, subject.submitter.as_ref())
            || inside(&self.mandates, subject.mandate.as_ref())
            || inside(&self.clients, subject.client.as_ref())
    }

    /// The scope words to search inside: one of them must be on the thing.
    pub fn search_words(&self) -> Vec<String> {
        if self.everything {
            return vec!["province".to_owned()];
        }
        let mut words: Vec<String> = self
            .unit_relations()
            .map(|(relation, unit)| format!("{relation}:{}", Uuid::from(unit).simple()))
            .collect();
        words.extend(
            self.applicants
                .iter()
                .map(|party| format!("applicant:{}", party.uuid().simple())),
        );
        words.extend(
            self.submitters
                .iter()
                .map(|id| format!("submitter:{}", Uuid::from(*id).simple())),
        );
        words.extend(
            self.mandates
                .iter()
                .map(|id| format!("mandate:{}", Uuid::from(*id).simple())),
        );
        words.extend(
            self.clients
                .iter()
                .map(|id| format!("client:{}", Uuid::from(*id).simple())),
        );
        words
    }
}
