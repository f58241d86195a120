//! Originals (bản chính) that an office keeps for a while: which component, where each is, every move, and to whom it
//! was given back.
//!
//! What is only shown is compared and given back at once: that stands in the acceptance's checklist, with officer and
//! moment ([`crate::checklist::Verdict::Shown`]). Only what stays is an original here. Nothing is kept before acceptance,
//! so refusal and lapse owe nothing back; delivery gives originals back with the result, and is refused while one lies
//! elsewhere. Withdrawal and stop end the matter, since neither the applicant's will nor a legal ground waits for papers;
//! their originals stay on the list of the unit that has them until they are given back.
//!
//! An original is in exactly one place at any moment: the last of its moves. Each move is a fact in the dossier's chain.

mod act;
mod follow;
mod record;
#[cfg(test)]
mod tests;
mod whereabouts;

pub use act::{GiveBack, KeepOriginal, give_back, keep, may_be_kept};
pub(crate) use act::{give_back_with_result, insert_kept};
pub(crate) use follow::follow;
pub use record::{Lying, lying_in, original_by_code, originals_of};
pub(crate) use record::{lies_in, originals_by_id, originals_of_all};
pub use whereabouts::Whereabouts;

use crate::deliver::Evidence;
use crate::fact::Fact;
use crate::step::Hand;
use crate::succession::Heirs;
use motcua_kernel::text::clean_line;
use motcua_kernel::{Context, DossierId, HandOverId, Instant, OfficerId, OriginalId, UnitId};
use motcua_org::rights::Reach;
use motcua_org::{Right, Rights};
use motcua_store::{CommitError, Label, ReadError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Letters of a description.
const MOST_LETTERS: usize = 200;
/// Sheets of one original: a bound file has hundreds, a typing error more.
const MOST_SHEETS: u32 = 2_000;

/// One move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// When.
    pub at: Instant,
    /// Where it is from then on.
    pub to: Whereabouts,
    /// Who did it.
    pub officer: OfficerId,
}

/// To whom it was given back, and what shows it (RES-05).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// The name.
    pub taken_by: String,
    /// What shows that it is the right person.
    pub evidence: Evidence,
    /// When.
    pub at: Instant,
}

/// What somebody leaves at a desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keeping {
    /// The component that it is, by its key in the version.
    pub component: String,
    /// Its name with series or number, as the hand-over list names it.
    pub description: String,
    /// Sheets of paper.
    pub sheets: u32,
}

impl Keeping {
    /// Whether it can be written down so.
    ///
    /// # Errors
    ///
    /// Fails without a description or with an impossible count of sheets.
    pub fn check(&self) -> Result<(), OriginalError> {
        let letters = clean_line(&self.description).chars().count();
        if letters == 0 || letters > MOST_LETTERS {
            return Err(OriginalError::NoDescription);
        }
        if self.sheets == 0 || self.sheets > MOST_SHEETS {
            return Err(OriginalError::Sheets);
        }
        Ok(())
    }
}

/// An original that an office keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// Its id.
    pub id: OriginalId,
    /// The dossier.
    pub dossier: DossierId,
    /// The component that it is.
    pub component: String,
    /// Its name with series or number.
    pub description: String,
    /// Sheets of paper.
    pub sheets: u32,
    /// The code on its cover: `BG-000417`.
    pub code: Label,
    /// When and where it was kept.
    pub kept: Move,
    /// Every move since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<Move>,
    /// To whom it was given back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<Returned>,
}

