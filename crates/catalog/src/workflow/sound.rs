//! Whether a workflow is sound (PRO-04): what is wrong with it, and what deserves a second look (PRO-05).

use super::draft::{Draft, DraftStep};
use super::{Role, Step, StepKind, StepUnit, Workflow};
use std::collections::BTreeSet;

/// Why a workflow cannot be published. Each names the step by its key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No steps at all.
    #[error("there are no steps")]
    Empty,
    /// Two steps with one key.
    #[error("two steps have the key \"{0}\"")]
    KeyTwice(String),
    /// A kind that does not exist.
    #[error("step \"{step}\" has the unknown kind \"{kind}\"")]
    UnknownKind {
        /// The step.
        step: String,
        /// The word.
        kind: String,
    },
    /// Nobody does it.
    #[error("step \"{0}\" has no receiver: give it a role and a unit")]
    NoReceiver(String),
    /// No hours.
    #[error("step \"{0}\" has no time limit")]
    NoLimit(String),
    /// A way to or from nowhere.
    #[error("a way leads from \"{from}\" to \"{to}\", and one of them does not exist")]
    WayToNowhere {
        /// From.
        from: String,
        /// To.
        to: String,
    },
    /// Not exactly one beginning, or one that is not a reception.
    #[error("there must be one beginning, and it receives; these begin: {}", .0.join(", "))]
    Beginning(Vec<String>),
    /// No step returns the result.
    #[error("no step returns the result to the person")]
    NoReturn,
    /// Nothing leads there.
    #[error("nothing leads to step \"{0}\"")]
    Unreachable(String),
    /// Steps that go round for ever.
    #[error("these steps go round without a way out: {}", .0.join(", "))]
    LoopWithoutExit(Vec<String>),
    /// A branch that ends before the result reaches the person.
    #[error("the branch that ends at \"{0}\" loses the result")]
    LosesResult(String),
    /// A way to the return on which nothing was issued.
    #[error("a way reaches \"{0}\" although nothing was issued on it")]
    ReturnsNothing(String),
}

/// What deserves a second look, without keeping anybody from publishing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Concern {
    /// The steps together take longer than the law allows.
    #[error("the steps take {minutes} working minutes, the law allows {limit}")]
    LongerThanLaw {
        /// The steps' minutes.
        minutes: u32,
        /// The law's.
        limit: u32,
    },
    /// Only with everything optional they do.
    #[error("with everything optional the steps take {minutes} working minutes, the law allows {limit}")]
    WorstLongerThanLaw {
        /// The steps' minutes.
        minutes: u32,
        /// The law's.
        limit: u32,
    },
}

pub(super) fn kind_word(kind: StepKind) -> &'static str {
    // Every kind stands in the table.
    StepKind::ALL
        .iter()
        .find(|(_, known)| *known == kind)
        .map_or("", |(word, _)| word)
}

pub(super) fn role_word(role: Role) -> &'static str {
    Role::ALL
        .iter()
        .find(|(_, known)| *known == role)
        .map_or("", |(word, _)| word)
}

pub(super) fn unit_word(unit: StepUnit) -> &'static str {
    StepUnit::ALL
        .iter()
        .find(|(_, known)| *known == unit)
        .map_or("deciding", |(word, _)| word)
}

fn unit(word: &str) -> Option<StepUnit> {
    if word == "deciding" {
        Some(StepUnit::Deciding)
    } else {
        StepUnit::from_source(word)
    }
}

/// The step, when nothing of it is missing.
pub(super) fn step(draft: DraftStep) -> Option<Step> {
    let more = draft.more;
    Some(Step {
        kind: StepKind::from_word(&draft.kind)?,
        role: Role::from_source(&draft.role)?,
        unit: unit(&draft.unit)?,
        minutes: draft.minutes.filter(|minutes| *minutes > 0)?,
        key: draft.key,
        number: draft.number,
        name: draft.name,
        optional: more.optional,
        parallel: more.parallel,
        delegable: more.delegable,
        may_be_paper: more.may_be_paper,
        field_visit: more.field_visit,
        person_present: more.person_present,
        appointment: more.appointment,
        external: more.external,
        fields: more.fields,
        record: more.record,
        may_be_same_person_as: more.may_be_same_person_as,
        note: more.note,
    })
}

/// The drawing as numbers: ways between the places of steps.
struct Graph<'a> {
    steps: &'a [DraftStep],
    onward: Vec<Vec<usize>>,
    back: Vec<Vec<usize>>,
}

impl Graph<'_> {
    /// Everything that can be reached from these steps without passing `barred`.
    fn reached(
        next: &[Vec<usize>],
        from: impl IntoIterator<Item = usize>,
        barred: &BTreeSet<usize>,
    ) -> BTreeSet<usize> {
        let mut open: Vec<usize> = from.into_iter().filter(|at| !barred.contains(at)).collect();
        let mut seen: BTreeSet<usize> = open.iter().copied().collect();
        while let Some(at) = open.pop() {
            for to in next[at].iter().copied().filter(|to| !barred.contains(to)) {
                if seen.insert(to) {
                    open.push(to);
                }
            }
        }
        seen
    }

    fn of_kind(&self, word: &str) -> BTreeSet<usize> {
        (0..self.steps.len())
            .filter(|at| self.steps[*at].kind == word)
            .collect()
    }

    fn key(&self, at: usize) -> String {
        self.steps[at].key.clone()
    }
}

