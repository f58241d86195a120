//! Where a list goes on: after a dossier, not after a count, so that what comes and goes meanwhile neither hides nor
//! repeats a line.

use crate::dossier::Dossier;
use motcua_kernel::{DossierId, Instant};
use motcua_store::{Query, Read, ReadError, Stored};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// Read at once.
const STRETCH: i64 = 500;
/// Read at most for one page; a page that is not full by then says where it goes on.
const MOST_STRETCHES: usize = 20;

/// A place in a list by moment and id; what has no moment stands last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    at: Option<Instant>,
    id: DossierId,
}

/// Before everything.
const FIRST: (Instant, DossierId) = (Instant::from_micros(i64::MIN), DossierId::from_u128(0));
/// After everything that has a moment.
const LAST: (Instant, DossierId) = (Instant::from_micros(i64::MAX), DossierId::from_u128(u128::MAX));

impl Place {
    /// The beginning of a list.
    pub const START: Self = Self {
        at: Some(FIRST.0),
        id: FIRST.1,
    };

    /// The place of a dossier in lists by due moment.
    pub fn owed(dossier: &Dossier) -> Self {
        Self {
            at: dossier.owed_at(),
            id: dossier.id,
        }
    }

    /// The place of a dossier in lists by the moment of submission.
    pub fn submitted(dossier: &Dossier) -> Self {
        Self {
            at: Some(dossier.submitted_at),
            id: dossier.id,
        }
    }

    /// The place after a moment and id, in lists where each has a moment.
    pub const fn after(at: Instant, id: DossierId) -> Self {
        Self { at: Some(at), id }
    }

    /// Moment and id; none where there is no moment.
    pub fn moment(self) -> Option<(Instant, DossierId)> {
        Some((self.at?, self.id))
    }

    /// Moment and id after which those with a moment follow, and the id after which those without follow.
    pub(super) fn bounds(self) -> (Instant, DossierId, DossierId) {
        match self.at {
            Some(at) => (at, self.id, FIRST.1),
            None => (LAST.0, LAST.1, self.id),
        }
    }

    /// The order of the lists.
    pub fn order(self) -> (bool, Option<Instant>, DossierId) {
        (self.at.is_none(), self.at, self.id)
    }
}

/// A text that names no place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no place in the list; begin at its first page")]
pub struct NoPlace;

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(at) => write!(f, "{}.{}", at.as_micros(), self.id),
            None => write!(f, "-.{}", self.id),
        }
    }
}

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let (at, id) = text.split_once('.').ok_or(NoPlace)?;
        let at = match at {
            "-" => None,
            micros => Some(Instant::from_micros(micros.parse().map_err(|_| NoPlace)?)),
        };
        let id = DossierId::from(Uuid::try_parse(id).map_err(|_| NoPlace)?);
        Ok(Self { at, id })
    }
}

/// A stretch of a list.
#[derive(Debug, Clone)]
pub struct Stretch {
    /// Its dossiers.
    pub dossiers: Vec<Stored<Dossier>>,
    /// After which the next stretch begins; none at the end of the list.
    pub next: Option<Place>,
}

/// Reads on in a list until `most` dossiers are found that fit, or it ends.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn stretch(
    read: &Read,
    from: Place,
    most: usize,
    list: impl Fn(Place, i64) -> Query<Stored<Dossier>>,
    place: fn(&Dossier) -> Place,
    fits: impl Fn(&Dossier) -> bool,
) -> Result<Stretch, ReadError> {
    let mut dossiers: Vec<Stored<Dossier>> = Vec::new();
    let mut at = from;
    for _ in 0..MOST_STRETCHES {
        let found = read.all(list(at, STRETCH)).await?;
        let is_last = (found.len() as i64) < STRETCH;
        for stored in found {
            let here = place(&stored);
            if fits(&stored) {
                if dossiers.len() == most {
                    // One more fits: it begins the next page.
                    return Ok(Stretch {
                        next: Some(at),
                        dossiers,
                    });
                }
                dossiers.push(stored);
            }
            at = here;
        }
        if is_last {
            return Ok(Stretch { dossiers, next: None });
        }
    }
    Ok(Stretch {
        dossiers,
        next: Some(at),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_what_its_text_says() {
        let id = DossierId::from_u128(7);
        for at in [
            None,
            Some(Instant::from_micros(-3)),
            Some(Instant::from_micros(1_795_000_000_000_000)),
        ] {
            let place = Place { at, id };
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        for wrong in ["", ".", "x.00000000-0000-0000-0000-000000000007", "3.", "3.7"] {
            assert_eq!(wrong.parse::<Place>(), Err(NoPlace), "{wrong}");
        }
    }
}
