//! The strokes and the transition by which a charge is counted, set, paid, waived and put right.

use super::{Charge, ChargeError, ChargeState, MOST, PayBy, Payment, SetAmount, Waiver, dues};
use crate::fact::Fact;
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::refuse::Ground;
use crate::stage::Act;
use crate::step::Hand;
use motcua_catalog::fee::{Bill, BillLine};
use motcua_kernel::text::clean_line;
use motcua_kernel::{ChargeId, Context, Money, PaymentId};

/// What an officer does with a charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settling {
    /// Takes all of it.
    Pay {
        /// How.
        by: PayBy,
        /// Series and number of the fee receipt, if there is one.
        receipt: String,
    },
    /// Sees a ground on which nothing is taken.
    Waive {
        /// The exemption of the version, by its place among the fees.
        exemption: Option<usize>,
        /// The text, and what was seen.
        ground: Ground,
    },
    /// Sets what nobody could count.
    Set {
        /// How much.
        amount: Money,
        /// The text that says so.
        basis: String,
    },
    /// Adds something that the applicant asked for.
    Add {
        /// What.
        label: String,
        /// How much.
        amount: Money,
        /// Whether the result waits for it.
        mandatory: bool,
    },
    /// Gives back what was taken, or takes back a waiver: the charge is open again.
    Reopen {
        /// Why.
        reason: String,
    },
}

/// A bill as the version and the answers give it, with what an officer of a counter did at once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counted {
    /// The bill.
    pub bill: Bill,
    /// What was done with it in the same press, in order.
    pub settled: Vec<Settling>,
}

