//! The table of rights: what a position may do, how far it reaches, and for whom.
//!
//! One table ([`table::TABLE`]) serves single pages, lists, search, export and counts. [`Rights::may`] gives the
//! verdict on one thing, [`Rights::scope`] the filter for many; a property test proves that they agree
//! (IDN-08).

pub mod load;
mod scope;
mod subject;
pub mod table;

#[cfg(test)]
mod properties;

pub use scope::Scope;
pub use subject::{Party, Subject};

use crate::appointment::Appointment;
use crate::delegation::Delegation;
use crate::position::Role;
use motcua_kernel::{Actor, ClientId, Instant, MandateId, OfficerId, PersonId, UnitId};
use table::{ReachKind, TABLE};

/// Everything that somebody may be allowed to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Fill in and hand in a dossier for somebody (a person for themselves, an officer who helps).
    Submit,
    /// Look at what was handed in and take it in hand.
    Receive,
    /// Give number and receipt.
    Accept,
    /// Refuse reception, with the legal reason.
    Refuse,
    /// Ask for what is missing.
    AskSupplement,
    /// Answer a request for supplements.
    AnswerSupplement,
    /// Give a dossier to an officer.
    Assign,
    /// Check a dossier.
    Check,
    /// Propose a result or a negative decision.
    Propose,
    /// Say sorry and promise a new moment.
    Apologise,
    /// Stop a dossier on a legal ground.
    Stop,
    /// Initial a proposal before it is signed.
    Initial,
    /// Sign a result.
    Sign,
    /// Number, date, seal and issue.
    Issue,
    /// Take what a dossier costs, waive it on a ground, put it right.
    Charge,
    /// Hand the result over.
    Deliver,
    /// Keep originals, hand them over to other units and give them back.
    KeepOriginals,
    /// Take a dossier back before the decision.
    Withdraw,
    /// See the list of what waits.
    SeeWorklist,
    /// Search dossiers.
    SearchDossiers,
    /// See one dossier with its papers.
    SeeDossier,
    /// See figures without personal data.
    SeeFigures,
    /// See who looked at whose data.
    SeeLooks,
    /// Search and see persons and organisations outside a dossier.
    SeePersons,
    /// Change areas, units, points and their hours.
    ManageUnits,
    /// Change positions, officers, appointments and delegations.
    ManageOfficers,
    /// Change accounts: slips, locks, sessions.
    ManageAccounts,
    /// Change the catalogue of procedures.
    ManageCatalogue,
    /// Give one's own rights to another for a time.
    Delegate,
    /// Help with devices and connections; sees no dossier (IDN-06).
    Support,
    /// Act through the API as another system.
    ActAsClient,
}

impl Right {
    /// All rights.
    pub const ALL: &'static [Self] = &[
        Self::Submit,
        Self::Receive,
        Self::Accept,
        Self::Refuse,
        Self::AskSupplement,
        Self::AnswerSupplement,
        Self::Assign,
        Self::Check,
        Self::Propose,
        Self::Apologise,
        Self::Stop,
        Self::Initial,
        Self::Sign,
        Self::Issue,
        Self::Charge,
        Self::Deliver,
        Self::KeepOriginals,
        Self::Withdraw,
        Self::SeeWorklist,
        Self::SearchDossiers,
        Self::SeeDossier,
        Self::SeeFigures,
        Self::SeeLooks,
        Self::SeePersons,
        Self::ManageUnits,
        Self::ManageOfficers,
        Self::ManageAccounts,
        Self::ManageCatalogue,
        Self::Delegate,
        Self::Support,
        Self::ActAsClient,
    ];

    /// Whether the right opens personal data or changes a dossier.
    pub const fn touches_dossiers(self) -> bool {
        match self {
            Self::Submit
            | Self::Receive
            | Self::Accept
            | Self::Refuse
            | Self::AskSupplement
            | Self::AnswerSupplement
            | Self::Assign
            | Self::Check
            | Self::Propose
            | Self::Apologise
            | Self::Stop
            | Self::Initial
            | Self::Sign
            | Self::Issue
            | Self::Charge
            | Self::Deliver
            | Self::KeepOriginals
            | Self::Withdraw
            | Self::SeeWorklist
            | Self::SearchDossiers
            | Self::SeeDossier
            | Self::SeePersons => true,
            Self::SeeFigures
            | Self::SeeLooks
            | Self::ManageUnits
            | Self::ManageOfficers
            | Self::ManageAccounts
            | Self::ManageCatalogue
            | Self::Delegate
            | Self::Support
            | Self::ActAsClient => false,
        }
    }
}

