//! The due moment, followed again: facts say since when something is owed, the calendar says until when.

use crate::fact::Fact;
use crate::ledger::{Due, first_check_due, legal_due};
use crate::life::Life;
use motcua_kernel::Instant;
use motcua_kernel::calendar::Calendar;

/// What the office owes next, as far as facts alone tell it. What is over keeps what was owed last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owed {
    /// Nothing: the applicant is to act.
    Nothing,
    /// The first check (REC-04).
    FirstCheck { since: Instant },
    /// The result, at the moment that the acceptance said.
    Result { due_at: Instant },
    /// The result, after the limit was paused: later by the working time of the pauses (D10).
    Later { due_at: Instant },
}

/// Facts of a dossier that has not begun owe nothing.
fn owed(facts: &[Fact]) -> Owed {
    let (mut owed, mut accepted) = (Owed::Nothing, None);
    for fact in facts {
        owed = match fact {
            Fact::Submitted { at, .. } => Owed::FirstCheck { since: *at },
            Fact::Accepted { due_at, .. } => {
                accepted = Some(*due_at);
                Owed::Result { due_at: *due_at }
            }
            Fact::SupplementAsked { .. } => Owed::Nothing,
            Fact::SupplementAnswered { at, .. } => {
                accepted.map_or(Owed::FirstCheck { since: *at }, |due_at| Owed::Later { due_at })
            }
            Fact::SupplementLapsed { .. } => accepted.map_or(Owed::Nothing, |due_at| Owed::Later { due_at }),
            Fact::Held { .. }
            | Fact::ClockSet { .. }
            | Fact::Refused { .. }
            | Fact::StepOpened { .. }
            | Fact::StepClosed { .. }
            | Fact::Assigned { .. }
            | Fact::Continued { .. }
            | Fact::Proposed { .. }
            | Fact::Initialled { .. }
            | Fact::Signed { .. }
            | Fact::SentBack { .. }
            | Fact::BroughtBack { .. }
            | Fact::OpinionAsked { .. }
            | Fact::OpinionAnswered { .. }
            | Fact::OpinionLapsed { .. }
            | Fact::OpinionRecalled { .. }
            | Fact::OpinionMoved { .. }
            | Fact::Issued { .. }
            | Fact::Charged { .. }
            | Fact::Paid { .. }
            | Fact::Waived { .. }
            | Fact::ChargeReopened { .. }
            | Fact::Delivered { .. }
            | Fact::Apologised { .. }
            | Fact::Stopped { .. }
            | Fact::Withdrawn { .. }
            | Fact::Transferred { .. }
            | Fact::Succeeded { .. }
            | Fact::Noted { .. }
            | Fact::PaperDrawnUp { .. }
            | Fact::PaperMade { .. }
            | Fact::PaperReprinted { .. }
            | Fact::FilesKept { .. }
            | Fact::PapersSeen { .. }
            | Fact::OriginalMoved { .. }
            | Fact::Closed { .. } => owed,
        };
    }
    owed
}

/// What is wrong with the due moment that a dossier keeps: it must follow from its facts, its ledger and one of the
/// calendars. Without any calendar only what facts alone tell is compared.
pub(super) fn fault(life: &Life, facts: &[Fact], calendars: &[Calendar]) -> Option<String> {
    let kept = life.dossier.due;
    let follows = match owed(facts) {
        Owed::Nothing => kept.is_none(),
        Owed::Result { due_at } => kept.is_some_and(|due| due.at == due_at),
        Owed::FirstCheck { since } => any(kept, calendars, |calendar| first_check_due(calendar, since)),
        Owed::Later { due_at } => {
            let Some(acceptance) = life.dossier.state.acceptance() else {
                return Some("it was accepted, but keeps no acceptance".into());
            };
            kept.is_some_and(|due| due.at >= due_at)
                && any(kept, calendars, |calendar| {
                    let due = legal_due(calendar, acceptance.limit, &life.ledger)?;
                    Some(if due.at < acceptance.due.at {
                        acceptance.due
                    } else {
                        due
                    })
                })
        }
    };
    let at = |due: Option<Due>| due.map_or_else(|| "nothing".into(), |due| due.at.to_string());
    (!follows).then(|| {
        format!(
            "it keeps {} as due, which does not follow from its journal, its ledger and the calendar ({:?})",
            at(kept),
            owed(facts)
        )
    })
}

fn any(kept: Option<Due>, calendars: &[Calendar], due: impl Fn(&Calendar) -> Option<Due>) -> bool {
    calendars.is_empty() || calendars.iter().any(|calendar| due(calendar) == kept)
}
