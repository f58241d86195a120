//! Invented mandates.

use super::{Grant, Ground, Kin, MandateScope, Principal};
use motcua_kernel::{Date, PersonId};
use std::collections::BTreeSet;

/// By a power of attorney, for everything, for ninety days from its signature.
pub fn by_deed(principal: Principal, agent: PersonId, signed_on: Date) -> Grant {
    Grant {
        principal,
        agent,
        ground: Ground::Deed {
            number: "15/2026/GUQ".to_owned(),
            signed_on,
        },
        scope: MandateScope::All,
        from: signed_on,
        to: Some(signed_on.plus_days(90)),
    }
}

/// A grandchild who hands in for a grandparent, without a deed, for one procedure.
pub fn grandchild(principal: PersonId, agent: PersonId, from: Date) -> Grant {
    Grant {
        principal: Principal::Person(principal),
        agent,
        ground: Ground::CloseRelative { kin: Kin::Grandchild },
        scope: MandateScope::Procedures(BTreeSet::from(["1.001193".parse().expect("a code")])),
        from,
        to: None,
    }
}
