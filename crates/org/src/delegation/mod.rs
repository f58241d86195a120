//! A leader's permission that another acts in their place: from when until when, for what, by which deed.

pub mod authority;
mod grant;
pub mod record;
mod revoke;

pub use grant::{GrantDelegation, GrantDelegationError, grant};
pub use revoke::{RevokeError, revoke};

use crate::Period;
use crate::rights::Right;
use motcua_kernel::{AppointmentId, Date, DelegationId, Instant, OfficerId};
use serde::{Deserialize, Serialize};

/// The paper that says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// Its number.
    pub number: String,
    /// The day it was signed.
    pub signed_on: Date,
}

/// One officer acts in the place of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    /// The id.
    pub id: DelegationId,
    /// Who gives.
    pub from: OfficerId,
    /// The giver's appointment that the rights come from; the delegation ends with it.
    pub appointment: AppointmentId,
    /// Who acts.
    pub to: OfficerId,
    /// What they may do.
    pub rights: Vec<Right>,
    /// From when until when; always with an end.
    pub period: Period,
    /// The paper that says so.
    pub deed: Deed,
    /// When it was taken back, if it was.
    pub revoked_at: Option<Instant>,
}

impl Delegation {
    /// Whether it holds at a moment.
    pub fn holds(&self, at: Instant) -> bool {
        self.period.holds(at) && self.revoked_at.is_none_or(|revoked| at < revoked)
    }
}
