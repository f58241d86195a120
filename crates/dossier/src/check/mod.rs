//! Does every dossier stand where its journal says? Each chain is folded, and what differs is named.
//!
//! [`Store::check`](motcua_store::Store::check) finds a changed byte; this finds what was written whole and wrong: a
//! record that moved although no event says so, an event that moved nothing, a ledger with a hole, a due moment that
//! does not follow, an original that is not where its moves led. Faults hold ids, stages and moments, never names.

mod originals;
mod owed;
mod page;
#[cfg(test)]
mod tests;

use crate::fact::Fact;
use crate::life::Life;
use crate::original::Original;
use crate::skeleton::Skeleton;
use motcua_kernel::DossierId;
use motcua_kernel::calendar::Calendar;
use motcua_org::calendar::LegalCalendar;
use motcua_store::{Faults, ReadError, Store};
use std::fmt;

/// Dossiers that are read together, in one snapshot.
const PAGE: i64 = 200;

/// What the folding of all dossiers found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// Dossiers whose chain was folded.
    pub dossiers: u64,
    /// Events of their chains, those of kinds that this release does not know among them.
    pub events: u64,
    /// What is wrong.
    pub faults: Faults,
}

impl Folded {
    /// Whether every dossier stands where its journal says.
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    fn fault(&mut self, sentence: String) {
        self.faults.say(sentence);
    }
}

impl fmt::Display for Folded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.faults.fmt(f)?;
        let word = if self.is_clean() { "stand" } else { "do NOT all stand" };
        write!(
            f,
            "{} dossiers {word} where their journal says: {} events folded",
            self.dossiers, self.events
        )
    }
}

/// Folds the chain of every dossier and compares it with the dossier, its ledger and its steps as they are kept:
/// page by page, each page in a snapshot of its own, so that writers are not disturbed.
///
/// # Errors
///
/// Fails when the store does not answer; faults are no error, they are told.
pub async fn check(store: &Store) -> Result<Folded, ReadError> {
    let mut folded = Folded::default();
    let calendars = calendars(store).await?;
    let mut after = DossierId::from_u128(0);
    loop {
        let read = store.read().await?;
        let ids = page::ids(&read, after, PAGE).await?;
        let Some(last) = ids.last() else { return Ok(folded) };
        after = *last;
        match page::whole(&read, &ids).await {
            Ok(page) => page.iter().for_each(|told| judge(told, &calendars, &mut folded)),
            // Something among them cannot be read: one after the other, to say which.
            Err(ReadError::Invalid(_)) => {
                for id in ids {
                    match page::whole(&read, &[id]).await {
                        Ok(page) => page.iter().for_each(|told| judge(told, &calendars, &mut folded)),
                        Err(ReadError::Invalid(wrong)) => folded.fault(format!("dossier {id} cannot be read: {wrong}")),
                        Err(error) => return Err(error),
                    }
                }
            }
            Err(error) => return Err(error),
        }
    }
}

/// Every version of the legal calendar, the newest last: a dossier was counted by the one of its day.
async fn calendars(store: &Store) -> Result<Vec<Calendar>, ReadError> {
    let read = store.read().await?;
    let kept = read.find::<LegalCalendar>(LegalCalendar::province_id()).await?;
    let versions = kept.map(|kept| kept.record.versions).unwrap_or_default();
    Ok(versions.into_iter().map(|version| version.calendar).collect())
}

/// A dossier as it is kept, and what its chain says.
struct Told {
    life: Life,
    facts: Vec<Fact>,
    events: u64,
    originals: Vec<Original>,
}

fn judge(told: &Told, calendars: &[Calendar], folded: &mut Folded) {
    folded.dossiers += 1;
    folded.events += told.events;
    let elsewhere = originals::faults(&told.originals, &told.facts);
    for fault in faults(&told.life, &told.facts, calendars).into_iter().chain(elsewhere) {
        folded.fault(format!("dossier {}: {fault}", told.life.dossier.id));
    }
}

/// What is wrong with a dossier, by its journal and by itself.
fn faults(life: &Life, facts: &[Fact], calendars: &[Calendar]) -> Vec<String> {
    let mut faults: Vec<String> = life.check().err().iter().map(ToString::to_string).collect();
    match Skeleton::fold(facts) {
        Ok(told) => faults.extend(Skeleton::of(life).differences(&told)),
        Err(error) => faults.push(error.to_string()),
    }
    faults.extend(owed::fault(life, facts, calendars));
    faults
}