impl Motion<'_> {
    /// Puts the bill into the place of the one that was counted before, while nobody has paid or waived it or set
    /// its amount. A dossier that costs nothing has no charge.
    pub(crate) fn count(&mut self, bill: Bill) {
        let costs = bill.due() != Some(Money::ZERO);
        let charges = &mut self.life.dossier.charges;
        let place = match charges.iter().position(Charge::is_counted) {
            Some(at) if !charges[at].is_open() || charges[at].set.is_some() || *charges[at].bill == bill => return,
            Some(at) if costs => {
                *charges[at].bill = bill;
                at
            }
            Some(at) => {
                let gone = charges.remove(at);
                self.say(Fact::Charged {
                    at: self.at,
                    charge: gone.id,
                    amount: Some(Money::ZERO),
                    mandatory: gone.mandatory,
                });
                return self.account();
            }
            None if costs => {
                charges.push(Charge::new(self.ctx.id(), bill, true));
                charges.len() - 1
            }
            None => return self.account(),
        };
        self.say_charged(place);
        self.account();
    }

    /// Counts the bill, and does what an officer did with it at once.
    pub(crate) fn count_and_settle(&mut self, counted: Counted, hand: Hand) -> Result<Vec<Payment>, ChargeError> {
        self.count(counted.bill);
        let mut made = Vec::new();
        for settling in counted.settled {
            let charges = &self.life.dossier.charges;
            let open = charges.iter().find(|charge| charge.is_counted() && charge.is_open());
            let id = open.ok_or(ChargeError::Settled)?.id;
            made.extend(self.settle(id, settling, hand)?);
        }
        Ok(made)
    }

    /// Takes everything that is open and known, before the result is handed out.
    pub(crate) fn take_all(&mut self, by: PayBy, receipt: &str, hand: Hand) -> Result<Vec<Payment>, ChargeError> {
        let charges = &self.life.dossier.charges;
        let open = charges.iter().filter(|charge| charge.open_amount().is_some());
        let ids: Vec<ChargeId> = open.map(|charge| charge.id).collect();
        let mut made = Vec::new();
        for id in ids {
            let receipt = receipt.to_owned();
            made.extend(self.settle(id, Settling::Pay { by, receipt }, hand)?);
        }
        Ok(made)
    }

    /// Says the money axis anew.
    fn account(&mut self) {
        self.life.dossier.dues = dues(&self.life.dossier.charges);
    }

    pub(crate) fn say_charged(&mut self, place: usize) {
        if let Some(charge) = self.life.dossier.charges.get(place) {
            let fact = Fact::Charged {
                at: self.at,
                charge: charge.id,
                amount: charge.amount(),
                mandatory: charge.mandatory,
            };
            self.say(fact);
        }
    }

    /// Nothing is owed any more for a dossier that ends without a result; what was paid stays paid.
    pub(crate) fn drop_charges(&mut self) {
        let at = self.at;
        for charge in &mut self.life.dossier.charges {
            if charge.is_open() {
                charge.state = ChargeState::Dropped { at };
            }
        }
        self.account();
    }

    /// Settles a charge; gives the payment that belongs to it.
    pub(crate) fn settle(
        &mut self,
        id: ChargeId,
        settling: Settling,
        hand: Hand,
    ) -> Result<Option<Payment>, ChargeError> {
        let at = self.at;
        if let Settling::Add {
            label,
            amount,
            mandatory,
        } = settling
        {
            self.add(&label, amount, mandatory)?;
            return Ok(None);
        }
        let place = self.life.dossier.charges.iter().position(|charge| charge.id == id);
        let place = place.ok_or(ChargeError::Settled)?;
        let dossier = self.life.dossier.id;
        let charge = &mut self.life.dossier.charges[place];
        let is_open = charge.is_open();
        let payment = |id, amount, by, receipt, reverses| Payment {
            id,
            dossier,
            charge: charge.id,
            amount,
            by,
            receipt,
            officer: hand.officer,
            unit: hand.unit,
            at,
            reverses,
        };
        let mut made = None;
        match settling {
            Settling::Pay { by, receipt } => {
                if !is_open {
                    return Err(ChargeError::Settled);
                }
                let amount = charge.amount().ok_or(ChargeError::NoAmount)?;
                let taken = payment(self.ctx.id(), amount, by, clean_line(&receipt), None);
                charge.state = ChargeState::Paid {
                    payment: taken.id,
                    amount,
                    by,
                    at,
                };
                self.say(Fact::Paid {
                    at,
                    charge: id,
                    payment: taken.id,
                    amount,
                    by,
                    officer: hand.officer,
                    unit: hand.unit,
                });
                made = Some(taken);
            }
            Settling::Waive { exemption, ground } => {
                if !is_open {
                    return Err(ChargeError::Settled);
                }
                if !ground.is_whole() {
                    return Err(ChargeError::NoGround);
                }
                let waiver = Box::new(Waiver {
                    exemption,
                    ground,
                    officer: hand.officer,
                    unit: hand.unit,
                    at,
                });
                charge.state = ChargeState::Waived { waiver };
                self.say(Fact::Waived {
                    at,
                    charge: id,
                    exemption,
                    officer: hand.officer,
                    unit: hand.unit,
                });
            }
            Settling::Set { amount, basis } => {
                if !is_open {
                    return Err(ChargeError::Settled);
                }
                let basis = clean_line(&basis);
                if basis.is_empty() {
                    return Err(ChargeError::NoGround);
                }
                in_bounds(amount)?;
                charge.set = Some(Box::new(SetAmount {
                    amount,
                    basis,
                    officer: hand.officer,
                    at,
                }));
                self.say_charged(place);
            }
            Settling::Reopen { reason } => {
                let reason = clean_line(&reason);
                if reason.is_empty() {
                    return Err(ChargeError::NoGround);
                }
                let given_back = match &charge.state {
                    ChargeState::Paid {
                        payment: taken,
                        amount,
                        by,
                        ..
                    } => Some((*taken, *amount, *by)),
                    ChargeState::Waived { .. } => None,
                    ChargeState::Open | ChargeState::Dropped { .. } => return Err(ChargeError::NothingTaken),
                };
                if let Some((taken, amount, by)) = given_back {
                    let back = Money::dong(-amount.as_dong());
                    made = Some(payment(self.ctx.id(), back, by, String::new(), Some((taken, reason))));
                }
                charge.state = ChargeState::Open;
                self.say(Fact::ChargeReopened {
                    at,
                    charge: id,
                    payment: made.as_ref().map(|payment: &Payment| payment.id),
                    officer: hand.officer,
                    unit: hand.unit,
                });
            }
            Settling::Add { .. } => {}
        }
        self.account();
        Ok(made)
    }

    fn add(&mut self, label: &str, amount: Money, mandatory: bool) -> Result<(), ChargeError> {
        let label = clean_line(label);
        if label.is_empty() {
            return Err(ChargeError::NoGround);
        }
        in_bounds(amount)?;
        let line = BillLine {
            place: None,
            label,
            per: String::new(),
            each: amount,
            count: 1,
            sum: amount,
        };
        let bill = Bill {
            lines: vec![line],
            ..Bill::default()
        };
        let charge = Charge::new(self.ctx.id(), bill, mandatory);
        self.life.dossier.charges.push(charge);
        self.say_charged(self.life.dossier.charges.len() - 1);
        self.account();
        Ok(())
    }
}

fn in_bounds(amount: Money) -> Result<(), ChargeError> {
    if amount > Money::ZERO && amount <= MOST {
        Ok(())
    } else {
        Err(ChargeError::Amount)
    }
}

/// What a transition of money made.
pub(crate) type Settled = Option<Payment>;

impl Life {
    /// Settles a charge: `charge` is ignored when one is added.
    ///
    /// # Errors
    ///
    /// Fails when the dossier's stage does not allow it, when the charge is settled already or not taken at all, and
    /// when amount, ground or reason are missing.
    pub fn settle(
        self,
        charge: ChargeId,
        settling: Settling,
        hand: Hand,
        ctx: &Context,
    ) -> Result<Moved<Settled>, ChargeError> {
        self.dossier.state.allow(Act::Charge)?;
        let mut motion = Motion::new(self, ctx);
        let made = motion.settle(charge, settling, hand)?;
        Ok(motion.done(made))
    }

    /// The payment that a charge was paid by.
    pub fn payment_of(&self, charge: ChargeId) -> Option<PaymentId> {
        let charge = self.dossier.charges.iter().find(|known| known.id == charge)?;
        match charge.state {
            ChargeState::Paid { payment, .. } => Some(payment),
            ChargeState::Open | ChargeState::Waived { .. } | ChargeState::Dropped { .. } => None,
        }
    }
}
