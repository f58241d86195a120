//! What a dossier costs (phí, lệ phí), and what became of it: paid, waived on a ground, or open (PRO-07: an axis of
//! its own).
//!
//! A charge is counted from the pinned version and the answers when the dossier is handed in, once more when it is
//! accepted, and stays as it was from then on. What nobody can count an officer may set, with the text that says so;
//! unknown is never nothing. Money that was taken is a [`Payment`], which never changes: what was taken by mistake is
//! given back by another one.

mod act;
mod book;
mod record;
mod settle;
#[cfg(test)]
mod tests;

pub(crate) use act::settling_fits;
pub use act::{SettleCharge, settle, takes_money};
pub use book::{CashBook, Taken, cash_book};
pub use record::payments_of;
pub use settle::{Counted, Settling};

use crate::refuse::Ground;
use crate::stage::WrongStage;
use motcua_catalog::fee::Bill;
use motcua_kernel::{ChargeId, DossierId, Instant, Money, OfficerId, PaymentId, UnitId};
use motcua_store::{CommitError, ReadError};
use serde::{Deserialize, Serialize};

/// The most that one charge of a dossier may come to, in đồng: more is a slip of the pen.
pub const MOST: Money = Money::dong(1_000_000_000);

/// Something that a dossier costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// Its id.
    pub id: ChargeId,
    /// Line by line, as it was counted.
    pub bill: Box<Bill>,
    /// The amount that an officer set where nobody could count it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<Box<SetAmount>>,
    /// Whether the result waits for it. What the applicant may do without (a copy more, the post) is not mandatory.
    pub mandatory: bool,
    /// What became of it.
    pub state: ChargeState,
}

/// An amount that an officer set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAmount {
    /// How much.
    pub amount: Money,
    /// The text that says so: a resolution of the People's Council, mostly.
    pub basis: String,
    /// Who set it.
    pub officer: OfficerId,
    /// When.
    pub at: Instant,
}

/// What became of a charge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ChargeState {
    /// Neither paid nor waived.
    Open,
    /// Paid.
    Paid {
        /// The payment.
        payment: PaymentId,
        /// How much.
        amount: Money,
        /// How.
        by: PayBy,
        /// When.
        at: Instant,
    },
    /// Waived on a ground.
    Waived {
        /// Which.
        waiver: Box<Waiver>,
    },
    /// The dossier ended without a result: nothing is owed any more.
    Dropped {
        /// When.
        at: Instant,
    },
}

impl ChargeState {
    /// The stable word.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Paid { .. } => "paid",
            Self::Waived { .. } => "waived",
            Self::Dropped { .. } => "dropped",
        }
    }
}

/// Why nothing is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// The exemption of the version, by its place among the fees from 0; none where another text frees the person.
    pub exemption: Option<usize>,
    /// The text that frees them, and what was seen.
    pub ground: Ground,
    /// Who saw the ground.
    pub officer: OfficerId,
    /// Where.
    pub unit: UnitId,
    /// When.
    pub at: Instant,
}

impl Charge {
    pub(crate) fn new(id: ChargeId, bill: Bill, mandatory: bool) -> Self {
        Self {
            id,
            bill: Box::new(bill),
            set: None,
            mandatory,
            state: ChargeState::Open,
        }
    }

    /// Whether it was counted from the version and the answers, and not written down by an officer.
    pub fn is_counted(&self) -> bool {
        self.bill.lines.iter().all(|line| line.place.is_some())
    }

    /// What it comes to; `None` while nobody can say.
    pub fn amount(&self) -> Option<Money> {
        match &self.set {
            Some(set) => Some(set.amount),
            None => self.bill.due(),
        }
    }

    /// Whether it is neither paid nor waived, and the dossier still goes on.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, ChargeState::Open)
    }

    /// What is still to be taken; `None` for what is settled or unknown.
    pub fn open_amount(&self) -> Option<Money> {
        self.amount().filter(|_| self.is_open())
    }
}

/// Money that a dossier owes (PRO-07: an axis of its own).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dues {
    /// The procedure costs nothing.
    Nothing,
    /// The amount is not known here: never shown or counted as nothing.
    Unknown,
    /// Something is owed.
    Open,
    /// Paid.
    Paid,
    /// Waived on a ground.
    Waived,
}

impl Dues {
    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Unknown => "unknown",
            Self::Open => "open",
            Self::Paid => "paid",
            Self::Waived => "waived",
        }
    }
}

/// What is owed by these charges, in one word. Unknown outweighs open: a sum of which a part is unknown is unknown.
/// What the applicant may do without does not count while it is open.
pub fn dues(charges: &[Charge]) -> Dues {
    let owed: Vec<&Charge> = charges
        .iter()
        .filter(|charge| charge.mandatory || !charge.is_open())
        .filter(|charge| !matches!(charge.state, ChargeState::Dropped { .. }))
        .collect();
    let open = |charge: &&&Charge| charge.is_open();
    if owed.iter().filter(open).any(|charge| charge.amount().is_none()) {
        Dues::Unknown
    } else if owed.iter().any(|charge| charge.is_open()) {
        Dues::Open
    } else if owed
        .iter()
        .any(|charge| matches!(charge.state, ChargeState::Paid { .. }))
    {
        Dues::Paid
    } else if owed.is_empty() {
        Dues::Nothing
    } else {
        Dues::Waived
    }
}

/// How money came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayBy {
    /// In cash at the counter.
    Cash,
    /// By a transfer whose arrival the officer saw.
    Transfer,
    /// By card at the counter.
    Card,
}

impl PayBy {
    /// All ways.
    pub const ALL: [Self; 3] = [Self::Cash, Self::Transfer, Self::Card];

    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Transfer => "transfer",
            Self::Card => "card",
        }
    }

    /// The way by its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.word() == word)
    }
}

/// Money that was taken, or given back. Never changed: the cash book is the sum of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Its id.
    pub id: PaymentId,
    /// The dossier.
    pub dossier: DossierId,
    /// What it was for.
    pub charge: ChargeId,
    /// How much; below zero when it was given back.
    pub amount: Money,
    /// How.
    pub by: PayBy,
    /// Series and number of the fee receipt (biên lai), where one was written by another system or by hand.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub receipt: String,
    /// The officer.
    pub officer: OfficerId,
    /// The centre at which they sat.
    pub unit: UnitId,
    /// When.
    pub at: Instant,
    /// The payment that this takes back, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverses: Option<(PaymentId, String)>,
}

/// Why a charge stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum ChargeError {
    /// Its stage does not allow it.
    #[error(transparent)]
    WrongStage(#[from] WrongStage),
    /// There is no such charge, or somebody was quicker.
    #[error("the charge is settled already: look at the dossier again")]
    Settled,
    /// Nobody knows how much.
    #[error("the amount is not known: set it first, with the text that says so")]
    NoAmount,
    /// A slip of the pen.
    #[error("an amount is a whole number of dong above 0 and at most {}", MOST.dotted())]
    Amount,
    /// A waiver names the law and what was seen; an amount names its text; what is put right its reason.
    #[error("name the text and the reason")]
    NoGround,
    /// The version has no such exemption.
    #[error("the procedure knows no such exemption")]
    NoSuchExemption,
    /// Only what was taken can be given back, and only until the result is handed out.
    #[error("nothing was taken for this charge")]
    NothingTaken,
    /// Not known, or not to this officer.
    #[error("there is no such dossier")]
    NoSuchDossier,
    /// Only officers of a centre.
    #[error("only officers of a centre take money and waive it")]
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