/// Why an original does not move.
#[derive(Debug, thiserror::Error)]
pub enum OriginalError {
    /// It is not where it would have to be: another officer was quicker, mostly.
    #[error("the original is {0}, not where this act needs it")]
    Elsewhere(&'static str),
    /// Only what is accepted and still runs keeps anything.
    #[error("an original is kept only with an accepted dossier that is not over")]
    NothingKept,
    /// The version does not name the component, or lets people only show it (INT-08).
    #[error("the procedure has no component {0} that may be kept")]
    NotAComponent(String),
    /// Nobody can find a paper that has no name.
    #[error("say what it is, with its series or number")]
    NoDescription,
    /// None, or more than a bound file has.
    #[error("say how many sheets it has, from 1 to 2000")]
    Sheets,
    /// Nobody is named.
    #[error("say who takes it")]
    NoTaker,
    /// Not known, or not to this officer.
    #[error("there is no such original")]
    NoSuchOriginal,
    /// Only officers of units that keep originals.
    #[error("only an officer of the unit that has it may do this")]
    NotAllowed,
    /// What the dossier goes by could not be put together.
    #[error(transparent)]
    Terms(#[from] crate::terms::TermsError),
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store did not take it.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// An original after a move, and the fact that tells it.
pub(crate) type Went = (Original, Fact);

impl Original {
    /// Keeps what somebody leaves.
    ///
    /// # Errors
    ///
    /// Fails without a description or with an impossible count of sheets.
    pub(crate) fn keep(
        dossier: DossierId,
        keeping: Keeping,
        code: Label,
        hand: Hand,
        ctx: &Context,
    ) -> Result<Went, OriginalError> {
        keeping.check()?;
        let description = clean_line(&keeping.description);
        let to = Whereabouts::Lying {
            unit: hand.unit,
            officer: hand.officer,
        };
        let (at, officer) = (ctx.now(), hand.officer);
        let original = Self {
            id: ctx.id(),
            dossier,
            component: keeping.component,
            description,
            sheets: keeping.sheets,
            code,
            kept: Move { at, to, officer },
            moves: Vec::new(),
            returned: None,
        };
        let fact = original.told();
        Ok((original, fact))
    }

    /// Its history, the keeping first.
    pub fn history(&self) -> impl Iterator<Item = &Move> {
        std::iter::once(&self.kept).chain(&self.moves)
    }

    fn last(&self) -> Move {
        self.moves.last().copied().unwrap_or(self.kept)
    }

    /// Where it is: in one place, and no other.
    pub fn whereabouts(&self) -> Whereabouts {
        self.last().to
    }

    /// When it came to where it is.
    pub fn since(&self) -> Instant {
        self.last().at
    }

    /// Its last move as the journal tells it.
    fn told(&self) -> Fact {
        let Move { at, to, officer } = self.last();
        Fact::OriginalMoved {
            at,
            original: self.id,
            whereabouts: to,
            officer,
        }
    }

    /// Whether somebody must still get it back.
    pub fn is_owed(&self) -> bool {
        self.returned.is_none()
    }

    /// Moves it. Clocks of two machines may differ, but no history runs backwards.
    fn go(mut self, to: Whereabouts, officer: OfficerId, ctx: &Context) -> Went {
        let at = self.since().max(ctx.now());
        self.moves.push(Move { at, to, officer });
        let fact = self.told();
        (self, fact)
    }

    /// Puts the successors in the places of units that closed at a moment; none where it names no such unit. Whoever
    /// answered for it does so still.
    pub(crate) fn follow(mut self, heirs: &Heirs, closed_at: Instant, ctx: &Context) -> Option<Went> {
        let Move { at, to, officer } = self.last();
        let next = to.followed(heirs);
        if next == to {
            return None;
        }
        let at = at.max(closed_at.min(ctx.now()));
        self.moves.push(Move { at, to: next, officer });
        let fact = self.told();
        Some((self, fact))
    }

    fn elsewhere(&self) -> OriginalError {
        OriginalError::Elsewhere(self.whereabouts().word())
    }

    /// Puts it on a list of its unit that has not left yet.
    pub(crate) fn list(
        self,
        list: HandOverId,
        from: UnitId,
        by: OfficerId,
        ctx: &Context,
    ) -> Result<Went, OriginalError> {
        match self.whereabouts() {
            Whereabouts::Lying { unit, officer } if unit == from => {
                let to = Whereabouts::Listed {
                    unit,
                    officer,
                    hand_over: list,
                };
                Ok(self.go(to, by, ctx))
            }
            _ => Err(self.elsewhere()),
        }
    }

    /// Takes it off a list that does not leave.
    pub(crate) fn unlist(self, list: HandOverId, by: OfficerId, ctx: &Context) -> Result<Went, OriginalError> {
        match self.whereabouts() {
            Whereabouts::Listed {
                unit,
                officer,
                hand_over,
            } if hand_over == list => Ok(self.go(Whereabouts::Lying { unit, officer }, by, ctx)),
            _ => Err(self.elsewhere()),
        }
    }

    /// Sends it off with its list.
    pub(crate) fn send(
        self,
        list: HandOverId,
        to: UnitId,
        by: OfficerId,
        ctx: &Context,
    ) -> Result<Went, OriginalError> {
        match self.whereabouts() {
            Whereabouts::Listed {
                unit: from, hand_over, ..
            } if hand_over == list => Ok(self.go(Whereabouts::UnderWay { from, to, hand_over }, by, ctx)),
            _ => Err(self.elsewhere()),
        }
    }

    /// Says whether it was in the cover when the list arrived.
    pub(crate) fn arrive(
        self,
        list: HandOverId,
        is_there: bool,
        by: OfficerId,
        ctx: &Context,
    ) -> Result<Went, OriginalError> {
        match self.whereabouts() {
            Whereabouts::UnderWay { from, to, hand_over } if hand_over == list => {
                let next = if is_there {
                    Whereabouts::Lying { unit: to, officer: by }
                } else {
                    Whereabouts::Missing { from, to, hand_over }
                };
                Ok(self.go(next, by, ctx))
            }
            _ => Err(self.elsewhere()),
        }
    }

    /// It was found: at the unit of whoever says so, which is one of the two ends.
    pub(crate) fn find(self, list: HandOverId, at: Hand, ctx: &Context) -> Result<Went, OriginalError> {
        match self.whereabouts() {
            Whereabouts::Missing { from, to, hand_over } if hand_over == list && (at.unit == from || at.unit == to) => {
                let next = Whereabouts::Lying {
                    unit: at.unit,
                    officer: at.officer,
                };
                Ok(self.go(next, at.officer, ctx))
            }
            _ => Err(self.elsewhere()),
        }
    }

    /// Gives it back over a desk of the unit where it lies. The last move.
    pub(crate) fn return_to(
        self,
        taken_by: &str,
        evidence: Evidence,
        hand: Hand,
        ctx: &Context,
    ) -> Result<Went, OriginalError> {
        let taken_by = clean_line(taken_by);
        if taken_by.is_empty() {
            return Err(OriginalError::NoTaker);
        }
        match self.whereabouts() {
            Whereabouts::Lying { unit, .. } if unit == hand.unit => {
                let (mut original, fact) = self.go(Whereabouts::Returned { unit }, hand.officer, ctx);
                let at = original.since();
                original.returned = Some(Returned { taken_by, evidence, at });
                Ok((original, fact))
            }
            _ => Err(self.elsewhere()),
        }
    }
}

/// The units for which somebody keeps originals.
pub fn keeps_for(rights: &Rights) -> BTreeSet<UnitId> {
    let kept = rights
        .grants()
        .iter()
        .filter(|grant| grant.right == Right::KeepOriginals);
    kept.filter_map(|grant| match grant.reach {
        Reach::Receiving(unit) | Reach::Delivering(unit) | Reach::Handling(unit) => Some(unit),
        Reach::Province
        | Reach::Deciding(_)
        | Reach::Helping(_)
        | Reach::Applicant(_)
        | Reach::Submitter(_)
        | Reach::Mandate(_)
        | Reach::Client(_) => None,
    })
    .collect()
}
