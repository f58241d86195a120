//! Who may act for whom: by which ground, for what, from when until when.
//!
//! The helper who types is nobody's representative (INT-05). A personal signature is not an organisation's will
//! unless a mandate or the law says so (IDN-03).

mod end;
mod give;
pub mod record;

pub use end::{EndMandateError, end};
pub use give::{GiveMandate, GiveMandateError, give};

use motcua_kernel::{
    BlobId, Date, DossierId, Instant, MandateId, OfficerId, OrganisationId, PersonId, ProcedureId,
};
use serde::{Deserialize, Serialize};

/// For whom somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Principal {
    /// A natural person.
    Person(PersonId),
    /// An organisation, enterprise or household business.
    Organisation(OrganisationId),
}

/// How two persons are related, where the law asks for no paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it: what the representative is to the principal")]
pub enum Kin {
    Parent,
    Grandparent,
    Child,
    Grandchild,
    Spouse,
    Sibling,
    Other,
}

/// Why somebody may act for another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// A power of attorney or another authority document.
    Document {
        /// Its number, or how it is called.
        number: String,
        /// The day it was signed.
        signed_on: Date,
        /// The file, once it is digitised.
        file: Option<BlobId>,
    },
    /// A relative whom the law asks for no document: grandparents who register a birth, say.
    Kinship {
        /// What the representative is to the principal.
        kin: Kin,
    },
    /// A guardian by law or by a decision.
    Guardian {
        /// The number of the decision, if there is one.
        decision: Option<String>,
    },
    /// The representative of an organisation by law.
    ByLaw,
    /// The post, for what it carries.
    Post,
}

impl Ground {
    /// Whether no authority document is needed or shown.
    pub const fn without_document(&self) -> bool {
        match self {
            Self::Document { .. } => false,
            Self::Kinship { .. } | Self::Guardian { .. } | Self::ByLaw | Self::Post => true,
        }
    }
}

/// What the right to act covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MandateScope {
    /// Everything: the representative also sees all of the principal's dossiers.
    Everything,
    /// Dossiers of these procedures.
    Procedures(Vec<ProcedureId>),
    /// This dossier alone.
    Dossier(DossierId),
}

/// A right to act for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// The id.
    pub id: MandateId,
    /// For whom.
    pub principal: Principal,
    /// Who acts.
    pub representative: PersonId,
    /// Why they may.
    pub ground: Ground,
    /// What it covers.
    pub scope: MandateScope,
    /// The first moment.
    pub from: Instant,
    /// The first moment after it; none only where the law sets no end (parents, representatives by law).
    pub to: Option<Instant>,
    /// When it was taken back, if it was.
    pub ended_at: Option<Instant>,
    /// The officer who checked the ground; none when the principal gave it signed in.
    pub checked_by: Option<OfficerId>,
}

/// What somebody wants to do for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act {
    /// Under which procedure.
    pub procedure: ProcedureId,
    /// In which dossier, once there is one.
    pub dossier: Option<DossierId>,
    /// When.
    pub at: Instant,
}

impl Mandate {
    /// Whether it is in force at a moment.
    pub fn holds(&self, at: Instant) -> bool {
        self.from <= at && self.to.is_none_or(|to| at < to) && self.ended_at.is_none_or(|ended| at < ended)
    }

    /// Whether it lets the representative do this.
    pub fn covers(&self, act: &Act) -> bool {
        let inside = match &self.scope {
            MandateScope::Everything => true,
            MandateScope::Procedures(procedures) => procedures.contains(&act.procedure),
            MandateScope::Dossier(dossier) => act.dossier == Some(*dossier),
        };
        inside && self.holds(act.at)
    }

    /// Whether the representative also sees what the principal has without it: for the table of rights.
    pub fn opens_everything(&self) -> bool {
        matches!(self.scope, MandateScope::Everything)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mandate(scope: MandateScope) -> Mandate {
        Mandate {
            id: MandateId::from_u128(1),
            principal: Principal::Person(PersonId::from_u128(2)),
            representative: PersonId::from_u128(3),
            ground: Ground::Kinship { kin: Kin::Grandparent },
            scope,
            from: Instant::from_micros(10),
            to: Some(Instant::from_micros(20)),
            ended_at: None,
            checked_by: None,
        }
    }

    fn act(procedure: u128, at: i64) -> Act {
        Act { procedure: ProcedureId::from_u128(procedure), dossier: None, at: Instant::from_micros(at) }
    }

    #[test]
    fn a_mandate_covers_its_procedures_in_its_time() {
        let one = mandate(MandateScope::Procedures(vec![ProcedureId::from_u128(7)]));
        assert!(one.covers(&act(7, 10)) && one.covers(&act(7, 19)));
        assert!(!one.covers(&act(8, 15)) && !one.covers(&act(7, 9)) && !one.covers(&act(7, 20)));
        let ended = Mandate { ended_at: Some(Instant::from_micros(15)), ..one };
        assert!(ended.covers(&act(7, 14)) && !ended.covers(&act(7, 15)));
        assert!(!ended.opens_everything() && ended.ground.without_document());
    }

    #[test]
    fn a_mandate_for_a_dossier_is_for_that_dossier() {
        let dossier = DossierId::from_u128(9);
        let one = mandate(MandateScope::Dossier(dossier));
        assert!(one.covers(&Act { dossier: Some(dossier), ..act(1, 15) }));
        assert!(!one.covers(&act(1, 15)));
        assert!(!one.covers(&Act { dossier: Some(DossierId::from_u128(8)), ..act(1, 15) }));
    }
}
