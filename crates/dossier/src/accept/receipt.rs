//! Form 01 (Giấy tiếp nhận hồ sơ và hẹn trả kết quả) as data: fixed in the act of acceptance, for screen and paper.

use super::Acceptance;
use crate::checklist::Checked;
use crate::dossier::Dossier;
use crate::ledger::Due;
use crate::party::Party;
use motcua_kernel::calendar::Limit;
use motcua_kernel::{Instant, OfficerId, ProcedureVersionId, UnitId};
use motcua_store::{Label, Number};

/// What the receipt says (REC-05). Names of units, officers and components are looked up where it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt<'a> {
    /// The dossier number.
    pub number: &'a Label,
    /// The receipt's own number in the centre's year.
    pub sheet: &'a Number,
    /// The centre that gives it.
    pub reception: UnitId,
    /// The officer; none where another system received it itself.
    pub officer: Option<OfficerId>,
    /// The version of the procedure.
    pub version: ProcedureVersionId,
    /// Whose matter it is.
    pub applicant: &'a Party,
    /// Who handed it in.
    pub submitter: &'a Party,
    /// Every component with what was found of it; what is handed in has its copies.
    pub components: &'a [Checked],
    /// When it was accepted, to the minute.
    pub accepted_at: Instant,
    /// From when the limit counts: later than acceptance when that was outside working time.
    pub counted_from: Instant,
    /// The limit.
    pub limit: Limit,
    /// The moment that was promised. A pause or Form 04 may have moved it since; the receipt stays as given.
    pub due: Due,
    /// Where the result is to be fetched.
    pub delivery: UnitId,
}

/// The receipt of a dossier; none before acceptance.
pub fn receipt(dossier: &Dossier) -> Option<Receipt<'_>> {
    let Acceptance {
        number,
        sheet,
        at,
        officer,
        reception,
        counted_from,
        limit,
        due,
        calendar: _,
        checked,
    } = dossier.state.acceptance()?;
    Some(Receipt {
        number,
        sheet,
        reception: *reception,
        officer: *officer,
        version: dossier.pinned.version,
        applicant: &dossier.parties.applicant,
        submitter: &dossier.parties.submitter,
        components: checked.lines(),
        accepted_at: *at,
        counted_from: *counted_from,
        limit: *limit,
        due: *due,
        delivery: dossier.places.delivery,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::Story;

    #[test]
    fn the_receipt_says_the_same_from_acceptance_to_delivery() {
        assert_eq!(receipt(&Story::submitted().life.dossier), None);
        let accepted = Story::accepted().life.dossier;
        let delivered = Story::delivered().life.dossier;
        assert_eq!(receipt(&accepted), receipt(&delivered));
        let receipt = receipt(&accepted).unwrap();
        assert_eq!(receipt.number.issued(), Some("H49.105-261125-0037"));
        assert_eq!(receipt.due.shown, crate::samples::moment("2026-11-30T09:21"));
        assert_eq!(receipt.components.len(), 4);
    }
}
