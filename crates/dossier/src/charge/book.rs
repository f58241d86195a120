//! The cash book of a centre: what was taken on a day, by whom and how.

use super::record::taken_at;
use super::{PayBy, Payment};
use crate::dossier::Dossier;
use crate::record::dossiers_by_id;
use motcua_kernel::{Date, DossierId, Money, OfficerId, PaymentId, UnitId};
use motcua_store::{Read, ReadError};
use std::collections::{BTreeMap, HashMap};

/// A page of the book that is read at once.
const PAGE: i64 = 500;

/// A line of the book.
#[derive(Debug, Clone)]
pub struct Taken {
    /// The payment.
    pub payment: Payment,
    /// The dossier that it was for.
    pub dossier: Dossier,
}

/// What a centre took on one day.
#[derive(Debug, Clone, Default)]
pub struct CashBook {
    /// The payments, in the order of the day.
    pub lines: Vec<Taken>,
    /// What each officer must have: in cash, by transfer, by card. What was given back is taken off.
    pub sums: BTreeMap<OfficerId, BTreeMap<PayBy, Money>>,
}

impl CashBook {
    /// What came in by one way, of all officers.
    pub fn sum(&self, by: PayBy) -> Money {
        self.sums.values().filter_map(|ways| ways.get(&by)).copied().sum()
    }

    /// What came in at all.
    pub fn total(&self) -> Money {
        PayBy::ALL.into_iter().map(|by| self.sum(by)).sum()
    }
}

/// The book of a centre for a day of the province's time zone.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn cash_book(read: &Read, unit: UnitId, day: Date) -> Result<CashBook, ReadError> {
    let until = day.end();
    let mut payments: Vec<Payment> = Vec::new();
    loop {
        let (from, after) = match payments.last() {
            Some(last) => (last.at, last.id),
            None => (day.start(), PaymentId::from_u128(0)),
        };
        let page = read.all(taken_at(unit, from, after, until, PAGE)).await?;
        let whole = page.len() < PAGE as usize;
        payments.extend(page.into_iter().map(|stored| stored.record));
        if whole {
            break;
        }
    }
    let mut ids: Vec<DossierId> = payments.iter().map(|payment| payment.dossier).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut dossiers: HashMap<DossierId, Dossier> = HashMap::new();
    for some in ids.chunks(PAGE as usize) {
        let found = read.all(dossiers_by_id(some)).await?;
        dossiers.extend(found.into_iter().map(|found| (found.id, found.record)));
    }
    let mut book = CashBook::default();
    for payment in payments {
        let ways = book.sums.entry(payment.officer).or_default();
        let sum = ways.entry(payment.by).or_insert(Money::ZERO);
        *sum = *sum + payment.amount;
        if let Some(dossier) = dossiers.get(&payment.dossier) {
            let dossier = dossier.clone();
            book.lines.push(Taken { payment, dossier });
        }
    }
    Ok(book)
}
