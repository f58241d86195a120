//! Is every original where its moves led? The last move in the dossier's chain is compared with what is kept.

use crate::fact::Fact;
use crate::original::{Original, Whereabouts};
use motcua_kernel::OriginalId;
use std::collections::BTreeMap;

/// What differs: a sentence each, with ids and places only.
pub(super) fn faults(originals: &[Original], facts: &[Fact]) -> Vec<String> {
    let mut told: BTreeMap<OriginalId, (usize, Whereabouts)> = BTreeMap::new();
    for fact in facts {
        if let Fact::OriginalMoved {
            original, whereabouts, ..
        } = fact
        {
            let moves = told.get(original).map_or(0, |(moves, _)| *moves);
            told.insert(*original, (moves + 1, *whereabouts));
        }
    }
    let mut faults = Vec::new();
    for original in originals {
        let kept = (original.history().count(), original.whereabouts());
        match told.remove(&original.id) {
            Some(told) if told == kept => {}
            Some((moves, whereabouts)) => faults.push(format!(
                "original {} is {:?} after {} moves, the journal says {whereabouts:?} after {moves}",
                original.id, kept.1, kept.0
            )),
            None => faults.push(format!(
                "original {} is kept, and the journal does not know of it",
                original.id
            )),
        }
    }
    faults.extend(
        told.keys()
            .map(|lost| format!("original {lost} is in the journal and not kept: it was lost")),
    );
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::original::Move;
    use motcua_kernel::{DossierId, Instant, OfficerId, UnitId};
    use motcua_store::Label;

    #[test]
    fn an_original_that_moved_without_its_journal_is_named_and_so_is_a_lost_one() {
        let lying = |unit| Whereabouts::Lying {
            unit: UnitId::from_u128(unit),
            officer: OfficerId::from_u128(9),
        };
        let fact = |whereabouts| Fact::OriginalMoved {
            at: Instant::from_micros(0),
            original: OriginalId::from_u128(1),
            whereabouts,
            officer: OfficerId::from_u128(9),
        };
        let original = Original {
            id: OriginalId::from_u128(1),
            dossier: DossierId::from_u128(2),
            component: "ban_an".into(),
            description: "Bản án".into(),
            sheets: 1,
            code: Label::Issued("BG-000001".into()),
            kept: Move {
                at: Instant::from_micros(0),
                to: lying(1),
                officer: OfficerId::from_u128(9),
            },
            moves: Vec::new(),
            returned: None,
        };
        assert!(faults(std::slice::from_ref(&original), &[fact(lying(1))]).is_empty());
        let other = faults(std::slice::from_ref(&original), &[fact(lying(2))]);
        assert!(other[0].contains("the journal says"), "{other:?}");
        let unknown = faults(&[original], &[]);
        assert!(unknown[0].contains("does not know"), "{unknown:?}");
        let lost = faults(&[], &[fact(lying(1))]);
        assert!(lost[0].contains("lost"), "{lost:?}");
    }
}