/// How far one grant reaches: the relation that a thing must have to the actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Everything in the province.
    Province,
    /// This unit decides it.
    Deciding(UnitId),
    /// This unit holds it, or one of its steps is done there.
    Handling(UnitId),
    /// This centre received it, or is where it was handed in.
    Receiving(UnitId),
    /// The result is fetched at this centre.
    Delivering(UnitId),
    /// Somebody of this centre helped to fill it in.
    Helping(UnitId),
    /// This party is the applicant.
    Applicant(Party),
    /// This person handed it in.
    Submitter(PersonId),
    /// It is done under this right to act for another.
    Mandate(MandateId),
    /// This system handed it in.
    Client(ClientId),
}

/// One right with its reach, and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    /// The right.
    pub right: Right,
    /// How far it reaches.
    pub reach: Reach,
}

/// A delegation together with the giver's appointment that its rights come from.
#[derive(Debug, Clone)]
pub struct Delegated {
    /// The delegation.
    pub delegation: Delegation,
    /// The appointment in whose place the other acts.
    pub appointment: Appointment,
}

/// The answer that something is not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The actor may know that the thing exists, but may not do this with it.
    #[error("the position does not have the right {0:?} here; ask the head of the unit")]
    NotAllowed(Right),
    /// The actor may not even know that the thing exists.
    #[error("there is no such thing for this actor")]
    Unknown,
}

impl From<Refused> for motcua_kernel::Problem {
    fn from(refused: Refused) -> Self {
        use motcua_kernel::codes;
        let code = match refused {
            Refused::NotAllowed(_) => codes::NOT_ALLOWED,
            Refused::Unknown => codes::NOT_FOUND,
        };
        Self::new(code).caused_by(refused)
    }
}

/// What one actor may do at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rights {
    actor: Actor,
    grants: Vec<Grant>,
    posts: Vec<(Role, UnitId)>,
}

impl Rights {
    /// No rights.
    pub const fn none(actor: Actor) -> Self {
        Self {
            actor,
            grants: Vec::new(),
            posts: Vec::new(),
        }
    }

    /// The rights of an officer: from their appointments, and from what others gave them, at a moment.
    ///
    /// What is over or has not begun gives nothing, so that whoever leaves a position loses its rights with the
    /// last moment of the appointment (IDN-05, PRO-17). A delegation gives at most what the giver holds.
    pub fn of(officer: OfficerId, appointments: &[Appointment], delegations: &[Delegated], at: Instant) -> Self {
        let mut rights = Self::none(Actor::Officer(officer));
        for appointment in appointments
            .iter()
            .filter(|held| held.officer == officer && held.period.holds(at))
        {
            rights.posts.push((appointment.role, appointment.unit));
            for row in TABLE.iter().filter(|row| row.role == appointment.role) {
                rights.add(row.rights, row.reach, appointment);
            }
        }
        for Delegated {
            delegation,
            appointment,
        } in delegations
        {
            let stands = delegation.to == officer
                && delegation.holds(at)
                && delegation.appointment == appointment.id
                && delegation.from == appointment.officer
                && appointment.period.holds(at);
            if !stands {
                continue;
            }
            for row in TABLE.iter().filter(|row| row.role == appointment.role) {
                let given: Vec<Right> = row
                    .rights
                    .iter()
                    .copied()
                    .filter(|right| *right != Right::Delegate && delegation.rights.contains(right))
                    .collect();
                rights.add(&given, row.reach, appointment);
            }
        }
        rights.settled()
    }