/// Everything that is wrong with a drawing.
pub(super) fn faults(draft: &Draft) -> Vec<Fault> {
    if draft.steps.is_empty() {
        return vec![Fault::Empty];
    }
    let mut faults: Vec<Fault> = draft.steps.iter().flat_map(step_faults).collect();
    let place = |key: &str| draft.steps.iter().position(|step| step.key == key);
    for (at, step) in draft.steps.iter().enumerate() {
        if place(&step.key) != Some(at) {
            faults.push(Fault::KeyTwice(step.key.clone()));
        }
    }
    let count = draft.steps.len();
    let mut graph = Graph {
        steps: &draft.steps,
        onward: vec![Vec::new(); count],
        back: vec![Vec::new(); count],
    };
    for way in &draft.ways {
        match (place(&way.from), place(&way.to)) {
            (Some(from), Some(to)) => {
                graph.onward[from].push(to);
                graph.back[to].push(from);
            }
            _ => faults.push(Fault::WayToNowhere {
                from: way.from.clone(),
                to: way.to.clone(),
            }),
        }
    }
    // The shape is judged only where the ways are right: else one slip would be told ten times.
    if !faults
        .iter()
        .any(|fault| matches!(fault, Fault::KeyTwice(_) | Fault::WayToNowhere { .. }))
    {
        shape_faults(&graph, &mut faults);
    }
    faults
}

fn step_faults(step: &DraftStep) -> Vec<Fault> {
    let mut faults = Vec::new();
    if StepKind::from_word(&step.kind).is_none() {
        faults.push(Fault::UnknownKind {
            step: step.key.clone(),
            kind: step.kind.clone(),
        });
    }
    if Role::from_source(&step.role).is_none() || unit(&step.unit).is_none() {
        faults.push(Fault::NoReceiver(step.key.clone()));
    }
    if step.minutes.is_none_or(|minutes| minutes == 0) {
        faults.push(Fault::NoLimit(step.key.clone()));
    }
    faults
}

fn shape_faults(graph: &Graph<'_>, faults: &mut Vec<Fault>) {
    let none = BTreeSet::new();
    let receives = graph.of_kind("receive");
    let returns = graph.of_kind("return");
    let issues = graph.of_kind("issue");
    if returns.is_empty() {
        faults.push(Fault::NoReturn);
    }
    let begins: BTreeSet<usize> = (0..graph.steps.len()).filter(|at| graph.back[*at].is_empty()).collect();
    // A loop may lead back to the reception, so the reception is a beginning also when something leads to it.
    let beginning = match receives.iter().copied().collect::<Vec<_>>()[..] {
        [only] if begins.iter().all(|at| *at == only) => Some(only),
        _ => None,
    };
    match beginning {
        Some(first) => {
            let reached = Graph::reached(&graph.onward, [first], &none);
            faults.extend(
                (0..graph.steps.len())
                    .filter(|at| !reached.contains(at))
                    .map(|at| Fault::Unreachable(graph.key(at))),
            );
            // Whatever can be reached without passing an issue must not be a return.
            let unissued = Graph::reached(&graph.onward, [first], &issues);
            faults.extend(
                returns
                    .iter()
                    .filter(|at| unissued.contains(at))
                    .map(|at| Fault::ReturnsNothing(graph.key(*at))),
            );
        }
        None => {
            let named: BTreeSet<usize> = begins.union(&receives).copied().collect();
            faults.push(Fault::Beginning(named.into_iter().map(|at| graph.key(at)).collect()));
        }
    }
    if returns.is_empty() {
        return;
    }
    // What cannot reach a return either stops short, or goes round for ever.
    let saved = Graph::reached(&graph.back, returns.iter().copied(), &none);
    let lost: Vec<usize> = (0..graph.steps.len()).filter(|at| !saved.contains(at)).collect();
    let ends: Vec<usize> = lost.iter().copied().filter(|at| graph.onward[*at].is_empty()).collect();
    faults.extend(ends.iter().map(|at| Fault::LosesResult(graph.key(*at))));
    let stops = Graph::reached(&graph.back, ends, &none);
    let round: Vec<String> = lost
        .into_iter()
        .filter(|at| !stops.contains(at))
        .map(|at| graph.key(at))
        .collect();
    if !round.is_empty() {
        faults.push(Fault::LoopWithoutExit(round));
    }
}

/// What deserves a second look: step limits never replace the legal one, but should fit into it (PRO-05).
pub(super) fn concerns(workflow: &Workflow, limit: Option<u32>) -> Vec<Concern> {
    let Some(limit) = limit else {
        return Vec::new();
    };
    let (minutes, worst) = (workflow.minutes(), workflow.worst_minutes());
    if minutes > limit {
        vec![Concern::LongerThanLaw { minutes, limit }]
    } else if worst > limit {
        vec![Concern::WorstLongerThanLaw { minutes: worst, limit }]
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests;
