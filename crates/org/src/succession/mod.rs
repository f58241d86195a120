//! What came after what: merges, splits and renames of areas and units, each at an instant of its own.
//!
//! Nothing is rewritten when areas or units change (PRO-02): the old one ends, keeps its name and code for
//! ever, and says who follows it.

use motcua_kernel::Instant;
use serde::{Deserialize, Serialize};

/// How much of the old one a successor took over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// All of it.
    Whole,
    /// Some of it: which part is known only to those who drew the line.
    Part,
    /// All of it, and nothing else: the same land under the same name.
    Unchanged,
}

impl Extent {
    /// The word of the data file.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "whole" => Some(Self::Whole),
            "part" => Some(Self::Part),
            "unchanged" => Some(Self::Unchanged),
            _ => None,
        }
    }
}

/// One link from an old area or unit to one that follows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession<T> {
    /// Who follows.
    pub to: T,
    /// How much it took over.
    pub extent: Extent,
    /// Whether it is proposed where nobody has said which part is meant. Never more than a proposal.
    pub proposed: bool,
    /// The instant from which it follows.
    pub at: Instant,
    /// The decision that says so.
    pub basis: String,
    /// A remark of the source, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Who stands for an old area or unit at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heir<T> {
    /// Nothing has followed it yet.
    Itself,
    /// One took over all of it.
    One(T),
    /// It was divided: somebody who knows must choose.
    Several {
        /// All that took over some part, the proposed one first.
        candidates: Vec<T>,
        /// Who is meant if nobody can say, if the source proposes one.
        proposed: Option<T>,
    },
}

/// Successions that lead back to where they began: a mistake in an order or a data file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the successions lead in a circle through {0}; correct the order that links it")]
pub struct Circle(pub String);

/// Follows the successions from `start` as far as they have happened by `at`.
///
/// A merge of merges ends at the last one; a part that is merged again is followed further.
///
/// # Errors
///
/// Fails when the links lead in a circle.
pub fn heir<'a, T>(start: T, at: Instant, successions: impl Fn(T) -> &'a [Succession<T>]) -> Result<Heir<T>, Circle>
where
    T: Copy + Eq + std::fmt::Display + 'a,
{
    let mut ends: Vec<(T, bool)> = Vec::new();
    // What is still to be followed, with the way that led there: a way that meets itself is a circle.
    let mut open: Vec<(T, bool, Vec<T>)> = vec![(start, true, Vec::new())];
    while let Some((here, proposed, way)) = open.pop() {
        if way.contains(&here) {
            return Err(Circle(here.to_string()));
        }
        let happened: Vec<&Succession<T>> = successions(here).iter().filter(|link| link.at <= at).collect();
        if happened.is_empty() {
            match ends.iter_mut().find(|(known, _)| *known == here) {
                Some((_, known)) => *known |= proposed,
                None => ends.push((here, proposed)),
            }
            continue;
        }
        let alone = happened.len() == 1;
        let mut way = way;
        way.push(here);
        // The stack turns the order round; pushing from the back keeps the order of the source.
        for link in happened.into_iter().rev() {
            open.push((link.to, proposed && (alone || link.proposed), way.clone()));
        }
    }
    if ends.len() == 1 {
        let (only, _) = ends[0];
        return Ok(if only == start { Heir::Itself } else { Heir::One(only) });
    }
    // Stable, so that the others stay in the order of the source.
    ends.sort_by_key(|(_, proposed)| !proposed);
    let proposed = match ends.as_slice() {
        [(first, true), (_, false), ..] => Some(*first),
        _ => None,
    };
    Ok(Heir::Several {
        candidates: ends.into_iter().map(|(end, _)| end).collect(),
        proposed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::from_micros(0).plus_seconds(seconds)
    }

    fn link(to: u8, extent: Extent, proposed: bool, seconds: i64) -> Succession<u8> {
        Succession {
            to,
            extent,
            proposed,
            at: at(seconds),
            basis: "1/NQ".into(),
            note: None,
        }
    }

    fn follow(links: &[Vec<Succession<u8>>], start: u8, seconds: i64) -> Result<Heir<u8>, Circle> {
        heir(start, at(seconds), |id| links[usize::from(id)].as_slice())
    }

    #[test]
    fn a_merge_of_merges_ends_at_the_last() {
        let links = vec![
            vec![link(1, Extent::Whole, true, 10)],
            vec![link(2, Extent::Whole, true, 20)],
            vec![],
        ];
        assert_eq!(follow(&links, 0, 9), Ok(Heir::Itself));
        assert_eq!(follow(&links, 0, 10), Ok(Heir::One(1)));
        assert_eq!(follow(&links, 0, 20), Ok(Heir::One(2)));
        assert_eq!(follow(&links, 2, 99), Ok(Heir::Itself));
    }

    #[test]
    fn a_split_asks_and_proposes() {
        let links = vec![
            vec![link(1, Extent::Part, false, 10), link(2, Extent::Part, true, 10)],
            vec![],
            vec![],
        ];
        assert_eq!(
            follow(&links, 0, 10),
            Ok(Heir::Several {
                candidates: vec![2, 1],
                proposed: Some(2)
            })
        );
    }

    #[test]
    fn parts_that_meet_again_are_one() {
        let links = vec![
            vec![link(1, Extent::Part, true, 10), link(2, Extent::Part, false, 10)],
            vec![link(3, Extent::Whole, true, 20)],
            vec![link(3, Extent::Whole, true, 20)],
            vec![],
        ];
        assert_eq!(follow(&links, 0, 30), Ok(Heir::One(3)));
    }

    #[test]
    fn a_split_without_a_proposal_proposes_nothing() {
        let links = vec![
            vec![link(1, Extent::Part, false, 10), link(2, Extent::Part, false, 10)],
            vec![],
            vec![],
        ];
        assert_eq!(
            follow(&links, 0, 10),
            Ok(Heir::Several {
                candidates: vec![1, 2],
                proposed: None
            })
        );
    }

    #[test]
    fn a_circle_is_refused() {
        let links = vec![
            vec![link(1, Extent::Whole, true, 1)],
            vec![link(0, Extent::Whole, true, 2)],
        ];
        assert_eq!(follow(&links, 0, 5), Err(Circle("0".into())));
    }
}
