//! Who held a dossier, for how long, and what the clock did meanwhile (diễn biến thời gian giải quyết); and
//! Form 06 (phiếu kiểm soát quá trình giải quyết hồ sơ): both are read off the ledger, nobody fills them in.

use crate::ledger::{Accountable, Axis, Clock, Entry, Holder, Interval};
use crate::life::Life;
use crate::step::{Outcome, StepKind};
use motcua_kernel::calendar::{Calendar, WorkingTime};
use motcua_kernel::{Instant, OfficerId, StepId, UnitId};

/// A piece of a life in which neither the holder nor the clock changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Its first moment.
    pub from: Instant,
    /// The first moment after it; none while it lasts.
    pub until: Option<Instant>,
    /// Who had the dossier.
    pub holder: Holder,
    /// The unit that answered for it.
    pub unit_accountable: UnitId,
    /// Whether the legal limit ran.
    pub clock: Clock,
    /// Whose turn it was.
    pub accountable: Accountable,
    /// The step it was held for.
    pub step: Option<(StepId, StepKind)>,
    /// Who did what it was held for: the holder, or whoever completed a step that lay in a common pile.
    pub by: Option<OfficerId>,
    /// Working time in it, until now while it lasts.
    pub working: WorkingTime,
}

/// The timeline of a dossier, oldest first. The stretches tile its life; what lasted no time is left out.
pub fn timeline(life: &Life, calendar: &Calendar, now: Instant) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut clocks = life.ledger.on(Axis::Clock).peekable();
    for held in life.ledger.on(Axis::Ownership) {
        let Entry::Ownership {
            holder,
            accountable: unit_accountable,
            step,
        } = held.entry
        else {
            continue;
        };
        let step = step.and_then(|id| Some((id, life.steps.iter().find(|step| step.id == id)?.kind)));
        // Both axes begin together and tile: whatever lies under this interval begins at or before its end.
        while let Some(clock) = clocks.peek().copied() {
            if let Entry::Clock {
                clock: runs,
                accountable,
                ..
            } = clock.entry
            {
                let from = held.from.max(clock.from);
                let until = earlier(held.until, clock.until);
                if until.is_none_or(|until| until > from) {
                    let working = calendar.working_between(from, until.unwrap_or(now));
                    let clock = runs;
                    stretches.push(Stretch {
                        from,
                        until,
                        holder,
                        unit_accountable,
                        clock,
                        accountable,
                        step,
                        by: holder.officer,
                        working,
                    });
                }
            }
            // The clock's interval goes on under the next holder, unless it ended first.
            if ends_after(clock, held) {
                break;
            }
            clocks.next();
        }
    }
    // Signing and issuing are done from a common pile: nobody holds it, somebody did it.
    for place in 0..stretches.len() {
        let step = stretches[place].step.map(|(id, _)| id);
        let is_last = stretches
            .get(place + 1)
            .is_none_or(|next| next.step.map(|(id, _)| id) != step);
        if is_last && step.is_some() && stretches[place].by.is_none() {
            stretches[place].by = done_by(life, step);
        }
    }
    stretches
}

fn earlier(a: Option<Instant>, b: Option<Instant>) -> Option<Instant> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    }
}

fn ends_after(clock: &Interval, held: &Interval) -> bool {
    match (clock.until, held.until) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(clock), Some(held)) => clock > held,
    }
}

/// One row of Form 06: a hand-over from one unit to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    /// Who gives.
    pub from: UnitId,
    /// Who takes.
    pub to: UnitId,
    /// When it was passed on.
    pub passed_at: Instant,
    /// When and by whom it was taken; none while it lies there (PRO-08).
    pub taken: Option<(Instant, Option<OfficerId>)>,
}

