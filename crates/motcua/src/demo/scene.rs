//! Where a dossier is handed in, for which procedure, and how: near home mostly, at another centre often.

use super::dice::Dice;
use super::fate::Fate;
use anyhow::{Context as _, Result};
use motcua_catalog::ProcedureVersion;
use motcua_catalog::procedure::record::by_code;
use motcua_catalog::version::record::on_day;
use motcua_catalog::workflow::{Role, StepKind, StepUnit, Workflow};
use motcua_dossier::Stage;
use motcua_kernel::calendar::{Calendar, Unit, allowance};
use motcua_kernel::{Date, ProcedureId};
use motcua_store::Store;
use std::sync::Arc;

/// Communes with their share of the dossiers: those whose officers have demo accounts have most.
pub(super) const AREAS: [(&str, u32); 9] = [
    ("06673", 26),
    ("06685", 32),
    ("06688", 9),
    ("06793", 8),
    ("06811", 6),
    ("06712", 6),
    ("07132", 5),
    ("06994", 5),
    ("06838", 4),
];

/// Centres at which people stop by who live elsewhere, with weights.
const CENTRES: [(&str, u32); 5] = [("06673", 60), ("06685", 15), ("22", 15), ("06688", 6), ("06793", 4)];

/// The procedures with their weights: the written ones, and others by the general form.
const PROCEDURES: [(&str, u32); 15] = [
    ("2.000635", 15),
    ("1.004873", 18),
    ("1.001193", 14),
    ("1.000894", 7),
    ("1.000656", 7),
    ("1.004859", 8),
    ("1.001612", 10),
    ("1.014027", 6),
    ("1.001776", 4),
    ("1.013225", 4),
    ("2.000815", 8),
    ("2.000884", 4),
    ("1.014028", 3),
    ("1.001266", 3),
    ("2.000720", 3),
];

/// Papers that people bring themselves are copied at a counter, never online.
const IN_PERSON: [&str; 3] = ["2.000815", "2.000884", "1.000894"];

/// How it comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Filed by the person themselves, signed in; perhaps by one whom the simulator knows.
    Alone {
        /// Their place among the simulator's people.
        known: Option<usize>,
    },
    /// An officer of a centre helps at the counter.
    Helped,
    /// The same, for somebody who acts for another.
    ByMandate,
    /// Another system sends it: its place in the list of sources.
    From(usize),
}

/// One stroke of the work and where the dossier stands after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stroke {
    pub(super) stage: Stage,
}

/// A procedure as the plan sees it.
#[derive(Debug)]
pub(super) struct Procedure {
    pub(super) code: String,
    pub(super) id: ProcedureId,
    pub(super) version: ProcedureVersion,
    /// Working minutes of the limit; by the end of the day counts as the better part of a morning.
    pub(super) minutes: i64,
    /// What is done after acceptance, in order.
    pub(super) strokes: Vec<Stroke>,
    /// Whether a leader of the committee signs.
    is_signed_by_leaders: bool,
    weight: u32,
}

/// Working minutes in which what is due by the end of the day is done.
const SAME_DAY_MINUTES: i64 = 200;

impl Procedure {
    /// The procedures of the script, as they stand on a day.
    pub(super) async fn all(store: &Store, day: Date, calendar: &Calendar) -> Result<Vec<Arc<Self>>> {
        let read = store.read().await?;
        let mut all = Vec::new();
        for (code, weight) in PROCEDURES {
            let procedure = read.first(by_code(code)).await?;
            // A catalogue without it plays without it.
            let Some(procedure) = procedure else { continue };
            let version = read.first(on_day(procedure.id, day)).await?;
            let version = version
                .with_context(|| format!("{code} cannot be filed on {day}"))?
                .record;
            let Some(limit) = version.limit(None) else { continue };
            let minutes = if limit.unit() == Unit::SameDay {
                SAME_DAY_MINUTES
            } else {
                allowance(calendar, calendar.effective(day.start()), limit).as_minutes()
            };
            let workflow = version.workflow_or_proposed();
            all.push(Arc::new(Self {
                code: code.to_owned(),
                id: procedure.id,
                minutes,
                strokes: strokes(&workflow),
                is_signed_by_leaders: workflow
                    .steps()
                    .iter()
                    .any(|step| step.kind == StepKind::Sign && step.role == Role::Signer),
                version,
                weight,
            }));
        }
        Ok(all)
    }

    /// Whether acceptance leads straight to signing.
    fn is_straight(&self) -> bool {
        !self.strokes.iter().any(|stroke| stroke.stage == Stage::InProcess)
    }

    /// Whether it can come to a fate: what leads straight to signing is not worked on in between, and the usual steps of
    /// what nobody has written a workflow for lie with a committee, which has leaders alone.
    fn can_be(&self, fate: Fate) -> bool {
        if self.is_straight() {
            fate.is_before_work() || matches!(fate, Fate::ToSign | Fate::Signed | Fate::Ready | Fate::Delivered)
        } else if self.version.workflow().is_none() {
            fate.is_before_work() || matches!(fate, Fate::Accepted | Fate::Forgotten)
        } else {
            true
        }
    }
}