    /// The rights of a person who signed in: over what is their own and what they may do for others.
    ///
    /// `principals` are those for whom a mandate without limits is in force; `mandates` all in force.
    pub fn of_person(person: PersonId, principals: &[Party], mandates: &[MandateId]) -> Self {
        let mut reaches = vec![Reach::Applicant(Party::Person(person)), Reach::Submitter(person)];
        reaches.extend(principals.iter().copied().map(Reach::Applicant));
        reaches.extend(mandates.iter().copied().map(Reach::Mandate));
        let mut rights = Self::none(Actor::Person(person));
        for right in table::PERSON {
            rights.grants.extend(reaches.iter().map(|reach| Grant {
                right: *right,
                reach: *reach,
            }));
        }
        rights.settled()
    }

    /// The rights of another system: over what it handed in itself. `receives_at` is the centre in whose name it
    /// accepts; without one it accepts nothing.
    pub fn of_client(client: ClientId, rights_given: &[Right], receives_at: Option<UnitId>) -> Self {
        let mut rights = Self::none(Actor::Client(client));
        for right in table::CLIENT.iter().filter(|right| rights_given.contains(right)) {
            let reach = match right {
                Right::Accept => receives_at.map(Reach::Receiving),
                _ => Some(Reach::Client(client)),
            };
            rights.grants.extend(reach.map(|reach| Grant { right: *right, reach }));
        }
        rights.settled()
    }

    /// The rights of the platform itself: timers, reactions, imports.
    pub fn of_system() -> Self {
        let mut rights = Self::none(Actor::System);
        rights.grants.extend(Right::ALL.iter().map(|right| Grant {
            right: *right,
            reach: Reach::Province,
        }));
        rights.settled()
    }

    fn add(&mut self, rights: &[Right], reach: ReachKind, held: &Appointment) {
        // A committee's office acts in its committee's matters: deciding is the body's, handling the office's.
        let reach = match reach {
            ReachKind::Province => Reach::Province,
            ReachKind::Deciding => Reach::Deciding(held.body),
            ReachKind::Handling => Reach::Handling(held.unit),
            ReachKind::Receiving => Reach::Receiving(held.unit),
            ReachKind::Delivering => Reach::Delivering(held.unit),
            ReachKind::Helping => Reach::Helping(held.unit),
        };
        self.grants
            .extend(rights.iter().map(|right| Grant { right: *right, reach }));
    }

    fn settled(mut self) -> Self {
        self.grants.sort_unstable();
        self.grants.dedup();
        self.posts.sort_unstable();
        self.posts.dedup();
        self
    }

    /// Whose rights they are.
    pub const fn actor(&self) -> Actor {
        self.actor
    }

    /// Every grant.
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// The positions held now, each with its unit.
    pub fn posts(&self) -> &[(Role, UnitId)] {
        &self.posts
    }

    /// Whether the actor has the right anywhere: whether to show the way to a page at all.
    pub fn has(&self, right: Right) -> bool {
        self.grants.iter().any(|grant| grant.right == right)
    }

    /// Whether the actor has the right over everything.
    pub fn has_everywhere(&self, right: Right) -> bool {
        self.grants
            .iter()
            .any(|grant| grant.right == right && grant.reach == Reach::Province)
    }

    /// Whether the actor may do this with this thing.
    pub fn may(&self, right: Right, subject: &Subject) -> bool {
        self.grants
            .iter()
            .any(|grant| grant.right == right && subject.has(grant.reach))
    }

    /// Refuses what the actor may not do.
    ///
    /// # Errors
    ///
    /// [`Refused::Unknown`] (404) when the actor may not see the thing either, else [`Refused::NotAllowed`].
    pub fn require(&self, right: Right, subject: &Subject) -> Result<(), Refused> {
        if self.may(right, subject) {
            return Ok(());
        }
        let knows = [Right::SeeDossier, Right::SearchDossiers, Right::SeeWorklist]
            .into_iter()
            .any(|seeing| self.may(seeing, subject));
        Err(if knows {
            Refused::NotAllowed(right)
        } else {
            Refused::Unknown
        })
    }

    /// The filter for lists, search, export and counts: exactly the things for which [`Self::may`] says yes.
    pub fn scope(&self, right: Right) -> Scope {
        let mut scope = Scope::nothing();
        for grant in self.grants.iter().filter(|grant| grant.right == right) {
            scope.widen(grant.reach);
        }
        scope
    }
}
