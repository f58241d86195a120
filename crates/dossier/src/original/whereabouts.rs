//! Where an original is: in exactly one place.

use crate::succession::Heirs;
use motcua_kernel::{HandOverId, OfficerId, UnitId};
use serde::{Deserialize, Serialize};

/// Where an original is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Whereabouts {
    /// It lies at a unit; this officer answers for it.
    Lying {
        /// The unit.
        unit: UnitId,
        /// The officer.
        officer: OfficerId,
    },
    /// It still lies there, on a list that has not left yet.
    Listed {
        /// The unit.
        unit: UnitId,
        /// The officer who answers for it.
        officer: OfficerId,
        /// The list.
        hand_over: HandOverId,
    },
    /// It is on the way; the sender answers for it until the other end has it (PRO-08).
    UnderWay {
        /// The sender.
        from: UnitId,
        /// The receiver.
        to: UnitId,
        /// The list it goes by.
        hand_over: HandOverId,
    },
    /// It was on the list and not in the cover: both ends look for it until one has it.
    Missing {
        /// The sender.
        from: UnitId,
        /// The receiver.
        to: UnitId,
        /// The list it went by.
        hand_over: HandOverId,
    },
    /// It was given back.
    Returned {
        /// At which unit.
        unit: UnitId,
    },
}

impl Whereabouts {
    /// The stable word for columns and words.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Lying { .. } => "lying",
            Self::Listed { .. } => "listed",
            Self::UnderWay { .. } => "under_way",
            Self::Missing { .. } => "missing",
            Self::Returned { .. } => "returned",
        }
    }

    /// The unit in which it can be laid a hand on.
    pub const fn unit(self) -> Option<UnitId> {
        match self {
            Self::Lying { unit, .. } | Self::Listed { unit, .. } => Some(unit),
            Self::UnderWay { .. } | Self::Missing { .. } | Self::Returned { .. } => None,
        }
    }

    /// The same with the units that follow in the places of those that closed. What was given back stays history.
    pub(super) fn followed(self, heirs: &Heirs) -> Self {
        match self {
            Self::Lying { unit, officer } => Self::Lying {
                unit: heirs.of(unit),
                officer,
            },
            Self::Listed {
                unit,
                officer,
                hand_over,
            } => Self::Listed {
                unit: heirs.of(unit),
                officer,
                hand_over,
            },
            Self::UnderWay { from, to, hand_over } => Self::UnderWay {
                from: heirs.of(from),
                to: heirs.of(to),
                hand_over,
            },
            Self::Missing { from, to, hand_over } => Self::Missing {
                from: heirs.of(from),
                to: heirs.of(to),
                hand_over,
            },
            Self::Returned { unit } => Self::Returned { unit },
        }
    }

    /// The list it is on.
    pub const fn hand_over(self) -> Option<HandOverId> {
        match self {
            Self::Listed { hand_over, .. } | Self::UnderWay { hand_over, .. } | Self::Missing { hand_over, .. } => {
                Some(hand_over)
            }
            Self::Lying { .. } | Self::Returned { .. } => None,
        }
    }
}
