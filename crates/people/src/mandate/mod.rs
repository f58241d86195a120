//! Who may act for whom: on which ground, for which procedures, from which day to which.
//!
//! The officer who helps is nobody's agent (INT-05), and a personal signature is not an organisation's will unless
//! the law or a mandate says so (IDN-03).

mod end;
mod grant;
mod may_act;
pub mod record;
#[cfg(any(test, feature = "samples"))]
pub mod sample;

pub use end::{EndMandate, EndMandateError, end};
pub use grant::{Grant, GrantError, grant};
pub use may_act::{Authorities, Authority, acts_for, agents_of, may_act};

use motcua_kernel::{Date, Instant, MandateId, OfficerId, OrganisationId, PersonId, ThingId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// For whom somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Principal {
    /// A natural person.
    Person(PersonId),
    /// An organisation, enterprise or household business.
    Organisation(OrganisationId),
}

impl Principal {
    /// The principal as a thing, whatever kind it is.
    pub fn thing(self) -> ThingId {
        match self {
            Self::Person(id) => ThingId::from(Uuid::from(id)),
            Self::Organisation(id) => ThingId::from(Uuid::from(id)),
        }
    }
}

/// What the agent is to the principal, where a close relative needs no deed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kin {
    /// Father or mother.
    Parent,
    /// Grandfather or grandmother.
    Grandparent,
    /// Son or daughter.
    Child,
    /// Grandchild.
    Grandchild,
    /// Husband or wife.
    Spouse,
    /// Brother or sister.
    Sibling,
}

/// Why somebody may act for another. An officer has seen it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "ground")]
pub enum Ground {
    /// A power of attorney, an introduction letter, a decision on guardianship.
    Deed {
        /// Its number, or what it is called.
        number: String,
        /// The day it was signed.
        signed_on: Date,
    },
    /// A close relative whom the procedure asks for no deed.
    CloseRelative {
        /// What the agent is to the principal.
        kin: Kin,
    },
}

/// The national code of a procedure: `1.001193`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProcedureCode(String);

/// A text that is no procedure code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no code of a procedure; choose the procedure from the list")]
pub struct ProcedureCodeError;

impl FromStr for ProcedureCode {
    type Err = ProcedureCodeError;

    fn from_str(text: &str) -> Result<Self, ProcedureCodeError> {
        let shape = text.len() == 8
            && text.bytes().enumerate().all(|(place, byte)| match place {
                1 => byte == b'.',
                _ => byte.is_ascii_digit(),
            });
        if shape {
            Ok(Self(text.to_owned()))
        } else {
            Err(ProcedureCodeError)
        }
    }
}

impl TryFrom<String> for ProcedureCode {
    type Error = ProcedureCodeError;
    fn try_from(text: String) -> Result<Self, ProcedureCodeError> {
        text.parse()
    }
}

impl From<ProcedureCode> for String {
    fn from(code: ProcedureCode) -> Self {
        code.0
    }
}

impl fmt::Display for ProcedureCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a mandate covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MandateScope {
    /// Everything that the principal could do here.
    All,
    /// These procedures; never empty.
    Procedures(BTreeSet<ProcedureCode>),
}

impl MandateScope {
    /// Whether it covers a procedure.
    pub fn covers(&self, procedure: &ProcedureCode) -> bool {
        match self {
            Self::All => true,
            Self::Procedures(codes) => codes.contains(procedure),
        }
    }
}

/// How a mandate came to its end before its last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndedBy {
    /// The principal, or who represents the organisation by law, took it back.
    Principal,
    /// The agent gave it up.
    Agent,
    /// An officer, for a reason that the officer answers for: the ground was wrong, a party has died.
    Officer,
}

/// A right to act for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// The id.
    pub id: MandateId,
    /// For whom.
    pub principal: Principal,
    /// Who acts.
    pub agent: PersonId,
    /// Why they may.
    pub ground: Ground,
    /// What it covers.
    pub scope: MandateScope,
    /// The first day.
    pub from: Date,
    /// The last day, which still counts; none only for close relatives.
    pub to: Option<Date>,
    /// When it ended before its last day, and through whom.
    pub ended: Option<(Instant, EndedBy)>,
    /// The officer who checked the ground.
    pub checked_by: OfficerId,
}

impl Mandate {
    /// The first moment at which it does not hold any more.
    pub fn ends_at(&self) -> Option<Instant> {
        let last = self.to.map(Date::end);
        match (last, self.ended) {
            (Some(last), Some((ended, _))) => Some(last.min(ended)),
            (last, ended) => last.or(ended.map(|(at, _)| at)),
        }
    }

    /// Whether it holds at a moment. The whole last day counts, in the province's time zone.
    pub fn holds(&self, at: Instant) -> bool {
        self.from.start() <= at && self.ends_at().is_none_or(|end| at < end)
    }
}

/// The last day of a deed that names none: one year after it was signed (Civil Code 2015, art. 563).
pub fn last_day_without_term(signed_on: Date) -> Date {
    let day = signed_on.civil();
    let (year, month) = (day.year().saturating_add(1), day.month());
    // A year after 29 February is 28 February.
    Date::new(year, month, day.day())
        .or_else(|_| Date::new(year, month, 28))
        .unwrap_or(signed_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn mandate() -> Mandate {
        Mandate {
            id: MandateId::from_u128(1),
            principal: Principal::Person(PersonId::from_u128(2)),
            agent: PersonId::from_u128(3),
            ground: Ground::CloseRelative { kin: Kin::Grandparent },
            scope: MandateScope::All,
            from: day("2026-11-01"),
            to: Some(day("2026-11-30")),
            ended: None,
            checked_by: OfficerId::from_u128(4),
        }
    }

    #[test]
    fn first_and_last_day_count_whole() {
        let mandate = mandate();
        assert!(mandate.holds(day("2026-11-01").start()));
        assert!(!mandate.holds(day("2026-11-01").start().plus_micros(-1)));
        assert!(mandate.holds(day("2026-12-01").start().plus_micros(-1)));
        assert!(!mandate.holds(day("2026-12-01").start()));
    }

    #[test]
    fn what_was_taken_back_has_ended_then_whatever_its_paper_says() {
        let noon = day("2026-11-10").start().plus_seconds(43_200);
        let ended = Mandate {
            ended: Some((noon, EndedBy::Principal)),
            ..mandate()
        };
        assert!(ended.holds(noon.plus_micros(-1)) && !ended.holds(noon));
        let open = Mandate { to: None, ..ended };
        assert_eq!(open.ends_at(), Some(noon));
    }

    #[test]
    fn a_scope_covers_its_procedures_only() {
        let one: ProcedureCode = "1.001193".parse().unwrap();
        let other: ProcedureCode = "2.000635".parse().unwrap();
        let scope = MandateScope::Procedures(BTreeSet::from([one.clone()]));
        assert!(scope.covers(&one) && !scope.covers(&other) && MandateScope::All.covers(&other));
        for wrong in [
            "",
            "1001193",
            "1.00119",
            "1.0011933",
            "a.001193",
            "1.00119x",
            "１.001193",
        ] {
            assert_eq!(wrong.parse::<ProcedureCode>(), Err(ProcedureCodeError), "{wrong}");
        }
    }

    #[test]
    fn a_deed_without_a_term_lasts_a_year() {
        assert_eq!(last_day_without_term(day("2026-11-25")), day("2027-11-25"));
        assert_eq!(last_day_without_term(day("2028-02-29")), day("2029-02-28"));
    }
}
