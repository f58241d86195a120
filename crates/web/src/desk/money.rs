//! What is to be paid at the counter, with what an officer does about it in the same press.

use crate::Words;
use crate::parts::{Answer, Link};
use crate::sample::either;
use motcua_kernel::Money;

/// The part of a counter's page that takes money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoneyBox {
    /// What is to be paid; none while nobody can count it.
    pub due: Option<Money>,
    /// How it is paid: not yet, in cash, by transfer, by card.
    pub ways: Vec<Answer>,
    /// Series and number of the fee receipt.
    pub receipt: String,
    /// The amount, where the officer has to set it.
    pub amount: String,
    /// The text that says so.
    pub basis: String,
    /// Exemptions of the procedure, the first of them none.
    pub exemptions: Vec<Answer>,
    /// What was seen of the exemption.
    pub seen: String,
}

impl MoneyBox {
    /// Whether an exemption can be chosen.
    pub fn has_exemptions(&self) -> bool {
        self.exemptions.len() > 1
    }

    /// Whether one was.
    pub fn is_exempt(&self) -> bool {
        self.exemptions.iter().skip(1).any(|answer| answer.chosen)
    }

    pub(crate) fn sample(w: Words, due: Option<Money>) -> Self {
        let way = |value: &str, key: &str, chosen| Answer::new(value, w.say(key), chosen);
        Self {
            due,
            ways: vec![
                way("", "pay-later", true),
                way("cash", "pay-cash", false),
                way("transfer", "pay-transfer", false),
                way("card", "pay-card", false),
            ],
            receipt: String::new(),
            amount: String::new(),
            basis: String::new(),
            exemptions: vec![
                way("", "exempt-none", true),
                Answer::new(
                    "1",
                    either(
                        w,
                        "Miễn: gia đình có công, hộ nghèo, người khuyết tật",
                        "Exempt: families of merit, poor households, persons with disabilities",
                    ),
                    false,
                ),
            ],
            seen: String::new(),
        }
    }
}

/// A charge of a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargeLine {
    /// What it is for.
    pub what: String,
    /// How much; none while nobody can say.
    pub amount: Option<String>,
    /// What became of it.
    pub state: String,
    /// Whether it is still open.
    pub is_open: bool,
    /// Whether the result does not wait for it.
    pub optional: bool,
    /// How it was paid, or why not.
    pub note: Option<String>,
    /// What can be done about it.
    pub links: Vec<Link>,
}

impl ChargeLine {
    pub(crate) fn samples(w: Words) -> Vec<Self> {
        let link = |key: &str, act: &str| Link::new(w.say(key), crate::paths::desk_act("7", act));
        vec![
            Self {
                what: either(w, "Phí cấp bản sao trích lục", "Fee for copies of an extract"),
                amount: Some(w.money(Money::dong(16_000))),
                state: w.say("charge-is-open"),
                is_open: true,
                optional: false,
                note: None,
                links: vec![link("charge-pay", "pay"), link("charge-waive", "waive")],
            },
            Self {
                what: either(w, "Thêm 1 bản sao", "One copy more"),
                amount: Some(w.money(Money::dong(8_000))),
                state: w.say("charge-is-paid"),
                is_open: false,
                optional: true,
                note: Some(w.two(
                    "charge-paid-how",
                    "how",
                    w.say("pay-cash"),
                    "moment",
                    "9:21, 26/11/2026",
                )),
                links: vec![link("charge-give-back", "reopen-charge")],
            },
        ]
    }
}
