//! The cash book of a centre for a day.

use crate::sample::{self, either};
use crate::{Desk, DeskPart, Page, Words, paths};
use askama::Template;
use motcua_kernel::{Date, Instant, Money};

/// What one officer must have at the end of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentsSum {
    /// Whose; empty for all together.
    pub officer: String,
    /// In cash, by transfer, by card.
    pub ways: [Money; 3],
    /// All of it.
    pub total: Money,
}

impl PaymentsSum {
    fn named(&self) -> impl Iterator<Item = (Money, &'static str)> {
        self.ways.into_iter().zip(["pay-cash", "pay-transfer", "pay-card"])
    }
}

/// Money that was taken, or given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentLine {
    /// When.
    pub at: Instant,
    /// For whom.
    pub person: String,
    /// The dossier number.
    pub number: String,
    /// Its page.
    pub href: String,
    /// How much; below zero when it was given back.
    pub amount: Money,
    /// How.
    pub way: String,
    /// The fee receipt, or why it was given back.
    pub note: String,
    /// By whom.
    pub officer: String,
}

/// The cash book.
#[derive(Template)]
#[template(path = "desk/payments.html")]
pub struct PaymentsPage {
    /// Words.
    pub w: Words,
    /// Shell.
    pub desk: Desk,
    /// The centre.
    pub centre: String,
    /// The day.
    pub day: Date,
    /// The day before and the day after, as addresses.
    pub before: String,
    /// None on the last day there is.
    pub after: Option<String>,
    /// What each officer must have, and all together as the last one.
    pub sums: Vec<PaymentsSum>,
    /// Each payment.
    pub lines: Vec<PaymentLine>,
    /// The book as a table file.
    pub csv: String,
}

impl Page for PaymentsPage {
    const NAME: &'static str = "desk/payments";

    fn samples(w: Words) -> Vec<Self> {
        let line = |minute, person: &str, dong, way: &str, note: &str| PaymentLine {
            at: sample::at(11, 26, 9, minute),
            person: person.to_owned(),
            number: "H49.105-261126-0037".to_owned(),
            href: paths::desk_dossier("7"),
            amount: Money::dong(dong),
            way: w.say(way),
            note: note.to_owned(),
            officer: "Lê Thu Hà".to_owned(),
        };
        let sum = |officer: &str, ways: [i64; 3]| PaymentsSum {
            officer: officer.to_owned(),
            ways: ways.map(Money::dong),
            total: Money::dong(ways.iter().sum()),
        };
        let page = |lines: Vec<PaymentLine>, sums| Self {
            w,
            desk: sample::desk(w, paths::DESK_PAYMENTS, DeskPart::Payments),
            centre: either(w, "Bãi Cháy", "Bãi Cháy"),
            day: sample::at(11, 26, 9, 0).date(),
            before: format!("{}?day=2026-11-25", paths::DESK_PAYMENTS),
            after: None,
            sums,
            lines,
            csv: format!("{}?day=2026-11-26&as=csv", paths::DESK_PAYMENTS),
        };
        let back = either(w, "bấm nhầm người", "the wrong person");
        vec![
            page(
                vec![
                    line(12, "Phạm Ngọc Ánh", 16_000, "pay-cash", "AA/26P 0000123"),
                    line(20, sample::LONG_NAME, 120_000, "pay-transfer", ""),
                    line(31, "Phạm Ngọc Ánh", -16_000, "pay-cash", &back),
                ],
                vec![sum("Lê Thu Hà", [0, 120_000, 0]), sum("", [0, 120_000, 0])],
            ),
            page(Vec::new(), Vec::new()),
        ]
    }
}
