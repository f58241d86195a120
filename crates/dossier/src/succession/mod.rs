//! What happens to running dossiers when a unit closes and another follows it (PRO-02): same step, same clock, same
//! promised moment, same number; only who holds, decides and hands out is from then on the successor.
//!
//! Nobody types anything: the order that closes a unit wakes [`run`] at its moment, which moves one dossier after
//! another, each in its own change, and may be broken off and begun again at any place.

mod act;
mod heirs;
mod record;

pub use act::{SUCCESSION_TIMER, SuccessionError, run, running_of};
pub use heirs::Heirs;

use crate::fact::Fact;
use crate::life::{Life, Moved};
use crate::motion::Motion;
use crate::place::Places;
use crate::stage::Stage;
use crate::transfer::{Cause, Relocation};
use motcua_kernel::{Context, Instant, OfficerId};

/// The order by which one unit follows another, as far as a dossier is concerned.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// Who follows whom.
    pub heirs: &'a Heirs,
    /// The moment of it.
    pub at: Instant,
    /// The decision, "12/NQ-HĐND".
    pub basis: &'a str,
}

impl Life {
    /// Puts the successors in the places of the units that closed. An officer who went along (`stays`) keeps what
    /// they have in hand; what others had lies in the successor's list. None when the dossier is over or names no
    /// unit that closed.
    ///
    /// The seam lies at the order's moment, unless something happened since.
    pub fn succeed(self, order: Order<'_>, stays: impl Fn(OfficerId) -> bool, ctx: &Context) -> Option<Moved<()>> {
        let heirs = order.heirs;
        let dossier = &self.dossier;
        if dossier.stage().is_final() {
            return None;
        }
        let before = dossier.places;
        // Where it was accepted is history; where it waits for its first check is not.
        let waits = matches!(dossier.stage(), Stage::Submitted | Stage::AwaitingCompletion);
        let places = Places {
            help: before.help,
            reception: if waits {
                heirs.of(before.reception)
            } else {
                before.reception
            },
            delivery: heirs.of(before.delivery),
            deciding: heirs.of(before.deciding),
        };
        let open = self.step().map(|step| (step.id, step.unit));
        let holder = dossier.holder?;
        let accountable = self.ledger.accountable().unwrap_or(holder.unit);
        let asked = self.opinions.iter().filter(|opinion| opinion.is_open());
        let asked = asked.map(|opinion| opinion.unit);
        let named = open
            .map(|(_, unit)| unit)
            .into_iter()
            .chain([holder.unit, accountable])
            .chain(asked);
        if places == before && named.into_iter().all(|unit| heirs.of(unit) == unit) {
            return None;
        }
        let handler = dossier.handler.filter(|officer| stays(*officer));
        let step = open.map(|(step, unit)| (step, heirs.of(unit)));

        let mut motion = Motion::at(self, ctx, order.at);
        let at = motion.at;
        motion.say(Fact::Succeeded {
            at,
            places,
            step,
            handler,
        });
        let life = &mut motion.life;
        life.dossier.places = places;
        life.dossier.handler = handler;
        let mut known: Vec<_> = life
            .ledger
            .units()
            .chain(life.steps.iter().map(|step| step.unit))
            .chain(life.opinions.iter().map(|opinion| opinion.unit))
            .collect();
        known.extend(life.dossier.heirs.iter().map(|(_, heir)| *heir));
        let followed = heirs.pairs().filter(|(closed, _)| known.contains(closed));
        life.dossier.heirs.extend(followed);
        if let Some((id, unit)) = step
            && let Some(step) = life.steps.iter_mut().find(|step| step.id == id)
        {
            step.unit = unit;
        }
        let mut asked = Vec::new();
        for opinion in life.opinions.iter_mut().filter(|opinion| opinion.is_open()) {
            let unit = heirs.of(opinion.unit);
            if unit != opinion.unit {
                opinion.unit = unit;
                asked.push((opinion.id, unit));
            }
        }
        if places.deciding != before.deciding {
            life.dossier.relocations.push(Relocation {
                from: before.deciding,
                to: places.deciding,
                at,
                cause: Cause::Succession {
                    basis: order.basis.to_owned(),
                },
            });
        }
        for (opinion, unit) in asked {
            motion.say(Fact::OpinionMoved { at, opinion, unit });
        }
        let unit = heirs.of(holder.unit);
        let officer = holder.officer.filter(|officer| unit == holder.unit || stays(*officer));
        let holder = crate::ledger::Holder { unit, officer };
        motion.hold(holder, heirs.of(accountable), step.map(|(id, _)| id));
        Some(motion.done(()))
    }
}
