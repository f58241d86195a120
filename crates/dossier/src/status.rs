//! The public look-up: the number of the receipt and a second thing that only those on the dossier know (IDN-07).

use crate::dossier::Dossier;
use crate::record::by_number;
use crate::stage::{NationalStatus, WaitsFor};
use motcua_kernel::{Date, Instant, ProcedureId, UnitId};
use motcua_store::{Read, ReadError};

/// What anybody with the receipt and the second factor may see: no name, no content, no officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicStatus {
    /// The procedure.
    pub procedure: ProcedureId,
    /// The national status.
    pub status: NationalStatus,
    /// What it waits for.
    pub waits_for: WaitsFor,
    /// The unit that decides.
    pub deciding: UnitId,
    /// Where the result is to be fetched.
    pub delivery: UnitId,
    /// When the result is due, as papers say it; none while the applicant is to act.
    pub promised: Option<Instant>,
    /// Until when the applicant must answer a supplement request.
    pub answer_until: Option<Date>,
}

/// Looks a dossier up. A wrong second factor and a number that does not exist give the same answer, so that
/// nobody finds out which numbers there are. Counting the tries is the page's business.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn look_up(read: &Read, number: &str, last_four: &str) -> Result<Option<PublicStatus>, ReadError> {
    let dossier = read.first(by_number(number.trim())).await?;
    Ok(dossier
        .filter(|dossier| knows(dossier, last_four))
        .map(|dossier| public_status(&dossier)))
}

/// Whether these are the last four digits of a telephone or identity number on the dossier.
pub fn knows(dossier: &Dossier, last_four: &str) -> bool {
    let typed = last_four.trim();
    if typed.len() != 4 || !typed.bytes().all(|digit| digit.is_ascii_digit()) {
        return false;
    }
    let parties = &dossier.parties;
    let representative = parties
        .representative
        .as_ref()
        .map(|representative| &representative.party);
    let mut fits = false;
    // All are compared, whatever was found: how long it takes tells nothing.
    for party in [Some(&parties.applicant), Some(&parties.submitter), representative]
        .into_iter()
        .flatten()
    {
        for number in [&party.phone, &party.id_number].into_iter().flatten() {
            let digits: Vec<u8> = number.bytes().filter(u8::is_ascii_digit).collect();
            fits |= digits.len() >= 8 && digits.ends_with(typed.as_bytes());
        }
    }
    fits
}

/// What is shown of a dossier.
pub fn public_status(dossier: &Dossier) -> PublicStatus {
    PublicStatus {
        procedure: dossier.pinned.procedure,
        status: dossier.stage().national(),
        waits_for: dossier.waits_for(),
        deciding: dossier.places.deciding,
        delivery: dossier.places.delivery,
        promised: dossier.owed_at().and(dossier.promised()).map(|due| due.shown),
        answer_until: dossier.state.supplement().map(|(_, last_day)| last_day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::Story;

    #[test]
    fn four_digits_of_phone_or_identity_open_the_status_and_nothing_else_does() {
        let dossier = Story::accepted().life.dossier;
        assert!(knows(&dossier, "0678"));
        assert!(knows(&dossier, " 4873 "));
        for wrong in ["", "678", "20678", "0000", "a678", "６７８９"] {
            assert!(!knows(&dossier, wrong), "{wrong}");
        }
    }

    #[test]
    fn the_promise_is_shown_while_the_office_owes_something() {
        assert!(public_status(&Story::in_process().life.dossier).promised.is_some());
        let waiting = public_status(&Story::awaiting_completion().life.dossier);
        assert_eq!(waiting.promised, None);
        assert_eq!(waiting.answer_until, Some("2026-12-04".parse().unwrap()));
    }
}