/// The rows of Form 06, oldest first.
pub fn hand_overs(life: &Life) -> Vec<HandOver> {
    let mut rows: Vec<HandOver> = Vec::new();
    let mut before: Option<UnitId> = None;
    for held in life.ledger.on(Axis::Ownership) {
        let Entry::Ownership {
            holder,
            accountable,
            step,
        } = held.entry
        else {
            continue;
        };
        if step.is_some() && before.is_some_and(|unit| unit != holder.unit) {
            let from = before.unwrap_or(holder.unit);
            rows.push(HandOver {
                from,
                to: holder.unit,
                passed_at: held.from,
                taken: None,
            });
        }
        // Taken: the unit itself answers for it from here on.
        if accountable == holder.unit
            && let Some(row) = rows
                .last_mut()
                .filter(|row| row.to == holder.unit && row.taken.is_none())
        {
            row.taken = Some((held.from, holder.officer.or_else(|| done_by(life, step))));
        }
        before = Some(holder.unit);
    }
    rows
}

/// Who completed a step that is worked on from a common pile.
fn done_by(life: &Life, step: Option<StepId>) -> Option<OfficerId> {
    let step = life.steps.iter().find(|known| Some(known.id) == step)?;
    match step.closed?.outcome {
        Outcome::Done { officer } | Outcome::SentBack { officer, .. } | Outcome::Transferred { officer } => {
            Some(officer)
        }
        Outcome::Cut => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{Story, calendar, committee, handler, office, other_centre};

    #[test]
    fn stretches_tile_the_life() {
        for story in Story::all() {
            let dossier = &story.life.dossier;
            let now = dossier.submitted_at.plus_seconds(30 * 86_400);
            let stretches = timeline(&story.life, &calendar(), now);
            assert_eq!(stretches.first().unwrap().from, dossier.submitted_at);
            assert_eq!(stretches.last().unwrap().until, dossier.closed_at);
            for pair in stretches.windows(2) {
                assert_eq!(pair[0].until, Some(pair[1].from));
            }
            let total: WorkingTime = stretches.iter().map(|stretch| stretch.working).sum();
            let end = dossier.closed_at.unwrap_or(now);
            assert_eq!(total, calendar().working_between(dossier.submitted_at, end));
        }
    }

    #[test]
    fn the_centre_answers_until_the_office_has_taken_it() {
        let rows = hand_overs(&Story::accepted().life);
        assert_eq!(rows.last().unwrap().taken, None);
        assert_eq!(Story::accepted().life.ledger.accountable(), Some(other_centre()));
        let story = Story::in_process();
        assert_eq!(story.life.ledger.accountable(), Some(office()));
        let row = hand_overs(&story.life).pop().unwrap();
        assert_eq!((row.from, row.to), (other_centre(), office()));
        assert_eq!(row.taken.unwrap().1, Some(handler().officer));
    }

    #[test]
    fn signing_and_issuing_name_who_did_them() {
        let story = Story::delivered();
        let now = story.life.dossier.submitted_at.plus_seconds(30 * 86_400);
        for stretch in timeline(&story.life, &calendar(), now) {
            if let Some((_, StepKind::Sign | StepKind::Issue)) = stretch.step {
                assert!(stretch.by.is_some(), "{stretch:?}");
            }
        }
        // What still lies in the pile was done by nobody yet.
        let open = Story::accepted();
        let last = timeline(&open.life, &calendar(), now).pop().unwrap();
        assert_eq!((last.holder.officer, last.by), (None, None));
    }

    #[test]
    fn form_06_has_a_row_for_each_change_of_unit() {
        let rows = hand_overs(&Story::delivered().life);
        let ways: Vec<_> = rows.iter().map(|row| (row.from, row.to)).collect();
        let expected = [
            (other_centre(), office()),
            (office(), committee()),
            (committee(), office()),
            (office(), other_centre()),
        ];
        assert_eq!(ways, expected);
        assert!(
            rows.iter()
                .all(|row| row.taken.is_some_and(|(_, officer)| officer.is_some()))
        );
    }
}