/// What officers do after acceptance, by the ordinary way of a workflow.
fn strokes(workflow: &Workflow) -> Vec<Stroke> {
    let mut strokes = Vec::new();
    let mut put = |stage| strokes.push(Stroke { stage });
    let mut before: Option<(StepUnit, Role)> = None;
    let mut at = workflow.first();
    while let Some((step, _)) = workflow.next(&at.key).and_then(|next| next.onward.first().copied()) {
        match step.kind {
            StepKind::Assign | StepKind::Check | StepKind::ExternalSystem | StepKind::Consult | StepKind::Propose => {
                // The officer goes on with it where unit and role stay.
                if before != Some((step.unit, step.role)) {
                    put(Stage::InProcess);
                }
                let following = workflow.next(&step.key).and_then(|next| next.onward.first().copied());
                match following.map(|(next, _)| next.kind) {
                    Some(StepKind::Initial | StepKind::Sign) => put(Stage::AwaitingSignature),
                    Some(_) => put(Stage::InProcess),
                    None => {}
                }
            }
            StepKind::Initial => put(Stage::AwaitingSignature),
            StepKind::Sign => put(Stage::Signed),
            StepKind::Issue => put(Stage::ResultReady),
            StepKind::Return => put(Stage::Delivered),
            StepKind::Receive => {}
        }
        before = Some((step.unit, step.role));
        at = step;
    }
    strokes
}

/// Where, what and how.
#[derive(Debug, Clone)]
pub(super) struct Scene {
    pub(super) procedure: Arc<Procedure>,
    /// The code of the commune that decides.
    pub(super) area: &'static str,
    /// The code of the area whose centre receives.
    pub(super) received_at: &'static str,
    /// The code of the area at whose centre the result is fetched.
    pub(super) fetched_at: &'static str,
    pub(super) way: Way,
    /// Whether an original stays at the desk.
    pub(super) keeps: bool,
    /// Whether the office declines in the end.
    pub(super) declines: bool,
}

/// Invents the scene of one dossier.
pub(super) fn scene(
    fate: Fate,
    place: usize,
    procedures: &[Arc<Procedure>],
    known: usize,
    dice: &mut Dice,
) -> Option<Scene> {
    let is_waiting = matches!(
        fate,
        Fate::Accepted
            | Fate::InProcess
            | Fate::ToSign
            | Fate::ToInitial
            | Fate::Signed
            | Fate::Paused
            | Fate::SentBack
    );
    let weights: Vec<(Arc<Procedure>, u32)> = procedures
        .iter()
        .filter(|procedure| procedure.can_be(fate))
        .filter(|procedure| fate != Fate::ToSign || procedure.is_signed_by_leaders)
        .map(|procedure| {
            // What is due today would be overdue tomorrow: what waits has days.
            let is_short = procedure.minutes <= SAME_DAY_MINUTES;
            let weight = if is_waiting && is_short {
                procedure.weight.div_ceil(8)
            } else {
                procedure.weight
            };
            (Arc::clone(procedure), weight)
        })
        .collect();
    let procedure = dice.weighed(&weights)?.clone();
    let area = match fate {
        // The pile on the desk of the chair who has a demo account.
        Fate::ToSign if !place.is_multiple_of(4) => "06685",
        _ => dice.weighed(&AREAS).copied()?,
    };
    let in_person = IN_PERSON.contains(&procedure.code.as_str());
    let way = match dice.between(0, 99) {
        _ if fate == Fate::Guided => Way::Helped,
        _ if in_person => Way::Helped,
        0..=51 => Way::Alone {
            known: dice
                .percent(14)
                .then(|| dice.between(0, known.max(1) as i64 - 1) as usize),
        },
        52..=85 => Way::Helped,
        86..=90 => Way::ByMandate,
        _ => Way::From(dice.between(0, 2) as usize),
    };
    let received_at = match way {
        // Any centre receives (INT-02).
        Way::Helped | Way::ByMandate if dice.percent(38) => dice.weighed(&CENTRES).copied()?,
        _ => area,
    };
    let fetched_at = if dice.percent(18) {
        dice.weighed(&CENTRES).copied()?
    } else {
        received_at
    };
    let keeps = !procedure.is_straight()
        && matches!(way, Way::Helped | Way::ByMandate)
        && matches!(
            fate,
            Fate::Accepted | Fate::InProcess | Fate::Paused | Fate::ToSign | Fate::ToInitial | Fate::Signed
        )
        && dice.percent(45);
    // The reason that the words give is one of marriage.
    let may_decline = procedure.code == "1.004873";
    Some(Scene {
        procedure,
        area,
        received_at,
        fetched_at,
        way,
        keeps,
        declines: may_decline && dice.percent(18),
    })
}
