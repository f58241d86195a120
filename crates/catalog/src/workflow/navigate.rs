//! Going through a workflow: where it begins, what may follow a step, where it may be sent back to.

use super::{Step, StepKind, Workflow};
use std::collections::BTreeSet;

/// What may follow a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next<'a> {
    /// The ordinary step; there may be several cases to choose from, each with its words.
    pub onward: Vec<(&'a Step, &'a str)>,
    /// Steps that are done only when the officer chooses so, before the ordinary one, with the case.
    pub optional: Vec<(&'a Step, &'a str)>,
    /// Steps that may run beside the present one, with a deadline of their own. Silence is no consent
    /// (PRO-09): what came in is looked at before the ordinary step.
    pub beside: Vec<&'a Step>,
}

impl Workflow {
    /// The step by which it begins.
    pub fn first(&self) -> &Step {
        let receives = self.steps.iter().find(|step| step.kind == StepKind::Receive);
        // A sound workflow has exactly one reception, and at least one step.
        receives.unwrap_or(&self.steps[0])
    }

    /// What may follow the step with a key; None when there is no such step. After a return nothing follows.
    pub fn next(&self, key: &str) -> Option<Next<'_>> {
        self.step(key)?;
        let mut next = Next {
            onward: Vec::new(),
            optional: Vec::new(),
            beside: Vec::new(),
        };
        for way in self.ways.iter().filter(|way| way.from == key) {
            let Some(step) = self.step(&way.to) else { continue };
            if step.parallel {
                next.beside.push(step);
            } else if step.optional {
                next.optional.push((step, way.case.as_str()));
            } else {
                next.onward.push((step, way.case.as_str()));
            }
        }
        Some(next)
    }

    /// Steps to which the one with a key may be sent back: all that lead to it, nearest first. Steps that ran
    /// beside are left out: one does not hand a dossier to a question.
    pub fn back(&self, key: &str) -> Vec<&Step> {
        let mut seen: BTreeSet<&str> = BTreeSet::from([key]);
        let mut nearest: Vec<&str> = vec![key];
        let mut found = Vec::new();
        while !nearest.is_empty() {
            let mut before = Vec::new();
            for way in self.ways.iter().filter(|way| nearest.contains(&way.to.as_str())) {
                if seen.insert(way.from.as_str()) {
                    before.push(way.from.as_str());
                }
            }
            found.extend(
                before
                    .iter()
                    .filter_map(|key| self.step(key))
                    .filter(|step| !step.parallel),
            );
            nearest = before;
        }
        found
    }

    /// Whether a step may follow another at once.
    pub fn may_follow(&self, from: &str, to: &str) -> bool {
        self.ways.iter().any(|way| way.from == from && way.to == to)
    }

    /// Steps that run beside one.
    pub(super) fn beside(&self, key: &str) -> impl Iterator<Item = &Step> {
        let ways = self.ways.iter().filter(move |way| way.from == key);
        ways.filter_map(|way| self.step(&way.to)).filter(|step| step.parallel)
    }
}
